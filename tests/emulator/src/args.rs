//! The program's flags.

use lexopt::prelude::*;
use songplate_emulator::{DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET};

pub(crate) const HELP: &str = "\
A Spotify that runs on this machine.

Usage: songplate-emulator [FLAGS]

  --port N              the port on 127.0.0.1; 0, the default, takes a free one
  --speed X             how much faster than in reality songs pass (0.01 to 1000, default 1)
  --auto-agree          answer logins at once, without the consent page
  --client-id ID        register this client instead of the two default ones
  --client-secret S     its secret
  --exit-with-stdin     end when stdin is closed
  --help                this text

Prints one line of JSON when it is ready (origin, client_id, client_secret, redirect_uris) and runs until SIGTERM or
SIGINT. What can be changed meanwhile is described in tests/emulator/README.md.
";

/// How to run.
#[derive(Debug, PartialEq)]
pub(crate) struct Args {
    pub(crate) port: u16,
    pub(crate) speed: f64,
    pub(crate) auto_agree: bool,
    pub(crate) client: Option<(String, String)>,
    pub(crate) exit_with_stdin: bool,
}

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(crate) enum Asked {
    Run(Args),
    Help,
}

pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Asked, lexopt::Error> {
    let mut args = Args { port: 0, speed: 1.0, auto_agree: false, client: None, exit_with_stdin: false };
    let (mut client_id, mut client_secret) = (None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Long("port") => args.port = parser.value()?.parse()?,
            Long("speed") => args.speed = parser.value()?.parse_with(speed)?,
            Long("auto-agree") => args.auto_agree = true,
            Long("client-id") => client_id = Some(parser.value()?.string()?),
            Long("client-secret") => client_secret = Some(parser.value()?.string()?),
            Long("exit-with-stdin") => args.exit_with_stdin = true,
            Short('h') | Long("help") => return Ok(Asked::Help),
            _ => return Err(arg.unexpected()),
        }
    }
    if client_id.is_some() || client_secret.is_some() {
        args.client = Some((
            client_id.unwrap_or_else(|| DEFAULT_CLIENT_ID.to_owned()),
            client_secret.unwrap_or_else(|| DEFAULT_CLIENT_SECRET.to_owned()),
        ));
    }
    Ok(Asked::Run(args))
}

fn speed(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|speed| (0.01..=1_000.0).contains(speed))
        .ok_or_else(|| "a speed is a number from 0.01 to 1000".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Asked, lexopt::Error> {
        parse(lexopt::Parser::from_args(args))
    }

    #[test]
    fn flags_are_read() {
        let Ok(Asked::Run(args)) = parsed(&["--port", "8123", "--speed=20", "--auto-agree", "--client-id", "x"]) else {
            panic!("valid flags")
        };
        assert_eq!((args.port, args.speed, args.auto_agree), (8_123, 20.0, true));
        assert_eq!(args.client, Some(("x".to_owned(), DEFAULT_CLIENT_SECRET.to_owned())));
        assert_eq!(parsed(&["--port", "0", "--help"]).unwrap(), Asked::Help);
    }

    #[test]
    fn wrong_flags_are_refused() {
        for wrong in [&["--port", "70000"][..], &["--speed", "0"], &["--speed", "NaN"], &["--loud"], &["extra"]] {
            assert!(parsed(wrong).is_err(), "{wrong:?} must be refused");
        }
    }
}
