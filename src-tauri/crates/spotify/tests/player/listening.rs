//! The source as the listener has it: what it reports, and what it asks.

use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::SystemClock;
use songplate_core::now_playing::Playback;
use songplate_core::source::{Source, SourceEvent};
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfterStore, Trouble};
use songplate_emulator::{Endpoint, Fault, Item, NotOnTheListWording, RefreshEnd, default_songs};
use songplate_spotify::source::SpotifySource;
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout;

use crate::support::{Stage, Waits};

/// Longer than anything that is waited for; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

struct Ear {
    events: mpsc::Receiver<SourceEvent>,
    wake: Arc<Notify>,
}

impl Ear {
    fn of(stage: &Stage, waits: &Arc<Waits>) -> Self {
        let source = SpotifySource::new(stage.player(), Arc::clone(waits) as _, Arc::new(SystemClock));
        let (sender, events) = mpsc::channel(8);
        let wake = Arc::new(Notify::new());
        tokio::spawn(Arc::new(source).listen(sender, Arc::clone(&wake)));
        Self { events, wake }
    }

    async fn next(&mut self) -> SourceEvent {
        timeout(PATIENCE, self.events.recv()).await.unwrap().unwrap()
    }

    /// Hears a song, whatever its position.
    async fn hears_song(&mut self, index: usize) {
        let event = self.next().await;
        let SourceEvent::Observed(seen) = &event else { panic!("a song was expected: {event:?}") };
        let Playback::Song { now_playing, .. } = &seen.playback else { panic!("a song was expected: {event:?}") };
        assert_eq!(now_playing.title, default_songs()[index].title);
    }

    async fn hears(&mut self, trouble: Trouble) {
        assert_eq!(self.next().await, SourceEvent::Trouble(trouble));
    }
}

#[tokio::test]
async fn songs_are_seen_as_they_change_and_a_401_leaves_no_gap() {
    let stage = Stage::set().await;
    let mut ear = Ear::of(&stage, &Arc::default());
    ear.hears_song(0).await;
    stage.control().next();
    stage.control().expire_access_tokens();
    ear.hears_song(1).await;
    stage.control().set_item(Item::Advert);
    ear.wake.notify_one();
    let event = ear.next().await;
    assert!(matches!(&event, SourceEvent::Observed(seen) if matches!(seen.playback, Playback::Advert { .. })));
    assert!(!stage.control().player_overlapped());
}

#[tokio::test]
async fn a_single_failure_is_not_shown() {
    let stage = Stage::set().await;
    let mut ear = Ear::of(&stage, &Arc::default());
    ear.hears_song(0).await;
    stage.control().fault(Endpoint::Player, Fault::CutOff, Some(1));
    ear.hears_song(0).await;
    assert_eq!(stage.control().count(Endpoint::Player), 3);
}

#[tokio::test]
async fn what_goes_on_failing_is_shown_and_recovers_by_itself() {
    let stage = Stage::set().await;
    stage.control().fault(Endpoint::Player, Fault::ServerError { status: 502 }, Some(2));
    stage.control().fault(Endpoint::Player, Fault::WrongJson { body: "<html>".to_owned() }, Some(1));
    let mut ear = Ear::of(&stage, &Arc::default());
    ear.hears(Trouble::Offline(OfflineCause::Server)).await;
    ear.hears(Trouble::Offline(OfflineCause::Nonsense)).await;
    ear.hears_song(0).await;
    assert_eq!(stage.control().count(Endpoint::Player), 4);
}

#[tokio::test]
async fn a_wait_is_kept_across_a_restart() {
    let stage = Stage::set().await;
    let waits = Arc::new(Waits::default());
    stage.control().fault(Endpoint::Player, Fault::QuotaExceeded { retry_after_s: Some(40_000) }, Some(1));
    let mut ear = Ear::of(&stage, &waits);
    let first = ear.next().await;
    let SourceEvent::Trouble(Trouble::RateLimited(wait)) = first else { panic!("a wait is told: {first:?}") };
    assert!(wait.quota);
    assert_eq!(waits.load(stage.emulator.client_id()), Some(wait));
    ear.wake.notify_one();
    ear.hears(Trouble::RateLimited(wait)).await;
    drop(ear);
    Ear::of(&stage, &waits).hears(Trouble::RateLimited(wait)).await;
    assert_eq!(stage.control().count(Endpoint::Player), 1, "no question inside the wait");
}

#[tokio::test]
async fn a_short_wait_is_sat_out() {
    let stage = Stage::set().await;
    stage.control().fault(Endpoint::Player, Fault::RateLimited { retry_after_s: Some(1) }, Some(1));
    let mut ear = Ear::of(&stage, &Arc::default());
    assert!(matches!(ear.next().await, SourceEvent::Trouble(Trouble::RateLimited(wait)) if !wait.quota));
    ear.hears_song(0).await;
}

#[tokio::test]
async fn a_refusal_ends_when_the_user_acts() {
    let stage = Stage::set().await;
    let fault = Fault::NotOnTheList { wording: NotOnTheListWording::Json };
    stage.control().fault(Endpoint::Player, fault, Some(1));
    let mut ear = Ear::of(&stage, &Arc::default());
    let event = ear.next().await;
    let SourceEvent::Trouble(Trouble::Forbidden { reason, .. }) = event else { panic!("{event:?}") };
    assert_eq!(reason, ForbiddenReason::NotOnUserList);
    ear.wake.notify_one();
    ear.hears_song(0).await;
}

#[tokio::test]
async fn a_login_that_ends_is_told() {
    let stage = Stage::set().await;
    let mut ear = Ear::of(&stage, &Arc::default());
    ear.hears_song(0).await;
    stage.control().end_refresh_tokens(RefreshEnd::Revoked);
    stage.control().expire_access_tokens();
    ear.hears(Trouble::SignInAgain).await;
}
