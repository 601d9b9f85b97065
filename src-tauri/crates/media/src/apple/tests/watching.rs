//! A scripted system in the place of macOS.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use songplate_core::player::{PlayState, Player, PlayersAvailability};
use songplate_core::source::BoxFuture;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

use crate::WatchedPlayers;
use crate::apple::said::{App, Info};
use crate::apple::watch::{Heard, System, watch};
use crate::common::sight;

#[derive(Clone, Default)]
struct FakeSystem {
    answers: Arc<Mutex<HashMap<App, Value>>>,
    asked: Arc<Mutex<Vec<App>>>,
    /// Questions wait for it, when there is one.
    permission: Option<Arc<Semaphore>>,
    ears: Arc<Mutex<Option<mpsc::Sender<Heard>>>>,
}

impl System for FakeSystem {
    fn listen(&self) -> Result<mpsc::Receiver<Heard>, String> {
        let (sender, heard) = mpsc::channel(8);
        *self.ears.lock().unwrap() = Some(sender);
        Ok(heard)
    }

    fn ask(&self, app: App) -> BoxFuture<'static, Option<Info>> {
        self.asked.lock().unwrap().push(app);
        let (answers, permission) = (Arc::clone(&self.answers), self.permission.clone());
        Box::pin(async move {
            if let Some(permission) = permission {
                permission.acquire().await.unwrap().forget();
            }
            answers.lock().unwrap().get(&app).and_then(Value::as_object).cloned()
        })
    }
}

impl FakeSystem {
    async fn tell(&self, line: Value) {
        let heard = serde_json::from_value(line).unwrap();
        loop {
            let ears = self.ears.lock().unwrap().clone();
            if let Some(ears) = ears {
                ears.send(heard).await.unwrap();
                return;
            }
            tokio::task::yield_now().await;
        }
    }

    async fn spotify_says(&self, info: Value) {
        self.tell(json!({ "event": "said", "player": "spotify", "info": info })).await;
    }

    fn answers(&self, app: App, info: Value) {
        self.answers.lock().unwrap().insert(app, info);
    }

    fn look(&self) -> Looking {
        let system = self.clone();
        let some = PlayersAvailability::SomeOnly;
        Looking(sight::watch(some, some, move |sight| {
            let system = system.clone();
            async move { watch(&system, &sight).await }
        }))
    }
}

struct Looking(WatchedPlayers);

impl Looking {
    async fn until(&mut self, wanted: impl Fn(&[Player]) -> bool) -> Vec<Player> {
        let found = timeout(Duration::from_secs(40), self.0.players.wait_for(|players| wanted(players))).await;
        let found = found.map(|players| players.expect("the watch ended").clone());
        found.unwrap_or_else(|_| panic!("it never came to that; the list is {:#?}", self.0.players.borrow()))
    }

    async fn names(&mut self, names: &[&str]) {
        self.until(|players| players.iter().map(|player| player.id.to_string()).eq(names.iter().copied())).await;
    }

    async fn player(&mut self, wanted: impl Fn(&Player) -> bool) -> Player {
        self.until(|players| players.iter().any(&wanted)).await.into_iter().find(|player| wanted(player)).unwrap()
    }

    async fn song(&mut self, title: &str) -> Player {
        self.player(|player| player.song.as_ref().is_some_and(|song| song.title == title)).await
    }

    async fn covered(&mut self, title: &str) -> Player {
        let is = |player: &Player| player.song.as_ref().is_some_and(|song| song.title == title && song.cover.is_some());
        self.player(is).await
    }
}

fn lanterns(state: &str) -> Value {
    json!({
        "Player State": state, "Name": "Paper Lanterns", "Artist": "The Quiet Harbour", "Album": "Lanterns",
        "Track ID": "spotify:track:1", "Duration": 180_000, "Playback Position": 30.0,
    })
}

fn with_cover(mut info: Value) -> Value {
    info["Artwork URL"] = json!("https://i.scdn.co/image/lanterns");
    info
}

#[tokio::test]
async fn what_runs_already_is_asked_what_it_plays() {
    let system = FakeSystem::default();
    system.answers(App::Spotify, with_cover(lanterns("playing")));
    let mut list = system.look();
    assert_eq!(*list.0.availability.borrow(), PlayersAvailability::SomeOnly);
    system.tell(json!({ "event": "listening" })).await;
    system.tell(json!({ "event": "appeared", "player": "spotify" })).await;
    let player = list.covered("Paper Lanterns").await;
    assert_eq!((player.name.as_str(), player.app.as_str()), ("Spotify", "spotify"));
    assert_eq!(player.state, PlayState::Playing);
    assert!(player.song.unwrap().position_ms >= 30_000);
    system.tell(json!({ "event": "appeared", "player": "music" })).await;
    list.names(&["spotify", "apple-music"]).await;
    system.tell(json!({ "event": "gone", "player": "spotify" })).await;
    list.names(&["apple-music"]).await;
}

#[tokio::test]
async fn notifications_are_told_at_once_and_covers_follow() {
    let system = FakeSystem { permission: Some(Arc::new(Semaphore::new(0))), ..FakeSystem::default() };
    let permission = system.permission.clone().unwrap();
    system.answers(App::Spotify, with_cover(lanterns("playing")));
    let mut list = system.look();
    system.tell(json!({ "event": "appeared", "player": "spotify" })).await;
    list.names(&["spotify"]).await;
    // The user has not allowed any question yet.
    system.spotify_says(lanterns("Playing")).await;
    let player = list.song("Paper Lanterns").await;
    assert_eq!((player.state, player.song.unwrap().cover), (PlayState::Playing, None));
    permission.add_permits(10);
    list.covered("Paper Lanterns").await;
    system.spotify_says(lanterns("Paused")).await;
    let paused = list.player(|player| player.state == PlayState::Paused).await;
    assert!(paused.song.unwrap().cover.is_some(), "a notification without a cover does not take it away");
}

#[tokio::test]
async fn an_answer_that_was_overtaken_is_not_believed() {
    let system = FakeSystem { permission: Some(Arc::new(Semaphore::new(0))), ..FakeSystem::default() };
    let permission = system.permission.clone().unwrap();
    system.answers(App::Spotify, with_cover(lanterns("playing")));
    let mut list = system.look();
    system.tell(json!({ "event": "appeared", "player": "spotify" })).await;
    list.names(&["spotify"]).await;
    let wind = json!({ "Player State": "Playing", "Name": "Second Wind", "Artist": "Marisol Quandt", "Track ID": "spotify:track:2" });
    system.spotify_says(wind.clone()).await;
    list.song("Second Wind").await;
    permission.add_permits(1);
    while system.asked.lock().unwrap().len() < 2 {
        tokio::task::yield_now().await;
    }
    assert!(list.0.players.borrow().iter().all(|player| player.song.as_ref().unwrap().title == "Second Wind"));
    system.answers(App::Spotify, with_cover(wind));
    permission.add_permits(1);
    list.covered("Second Wind").await;
}

#[tokio::test]
async fn music_is_asked_where_it_is() {
    let system = FakeSystem::default();
    let mut list = system.look();
    let wind =
        json!({ "Player State": "Playing", "Name": "Second Wind", "Artist": "Marisol Quandt", "Total Time": 200_000 });
    let mut answer = wind.clone();
    answer["Playback Position"] = json!(90.5);
    system.answers(App::Music, answer);
    // It is heard before anybody knew that it runs.
    system.tell(json!({ "event": "said", "player": "music", "info": wind })).await;
    let is_there = |player: &Player| player.song.as_ref().is_some_and(|song| song.position_ms >= 90_500);
    assert_eq!(list.player(is_there).await.name, "Music");
}

#[tokio::test]
async fn the_last_word_of_one_that_ends_does_not_bring_it_back() {
    let system = FakeSystem::default();
    let mut list = system.look();
    system.tell(json!({ "event": "appeared", "player": "spotify" })).await;
    list.names(&["spotify"]).await;
    system.tell(json!({ "event": "gone", "player": "spotify" })).await;
    system.spotify_says(json!({ "Player State": "Stopped" })).await;
    system.tell(json!({ "event": "appeared", "player": "music" })).await;
    list.names(&["apple-music"]).await;
}

#[tokio::test]
async fn an_answer_that_says_nothing_takes_nothing_away() {
    let system = FakeSystem::default();
    system.answers(App::Spotify, json!({ "Player State": null, "Name": null }));
    let mut list = system.look();
    system.spotify_says(lanterns("Playing")).await;
    list.song("Paper Lanterns").await;
    while system.asked.lock().unwrap().len() < 2 {
        tokio::task::yield_now().await;
    }
    system.spotify_says(lanterns("Paused")).await;
    let player = list.player(|player| player.state == PlayState::Paused).await;
    assert_eq!(player.song.unwrap().title, "Paper Lanterns");
    assert!(list.0.players.borrow().iter().all(|player| player.song.is_some()));
}
