//! Predicts when the song that plays gives way to the next.

use std::time::Duration;

use tokio::time::Instant;

/// Two answers whose predictions differ by more than this tell of a seek, or of the song beginning again.
const SEEK: Duration = Duration::from_secs(2);

/// The longest crossfade that Spotify offers is 12 s; a second more for imprecise answers.
const LONGEST_CROSSFADE: Duration = Duration::from_secs(13);

/// Leads shorter than this are imprecision, not crossfade.
const SHORTEST_CROSSFADE: Duration = Duration::from_secs(1);

/// Two leads within this of each other are the same crossfade.
const SAME_CROSSFADE: Duration = Duration::from_secs(1);

/// One song that plays without interruption.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Song {
    pub(crate) id: String,
    pub(crate) duration: Duration,
    /// When it will be over, by its own length.
    pub(crate) end: Instant,
    /// When the song before was due to be over, if this one took its place while it played.
    before: Option<Instant>,
}

impl Song {
    /// A song of which `left` remained at `read_at`.
    pub(crate) fn new(id: &str, duration: Duration, left: Duration, read_at: Instant, before: Option<&Self>) -> Self {
        Self { id: id.to_owned(), duration, end: read_at + left, before: before.map(|song| song.end) }
    }

    /// Takes another answer into account; whether it fits what was known.
    ///
    /// Answers are out of date by some part of a second and never ahead of time, so that of two predictions that fit
    /// each other the earlier is the better one.
    pub(crate) fn refine(&mut self, left: Duration, read_at: Instant) -> bool {
        let end = read_at + left;
        if distance(end, self.end) > SEEK {
            *self = Self { id: std::mem::take(&mut self.id), duration: self.duration, end, before: None };
            return false;
        }
        self.end = self.end.min(end);
        true
    }

    /// How much this song began before the end of the one before, if that can have been a crossfade.
    fn lead(&self) -> Option<Duration> {
        let before = self.before?;
        // Both sides later by the song's length: an `Instant` may not reach back before the machine started.
        let lead = (before + self.duration).saturating_duration_since(self.end);
        (lead <= LONGEST_CROSSFADE).then_some(lead)
    }
}

/// Learns by how much the user's songs overlap. Spotify does not tell, but the start of each song does.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Crossfade {
    /// The lead of the last song that had one, however short.
    last: Option<Duration>,
    /// What two songs running agreed on.
    learnt: Option<Duration>,
}

impl Crossfade {
    /// Learns from a song that is over. One that was skipped to, or resumed, says nothing either way.
    pub(crate) fn learn(&mut self, song: &Song) {
        if let Some(lead) = song.lead() {
            self.learnt = self.agreed(lead);
            self.last = Some(lead);
        }
    }

    /// When `song` gives way: before its end by the crossfade, if there is one.
    pub(crate) fn change_of(&self, song: &Song) -> Instant {
        let crossfade = song.lead().map_or(self.learnt, |lead| self.agreed(lead));
        crossfade.and_then(|crossfade| song.end.checked_sub(crossfade)).unwrap_or(song.end)
    }

    /// The crossfade that `lead` and the last one agree on.
    fn agreed(&self, lead: Duration) -> Option<Duration> {
        let last = self.last?;
        let both = lead >= SHORTEST_CROSSFADE && last >= SHORTEST_CROSSFADE && last.abs_diff(lead) <= SAME_CROSSFADE;
        // Answers are late, so that the larger is nearer the truth.
        both.then_some(last.max(lead))
    }
}

fn distance(one: Instant, other: Instant) -> Duration {
    one.saturating_duration_since(other).max(other.saturating_duration_since(one))
}
