//! The source around the machine: real channels, virtual time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use songplate_core::hybrid::{HybridSource, Pace, PacedSource};
use songplate_core::now_playing::Playback;
use songplate_core::player::{PlayState, Player, PlayerId, Players};
use songplate_core::source::{BoxFuture, Observation, Source, SourceEvent, SourceEvents};
use tokio::sync::{Mutex, Notify, mpsc, watch};
use tokio::time::{Instant, timeout};

use super::stage::{exactly, seconds};
use crate::listener::song;

/// An API that says what the test tells it, and tells the pace that it hears.
struct FakeApi {
    says: Mutex<mpsc::Receiver<Playback>>,
    paces: watch::Sender<Option<Pace>>,
    running: Arc<AtomicUsize>,
}

impl Source for FakeApi {
    fn listen(self: Arc<Self>, _events: SourceEvents, _wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        panic!("the hybrid says the pace")
    }
}

impl PacedSource for FakeApi {
    fn listen_paced(
        self: Arc<Self>,
        events: SourceEvents,
        _wake: Arc<Notify>,
        mut pace: watch::Receiver<Pace>,
    ) -> BoxFuture<'static, ()> {
        self.running.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            let mut says = self.says.lock().await;
            loop {
                self.paces.send_replace(Some(*pace.borrow_and_update()));
                tokio::select! {
                    Some(playback) = says.recv() => {
                        let seen = Observation { playback, read_at: Instant::now(), fresh_for: seconds(20), origin: None };
                        if events.send(SourceEvent::Observed(Box::new(seen))).await.is_err() {
                            return;
                        }
                    }
                    Ok(()) = pace.changed() => {}
                }
            }
        })
    }
}

struct House {
    players: watch::Sender<Players>,
    api: mpsc::Sender<Playback>,
    paces: watch::Receiver<Option<Pace>>,
    running: Arc<AtomicUsize>,
    events: mpsc::Receiver<SourceEvent>,
}

fn house(at_first: Players) -> House {
    let (players, players_receiver) = watch::channel(at_first);
    let (api, says) = mpsc::channel(1);
    let (paces, paces_receiver) = watch::channel(None);
    let running = Arc::default();
    let fake = FakeApi { says: Mutex::new(says), paces, running: Arc::clone(&running) };
    let (sender, events) = mpsc::channel(1);
    let source = Arc::new(HybridSource::new(players_receiver, Arc::new(fake)));
    tokio::spawn(source.listen(sender, Arc::default()));
    House { players, api, paces: paces_receiver, running, events }
}

impl House {
    /// Waits until this is told, and says whether it comes with the API's album.
    async fn shows(&mut self, title: &str) -> bool {
        loop {
            let event = timeout(seconds(60), self.events.recv()).await.expect("it is told").expect("the source lives");
            if let SourceEvent::Observed(seen) = event
                && let Playback::Song { now_playing, .. } = seen.playback
                && now_playing.title == title
            {
                return now_playing.album.is_some();
            }
        }
    }

    async fn paces(&mut self, pace: Pace) {
        let heard = self.paces.wait_for(|heard| *heard == Some(pace));
        timeout(seconds(60), heard).await.expect("the pace is told").expect("the API lives");
    }
}

fn spotify(instance: u32, state: PlayState, title: &str) -> Player {
    let id = PlayerId::new("spotify", instance);
    let (name, app) = ("Spotify".to_owned(), "spotify".to_owned());
    Player { id, name, app, state, song: Some(song(title)), read_at: Instant::now() }
}

#[tokio::test(start_paused = true)]
async fn the_desktop_app_says_when_and_the_api_what_exactly() {
    let mut house = house(vec![spotify(1, PlayState::Playing, "One")]);
    house.paces(Pace::OnSignal(0)).await;
    house.api.send(exactly("One", true)).await.unwrap();
    assert!(house.shows("One").await);
    house.players.send_replace(vec![spotify(1, PlayState::Playing, "Two")]);
    assert!(!house.shows("Two").await, "at once");
    house.paces(Pace::OnSignal(1)).await;
    house.api.send(exactly("Two", true)).await.unwrap();
    assert!(house.shows("Two").await);
    house.players.send_replace(Players::new());
    house.paces(Pace::OnSignal(2)).await;
    house.api.send(Playback::Nothing(songplate_core::now_playing::NothingReason::Idle)).await.unwrap();
    house.paces(Pace::Free).await;
    house.api.send(exactly("On the phone", true)).await.unwrap();
    assert!(house.shows("On the phone").await);
    assert_eq!(house.running.load(Ordering::SeqCst), 1, "one asks");
}

#[tokio::test(start_paused = true)]
async fn of_several_the_one_that_plays_counts_and_other_players_never() {
    let other = Player { app: "vlc".to_owned(), ..spotify(1, PlayState::Playing, "Other") };
    let mut house = house(vec![
        Player { id: PlayerId::new("vlc", 1), ..other },
        spotify(1, PlayState::Paused, "Paused"),
        spotify(2, PlayState::Playing, "Playing"),
    ]);
    house.shows("Playing").await;
    house.players.send_modify(|players| players[2].state = PlayState::Stopped);
    house.shows("Paused").await;
}
