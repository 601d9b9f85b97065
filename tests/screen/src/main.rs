//! Looks at the windows of an X11 screen from outside, and closes them as their user does.
//!
//! - `songplate-screen painted` prints `ready` once it looks, and `painted 0x…` as soon as the next window to come up shows
//!   something; then it ends.
//! - `songplate-screen close 0x…` asks a window to close, as the button in its frame does.

#[cfg(target_os = "linux")]
mod x11;

use std::process::ExitCode;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["painted"] => x11::tell_when_painted(),
        ["close", window] => x11::close(window),
        _ => Err("usage: songplate-screen painted | close 0x…".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("songplate-screen: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    eprintln!("songplate-screen: there is no X11 here");
    ExitCode::FAILURE
}
