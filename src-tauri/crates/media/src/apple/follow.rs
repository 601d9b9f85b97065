//! Follows one player: what it says, and what it answers.

use std::future::pending;
use std::sync::Arc;

use songplate_core::now_playing::Rate;
use songplate_core::player::PlayState;
use songplate_core::source::BoxFuture;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::said::{App, Info, Said};
use super::watch::System;
use crate::common::amend::{Input, Told};
use crate::common::moment::at;
use crate::common::progress::Progress;
use crate::common::roster::Appearance;
use crate::common::sight::Sight;
use crate::common::telling::Telling;

/// Follows one player.
pub(super) struct Follower<S> {
    system: Arc<S>,
    app: App,
    told: Told,
    telling: Telling,
    /// Whether the player is to be asked next.
    wanted: bool,
    /// Whether it has said something by itself since it was asked last.
    overtaken: bool,
}

type Asking = Option<BoxFuture<'static, Option<Info>>>;

impl<S: System> Follower<S> {
    pub(super) fn new(system: Arc<S>, app: App, telling: Telling) -> Self {
        let told = Told { state: PlayState::Stopped, song: None, rate: Rate::NORMAL };
        Self { system, app, told, telling, wanted: true, overtaken: false }
    }

    /// Tells what it says until it is dropped.
    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<Info>, appearance: Appearance, sight: Arc<Sight>) {
        let mut asking: Asking = None;
        // It is shown at once: an answer may wait for the user's permission.
        let mut input = Some(Input::Told(self.told.clone(), None));
        loop {
            if let Some(input) = input.take() {
                let report = self.telling.take_in(input, self.app.called(), Instant::now());
                self.wanted |= report.guessed;
                if let Some(player) = report.player {
                    sight.tell(appearance, player);
                }
            }
            if asking.is_none() && std::mem::take(&mut self.wanted) {
                self.overtaken = false;
                asking = Some(self.system.ask(self.app));
            }
            input = tokio::select! {
                info = inbox.recv() => match info {
                    Some(info) => Some(self.hear(Said::read(&info))),
                    None => return,
                },
                answer = finished(&mut asking) => {
                    asking = None;
                    answer.and_then(|info| self.learn(Said::read(&info)))
                }
                () = at(self.telling.deadline()) => Some(Input::TimePassed),
            };
        }
    }

    /// It said something by itself.
    fn hear(&mut self, said: Said) -> Input {
        self.overtaken = true;
        let position = said.position_ms;
        self.take(said);
        // Notifications never say where the cover is.
        let lacks_cover = self.app == App::Spotify && self.told.song.as_ref().is_some_and(|song| song.cover.is_none());
        self.wanted |= lacks_cover;
        match position {
            Some(ms) => Input::Moved(self.told.clone(), Progress { ms, at: Instant::now() }),
            None => Input::Told(self.told.clone(), None),
        }
    }

    /// It answered; an answer that may be older than what it has said since is not what it was asked for.
    fn learn(&mut self, said: Said) -> Option<Input> {
        // Whoever can't say what it does says nothing.
        said.state?;
        let same = said.song.as_ref().zip(self.told.song.as_ref()).is_some_and(|(new, old)| new.is_same_recording(old));
        if self.overtaken {
            // Asked again for what it was asked for, or for what plays now.
            self.wanted |= !same;
            if let (Some(song), Some(answered), true) = (&mut self.told.song, said.song, same) {
                song.cover = song.cover.take().or(answered.cover);
            }
            return same.then(|| Input::Told(self.told.clone(), None));
        }
        let progress = said.position_ms.map(|ms| Progress { ms, at: Instant::now() });
        self.take(said);
        Some(Input::Told(self.told.clone(), progress))
    }

    fn take(&mut self, said: Said) {
        let before = self.told.song.take();
        self.told.state = said.state.unwrap_or(self.told.state);
        self.told.song = said.song.map(|song| match before {
            Some(before) if song.is_same_recording(&before) => song.or(before),
            _ => song,
        });
    }
}

async fn finished(asking: &mut Asking) -> Option<Info> {
    match asking {
        Some(answer) => answer.await,
        None => pending().await,
    }
}
