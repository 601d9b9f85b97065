//! The machine as sequences, on virtual time and a disk that is a list.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::files::{FilesSettings, FilesTrouble, History, TextFile};
use songplate_core::now_playing::{Cover, Kind, NowPlaying, Rate};
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::SourceId;
use songplate_core::status::Status;
use tokio::time::Instant;

use super::content::{Content, CoverPng};
use super::job::{FolderReport, Job, Report};
use super::machine::Machine;
use super::state::FilesPlan;

const FIVE: Duration = Duration::from_secs(5);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn key(cover: &str) -> String {
    Cover::new(cover).key().to_owned()
}

/// A plan with one text file of the title, the cover, and the JSON file.
fn plan() -> FilesPlan {
    let texts = vec![TextFile { name: "song.txt".into(), template: "[SONG]".into() }];
    FilesPlan { settings: FilesSettings { enabled: true, texts, ..FilesSettings::default() }, folder: "/out".into() }
}

fn with(change: impl FnOnce(&mut FilesSettings)) -> FilesPlan {
    let mut plan = plan();
    change(&mut plan.settings);
    plan
}

fn timed() -> FilesPlan {
    with(|settings| {
        settings.texts[0].template = "[SONG] [TIME]".into();
        settings.cover = false;
        settings.json = false;
    })
}

fn noted() -> FilesPlan {
    with(|settings| {
        settings.texts.clear();
        settings.cover = false;
        settings.json = false;
        settings.history = History::Text;
    })
}

fn none() -> Snapshot {
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
struct Rig {
    machine: Machine,
    number: u32,
    begin: Instant,
    now: Instant,
    /// What was written since it was looked at last.
    log: Vec<String>,
    /// Files that can't be written, by what the log would say of them.
    faults: Vec<(&'static str, FilesTrouble)>,
    folder: FolderReport,
}

impl Rig {
    fn new(plan: FilesPlan) -> Self {
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
    fn plays(&mut self, title: &str, cover: Option<&str>, change: impl FnOnce(&mut Song)) -> Vec<String> {
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

    fn shows(&mut self, song: Option<Song>) -> Vec<String> {
        self.number += 1;
        let status = if song.is_some() { Status::Playing } else { Status::Advert };
        self.machine.snapshot(Snapshot { number: self.number, status, song, ..none() }, self.wall());
        self.settle()
    }

    fn plans(&mut self, plan: FilesPlan) -> Vec<String> {
        self.machine.plan(plan, self.wall());
        self.settle()
    }

    /// The cover at this address is here, or can't be had.
    fn fetched(&mut self, cover: &str, here: bool) -> Vec<String> {
        assert_eq!(self.machine.cover_to_fetch(self.now), Some(&*key(cover)), "it was asked for");
        let png = here.then(|| CoverPng { key: key(cover), bytes: cover.as_bytes().into() });
        self.machine.cover_fetched(&key(cover), png, self.now);
        self.settle()
    }

    /// Moves the clock, and wakes the machine whenever it wants to be woken.
    fn passes(&mut self, time: Duration) -> Vec<String> {
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
    fn wake(&self) -> Option<u128> {
        self.machine.wake(self.now).map(|wake| (wake - self.begin).as_millis())
    }

    fn trouble(&self) -> Option<FilesTrouble> {
        self.machine.state(self.now).trouble
    }

    fn wall(&self) -> UnixSeconds {
        UnixSeconds(1).after(self.now - self.begin)
    }

    fn settle(&mut self) -> Vec<String> {
        while let Some(job) = self.machine.next_job(self.now) {
            assert!(self.log.len() < 1_000, "it would never end: {:?}", self.log);
            let report = self.does(&job);
            self.machine.done(&job, &report, self.now, self.wall());
        }
        std::mem::take(&mut self.log)
    }

    fn does(&mut self, job: &Job) -> Report {
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

#[test]
fn the_cover_comes_before_the_title_that_belongs_to_it() {
    let mut rig = Rig::new(plan());
    assert!(rig.plays("One", Some("c1"), |_| ()).is_empty());
    assert!(rig.passes(ms(1_999)).is_empty());
    assert_eq!(rig.fetched("c1", true), ["cover.png=c1", "song.txt=One", "now-playing.json=One+cover"]);
    assert_eq!(
        rig.plays("Same album", Some("c1"), |_| ()),
        ["song.txt=Same album", "now-playing.json=Same album+cover"]
    );
    assert_eq!(rig.plays("Bare", None, |_| ()), ["cover.png=", "song.txt=Bare", "now-playing.json=Bare"]);
    assert_eq!(rig.shows(None), ["song.txt=", "now-playing.json=advert"]);
}

#[test]
fn a_slow_cover_does_not_hold_the_title_back_for_long() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    assert!(rig.plays("Two", Some("c2"), |_| ()).is_empty());
    assert!(rig.passes(ms(1_999)).is_empty());
    assert_eq!(rig.passes(ms(1)), ["cover.png=", "song.txt=Two", "now-playing.json=Two"]);
    assert_eq!(rig.plays("Two", Some("c2"), |_| ()), ["now-playing.json=Two"], "it does not wait again");
    assert_eq!(rig.fetched("c2", true), ["cover.png=c2", "now-playing.json=Two+cover"]);
}

#[test]
fn skipping_does_not_hold_the_title_back_for_longer() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.passes(ms(800));
    assert!(rig.plays("Two", Some("c2"), |_| ()).is_empty());
    rig.passes(ms(800));
    assert!(rig.plays("Three", Some("c3"), |_| ()).is_empty());
    assert_eq!(rig.passes(ms(400)), ["song.txt=Three", "now-playing.json=Three"], "the pixel is there already");
}

#[test]
fn a_cover_that_cannot_be_had_is_asked_for_again() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    assert_eq!(rig.fetched("c1", false), ["song.txt=One", "now-playing.json=One"]);
    assert_eq!(rig.machine.cover_to_fetch(rig.now), None);
    rig.passes(Duration::from_secs(31));
    assert_eq!(rig.fetched("c1", true), ["cover.png=c1", "now-playing.json=One+cover"]);
}

#[test]
fn what_is_not_live_is_not_shown_and_comes_back_with_its_cover() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    let old = rig.plays("One", Some("c1"), |song| song.live = false);
    assert_eq!(old, ["cover.png=", "song.txt=", "now-playing.json=One"]);
    let back = rig.plays("One", Some("c1"), |_| ());
    assert_eq!(back, ["cover.png=c1", "song.txt=One", "now-playing.json=One+cover"]);
}

#[test]
fn the_time_is_written_at_every_second_of_the_song() {
    let mut rig = Rig::new(timed());
    rig.passes(ms(100));
    assert_eq!(rig.plays("One", None, |song| song.now_playing.position_ms = 58_700), ["song.txt=One 0:58"]);
    assert_eq!(rig.wake(), Some(400), "the song's second, not the clock's");
    assert_eq!(rig.passes(ms(2_300)), ["song.txt=One 0:59", "song.txt=One 1:00", "song.txt=One 1:01"]);
    // A disk that took its time does not shift the seconds.
    rig.now += ms(1_750);
    assert_eq!(rig.settle(), ["song.txt=One 1:02"]);
    assert_eq!(rig.wake(), Some(4_400));
    let paused = rig.plays("One", None, |song| {
        song.playing = false;
        song.now_playing.position_ms = 63_100;
    });
    assert_eq!(paused, ["song.txt=One 1:03"]);
    assert!(rig.passes(Duration::from_mins(10)).is_empty());
    assert_eq!(rig.wake(), None);
}

#[test]
fn the_time_stands_at_the_end_of_the_song() {
    let mut rig = Rig::new(timed());
    let end = |song: &mut Song| song.now_playing.position_ms = 198_500;
    assert_eq!(rig.plays("One", None, end), ["song.txt=One 3:18"]);
    assert_eq!(rig.passes(Duration::from_mins(1)), ["song.txt=One 3:19", "song.txt=One 3:20"]);
    assert_eq!(rig.wake(), None);
    rig.plays("Endless", None, |song| song.now_playing.duration_ms = None);
    assert_eq!(rig.passes(Duration::from_hours(1)).len(), 3_600);
}

#[test]
fn without_the_time_in_a_template_nothing_is_written_between_songs() {
    let mut rig = Rig::new(plan());
    rig.plays("One", None, |_| ());
    assert_eq!(rig.wake(), None);
    assert!(rig.plans(plan()).is_empty());
}

#[test]
fn a_cover_that_cannot_be_written_gives_way_to_the_pixel() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.plays("Two", Some("c2"), |_| ());
    rig.faults = vec![("cover.png=c", FilesTrouble::Full)];
    assert_eq!(rig.fetched("c2", true), ["cover.png=", "song.txt=Two", "now-playing.json=Two"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::Full));
    rig.faults.clear();
    assert!(rig.passes(ms(4_999)).is_empty());
    assert_eq!(rig.passes(ms(1)), ["cover.png=c2", "now-playing.json=Two+cover"]);
    assert_eq!(rig.trouble(), None);
}

#[test]
fn a_cover_that_is_held_by_another_program_does_not_hold_the_texts() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.plays("Two", Some("c2"), |_| ());
    rig.faults = vec![("cover.png", FilesTrouble::ReadOnly)];
    assert_eq!(rig.fetched("c2", true), ["song.txt=Two", "now-playing.json=Two"]);
    assert!(rig.passes(FIVE * 3).is_empty());
    rig.faults.clear();
    assert_eq!(rig.passes(FIVE), ["cover.png=c2", "now-playing.json=Two+cover"]);
}

#[test]
fn one_file_in_trouble_does_not_hold_the_others() {
    let mut rig = Rig::new(plan());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    assert_eq!(rig.plays("One", None, |_| ()), ["now-playing.json=One"]);
    let written_at = rig.machine.state(rig.now).written_at;
    assert_eq!(rig.trouble(), Some(FilesTrouble::ReadOnly));
    // It is tried with every change, and stays told while that fails.
    assert_eq!(rig.plays("Two", None, |_| ()), ["now-playing.json=Two"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::ReadOnly));
    rig.passes(FIVE * 2);
    assert_eq!(rig.machine.state(rig.now).written_at, written_at, "not everything was written");
    rig.faults.clear();
    assert_eq!(rig.passes(FIVE), ["song.txt=Two"]);
    assert_eq!(rig.trouble(), None);
    assert_eq!(rig.machine.state(rig.now).written_at, Some(rig.wall()));
}

#[test]
fn a_folder_that_had_to_be_made_again_is_filled_again() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.folder = FolderReport::Made;
    let again = ["folder", "cover.png=c1", "song.txt=Two", "now-playing.json=Two+cover"];
    assert_eq!(rig.plays("Two", Some("c1"), |_| ()), again);
    rig.folder = FolderReport::Failed(FilesTrouble::NoFolder);
    assert_eq!(rig.plays("Three", Some("c1"), |_| ()), ["folder"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::NoFolder));
    assert_eq!(rig.passes(ms(14_999)), ["folder", "folder"]);
    rig.folder = FolderReport::Made;
    let again = ["folder", "cover.png=c1", "song.txt=Three", "now-playing.json=Three+cover"];
    assert_eq!(rig.passes(ms(1)), again);
    assert_eq!(rig.trouble(), None);
}

#[test]
fn files_that_are_no_longer_kept_do_not_go_on_showing_a_song() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    let another = with(|settings| settings.texts[0].name = "title.txt".into());
    assert_eq!(rig.plans(another), ["song.txt=", "title.txt=One"]);
    let fewer = with(|settings| {
        settings.texts.clear();
        settings.cover = false;
    });
    assert_eq!(rig.plans(fewer), ["cover.png=", "title.txt=", "now-playing.json=One"]);
    assert!(rig.plans(with(|settings| settings.enabled = false)) == ["now-playing.json=inactive"]);
    assert!(rig.plays("Two", Some("c2"), |_| ()).is_empty());
    assert_eq!(rig.machine.cover_to_fetch(rig.now), None);
    assert_eq!(rig.wake(), None);
}

#[test]
fn another_folder_is_filled_and_the_one_before_emptied() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    let moved = FilesPlan { folder: "/else".into(), ..plan() };
    let (emptied, filled) = (
        ["cover.png=", "now-playing.json=inactive", "song.txt="],
        ["/else/cover.png=c1", "/else/song.txt=One", "/else/now-playing.json=One+cover"],
    );
    assert_eq!(rig.plans(moved), [emptied, filled].concat());
    assert_eq!(rig.plans(plan()).len(), 6, "and back again");
}

#[test]
fn emptying_is_tried_for_a_minute_and_never_told() {
    let mut rig = Rig::new(plan());
    rig.plays("One", None, |_| ());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    assert_eq!(rig.plans(with(|settings| settings.enabled = false)), ["now-playing.json=inactive"]);
    assert_eq!(rig.trouble(), None);
    rig.passes(Duration::from_secs(30));
    rig.faults.clear();
    assert_eq!(rig.passes(FIVE), ["song.txt="]);
    rig.plans(plan());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    rig.plans(with(|settings| settings.enabled = false));
    rig.passes(Duration::from_secs(61));
    assert_eq!(rig.wake(), None, "it has been given up");
}

#[test]
fn the_last_act_empties_and_notes() {
    let mut rig = Rig::new(with(|settings| settings.history = History::Text));
    rig.faults = vec![("history", FilesTrouble::ReadOnly)];
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.faults.clear();
    rig.machine.close();
    let last = ["cover.png=", "now-playing.json=inactive", "song.txt=", "history=One"];
    assert_eq!(rig.settle(), last);
}

#[test]
fn the_end_is_not_held_up_by_a_broken_disk() {
    let mut rig = Rig::new(with(|settings| settings.history = History::Text));
    rig.plays("One", None, |_| ());
    rig.faults = vec![("", FilesTrouble::Other)];
    rig.plays("Two", Some("c2"), |_| ());
    rig.machine.close();
    assert!(rig.settle().is_empty());
}

#[test]
fn a_song_is_noted_once_when_it_is_seen_playing_live() {
    let mut rig = Rig::new(noted());
    assert!(rig.plays("One", None, |song| song.playing = false).is_empty());
    assert!(rig.plays("One", None, |song| song.live = false).is_empty());
    assert_eq!(rig.plays("One", None, |_| ()), ["history=One"]);
    assert!(rig.plays("One", None, |song| song.playing = false).is_empty());
    assert!(rig.plays("One", None, |song| song.now_playing.position_ms = 90_000).is_empty());
    assert!(rig.shows(None).is_empty());
    assert!(rig.plays("One", None, |_| ()).is_empty(), "it goes on after an advert");
    assert_eq!(rig.plays("Two", None, |_| ()), ["history=Two"]);
    assert_eq!(rig.plays("One", None, |_| ()), ["history=One"]);
}

#[test]
fn songs_that_could_not_be_noted_are_noted_later() {
    let mut rig = Rig::new(noted());
    rig.faults = vec![("history", FilesTrouble::Full)];
    for title in ["One", "Two", "Three"] {
        assert!(rig.plays(title, None, |_| ()).is_empty());
    }
    assert_eq!(rig.trouble(), Some(FilesTrouble::Full));
    rig.faults.clear();
    let elsewhere = FilesPlan { folder: "/else".into(), ..noted() };
    assert_eq!(rig.plans(elsewhere), ["history=One,Two,Three"], "where the user wants them now");
    assert_eq!(rig.trouble(), None);
    assert_eq!(rig.plans(noted()), ["history=Three"], "the song that plays is in each file");
    rig.plans(with(|settings| settings.enabled = false));
    assert!(rig.plays("Four", None, |_| ()).is_empty());
}

#[test]
fn a_disk_that_does_not_answer_is_told() {
    let mut rig = Rig::new(plan());
    rig.number += 1;
    rig.machine.plan(with(|settings| settings.texts[0].template = "x[SONG]".into()), rig.wall());
    rig.machine.silence(rig.wall());
    let job = rig.machine.next_job(rig.now).unwrap();
    assert_eq!(rig.machine.next_job(rig.now), None, "one at a time");
    assert_eq!(rig.wake(), Some(10_000));
    rig.now += Duration::from_secs(10);
    assert_eq!(rig.trouble(), Some(FilesTrouble::Other));
    assert_eq!(rig.wake(), None);
    let report = rig.does(&job);
    rig.machine.done(&job, &report, rig.now, rig.wall());
    rig.settle();
    assert_eq!(rig.trouble(), None);
}

#[test]
fn nothing_is_known_of_files_that_were_not_written() {
    let mut machine = Machine::new(plan(), none(), Arc::new(|_| String::new()), UnixSeconds(1));
    let now = Instant::now();
    let mut paths = BTreeMap::new();
    while let Some(job) = machine.next_job(now) {
        assert!(paths.is_empty() == matches!(&job, Job::Fill { tidy: true, .. }), "strays are looked for once");
        for write in job.writes() {
            paths.insert(write.path.clone(), write.content.clone());
        }
        let writes = vec![Ok(()); job.writes().len()];
        machine.done(&job, &Report { folder: FolderReport::Ready, writes, append: None }, now, UnixSeconds(1));
    }
    assert_eq!(paths.len(), 3, "what a run that was killed left is written over, without a song too");
}
