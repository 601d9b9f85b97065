//! The task around the machine: it follows what changes, fetches covers, and has the disk do the jobs.

use std::future::pending;
use std::sync::Arc;

use songplate_core::clock::WallClock;
use songplate_core::files::FilesTrouble;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::BoxFuture;
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, sleep_until};

use super::content::CoverPng;
use super::cover::Covers;
use super::job::{Job, Report};
use super::machine::Machine;
use super::spawn::Parts;
use super::state::{FilesPlan, FilesState};

/// What does a job. It may block.
pub(super) type Disk = Arc<dyn Fn(&Job) -> Report + Send + Sync>;

/// The writer.
pub(super) struct Task {
    plans: watch::Receiver<FilesPlan>,
    snapshots: watch::Receiver<Snapshot>,
    covers: Covers,
    clock: Arc<dyn WallClock>,
    disk: Disk,
    state: watch::Sender<FilesState>,
    machine: Machine,
    /// The one job that is under way.
    job: Option<(Arc<Job>, JoinHandle<Report>)>,
    /// The one cover that is being fetched.
    fetch: Option<(String, BoxFuture<'static, Option<CoverPng>>)>,
}

/// What the task waits for.
enum Happening {
    /// Another plan, or none for ever.
    Plan { last: bool },
    /// Another snapshot, or none for ever.
    Snapshot { last: bool },
    /// The disk has done its job.
    Done(Arc<Job>, Report),
    /// The cover of this key was handed out, or can't be had.
    Cover(String, Option<CoverPng>),
    /// Time has passed.
    Time,
}

impl Task {
    /// The writer, and what it tells of itself. `disk` does the jobs, one at a time.
    pub(super) fn new(mut parts: Parts, disk: Disk) -> (Self, watch::Receiver<FilesState>) {
        let plan = parts.plans.borrow_and_update().clone();
        let snapshot = parts.snapshots.borrow_and_update().clone();
        let (state, states) = watch::channel(FilesState::default());
        let task = Self {
            machine: Machine::new(plan, snapshot, parts.source_names, parts.clock.now()),
            plans: parts.plans,
            snapshots: parts.snapshots,
            covers: Covers::new(parts.covers),
            clock: parts.clock,
            disk,
            state,
            job: None,
            fetch: None,
        };
        (task, states)
    }

    /// Writes until there are no more plans, then empties what was written.
    pub(super) async fn run(mut self) {
        let mut listening = true;
        loop {
            let now = Instant::now();
            self.start_job(now);
            self.fetch_cover(now);
            self.tell(now);
            let wake = self.machine.wake(now);
            let happening = tokio::select! {
                changed = self.plans.changed() => Happening::Plan { last: changed.is_err() },
                changed = self.snapshots.changed(), if listening => Happening::Snapshot { last: changed.is_err() },
                (job, report) = done(&mut self.job) => Happening::Done(job, report),
                (key, png) = fetched(&mut self.fetch) => Happening::Cover(key, png),
                () = passed(wake) => Happening::Time,
            };
            let (now, wall) = (Instant::now(), self.clock.now());
            match happening {
                Happening::Plan { last: true } => return self.close().await,
                Happening::Plan { last: false } => {
                    let plan = self.plans.borrow_and_update().clone();
                    self.machine.plan(plan, wall);
                }
                Happening::Snapshot { last: true } => {
                    listening = false;
                    self.machine.silence(wall);
                }
                Happening::Snapshot { last: false } => {
                    let snapshot = self.snapshots.borrow_and_update().clone();
                    self.machine.snapshot(snapshot, wall);
                }
                Happening::Done(job, report) => self.machine.done(&job, &report, now, wall),
                Happening::Cover(key, png) => self.machine.cover_fetched(&key, png, now),
                Happening::Time => {}
            }
        }
    }

    async fn close(mut self) {
        self.machine.close();
        loop {
            self.start_job(Instant::now());
            if self.job.is_none() {
                return;
            }
            let (job, report) = done(&mut self.job).await;
            self.machine.done(&job, &report, Instant::now(), self.clock.now());
        }
    }

    fn start_job(&mut self, now: Instant) {
        if let Some(job) = self.machine.next_job(now).map(Arc::new) {
            let (disk, given) = (Arc::clone(&self.disk), Arc::clone(&job));
            self.job = Some((job, spawn_blocking(move || disk(&given))));
        }
    }

    fn fetch_cover(&mut self, now: Instant) {
        let wanted = self.machine.cover_to_fetch(now);
        if wanted != self.fetch.as_ref().map(|(key, _)| &**key) {
            // What was fetched for an earlier song is dropped.
            self.fetch = wanted.map(|key| (key.to_owned(), Box::pin(self.covers.clone().get(key.to_owned())) as _));
        }
    }

    fn tell(&self, now: Instant) {
        let next = self.machine.state(now);
        self.state.send_if_modified(|state| {
            let news = *state != next;
            *state = next;
            news
        });
    }
}

/// The job that is under way, once it is done.
async fn done(under_way: &mut Option<(Arc<Job>, JoinHandle<Report>)>) -> (Arc<Job>, Report) {
    let Some((job, handle)) = under_way else { return pending().await };
    let report = handle.await.unwrap_or_else(|_| Report::failed(job, FilesTrouble::Other));
    let job = Arc::clone(job);
    *under_way = None;
    (job, report)
}

/// The cover that is being fetched, once it is here.
async fn fetched(under_way: &mut Option<(String, BoxFuture<'static, Option<CoverPng>>)>) -> (String, Option<CoverPng>) {
    let Some((key, fetch)) = under_way else { return pending().await };
    let png = fetch.await;
    let key = std::mem::take(key);
    *under_way = None;
    (key, png)
}

async fn passed(until: Option<Instant>) {
    match until {
        Some(until) => sleep_until(until).await,
        None => pending().await,
    }
}
