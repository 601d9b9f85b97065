//! The listener's machine: every state with every input.

use std::fmt::Write as _;
use std::time::Duration;

use songplate_core::clean_title::CleanSettings;
use songplate_core::clock::UnixSeconds;
use songplate_core::listener::{Effect, Input, Intent, Listener};
use songplate_core::settings::ListenerSettings;
use songplate_core::source::{SourceEvent, SourceId, SourceState};
use songplate_core::status::{ForbiddenReason, OfflineCause, RetryAfter, Trouble};
use tokio::time::Instant;

use super::listener::{playing, spotify};

/// Longer than what was observed may be shown as live.
const OVERDUE: Duration = Duration::from_mins(1);

fn trouble(trouble: Trouble) -> SourceEvent {
    SourceEvent::Trouble(trouble)
}

/// A machine in each of its states, with the status that it shows. Those that listen have started once.
fn states(now: Instant) -> Vec<(&'static str, Listener)> {
    let with = |inputs: Vec<Input>, later: Duration| {
        let mut listener = Listener::new("run".to_owned(), ListenerSettings::default(), false);
        for input in inputs {
            listener.apply(input, now);
        }
        listener.apply(Input::TimePassed, now + later);
        listener
    };
    let ready = || -> Input { Intent::Sources(spotify(SourceState::Ready)).into() };
    let selected = || vec![ready(), Intent::Select(SourceId::Spotify).into()];
    let started = || [selected(), vec![Intent::Start.into()]].concat();
    let reported = |event| [started(), vec![Input::Reported { start: 1, event }]].concat();
    let until = UnixSeconds(99);
    let wait = |quota| trouble(Trouble::RateLimited(RetryAfter { until, quota }));
    let soon = Duration::ZERO;
    vec![
        ("nothing there", with(vec![], soon)),
        ("none selected", with(vec![ready()], soon)),
        ("stopped", with(selected(), soon)),
        ("starting", with(started(), soon)),
        ("playing", with(reported(playing("S", now)), soon)),
        ("overdue", with(reported(playing("S", now)), OVERDUE)),
        ("offline", with(reported(trouble(Trouble::Offline(OfflineCause::Server))), soon)),
        ("rate-limited", with(reported(wait(false)), soon)),
        ("quota", with(reported(wait(true)), soon)),
        ("forbidden", with(reported(trouble(Trouble::Forbidden { reason: ForbiddenReason::Other, until })), soon)),
        ("refused", with(reported(trouble(Trouble::SignInAgain)), soon)),
        ("ended", with([started(), vec![Intent::Sources(spotify(SourceState::SignInAgain)).into()]].concat(), soon)),
    ]
}

fn inputs(now: Instant) -> Vec<(&'static str, Input)> {
    let reported = |start, event| Input::Reported { start, event };
    vec![
        ("select None", Intent::Select(SourceId::None).into()),
        ("select Spotify", Intent::Select(SourceId::Spotify).into()),
        ("start", Intent::Start.into()),
        ("stop", Intent::Stop.into()),
        ("try again", Intent::TryAgain.into()),
        ("begin anew", Intent::Restart.into()),
        ("source ready", Intent::Sources(spotify(SourceState::Ready)).into()),
        ("source ended", Intent::Sources(spotify(SourceState::SignInAgain)).into()),
        ("source gone", Intent::Sources(Vec::new()).into()),
        ("show private", Intent::ShowPrivate(true).into()),
        ("clean titles", Intent::CleanTitles(CleanSettings::default()).into()),
        ("a song", reported(1, playing("T", now))),
        ("a late song", reported(0, playing("T", now))),
        ("trouble", reported(1, trouble(Trouble::Offline(OfflineCause::Network)))),
        ("time", Input::TimePassed),
    ]
}

/// What every input does in every state, a line each: the status after it, whether a song is shown, the effects.
fn table() -> String {
    let start = Instant::now();
    let mut table = String::new();
    for (input_name, _) in inputs(start) {
        writeln!(table, "{input_name}").unwrap();
        for (state, mut listener) in states(start) {
            let now = if state == "overdue" { start + OVERDUE } else { start };
            let (_, input) = inputs(now).into_iter().find(|(name, _)| *name == input_name).unwrap();
            let effects: Vec<_> = listener.apply(input, now).iter().map(kind).collect();
            let snapshot = listener.snapshot();
            let status = serde_json::to_value(&snapshot.status).unwrap();
            let song = match snapshot.song.map(|song| song.live) {
                None => "no song",
                Some(true) => "live",
                Some(false) => "not live",
            };
            let code = status["code"].as_str().unwrap();
            writeln!(table, "  {state:14}-> {code:14}{song:10}{}", effects.join(", ")).unwrap();
        }
    }
    // Lines without effects end in the padding of the column before.
    table.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

fn kind(effect: &Effect) -> &'static str {
    match effect {
        Effect::StartSource { .. } => "start",
        Effect::StopSource => "stop",
        Effect::WakeSource => "wake",
        Effect::Remember(_) => "remember",
    }
}

#[tokio::test(start_paused = true)]
async fn every_state_takes_every_input_as_the_table_says() {
    let table = table();
    let expected = include_str!("listener_table.txt");
    assert!(table == expected, "the table is now:\n{table}");
}
