//! The other ends of [`WatchedPlayers`], and how they are kept up as long as anybody looks.

use std::convert::Infallible;
use std::fmt::Display;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use songplate_core::player::{Player, PlayerId, Players, PlayersAvailability};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::roster::{Appearance, Roster};
use crate::WatchedPlayers;

/// How long to wait before it is tried again, at first and at most.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_mins(1)];

/// What whoever looks sees. Each player's own task tells it, without another between, so that it shows at once.
#[derive(Debug)]
pub(crate) struct Sight {
    roster: Mutex<Roster>,
    players: watch::Sender<Players>,
    availability: watch::Sender<PlayersAvailability>,
}

impl Sight {
    /// A player of this program appears. It shows as soon as it has said something.
    pub(crate) fn appear(&self, program: &str) -> (Appearance, PlayerId) {
        self.roster().appear(program)
    }

    /// What there is to say about a player now. About one that is gone nothing is said any more.
    pub(crate) fn tell(&self, appearance: Appearance, player: Player) {
        self.show_if(|roster| roster.tell(appearance, player));
    }

    /// The player is gone.
    pub(crate) fn go(&self, appearance: Appearance) {
        self.show_if(|roster| roster.go(appearance));
    }

    fn show_if(&self, change: impl FnOnce(&mut Roster) -> bool) {
        // Held until it shows, so that an older list never replaces a newer one.
        let mut roster = self.roster();
        if change(&mut roster) {
            self.players.send_replace(roster.players());
        }
    }

    /// Nothing panics while holding it; if something did, it is whole all the same.
    fn roster(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It is so now whether players can be seen.
    pub(crate) fn becomes(&self, availability: PlayersAvailability) {
        self.availability.send_if_modified(|current| std::mem::replace(current, availability) != availability);
    }

    fn clear(&self) {
        let mut roster = self.roster();
        roster.clear();
        self.players.send_if_modified(|players| !std::mem::take(players).is_empty());
    }
}

/// Runs `attempt` on the runtime of the caller until nobody looks any more, and again after a while when it fails; until
/// then there are no players. `availability` is told at first, and `failed` while it fails.
pub(crate) fn watch<F, E>(
    availability: PlayersAvailability,
    failed: PlayersAvailability,
    mut attempt: impl FnMut(Arc<Sight>) -> F + Send + 'static,
) -> WatchedPlayers
where
    F: Future<Output = Result<Infallible, E>> + Send,
    E: Display + Send,
{
    let sight = Sight {
        roster: Mutex::default(),
        players: watch::Sender::default(),
        availability: watch::Sender::new(availability),
    };
    let watched = WatchedPlayers { players: sight.players.subscribe(), availability: sight.availability.subscribe() };
    tokio::spawn(async move {
        let sight = Arc::new(sight);
        let trying = async {
            let [first, longest] = WAITS;
            let (mut wait, mut told) = (first, false);
            loop {
                let since = Instant::now();
                let Err(error) = attempt(Arc::clone(&sight)).await;
                sight.clear();
                sight.becomes(failed);
                if since.elapsed() >= longest {
                    (wait, told) = (first, false);
                }
                if !std::mem::replace(&mut told, true) {
                    tracing::warn!("no players are seen for now: {error}");
                }
                sleep(wait).await;
                wait = longest.min(wait * 2);
            }
        };
        tokio::select! {
            () = sight.players.closed() => {}
            () = trying => {}
        }
    });
    watched
}
