//! How many files the process may have open; a connection counts as one.

/// What is wanted: enough for every connection and all else. macOS allows 256 by default and Linux 1,024.
#[cfg(unix)]
const WANTED: u64 = 4_096;

/// Left for everything else that the program opens.
#[cfg(unix)]
const RESERVED: u64 = 256;

/// Raises the limit as far as it is wanted and allowed. How many connections fit then, if that is limited.
#[cfg(unix)]
pub(super) fn room_for_connections() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let mut allowed = limit.current?;
    let raised = limit.maximum.map_or(WANTED, |maximum| maximum.min(WANTED));
    if allowed < raised {
        match setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: limit.maximum }) {
            Ok(()) => allowed = raised,
            Err(error) => tracing::warn!(%error, allowed, "the limit of open files can't be raised"),
        }
    }
    usize::try_from(allowed.saturating_sub(RESERVED)).ok()
}

/// Windows has no such limit for sockets.
#[cfg(not(unix))]
pub(super) fn room_for_connections() -> Option<usize> {
    None
}
