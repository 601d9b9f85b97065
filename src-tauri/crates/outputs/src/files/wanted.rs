//! What every file is to hold.

use std::path::{Path, PathBuf};
use std::time::Duration;

use songplate_core::public::PublicSnapshot;
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::status::Status;
use songplate_core::template::{Words, render};
use tokio::time::Instant;

use super::content::{COVER, Content, JSON};
use super::job::Write;
use super::state::FilesPlan;

/// The place for the position, which moves by itself.
const TIME: &str = "[TIME]";

/// The song, if it is known to be what plays now. Old data never shows as live, and a text can't tell that it is old.
pub(super) fn live_song(snapshot: &Snapshot) -> Option<&Song> {
    snapshot.song.as_ref().filter(|song| song.live)
}

/// Whether the plan has a file of this path.
pub(super) fn in_use(plan: &FilesPlan, path: &Path) -> bool {
    let settings = &plan.settings;
    let name = path.file_name().and_then(|name| name.to_str());
    let named = |name: &str| {
        (settings.cover && name == COVER)
            || (settings.json && name == JSON)
            || settings.texts.iter().any(|text| text.name == name)
    };
    settings.enabled && path.parent() == Some(&plan.folder) && name.is_some_and(named)
}

/// The path of the cover, if there is to be one.
pub(super) fn cover_path(plan: &FilesPlan) -> Option<PathBuf> {
    plan.settings.cover.then(|| plan.folder.join(COVER))
}

/// The text files, and then the JSON file. `has_cover` tells whether the cover's file shows the song's cover.
pub(super) fn texts(
    plan: &FilesPlan,
    snapshot: &Snapshot,
    source_name: &str,
    has_cover: bool,
    now: Instant,
) -> Vec<Write> {
    let words = live_song(snapshot).map(|song| Words::of(song, source_name, now));
    let text = |template: &str| words.as_ref().map_or_else(String::new, |words| render(template, words));
    let texts = plan.settings.texts.iter().map(|file| (&*file.name, Content::Text(text(&file.template))));
    let json = plan.settings.json.then(|| {
        let mut public = PublicSnapshot::new(snapshot, now, |_| COVER.to_owned());
        public.cover = public.cover.filter(|_| has_cover);
        (JSON, Content::Json(Box::new(public)))
    });
    texts.chain(json).map(|(name, content)| Write { path: plan.folder.join(name), content }).collect()
}

/// What a file holds that is no longer kept up to date: nothing that would be taken for what plays.
pub(super) fn emptied(content: &Content, snapshot: &Snapshot, now: Instant) -> Content {
    match content {
        Content::Text(_) => Content::Text(String::new()),
        Content::Cover(_) | Content::NoCover => Content::NoCover,
        Content::Json(_) => Content::Json(Box::new(PublicSnapshot::new(&silent(snapshot), now, str::to_owned))),
    }
}

/// The snapshot with nothing listened to.
pub(super) fn silent(snapshot: &Snapshot) -> Snapshot {
    Snapshot { song: None, status: Status::Inactive, listening: false, ..snapshot.clone() }
}

/// When a text changes by itself: at the next whole second of the song, while it plays and a text shows its position.
pub(super) fn next_tick(plan: &FilesPlan, snapshot: &Snapshot, now: Instant) -> Option<Instant> {
    let song = live_song(snapshot).filter(|song| song.playing)?;
    if !plan.settings.enabled || !plan.settings.texts.iter().any(|text| text.template.contains(TIME)) {
        return None;
    }
    let position = song.now_playing.position_at(song.read_at, now, true);
    let second = (u64::from(position) / 1000 + 1) * 1000;
    if song.now_playing.duration_ms.is_some_and(|duration| second > u64::from(duration)) {
        return None;
    }
    // Counted from when the position was read, so that being late once does not add up.
    Some(song.read_at + Duration::from_millis(second - u64::from(song.now_playing.position_ms)))
}
