//! The source around the machine: real channels, virtual time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use songplate_core::follow::{FollowReason, FollowSettings, FollowSource, GRACE};
use songplate_core::hybrid::{Pace, PacedSource};
use songplate_core::listener::{Intent, Listener};
use songplate_core::player::{PlayState, Player, PlayerId, Players};
use songplate_core::public::PublicSnapshot;
use songplate_core::settings::ListenerSettings;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::{
    BoxFuture, Observation, Source, SourceEntry, SourceEvent, SourceEvents, SourceId, SourceState,
};
use songplate_core::status::{OfflineCause, Status, Trouble};
use tokio::sync::{Mutex, Notify, mpsc, watch};
use tokio::time::Instant;

use crate::listener::{playing, song};

/// A Spotify API that says what the test tells it, and counts how many of it run and how often it was woken.
struct FakeApi {
    says: Mutex<mpsc::Receiver<SourceEvent>>,
    running: Arc<AtomicUsize>,
    woken: Arc<AtomicUsize>,
    pace: watch::Sender<Pace>,
}

struct Running(Arc<AtomicUsize>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Source for FakeApi {
    fn listen(self: Arc<Self>, events: SourceEvents, wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        let (_, pace) = watch::channel(Pace::Free);
        self.listen_paced(events, wake, pace)
    }
}

impl PacedSource for FakeApi {
    fn listen_paced(
        self: Arc<Self>,
        events: SourceEvents,
        wake: Arc<Notify>,
        mut pace: watch::Receiver<Pace>,
    ) -> BoxFuture<'static, ()> {
        self.running.fetch_add(1, Ordering::SeqCst);
        let running = Running(Arc::clone(&self.running));
        Box::pin(async move {
            let _running = running;
            let mut says = self.says.lock().await;
            loop {
                self.pace.send_replace(*pace.borrow_and_update());
                tokio::select! {
                    Ok(()) = pace.changed() => {}
                    Some(event) = says.recv() => if events.send(event).await.is_err() { return },
                    () = wake.notified() => drop(self.woken.fetch_add(1, Ordering::SeqCst)),
                }
            }
        })
    }
}

struct House {
    players: watch::Sender<Players>,
    settings: watch::Sender<FollowSettings>,
    api: mpsc::Sender<SourceEvent>,
    running: Arc<AtomicUsize>,
    woken: Arc<AtomicUsize>,
    pace: watch::Receiver<Pace>,
    started: songplate_core::listener::Started,
}

/// A listener that follows.
fn house(settings: FollowSettings) -> House {
    let (players, players_receiver) = watch::channel(Players::new());
    let (settings, settings_receiver) = watch::channel(settings);
    let (api, says) = mpsc::channel(1);
    let (running, woken) = (Arc::default(), Arc::default());
    let (heard, pace) = watch::channel(Pace::Free);
    let fake =
        FakeApi { says: Mutex::new(says), running: Arc::clone(&running), woken: Arc::clone(&woken), pace: heard };
    let follow = FollowSource::new(players_receiver, Some(Arc::new(fake)), settings_receiver);
    let sources = std::collections::HashMap::from([(SourceId::Follow, Arc::new(follow) as Arc<dyn Source>)]);
    let remembered = ListenerSettings { selected: SourceId::Follow, listening: true };
    let started = Listener::new("run".into(), remembered, false)
        .spawn(sources, vec![SourceEntry::new(SourceId::Follow, SourceState::Ready)]);
    House { players, settings, api, running, woken, pace, started }
}

impl House {
    async fn shows(&mut self, what: impl Fn(&Snapshot) -> bool) -> Snapshot {
        tokio::time::timeout(Duration::from_mins(2), self.started.snapshots.wait_for(|snapshot| what(snapshot)))
            .await
            .expect("a snapshot like that comes")
            .expect("the listener lives")
            .clone()
    }

    async fn shows_title(&mut self, title: &str) -> Snapshot {
        self.shows(|snapshot| snapshot.song.as_ref().is_some_and(|song| song.now_playing.title == title)).await
    }

    /// Waits until the API is asked, or is not.
    async fn until_asked(&self, asked: bool) {
        let limit = Instant::now() + Duration::from_mins(2);
        while (self.running.load(Ordering::SeqCst) > 0) != asked {
            assert!(Instant::now() < limit, "it never comes to that");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

fn player(program: &str, state: PlayState) -> Player {
    Player {
        id: PlayerId::new(program, 1),
        name: program.to_uppercase(),
        app: program.to_owned(),
        state,
        song: Some(song(program)),
        read_at: Instant::now(),
    }
}

#[tokio::test(start_paused = true)]
async fn the_snapshot_tells_what_is_followed_and_why() {
    let mut house = house(FollowSettings::default());
    house.shows(|snapshot| snapshot.listening).await;
    house.players.send_replace(vec![player("vlc", PlayState::Playing)]);
    let snapshot = house.shows_title("vlc").await;
    let origin = snapshot.origin.clone().unwrap();
    assert_eq!((origin.source.to_string().as_str(), origin.reason), ("player:vlc", FollowReason::OnlyOnePlaying));
    assert_eq!(snapshot.view(Instant::now()).origin, Some(origin.clone()));
    let public = PublicSnapshot::new(&snapshot, Instant::now(), str::to_owned);
    assert_eq!(public.source, origin.source, "scripts hear where the song is from");
    assert_eq!(serde_json::to_value(&origin).unwrap()["reason"]["code"], "only-one-playing");

    house.players.send_replace(Players::new());
    let snapshot = house.shows(|snapshot| snapshot.song.is_none()).await;
    assert_eq!((snapshot.source(), snapshot.origin.clone()), (&SourceId::Follow, None));
    house.started.handle.send(Intent::Stop);
    let snapshot = house.shows(|snapshot| snapshot.status == Status::Inactive).await;
    assert_eq!(snapshot.source(), &SourceId::None);
}

#[tokio::test(start_paused = true)]
async fn the_api_is_heard_woken_and_stopped() {
    let mut house = house(FollowSettings::default());
    house.until_asked(true).await;
    house.api.send(playing("On the phone", Instant::now())).await.unwrap();
    let snapshot = house.shows_title("On the phone").await;
    assert_eq!(snapshot.source(), &SourceId::Spotify);
    house.started.handle.send(Intent::TryAgain);
    let limit = Instant::now() + Duration::from_mins(1);
    while house.woken.load(Ordering::SeqCst) == 0 {
        assert!(Instant::now() < limit, "trying again reaches it");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    house.api.send(SourceEvent::Trouble(Trouble::Offline(OfflineCause::Server))).await.unwrap();
    let snapshot = house.shows(|snapshot| matches!(snapshot.status, Status::Offline { .. })).await;
    assert!(snapshot.song.is_some_and(|song| !song.live), "its last song is kept, and not live");

    house.settings.send_replace(FollowSettings { spotify_api: false, ..FollowSettings::default() });
    house.until_asked(false).await;
    house.settings.send_replace(FollowSettings::default());
    house.until_asked(true).await;
    house.started.handle.send(Intent::Stop);
    house.until_asked(false).await;
}

#[tokio::test(start_paused = true)]
async fn while_the_desktop_app_is_followed_the_api_is_asked_by_its_signals() {
    let mut house = house(FollowSettings::default());
    house.until_asked(true).await;
    house.api.send(playing("On the phone", Instant::now())).await.unwrap();
    house.shows_title("On the phone").await;
    assert_eq!(*house.pace.borrow(), Pace::Free);
    house.players.send_replace(vec![player("spotify", PlayState::Playing)]);
    house.shows_title("spotify").await;
    for number in 0..2 {
        let heard = house.pace.wait_for(|pace| *pace == Pace::OnSignal(number));
        tokio::time::timeout(Duration::from_mins(1), heard).await.unwrap().unwrap();
    }
    assert_eq!(house.running.load(Ordering::SeqCst), 1, "the same asks on");
}

#[tokio::test(start_paused = true)]
async fn time_alone_switches_too() {
    let mut house = house(FollowSettings::default());
    house.players.send_replace(vec![player("vlc", PlayState::Playing), player("mpv", PlayState::Playing)]);
    let first = house.shows_title("vlc").await;
    assert_eq!(first.origin.map(|origin| origin.reason), Some(FollowReason::FirstToAppear), "both play from the start");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let paused = Instant::now();
    house.players.send_replace(vec![player("vlc", PlayState::Paused), player("mpv", PlayState::Playing)]);
    house.shows(|snapshot| snapshot.status == Status::Paused).await;
    house.shows_title("mpv").await;
    let waited = paused.elapsed();
    assert!(waited >= GRACE && waited < GRACE + Duration::from_millis(10), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_listener_that_is_slow_to_hear_misses_no_change_for_good() {
    let (players, receiver) = watch::channel(Players::new());
    let (_settings, settings) = watch::channel(FollowSettings::default());
    let (events, mut inbox) = mpsc::channel(1);
    let follow = Arc::new(FollowSource::new(receiver, None, settings));
    tokio::spawn(follow.listen(events, Arc::default()));
    players.send_replace(vec![player("vlc", PlayState::Playing), player("mpv", PlayState::Playing)]);
    tokio::time::sleep(Duration::from_secs(10)).await;
    players.send_replace(vec![player("vlc", PlayState::Paused), player("mpv", PlayState::Playing)]);
    // It is full, so that the grace ends while nobody hears.
    tokio::time::sleep(Duration::from_secs(10)).await;
    let mut last: Option<Box<Observation>> = None;
    while let Ok(Some(SourceEvent::Observed(next))) = tokio::time::timeout(Duration::from_secs(30), inbox.recv()).await
    {
        last = Some(next);
    }
    assert_eq!(last.unwrap().origin.unwrap().source.to_string(), "player:mpv");
}
