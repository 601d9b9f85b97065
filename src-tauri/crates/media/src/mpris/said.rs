//! What one player has said so far.

use songplate_core::now_playing::{Cover, Rate};
use songplate_core::player::PlayState;
use zbus::message::Sequence;

use super::calls::Answer;
use super::program;
use super::properties::Patch;
use crate::common::amend::Told;
use crate::common::progress::Progress;
use crate::common::song::Song;
use crate::common::telling::Called;

/// What one player has said so far, of each thing the newest: an answer may be read after a signal that overtook it.
#[derive(Debug)]
pub(super) struct Said {
    program: String,
    state: Latest<PlayState>,
    song: Latest<Option<Song>>,
    rate: Latest<Rate>,
    /// The last word that may have moved the position.
    moved: Sequence,
    identity: Option<String>,
    desktop_entry: Option<String>,
}

/// What was said, and the place of the message among all that the bus has brought.
#[derive(Debug)]
struct Latest<T> {
    value: T,
    told: Sequence,
}

impl<T> Latest<T> {
    fn before(value: T) -> Self {
        Self { value, told: Sequence::default() }
    }

    fn update(&mut self, value: Option<T>, told: Sequence) {
        if let Some(value) = value.filter(|_| told >= self.told) {
            *self = Self { value, told };
        }
    }
}

impl Said {
    /// A player of this program that has said nothing.
    pub(super) fn nothing(program: &str) -> Self {
        Self {
            program: program.to_owned(),
            state: Latest::before(PlayState::Stopped),
            song: Latest::before(None),
            rate: Latest::before(Rate::NORMAL),
            moved: Sequence::default(),
            identity: None,
            desktop_entry: None,
        }
    }

    /// It said something by itself.
    pub(super) fn hear(&mut self, patch: Patch, told: Sequence) {
        if patch.moves() {
            self.moved = told;
        }
        self.update(patch, told);
    }

    /// It said by itself that it is elsewhere.
    pub(super) fn seeked(&mut self, told: Sequence) {
        self.moved = told;
    }

    /// It answered. Where it is, unless it has moved since.
    pub(super) fn learn(&mut self, answer: Answer) -> Option<Progress> {
        let progress = answer.patch.position_ms.map(|ms| Progress { ms, at: answer.at });
        let progress = progress.filter(|_| answer.sequence >= self.moved);
        self.update(answer.patch, answer.sequence);
        progress
    }

    fn update(&mut self, patch: Patch, told: Sequence) {
        self.state.update(patch.state, told);
        self.song.update(patch.song, told);
        self.rate.update(patch.rate, told);
        self.identity = patch.identity.or(self.identity.take());
        self.desktop_entry = patch.desktop_entry.or(self.desktop_entry.take());
    }

    /// All of it that changes while it plays.
    pub(super) fn told(&self) -> Told {
        Told { state: self.state.value, song: self.song.value.clone(), rate: self.rate.value }
    }

    /// The cover that it named last.
    pub(super) fn cover(&self) -> Option<&Cover> {
        self.song.value.as_ref().and_then(|song| song.cover.as_ref())
    }

    /// How it is called.
    pub(super) fn called(&self) -> Called {
        let app = program::app(self.desktop_entry.as_deref(), &self.program);
        Called::new(self.identity.as_deref().unwrap_or(&self.program), app)
    }
}
