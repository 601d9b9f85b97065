//! What is written in which order, as a pure machine: news and the time go in, jobs for the disk come out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::files::FilesTrouble;
use songplate_core::now_playing::Cover;
use songplate_core::snapshot::Snapshot;
use tokio::time::Instant;

use super::awaited::AwaitedCover;
use super::content::{Content, CoverPng};
use super::failures::Failures;
use super::history::Notes;
use super::job::{FolderReport, Job, Report, Write};
use super::lines::Format;
use super::state::{FilesPlan, FilesState};
use super::wanted::{cover_path, emptied, in_use, live_song, next_tick, silent, texts};
use crate::SourceNames;

/// After how long a disk that does not answer is told as trouble.
const SLOW: Duration = Duration::from_secs(10);

/// For how long it is tried to empty a file that is no longer in use.
const LEFTOVER_PATIENCE: Duration = Duration::from_mins(1);

/// The writer's state.
pub(super) struct Machine {
    plan: FilesPlan,
    snapshot: Snapshot,
    source_names: SourceNames,
    cover: AwaitedCover,
    notes: Notes,
    /// What the files hold that this run has written. What is not in here has to be written.
    held: BTreeMap<PathBuf, Content>,
    failures: Failures,
    /// Since when files that are no longer in use can't be emptied.
    stubborn: BTreeMap<PathBuf, Instant>,
    /// The folder that was cleared of what a run that was killed has left.
    tidied: Option<PathBuf>,
    /// Since when the disk is busy with a job.
    busy_since: Option<Instant>,
    closing: bool,
    /// When something was written that `state` does not tell of yet.
    unsettled: Option<UnixSeconds>,
    state: FilesState,
}

impl Machine {
    /// Begins with this plan and this snapshot, at the time `wall`.
    pub(super) fn new(plan: FilesPlan, snapshot: Snapshot, source_names: SourceNames, wall: UnixSeconds) -> Self {
        let mut machine = Self {
            plan,
            snapshot,
            source_names,
            cover: AwaitedCover::default(),
            notes: Notes::default(),
            held: BTreeMap::new(),
            failures: Failures::default(),
            stubborn: BTreeMap::new(),
            tidied: None,
            busy_since: None,
            closing: false,
            unsettled: None,
            state: FilesState::default(),
        };
        machine.news(wall);
        machine
    }

    /// Takes another plan.
    pub(super) fn plan(&mut self, plan: FilesPlan, wall: UnixSeconds) {
        self.plan = plan;
        self.news(wall);
    }

    /// Takes another snapshot.
    pub(super) fn snapshot(&mut self, snapshot: Snapshot, wall: UnixSeconds) {
        self.snapshot = snapshot;
        self.news(wall);
    }

    /// There will be no more snapshots.
    pub(super) fn silence(&mut self, wall: UnixSeconds) {
        self.snapshot(silent(&self.snapshot), wall);
    }

    /// The program ends: what is left to do is to empty the files, and to write down what was played.
    pub(super) fn close(&mut self) {
        self.closing = true;
        self.failures.clear();
    }

    /// The key of the cover that is to be fetched.
    pub(super) fn cover_to_fetch(&self, now: Instant) -> Option<&str> {
        self.cover.to_fetch(now)
    }

    /// The cover of `key` was handed out, or can't be had.
    pub(super) fn cover_fetched(&mut self, key: &str, png: Option<CoverPng>, now: Instant) {
        self.cover.fetched(key, png, now);
    }

    /// What the disk has to do now, if anything. It does one job after the other.
    pub(super) fn next_job(&mut self, now: Instant) -> Option<Job> {
        if self.busy_since.is_some() {
            return None;
        }
        self.failures.expire(now);
        let job = self.leftovers(now).or_else(|| self.fill(now));
        self.busy_since = job.is_some().then_some(now);
        if job.is_none() && !self.cover.is_waiting() && self.trouble().is_none() {
            self.state.trouble = None;
            self.state.written_at = self.unsettled.take().or(self.state.written_at);
        }
        job
    }

    /// What came of the job.
    pub(super) fn done(&mut self, job: &Job, report: &Report, now: Instant, wall: UnixSeconds) {
        self.busy_since = None;
        match job {
            Job::Fill { folder, writes, append, .. } => {
                // It may be another folder by now.
                let in_use = *folder == self.plan.folder;
                match report.folder {
                    FolderReport::Ready => self.tidied = Some(folder.clone()),
                    FolderReport::Made => self.held.retain(|path, _| path.parent() != Some(folder)),
                    FolderReport::Failed(trouble) if in_use => self.failures.folder_failed(trouble, now),
                    FolderReport::Failed(_) => {}
                }
                for (write, result) in writes.iter().zip(&report.writes) {
                    self.wrote(write, *result, now, wall);
                }
                match (append, report.append) {
                    (Some(append), Some(Ok(()))) => {
                        self.notes.written(append);
                        self.unsettled = Some(wall);
                    }
                    (Some(_), Some(Err(trouble))) if in_use => self.failures.history_failed(trouble, now),
                    _ => {}
                }
            }
            Job::Empty { writes } => {
                for (write, result) in writes.iter().zip(&report.writes) {
                    self.emptied(write, *result, now);
                }
            }
        }
        self.state.trouble = self.trouble().or(self.state.trouble);
    }

    /// When [`Machine::next_job`] is to be asked, whatever else happens.
    pub(super) fn wake(&self, now: Instant) -> Option<Instant> {
        if let Some(since) = self.busy_since {
            return Some(since + SLOW).filter(|slow| *slow > now);
        }
        let waiting = self.cover.wake(now);
        let tick = next_tick(&self.plan, &self.snapshot, now);
        [waiting, tick, self.failures.again()].into_iter().flatten().min()
    }

    /// Where the writer stands.
    pub(super) fn state(&self, now: Instant) -> FilesState {
        let slow = self.busy_since.is_some_and(|since| now >= since + SLOW);
        let trouble = self.state.trouble.or_else(|| slow.then_some(FilesTrouble::Other));
        let trouble = trouble.filter(|_| self.plan.settings.enabled);
        FilesState { trouble, ..self.state.clone() }
    }

    fn news(&mut self, wall: UnixSeconds) {
        self.failures.clear();
        let settings = &self.plan.settings;
        let song = live_song(&self.snapshot);
        let cover = song.and_then(|song| song.now_playing.cover.as_ref());
        self.cover.want(cover.filter(|_| settings.enabled && settings.cover).map(Cover::key));
        let format = Format::of(settings.history).filter(|_| settings.enabled);
        self.notes.aim(format.map(|format| (self.plan.folder.join(format.file_name()), format)));
        if let Some(song) = song.filter(|song| song.playing) {
            let source = self.snapshot.source();
            self.notes.note(song, source, &(self.source_names)(source), wall);
        }
    }

    /// What keeps the files in use from being written. It stays told until a write has gone well.
    fn trouble(&self) -> Option<FilesTrouble> {
        self.failures.trouble(|path| in_use(&self.plan, path))
    }

    /// Empties the files that would show an old song for ever. They come first: a name that is only written in another
    /// case is the same file on some systems.
    fn leftovers(&mut self, now: Instant) -> Option<Job> {
        let (plan, closing) = (&self.plan, self.closing);
        let left = |path: &Path| closing || !in_use(plan, path);
        let empty = |content: &Content| emptied(content, &self.snapshot, now);
        self.held.retain(|path, content| !left(path) || *content != empty(content));
        let writes: Vec<_> = self
            .held
            .iter()
            .filter(|(path, _)| left(path) && self.failures.of_file(path).is_none())
            .map(|(path, content)| Write { path: path.clone(), content: empty(content) })
            .collect();
        (!writes.is_empty()).then_some(Job::Empty { writes })
    }

    /// Brings the folder up to date.
    fn fill(&mut self, now: Instant) -> Option<Job> {
        if !self.plan.settings.enabled || self.failures.of_folder() {
            return None;
        }
        let writes = if self.closing { Vec::new() } else { self.writes(now) };
        let append = self.notes.append().filter(|_| !self.failures.of_history());
        if writes.is_empty() && append.is_none() {
            return None;
        }
        let tidy = self.tidied.as_ref() != Some(&self.plan.folder);
        Some(Job::Fill { folder: self.plan.folder.clone(), tidy, writes, append })
    }

    /// The cover alone while it is not the one of the song, then the texts, and the JSON file last.
    fn writes(&mut self, now: Instant) -> Vec<Write> {
        let mut has_cover = false;
        if let Some(path) = cover_path(&self.plan) {
            let Some(mut content) = self.cover.content(now) else { return Vec::new() };
            let failed = self.failures.of_file(&path);
            if failed.is_some() {
                // The wrong cover is worse than none.
                content = Content::NoCover;
            }
            // Where not even the pixel can be written, the texts are still better than nothing.
            if self.held.get(&path) != Some(&content) && failed != Some(&Content::NoCover) {
                return vec![Write { path, content }];
            }
            has_cover = matches!(content, Content::Cover(_));
        }
        let source_name = (self.source_names)(self.snapshot.source());
        let mut writes = texts(&self.plan, &self.snapshot, &source_name, has_cover, now);
        writes.retain(|write| {
            self.held.get(&write.path) != Some(&write.content) && self.failures.of_file(&write.path).is_none()
        });
        writes
    }

    fn wrote(&mut self, write: &Write, result: Result<(), FilesTrouble>, now: Instant, wall: UnixSeconds) {
        match result {
            Ok(()) => {
                self.held.insert(write.path.clone(), write.content.clone());
                self.unsettled = Some(wall);
            }
            Err(trouble) => self.failures.file_failed(&write.path, &write.content, trouble, now),
        }
    }

    fn emptied(&mut self, write: &Write, result: Result<(), FilesTrouble>, now: Instant) {
        let since = *self.stubborn.entry(write.path.clone()).or_insert(now);
        match result {
            Err(trouble) if !self.closing && now < since + LEFTOVER_PATIENCE => {
                self.failures.file_failed(&write.path, &write.content, trouble, now);
            }
            _ => {
                self.stubborn.remove(&write.path);
                self.held.remove(&write.path);
            }
        }
    }
}
