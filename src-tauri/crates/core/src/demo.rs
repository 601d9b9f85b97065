//! The demo player: scripted songs with made-up names, for styling an overlay and for trying the app with nothing
//! installed. It begins anew at every start.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use crate::now_playing::{Cover, Kind, NowPlaying, Playback, Rate};
use crate::source::{BoxFuture, Observation, Source, SourceEvent, SourceEvents};

/// One scripted song.
struct Scripted {
    title: &'static str,
    subtitle: &'static str,
    album: Option<&'static str>,
    kind: Kind,
    cover: bool,
    seconds: u32,
    /// After how many seconds it is paused for [`PAUSE`], if at all.
    pause_after: Option<u32>,
}

/// How long the demo player pauses.
const PAUSE: Duration = Duration::from_secs(6);

/// How long a scene is live beyond its end: a computer that slept is late with the next one, and that is all.
const GRACE: Duration = Duration::from_mins(1);

const fn song(title: &'static str, subtitle: &'static str, album: &'static str, seconds: u32) -> Scripted {
    Scripted { title, subtitle, album: Some(album), kind: Kind::Track, cover: true, seconds, pause_after: None }
}

/// What an overlay has to cope with: short and long, other scripts, no cover, a pause, an episode.
const SCRIPT: [Scripted; 8] = [
    song("Paper Lanterns", "The Quiet Hours", "North of Here", 24),
    song("Neon Rain", "Velvet Satellite", "City of Glass", 20),
    song(
        "I Wrote You a Letter the Night the Power Went Out and Never Found the Stamps (Acoustic, Live at the Old Mill)",
        "Marlow & the Longest Winter, with the Harbour Street Choir",
        "Letters, Unsent",
        30,
    ),
    Scripted { pause_after: Some(8), ..song("Slow Tide", "Mara Lune", "Saltwater", 22) },
    song("שיר ללא שם", "להקת הגשר הישן", "רוח דרומית", 18),
    song("夜雨の歌", "青い風", "雨宿り", 18),
    Scripted { cover: false, album: None, ..song("Garage Tape No. 4", "Unsigned", "", 18) },
    Scripted { kind: Kind::Episode, ..song("Episode 12: What the River Knows", "Slow Stories", "Slow Stories", 26) },
];

/// What is shown from one moment to the next.
#[derive(Debug, Clone, PartialEq)]
struct Scene {
    index: usize,
    position: Duration,
    playing: bool,
    lasts: Duration,
}

fn scenes(index: usize, song: &Scripted) -> Vec<Scene> {
    let whole = Duration::from_secs(song.seconds.into());
    let Some(pause_after) = song.pause_after else {
        return vec![Scene { index, position: Duration::ZERO, playing: true, lasts: whole }];
    };
    let first = Duration::from_secs(pause_after.into());
    vec![
        Scene { index, position: Duration::ZERO, playing: true, lasts: first },
        Scene { index, position: first, playing: false, lasts: PAUSE },
        Scene { index, position: first, playing: true, lasts: whole.saturating_sub(first) },
    ]
}

fn playback(scene: &Scene) -> Playback {
    let song = &SCRIPT[scene.index];
    Playback::Song {
        now_playing: NowPlaying {
            id: format!("demo-{}", scene.index),
            kind: song.kind,
            title: song.title.to_owned(),
            subtitle: song.subtitle.to_owned(),
            album: song.album.map(str::to_owned),
            link: None,
            cover: song.cover.then(|| Cover::new(format!("demo:{}", scene.index))),
            duration_ms: Some(song.seconds * 1000),
            position_ms: u32::try_from(scene.position.as_millis()).unwrap_or(u32::MAX),
            rate: Rate::NORMAL,
        },
        playing: scene.playing,
        private_session: false,
    }
}

/// The demo player.
#[derive(Debug, Clone, Copy, Default)]
pub struct DemoPlayer;

impl Source for DemoPlayer {
    fn listen(self: Arc<Self>, events: SourceEvents, _wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        let script: Vec<Scene> = SCRIPT.iter().enumerate().flat_map(|(index, song)| scenes(index, song)).collect();
        Box::pin(async move {
            let mut read_at = Instant::now();
            for scene in script.iter().cycle() {
                let fresh_for = scene.lasts + GRACE;
                let observation = Observation { playback: playback(scene), read_at, fresh_for, origin: None };
                if events.send(SourceEvent::Observed(Box::new(observation))).await.is_err() {
                    return;
                }
                sleep_until(read_at + scene.lasts).await;
                read_at = Instant::now();
            }
        })
    }
}
