//! One day of listening, drawn at random from a seed: what plays when.

/// How long the app is started, in milliseconds.
pub(crate) const STARTED_MS: u64 = 8 * HOUR_MS;

/// How much of it nothing plays.
pub(crate) const IDLE_MS: u64 = HOUR_MS;

/// An hour in milliseconds.
pub(crate) const HOUR_MS: u64 = 3_600_000;

/// The idle time comes in this many breaks.
const BREAKS: u64 = 3;

/// What plays from one moment until the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing is active.
    Nothing,
    /// The song with this number.
    Song { number: u32, duration_ms: u64, position_ms: u64, playing: bool },
}

/// Why something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// A song was over.
    Natural,
    /// The user skipped a song.
    Skip,
    /// The user paused or went on.
    Pause,
    /// The music began or ended altogether.
    Break,
}

/// A stretch of the day in which nothing changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// When it begins, in milliseconds from the start.
    pub(crate) begins_ms: u64,
    /// What plays.
    pub(crate) state: State,
    /// Why it began.
    pub(crate) change: Change,
}

/// The stretches of a day, in order; the first begins at 0.
#[derive(Debug)]
pub(crate) struct Day(pub(crate) Vec<Stretch>);

impl Day {
    /// A day, in which a song gives way to the next `crossfade_ms` before its end.
    pub(crate) fn draw(seed: u64, crossfade_ms: u64) -> Self {
        let mut random = Random(seed);
        let mut day = Writer { stretches: Vec::new(), now_ms: 0 };
        let mut breaks: Vec<u64> = (0..BREAKS).map(|_| random.between(0, STARTED_MS - IDLE_MS)).collect();
        breaks.sort_unstable();
        let mut breaks =
            breaks.into_iter().zip(1..).map(|(at, number)| at + (number - 1) * IDLE_MS / BREAKS).peekable();
        let mut change = Change::Break;
        for number in 0.. {
            if day.now_ms >= STARTED_MS {
                break;
            }
            if breaks.next_if(|&at| at <= day.now_ms).is_some() {
                day.add(State::Nothing, Change::Break, IDLE_MS / BREAKS);
                change = Change::Break;
            }
            let duration_ms = random.between(60_000, 420_000);
            let skipped = random.chance(0.25);
            let heard_ms = match (skipped, random.chance(0.5)) {
                (false, _) => duration_ms - crossfade_ms,
                (true, true) => random.between(500, 30_000),
                (true, false) => random.between(30_000, duration_ms - crossfade_ms),
            };
            let song = |position_ms, playing| State::Song { number, duration_ms, position_ms, playing };
            if random.chance(0.1) {
                let paused_at_ms = random.between(0, heard_ms);
                day.add(song(0, true), change, paused_at_ms);
                // "A while" is anything from ten seconds to ten minutes, and rather less than more.
                day.add(song(paused_at_ms, false), Change::Pause, random.magnitude(10_000.0, 600_000.0));
                day.add(song(paused_at_ms, true), Change::Pause, heard_ms - paused_at_ms);
            } else {
                day.add(song(0, true), change, heard_ms);
            }
            change = if skipped { Change::Skip } else { Change::Natural };
        }
        day.stretches.retain(|stretch| stretch.begins_ms < STARTED_MS);
        Self(day.stretches)
    }

    /// The index of the stretch at a moment.
    pub(crate) fn at(&self, now_ms: u64) -> usize {
        self.0.partition_point(|stretch| stretch.begins_ms <= now_ms).saturating_sub(1)
    }

    /// For how long of the day a song plays.
    pub(crate) fn playing_ms(&self) -> u64 {
        let ends = self.0.iter().skip(1).map(|stretch| stretch.begins_ms).chain([STARTED_MS]);
        let stretches = self.0.iter().zip(ends);
        stretches.filter(|(stretch, _)| stretch.is_playing()).map(|(stretch, end)| end - stretch.begins_ms).sum()
    }
}

impl Stretch {
    /// Whether a song plays in it.
    pub(crate) fn is_playing(&self) -> bool {
        matches!(self.state, State::Song { playing: true, .. })
    }
}

struct Writer {
    stretches: Vec<Stretch>,
    now_ms: u64,
}

impl Writer {
    fn add(&mut self, state: State, change: Change, for_ms: u64) {
        self.stretches.push(Stretch { begins_ms: self.now_ms, state, change });
        self.now_ms += for_ms;
    }
}

/// `SplitMix64`: small, and the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Evenly from 0 to 1, without 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Evenly between two numbers.
    pub(crate) fn between(&mut self, least: u64, below: u64) -> u64 {
        least + self.next() % (below - least).max(1)
    }

    /// Between two numbers, each order of magnitude being as likely as the others.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are small and positive")]
    fn magnitude(&mut self, least: f64, below: f64) -> u64 {
        (least * (below / least).powf(self.share())) as u64
    }

    fn chance(&mut self, likelihood: f64) -> bool {
        self.share() < likelihood
    }
}
