//! Runs the scripts. They are fixed: nothing that a player says ever becomes part of one.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use songplate_core::source::BoxFuture;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::said::{App, Info};
use super::watch::{Heard, System};

const LISTEN: &str = include_str!("scripts/listen.js");
const ASK_SPOTIFY: &str = include_str!("scripts/ask_spotify.js");
const ASK_MUSIC: &str = include_str!("scripts/ask_music.js");

/// How long an answer may take: as long as the system waits for the user to allow it.
const LIMIT: Duration = Duration::from_mins(2);
/// How many lines may wait.
const QUEUE: usize = 64;

/// The system's interpreter of scripts.
#[derive(Debug, Clone)]
pub(super) struct Osascript {
    program: PathBuf,
}

impl Osascript {
    /// The one at this path.
    pub(super) fn at(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    fn command(&self, script: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(["-l", "JavaScript", "-e", script])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        command
    }
}

impl System for Osascript {
    fn listen(&self) -> Result<mpsc::Receiver<Heard>, String> {
        // The script ends when its input does, also when this program could not end it.
        let mut listener =
            self.command(LISTEN).stdin(Stdio::piped()).spawn().map_err(|error| format!("osascript: {error}"))?;
        let lines = listener.stdout.take().ok_or("osascript has no output")?;
        let (sender, heard) = mpsc::channel(QUEUE);
        tokio::spawn(async move {
            let mut lines = BufReader::new(lines).lines();
            let telling = async {
                while let Ok(Some(line)) = lines.next_line().await {
                    match serde_json::from_str(&line) {
                        Ok(heard) => {
                            if sender.send(heard).await.is_err() {
                                return;
                            }
                        }
                        Err(error) => tracing::debug!(%error, "a word of the system's makes no sense"),
                    }
                }
            };
            tokio::select! {
                () = telling => {}
                () = sender.closed() => {}
            }
            drop(listener);
        });
        Ok(heard)
    }

    fn ask(&self, app: App) -> BoxFuture<'static, Option<Info>> {
        let script = match app {
            App::Spotify => ASK_SPOTIFY,
            App::Music => ASK_MUSIC,
        };
        let output = self.command(script).stdin(Stdio::null()).output();
        Box::pin(async move {
            let output = timeout(LIMIT, output).await.ok()?.ok()?;
            serde_json::from_slice(&output.stdout).ok()
        })
    }
}
