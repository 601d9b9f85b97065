//! Starts the program again in place of this process.

use std::process::{Command, ExitCode};

use crate::words::STARTED_AGAIN;

/// Starts the program again with these arguments, and with a mark, so that it does not go on for ever.
pub(crate) fn with(arguments: &[String]) -> ExitCode {
    // Where the program was when it started: the system knows it by another name once an update has replaced its file.
    let error = match tauri::process::current_binary(&tauri::Env::default()) {
        Ok(program) => replace(Command::new(program).arg(STARTED_AGAIN).args(arguments)),
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
