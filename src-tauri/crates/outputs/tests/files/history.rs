//! The history: each song once, whatever happens in between, and nothing that harms whoever opens it.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

use songplate_core::files::{FilesTrouble, History};
use tokio::time::sleep;

use crate::rig::{Rig, song};

async fn noting(history: History) -> Rig {
    Rig::new(|settings| settings.history = history).await
}

/// The lines of `history.txt` without their times.
fn songs(rig: &Rig) -> Vec<String> {
    let times = "2026-11-23 17:05:12  ".len();
    rig.text("history.txt").lines().map(|line| line[times..].to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_song_is_one_line_through_pauses_seeks_and_restarts() {
    let mut rig = noting(History::Text).await;
    assert!(!rig.path("history.txt").exists());
    rig.plays(song("One")).await;
    let mut paused = song("One");
    paused.playing = false;
    rig.plays(paused).await;
    let mut sought = song("One");
    sought.now_playing.position_ms = 100_000;
    rig.plays(sought).await;
    rig.shows(None);
    rig.settle().await;
    rig.plays(song("One")).await;
    rig.end().await;
    rig.later(60);
    rig.start_again().await;
    assert_eq!(songs(&rig), ["One – Ärtist"]);
    rig.plays(song("Two")).await;
    rig.plays(song("One")).await;
    assert_eq!(songs(&rig), ["One – Ärtist", "Two – Ärtist", "One – Ärtist"]);
}

#[tokio::test(start_paused = true)]
async fn a_song_that_was_not_seen_playing_is_not_noted() {
    let rig = noting(History::Text).await;
    let mut paused = song("Paused");
    paused.playing = false;
    rig.plays(paused).await;
    let mut old = song("Old");
    old.live = false;
    rig.plays(old).await;
    assert!(!rig.path("history.txt").exists());
}

#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn the_time_is_that_of_the_clock_on_the_wall() {
    let rig = noting(History::Text).await;
    rig.plays(song("One")).await;
    let at = format!("--date=@{}", rig.wall());
    let date = std::process::Command::new("date").args([&at, "+%Y-%m-%d %H:%M:%S"]).output().unwrap();
    let time = String::from_utf8(date.stdout).unwrap();
    assert_eq!(rig.text("history.txt"), format!("{}  One – Ärtist\n", time.trim_end()));
}

#[tokio::test(start_paused = true)]
async fn csv_can_be_read_back_and_runs_nothing() {
    let rig = noting(History::Csv).await;
    let mut first = song("=HYPERLINK(\"https://evil.example\")");
    first.now_playing.subtitle = "a,\r\n\"b\"".into();
    first.now_playing.album = Some("@SUM(1;+2)".into());
    first.now_playing.link = None;
    rig.plays(first).await;
    rig.later(200);
    rig.plays(song("Two")).await;
    let mut csv = csv::Reader::from_path(rig.path("history.csv")).unwrap();
    assert_eq!(csv.headers().unwrap(), vec!["time", "title", "subtitle", "album", "link", "source"]);
    let records: Vec<_> = csv.records().map(|record| record.unwrap()).collect();
    let fields = |index: usize| records[index].iter().skip(1).collect::<Vec<_>>();
    let harmless = ["'=HYPERLINK(\"https://evil.example\")", "a,  \"b\"", "'@SUM(1;'+2)", "", "<spotify>"];
    assert_eq!(fields(0), harmless);
    assert_eq!(fields(1), ["Two", "Ärtist", "Album", "https://example.org/song", "<spotify>"]);
    assert_eq!(records.len(), 2);
    assert_eq!(rig.text("history.csv").matches("\r\n").count(), 3, "one line a song, and the header");
}

#[tokio::test(start_paused = true)]
async fn a_csv_goes_on_where_it_ended() {
    let mut rig = noting(History::Csv).await;
    rig.plays(song("=One")).await;
    rig.end().await;
    rig.start_again().await;
    assert_eq!(rig.text("history.csv").lines().count(), 2, "the header, and the song once");
    let mut file = OpenOptions::new().append(true).open(rig.path("history.csv")).unwrap();
    file.write_all(b"2026-11-23 17:10:00,cut o").unwrap();
    rig.plays(song("Two")).await;
    let text = rig.text("history.csv");
    assert!(text.lines().last().unwrap().contains(",Two,"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn songs_that_could_not_be_noted_are_noted_later() {
    let rig = noting(History::Text).await;
    std::fs::create_dir(rig.path("history.txt")).unwrap();
    for title in ["One", "Two", "Three"] {
        rig.plays(song(title)).await;
        assert_eq!(rig.text("title.txt"), title, "the others are written");
    }
    assert_eq!(rig.trouble(), Some(FilesTrouble::Other));
    std::fs::remove_dir(rig.path("history.txt")).unwrap();
    sleep(Duration::from_secs(5)).await;
    assert_eq!(songs(&rig), ["One – Ärtist", "Two – Ärtist", "Three – Ärtist"]);
    assert_eq!(rig.trouble(), None);
}

#[tokio::test(start_paused = true)]
async fn the_form_can_be_changed_while_a_song_plays() {
    let rig = noting(History::Text).await;
    rig.plays(song("One")).await;
    rig.set(|plan| plan.settings.history = History::Csv).await;
    assert!(rig.text("history.csv").contains(",One,"));
    rig.set(|plan| plan.settings.history = History::Text).await;
    assert_eq!(songs(&rig), ["One – Ärtist"]);
    rig.set(|plan| plan.settings.history = History::Off).await;
    rig.plays(song("Two")).await;
    assert_eq!(songs(&rig), ["One – Ärtist"]);
}
