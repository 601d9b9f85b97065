//! From the JSON of `GET /v1/me/player` to what core calls a playback.

use serde_json::Value;
use songplate_core::now_playing::{Cover, Kind, NothingReason, NowPlaying, Playback, Rate};

use super::fields::{address, flag, link, list, number, shown};
use super::text;

/// The largest width, in pixels, of the cover that is chosen: as large as anything shows it.
const COVER_WIDTH: u32 = 640;

/// Reads the body of an answer with a status of 2xx; `None` when it is not a playback.
pub(crate) fn read(body: &[u8]) -> Option<Playback> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Some(Playback::Nothing(NothingReason::Idle));
    }
    let answer: Value = serde_json::from_slice(body).ok()?;
    answer.is_object().then(|| map(&answer))
}

fn map(answer: &Value) -> Playback {
    let playing = flag(answer, "is_playing");
    let private_session = answer.get("device").is_some_and(|device| flag(device, "is_private_session"));
    if answer.get("currently_playing_type").and_then(Value::as_str) == Some("ad") {
        return Playback::Advert { private_session };
    }
    let item = answer.get("item").filter(|item| item.is_object());
    let Some(mut now_playing) = item.and_then(|item| now_playing(answer, item)) else {
        // A device that was only woken up reports itself with no item and nothing playing.
        let idle = item.is_none() && !playing;
        return Playback::Nothing(if idle { NothingReason::Idle } else { NothingReason::Unknown });
    };
    if let Some(duration) = now_playing.duration_ms {
        // Spotify reports positions beyond the end while it has not noticed the change.
        now_playing.position_ms = now_playing.position_ms.min(duration);
    }
    Playback::Song { now_playing, playing, private_session }
}

fn now_playing(answer: &Value, item: &Value) -> Option<NowPlaying> {
    // A recording without a title can't be shown.
    let title = shown(item, "name")?;
    let kind = kind(answer, item);
    let (subtitle, album, images) = if kind == Kind::Episode {
        let show = item.get("show").unwrap_or(&Value::Null);
        let own = list(item, "images");
        (shown(show, "name"), None, if own.is_empty() { list(show, "images") } else { own })
    } else {
        let album = item.get("album").unwrap_or(&Value::Null);
        (artists(item), shown(album, "name"), list(album, "images"))
    };
    let subtitle = subtitle.unwrap_or_default();
    let duration_ms = number(item, "duration_ms").filter(|&duration| duration > 0);
    // Local files have no ID; an answer may lack both, and then what is shown has to tell songs apart.
    let id = shown(item, "uri")
        .or_else(|| shown(item, "id"))
        .unwrap_or_else(|| format!("{title}\n{subtitle}\n{}", duration_ms.unwrap_or(0)));
    Some(NowPlaying {
        id,
        kind,
        title,
        subtitle,
        album,
        link: link(item),
        cover: cover(images),
        duration_ms,
        position_ms: number(answer, "progress_ms").unwrap_or(0),
        // Spotify does not tell the speed of an episode.
        rate: Rate::NORMAL,
    })
}

fn kind(answer: &Value, item: &Value) -> Kind {
    let says_episode = |object: &Value, name| object.get(name).and_then(Value::as_str) == Some("episode");
    if flag(item, "is_local") {
        Kind::Local
    } else if says_episode(item, "type") || says_episode(answer, "currently_playing_type") {
        Kind::Episode
    } else {
        Kind::Track
    }
}

fn artists(item: &Value) -> Option<String> {
    let names: Vec<String> = list(item, "artists").iter().filter_map(|artist| shown(artist, "name")).collect();
    // Cleaned again, for the length of all of them together.
    let names = text::clean(&names.join(", "));
    (!names.is_empty()).then_some(names)
}

/// The largest image that is at most [`COVER_WIDTH`] wide, else the smallest. Images of unknown width come last: Spotify
/// sends no width for images that users have uploaded.
fn cover(images: &[Value]) -> Option<Cover> {
    let mut best = None;
    for image in images {
        let Some(address) = address(image, "url") else { continue };
        let rank = match number(image, "width") {
            Some(width) if (1..=COVER_WIDTH).contains(&width) => (2, width),
            Some(width) if width > COVER_WIDTH => (1, u32::MAX - width),
            _ => (0, 0),
        };
        if best.as_ref().is_none_or(|(found, _)| rank > *found) {
            best = Some((rank, address));
        }
    }
    best.map(|(_, address)| Cover::new(address))
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
