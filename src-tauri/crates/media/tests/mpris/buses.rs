//! Buses come and go, too.

use std::time::Duration;

use songplate_core::player::PlayersAvailability;
use songplate_media::mpris::{Bus, watch_players};
use tokio::sync::watch;
use tokio::time::timeout;

use super::support::{FakePlayer, Looking, PrivateBus, address_in};

#[tokio::test]
async fn a_bus_that_is_not_there_is_waited_for_and_one_that_goes_takes_its_players_along() {
    let folder = tempfile::tempdir().unwrap();
    let address = address_in(folder.path());
    let watched = watch_players(Bus::At(address.clone()));
    let mut list = Looking::new(watched.players);
    let mut availability = watched.availability;
    is(&mut availability, PlayersAvailability::NoSessionBus).await;
    let bus = PrivateBus::start_at(&address).await;
    let player = FakePlayer::appear(&bus, "vlc").await;
    list.names(&["vlc"]).await;
    is(&mut availability, PlayersAvailability::Available).await;
    bus.stop().await;
    list.names(&[]).await;
    is(&mut availability, PlayersAvailability::NoSessionBus).await;
    drop(player);
    let bus = PrivateBus::start_at(&address).await;
    let _player = FakePlayer::appear(&bus, "mpv").await;
    list.names(&["mpv"]).await;
    is(&mut availability, PlayersAvailability::Available).await;
}

#[tokio::test]
async fn a_bus_that_is_there_is_never_said_to_be_missing() {
    let bus = PrivateBus::start().await;
    let watched = watch_players(Bus::At(bus.address.clone()));
    let _player = FakePlayer::appear(&bus, "vlc").await;
    let mut list = Looking::new(watched.players);
    list.names(&["vlc"]).await;
    assert_eq!(*watched.availability.borrow(), PlayersAvailability::Available);
    assert!(!watched.availability.has_changed().unwrap());
}

#[tokio::test]
async fn an_address_that_makes_no_sense_is_an_empty_list() {
    let mut watched = watch_players(Bus::At("nonsense".to_owned()));
    is(&mut watched.availability, PlayersAvailability::NoSessionBus).await;
    assert!(watched.players.borrow().is_empty());
    assert!(watched.players.has_changed().is_ok(), "it tries again");
}

#[tokio::test]
async fn watching_ends_when_nobody_looks() {
    let bus = PrivateBus::start().await;
    let player = FakePlayer::appear(&bus, "vlc").await;
    let mut list = bus.look();
    list.names(&["vlc"]).await;
    let connections = player.connections().await;
    drop(list);
    timeout(Duration::from_secs(20), async {
        while player.connections().await >= connections {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it is still on the bus");
}

async fn is(availability: &mut watch::Receiver<PlayersAvailability>, expected: PlayersAvailability) {
    let found = timeout(Duration::from_secs(40), availability.wait_for(|now| *now == expected)).await;
    assert!(found.is_ok_and(|found| found.is_ok()), "it never became {expected:?}");
}
