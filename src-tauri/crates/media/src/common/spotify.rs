//! How Spotify's desktop app names what it plays.

use songplate_core::now_playing::Kind;

/// As it did and as it does on Linux; the first is how it does on macOS.
const BEGINNINGS: [&str; 2] = ["spotify:", "/com/spotify/"];

/// Something that Spotify plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    what: &'a str,
    id: &'a str,
}

/// What a track's name says, if it is one of Spotify's.
pub(crate) fn named(track: &str) -> Option<Named<'_>> {
    let rest = BEGINNINGS.iter().find_map(|start| track.strip_prefix(start))?;
    let (what, id) = rest.split_once([':', '/'])?;
    Some(Named { what, id })
}

impl Named<'_> {
    /// Whether it is an advertisement.
    pub(crate) fn is_advert(self) -> bool {
        self.what == "ad"
    }

    /// What kind of recording.
    pub(crate) fn kind(self) -> Kind {
        if self.what == "episode" { Kind::Episode } else { Kind::Track }
    }

    /// Its page.
    pub(crate) fn link(self) -> Option<String> {
        let public = ["track", "episode"].contains(&self.what)
            && (1..=64).contains(&self.id.len())
            && self.id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        public.then(|| format!("https://open.spotify.com/{}/{}", self.what, self.id))
    }
}
