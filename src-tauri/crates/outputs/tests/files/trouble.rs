//! Folders on bad days.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use image::ImageFormat;
use songplate_core::files::{FilesTrouble, History};
use tempfile::TempDir;
use tokio::time::sleep;

use crate::rig::{Rig, colour, covered, image, song};
use crate::tiny_disk::TinyDisk;

const AGAIN: Duration = Duration::from_secs(5);

#[tokio::test(start_paused = true)]
async fn a_folder_that_is_removed_is_made_again_with_everything_in_it() {
    let rig = Rig::new(|_| ()).await;
    rig.offers("a", image([200, 0, 0], ImageFormat::Png));
    rig.plays(covered("One", "a")).await;
    std::fs::remove_dir_all(rig.folder.parent().unwrap()).unwrap();
    rig.plays(covered("Two", "a")).await;
    assert_eq!(rig.names(), ["artist.txt", "cover.png", "now-playing.json", "song.txt", "title.txt"]);
    assert_eq!(rig.text("artist.txt"), "Ärtist", "though only the title has changed");
    assert_eq!(colour(&std::fs::read(rig.path("cover.png")).unwrap()), [200, 0, 0, 255]);
    assert_eq!(rig.trouble(), None);
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_cannot_be_made_is_told_and_tried_again() {
    let prepare = |dir: &Path| drop(std::fs::File::create_new(dir.join("new")).unwrap());
    let rig = Rig::within(prepare, |_| ()).await;
    rig.plays(song("One")).await;
    assert_eq!(rig.trouble(), Some(FilesTrouble::NoFolder));
    assert_eq!(rig.state().written_at, None);
    std::fs::remove_file(rig.folder.parent().unwrap()).unwrap();
    sleep(AGAIN).await;
    assert_eq!(rig.text("title.txt"), "One");
    assert_eq!((rig.trouble(), rig.state().written_at), (None, Some(rig.wall())));
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_became_a_file_is_told() {
    let rig = Rig::new(|_| ()).await;
    std::fs::remove_dir_all(&rig.folder).unwrap();
    std::fs::File::create_new(&rig.folder).unwrap();
    rig.plays(song("One")).await;
    assert_eq!(rig.trouble(), Some(FilesTrouble::NoFolder));
    std::fs::remove_file(&rig.folder).unwrap();
    rig.plays(song("Two")).await;
    assert_eq!(rig.text("title.txt"), "Two", "it is tried with every change");
    assert_eq!(rig.trouble(), None);
}

#[tokio::test(start_paused = true)]
async fn one_file_that_cannot_be_replaced_does_not_hold_the_others() {
    let rig = Rig::new(|_| ()).await;
    rig.offers("a", image([200, 0, 0], ImageFormat::Png));
    let path = rig.path("cover.png");
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    rig.plays(covered("One", "a")).await;
    assert_eq!(rig.text("title.txt"), "One");
    assert_eq!(rig.json()["cover"], serde_json::Value::Null);
    assert_eq!(rig.trouble(), Some(FilesTrouble::Other));
    assert_eq!(rig.names().len(), 5, "no half file lies around");
    std::fs::remove_dir(&path).unwrap();
    sleep(AGAIN).await;
    assert_eq!(colour(&std::fs::read(&path).unwrap()), [200, 0, 0, 255]);
    assert_eq!(rig.json()["cover"], "cover.png");
    assert_eq!(rig.trouble(), None);
}

/// A folder that can be made read-only: on a disk of its own for root, whom modes don't bind.
#[cfg(unix)]
struct Lockable {
    disk: Option<TinyDisk>,
    dir: TempDir,
}

#[cfg(unix)]
impl Lockable {
    fn new() -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let root = is_root(dir.path());
        let disk = if root { Some(TinyDisk::mount()?) } else { None };
        Some(Self { disk, dir })
    }

    fn path(&self) -> &Path {
        self.disk.as_ref().map_or(self.dir.path(), TinyDisk::path)
    }

    fn writable(&self, writable: bool) {
        if let Some(disk) = &self.disk {
            return disk.writable(writable);
        }
        let mut permissions = self.dir.path().metadata().unwrap().permissions();
        permissions.set_readonly(!writable);
        std::fs::set_permissions(self.dir.path(), permissions).unwrap();
    }
}

#[cfg(unix)]
fn is_root(mine: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    mine.metadata().unwrap().uid() == 0
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn a_folder_that_is_read_only_is_told_and_tried_again() {
    let Some(folder) = Lockable::new() else { return };
    let rig = Rig::at(TempDir::new().unwrap(), folder.path().to_owned(), |_| ()).await;
    rig.plays(song("One")).await;
    folder.writable(false);
    rig.plays(song("Two")).await;
    assert_eq!(rig.text("title.txt"), "One");
    assert_eq!(rig.trouble(), Some(FilesTrouble::ReadOnly));
    folder.writable(true);
    sleep(AGAIN).await;
    assert_eq!(rig.text("title.txt"), "Two");
    assert_eq!(rig.trouble(), None);
}

#[tokio::test(start_paused = true)]
async fn a_full_disk_keeps_what_was_there_and_is_filled_when_there_is_room() {
    let Some(disk) = TinyDisk::mount() else { return };
    let rig = Rig::at(TempDir::new().unwrap(), disk.path().to_owned(), |_| ()).await;
    rig.plays(song("One")).await;
    let ballast = disk.path().join("ballast");
    let mut file = std::fs::File::create_new(&ballast).unwrap();
    std::io::copy(&mut std::io::repeat(0), &mut file).unwrap_err();
    drop(file);
    rig.plays(song("Two")).await;
    assert_eq!(rig.text("title.txt"), "One", "whole, if old");
    assert_eq!(rig.trouble(), Some(FilesTrouble::Full));
    assert_eq!(rig.names().len(), 6, "no half file takes up what room there is: {:?}", rig.names());
    std::fs::remove_file(&ballast).unwrap();
    sleep(AGAIN).await;
    assert_eq!(rig.text("title.txt"), "Two");
    assert_eq!(rig.trouble(), None);
}

#[tokio::test(start_paused = true)]
async fn a_line_that_does_not_fit_on_the_disk_is_taken_back_and_written_later() {
    let Some(disk) = TinyDisk::mount() else { return };
    let rig =
        Rig::at(TempDir::new().unwrap(), disk.path().to_owned(), |settings| settings.history = History::Text).await;
    // A line that ends a few bytes before the end of a block, so that the next begins within it.
    let before = format!("{}\n", "x".repeat(4_085));
    let mut file = std::fs::File::create_new(rig.path("history.txt")).unwrap();
    file.write_all(before.as_bytes()).unwrap();
    let ballast = disk.path().join("ballast");
    let mut file = std::fs::File::create_new(&ballast).unwrap();
    std::io::copy(&mut std::io::repeat(0), &mut file).unwrap_err();
    drop(file);
    rig.plays(song("One")).await;
    assert_eq!(rig.text("history.txt"), before);
    assert_eq!(rig.trouble(), Some(FilesTrouble::Full));
    std::fs::remove_file(&ballast).unwrap();
    sleep(AGAIN).await;
    let history = rig.text("history.txt");
    assert!(history.strip_prefix(&before).unwrap().ends_with("  One – Ärtist\n"), "{history}");
    assert_eq!(history.lines().count(), 2);
}
