//! What players are asked. The connection limits how long each answer may take.

use songplate_core::now_playing::Cover;
use tokio::time::Instant;
use zbus::message::{Message, Sequence};
use zbus::{Connection, Error};

use super::properties::{PLAYER, Patch, ROOT};

const PATH: &str = "/org/mpris/MediaPlayer2";

/// What a player answered, and when.
#[derive(Debug)]
pub(super) struct Answer {
    /// What it says.
    pub(super) patch: Patch,
    /// Whether it said what it is called, if it was asked for all.
    pub(super) named: bool,
    /// Its place among all that the bus has brought.
    pub(super) sequence: Sequence,
    /// The middle between question and answer: what a position belongs to.
    pub(super) at: Instant,
}

/// The questions to one player.
#[derive(Debug, Clone)]
pub(super) struct Calls {
    connection: Connection,
    /// The unique name: should another program take the player's name, it is not asked in its place.
    destination: String,
}

impl Calls {
    pub(super) fn new(connection: Connection, destination: String) -> Self {
        Self { connection, destination }
    }

    /// All that the player says about itself; `None` when it does not answer.
    pub(super) async fn read_all(&self, known: Option<&Cover>) -> Option<Answer> {
        let (root, player) = tokio::join!(self.get_all(ROOT, known), self.get_all(PLAYER, known));
        let mut answer = match player {
            Ok(answer) => answer,
            // Some refuse the whole when they can't tell a single one.
            Err(Error::MethodError(..)) => self.read_one_by_one(known).await?,
            Err(_) => return None,
        };
        if let Ok(Answer { patch, .. }) = root {
            answer.named = true;
            answer.patch.identity = patch.identity;
            answer.patch.desktop_entry = patch.desktop_entry;
        }
        Some(answer)
    }

    /// Where the player is; an answer without a position when it can't tell.
    pub(super) async fn read_position(&self) -> Option<Answer> {
        self.get("Position", None).await.ok()
    }

    async fn read_one_by_one(&self, known: Option<&Cover>) -> Option<Answer> {
        let (status, metadata, rate, position) = tokio::join!(
            self.get("PlaybackStatus", known),
            self.get("Metadata", known),
            self.get("Rate", known),
            self.get("Position", known),
        );
        let mut answers = [status, metadata, rate, position].into_iter().flatten();
        let mut whole = answers.next()?;
        for answer in answers {
            let Answer { patch, sequence, at, .. } = answer;
            // The oldest of them, so that whatever was said meanwhile counts as newer.
            whole.sequence = whole.sequence.min(sequence);
            if patch.position_ms.is_some() {
                whole.at = at;
            }
            whole.patch = whole.patch.or(patch);
        }
        Some(whole)
    }

    async fn get_all(&self, interface: &str, known: Option<&Cover>) -> zbus::Result<Answer> {
        let (message, at) = self.ask("GetAll", &interface).await?;
        Ok(Answer { patch: Patch::from_all(&message, known), named: false, sequence: message.recv_position(), at })
    }

    async fn get(&self, property: &str, known: Option<&Cover>) -> zbus::Result<Answer> {
        let (message, at) = self.ask("Get", &(PLAYER, property)).await?;
        let patch = Patch::from_one(property, &message, known);
        Ok(Answer { patch, named: false, sequence: message.recv_position(), at })
    }

    async fn ask<B>(&self, method: &str, body: &B) -> zbus::Result<(Message, Instant)>
    where
        B: zbus::export::serde::Serialize + zbus::zvariant::DynamicType + Sync,
    {
        let asked = Instant::now();
        let properties = Some("org.freedesktop.DBus.Properties");
        let answer =
            self.connection.call_method(Some(self.destination.as_str()), PATH, properties, method, body).await?;
        Ok((answer, asked + asked.elapsed() / 2))
    }
}
