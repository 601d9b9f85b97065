//! The web view's network process, which `WebKitGTK` keeps when the last window is gone.
//!
//! Nothing of this program's goes through it: windows show what is built in, and the core makes the requests. It costs
//! some 20 MB all the same, for as long as the program listens in the tray. The next window gets another one,
//! as it does when one has crashed.

use std::fs;

use rustix::process::{Pid, Signal, getpid, kill_process};

/// Its name, as far as the kernel keeps names (`TASK_COMM_LEN`, proc(5)).
const NAME: &str = "WebKitNetworkPr";

/// Ends it. To be called on the main thread, while there is no window.
pub(crate) fn end() {
    for pid in own() {
        if let Err(error) = kill_process(pid, Signal::TERM) {
            tracing::debug!("the network process stays: {error}");
        }
    }
}

/// The network processes that this process has started. None where they are hidden, in a sandbox for example.
fn own() -> impl Iterator<Item = Pid> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes.filter_map(|entry| {
        let pid = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        (parent_of(NAME, &stat)? == getpid().as_raw_nonzero().get()).then_some(pid)
    })
}

/// The parent of a process, by its line in `stat`, if it has this name.
fn parent_of(name: &str, stat: &str) -> Option<i32> {
    // Any process may have parentheses and spaces in its name.
    let (head, tail) = stat.rsplit_once(") ")?;
    let (_, called) = head.split_once(" (")?;
    (called == name).then_some(())?;
    tail.split(' ').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_network_process_is_found_and_with_its_parent() {
        assert_eq!(parent_of(NAME, "4711 (WebKitNetworkPr) S 815 4711 0"), Some(815));
        assert_eq!(parent_of(NAME, "4711 (WebKitWebProces) S 815 4711 0"), None);
        assert_eq!(parent_of(NAME, "4711 (x (WebKitNetworkPr) y) S 815 4711 0"), None);
        assert_eq!(parent_of(NAME, ""), None);
    }

    #[test]
    fn a_program_without_windows_has_none() {
        assert_eq!(own().count(), 0);
    }
}
