//! What is between the machine and the test.

use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::files::{FilesSettings, FilesTrouble, History, TextFile};
use songplate_core::now_playing::{Cover, Kind, NowPlaying, Rate};
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::SourceId;
use songplate_core::status::Status;
use tokio::time::Instant;

use super::super::content::{Content, CoverPng};
use super::super::job::{FolderReport, Job, Report};
use super::super::machine::Machine;
use super::super::state::FilesPlan;

pub(super) const FIVE: Duration = Duration::from_secs(5);

pub(super) fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

pub(super) fn key(cover: &str) -> String {
    Cover::new(cover).key().to_owned()
}

/// A plan with one text file of the title, the cover, and the JSON file.
pub(super) fn plan() -> FilesPlan {
    let texts = vec![TextFile { name: "song.txt".into(), template: "[SONG]".into() }];
    FilesPlan { settings: FilesSettings { enabled: true, texts, ..FilesSettings::default() }, folder: "/out".into() }
}

pub(super) fn with(change: impl FnOnce(&mut FilesSettings)) -> FilesPlan {
    let mut plan = plan();
    change(&mut plan.settings);
    plan
}

pub(super) fn timed() -> FilesPlan {
    with(|settings| {
        settings.texts[0].template = "[SONG] [TIME]".into();
        settings.cover = false;
        settings.json = false;
    })
}

pub(super) fn noted() -> FilesPlan {
    with(|settings| {
        settings.texts.clear();
        settings.cover = false;
        settings.json = false;
        settings.history = History::Text;
    })
}

pub(super) fn none() -> Snapshot {
    Snapshot {
        run: "run".into(),
        number: 0,
        sources: Vec::new(),
        selected: SourceId::Spotify,
        listening: true,
        status: Status::Advert,
        song: None,
        origin: None,
    }
}

/// What is between the machine and the test: a disk, and a clock that the test moves.
pub(super) struct Rig {
    pub(super) machine: Machine,
    pub(super) number: u32,
    pub(super) begin: Instant,
    pub(super) now: Instant,
    /// What was written since it was looked at last.
    pub(super) log: Vec<String>,
    /// Files that can't be written, by what the log would say of them.
    pub(super) faults: Vec<(&'static str, FilesTrouble)>,
    pub(super) folder: FolderReport,
}

impl Rig {
    pub(super) fn new(plan: FilesPlan) -> Self {
        let now = Instant::now();
        let machine = Machine::new(plan, none(), Arc::new(|_| "Spotify".to_owned()), UnixSeconds(1));
        let mut rig = Self {
            machine,
            number: 0,
            begin: now,
            now,
            log: Vec::new(),
            faults: Vec::new(),
            folder: FolderReport::Ready,
        };
        rig.settle();
        rig.log.clear();
        rig
    }

    /// Another snapshot: of this song, at the position of 0 unless `change` says otherwise.
    pub(super) fn plays(&mut self, title: &str, cover: Option<&str>, change: impl FnOnce(&mut Song)) -> Vec<String> {
        let now_playing = NowPlaying {
            id: title.into(),
            kind: Kind::Track,
            title: title.into(),
            subtitle: "A".into(),
            album: None,
            link: None,
            cover: cover.map(Cover::new),
            duration_ms: Some(200_000),
            position_ms: 0,
            rate: Rate::NORMAL,
        };
        let mut song = Song { now_playing, read_at: self.now, playing: true, live: true };
        change(&mut song);
        self.shows(Some(song))
    }

    pub(super) fn shows(&mut self, song: Option<Song>) -> Vec<String> {
        self.number += 1;
        let status = if song.is_some() { Status::Playing } else { Status::Advert };
        self.machine.snapshot(Snapshot { number: self.number, status, song, ..none() }, self.wall());
        self.settle()
    }

    pub(super) fn plans(&mut self, plan: FilesPlan) -> Vec<String> {
        self.machine.plan(plan, self.wall());
        self.settle()
    }

    /// The cover at this address is here, or can't be had.
    pub(super) fn fetched(&mut self, cover: &str, here: bool) -> Vec<String> {
        assert_eq!(self.machine.cover_to_fetch(self.now), Some(&*key(cover)), "it was asked for");
        let png = here.then(|| CoverPng { key: key(cover), bytes: cover.as_bytes().into() });
        self.machine.cover_fetched(&key(cover), png, self.now);
        self.settle()
    }

    /// Moves the clock, and wakes the machine whenever it wants to be woken.
    pub(super) fn passes(&mut self, time: Duration) -> Vec<String> {
        let until = self.now + time;
        let mut log = Vec::new();
        while let Some(wake) = self.machine.wake(self.now).filter(|wake| *wake <= until) {
            assert!(wake > self.now, "it would not sleep");
            self.now = wake;
            log.extend(self.settle());
        }
        self.now = until;
        log
    }

    /// When the machine wants to be woken, in milliseconds since the beginning.
    pub(super) fn wake(&self) -> Option<u128> {
        self.machine.wake(self.now).map(|wake| (wake - self.begin).as_millis())
    }

    pub(super) fn trouble(&self) -> Option<FilesTrouble> {
        self.machine.state(self.now).trouble
    }

    pub(super) fn wall(&self) -> UnixSeconds {
        UnixSeconds(1).after(self.now - self.begin)
    }

    pub(super) fn settle(&mut self) -> Vec<String> {
        for _ in 0..100 {
            let Some(job) = self.machine.next_job(self.now) else { return std::mem::take(&mut self.log) };
            let report = self.does(&job);
            self.machine.done(&job, &report, self.now, self.wall());
        }
        panic!("it would never end: {:?}", self.log);
    }

    pub(super) fn does(&mut self, job: &Job) -> Report {
        let (folder, append) = match job {
            Job::Fill { append, .. } => (self.folder, append.as_ref()),
            Job::Empty { .. } => (FolderReport::Ready, None),
        };
        if folder != FolderReport::Ready {
            if folder == FolderReport::Made {
                self.folder = FolderReport::Ready;
            }
            self.log.push("folder".into());
            return Report::of(folder);
        }
        let mut tried = |words: String| {
            let fault = self.faults.iter().find(|(fault, _)| words.starts_with(fault));
            if let Some((_, trouble)) = fault {
                return Err(*trouble);
            }
            self.log.push(words);
            Ok(())
        };
        let writes = job.writes().iter().map(|write| {
            let name = write.path.strip_prefix("/out").unwrap_or(&write.path).display();
            tried(match &write.content {
                Content::Text(text) => format!("{name}={text}"),
                Content::Cover(cover) => format!("{name}={}", String::from_utf8_lossy(&cover.bytes)),
                Content::NoCover => format!("{name}="),
                Content::Json(json) => format!(
                    "{name}={}{}",
                    json.title.as_deref().unwrap_or(&json.status),
                    json.cover.as_deref().map_or("", |_| "+cover")
                ),
            })
        });
        let writes = writes.collect();
        let append = append.map(|append| {
            let titles: Vec<_> = append.entries.iter().map(|entry| &*entry.title).collect();
            tried(format!("history={}", titles.join(",")))
        });
        Report { folder, writes, append }
    }
}
