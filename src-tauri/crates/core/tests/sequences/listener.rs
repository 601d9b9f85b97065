//! The listener's machine.

use std::time::Duration;

use proptest::prelude::*;
use songplate_core::clock::UnixSeconds;
use songplate_core::listener::{Effect, Input, Intent, Listener};
use songplate_core::now_playing::{Kind, NothingReason, NowPlaying, Playback, Rate};
use songplate_core::settings::ListenerSettings;
use songplate_core::source::{Observation, SourceEntry, SourceEvent, SourceId, SourceState};
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter, Status, Trouble};
use tokio::time::Instant;

pub(crate) fn song(title: &str) -> NowPlaying {
    NowPlaying {
        id: title.to_owned(),
        kind: Kind::Track,
        title: title.to_owned(),
        subtitle: "Artist".to_owned(),
        album: None,
        link: None,
        cover: None,
        duration_ms: Some(200_000),
        position_ms: 10_000,
        rate: Rate::NORMAL,
    }
}

pub(crate) fn playing(title: &str, read_at: Instant) -> SourceEvent {
    observed(Playback::Song { now_playing: song(title), playing: true, private_session: false }, read_at)
}

fn observed(playback: Playback, read_at: Instant) -> SourceEvent {
    SourceEvent::Observed(Box::new(Observation { playback, read_at, fresh_for: Duration::from_secs(20), origin: None }))
}

pub(crate) fn spotify(state: SourceState) -> Vec<SourceEntry> {
    vec![SourceEntry::new(SourceId::Spotify, state)]
}

fn fresh() -> Listener {
    Listener::new("run".to_owned(), ListenerSettings::default(), false)
}

/// A listener that has listened to Spotify since its first start.
fn listening(now: Instant) -> Listener {
    let mut listener = fresh();
    listener.apply(Intent::Sources(spotify(SourceState::Ready)), now);
    listener.apply(Intent::Select(SourceId::Spotify), now);
    let effects = listener.apply(Intent::Start, now);
    assert!(effects.contains(&Effect::StartSource { start: 1, source: SourceId::Spotify }));
    listener
}

fn report(listener: &mut Listener, start: u64, event: SourceEvent, now: Instant) -> Status {
    listener.apply(Input::Reported { start, event }, now);
    listener.snapshot().status
}

#[tokio::test(start_paused = true)]
async fn start_does_nothing_while_none_is_selected() {
    let now = Instant::now();
    let mut listener = fresh();
    assert!(listener.apply(Intent::Start, now).is_empty());
    assert_eq!(listener.snapshot().status, Status::Inactive);
    assert!(!listener.snapshot().listening);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_does_not_exist_cannot_be_selected() {
    let now = Instant::now();
    let mut listener = fresh();
    assert!(listener.apply(Intent::Select(SourceId::Spotify), now).is_empty());
    assert_eq!(listener.snapshot().selected, SourceId::None);
}

#[tokio::test(start_paused = true)]
async fn between_start_and_stop_it_shows_what_the_source_reports() {
    let now = Instant::now();
    let mut listener = listening(now);
    assert_eq!(listener.snapshot().status, Status::Nothing { reason: NothingReason::Starting });
    assert_eq!(report(&mut listener, 1, playing("One", now), now), Status::Playing);
    assert_eq!(listener.snapshot().song.unwrap().now_playing.title, "One");
    let effects = listener.apply(Intent::Stop, now);
    assert_eq!(effects[0], Effect::StopSource);
    assert_eq!(listener.snapshot().status, Status::Inactive);
    assert!(listener.snapshot().song.is_none(), "a stopped listener shows no song");
}

#[tokio::test(start_paused = true)]
async fn what_belongs_to_an_earlier_start_is_dropped() {
    let now = Instant::now();
    let mut listener = listening(now);
    listener.apply(Intent::Stop, now);
    assert_eq!(report(&mut listener, 1, playing("Late", now), now), Status::Inactive);
    listener.apply(Intent::Start, now);
    assert_eq!(
        report(&mut listener, 1, playing("Late", now), now),
        Status::Nothing { reason: NothingReason::Starting }
    );
    assert_eq!(report(&mut listener, 2, playing("Now", now), now), Status::Playing);
}

#[tokio::test(start_paused = true)]
async fn every_report_has_its_status() {
    let now = Instant::now();
    let until = UnixSeconds(99);
    let song = |playing, private_session| Playback::Song { now_playing: song("S"), playing, private_session };
    for (event, status) in [
        (observed(song(true, false), now), Status::Playing),
        (observed(song(false, false), now), Status::Paused),
        (observed(song(true, true), now), Status::Private),
        (observed(Playback::Advert { private_session: false }, now), Status::Advert),
        (observed(Playback::Advert { private_session: true }, now), Status::Private),
        (observed(Playback::Nothing(NothingReason::Idle), now), Status::Nothing { reason: NothingReason::Idle }),
        (SourceEvent::Trouble(Trouble::Offline(OfflineCause::Server)), Status::Offline { cause: OfflineCause::Server }),
        (SourceEvent::Trouble(Trouble::RateLimited(RetryAfter { until, quota: false })), Status::RateLimited { until }),
        (SourceEvent::Trouble(Trouble::RateLimited(RetryAfter { until, quota: true })), Status::Quota { until }),
        (
            SourceEvent::Trouble(Trouble::Forbidden { reason: ForbiddenReason::NotOnUserList, until }),
            Status::Forbidden { reason: ForbiddenReason::NotOnUserList, until },
        ),
        (SourceEvent::Trouble(Trouble::SignInAgain), Status::SignInAgain),
    ] {
        let mut listener = listening(now);
        assert_eq!(report(&mut listener, 1, event, now), status);
        let shows_song = matches!(status, Status::Playing | Status::Paused);
        assert_eq!(listener.snapshot().song.is_some(), shows_song, "{status:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_private_session_is_shown_only_if_the_user_wants_it() {
    let now = Instant::now();
    let mut listener = listening(now);
    let private = Playback::Song { now_playing: song("Secret"), playing: true, private_session: true };
    assert_eq!(report(&mut listener, 1, observed(private, now), now), Status::Private);
    listener.apply(Intent::ShowPrivate(true), now);
    assert_eq!(listener.snapshot().status, Status::Playing);
    listener.apply(Intent::ShowPrivate(false), now);
    assert!(listener.snapshot().song.is_none());
    let offline = SourceEvent::Trouble(Trouble::Offline(OfflineCause::Network));
    report(&mut listener, 1, offline, now);
    assert!(listener.snapshot().song.is_none(), "nor as the last song that is known");
}

#[tokio::test(start_paused = true)]
async fn a_song_older_than_its_source_promised_is_not_live_and_stands_still() {
    let now = Instant::now();
    let mut listener = listening(now);
    report(&mut listener, 1, playing("One", now), now);
    let deadline = listener.deadline().unwrap();
    assert_eq!(deadline, now + Duration::from_secs(20));
    listener.apply(Input::TimePassed, deadline - Duration::from_millis(1));
    assert!(listener.snapshot().song.unwrap().live);
    listener.apply(Input::TimePassed, deadline);
    let song = listener.snapshot().song.unwrap();
    assert!(!song.live);
    assert_eq!(listener.snapshot().status, Status::Offline { cause: OfflineCause::Network });
    assert_eq!(listener.deadline(), None);
    let position = |at| listener.snapshot().view(at).song.unwrap().position_ms;
    assert_eq!(position(deadline), 30_000, "it stopped where it was when it was last live");
    assert_eq!(position(deadline + Duration::from_mins(1)), 30_000);
}

#[tokio::test(start_paused = true)]
async fn in_trouble_the_last_song_is_kept_but_not_as_live_until_the_next_report() {
    let now = Instant::now();
    let mut listener = listening(now);
    report(&mut listener, 1, playing("One", now), now);
    let later = now + Duration::from_secs(5);
    report(&mut listener, 1, SourceEvent::Trouble(Trouble::Offline(OfflineCause::Network)), later);
    report(&mut listener, 1, SourceEvent::Trouble(Trouble::Offline(OfflineCause::Server)), later);
    let song = listener.snapshot().song.unwrap();
    assert!(!song.live);
    assert_eq!(listener.snapshot().view(later + Duration::from_mins(1)).song.unwrap().position_ms, 15_000);
    assert_eq!(report(&mut listener, 1, playing("Two", later), later), Status::Playing);
    assert!(listener.snapshot().song.unwrap().live);
}

#[tokio::test(start_paused = true)]
async fn a_permission_that_ends_stops_the_source_and_a_new_one_starts_it_again() {
    let now = Instant::now();
    let mut listener = listening(now);
    let effects = listener.apply(Intent::Sources(spotify(SourceState::SignInAgain)), now);
    assert_eq!(effects, [Effect::StopSource]);
    let snapshot = listener.snapshot();
    assert_eq!(snapshot.status, Status::SignInAgain);
    assert_eq!(snapshot.selected, SourceId::Spotify, "the selection stays, and so does its entry in the list");
    assert!(snapshot.sources.iter().any(|entry| entry.id == SourceId::Spotify));
    let effects = listener.apply(Intent::Sources(spotify(SourceState::Ready)), now);
    assert_eq!(effects, [Effect::StartSource { start: 2, source: SourceId::Spotify }]);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_goes_away_is_deselected_and_stopped() {
    let now = Instant::now();
    let mut listener = listening(now);
    let effects = listener.apply(Intent::Sources(Vec::new()), now);
    assert_eq!(effects, [Effect::StopSource, Effect::Remember(ListenerSettings::default())]);
    let snapshot = listener.snapshot();
    assert_eq!((snapshot.selected, snapshot.status), (SourceId::None, Status::Inactive));
    assert_eq!(snapshot.sources.len(), 1, "None is always there");
}

#[tokio::test(start_paused = true)]
async fn what_was_listened_to_is_listened_to_again_after_a_restart() {
    let now = Instant::now();
    let remembered = ListenerSettings { selected: SourceId::Spotify, listening: true };
    let mut listener = Listener::new("run".to_owned(), remembered.clone(), false);
    let effects = listener.apply(Intent::Sources(spotify(SourceState::Ready)), now);
    assert_eq!(effects, [Effect::StartSource { start: 1, source: SourceId::Spotify }]);
    assert_eq!(listener.remembered(), remembered);

    let selected_only = ListenerSettings { selected: SourceId::Spotify, listening: false };
    let mut listener = Listener::new("run".to_owned(), selected_only, false);
    assert!(listener.apply(Intent::Sources(spotify(SourceState::Ready)), now).is_empty());
    assert_eq!(listener.snapshot().selected, SourceId::Spotify);

    let mut listener = Listener::new("run".to_owned(), remembered, false);
    let effects = listener.apply(Intent::Sources(Vec::new()), now);
    assert_eq!(effects, [Effect::Remember(ListenerSettings::default())], "its source is gone");
}

#[tokio::test(start_paused = true)]
async fn trying_again_wakes_the_source_that_runs_and_no_other() {
    let now = Instant::now();
    let mut listener = listening(now);
    assert_eq!(listener.apply(Intent::TryAgain, now), [Effect::WakeSource]);
    listener.apply(Intent::Stop, now);
    assert!(listener.apply(Intent::TryAgain, now).is_empty());
}

#[tokio::test(start_paused = true)]
async fn another_account_begins_with_an_empty_stage() {
    let now = Instant::now();
    let mut listener = listening(now);
    report(&mut listener, 1, playing("Theirs", now), now);
    let effects = listener.apply(Intent::Restart, now);
    assert_eq!(effects, [Effect::StopSource, Effect::StartSource { start: 2, source: SourceId::Spotify }]);
    assert!(listener.snapshot().song.is_none());
    report(&mut listener, 1, playing("Theirs, late", now), now);
    assert!(listener.snapshot().song.is_none(), "an answer about the earlier account is dropped");
    listener.apply(Intent::Stop, now);
    assert!(listener.apply(Intent::Restart, now).is_empty());
}

#[tokio::test(start_paused = true)]
async fn selecting_none_stops() {
    let now = Instant::now();
    let mut listener = listening(now);
    let effects = listener.apply(Intent::Select(SourceId::None), now);
    assert_eq!(effects, [Effect::StopSource, Effect::Remember(ListenerSettings::default())]);
    assert_eq!(listener.snapshot().status, Status::Inactive);
}

proptest! {
    /// Whatever happens in whatever order: one source runs at a time, it runs only between Start and Stop of a
    /// selected source, a song is live only while it is fresh, and what is not listening shows none.
    #[test]
    fn random_sequences_keep_the_promises(inputs in prop::collection::vec((0_u8..11, 0_u64..3, 0_u64..30), 1..80)) {
        let mut now = Instant::now();
        let mut listener = fresh();
        let mut running = None;
        let mut starts = 0;
        for (kind, back, seconds) in inputs {
            now += Duration::from_secs(seconds);
            let input: Input = match kind {
                0 => Intent::Sources(spotify(SourceState::Ready)).into(),
                1 => Intent::Sources(spotify(SourceState::SignInAgain)).into(),
                2 => Intent::Sources(Vec::new()).into(),
                3 => Intent::Select(SourceId::Spotify).into(),
                4 => Intent::Select(SourceId::None).into(),
                5 | 6 => Intent::Start.into(),
                7 => Intent::Stop.into(),
                8 => Input::Reported { start: starts - starts.min(back), event: playing("S", now) },
                9 => Input::Reported {
                    start: starts - starts.min(back),
                    event: SourceEvent::Trouble(Trouble::Offline(OfflineCause::Network)),
                },
                _ => Input::TimePassed,
            };
            for effect in listener.apply(input, now) {
                match effect {
                    Effect::StartSource { start, source } => {
                        prop_assert!(running.is_none(), "one source at a time");
                        prop_assert!(start > starts);
                        starts = start;
                        running = Some(source);
                    }
                    Effect::StopSource => prop_assert!(running.take().is_some()),
                    Effect::WakeSource => prop_assert!(running.is_some()),
                    Effect::Remember(_) => {}
                }
            }
            let snapshot = listener.snapshot();
            prop_assert!(running.is_none() || (snapshot.listening && running.as_ref() == Some(&snapshot.selected)));
            prop_assert!(snapshot.listening == (snapshot.status != Status::Inactive));
            prop_assert!(snapshot.listening || snapshot.song.is_none());
            prop_assert!(snapshot.sources.iter().any(|entry| entry.id == snapshot.selected));
            if let Some(song) = &snapshot.song
                && song.live
            {
                prop_assert!(matches!(snapshot.status, Status::Playing | Status::Paused));
                prop_assert!(listener.deadline().is_some_and(|deadline| deadline > now));
            }
        }
    }
}
