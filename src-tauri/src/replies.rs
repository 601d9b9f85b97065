//! What the replies for chat bots would be, for the settings to show.

use songplate_core::now_playing::{Kind, NowPlaying, Rate};
use songplate_core::player::Players;
use songplate_core::reply::Replies;
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::SourceId;
use songplate_core::status::Status;
use tokio::time::Instant;

use crate::commands::outputs::ReplyPreview;
use crate::source_name::source_name;

/// The replies for the song that plays, or for an example.
pub(crate) fn preview(replies: &Replies, snapshot: &Snapshot, players: &Players) -> ReplyPreview {
    let now = Instant::now();
    let song = snapshot.song.clone().unwrap_or_else(|| example(now));
    let source = source_name(if snapshot.listening { snapshot.source() } else { &SourceId::Spotify }, players);
    let with = |status: Status, song: Option<Song>| {
        replies.reply(&Snapshot { status, song, ..snapshot.clone() }, &source, now)
    };
    let live = |playing| Some(Song { playing, live: true, ..song.clone() });
    ReplyPreview {
        playing: with(Status::Playing, live(true)),
        paused: with(Status::Paused, live(false)),
        error: with(Status::Inactive, None),
    }
}

fn example(now: Instant) -> Song {
    let now_playing = NowPlaying {
        id: "example".into(),
        kind: Kind::Track,
        title: "Paper Lanterns".into(),
        subtitle: "The Quiet Hours".into(),
        album: Some("North of Here".into()),
        link: Some("https://open.spotify.com/track/…".into()),
        cover: None,
        duration_ms: Some(214_000),
        position_ms: 83_000,
        rate: Rate::NORMAL,
    };
    Song { now_playing, read_at: now, playing: true, live: true }
}
