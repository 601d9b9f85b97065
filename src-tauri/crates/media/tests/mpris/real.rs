//! Real players. A test whose player is not installed says so and is skipped.

use std::path::Path;

use songplate_core::player::{PlayState, Player};
use tokio::io::AsyncWriteExt;
use url::Url;

use super::support::{Looking, PrivateBus, Program, installed, wave};

const SONGS: [(&str, &str, &str, u32); 2] =
    [("Paper Lanterns", "The Quiet Harbour", "Lanterns", 60), ("Second Wind", "Marisol Quandt", "Windows", 50)];

/// Where distributions put the script for mpv.
const MPV_SCRIPTS: [&str; 3] =
    ["/usr/lib/mpv-mpris/mpris.so", "/usr/share/mpv/scripts/mpris.so", "/etc/mpv/scripts/mpris.so"];

/// The image is one transparent dot.
const PAGE: &str = r#"<!doctype html><title>A page</title><audio id="audio"></audio><script>
    const image = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
        + "AAAABJRU5ErkJggg==";
    const audio = document.getElementById("audio");
    function play(file, title, artist, album) {
        audio.src = file;
        const artwork = [{ src: image, sizes: "1x1", type: "image/png" }];
        navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album, artwork });
        audio.play();
    }
    navigator.mediaSession.setActionHandler("seekto", (to) => { audio.currentTime = to.seekTime; });
    navigator.mediaSession.setActionHandler("nexttrack", () => {
        play("1.wav", "Second Wind", "Marisol Quandt", "Windows");
    });
    play("0.wav", "Paper Lanterns", "The Quiet Harbour", "Lanterns");
</script>"#;

async fn write(folder: &Path, name: &str, content: &[u8]) {
    let mut file = tokio::fs::File::create(folder.join(name)).await.unwrap();
    file.write_all(content).await.unwrap();
    file.flush().await.unwrap();
}

/// A bus beside two files to play.
async fn stage() -> PrivateBus {
    let bus = PrivateBus::start().await;
    for (number, (title, artist, album, seconds)) in SONGS.into_iter().enumerate() {
        write(bus.folder(), &format!("{number}.wav"), &wave(seconds, title, artist, album)).await;
    }
    bus
}

fn is_song(player: &Player, (title, artist, album, seconds): (&str, &str, &str, u32)) -> bool {
    player.song.as_ref().is_some_and(|song| {
        // Players measure a little differently.
        let measured = song.duration_ms.is_some_and(|duration| duration.abs_diff(seconds * 1_000) < 500);
        song.title == title && song.subtitle == artist && song.album.as_deref() == Some(album) && measured
    })
}

/// Drives a player that plays the first song through the second to its end.
async fn walk_through(mut list: Looking, program: Program, id: &str) {
    let found = list.player(|player| player.state == PlayState::Playing && is_song(player, SONGS[0])).await;
    assert_eq!(found.id.to_string(), id);
    list.seen();

    program.tell("Next", &()).await;
    list.player(|player| player.state == PlayState::Playing && is_song(player, SONGS[1])).await;
    for player in list.seen().iter().flatten() {
        let pure = player.song.as_ref().is_some_and(|song| {
            // On a machine that is busy, mpv takes longer to open a file than anybody waits.
            let unopened = song.title == "1.wav";
            unopened || SONGS.iter().any(|(title, artist, ..)| song.title == *title && song.subtitle == *artist)
        });
        assert!(pure || player.state == PlayState::Stopped, "something between the two was shown: {player:#?}");
    }

    program.tell("Pause", &()).await;
    list.player(|player| player.state == PlayState::Paused).await;
    program.tell("Play", &()).await;
    list.player(|player| player.state == PlayState::Playing).await;
    program.tell("Seek", &20_000_000_i64).await;
    list.player(|player| player.song.as_ref().is_some_and(|song| song.position_ms >= 20_000)).await;
    program.kill().await;
    list.names(&[]).await;
}

#[tokio::test]
async fn mpv() {
    let Some(program) = installed(&["mpv"]) else { return };
    let Some(script) = MPV_SCRIPTS.iter().find(|script| Path::new(script).is_file()) else {
        eprintln!("skipped: the MPRIS script of mpv is not installed");
        return;
    };
    let bus = stage().await;
    let script = format!("--script={script}");
    let arguments = ["--no-config", "--no-video", "--ao=null", "--no-terminal", &script, "0.wav", "1.wav"];
    let list = bus.look();
    let program = Program::start(&bus, "mpv", &program, &arguments).await;
    walk_through(list, program, "mpv").await;
}

#[tokio::test]
async fn vlc() {
    let Some(program) = installed(&["vlc"]) else { return };
    let bus = stage().await;
    let list = bus.look();
    let arguments = ["--intf=dummy", "--no-video", "--aout=dummy", "--no-media-library", "0.wav", "1.wav"];
    let program = Program::start(&bus, "vlc", &program, &arguments).await;
    walk_through(list, program, "vlc").await;
}

#[tokio::test]
async fn chromium() {
    let Some(program) = installed(&["chromium", "chromium-browser"]) else { return };
    let bus = stage().await;
    write(bus.folder(), "page.html", PAGE.as_bytes()).await;
    let mut list = bus.look();
    let profile = format!("--user-data-dir={}", bus.folder().join("profile").display());
    let page = format!("file://{}", bus.folder().join("page.html").display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--no-first-run",
        "--disable-gpu",
        "--password-store=basic",
        "--autoplay-policy=no-user-gesture-required",
        &profile,
        &page,
    ];
    let program = Program::start(&bus, "chromium", &program, &arguments).await;
    let found = list.player(|player| player.song.as_ref().is_some_and(|song| song.cover.is_some())).await;
    assert_eq!((found.name.as_str(), found.tab()), ("Chromium", Some("Paper Lanterns")));
    assert_eq!(found.app, "chromium");
    let cover = found.song.unwrap().cover.unwrap();
    let file = Url::parse(cover.address()).unwrap().to_file_path().expect("a file");
    assert!(tokio::fs::read(&file).await.unwrap().starts_with(b"\x89PNG"), "{}", file.display());
    walk_through(list, program, "chromium").await;
}
