//! Linux: players that speak MPRIS, the Media Player Remote Interfacing Specification, version 2.2, on the session bus.

mod bus;
mod calls;
mod follow;
mod metadata;
mod properties;
mod said;
mod value;

use std::convert::Infallible;
use std::time::Duration;

use songplate_core::player::{Players, PlayersAvailability};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use zbus::Connection;
use zbus::connection::Builder;

use crate::WatchedPlayers;

/// How long a call may take: connecting, and whatever a player is asked.
const LIMIT: Duration = Duration::from_secs(2);
/// How long to wait before the bus is tried again, at first and at most.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_mins(1)];

/// Where the players are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bus {
    /// The user's own bus, as the environment names it.
    Session,
    /// The bus at an address in the form of the D-Bus specification, "Server Addresses".
    At(String),
}

/// Watches the players on a bus, on the runtime of the caller, until nobody looks any more. While there is no bus, there
/// are no players.
#[must_use]
pub fn watch_players(bus: Bus) -> WatchedPlayers {
    let sight = Sight {
        players: watch::Sender::default(),
        // Until it turns out otherwise: there nearly always is a bus.
        availability: watch::Sender::new(PlayersAvailability::Available),
    };
    let watched = WatchedPlayers { players: sight.players.subscribe(), availability: sight.availability.subscribe() };
    tokio::spawn(async move {
        tokio::select! {
            () = sight.players.closed() => {}
            () = keep_watching(&bus, &sight) => {}
        }
    });
    watched
}

/// The other ends of [`WatchedPlayers`].
struct Sight {
    players: watch::Sender<Players>,
    availability: watch::Sender<PlayersAvailability>,
}

impl Sight {
    fn becomes(&self, availability: PlayersAvailability) {
        self.availability.send_if_modified(|current| std::mem::replace(current, availability) != availability);
    }
}

async fn keep_watching(bus: &Bus, sight: &Sight) {
    let [first, longest] = WAITS;
    let (mut wait, mut told) = (first, false);
    loop {
        let since = Instant::now();
        let Err(error) = watch_once(bus, sight).await;
        sight.players.send_if_modified(|players| !std::mem::take(players).is_empty());
        sight.becomes(PlayersAvailability::NoSessionBus);
        if since.elapsed() >= longest {
            (wait, told) = (first, false);
        }
        if !std::mem::replace(&mut told, true) {
            tracing::warn!("no session bus, so no players are seen until there is one: {error}");
        }
        sleep(wait).await;
        wait = longest.min(wait * 2);
    }
}

async fn watch_once(bus: &Bus, sight: &Sight) -> zbus::Result<Infallible> {
    let connection = connect(bus).await?;
    sight.becomes(PlayersAvailability::Available);
    bus::watch(&connection, &sight.players).await
}

async fn connect(bus: &Bus) -> zbus::Result<Connection> {
    let builder = match bus {
        Bus::Session => Builder::session()?,
        Bus::At(address) => Builder::address(address.as_str())?,
    };
    let connecting = builder.method_timeout(LIMIT).build();
    timeout(LIMIT, connecting).await.unwrap_or_else(|_| Err(zbus::Error::Failure("it does not answer".to_owned())))
}
