//! The loop on virtual time, with answers out of a list.

mod paced;

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use songplate_core::now_playing::{NothingReason, Playback};
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::*;
use crate::player::PlayerAnswer;
use crate::schedule::FORBIDDEN_PAUSE;

const START: u32 = 1_800_000_000;
const OFFLINE: AccessError = AccessError::Offline(OfflineCause::Network);

/// What Spotify, the store and the clock on the wall are in a test.
struct World {
    answers: Mutex<VecDeque<Result<Playback, AccessError>>>,
    asked: Mutex<Vec<Duration>>,
    asking: AtomicBool,
    client_id: Mutex<Option<String>>,
    stored: Mutex<Option<(String, RetryAfter)>>,
    start: Instant,
    /// By how many seconds the clock on the wall is ahead of the time that passes.
    ahead: AtomicI64,
}

impl World {
    fn new(answers: impl IntoIterator<Item = Result<Playback, AccessError>>) -> Arc<Self> {
        Arc::new(Self {
            answers: Mutex::new(answers.into_iter().collect()),
            asked: Mutex::default(),
            asking: AtomicBool::default(),
            client_id: Mutex::new(Some("client".to_owned())),
            stored: Mutex::default(),
            start: Instant::now(),
            ahead: AtomicI64::default(),
        })
    }

    /// When Spotify was asked, counted from the start.
    fn asked(&self) -> Vec<Duration> {
        self.asked.lock().unwrap().clone()
    }

    fn source(self: &Arc<Self>) -> Arc<SpotifySource> {
        Arc::new(SpotifySource::asking(Arc::clone(self) as _, Arc::clone(self) as _, Arc::clone(self) as _))
    }

    fn listen(self: &Arc<Self>) -> Ear {
        let (sender, events) = mpsc::channel(8);
        let wake = Arc::new(Notify::new());
        let task = tokio::spawn(self.source().listen(sender, Arc::clone(&wake)));
        Ear { events, wake, task }
    }
}

impl Player for World {
    fn ask(&self) -> BoxFuture<'_, Result<PlayerAnswer, AccessError>> {
        assert!(!self.asking.swap(true, Ordering::SeqCst), "two questions at once");
        self.asked.lock().unwrap().push(self.start.elapsed());
        let answer = self.answers.lock().unwrap().pop_front().unwrap_or(Ok(IDLE));
        Box::pin(async move {
            sleep(Duration::from_millis(200)).await;
            self.asking.store(false, Ordering::SeqCst);
            answer.map(|playback| PlayerAnswer { playback, read_at: Instant::now() })
        })
    }

    fn client_id(&self) -> Option<String> {
        self.client_id.lock().unwrap().clone()
    }
}

impl RetryAfterStore for World {
    fn load(&self, client_id: &str) -> Option<RetryAfter> {
        self.stored.lock().unwrap().as_ref().filter(|(id, _)| id == client_id).map(|(_, wait)| *wait)
    }

    fn save(&self, client_id: &str, wait: RetryAfter) {
        *self.stored.lock().unwrap() = Some((client_id.to_owned(), wait));
    }
}

impl WallClock for World {
    fn now(&self) -> UnixSeconds {
        let passed = i64::try_from(self.start.elapsed().as_secs()).unwrap();
        UnixSeconds(u32::try_from(i64::from(START) + passed + self.ahead.load(Ordering::SeqCst)).unwrap())
    }
}

/// What hears the source.
struct Ear {
    events: mpsc::Receiver<SourceEvent>,
    wake: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Ear {
    async fn next(&mut self) -> SourceEvent {
        self.events.recv().await.expect("the source goes on")
    }

    async fn hears_idle(&mut self) {
        let event = self.next().await;
        assert!(matches!(&event, SourceEvent::Observed(seen) if seen.playback == IDLE), "{event:?}");
    }

    async fn hears(&mut self, trouble: Trouble) {
        assert_eq!(self.next().await, SourceEvent::Trouble(trouble));
    }

    async fn hears_nothing_for(&mut self, time: Duration) {
        if let Ok(event) = timeout(time, self.events.recv()).await {
            panic!("nothing was expected: {event:?}");
        }
    }
}

const IDLE: Playback = Playback::Nothing(NothingReason::Idle);

fn seconds(asked: &[Duration]) -> Vec<f64> {
    asked.iter().map(Duration::as_secs_f64).collect()
}

#[tokio::test(start_paused = true)]
async fn a_blip_is_silent_and_the_observation_outlives_it() {
    let world = World::new([Ok(IDLE), Err(OFFLINE), Ok(IDLE)]);
    let mut ear = world.listen();
    let SourceEvent::Observed(first) = ear.next().await else { panic!("the first question is answered") };
    ear.hears_idle().await;
    assert!(Instant::now() < first.read_at + first.fresh_for);
    assert_eq!(world.asked().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn failures_are_told_and_backed_off_from_until_it_recovers() {
    let world = World::new([Err(OFFLINE), Err(OFFLINE), Err(OFFLINE), Err(OFFLINE), Ok(IDLE)]);
    let mut ear = world.listen();
    for _ in 0..3 {
        ear.hears(Trouble::Offline(OfflineCause::Network)).await;
    }
    ear.hears_idle().await;
    let asked = seconds(&world.asked());
    let waits: Vec<f64> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(waits.iter().zip([1.0, 1.0, 2.0, 4.0]).all(|(wait, least)| *wait >= least), "{waits:?}");
    assert!(waits[3] <= 8.3, "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_told_once_kept_and_outlasts_the_user() {
    let wait = RetryAfter { until: UnixSeconds(START + 3_600), quota: true };
    let world = World::new([Err(AccessError::Wait(wait)), Ok(IDLE)]);
    let mut ear = world.listen();
    ear.hears(Trouble::RateLimited(wait)).await;
    assert_eq!(world.load("client"), Some(wait));
    ear.hears_nothing_for(Duration::from_mins(10)).await;
    ear.wake.notify_one();
    ear.hears(Trouble::RateLimited(wait)).await;
    assert_eq!(world.asked().len(), 1, "the user's wish changes nothing");
    ear.hears_idle().await;
    let asked = world.asked();
    assert!(asked[1] >= Duration::from_hours(1) && asked[1] < Duration::from_secs(3_602), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_from_before_the_restart_is_told_at_once() {
    let wait = RetryAfter { until: UnixSeconds(START + 100), quota: false };
    let world = World::new([]);
    world.save("client", wait);
    let mut ear = world.listen();
    ear.hears(Trouble::RateLimited(wait)).await;
    assert_eq!((world.asked(), world.start.elapsed()), (Vec::new(), Duration::ZERO));
    ear.hears_idle().await;
    assert!(world.asked()[0] >= Duration::from_secs(100));
}

#[tokio::test(start_paused = true)]
async fn a_wait_belongs_to_its_client_id() {
    let wait = RetryAfter { until: UnixSeconds(START + 100_000), quota: true };
    let world = World::new([]);
    world.save("client", wait);
    let mut ear = world.listen();
    ear.hears(Trouble::RateLimited(wait)).await;
    *world.client_id.lock().unwrap() = Some("another".to_owned());
    ear.wake.notify_one();
    ear.hears_idle().await;
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_by_time_passed_when_the_clock_is_set_back() {
    let wait = RetryAfter { until: UnixSeconds(START + 100), quota: false };
    let world = World::new([Err(AccessError::Wait(wait))]);
    let mut ear = world.listen();
    ear.hears(Trouble::RateLimited(wait)).await;
    world.ahead.store(-1_000_000, Ordering::SeqCst);
    ear.hears_idle().await;
    let asked = world.asked();
    assert!(asked[1] >= Duration::from_secs(100) && asked[1] < Duration::from_mins(2), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_on_time_when_the_machine_slept_through_it() {
    let wait = RetryAfter { until: UnixSeconds(START + 40_000), quota: true };
    let world = World::new([Err(AccessError::Wait(wait))]);
    let mut ear = world.listen();
    ear.hears(Trouble::RateLimited(wait)).await;
    world.ahead.store(50_000, Ordering::SeqCst);
    ear.hears_idle().await;
    assert!(world.start.elapsed() < Duration::from_secs(12));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_pauses_for_a_quarter_of_an_hour() {
    let reason = ForbiddenReason::NotOnUserList;
    let world = World::new([Err(AccessError::Forbidden(reason)), Ok(IDLE)]);
    let mut ear = world.listen();
    let SourceEvent::Trouble(Trouble::Forbidden { reason: told, until }) = ear.next().await else {
        panic!("a refusal is told")
    };
    assert_eq!(told, reason);
    assert_eq!(until, UnixSeconds(START).after(FORBIDDEN_PAUSE));
    ear.hears_nothing_for(Duration::from_mins(14)).await;
    assert_eq!(world.asked().len(), 1);
    ear.hears_idle().await;
}

#[tokio::test(start_paused = true)]
async fn the_user_ends_a_refusals_pause_and_a_back_off() {
    let world = World::new([Err(AccessError::Forbidden(ForbiddenReason::OwnerNeedsPremium))]);
    let mut ear = world.listen();
    ear.next().await;
    ear.wake.notify_one();
    ear.hears_idle().await;
    assert!(world.asked()[1] < Duration::from_secs(2));

    let world = World::new(std::iter::repeat_n(Err(OFFLINE), 9));
    let mut ear = world.listen();
    for _ in 0..7 {
        ear.next().await;
    }
    let before = world.asked().len();
    ear.wake.notify_one();
    ear.next().await;
    let asked = world.asked();
    assert!(asked[before].abs_diff(asked[before - 1]) < Duration::from_secs(2), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn without_a_login_it_asks_nothing_until_the_user_acts() {
    let world = World::new([Err(AccessError::SignedOut)]);
    let mut ear = world.listen();
    ear.hears(Trouble::SignInAgain).await;
    ear.hears_nothing_for(Duration::from_hours(24)).await;
    assert_eq!(world.asked().len(), 1);
    ear.wake.notify_one();
    ear.hears_idle().await;
}

#[tokio::test(start_paused = true)]
async fn an_impatient_user_makes_a_question_a_second_at_most() {
    let world = World::new([]);
    let mut ear = world.listen();
    for _ in 0..20 {
        ear.hears_idle().await;
        ear.wake.notify_one();
    }
    let asked = world.asked();
    assert!(asked.windows(2).all(|pair| pair[1].abs_diff(pair[0]) >= WAKE_SPACING), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn after_the_machine_slept_nothing_passes_for_live_and_it_asks_at_once() {
    let world = World::new([]);
    let mut ear = world.listen();
    // Until it asks every half minute.
    while world.asked().windows(2).last().is_none_or(|pair| pair[1].abs_diff(pair[0]) < Duration::from_secs(29)) {
        ear.hears_idle().await;
    }
    let before = world.start.elapsed();
    world.ahead.store(8 * 3_600, Ordering::SeqCst);
    ear.hears(Trouble::Offline(OfflineCause::Network)).await;
    ear.hears_idle().await;
    assert!(world.start.elapsed().abs_diff(before) < Duration::from_secs(3));
}

#[tokio::test(start_paused = true)]
async fn it_ends_when_nobody_listens() {
    let world = World::new([]);
    let Ear { events, task, .. } = world.listen();
    drop(events);
    task.await.unwrap();
}
