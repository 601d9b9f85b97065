//! Linux: players that speak MPRIS, the Media Player Remote Interfacing Specification, version 2.2, on the session bus.

mod bus;
mod calls;
mod follow;
mod metadata;
mod program;
mod properties;
mod said;
mod value;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::player::PlayersAvailability;
use tokio::time::timeout;
use zbus::Connection;
use zbus::connection::Builder;

use crate::WatchedPlayers;
use crate::common::sight::{self, Sight};

/// How long a call may take: connecting, and whatever a player is asked.
const LIMIT: Duration = Duration::from_secs(2);

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
    // Available until it turns out otherwise: there nearly always is a bus.
    sight::watch(PlayersAvailability::Available, PlayersAvailability::NoSessionBus, move |sight| {
        let bus = bus.clone();
        async move { watch_once(&bus, &sight).await }
    })
}

async fn watch_once(bus: &Bus, sight: &Arc<Sight>) -> zbus::Result<Infallible> {
    let connection = connect(bus).await?;
    sight.becomes(PlayersAvailability::Available);
    bus::watch(&connection, sight).await
}

async fn connect(bus: &Bus) -> zbus::Result<Connection> {
    let builder = match bus {
        Bus::Session => Builder::session()?,
        Bus::At(address) => Builder::address(address.as_str())?,
    };
    let connecting = builder.method_timeout(LIMIT).build();
    timeout(LIMIT, connecting)
        .await
        .unwrap_or_else(|_| Err(zbus::Error::Failure("the session bus does not answer".to_owned())))
}
