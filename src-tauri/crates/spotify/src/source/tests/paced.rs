//! At a pace that others say.

use songplate_core::now_playing::{Kind, NowPlaying, Rate};

use super::*;
use crate::schedule::MIN_SPACING;

const RETRY: Duration = Duration::from_mins(10);

fn song(playing: bool) -> Playback {
    let now_playing = NowPlaying {
        id: "song".to_owned(),
        kind: Kind::Track,
        title: "Song".to_owned(),
        subtitle: String::new(),
        album: None,
        link: None,
        cover: None,
        duration_ms: Some(3_000_000),
        position_ms: 1_000,
        rate: Rate::NORMAL,
    };
    Playback::Song { now_playing, playing, private_session: false }
}

/// Lets it listen at a pace, from [`Pace::OnSignal`] number 0 on.
fn listen(world: &Arc<World>) -> (Ear, watch::Sender<Pace>) {
    let (pace, receiver) = watch::channel(Pace::OnSignal(0));
    let (sender, events) = mpsc::channel(8);
    let wake = Arc::new(Notify::new());
    let task = tokio::spawn(world.source().listen_paced(sender, Arc::clone(&wake), receiver));
    (Ear { events, wake, task }, pace)
}

fn always(answer: Result<Playback, AccessError>) -> Arc<World> {
    World::new(std::iter::repeat_n(answer, 1_000))
}

impl Ear {
    async fn observation(&mut self) -> Box<Observation> {
        match self.next().await {
            SourceEvent::Observed(seen) => seen,
            SourceEvent::Trouble(trouble) => panic!("an observation was expected: {trouble:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn between_signals_it_hardly_asks_and_promises_no_more() {
    let world = always(Ok(song(true)));
    let (mut ear, _pace) = listen(&world);
    for _ in 0..10 {
        let seen = ear.observation().await;
        let next = timeout(seen.fresh_for, ear.events.recv()).await;
        assert!(next.is_ok(), "it is heard of again before its time is over");
    }
    let asked = world.asked();
    assert!(asked.windows(2).all(|pair| pair[1].abs_diff(pair[0]) >= Duration::from_mins(2)), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn a_signal_is_a_question_at_once_and_one_only() {
    let world = always(Ok(song(true)));
    let (mut ear, pace) = listen(&world);
    ear.observation().await;
    sleep(Duration::from_secs(30)).await;
    let signalled = world.start.elapsed();
    pace.send_replace(Pace::OnSignal(1));
    ear.observation().await;
    assert_eq!(world.asked()[1..], [signalled]);
    ear.hears_nothing_for(Duration::from_mins(1)).await;
    // The same number again, by way of another pace.
    pace.send_replace(Pace::OnSignal(1));
    ear.hears_nothing_for(Duration::from_secs(30)).await;
    assert_eq!(world.asked().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn signals_that_come_fast_or_during_a_question_are_spaced_and_seen_as_one() {
    let world = always(Ok(song(true)));
    let (mut ear, pace) = listen(&world);
    // The first question is under way.
    sleep(Duration::from_millis(100)).await;
    for number in 1..=50 {
        pace.send_replace(Pace::OnSignal(number));
        tokio::task::yield_now().await;
    }
    ear.observation().await;
    let answered = world.start.elapsed();
    ear.observation().await;
    assert_eq!(world.asked()[1..], [answered + MIN_SPACING]);
    ear.hears_nothing_for(Duration::from_mins(1)).await;
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_kept_however_many_signals_there_are() {
    let wait = RetryAfter { until: UnixSeconds(START).after(RETRY), quota: false };
    let world = World::new([Ok(song(true)), Err(AccessError::Wait(wait)), Ok(song(true))]);
    let (mut ear, pace) = listen(&world);
    ear.observation().await;
    pace.send_replace(Pace::OnSignal(1));
    ear.hears(Trouble::RateLimited(wait)).await;
    let imposed = world.start.elapsed();
    for number in 2..400 {
        pace.send_replace(if number % 3 == 0 { Pace::Free } else { Pace::OnSignal(number) });
        sleep(Duration::from_secs(1)).await;
    }
    pace.send_replace(Pace::OnSignal(400));
    assert_eq!(world.asked().len(), 2, "none inside the wait");
    ear.observation().await;
    assert!(world.asked()[2] + Duration::from_secs(1) >= imposed + RETRY, "{:?}", world.asked());
    ear.hears_nothing_for(Duration::from_mins(1)).await;
}

#[tokio::test(start_paused = true)]
async fn what_follows_a_failure_is_kept_too() {
    let world = always(Err(AccessError::Forbidden(ForbiddenReason::Other)));
    let (mut ear, pace) = listen(&world);
    ear.next().await;
    for number in 1..100 {
        pace.send_replace(Pace::OnSignal(number));
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(world.asked().len(), 1);
    let world = always(Err(OFFLINE));
    let (_ear, pace) = listen(&world);
    for number in 1..600 {
        pace.send_replace(Pace::OnSignal(number));
        sleep(Duration::from_millis(100)).await;
    }
    assert!(world.asked().len() <= 9, "{:?}", world.asked());
}

#[tokio::test(start_paused = true)]
async fn at_the_free_pace_it_asks_by_its_schedule_from_that_moment() {
    let world = always(Ok(song(true)));
    let (mut ear, pace) = listen(&world);
    ear.observation().await;
    sleep(Duration::from_mins(1)).await;
    let freed = world.start.elapsed();
    pace.send_replace(Pace::Free);
    ear.observation().await;
    assert_eq!(world.asked()[1], freed, "it was due");
    let seen = ear.observation().await;
    assert!(seen.fresh_for < Duration::from_secs(40), "{:?}", seen.fresh_for);
    let before = world.asked().len();
    pace.send_replace(Pace::OnSignal(0));
    ear.hears_nothing_for(Duration::from_secs(100)).await;
    assert_eq!(world.asked().len(), before);
}

#[tokio::test(start_paused = true)]
async fn paused_music_is_asked_about_ever_less_often() {
    let world = always(Ok(song(false)));
    let (mut ear, _pace) = listen(&world);
    while world.start.elapsed() < Duration::from_hours(1) {
        ear.observation().await;
    }
    let asked = world.asked();
    assert!(asked.len() < 30, "{}", asked.len());
    assert!(asked.windows(2).all(|pair| pair[1].abs_diff(pair[0]) >= Duration::from_secs(20)), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn the_user_and_a_machine_that_slept_wake_it_at_every_pace() {
    let world = always(Ok(song(true)));
    let (mut ear, _pace) = listen(&world);
    ear.observation().await;
    ear.wake.notify_one();
    ear.observation().await;
    assert!(world.start.elapsed() < Duration::from_secs(3));
    world.ahead.store(3_600, Ordering::SeqCst);
    ear.hears(Trouble::Offline(OfflineCause::Network)).await;
    ear.observation().await;
    assert!(world.start.elapsed() < Duration::from_secs(6));
}
