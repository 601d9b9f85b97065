//! What a player says that it has loaded.

use songplate_core::now_playing::{Cover, Kind, NowPlaying, Rate};

/// What a player says about one recording; whatever it has not told yet is missing. Texts are fit to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Song {
    /// The player's own name for it.
    pub(crate) track: Option<String>,
    /// The title; without one there is nothing to show.
    pub(crate) title: Option<String>,
    /// The artists, empty when unknown.
    pub(crate) artists: String,
    /// The album.
    pub(crate) album: Option<String>,
    /// What kind of recording.
    pub(crate) kind: Kind,
    /// An `https` address to open it at.
    pub(crate) link: Option<String>,
    /// The cover.
    pub(crate) cover: Option<Cover>,
    /// How long it is, in milliseconds; at least 1.
    pub(crate) duration_ms: Option<u32>,
    /// Whether it is only what the file is called: the player has not opened it yet.
    pub(crate) unopened: bool,
}

impl Song {
    /// Whether this says more, less or other things about the recording that `other` is about, rather than being about
    /// another one. The length does not count: it comes late, and those of live streams grow.
    pub(crate) fn is_same_recording(&self, other: &Self) -> bool {
        agree(self.track.as_ref(), other.track.as_ref())
            && self.title == other.title
            && (self.artists == other.artists || self.artists.is_empty() || other.artists.is_empty())
    }

    /// Whether this lacks something that `other` has.
    pub(crate) fn lacks_what_was_told(&self, other: &Self) -> bool {
        (self.artists.is_empty() && !other.artists.is_empty())
            || (self.album.is_none() && other.album.is_some())
            || (self.cover.is_none() && other.cover.is_some())
            || (self.duration_ms.is_none() && other.duration_ms.is_some())
    }

    /// Whether this, which is about the same recording as `other`, is of another length: what comes next may have begun.
    pub(crate) fn is_of_another_length(&self, other: &Self) -> bool {
        self.duration_ms.zip(other.duration_ms).is_some_and(|(new, old)| new != old)
    }

    /// This, and what only `other` says, which is about the same recording.
    #[cfg(any(target_os = "macos", test))]
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            artists: if self.artists.is_empty() { other.artists } else { self.artists },
            album: self.album.or(other.album),
            cover: self.cover.or(other.cover),
            duration_ms: self.duration_ms.or(other.duration_ms),
            ..self
        }
    }

    /// Whether this, which is not about the same recording as `old`, has pieces that are obviously still of `old`.
    pub(crate) fn is_mixed_with(&self, old: &Self) -> bool {
        let told_both = |new: &str, old: &str| !new.is_empty() && !old.is_empty();
        let other_artists = told_both(&self.artists, &old.artists) && self.artists != old.artists;
        let same_artists = told_both(&self.artists, &old.artists) && self.artists == old.artists;
        let other_track = !agree(self.track.as_ref(), old.track.as_ref());
        // No two neighbours are equally long, to the millisecond.
        let (same_length, other_length) = match (self.duration_ms, old.duration_ms) {
            (Some(new), Some(old)) => (new == old, new != old),
            _ => (false, false),
        };
        let covers = self.cover.as_ref().zip(old.cover.as_ref());
        let same_cover = covers.is_some_and(|(new, old)| place(new) == place(old));
        let old_cover = other_artists && same_cover && self.album != old.album;
        let old_title = self.title == old.title;
        // The next song of an album has another length, or at least another name.
        let old_artists = same_artists && !other_track && !other_length;
        same_length || old_cover || old_title || old_artists
    }

    /// Tells this recording from others within its player.
    pub(crate) fn id(&self) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        format!("{}\n{}\n{}", part(&self.track), part(&self.title), self.artists)
    }

    /// As core calls it; `None` without a title.
    pub(crate) fn now_playing(&self, id: String, position_ms: u32, rate: Rate) -> Option<NowPlaying> {
        Some(NowPlaying {
            id,
            kind: self.kind,
            title: self.title.clone()?,
            subtitle: self.artists.clone(),
            album: self.album.clone(),
            link: self.link.clone(),
            cover: self.cover.clone(),
            duration_ms: self.duration_ms,
            position_ms: position_ms.min(self.duration_ms.unwrap_or(u32::MAX)),
            rate,
        })
    }
}

/// Where a cover is, whatever song it is named for.
fn place(cover: &Cover) -> &str {
    cover.address().split('#').next().unwrap_or_default()
}

/// Two that are known are equal.
fn agree(one: Option<&String>, other: Option<&String>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}
