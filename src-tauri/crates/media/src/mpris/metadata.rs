//! From a metadata map to a song: MPRIS 2.2, type `Metadata_Map`, and the MPRIS v2 metadata guidelines.

use std::path::Path;

use songplate_core::now_playing::{Cover, Kind};
use songplate_core::text::shown;
use url::{Host, Url};
use zbus::zvariant::{Dict, Value};

use super::value::{entry, number, text, texts};
use crate::common::cover::{self, MAX_ADDRESS};
use crate::common::song::Song;
use crate::common::spotify;

/// MPRIS 2.2, interface `TrackList`: "no track".
const NO_TRACK: &str = "/org/mpris/MediaPlayer2/TrackList/NoTrack";

/// What is loaded; `None` when nothing is, or an advertisement.
pub(super) fn song(dict: &Dict<'_, '_>, known: Option<&Cover>) -> Option<Song> {
    let field = |key| entry(dict, key);
    let words = |key| field(key).and_then(text).and_then(shown);
    let track = field("mpris:trackid").and_then(text).filter(|track| !track.is_empty() && track.len() <= MAX_ADDRESS);
    if track == Some(NO_TRACK) {
        return None;
    }
    let spotify = track.and_then(spotify::named);
    if spotify.is_some_and(spotify::Named::is_advert) {
        return None;
    }
    let url = field("xesam:url").and_then(text).filter(|url| url.len() <= MAX_ADDRESS);
    let url = url.and_then(|url| Url::parse(url).ok());
    let artists = |key| field(key).and_then(|names| shown(&joined(&texts(names))));
    let artists = artists("xesam:artist").or_else(|| artists("xesam:albumArtist")).unwrap_or_default();
    let title = words("xesam:title");
    let duration_ms = field("mpris:length").and_then(millis).filter(|&length| length > 0);
    let named = url.as_ref().is_some_and(|url| title.as_ref().is_none_or(|title| is_file_name(title, url)));
    let cover = field("mpris:artUrl").and_then(text);
    let cover = cover.and_then(|address| cover::at(address, &(track, &title, &artists), known));
    let song = Song {
        track: track.map(str::to_owned),
        unopened: named && artists.is_empty() && duration_ms.is_none(),
        title: title.or_else(|| url.as_ref().and_then(file_name)),
        artists,
        album: words("xesam:album"),
        kind: spotify.map_or(Kind::Track, spotify::Named::kind),
        link: url.as_ref().and_then(link).or_else(|| spotify?.link()),
        cover,
        duration_ms,
    };
    // A track that nothing is known of but its name is how some say that they have none.
    (song.title.is_some() || !song.artists.is_empty() || song.album.is_some() || song.duration_ms.is_some())
        .then_some(song)
}

/// A position in milliseconds; players report negative ones for a moment.
pub(super) fn position_ms(value: &Value<'_>) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamping is what is wanted")]
    number(value).map(|micros| (micros / 1_000.0) as u32)
}

/// A length from microseconds; `None` for what can't be the length of a recording, as live streams have it.
fn millis(value: &Value<'_>) -> Option<u32> {
    let millis = number(value)? / 1_000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    (0.0..f64::from(u32::MAX)).contains(&millis).then_some(millis as u32)
}

fn joined(names: &[&str]) -> String {
    names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The title of a file without one.
fn file_name(url: &Url) -> Option<String> {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok()).flatten()?;
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_type = ending.is_some_and(|ending| {
        (2..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let name = if is_type { path.file_stem() } else { path.file_name() };
    shown(&Path::new(name?).to_string_lossy())
}

/// Whether a title is only the last part of an address.
fn is_file_name(title: &str, url: &Url) -> bool {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok()).flatten();
    let address = path.map_or_else(|| url.as_str().to_owned(), |path| path.to_string_lossy().into_owned());
    address.rsplit('/').next() == Some(title)
}

/// The address, if people may see it: on the public web, and with nothing in it that could be a key to somebody's own
/// server, such as the links of Jellyfin or Subsonic have.
fn link(url: &Url) -> Option<String> {
    let Some(Host::Domain(host)) = url.host() else { return None };
    let public = url.scheme() == "https"
        && host.contains('.')
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if !public {
        return None;
    }
    let mut link = url.clone();
    link.set_fragment(None);
    if url.query().is_some() {
        let video = (host == "youtube.com" || host.ends_with(".youtube.com")) && url.path() == "/watch";
        let (_, id) = video.then(|| url.query_pairs().find(|(name, _)| name == "v")).flatten()?;
        link.query_pairs_mut().clear().append_pair("v", &id);
    }
    Some(link.into())
}

#[cfg(test)]
#[path = "metadata_tests.rs"]
mod tests;
