//! Lets a client listen for a day, and measures what it asked and when it saw the changes.

use super::clients::{Asked, Client};
use super::day::{Change, Day, HOUR_MS, Random, STARTED_MS, State};

/// The least and the greatest latency of a request, in milliseconds.
const LATENCY_MS: (u64, u64) = (50, 400);

/// Answers tell of a moment up to this much before they were made, in milliseconds.
const STALE_MS: u64 = 500;

/// What was measured on one day.
pub(crate) struct Figures {
    /// Requests per hour in which a song plays.
    pub(crate) per_playing_hour: f64,
    /// Requests per hour of the whole day.
    pub(crate) per_started_hour: f64,
    delays: Vec<(Change, u64)>,
}

/// How long after changes they were seen, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delay {
    /// The mean.
    pub(crate) mean: f64,
    /// What 95 % of them do not exceed.
    pub(crate) p95: f64,
}

impl Figures {
    /// Lets `client` listen to `day`; `seed` decides the latencies.
    pub(crate) fn measure(day: &Day, client: &mut dyn Client, seed: u64) -> Self {
        let mut random = Random(seed ^ 0x5eed);
        let (mut requests, mut while_playing) = (0_u32, 0_u32);
        let mut noticed_ms: Vec<Option<u64>> = vec![None; day.0.len()];
        let mut known = 0;
        let mut at_ms = 0;
        while at_ms < STARTED_MS {
            requests += 1;
            while_playing += u32::from(day.0.get(day.at(at_ms)).is_some_and(super::day::Stretch::is_playing));
            let latency_ms = random.between(LATENCY_MS.0, LATENCY_MS.1);
            let told_ms = (at_ms + latency_ms / 2).saturating_sub(random.between(0, STALE_MS));
            let index = day.at(told_ms);
            let answered_ms = at_ms + latency_ms;
            // A change that was overtaken by another counts as seen with it.
            for moment in noticed_ms.iter_mut().take(index + 1).skip(known) {
                *moment = Some(answered_ms);
            }
            known = known.max(index + 1);
            let Some(stretch) = day.0.get(index) else { break };
            let position_ms = match stretch.state {
                State::Song { position_ms, playing: true, .. } => position_ms + (told_ms - stretch.begins_ms),
                State::Song { position_ms, .. } => position_ms,
                State::Nothing => 0,
            };
            at_ms = client.next_ms(&Asked { at_ms, answered_ms, state: stretch.state, position_ms });
        }
        // The day's first state is no change; one that the day ended before is not counted either.
        let changes = day.0.iter().zip(&noticed_ms).skip(1);
        let delays = changes.filter_map(|(stretch, &at)| Some((stretch.change, at?.saturating_sub(stretch.begins_ms))));
        Self {
            per_playing_hour: f64::from(while_playing) / hours(day.playing_ms()),
            per_started_hour: f64::from(requests) / hours(STARTED_MS),
            delays: delays.collect(),
        }
    }

    /// How late the changes of one kind were seen, or all of them.
    pub(crate) fn delay(&self, change: Option<Change>) -> Delay {
        let of_kind = self.delays.iter().filter(|(kind, _)| change.is_none_or(|change| change == *kind));
        let mut delays: Vec<f64> = of_kind.map(|&(_, delay_ms)| seconds(delay_ms)).collect();
        delays.sort_unstable_by(f64::total_cmp);
        let rank = (delays.len() * 95).div_ceil(100).saturating_sub(1);
        let count = u32::try_from(delays.len()).unwrap_or(u32::MAX).max(1);
        Delay { mean: delays.iter().sum::<f64>() / f64::from(count), p95: delays.get(rank).copied().unwrap_or(0.0) }
    }

    /// How many changes of one kind there were, or of all.
    pub(crate) fn count(&self, change: Option<Change>) -> usize {
        self.delays.iter().filter(|(kind, _)| change.is_none_or(|change| change == *kind)).count()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a day in milliseconds fits")]
fn hours(ms: u64) -> f64 {
    ms as f64 / HOUR_MS as f64
}

#[expect(clippy::cast_precision_loss, reason = "a day in milliseconds fits")]
fn seconds(ms: u64) -> f64 {
    ms as f64 / 1_000.0
}
