//! Follows one player: what it says, and what it answers.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use songplate_core::now_playing::{Cover, Rate};
use songplate_core::player::{PlayState, Player, PlayerId};
use songplate_core::source::BoxFuture;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until};
use zbus::message::Sequence;
use zbus::{Connection, Message};

use super::calls::{Answer, Calls};
use super::properties::Patch;
use crate::common::amend::{Amend, Input, News, Told};
use crate::common::names;
use crate::common::progress::Progress;
use crate::common::roster::Appearance;

/// When a player that did not answer is asked again by itself: some take their name before they listen. After that, it is
/// asked when it says something.
const RETRIES: [Duration; 3] = [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(4)];
/// A player that repeats itself is asked for its position no more often than this.
const REPEATS: Duration = Duration::from_secs(1);

/// What the bus brings from one player.
pub(super) struct Inbox {
    /// Its signals.
    pub(super) signals: mpsc::Receiver<Message>,
    /// Tells that some were lost, because it talks too fast.
    pub(super) missed: Arc<Notify>,
}

/// Follows one player.
pub(super) struct Follower {
    calls: Calls,
    id: PlayerId,
    program: String,
    identity: Option<String>,
    desktop_entry: Option<String>,
    state: Latest<PlayState>,
    song: Latest<Option<crate::common::song::Song>>,
    rate: Latest<Rate>,
    /// The last word that moved the position.
    moved: Sequence,
    amend: Amend,
    last: Option<News>,
    name: String,
    wanted: Wanted,
    position_asked: Instant,
    answered: bool,
    retries: std::slice::Iter<'static, Duration>,
    retry: Option<Instant>,
}

/// A property, and the place of the message that told it: an answer may be read after a signal that is newer.
struct Latest<T> {
    value: T,
    told: Sequence,
}

impl<T> Latest<T> {
    fn update(&mut self, value: Option<T>, told: Sequence) {
        if let Some(value) = value.filter(|_| told >= self.told) {
            *self = Self { value, told };
        }
    }
}

/// What the player is to be asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    Nothing,
    Position,
    All,
}

/// A question on its way.
struct Asking {
    all: bool,
    answer: BoxFuture<'static, Option<Answer>>,
}

impl Follower {
    /// Follows the player with this unique name.
    pub(super) fn new(connection: Connection, owner: String, id: PlayerId, program: &str) -> Self {
        let (now, told) = (Instant::now(), Sequence::default());
        Self {
            calls: Calls::new(connection, owner),
            id,
            program: program.to_owned(),
            identity: None,
            desktop_entry: None,
            state: Latest { value: PlayState::Stopped, told },
            song: Latest { value: None, told },
            rate: Latest { value: Rate::NORMAL, told },
            moved: told,
            amend: Amend::new(now),
            last: None,
            name: String::new(),
            wanted: Wanted::All,
            position_asked: now,
            answered: false,
            retries: RETRIES.iter(),
            retry: None,
        }
    }

    /// Reports until it is dropped, or nobody listens.
    pub(super) async fn run(
        mut self,
        mut inbox: Inbox,
        appearance: Appearance,
        reports: mpsc::Sender<(Appearance, Player)>,
    ) {
        let mut asking: Option<Asking> = None;
        loop {
            if asking.is_none() {
                asking = self.ask();
            }
            let answer = async {
                match &mut asking {
                    Some(asking) => (asking.all, asking.answer.as_mut().await),
                    None => pending().await,
                }
            };
            let input = tokio::select! {
                signal = inbox.signals.recv() => match signal {
                    Some(signal) => self.hear(&signal),
                    None => return,
                },
                () = inbox.missed.notified() => {
                    self.wanted = Wanted::All;
                    None
                }
                (all, answer) = answer => {
                    asking = None;
                    self.learn(all, answer)
                }
                () = at(self.amend.deadline()) => Some(Input::TimePassed),
                () = at(self.retry) => {
                    self.retry = None;
                    self.wanted = Wanted::All;
                    None
                }
            };
            if let Some(player) = input.and_then(|input| self.take_in(input))
                && reports.send((appearance, player)).await.is_err()
            {
                return;
            }
        }
    }

    fn ask(&mut self) -> Option<Asking> {
        let calls = self.calls.clone();
        match std::mem::replace(&mut self.wanted, Wanted::Nothing) {
            Wanted::Nothing => None,
            Wanted::Position => {
                self.position_asked = Instant::now();
                Some(Asking { all: false, answer: async move { calls.read_position().await }.boxed() })
            }
            Wanted::All => {
                self.position_asked = Instant::now();
                let known = self.cover().cloned();
                Some(Asking { all: true, answer: async move { calls.read_all(known.as_ref()).await }.boxed() })
            }
        }
    }

    fn cover(&self) -> Option<&Cover> {
        self.song.value.as_ref().and_then(|song| song.cover.as_ref())
    }

    fn hear(&mut self, signal: &Message) -> Option<Input> {
        if !self.answered {
            self.wanted = Wanted::All;
        }
        let (sequence, now) = (signal.recv_position(), Instant::now());
        if signal.header().member().is_some_and(|member| member == "Seeked") {
            self.moved = sequence;
            return Patch::from_seeked(signal).map(|ms| Input::Moved(Progress { ms, at: now }));
        }
        let patch = Patch::from_signal(signal, self.cover());
        if patch.invalidated {
            self.wanted = Wanted::All;
        }
        // Some signal their position, although they should not (MPRIS 2.2, property `Position`).
        let progress = patch.position_ms.map(|ms| Progress { ms, at: now });
        if patch.state.is_some() || patch.song.is_some() || patch.rate.is_some() || progress.is_some() {
            self.moved = sequence;
        }
        if progress.is_none() && now.saturating_duration_since(self.position_asked) >= REPEATS {
            self.wanted = self.wanted.max(Wanted::Position);
        }
        self.update(patch, sequence);
        Some(Input::Told(self.told(), progress))
    }

    fn learn(&mut self, all: bool, answer: Option<Answer>) -> Option<Input> {
        let Some(answer) = answer else {
            if all {
                self.answered = false;
                self.retry = self.retries.next().map(|&wait| Instant::now() + wait);
                // Shown by its name alone, unless more is known.
                return Some(Input::Told(self.told(), None));
            }
            return None;
        };
        let progress = answer.progress().filter(|_| answer.sequence >= self.moved);
        if !all {
            return progress.map(Input::Moved);
        }
        self.answered = true;
        self.update(answer.patch, answer.sequence);
        Some(Input::Told(self.told(), progress))
    }

    fn update(&mut self, patch: Patch, told: Sequence) {
        self.state.update(patch.state, told);
        self.song.update(patch.song, told);
        self.rate.update(patch.rate, told);
        self.identity = patch.identity.or(self.identity.take());
        self.desktop_entry = patch.desktop_entry.or(self.desktop_entry.take());
    }

    fn told(&self) -> Told {
        Told { state: self.state.value, song: self.song.value.clone(), rate: self.rate.value }
    }

    /// The player as it is to be reported, if that changed.
    fn take_in(&mut self, input: Input) -> Option<Player> {
        let news = self.amend.apply(input, Instant::now());
        if news.as_ref().is_some_and(|news| news.guessed) {
            self.wanted = self.wanted.max(Wanted::Position);
        }
        let changed = news.is_some();
        let news = news.or_else(|| self.last.clone())?;
        let app = names::app(self.desktop_entry.as_deref(), &self.program);
        let identity = self.identity.as_deref().unwrap_or(&self.program);
        let name = names::shown(identity, &app, news.song.as_ref().map(|song| song.title.as_str()));
        let renamed = name != self.name;
        self.name.clone_from(&name);
        let player = Player {
            id: self.id.clone(),
            name,
            app,
            state: news.state,
            song: news.song.clone(),
            read_at: news.read_at,
        };
        self.last = Some(news);
        (changed || renamed).then_some(player)
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => pending().await,
    }
}
