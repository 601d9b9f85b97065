//! Finds a port that is free.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use super::state::ServerFailure;

/// How many ports after the one that is wanted are tried before any other.
const NEXT: u16 = 20;

/// The addresses to try, in their order: `wanted`, the next ones, any. `current` is the port that has stood in for
/// `wanted` so far; it comes first, because links lead there.
pub(super) fn addresses(wanted: u16, lan: bool, current: Option<u16>) -> impl Iterator<Item = SocketAddr> {
    let ip = if lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let next = (1..=NEXT).filter_map(move |step| wanted.checked_add(step));
    current.into_iter().chain([wanted]).chain(next).chain([0]).map(move |port| SocketAddr::from((ip, port)))
}

/// What to call the reason that no port could be opened.
pub(super) fn failure(error: &io::Error) -> ServerFailure {
    match error.kind() {
        io::ErrorKind::AddrInUse => ServerFailure::Taken,
        io::ErrorKind::PermissionDenied => ServerFailure::Refused,
        _ => ServerFailure::Other,
    }
}
