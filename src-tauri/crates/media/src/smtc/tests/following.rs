//! Sessions that are scripted, in the place of Windows.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use songplate_core::now_playing::Cover;
use songplate_core::player::{PlayState, Player, PlayersAvailability};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use crate::WatchedPlayers;
use crate::common::sight;
use crate::smtc::follow::{Events, Question, Session};
use crate::smtc::said::{Answer, Media, Playback, Timeline};
use crate::smtc::watch::{Found, watch};

const SECOND: i64 = 10_000_000;

#[derive(Clone)]
struct FakeSession(Arc<State>);

#[derive(Default)]
struct State {
    script: Mutex<Script>,
    released: Condvar,
}

#[derive(Default)]
struct Script {
    media: Media,
    playback: Playback,
    timeline: Timeline,
    events: Option<Arc<Events>>,
    asked: Vec<Question>,
    hangs: bool,
}

impl PartialEq for FakeSession {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

struct FakeListening(Arc<State>);

impl Drop for FakeListening {
    fn drop(&mut self) {
        self.0.script.lock().unwrap().events = None;
    }
}

impl Session for FakeSession {
    type Listening = FakeListening;

    fn listen(&self, events: &Arc<Events>) -> FakeListening {
        self.0.script.lock().unwrap().events = Some(Arc::clone(events));
        FakeListening(Arc::clone(&self.0))
    }

    fn read(&self, question: Question, _known: Option<&Cover>) -> Answer {
        let mut script = self.0.script.lock().unwrap();
        script.asked.push(question);
        let script = self.0.released.wait_while(script, |script| script.hangs).unwrap();
        let media = (question == Question::All).then(|| script.media.clone());
        let (playback, timeline) = (Some(script.playback), Some(script.timeline));
        Answer { media, playback, timeline, now: 1_000 * SECOND, at: Instant::now() }
    }
}

impl FakeSession {
    fn new(title: &str, status: i32) -> Self {
        let session = Self(Arc::default());
        session.change(|script| {
            script.media = Media { title: title.to_owned(), artist: "Marisol Quandt".to_owned(), ..Media::default() };
            script.playback.status = status;
            script.timeline = at(30);
        });
        session
    }

    fn change(&self, change: impl FnOnce(&mut Script)) -> Option<Arc<Events>> {
        let mut script = self.0.script.lock().unwrap();
        change(&mut script);
        self.0.released.notify_all();
        script.events.clone()
    }

    fn change_state(&self, change: impl FnOnce(&mut Script)) {
        self.change(change).expect("nobody listens").state.notify_one();
    }

    fn change_media(&self, change: impl FnOnce(&mut Script)) {
        self.change(change).expect("nobody listens").media.notify_one();
    }

    fn asked(&self) -> Vec<Question> {
        std::mem::take(&mut self.0.script.lock().unwrap().asked)
    }
}

/// At so many seconds of 180, just now.
fn at(position: i64) -> Timeline {
    Timeline { start: 0, end: 180 * SECOND, position: position * SECOND, last_updated: 1_000 * SECOND }
}

/// Windows, with its sessions.
#[derive(Clone, Default)]
struct FakeSystem {
    sessions: Arc<Mutex<Vec<Found<FakeSession>>>>,
    changed: Arc<Notify>,
}

impl FakeSystem {
    fn has(&self, sessions: &[(&str, &FakeSession)]) {
        let found =
            |(aumid, session): &(&str, &FakeSession)| Found { aumid: (*aumid).to_owned(), session: (*session).clone() };
        *self.sessions.lock().unwrap() = sessions.iter().map(found).collect();
        self.changed.notify_one();
    }

    fn look(&self) -> Looking {
        let (sessions, changed) = (Arc::clone(&self.sessions), Arc::clone(&self.changed));
        let availability = PlayersAvailability::Available;
        Looking(sight::watch(availability, PlayersAvailability::NotOnThisSystem, move |sight| {
            let (sessions, changed) = (Arc::clone(&sessions), Arc::clone(&changed));
            async move { watch(move || Ok(sessions.lock().unwrap().clone()), &changed, &sight).await }
        }))
    }
}

/// It plays on while it is looked at.
fn is_about(position: u32, expected: u32) -> bool {
    (expected..expected + 10_000).contains(&position)
}

struct Looking(WatchedPlayers);

impl Looking {
    async fn until(&mut self, wanted: impl Fn(&[Player]) -> bool) -> Vec<Player> {
        let found = timeout(Duration::from_secs(40), self.0.players.wait_for(|players| wanted(players))).await;
        let found = found.map(|players| players.expect("the watch ended").clone());
        found.unwrap_or_else(|_| panic!("it never came to that; the list is {:#?}", self.0.players.borrow()))
    }

    async fn names(&mut self, names: &[&str]) -> Vec<Player> {
        self.until(|players| players.iter().map(|player| player.id.to_string()).eq(names.iter().copied())).await
    }

    async fn player(&mut self, wanted: impl Fn(&Player) -> bool) -> Player {
        self.until(|players| players.iter().any(&wanted)).await.into_iter().find(|player| wanted(player)).unwrap()
    }

    async fn song(&mut self, title: &str) -> Player {
        self.player(|player| player.song.as_ref().is_some_and(|song| song.title == title)).await
    }
}

#[tokio::test]
async fn sessions_come_and_go_under_names_of_their_own() {
    let system = FakeSystem::default();
    let [spotify, chrome, other] = [("Paper Lanterns", 4), ("Second Wind", 5), ("Harbour", 4)]
        .map(|(title, status)| FakeSession::new(title, status));
    system.has(&[("Spotify.exe", &spotify)]);
    let mut list = system.look();
    let player = list.song("Paper Lanterns").await;
    assert_eq!(
        (player.id.to_string().as_str(), player.name.as_str(), player.app.as_str()),
        ("spotify", "Spotify", "spotify")
    );
    assert_eq!(player.state, PlayState::Playing);
    let song = player.song.unwrap();
    assert_eq!(song.duration_ms, Some(180_000));
    assert!(is_about(song.position_ms, 30_000));
    system.has(&[("Spotify.exe", &spotify), ("Chrome", &chrome)]);
    list.names(&["spotify", "chrome"]).await;
    system.has(&[("Chrome", &other), ("Spotify.exe", &spotify), ("Chrome", &chrome)]);
    let players = list.names(&["spotify", "chrome", "chrome#2"]).await;
    assert_eq!(players[2].song.as_ref().unwrap().title, "Harbour");
    system.has(&[("Chrome", &other)]);
    list.names(&["chrome#2"]).await;
    assert_eq!(*list.0.availability.borrow(), PlayersAvailability::Available);
}

#[tokio::test]
async fn every_event_is_followed_by_the_question_that_it_calls_for() {
    let system = FakeSystem::default();
    let session = FakeSession::new("Paper Lanterns", 4);
    system.has(&[("vlc.exe", &session)]);
    let mut list = system.look();
    list.song("Paper Lanterns").await;
    session.asked();
    session.change_state(|script| script.playback.status = 5);
    list.player(|player| player.state == PlayState::Paused).await;
    session.change_state(|script| {
        script.playback.status = 4;
        script.timeline = at(90);
    });
    let playing = list.player(|player| player.state == PlayState::Playing).await;
    assert!(is_about(playing.song.unwrap().position_ms, 90_000));
    assert!(session.asked().iter().all(|question| *question == Question::State));
    session.change_media(|script| {
        script.media.title = "Second Wind".to_owned();
        script.timeline = Timeline { end: 200 * SECOND, ..at(0) };
    });
    let song = list.song("Second Wind").await.song.unwrap();
    assert_eq!(song.duration_ms, Some(200_000));
    assert!(is_about(song.position_ms, 0));
    assert!(session.asked().contains(&Question::All));
}

#[tokio::test]
async fn another_object_for_the_same_session_is_the_same_player() {
    let system = FakeSystem::default();
    let [before, after] = ["Paper Lanterns", "Second Wind"].map(|title| FakeSession::new(title, 4));
    system.has(&[("Spotify.exe", &before)]);
    let mut list = system.look();
    list.song("Paper Lanterns").await;
    system.has(&[("Spotify.exe", &after)]);
    let player = list.song("Second Wind").await;
    assert_eq!(player.id.to_string(), "spotify");
    assert_eq!(list.0.players.borrow().len(), 1);
}

#[tokio::test]
async fn one_that_hangs_is_shown_by_its_name_and_holds_up_nobody() {
    let system = FakeSystem::default();
    let [silent, talking] = ["Paper Lanterns", "Second Wind"].map(|title| FakeSession::new(title, 4));
    silent.change(|script| script.hangs = true);
    system.has(&[("Spotify.exe", &silent), ("vlc.exe", &talking)]);
    let mut list = system.look();
    list.song("Second Wind").await;
    let player = list.player(|player| player.name == "Spotify").await;
    assert_eq!((player.state, player.song), (PlayState::Stopped, None));
    for _ in 0..10 {
        silent.change_state(|script| script.playback.status = 4);
    }
    assert_eq!(silent.asked().len(), 1, "it is not asked again before it has answered");
    silent.change(|script| script.hangs = false);
    list.song("Paper Lanterns").await;
}

#[tokio::test]
async fn nobody_is_listened_to_when_nobody_looks() {
    let system = FakeSystem::default();
    let session = FakeSession::new("Paper Lanterns", 4);
    system.has(&[("Spotify.exe", &session)]);
    let mut list = system.look();
    list.song("Paper Lanterns").await;
    drop(list);
    let ended = async {
        while session.0.script.lock().unwrap().events.is_some() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), ended).await.expect("it is still listened to");
}

#[tokio::test]
async fn back_to_the_beginning_is_believed() {
    let system = FakeSystem::default();
    let session = FakeSession::new("Paper Lanterns", 5);
    system.has(&[("Spotify.exe", &session)]);
    let mut list = system.look();
    list.song("Paper Lanterns").await;
    session.change_state(|script| script.timeline = at(0));
    list.player(|player| player.song.as_ref().is_some_and(|song| song.position_ms == 0)).await;
}
