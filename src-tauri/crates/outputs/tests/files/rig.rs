//! A writer at work, and everything around it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use songplate_core::clock::{UnixSeconds, WallClock};
use songplate_core::covers::{CoverFile, CoverShelf};
use songplate_core::files::{FilesSettings, FilesTrouble, TextFile};
use songplate_core::now_playing::{Cover, Kind, NowPlaying, Rate};
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::{BoxFuture, SourceId};
use songplate_core::status::Status;
use songplate_outputs::files::{FilesPlan, FilesState, Parts, spawn};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

/// A clock that the test sets.
pub(crate) struct TestClock(AtomicU32);

impl WallClock for TestClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.load(Ordering::SeqCst))
    }
}

/// Hands out covers, or holds them back.
pub(crate) struct Shelf {
    covers: Mutex<HashMap<String, CoverFile>>,
    open: watch::Sender<bool>,
    /// Read whenever a cover is asked for.
    watched: PathBuf,
    /// What it held then.
    pub(crate) seen: Mutex<Vec<String>>,
}

impl CoverShelf for Shelf {
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Option<CoverFile>> {
        self.seen.lock().unwrap().push(std::fs::read_to_string(&self.watched).unwrap_or_default());
        let mut open = self.open.subscribe();
        Box::pin(async move {
            open.wait_for(|open| *open).await.unwrap();
            self.covers.lock().unwrap().get(key).cloned()
        })
    }
}

/// A writer at work.
pub(crate) struct Rig {
    _dir: TempDir,
    pub(crate) folder: PathBuf,
    plans: Option<watch::Sender<FilesPlan>>,
    snapshots: watch::Sender<Snapshot>,
    pub(crate) shelf: Arc<Shelf>,
    clock: Arc<TestClock>,
    states: watch::Receiver<FilesState>,
}

impl Rig {
    /// With the files of the default settings, in a folder that is not there yet.
    pub(crate) async fn new(change: impl FnOnce(&mut FilesSettings)) -> Self {
        Self::within(|_| (), change).await
    }

    /// The same, where `prepare` has looked at the folder above.
    pub(crate) async fn within(prepare: impl FnOnce(&Path), change: impl FnOnce(&mut FilesSettings)) -> Self {
        let dir = TempDir::new().unwrap();
        prepare(dir.path());
        let folder = dir.path().join("new/Songplate");
        Self::at(dir, folder, change).await
    }

    /// The same, in this folder, which is gone with `dir`.
    pub(crate) async fn at(dir: TempDir, folder: PathBuf, change: impl FnOnce(&mut FilesSettings)) -> Self {
        let mut settings = FilesSettings { enabled: true, ..FilesSettings::default() };
        change(&mut settings);
        settings.check().unwrap();
        let shelf = Arc::new(Shelf {
            covers: Mutex::default(),
            open: watch::Sender::new(true),
            watched: folder.join("song.txt"),
            seen: Mutex::default(),
        });
        let mut rig = Self {
            _dir: dir,
            plans: Some(watch::Sender::new(FilesPlan { settings, folder: folder.clone() })),
            snapshots: watch::Sender::new(quiet()),
            shelf,
            clock: Arc::new(TestClock(AtomicU32::new(1_795_453_512))),
            states: watch::Sender::default().subscribe(),
            folder,
        };
        rig.start().await;
        rig
    }

    async fn start(&mut self) {
        self.states = spawn(Parts {
            plans: self.plans.as_ref().unwrap().subscribe(),
            snapshots: self.snapshots.subscribe(),
            covers: Arc::clone(&self.shelf) as _,
            source_names: Arc::new(|source| format!("<{source}>")),
            clock: Arc::clone(&self.clock) as _,
        });
        self.settle().await;
    }

    /// Waits until the writer has nothing more to do at once: virtual time passes only when every task waits and
    /// nothing runs on another thread.
    pub(crate) async fn settle(&self) {
        sleep(Duration::from_millis(1)).await;
    }

    /// Ends the writer as the end of the program does, and waits until it has ended.
    pub(crate) async fn end(&mut self) {
        let plan = self.plan();
        self.plans = None;
        while self.states.changed().await.is_ok() {}
        self.plans = Some(watch::Sender::new(plan));
    }

    /// Starts the program again, after [`Rig::end`].
    pub(crate) async fn start_again(&mut self) {
        self.start().await;
    }

    pub(crate) fn plan(&self) -> FilesPlan {
        self.plans.as_ref().unwrap().borrow().clone()
    }

    /// Takes other settings.
    pub(crate) async fn set(&self, change: impl FnOnce(&mut FilesPlan)) {
        self.plans.as_ref().unwrap().send_modify(change);
        self.settle().await;
    }

    /// Shows a song without waiting for the files.
    pub(crate) fn shows(&self, song: Option<Song>) {
        self.snapshots.send_modify(|snapshot| {
            snapshot.number += 1;
            snapshot.status = if song.is_some() { Status::Playing } else { Status::Advert };
            snapshot.song = song;
        });
    }

    /// Shows a song, and waits for the files.
    pub(crate) async fn plays(&self, song: Song) {
        self.shows(Some(song));
        self.settle().await;
    }

    /// Moves the wall clock.
    pub(crate) fn later(&self, seconds: u32) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    /// What time the wall clock tells.
    pub(crate) fn wall(&self) -> UnixSeconds {
        self.clock.now()
    }

    /// Puts a cover on the shelf, under this address.
    pub(crate) fn offers(&self, address: &str, bytes: Vec<u8>) {
        let cover = CoverFile { bytes: bytes.into(), content_type: "image/x-lie" };
        self.shelf.covers.lock().unwrap().insert(Cover::new(address).key().to_owned(), cover);
    }

    /// Whether covers are handed out.
    pub(crate) fn open_shelf(&self, open: bool) {
        self.shelf.open.send_replace(open);
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text("now-playing.json")).unwrap()
    }

    /// The names in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = self.folder.read_dir().unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn state(&self) -> FilesState {
        self.states.borrow().clone()
    }

    pub(crate) fn trouble(&self) -> Option<FilesTrouble> {
        self.state().trouble
    }
}

/// Nothing plays.
fn quiet() -> Snapshot {
    Snapshot {
        run: "run".into(),
        number: 1,
        sources: Vec::new(),
        selected: SourceId::Spotify,
        listening: true,
        status: Status::Advert,
        song: None,
        origin: None,
    }
}

/// A song that plays from its beginning, of 3:20.
pub(crate) fn song(title: &str) -> Song {
    let now_playing = NowPlaying {
        id: title.into(),
        kind: Kind::Track,
        title: title.into(),
        subtitle: "Ärtist".into(),
        album: Some("Album".into()),
        link: Some("https://example.org/song".into()),
        cover: None,
        duration_ms: Some(200_000),
        position_ms: 0,
        rate: Rate::NORMAL,
    };
    Song { now_playing, read_at: Instant::now(), playing: true, live: true }
}

/// The same with a cover.
pub(crate) fn covered(title: &str, address: &str) -> Song {
    let mut song = song(title);
    song.now_playing.cover = Some(Cover::new(address));
    song
}

pub(crate) fn text_file(name: &str, template: &str) -> TextFile {
    TextFile { name: name.into(), template: template.into() }
}

/// An image of one colour.
pub(crate) fn image(colour: [u8; 3], format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(8, 6, Rgb(colour))).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The colour in the middle of a PNG, with its alpha.
pub(crate) fn colour(png: &[u8]) -> [u8; 4] {
    let image = image::load_from_memory_with_format(png, ImageFormat::Png).unwrap().into_rgba8();
    image.get_pixel(image.width() / 2, image.height() / 2).0
}
