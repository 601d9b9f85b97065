use proptest::prelude::*;
use songplate_core::now_playing::{Kind, NowPlaying, Rate};
use songplate_core::status::ForbiddenReason;

use super::*;
use crate::client::REQUEST_LIMIT;

const WALL: UnixSeconds = UnixSeconds(1_800_000_000);

/// A schedule, and the time it lives in.
struct Story {
    schedule: Schedule,
    now: Instant,
}

impl Story {
    fn new() -> Self {
        Self { schedule: Schedule::new(), now: Instant::now() }
    }

    /// The answer at this moment; returns the seconds until the next question.
    fn answer(&mut self, playback: Playback) -> f64 {
        let answer = PlayerAnswer { playback, read_at: self.now };
        let plan = self.schedule.answered(&answer, Pace::Free, self.now);
        let next_at = plan.next_at(Pace::Free);
        assert!(plan.fresh_for(Pace::Free) > next_at - self.now + REQUEST_LIMIT, "it outlives the next question");
        (next_at - self.now).as_secs_f64()
    }

    fn plays(&mut self, id: &str, position_s: f64, duration_s: f64) -> f64 {
        self.answer(song(id, position_s, duration_s, true))
    }

    fn fail(&mut self, error: AccessError) -> AfterError {
        self.schedule.failed(&error, self.now, WALL, 0.0)
    }

    fn pass(&mut self, seconds: f64) -> &mut Self {
        self.now += Duration::from_secs_f64(seconds);
        self
    }
}

fn song(id: &str, position_s: f64, duration_s: f64, playing: bool) -> Playback {
    let ms = |seconds: f64| u32::try_from(Duration::from_secs_f64(seconds).as_millis()).unwrap();
    let now_playing = NowPlaying {
        id: id.to_owned(),
        kind: Kind::Track,
        title: id.to_owned(),
        subtitle: String::new(),
        album: None,
        link: None,
        cover: None,
        duration_ms: Some(ms(duration_s)),
        position_ms: ms(position_s),
        rate: Rate::NORMAL,
    };
    Playback::Song { now_playing, playing, private_session: false }
}

const IDLE: Playback = Playback::Nothing(NothingReason::Idle);

#[test]
fn a_song_is_asked_about_often_at_first_and_slowly_later() {
    let mut story = Story::new();
    let first = story.plays("a", 0.0, 240.0);
    assert!((1.5..3.5).contains(&first), "{first}");
    let after_ten = story.pass(10.0).plays("a", 10.0, 240.0);
    assert!(after_ten > first);
    let middle = story.pass(90.0).plays("a", 100.0, 240.0);
    assert!((8.0..16.0).contains(&middle), "{middle}");
}

#[test]
fn a_skip_makes_it_attentive_again() {
    let mut story = Story::new();
    let first = story.plays("a", 0.0, 240.0);
    story.pass(100.0).plays("a", 100.0, 240.0);
    assert!((story.pass(10.0).plays("b", 2.0, 240.0) - first).abs() < 0.2);
}

#[test]
fn a_seek_makes_it_attentive_again() {
    let mut story = Story::new();
    let first = story.plays("a", 0.0, 240.0);
    let middle = story.pass(100.0).plays("a", 100.0, 240.0);
    assert!(middle > 2.0 * first);
    assert!((story.pass(5.0).plays("a", 30.0, 240.0) - first).abs() < 0.2);
}

#[test]
fn the_end_is_asked_about_once_and_right_after() {
    let mut story = Story::new();
    story.plays("a", 0.0, 240.0);
    let wait = story.pass(232.0).plays("a", 232.0, 240.0);
    assert!((8.1..8.7).contains(&wait), "{wait}");
    let next = story.pass(wait).plays("b", 0.2, 200.0);
    assert!((1.5..4.5).contains(&next));
}

#[test]
fn late_answers_do_not_move_the_end() {
    let mut story = Story::new();
    story.plays("a", 0.0, 240.0);
    // Each of these answers is half a second old.
    story.pass(100.0).plays("a", 99.5, 240.0);
    let wait = story.pass(135.0).plays("a", 234.5, 240.0);
    assert!((5.1..5.6).contains(&wait), "{wait}");
}

#[test]
fn an_old_song_past_its_end_is_asked_about_soon_then_less_often() {
    let mut story = Story::new();
    story.plays("a", 0.0, 240.0);
    story.pass(240.2);
    let mut waits = Vec::new();
    for _ in 0..8 {
        let wait = story.plays("a", 240.0, 240.0);
        waits.push(wait);
        story.pass(wait);
    }
    assert!(waits[0] < 0.7, "{waits:?}");
    assert!(waits.is_sorted(), "{waits:?}");
    assert!(waits[7] > 5.0, "{waits:?}");
}

#[test]
fn a_repeated_song_is_a_new_start() {
    let mut story = Story::new();
    let first = story.plays("a", 0.0, 240.0);
    story.pass(235.0).plays("a", 235.0, 240.0);
    assert!((story.pass(5.2).plays("a", 0.2, 240.0) - first).abs() < 0.2);
    let wait = story.pass(235.0).plays("a", 235.2, 240.0);
    assert!((4.9..5.4).contains(&wait), "{wait}");
}

#[test]
fn a_song_that_was_held_up_is_followed_to_its_new_end() {
    let mut story = Story::new();
    story.plays("a", 0.0, 240.0);
    // It stood still for 20 s.
    story.pass(100.0).plays("a", 80.0, 240.0);
    let wait = story.pass(155.0).plays("a", 235.0, 240.0);
    assert!((5.1..5.7).contains(&wait), "{wait}");
}

#[test]
fn a_crossfade_is_learnt_from_two_songs_and_forgotten_from_one() {
    let mut story = Story::new();
    story.plays("a", 0.0, 240.0);
    // Each song begins six seconds before the end of the one before.
    for id in ["b", "c"] {
        story.pass(234.0).plays(id, 0.0, 240.0);
    }
    story.pass(225.0);
    let wait = story.plays("c", 225.0, 240.0);
    assert!((9.0..9.5).contains(&wait), "{wait}");
    story.pass(wait);
    let second_look = story.plays("c", 234.2, 240.0);
    assert!(second_look < 0.7, "{second_look}");
    let end = story.pass(second_look).plays("c", 234.2 + second_look, 240.0);
    assert!((5.0..6.2).contains(&end), "its own end counts then: {end}");
    story.pass(end).plays("d", 0.1, 240.0);
    story.pass(238.0);
    let wait = story.plays("d", 238.1, 240.0);
    assert!((1.9..2.5).contains(&wait), "{wait}");
}

#[test]
fn pauses_and_idleness_are_asked_about_ever_less_often() {
    for (playback, longest) in [(song("a", 9.0, 240.0, false), 20.0), (IDLE, 30.0)] {
        let mut story = Story::new();
        let mut waits = Vec::new();
        for _ in 0..400 {
            let wait = story.answer(playback.clone());
            waits.push(wait);
            story.pass(wait);
        }
        assert!(waits.is_sorted(), "{waits:?}");
        assert!(waits[0] <= 5.0, "{waits:?}");
        assert!((waits[399] - longest).abs() < 1e-6, "{waits:?}");
    }
}

#[test]
fn while_somebody_else_tells_of_changes_it_hardly_asks_but_for_signals() {
    let mut story = Story::new();
    let mut plan = |playback, pace, now| {
        let answer = PlayerAnswer { playback, read_at: now };
        story.schedule.answered(&answer, pace, now)
    };
    let start = Instant::now();
    let after = |seconds| start + Duration::from_secs(seconds);
    let playing = song("a", 9.0, 240.0, true);
    let first = plan(playing.clone(), Pace::OnSignal(0), start);
    assert_eq!(first.next_at(Pace::OnSignal(0)), after(120));
    assert_eq!(first.next_at(Pace::OnSignal(1)), start + MIN_SPACING);
    assert!(first.next_at(Pace::Free) < after(4), "the pace may change while it waits");
    assert!(first.fresh_for(Pace::OnSignal(0)) > Duration::from_mins(2) + REQUEST_LIMIT);
    let second = plan(playing.clone(), Pace::OnSignal(1), after(5));
    assert_eq!(second.next_at(Pace::OnSignal(1)), after(125), "a signal is heeded once");
    let free = plan(playing, Pace::Free, after(10));
    assert_eq!(free.next_at(Pace::OnSignal(1)), after(130), "and not again after another pace");
    assert!(free.next_at(Pace::OnSignal(2)) < after(11));
    let paused = song("a", 9.0, 240.0, false);
    let waits = [20, 40, 100, 1_000].map(|at| {
        let plan = plan(paused.clone(), Pace::OnSignal(1), after(at));
        plan.next_at(Pace::OnSignal(1)) - after(at)
    });
    assert_eq!(waits.map(|wait| wait.as_secs()), [20, 20, 40, 300]);
}

#[test]
fn a_single_failure_is_silent_and_a_second_is_told() {
    let mut story = Story::new();
    let offline = AccessError::Offline(OfflineCause::Network);
    let first = story.fail(offline);
    assert_eq!((first.next, first.trouble), (Next::At(story.now + Duration::from_secs(1)), None));
    let second = story.fail(offline);
    assert_eq!(second.trouble, Some(Trouble::Offline(OfflineCause::Network)));
    assert_eq!(second.next, Next::At(story.now + Duration::from_secs(2)));
    for seconds in [4, 8, 16, 32, 60, 60, 60] {
        assert_eq!(story.fail(offline).next, Next::At(story.now + Duration::from_secs(seconds)));
    }
    story.answer(IDLE);
    assert_eq!(story.fail(offline).trouble, None, "an answer ends the row");
}

#[test]
fn a_keychain_that_does_not_answer_is_told_at_once() {
    let failed = Story::new().fail(AccessError::Offline(OfflineCause::Keychain));
    assert_eq!(failed.trouble, Some(Trouble::Offline(OfflineCause::Keychain)));
}

#[test]
fn refusals_and_waits_are_told_at_once() {
    let mut story = Story::new();
    let until = WALL.after(FORBIDDEN_PAUSE);
    let reason = ForbiddenReason::OwnerNeedsPremium;
    let refused = story.fail(AccessError::Forbidden(reason));
    assert_eq!(refused.next, Next::Paused { at: story.now + FORBIDDEN_PAUSE, until });
    assert_eq!(refused.trouble, Some(Trouble::Forbidden { reason, until }));
    let wait = RetryAfter { until: UnixSeconds(u32::MAX), quota: true };
    let limited = story.fail(AccessError::Wait(wait));
    assert_eq!((limited.next, limited.trouble), (Next::Imposed(wait), Some(Trouble::RateLimited(wait))));
    let ended = story.fail(AccessError::SignedOut);
    assert_eq!((ended.next, ended.trouble), (Next::UserActs, Some(Trouble::SignInAgain)));
}

/// Anything that may come of a question, and when.
fn outcome() -> impl Strategy<Value = (Result<Playback, AccessError>, u64)> {
    let id = prop_oneof![Just("a"), Just("b"), Just("c")];
    let whole = prop_oneof![
        4 => (id, any::<Option<u32>>(), any::<u32>(), any::<bool>()).prop_map(|(id, duration, position, playing)| {
            let Playback::Song { mut now_playing, .. } = song(id, 0.0, 1.0, playing) else { unreachable!() };
            now_playing.duration_ms = duration.map(|ms| ms.max(1));
            now_playing.position_ms = position.min(now_playing.duration_ms.unwrap_or(u32::MAX));
            Ok(Playback::Song { now_playing, playing, private_session: false })
        }),
        4 => (1..400_u32, 0..400_u32, any::<bool>()).prop_map(|(duration, position, playing)| {
            Ok(song("a", position.min(duration).into(), duration.into(), playing))
        }),
        1 => Just(Ok(Playback::Advert { private_session: false })),
        1 => Just(Ok(IDLE)),
        1 => Just(Ok(Playback::Nothing(NothingReason::Unknown))),
        2 => prop_oneof![
            Just(AccessError::Offline(OfflineCause::Network)),
            Just(AccessError::Offline(OfflineCause::Server)),
            Just(AccessError::Forbidden(ForbiddenReason::Other)),
            any::<u32>().prop_map(|s| AccessError::Wait(RetryAfter { until: UnixSeconds(s), quota: false })),
            Just(AccessError::SignedOut),
        ]
        .prop_map(Err),
    ];
    (whole, 0..2_000_u64)
}

proptest! {
    #[test]
    fn there_is_always_a_next_question_neither_too_soon_nor_too_late(
        outcomes in prop::collection::vec((outcome(), prop_oneof![Just(Pace::Free), Just(Pace::OnSignal(3))]), 1..60),
        jitter in 0.0..1.0_f64,
    ) {
        let mut story = Story::new();
        for ((outcome, late_ms), pace) in outcomes {
            match outcome {
                Ok(playback) => {
                    let read_at = story.now;
                    story.pass(0.2);
                    let answer = PlayerAnswer { playback, read_at };
                    let plan = story.schedule.answered(&answer, pace, story.now);
                    let wait = plan.next_at(pace) - story.now;
                    let longest = if pace == Pace::Free { Duration::from_secs(30) } else { Duration::from_mins(5) };
                    prop_assert!(wait >= MIN_SPACING && wait <= longest, "{wait:?}");
                    prop_assert!(plan.fresh_for(pace) >= wait + REQUEST_LIMIT, "{:?}", plan.fresh_for(pace));
                    prop_assert!(plan.fresh_for(pace) <= wait + REQUEST_LIMIT + Duration::from_secs(4));
                    story.now = plan.next_at(pace);
                }
                Err(error) => match story.schedule.failed(&error, story.now, WALL, jitter).next {
                    Next::At(at) => {
                        let wait = at - story.now;
                        prop_assert!(wait >= Duration::from_secs(1) && wait <= Duration::from_mins(1), "{wait:?}");
                        story.now = at;
                    }
                    Next::Paused { at, .. } => prop_assert_eq!(at - story.now, FORBIDDEN_PAUSE),
                    Next::Imposed(wait) => prop_assert_eq!(error, AccessError::Wait(wait)),
                    Next::UserActs => prop_assert_eq!(error, AccessError::SignedOut),
                },
            }
            story.now += Duration::from_millis(late_ms);
        }
    }

    #[test]
    fn a_song_played_through_is_asked_about_once_after_its_end(duration_s in 20..900_u32) {
        let mut story = Story::new();
        let duration = f64::from(duration_s);
        let start = story.now;
        loop {
            let position = (story.now - start).as_secs_f64();
            if position >= duration {
                prop_assert!(position - duration < 0.5, "{position} of {duration}");
                break;
            }
            let wait = story.plays("a", position, duration);
            story.pass(wait);
        }
    }
}
