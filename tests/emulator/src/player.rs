//! `/v1/me/player`: the playback in the shape of Spotify's "Get Playback State".

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::covers;
use crate::faults::StaleBy;
use crate::off_script::{self, LOCAL_ALBUM, LOCAL_ARTIST, LOCAL_NAME};
use crate::params::Params;
use crate::playback::{Device, Item, Playback, Playing};
use crate::songs::Song;
use crate::web_api;
use crate::world::Shared;

/// `GET /v1/me/player`.
pub(crate) async fn player(
    State(shared): State<Shared>,
    RawQuery(query): RawQuery,
    stale: Option<Extension<StaleBy>>,
    headers: HeaderMap,
) -> Response {
    let params = Params::parse(query.unwrap_or_default().as_bytes());
    let with_episodes = params
        .one("additional_types")
        .ok()
        .flatten()
        .is_some_and(|types| types.split(',').any(|kind| kind.trim() == "episode"));
    let now_ms = shared.clock.now_ms();
    let world = shared.world();
    if let Err(refused) = web_api::caller(&world, &headers, Some("user-read-playback-state"), now_ms) {
        return *refused;
    }
    let seen_ms = now_ms.saturating_sub(stale.map_or(0, |Extension(StaleBy(ms))| ms));
    let playback = world.playback_at(seen_ms);
    let playing = playback.at(seen_ms);
    if playing.item == Item::Nothing {
        return StatusCode::NO_CONTENT.into_response();
    }
    let timestamp = shared.clock.unix_ms(playing.changed_ms);
    let body = state(&shared.origin, &world.songs, playback, playing, with_episodes, timestamp);
    ([(header::CACHE_CONTROL, "private, max-age=0")], axum::Json(body)).into_response()
}

fn state(
    origin: &str,
    songs: &[Song],
    playback: &Playback,
    playing: Playing,
    with_episodes: bool,
    timestamp: u64,
) -> Value {
    let (kind, item, context) = match playing.item {
        Item::Track { index } => ("track", track(origin, songs, index, playing.duration_ms), playlist(origin)),
        Item::Local => ("track", local_file(playing.duration_ms), Value::Null),
        Item::Episode | Item::Chapter => {
            let item = if with_episodes { episode(origin, playing) } else { Value::Null };
            ("episode", item, Value::Null)
        }
        Item::Advert => ("ad", Value::Null, Value::Null),
        Item::Unknown | Item::Nothing => ("unknown", Value::Null, Value::Null),
    };
    let mut disallows = json!({ if playback.playing { "resuming" } else { "pausing" }: true });
    if let (Item::Advert, Some(disallows)) = (playing.item, disallows.as_object_mut()) {
        for action in ["seeking", "skipping_next", "skipping_prev"] {
            disallows.insert(action.to_owned(), true.into());
        }
    }
    json!({
        "device": device(playback),
        "shuffle_state": false,
        "smart_shuffle": false,
        "repeat_state": "context",
        "timestamp": timestamp,
        "context": context,
        "progress_ms": playing.position_ms,
        "item": item,
        "currently_playing_type": kind,
        "actions": { "disallows": disallows },
        "is_playing": playback.playing,
    })
}

fn device(playback: &Playback) -> Value {
    let (id, name, kind, supports_volume, restricted) = match playback.device {
        Device::Computer => (Some("74ad2e3d1c5f4a0e9b6d8c7f0a1b2c3d"), "Desk", "Computer", true, false),
        Device::Phone => (Some("b1946ac92492d2347c6235b4d2611184"), "Alex’s phone", "Smartphone", false, false),
        Device::Speaker => (None, "Kitchen", "Speaker", true, true),
    };
    json!({
        "id": id,
        "is_active": true,
        "is_private_session": playback.private_session,
        "is_restricted": restricted,
        "name": name,
        "type": kind,
        "volume_percent": playback.volume_percent,
        "supports_volume": supports_volume,
    })
}

fn track(origin: &str, songs: &[Song], index: usize, duration_ms: u64) -> Value {
    let Some(song) = songs.get(index) else { return Value::Null };
    let (id, album_id) = (item_id("trk", index), item_id("alb", index));
    let artists: Vec<Value> = song
        .artists
        .iter()
        .enumerate()
        .map(|(place, name)| entity(origin, "artist", &item_id("art", index * 10 + place), name))
        .collect();
    let mut album = entity(origin, "album", &album_id, &song.album);
    if let Some(album) = album.as_object_mut() {
        album.insert("album_type".to_owned(), "album".into());
        album.insert("artists".to_owned(), artists.clone().into());
        album.insert("images".to_owned(), covers::images(origin, covers::of_song(index), covers::SIZES));
        album.insert("release_date".to_owned(), song.release_date.clone().into());
        let precision = ["year", "month", "day"][song.release_date.matches('-').count().min(2)];
        album.insert("release_date_precision".to_owned(), precision.into());
        album.insert("total_tracks".to_owned(), 10.into());
    }
    let mut item = entity(origin, "track", &id, &song.title);
    if let Some(item) = item.as_object_mut() {
        item.insert("album".to_owned(), album);
        item.insert("artists".to_owned(), artists.into());
        item.insert("disc_number".to_owned(), 1.into());
        item.insert("duration_ms".to_owned(), duration_ms.into());
        item.insert("explicit".to_owned(), song.explicit.into());
        item.insert("is_local".to_owned(), false.into());
        item.insert("track_number".to_owned(), (index % 10 + 1).into());
    }
    item
}

fn local_file(duration_ms: u64) -> Value {
    let words = [LOCAL_ARTIST, LOCAL_ALBUM, LOCAL_NAME].join(":");
    json!({
        "album": {
            "album_type": null, "artists": [], "external_urls": {}, "href": null, "id": null, "images": [],
            "name": LOCAL_ALBUM, "release_date": null, "release_date_precision": null, "type": "album", "uri": null,
        },
        "artists": [{ "external_urls": {}, "href": null, "id": null, "name": LOCAL_ARTIST, "type": "artist", "uri": null }],
        "disc_number": 0,
        "duration_ms": duration_ms,
        "explicit": false,
        "external_urls": {},
        "href": null,
        "id": null,
        "is_local": true,
        "name": LOCAL_NAME,
        "track_number": 0,
        "type": "track",
        "uri": format!("spotify:local:{}:{}", words.replace(' ', "+"), duration_ms / 1000),
    })
}

/// An episode, or a chapter, which comes as an episode of a show that is the book.
fn episode(origin: &str, playing: Playing) -> Value {
    let chapter = playing.item == Item::Chapter;
    let (words, cover) =
        if chapter { (off_script::CHAPTER, covers::CHAPTER) } else { (off_script::EPISODE, covers::EPISODE) };
    let number = words.number;
    let images = covers::images(origin, cover, covers::SIZES);
    let mut show = entity(origin, "show", &item_id("shw", number), words.show);
    if let Some(show) = show.as_object_mut() {
        show.insert("publisher".to_owned(), words.publisher.into());
        show.insert("description".to_owned(), words.description.into());
        show.insert("images".to_owned(), images.clone());
        show.insert("media_type".to_owned(), "audio".into());
    }
    let mut item = entity(origin, "episode", &item_id("eps", number), words.name);
    if let Some(item) = item.as_object_mut() {
        item.insert("description".to_owned(), words.description.into());
        item.insert("duration_ms".to_owned(), playing.duration_ms.into());
        item.insert("explicit".to_owned(), false.into());
        item.insert("images".to_owned(), images);
        item.insert("release_date".to_owned(), "2026-09-30".into());
        item.insert("release_date_precision".to_owned(), "day".into());
        item.insert("show".to_owned(), show);
    }
    item
}

fn playlist(origin: &str) -> Value {
    let mut context = entity(origin, "playlist", &item_id("lst", 1), "");
    if let Some(context) = context.as_object_mut() {
        context.remove("id");
        context.remove("name");
    }
    context
}

fn entity(origin: &str, kind: &str, id: &str, name: &str) -> Value {
    json!({
        "external_urls": { "spotify": format!("https://open.spotify.com/{kind}/{id}") },
        "href": format!("{origin}/v1/{kind}s/{id}"),
        "id": id,
        "name": name,
        "type": kind,
        "uri": format!("spotify:{kind}:{id}"),
    })
}

/// A stable ID of 22 letters and digits, as Spotify's are.
fn item_id(prefix: &str, number: usize) -> String {
    format!("{prefix}0emulated0{number:09}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_length_of_spotifys() {
        assert_eq!(item_id("trk", 7).len(), 22);
        assert!(item_id("trk", 7).bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}
