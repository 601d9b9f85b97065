//! What a chat bot answers when somebody asks for the song.

use serde::{Deserialize, Serialize};
use specta::Type;
use tokio::time::Instant;

use crate::files::MAX_TEMPLATE;
use crate::snapshot::Snapshot;
use crate::status::Status;
use crate::template::{Words, render};

/// The messages, as templates; see [`template`](crate::template).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Replies {
    /// While a song plays.
    pub playing: String,
    /// While it is paused.
    pub paused: String,
    /// When there is no song to tell.
    pub error: String,
}

/// A message is longer than 500 characters, or empty: a bot that reads nothing says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message is empty or too long")]
pub struct BadReply;

impl Default for Replies {
    fn default() -> Self {
        Self {
            playing: "Now playing: [SONG] by [SUBTITLE] [LINK]".to_owned(),
            paused: "Paused: [SONG] by [SUBTITLE]".to_owned(),
            error: "Nothing is playing right now.".to_owned(),
        }
    }
}

impl Replies {
    /// Checks the lengths.
    ///
    /// # Errors
    /// When a message is empty or too long.
    pub fn check(&self) -> Result<(), BadReply> {
        let fine = |text: &String| !text.trim().is_empty() && text.chars().count() <= MAX_TEMPLATE;
        if [&self.playing, &self.paused, &self.error].into_iter().all(fine) { Ok(()) } else { Err(BadReply) }
    }

    /// The message for what plays at `now`, on one line: chats have no others. A song that is not known to be what
    /// plays now is none.
    #[must_use]
    pub fn reply(&self, snapshot: &Snapshot, source: &str, now: Instant) -> String {
        let song = snapshot.song.as_ref().filter(|song| song.live);
        let text = match (song, &snapshot.status) {
            (Some(song), Status::Playing) => render(&self.playing, &Words::of(song, source, now)),
            (Some(song), Status::Paused) => render(&self.paused, &Words::of(song, source, now)),
            _ => render(&self.error, &Words::default()),
        };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
