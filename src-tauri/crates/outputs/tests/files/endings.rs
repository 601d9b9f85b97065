//! Files that are no longer kept up to date, and what a run leaves behind.

use std::time::Duration;

use image::ImageFormat;
use songplate_core::files::History;
use tokio::time::sleep;

use crate::rig::{Rig, colour, covered, image, song, text_file};

async fn playing() -> Rig {
    let rig = Rig::new(|_| ()).await;
    rig.offers("a", image([200, 0, 0], ImageFormat::Png));
    rig.plays(covered("One", "a")).await;
    assert_eq!(rig.text("title.txt"), "One");
    rig
}

fn is_silent(rig: &Rig) -> bool {
    let json = rig.json();
    let texts = ["song.txt", "title.txt", "artist.txt"].iter().all(|name| rig.text(name).is_empty());
    let cover = colour(&std::fs::read(rig.path("cover.png")).unwrap())[3] == 0;
    texts && cover && json["title"].is_null() && json["status"] == "inactive" && json["source"] == "none"
}

#[tokio::test(start_paused = true)]
async fn switched_off_no_file_goes_on_showing_the_song() {
    let rig = playing().await;
    rig.set(|plan| plan.settings.enabled = false).await;
    assert!(is_silent(&rig));
    rig.plays(covered("Two", "a")).await;
    assert!(is_silent(&rig), "and nothing more is written");
    rig.set(|plan| plan.settings.enabled = true).await;
    assert_eq!(rig.text("title.txt"), "Two");
    assert_eq!(rig.json()["cover"], "cover.png");
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_removed_from_the_settings_is_emptied() {
    let rig = playing().await;
    std::fs::remove_file(rig.path("artist.txt")).unwrap();
    rig.set(|plan| plan.settings.texts = vec![text_file("title.txt", "[SONG]")]).await;
    assert_eq!((rig.text("song.txt"), rig.text("title.txt")), (String::new(), "One".to_owned()));
    assert!(!rig.path("artist.txt").exists(), "one that the user has deleted does not come back");
}

#[tokio::test(start_paused = true)]
async fn another_folder_is_filled_and_the_one_before_emptied() {
    let mut rig = playing().await;
    let (before, after) = (rig.folder.clone(), rig.folder.with_file_name("Elsewhere"));
    rig.set(|plan| plan.folder = after.clone()).await;
    assert!(is_silent(&rig));
    rig.folder = after;
    assert_eq!(rig.text("title.txt"), "One");
    assert_eq!(colour(&std::fs::read(rig.path("cover.png")).unwrap()), [200, 0, 0, 255]);
    // A folder that is gone is not made again to be emptied.
    std::fs::remove_dir_all(&rig.folder).unwrap();
    rig.set(|plan| plan.folder = before.clone()).await;
    assert!(!rig.folder.exists());
    assert_eq!(rig.trouble(), None);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_program_empties_the_files() {
    let mut rig = playing().await;
    rig.set(|plan| plan.settings.history = History::Text).await;
    rig.end().await;
    assert!(is_silent(&rig));
    assert!(rig.text("history.txt").contains("One"), "the history is not a file that shows a song");
    rig.start_again().await;
    assert_eq!(rig.text("title.txt"), "One");
}

#[tokio::test(start_paused = true)]
async fn what_a_run_that_was_killed_left_is_removed_and_written_over() {
    let prepare = |dir: &std::path::Path| {
        let folder = dir.join("new/Songplate");
        std::fs::create_dir_all(&folder).unwrap();
        for name in [".songplate-2-17.tmp", ".songplate-99999-0.tmp", "song.txt", "mine.tmp", ".songplate-notes"] {
            std::fs::File::create_new(folder.join(name)).unwrap();
        }
    };
    let rig = Rig::within(prepare, |settings| settings.texts.truncate(1)).await;
    assert_eq!(rig.names(), [".songplate-notes", "cover.png", "mine.tmp", "now-playing.json", "song.txt"]);
    rig.plays(song("One")).await;
    sleep(Duration::from_secs(1)).await;
    assert_eq!(rig.names().len(), 5, "nothing is left beside the files");
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn a_link_beside_a_file_is_never_written_through() {
    use std::os::unix::fs::symlink;
    let rig = Rig::new(|settings| {
        settings.texts = vec![text_file("song.txt", "[SONG]")];
        settings.cover = false;
        settings.json = false;
    })
    .await;
    let victim = rig.folder.with_file_name("victim");
    for number in 0..3_000 {
        symlink(&victim, rig.path(&format!(".songplate-{}-{number}.tmp", std::process::id()))).unwrap();
    }
    symlink(&victim, rig.path("linked")).unwrap();
    std::fs::remove_file(rig.path("song.txt")).unwrap();
    std::fs::rename(rig.path("linked"), rig.path("song.txt")).unwrap();
    rig.plays(song("One")).await;
    assert!(!victim.exists());
    assert!(rig.path("song.txt").symlink_metadata().unwrap().is_file(), "the link itself has made place");
    assert_eq!(rig.text("song.txt"), "One");
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn the_folder_may_be_a_link() {
    let prepare = |dir: &std::path::Path| {
        std::fs::create_dir_all(dir.join("real")).unwrap();
        std::fs::create_dir_all(dir.join("new")).unwrap();
        std::os::unix::fs::symlink(dir.join("real"), dir.join("new/Songplate")).unwrap();
    };
    let rig = Rig::within(prepare, |_| ()).await;
    rig.plays(song("One")).await;
    assert_eq!(std::fs::read(rig.folder.parent().unwrap().with_file_name("real/title.txt")).unwrap(), b"One");
}
