//! What plays, where, and how far it is: a pure model that time is passed into.
//!
//! Speed: at speed N a song of 200 s takes 200/N seconds and is *reported* as that long. A client interpolates in real
//! time, so it sees a consistent, short song rather than one whose progress runs away. Every position and duration in
//! this module is such reported time.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::whole_ms;
use crate::songs::Song;

/// What can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Item {
    /// The script's song with this index, counted from 0. An index past the end wraps around.
    Track {
        /// The song's index.
        #[serde(default)]
        index: usize,
    },
    /// A podcast episode.
    Episode,
    /// A chapter of an audiobook, which the Web API reports as an episode.
    Chapter,
    /// An advertisement: type `ad`, no item.
    Advert,
    /// A file of the user's own: no ID, no images, no link.
    Local,
    /// Something of type `unknown`, without an item.
    Unknown,
    /// Nothing is active: 204.
    Nothing,
}

/// Where it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    /// The desktop app.
    Computer,
    /// The mobile app, which reports that its volume can't be set.
    Phone,
    /// A speaker without an ID that other apps may not control.
    Speaker,
}

/// One state of the player, exact from the moment it was set until the next change from outside.
#[derive(Debug, Clone)]
pub(crate) struct Playback {
    durations: Vec<u64>,
    real_durations: Vec<u64>,
    pub(crate) speed: f64,
    pub(crate) playing: bool,
    pub(crate) device: Device,
    pub(crate) volume_percent: Option<u8>,
    pub(crate) private_session: bool,
    item: Item,
    position_ms: u64,
    since_ms: u64,
    /// The script's song that comes after an item from outside the script.
    next_track: usize,
}

/// What plays at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Playing {
    pub(crate) item: Item,
    pub(crate) position_ms: u64,
    pub(crate) duration_ms: u64,
    /// When the item or its state last changed.
    pub(crate) changed_ms: u64,
}

impl Playback {
    /// The first song, playing from its beginning.
    pub(crate) fn new(songs: &[Song], speed: f64, now_ms: u64) -> Self {
        let mut playback = Self {
            durations: Vec::new(),
            real_durations: songs.iter().map(|song| song.duration_ms).collect(),
            speed: 1.0,
            playing: true,
            device: Device::Computer,
            volume_percent: Some(64),
            private_session: false,
            item: if songs.is_empty() { Item::Nothing } else { Item::Track { index: 0 } },
            position_ms: 0,
            since_ms: now_ms,
            next_track: 0,
        };
        playback.rescale(speed);
        playback
    }

    /// What plays at the given moment, which may lie before the last change; then it is that change's state.
    pub(crate) fn at(&self, now_ms: u64) -> Playing {
        let mut item = self.item;
        let mut position_ms = self.position_ms;
        if self.playing {
            position_ms = position_ms.saturating_add(now_ms.saturating_sub(self.since_ms));
        }
        let round = self.durations.iter().sum::<u64>();
        while let Some(duration_ms) = self.duration_of(item) {
            if position_ms < duration_ms {
                break;
            }
            position_ms -= duration_ms;
            item = match item {
                Item::Track { index } => self.track(index + 1),
                _ => self.track(self.next_track),
            };
            // A clock that jumps by months must not be walked through song by song.
            if round > 0 {
                position_ms %= round;
            }
        }
        let begun_ms = now_ms.saturating_sub(position_ms);
        let changed_ms = if self.playing { begun_ms.max(self.since_ms) } else { self.since_ms };
        Playing { item, position_ms, duration_ms: self.duration_of(item).unwrap_or(0), changed_ms }
    }

    /// Milliseconds until the item changes by itself; `None` while nothing moves.
    pub(crate) fn until_change_ms(&self, now_ms: u64) -> Option<u64> {
        let playing = self.at(now_ms);
        (self.playing && playing.item != Item::Nothing).then(|| playing.duration_ms - playing.position_ms)
    }

    pub(crate) fn play(&mut self, now_ms: u64) {
        self.settle(now_ms);
        self.playing = true;
    }

    pub(crate) fn pause(&mut self, now_ms: u64) {
        self.settle(now_ms);
        self.playing = false;
    }

    /// To the next song; what was paused stays paused.
    pub(crate) fn next(&mut self, now_ms: u64) {
        let target = match self.at(now_ms).item {
            Item::Track { index } => index + 1,
            _ => self.next_track,
        };
        self.set_item(Item::Track { index: target }, now_ms);
    }

    /// To the song before, always: the restart within a song's first seconds is left to `seek`.
    pub(crate) fn previous(&mut self, now_ms: u64) {
        let count = self.durations.len().max(1);
        let target = match self.at(now_ms).item {
            Item::Track { index } => index + count - 1,
            _ => self.next_track + count - 1,
        };
        self.set_item(Item::Track { index: target }, now_ms);
    }

    /// To a position in reported milliseconds, at most the item's end.
    pub(crate) fn seek(&mut self, position_ms: u64, now_ms: u64) {
        self.settle(now_ms);
        let last = self.duration_of(self.item).unwrap_or(0).saturating_sub(1);
        self.position_ms = position_ms.min(last);
    }

    pub(crate) fn set_item(&mut self, item: Item, now_ms: u64) {
        self.settle(now_ms);
        if let Item::Track { index } = self.item {
            self.next_track = index + 1;
        }
        self.item = if let Item::Track { index } = item { self.track(index) } else { item };
        self.position_ms = 0;
    }

    /// Changes the speed; the share of the song that has passed stays the same.
    pub(crate) fn set_speed(&mut self, speed: f64, now_ms: u64) {
        self.settle(now_ms);
        let passed = Duration::from_millis(self.position_ms).mul_f64(self.speed / speed);
        self.rescale(speed);
        self.position_ms = whole_ms(passed).min(self.duration_of(self.item).unwrap_or(0).saturating_sub(1));
    }

    pub(crate) fn settle(&mut self, now_ms: u64) {
        let now = self.at(now_ms);
        self.item = now.item;
        self.position_ms = now.position_ms;
        self.since_ms = now_ms;
    }

    /// When this state began.
    pub(crate) fn since_ms(&self) -> u64 {
        self.since_ms
    }

    fn track(&self, index: usize) -> Item {
        if self.durations.is_empty() { Item::Nothing } else { Item::Track { index: index % self.durations.len() } }
    }

    fn rescale(&mut self, speed: f64) {
        self.speed = speed;
        self.durations = self.real_durations.iter().map(|&real| scaled(real, speed)).collect();
    }

    fn duration_of(&self, item: Item) -> Option<u64> {
        let real = match item {
            Item::Track { index } => return self.durations.get(index).copied(),
            Item::Episode => 1_911_000,
            Item::Chapter => 1_264_500,
            Item::Advert => 30_000,
            Item::Local => 215_000,
            Item::Unknown => 60_000,
            Item::Nothing => return None,
        };
        Some(scaled(real, self.speed))
    }
}

fn scaled(real_ms: u64, speed: f64) -> u64 {
    whole_ms(Duration::from_millis(real_ms).div_f64(speed)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<Song> {
        vec![Song::new("a", "x", 10_000), Song::new("b", "x", 20_000), Song::new("c", "x", 30_000)]
    }

    #[test]
    fn songs_follow_each_other_and_begin_again() {
        let playback = Playback::new(&three(), 1.0, 0);
        let at = |ms| (playback.at(ms).item, playback.at(ms).position_ms);
        assert_eq!(at(9_999), (Item::Track { index: 0 }, 9_999));
        assert_eq!(at(10_000), (Item::Track { index: 1 }, 0));
        assert_eq!(at(59_999), (Item::Track { index: 2 }, 29_999));
        assert_eq!(at(60_000), (Item::Track { index: 0 }, 0));
        assert_eq!(at(60_000 * 1_000_000 + 12_000), (Item::Track { index: 1 }, 2_000));
        assert_eq!(playback.until_change_ms(4_000), Some(6_000));
    }

    #[test]
    fn speed_shortens_what_is_reported() {
        let mut playback = Playback::new(&three(), 10.0, 0);
        assert_eq!(playback.at(0).duration_ms, 1_000);
        assert_eq!(playback.at(1_500).position_ms, 500);
        playback.set_speed(20.0, 1_500);
        assert_eq!((playback.at(1_500).position_ms, playback.at(1_500).duration_ms), (250, 1_000));
    }

    #[test]
    fn a_pause_holds_the_position_and_a_seek_moves_it() {
        let mut playback = Playback::new(&three(), 1.0, 0);
        playback.pause(3_000);
        assert_eq!(playback.at(50_000).position_ms, 3_000);
        assert_eq!(playback.until_change_ms(50_000), None);
        playback.seek(8_000, 50_000);
        playback.play(60_000);
        assert_eq!(playback.at(61_000).position_ms, 9_000);
        playback.seek(u64::MAX, 61_000);
        assert_eq!(playback.at(61_000).position_ms, 9_999);
    }

    #[test]
    fn an_item_from_outside_the_script_is_followed_by_the_next_song() {
        let mut playback = Playback::new(&three(), 1.0, 0);
        playback.set_item(Item::Advert, 5_000);
        assert_eq!(playback.at(34_999).item, Item::Advert);
        assert_eq!(playback.at(35_000).item, Item::Track { index: 1 });
        playback.set_item(Item::Episode, 40_000);
        playback.next(41_000);
        assert_eq!(playback.at(41_000).item, Item::Track { index: 2 });
        playback.previous(41_000);
        playback.previous(41_000);
        playback.previous(41_000);
        assert_eq!(playback.at(41_000).item, Item::Track { index: 2 });
        playback.set_item(Item::Nothing, 42_000);
        assert_eq!(playback.at(9_000_000).item, Item::Nothing);
    }
}
