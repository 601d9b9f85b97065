//! Whom to believe after an answer of the API.

use tokio::time::Instant;

use super::check::Verdict;
use super::desktop::{Desktop, Doing};
use super::merge::is_same;
use crate::follow::API_LAG;
use crate::now_playing::Playback;
use crate::source::Observation;

/// What an answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    /// It is clear whom to believe.
    Settled(Verdict),
    /// The API may be behind; if it goes on like this, this holds.
    Doubtful(Verdict),
    /// The API may be behind, and can no longer be at this moment.
    DoubtfulUntil(Instant),
    /// It changes nothing.
    AsBefore,
}

/// What `seen` is worth, which the API saw after the desktop app last changed. `verdict` is whom to believe so far, and
/// `was_advert` whether the API told of an advertisement already when the desktop app changed.
pub(super) fn judge(desktop: &Desktop, verdict: Option<Verdict>, was_advert: bool, seen: &Observation) -> Finding {
    use Finding::{AsBefore, Doubtful, DoubtfulUntil, Settled};
    let same = |song| matches!(&seen.playback, Playback::Song { now_playing, .. } if is_same(song, now_playing));
    let advert = matches!(seen.playback, Playback::Advert { .. });
    let (plays, api_won) = (is_playing(&seen.playback), verdict == Some(Verdict::Api));
    match desktop.doing() {
        Doing::Plays(song) if same(song) => Settled(Verdict::Agreed),
        // No lag tells of an advertisement before it comes.
        Doing::Plays(_) if advert && !was_advert => Settled(Verdict::Api),
        Doing::Plays(_) if plays && api_won => AsBefore,
        Doing::Plays(_) if plays => Doubtful(Verdict::Api),
        // What is paused elsewhere, or nothing, is no better than something that plays.
        Doing::Plays(_) if matches!(verdict, Some(Verdict::Desktop | Verdict::Api)) => Settled(Verdict::Desktop),
        Doing::Plays(_) => Doubtful(Verdict::Desktop),
        Doing::Untold if advert => Settled(Verdict::Api),
        Doing::Untold | Doing::Silent(_) if api_won => AsBefore,
        Doing::Untold => Doubtful(Verdict::Api),
        Doing::Silent(Some(song)) if !plays && same(song) => Settled(Verdict::Agreed),
        Doing::Silent(Some(_)) if matches!(seen.playback, Playback::Nothing(_)) => Settled(Verdict::Desktop),
        Doing::Silent(song) => match desktop.silent_since.map(|since| since + API_LAG) {
            Some(behind) if seen.read_at < behind && (plays || song.is_some()) => DoubtfulUntil(behind),
            _ => Settled(Verdict::Api),
        },
    }
}

/// Whether something is to be heard.
pub(super) fn is_playing(playback: &Playback) -> bool {
    matches!(playback, Playback::Advert { .. } | Playback::Song { playing: true, .. })
}
