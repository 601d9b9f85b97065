//! Follows one player: what it says, and what it answers.

use std::future::pending;
use std::slice::Iter;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use songplate_core::player::{Player, PlayerId};
use songplate_core::source::BoxFuture;
use tokio::sync::{Notify, mpsc};
use tokio::task::yield_now;
use tokio::time::Instant;
use zbus::{Connection, Message};

use super::calls::{Answer, Calls};
use super::properties::Patch;
use super::said::Said;
use crate::common::amend::Input;
use crate::common::moment::at;
use crate::common::progress::Progress;
use crate::common::roster::Appearance;
use crate::common::sight::Sight;
use crate::common::telling::Telling;

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
    said: Said,
    /// Begins when the player has answered, or failed to.
    telling: Telling,
    wanted: Wanted,
    asked: Instant,
    /// Whether the last question about everything was not answered.
    silent: bool,
    retries: Iter<'static, Duration>,
    retry: Option<Instant>,
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
        let now = Instant::now();
        Self {
            calls: Calls::new(connection, owner),
            said: Said::nothing(program),
            telling: Telling::new(id, now),
            wanted: Wanted::All,
            asked: now,
            silent: false,
            retries: RETRIES.iter(),
            retry: None,
        }
    }

    /// Tells what it says until it is dropped.
    pub(super) async fn run(mut self, mut inbox: Inbox, appearance: Appearance, sight: Arc<Sight>) {
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
                () = at(self.telling.deadline()) => Some(Input::TimePassed),
                () = at(self.retry) => {
                    self.retry = None;
                    self.wanted = Wanted::All;
                    None
                }
            };
            if let Some(player) = input.and_then(|input| self.take_in(input)) {
                sight.tell(appearance, player);
                // The news goes first; what is asked because of it comes after.
                yield_now().await;
            }
        }
    }

    fn ask(&mut self) -> Option<Asking> {
        let wanted = std::mem::replace(&mut self.wanted, Wanted::Nothing);
        let calls = self.calls.clone();
        let answer = match wanted {
            Wanted::Nothing => return None,
            Wanted::Position => async move { calls.read_position().await }.boxed(),
            Wanted::All => {
                let known = self.said.cover().cloned();
                async move { calls.read_all(known.as_ref()).await }.boxed()
            }
        };
        self.asked = Instant::now();
        Some(Asking { all: wanted == Wanted::All, answer })
    }

    fn hear(&mut self, signal: &Message) -> Option<Input> {
        let (sequence, now) = (signal.recv_position(), Instant::now());
        if self.silent {
            self.wanted = Wanted::All;
        }
        let input = if signal.header().member().is_some_and(|member| member == "Seeked") {
            self.said.seeked(sequence);
            Input::Moved(self.said.told(), Progress { ms: Patch::from_seeked(signal)?, at: now })
        } else {
            let patch = Patch::from_signal(signal, self.said.cover());
            // Some signal their position, although they should not (MPRIS 2.2, property `Position`).
            let progress = patch.position_ms.map(|ms| Progress { ms, at: now });
            if patch.invalidated {
                self.wanted = Wanted::All;
            } else if progress.is_none() && now.saturating_duration_since(self.asked) >= REPEATS {
                self.wanted = self.wanted.max(Wanted::Position);
            }
            self.said.hear(patch, sequence);
            Input::Told(self.said.told(), progress)
        };
        // Before its first answer, it has no name.
        self.telling.has_begun().then_some(input)
    }

    fn learn(&mut self, all: bool, answer: Option<Answer>) -> Option<Input> {
        let mut starts = false;
        if all {
            self.silent = answer.is_none();
            if !answer.as_ref().is_some_and(|answer| answer.named) {
                // One that refuses at once may be about to start. One that keeps silent is shown by its name alone.
                let refuses = self.asked.elapsed() < RETRIES[0];
                starts = !self.telling.has_begun() && refuses && self.retries.len() == RETRIES.len();
                self.retry = self.retries.next().map(|&wait| Instant::now() + wait);
            }
        }
        let progress = match answer {
            Some(answer) => self.said.learn(answer),
            None if all => None,
            None => return None,
        };
        (!starts).then(|| Input::Told(self.said.told(), progress))
    }

    /// The player as it is to be reported, if that changed.
    fn take_in(&mut self, input: Input) -> Option<Player> {
        let report = self.telling.take_in(input, self.said.called(), Instant::now());
        if report.guessed {
            self.wanted = self.wanted.max(Wanted::Position);
        }
        report.player
    }
}
