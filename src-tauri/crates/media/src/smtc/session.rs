//! What one session has said so far.

use songplate_core::now_playing::{Cover, Rate};
use songplate_core::player::PlayState;

use super::said::{Answer, Media, Timeline};
use crate::common::amend::{Input, Told};

/// What one session has said so far.
#[derive(Debug)]
pub(super) struct Said {
    app: String,
    state: PlayState,
    rate: Rate,
    media: Option<Media>,
    timeline: Option<Timeline>,
}

impl Said {
    /// A player of this program that has said nothing.
    pub(super) fn nothing(app: &str) -> Self {
        Self { app: app.to_owned(), state: PlayState::Stopped, rate: Rate::NORMAL, media: None, timeline: None }
    }

    /// It answered.
    pub(super) fn learn(&mut self, answer: Answer) -> Input {
        if let Some(playback) = answer.playback {
            self.state = playback.state().unwrap_or(self.state);
            self.rate = playback.rate();
        }
        self.media = answer.media.or(self.media.take());
        // Some say where they are when a song begins, and never again: what they repeat is of that time, and says
        // nothing of what has happened since.
        let news = answer.timeline.filter(|timeline| self.timeline.as_ref() != Some(timeline));
        self.timeline = answer.timeline.or(self.timeline);
        let rate = (self.state == PlayState::Playing).then_some(self.rate);
        match news.and_then(|timeline| timeline.progress(rate, answer.now, answer.at)) {
            Some(progress) => Input::Moved(self.told(), progress),
            None => Input::Told(self.told(), None),
        }
    }

    /// It keeps silent: what there is to tell all the same.
    pub(super) fn silence(&self) -> Input {
        Input::Told(self.told(), None)
    }

    /// The cover that it named last.
    pub(super) fn cover(&self) -> Option<&Cover> {
        self.media.as_ref().and_then(|media| media.cover.as_ref())
    }

    fn told(&self) -> Told {
        let song = self.media.as_ref().and_then(|media| media.song(&self.app, self.timeline.as_ref()));
        Told { state: self.state, song, rate: self.rate }
    }
}
