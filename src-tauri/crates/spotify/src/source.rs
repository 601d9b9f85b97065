//! The source that asks Spotify: one loop, one question at a time.

mod imposed;
#[cfg(test)]
mod tests;

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::{UnixSeconds, WallClock};
use songplate_core::hybrid::{Pace, PacedSource};
use songplate_core::source::{BoxFuture, Observation, Source, SourceEvent, SourceEvents};
use songplate_core::status::{OfflineCause, RetryAfterStore, Trouble};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep_until};

use crate::access::AccessError;
use crate::player::{Player, PlayerClient};
use crate::schedule::{Next, Plan, Schedule, WAKE_SPACING};
use imposed::ImposedWaits;

/// No sleep is longer than this: afterwards the time of day tells whether the machine slept meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);

/// The time of day is this much ahead of the time that the program saw pass: the machine slept, and what was last seen
/// is old.
const SLEPT: Duration = Duration::from_secs(5);

/// Listens to what the linked account plays.
pub struct SpotifySource {
    player: Arc<dyn Player>,
    waits: Arc<dyn RetryAfterStore>,
    clock: Arc<dyn WallClock>,
    retries: watch::Sender<Option<UnixSeconds>>,
}

impl SpotifySource {
    /// Asks `player`, remembers imposed waits in `waits`, and dates them by `clock`.
    #[must_use]
    pub fn new(player: PlayerClient, waits: Arc<dyn RetryAfterStore>, clock: Arc<dyn WallClock>) -> Self {
        Self::asking(Arc::new(player), waits, clock)
    }

    /// Asks any player.
    #[must_use]
    pub fn asking(player: Arc<dyn Player>, waits: Arc<dyn RetryAfterStore>, clock: Arc<dyn WallClock>) -> Self {
        Self { player, waits, clock, retries: watch::Sender::new(None) }
    }

    /// When Spotify is asked again after a question that failed, by the time of day; nothing while the last one was
    /// answered, and where something else tells: a wait that Spotify has imposed, or the user who has to act.
    #[must_use]
    pub fn retries(&self) -> watch::Receiver<Option<UnixSeconds>> {
        self.retries.subscribe()
    }
}

impl Source for SpotifySource {
    fn listen(self: Arc<Self>, events: SourceEvents, wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        let (_, pace) = watch::channel(Pace::Free);
        self.listen_paced(events, wake, pace)
    }
}

impl PacedSource for SpotifySource {
    fn listen_paced(
        self: Arc<Self>,
        events: SourceEvents,
        wake: Arc<Notify>,
        pace: watch::Receiver<Pace>,
    ) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let imposed = ImposedWaits::new(Arc::clone(&self.waits));
            Listening { source: &self, events, wake, pace, schedule: Schedule::new(), imposed }.run().await;
        })
    }
}

/// Nobody listens any more.
struct Closed;

/// What is waited for after a question.
#[derive(Debug, Clone, Copy)]
enum Then {
    /// The moment that the plan has at the pace of the moment.
    Planned(Plan),
    /// What the failure makes necessary, at every pace.
    Failed(Next),
}

/// When a sleep is over, if the user does not end it.
#[derive(Debug, Clone, Copy)]
enum Until {
    Planned(Plan),
    At(Instant),
    /// Whichever comes first.
    AtOrBy(Instant, UnixSeconds),
}

/// One run of the loop.
struct Listening<'a> {
    source: &'a SpotifySource,
    events: SourceEvents,
    wake: Arc<Notify>,
    pace: watch::Receiver<Pace>,
    schedule: Schedule,
    imposed: ImposedWaits,
}

impl Listening<'_> {
    async fn run(mut self) {
        let _: Result<(), Closed> = async {
            loop {
                self.outlast_imposed_wait().await?;
                let next = self.ask().await?;
                self.wait(next).await?;
            }
        }
        .await;
    }

    /// Sits out what Spotify imposed on this client ID, lately or before the last restart. The user's wish to try again
    /// changes nothing, except when it comes with another client ID.
    async fn outlast_imposed_wait(&mut self) -> Result<(), Closed> {
        let clock = &self.source.clock;
        loop {
            let client_id = self.source.player.client_id().unwrap_or_default();
            let Some(standing) = self.imposed.standing(&client_id, Instant::now(), clock.now()) else { return Ok(()) };
            self.report(SourceEvent::Trouble(Trouble::RateLimited(standing.wait))).await?;
            while !standing.is_over(Instant::now(), clock.now()) {
                let woken = self.sleep(Instant::now() + LONGEST_SLEEP.min(standing.left(Instant::now()))).await;
                if woken {
                    break;
                }
            }
        }
    }

    /// Asks once and reports what came of it.
    async fn ask(&mut self) -> Result<Then, Closed> {
        let client_id = self.source.player.client_id().unwrap_or_default();
        let pace = *self.pace.borrow_and_update();
        let asked = self.source.player.ask().await;
        let (now, wall) = (Instant::now(), self.source.clock.now());
        match asked {
            Ok(answer) => {
                self.source.retries.send_replace(None);
                let plan = self.schedule.answered(&answer, pace, now);
                let observation = Observation {
                    playback: answer.playback,
                    read_at: answer.read_at,
                    fresh_for: plan.fresh_for(*self.pace.borrow()),
                    origin: None,
                };
                self.report(SourceEvent::Observed(Box::new(observation))).await?;
                Ok(Then::Planned(plan))
            }
            Err(error) => {
                let after = self.schedule.failed(&error, now, wall, random_share());
                tracing::info!(%error, "no answer from Spotify");
                self.source.retries.send_replace(match after.next {
                    Next::At(at) => Some(wall.after(at - now)),
                    Next::Paused { .. } | Next::Imposed(_) | Next::UserActs => None,
                });
                if let AccessError::Wait(wait) = error {
                    self.imposed.impose(&client_id, wait, now, wall);
                } else if let Some(trouble) = after.trouble {
                    // A wait is reported by what sits it out.
                    self.report(SourceEvent::Trouble(trouble)).await?;
                }
                Ok(Then::Failed(after.next))
            }
        }
    }

    async fn wait(&mut self, then: Then) -> Result<(), Closed> {
        let wake_at = Instant::now() + WAKE_SPACING;
        let woken = match then {
            Then::Planned(plan) => self.sleep_through(Until::Planned(plan)).await?,
            Then::Failed(Next::At(at)) => self.sleep_through(Until::At(at)).await?,
            Then::Failed(Next::Paused { at, until }) => self.sleep_through(Until::AtOrBy(at, until)).await?,
            Then::Failed(Next::UserActs) => {
                self.wake.notified().await;
                true
            }
            Then::Failed(Next::Imposed(_)) => false,
        };
        if woken {
            sleep_until(wake_at).await;
        }
        Ok(())
    }

    /// Sleeps `until` then, or until the machine turns out to have slept; whether the user woke it.
    async fn sleep_through(&mut self, until: Until) -> Result<bool, Closed> {
        let clock = &self.source.clock;
        let begun = (Instant::now(), clock.now());
        loop {
            let now = Instant::now();
            let passed = clock.now().since(begun.1);
            let slept = passed.saturating_sub(now - begun.0) > SLEPT;
            let (at, by) = match until {
                Until::Planned(plan) => (plan.next_at(*self.pace.borrow_and_update()), None),
                Until::At(at) => (at, None),
                Until::AtOrBy(at, by) => (at, Some(by)),
            };
            // The pause after a refusal runs by the time of day, so that sleep is nothing new to it.
            if slept && by.is_none() {
                // What was seen before is old, however little time the program saw pass.
                self.report(SourceEvent::Trouble(Trouble::Offline(OfflineCause::Network))).await?;
                return Ok(false);
            }
            if now >= at || by.is_some_and(|by| clock.now() >= by) {
                return Ok(false);
            }
            if self.sleep(at.min(now + LONGEST_SLEEP)).await {
                return Ok(true);
            }
        }
    }

    /// Sleeps until `at`, or until the pace changes; whether the user woke it.
    async fn sleep(&mut self, at: Instant) -> bool {
        tokio::select! {
            () = self.wake.notified() => true,
            () = changed(&mut self.pace) => false,
            () = sleep_until(at) => false,
        }
    }

    async fn report(&self, event: SourceEvent) -> Result<(), Closed> {
        self.events.send(event).await.map_err(|_| Closed)
    }
}

/// The next change of pace; none comes any more when nobody can change it.
async fn changed(pace: &mut watch::Receiver<Pace>) {
    if pace.changed().await.is_err() {
        pending::<()>().await;
    }
}

/// A random number from 0 to 1. Should the system have none to give, clients merely come back in step.
fn random_share() -> f64 {
    getrandom::u32().map_or(0.0, |number| f64::from(number) / f64::from(u32::MAX))
}
