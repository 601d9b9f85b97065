//! The emulator as a program. `--help` tells its flags.

mod args;

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use serde_json::json;
use songplate_emulator::{ClientRegistration, DEFAULT_REDIRECT_URIS, Emulator};
use tokio::sync::oneshot;

use crate::args::{Args, Asked};

fn main() -> ExitCode {
    let args = match args::parse(lexopt::Parser::from_env()) {
        Ok(Asked::Run(args)) => args,
        Ok(Asked::Help) => {
            print!("{}", args::HELP);
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            eprintln!("songplate-emulator: {wrong}\n{}", args::HELP);
            return ExitCode::from(2);
        }
    };
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("songplate-emulator: {wrong}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut end = EndSignals::listen()?;
        let mut builder = Emulator::builder().port(args.port).speed(args.speed).auto_agree(args.auto_agree);
        if let Some((id, secret)) = &args.client {
            builder = builder.client(ClientRegistration::new(id, secret, &DEFAULT_REDIRECT_URIS));
        }
        let emulator = builder.start().await?;
        announce(&emulator)?;
        if args.exit_with_stdin {
            tokio::select! {
                () = end.wait() => {}
                _ = stdin_closed()? => {}
            }
        } else {
            end.wait().await;
        }
        Ok(())
    })
}

/// The one line on stdout, once requests are answered.
fn announce(emulator: &Emulator) -> io::Result<()> {
    let ready = json!({
        "origin": emulator.origin(),
        "client_id": emulator.client_id(),
        "client_secret": emulator.client_secret(),
        "redirect_uris": emulator.redirect_uris(),
    });
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()
}

/// Resolves when stdin ends. A plain thread reads it: the runtime would wait for a read of its own at the end.
fn stdin_closed() -> io::Result<oneshot::Receiver<()>> {
    let (closed, receiver) = oneshot::channel();
    std::thread::Builder::new().name("stdin".to_owned()).spawn(move || {
        let mut buffer = [0; 1024];
        while matches!(io::stdin().read(&mut buffer), Ok(count) if count > 0) {}
        // Nobody waits any more when a signal came first.
        let _ = closed.send(());
    })?;
    Ok(receiver)
}

#[cfg(unix)]
struct EndSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl EndSignals {
    /// Set up before the ready line, so that a signal right after it is not missed.
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(windows)]
struct EndSignals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl EndSignals {
    fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn wait(&mut self) {
        self.0.recv().await;
    }
}
