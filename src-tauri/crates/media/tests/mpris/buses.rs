//! Buses come and go, too.

use std::time::Duration;

use songplate_media::mpris::{Bus, watch_players};
use tokio::time::timeout;

use super::support::{FakePlayer, Looking, PrivateBus, address_in};

#[tokio::test]
async fn a_bus_that_is_not_there_is_waited_for_and_one_that_goes_takes_its_players_along() {
    let folder = tempfile::tempdir().unwrap();
    let address = address_in(folder.path());
    let mut list = Looking::new(watch_players(Bus::At(address.clone())));
    let bus = PrivateBus::start_at(&address).await;
    let player = FakePlayer::appear(&bus, "vlc").await;
    list.names(&["vlc"]).await;
    bus.stop().await;
    list.names(&[]).await;
    drop(player);
    let bus = PrivateBus::start_at(&address).await;
    let _player = FakePlayer::appear(&bus, "mpv").await;
    list.names(&["mpv"]).await;
}

#[tokio::test]
async fn an_address_that_makes_no_sense_is_an_empty_list() {
    let players = watch_players(Bus::At("nonsense".to_owned()));
    assert!(players.borrow().is_empty());
    assert!(players.has_changed().is_ok(), "it tries again");
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
