//! Text files: what is in them, and when they are written.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use songplate_core::files::TextFile;
use tokio::time::{Instant, sleep};

use crate::rig::{Rig, song, text_file};

#[tokio::test(start_paused = true)]
async fn a_song_is_in_every_file_as_its_template_says() {
    let all = "♪ [SONG] – [SUBTITLE] ([ALBUM]) [LINK] [DURATION] [SOURCE] [x]\n[SONG]";
    let rig = Rig::new(|settings| {
        settings.texts = vec![text_file("song.txt", all), text_file("plain.txt", "no place")];
    })
    .await;
    assert_eq!(rig.names(), ["cover.png", "now-playing.json", "plain.txt", "song.txt"]);
    assert_eq!((rig.text("song.txt"), rig.text("plain.txt")), (String::new(), String::new()));
    rig.plays(song("Ünï <b>&")).await;
    let filled = "♪ Ünï <b>& – Ärtist (Album) https://example.org/song 3:20 <spotify> [x]\nÜnï <b>&";
    assert_eq!(std::fs::read(rig.path("song.txt")).unwrap(), filled.as_bytes(), "UTF-8, and nothing before it");
    assert_eq!(rig.text("plain.txt"), "no place");
    assert_eq!(rig.state().written_at, Some(rig.wall()));
    rig.shows(None);
    rig.settle().await;
    assert_eq!((rig.text("song.txt"), rig.text("plain.txt")), (String::new(), String::new()));
    let json = rig.json();
    assert_eq!((&json["status"], &json["title"]), (&"advert".into(), &serde_json::Value::Null));
}

#[tokio::test(start_paused = true)]
async fn a_song_that_is_not_live_is_in_no_text() {
    let rig = Rig::new(|_| ()).await;
    rig.plays(song("One")).await;
    assert_eq!(rig.text("song.txt"), "One – Ärtist");
    let mut old = song("One");
    old.live = false;
    rig.plays(old).await;
    assert_eq!(rig.text("song.txt"), "");
    assert_eq!(rig.json()["live"], false);
}

#[tokio::test(start_paused = true)]
async fn the_time_is_right_within_every_second_of_the_song() {
    let rig = Rig::new(|settings| settings.texts = vec![text_file("song.txt", "[TIME]/[DURATION]")]).await;
    let begin = Instant::now();
    let mut playing = song("One");
    playing.now_playing.position_ms = 57_300;
    rig.shows(Some(playing.clone()));
    for (after, time) in [(20, "0:57"), (690, "0:57"), (720, "0:58"), (1_690, "0:58"), (1_720, "0:59"), (2_720, "1:00")]
    {
        sleep((begin + Duration::from_millis(after)).saturating_duration_since(Instant::now())).await;
        assert_eq!(rig.text("song.txt"), format!("{time}/3:20"), "{after} ms in");
    }
    playing.playing = false;
    playing.now_playing.position_ms = 60_020;
    rig.plays(playing).await;
    let written = rig.path("song.txt").metadata().unwrap().modified().unwrap();
    sleep(Duration::from_mins(5)).await;
    assert_eq!(rig.text("song.txt"), "1:00/3:20");
    assert_eq!(rig.path("song.txt").metadata().unwrap().modified().unwrap(), written, "nothing is written meanwhile");
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn only_what_has_changed_is_written() {
    use std::os::unix::fs::MetadataExt;
    let texts =
        |template: &str| -> Vec<TextFile> { vec![text_file("song.txt", template), text_file("title.txt", "[SONG]")] };
    let rig = Rig::new(|settings| settings.texts = texts("[SONG] [TIME]")).await;
    rig.plays(song("One")).await;
    let id = |name: &str| rig.path(name).metadata().unwrap().ino();
    // A file that is held open keeps its number from being given to another.
    let held: Vec<_> = ["song.txt", "title.txt", "cover.png"].map(|name| std::fs::File::open(rig.path(name))).into();
    let before = [id("song.txt"), id("title.txt"), id("cover.png")];
    sleep(Duration::from_secs(1)).await;
    let after = [id("song.txt"), id("title.txt"), id("cover.png")];
    assert_ne!(before[0], after[0], "the time went on");
    assert_eq!(before[1..], after[1..]);
    drop(held);
}

#[tokio::test(start_paused = true)]
async fn a_reader_only_ever_sees_whole_texts() {
    const ENOUGH: usize = 400;
    let rig = Rig::new(|settings| {
        settings.texts = vec![text_file("song.txt", &"[SONG]".repeat(80))];
        settings.cover = false;
    })
    .await;
    let title = |change: usize| char::from(b'a' + u8::try_from(change % 26).unwrap()).to_string().repeat(1_000);
    rig.plays(song(&title(0))).await;
    let (looks, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let path = rig.path("song.txt");
    let reader = std::thread::spawn({
        let (looks, ended) = (Arc::clone(&looks), Arc::clone(&ended));
        move || {
            while !ended.load(Ordering::SeqCst) {
                let text = std::fs::read(&path).unwrap();
                assert_eq!(text.len(), 80_000);
                assert!(text.iter().all(|byte| *byte == text[0]), "of one song");
                looks.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    let mut change = 0;
    while !reader.is_finished() && (change < ENOUGH || looks.load(Ordering::SeqCst) < ENOUGH) {
        change += 1;
        rig.plays(song(&title(change))).await;
    }
    ended.store(true, Ordering::SeqCst);
    reader.join().unwrap();
}

#[tokio::test(start_paused = true)]
async fn obs_can_tell_every_version_from_the_one_before() {
    let rig = Rig::new(|_| ()).await;
    let second = || {
        let modified = rig.path("title.txt").metadata().unwrap().modified().unwrap();
        modified.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
    };
    let mut before = second();
    for title in ["One", "Two", "Three"] {
        rig.plays(song(title)).await;
        assert!(second() > before, "OBS looks at the time of change, in whole seconds");
        before = second();
    }
}
