//! Starts the program again in place of this process.

use std::process::{Command, ExitCode};

/// Marks a process that was started like this, so that it does not go on for ever.
const MARK: &str = "SONGPLATE_STARTED_AGAIN";

/// Whether this process was started like this.
pub(crate) fn is_second_try() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Starts the program again with these arguments.
pub(crate) fn with(arguments: &[String]) -> ExitCode {
    let error = match std::env::current_exe() {
        Ok(program) => replace(Command::new(program).args(arguments).env(MARK, "1")),
        Err(error) => error,
    };
    eprintln!("songplate: {error}");
    ExitCode::FAILURE
}

#[cfg(unix)]
fn replace(command: &mut Command) -> std::io::Error {
    use std::os::unix::process::CommandExt;
    command.exec()
}

#[cfg(not(unix))]
fn replace(command: &mut Command) -> std::io::Error {
    match command.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error,
    }
}
