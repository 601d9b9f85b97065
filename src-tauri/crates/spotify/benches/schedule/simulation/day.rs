//! One day of listening, drawn at random from a seed: what plays when.

/// How long the app is started, in milliseconds.
pub(crate) const STARTED_MS: u64 = 8 * HOUR_MS;

/// How much of it nothing plays.
pub(crate) const IDLE_MS: u64 = HOUR_MS;

/// An hour in milliseconds.
pub(crate) const HOUR_MS: u64 = 3_600_000;

/// Songs are 1 to 7 minutes long.
const SONG_MS: (u64, u64) = (60_000, 420_000);

/// What happens to songs is dealt from a pack of this many, so that every day has the shares that it should have.
const PACK: usize = 40;
/// Of a pack, as many are skipped within 30 s, and as many later: 25 % in all, half of them early.
const SKIPPED_EARLY: usize = 5;
const SKIPPED_LATE: usize = 5;
/// Of a pack, as many are paused: 10 %.
const PAUSED: usize = 4;

/// What is known of listeners only roughly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habits {
    /// By how much a song gives way to the next before its end.
    pub(crate) crossfade_ms: u64,
    /// Pauses take from 10 s to this long, each order of magnitude being as likely as the others.
    pub(crate) longest_pause_ms: u64,
}

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
    /// A day of a listener with these habits.
    pub(crate) fn draw(seed: u64, habits: Habits) -> Self {
        let mut random = Random(seed);
        let mut day = Writer { stretches: Vec::new(), now_ms: 0 };
        let idle_at_ms = random.between(0, STARTED_MS - IDLE_MS);
        let (mut fates, mut pauses) = (Vec::new(), Vec::new());
        let mut change = Change::Break;
        let mut was_idle = false;
        for number in 0.. {
            if day.now_ms >= STARTED_MS {
                break;
            }
            if !was_idle && day.now_ms >= idle_at_ms {
                was_idle = true;
                day.add(State::Nothing, Change::Break, IDLE_MS);
                change = Change::Break;
            }
            let duration_ms = random.between(SONG_MS.0, SONG_MS.1);
            let whole_ms = duration_ms - habits.crossfade_ms;
            let fate = random.deal(&mut fates, [(Fate::Early, SKIPPED_EARLY), (Fate::Late, SKIPPED_LATE)], Fate::Whole);
            let heard_ms = match fate {
                Fate::Whole => whole_ms,
                Fate::Early => random.between(0, 30_000),
                Fate::Late => random.between(30_000, whole_ms),
            };
            let song = |position_ms, playing| State::Song { number, duration_ms, position_ms, playing };
            if random.deal(&mut pauses, [(true, PAUSED)], false) {
                let paused_at_ms = random.between(0, heard_ms);
                day.add(song(0, true), change, paused_at_ms);
                day.add(song(paused_at_ms, false), Change::Pause, random.magnitude(10_000, habits.longest_pause_ms));
                day.add(song(paused_at_ms, true), Change::Pause, heard_ms - paused_at_ms);
            } else {
                day.add(song(0, true), change, heard_ms);
            }
            change = if fate == Fate::Whole { Change::Natural } else { Change::Skip };
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

/// How a song ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Whole,
    Early,
    Late,
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
    fn magnitude(&mut self, least: u64, below: u64) -> u64 {
        let span = std::time::Duration::from_millis(below).div_duration_f64(std::time::Duration::from_millis(least));
        let drawn = std::time::Duration::from_millis(least).mul_f64(span.powf(self.share()));
        u64::try_from(drawn.as_millis()).unwrap_or(below)
    }

    /// The next card of a shuffled pack, which is filled anew when it is empty.
    fn deal<T: Copy, const N: usize>(&mut self, pack: &mut Vec<T>, some: [(T, usize); N], others: T) -> T {
        if pack.is_empty() {
            for (card, count) in some {
                pack.extend(std::iter::repeat_n(card, count));
            }
            pack.resize(PACK, others);
            for last in (1..PACK).rev() {
                pack.swap(last, usize::try_from(self.between(0, last as u64 + 1)).unwrap_or(last));
            }
        }
        pack.pop().unwrap_or(others)
    }
}
