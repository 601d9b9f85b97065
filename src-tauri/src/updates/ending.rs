//! What is left to do when the program has ended. Everything is saved then, and the profile is free: an installer may
//! ask for a password for as long as it likes, and the one of Windows ends the program that starts it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::install::Package;

/// What is left to do when the program has ended.
#[derive(Debug)]
pub(crate) struct Ending<P = Package>(Mutex<Last<P>>);

#[derive(Debug)]
struct Last<P> {
    package: Option<Arc<P>>,
    /// The arguments to start anew with.
    restart: Option<Vec<String>>,
    /// Nobody is there to be asked for a password.
    alone: bool,
}

impl<P> Ending<P> {
    /// Nothing is.
    pub(super) fn new() -> Self {
        Self(Mutex::new(Last { package: None, restart: None, alone: false }))
    }

    /// The program starts anew with these arguments.
    pub(super) fn restart(&self, arguments: Vec<String>) {
        self.last().restart = Some(arguments);
    }

    /// This is installed.
    pub(super) fn install(&self, package: Arc<P>) {
        self.last().package = Some(package);
    }

    /// The system ends the program, with everything else of the user: nothing is installed that they might be asked
    /// about. It is offered again at the next start.
    #[cfg(any(unix, test))]
    pub(crate) fn leave_alone(&self) {
        self.last().alone = true;
    }

    /// What is to be installed, and with what the program starts anew, if it does.
    fn take(&self) -> (Option<Arc<P>>, Option<Vec<String>>) {
        let mut last = self.last();
        if last.alone { (None, None) } else { (last.package.take(), last.restart.take()) }
    }

    fn last(&self) -> MutexGuard<'_, Last<P>> {
        // Nothing panics while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ending {
    /// Does it; the arguments to start anew with, if the program does. To be called by the main thread: macOS asks for
    /// passwords there.
    pub(crate) fn carry_out(&self) -> Option<Vec<String>> {
        let (package, restart) = self.take();
        if let Some(Err(cause)) = package.map(|package| package.install(restart.is_some())) {
            tracing::warn!("the update could not be installed at the end: {cause:?}");
        }
        restart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_last_is_done_once() {
        let ending = Ending::new();
        assert_eq!(ending.take(), (None, None));
        ending.install(Arc::new("package"));
        ending.restart(vec!["--hidden".to_owned()]);
        assert_eq!(ending.take(), (Some(Arc::new("package")), Some(vec!["--hidden".to_owned()])));
        assert_eq!(ending.take(), (None, None));
    }

    #[test]
    fn nobody_is_asked_for_a_password_while_the_session_ends() {
        let ending = Ending::new();
        ending.leave_alone();
        ending.install(Arc::new("package"));
        ending.restart(Vec::new());
        assert_eq!(ending.take(), (None, None));
    }
}
