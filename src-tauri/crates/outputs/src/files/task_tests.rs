//! The task with a disk that hangs, on virtual time.

use std::future::ready;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use songplate_core::clock::SystemClock;
use songplate_core::covers::{CoverFile, CoverShelf};
use songplate_core::files::{FilesSettings, FilesTrouble, History};
use songplate_core::now_playing::{Kind, NowPlaying, Rate};
use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::{BoxFuture, SourceId};
use songplate_core::status::Status;
use tokio::sync::watch;
use tokio::time::{Instant, advance};

use super::job::{FolderReport, Job, Report};
use super::spawn::Parts;
use super::state::FilesPlan;
use super::task::{Disk, Task};

struct NoCovers;

impl CoverShelf for NoCovers {
    fn get<'a>(&'a self, _key: &'a str) -> BoxFuture<'a, Option<CoverFile>> {
        Box::pin(ready(None))
    }
}

fn playing(title: &str) -> Snapshot {
    let now_playing = NowPlaying {
        id: title.into(),
        kind: Kind::Track,
        title: title.into(),
        subtitle: String::new(),
        album: None,
        link: None,
        cover: None,
        duration_ms: None,
        position_ms: 0,
        rate: Rate::NORMAL,
    };
    let song = Song { now_playing, read_at: Instant::now(), playing: true, live: true };
    Snapshot {
        run: "run".into(),
        number: 1,
        sources: Vec::new(),
        selected: SourceId::Spotify,
        listening: true,
        status: Status::Playing,
        song: Some(song),
        origin: None,
    }
}

/// A disk that hands each job to the test, and hangs until it is released.
fn hanging() -> (Disk, tokio::sync::mpsc::UnboundedReceiver<Job>, mpsc::Sender<()>) {
    let (jobs, given) = tokio::sync::mpsc::unbounded_channel();
    let (release, released) = mpsc::channel();
    let released = Mutex::new(released);
    let disk = Arc::new(move |job: &Job| {
        jobs.send(job.clone()).unwrap();
        let append = matches!(job, Job::Fill { append: Some(_), .. }).then_some(Ok(()));
        // One at a time: the second would not get the lock.
        released.try_lock().unwrap().recv().unwrap();
        Report { folder: FolderReport::Ready, writes: vec![Ok(()); job.writes().len()], append }
    });
    (disk, given, release)
}

#[tokio::test(start_paused = true)]
async fn while_the_disk_hangs_nobody_waits_and_nothing_is_lost() {
    let settings = FilesSettings {
        enabled: true,
        texts: Vec::new(),
        cover: false,
        json: false,
        history: History::Text,
        folder: None,
    };
    let plans = watch::Sender::new(FilesPlan { settings, folder: "/out".into() });
    let snapshots = watch::Sender::new(playing("Song 0"));
    let (disk, mut jobs, release) = hanging();
    let parts = Parts {
        plans: plans.subscribe(),
        snapshots: snapshots.subscribe(),
        covers: Arc::new(NoCovers),
        source_names: Arc::new(|_| String::new()),
        clock: Arc::new(SystemClock),
    };
    let (task, mut states) = Task::new(parts, disk);
    tokio::spawn(task.run());
    let titles = |job: &Job| match job {
        Job::Fill { append: Some(append), .. } => {
            append.entries.iter().map(|entry| entry.title.clone()).collect::<Vec<_>>()
        }
        job => panic!("{job:?} has no songs"),
    };
    assert_eq!(titles(&jobs.recv().await.unwrap()), ["Song 0"]);
    for number in 1..=300 {
        snapshots.send_replace(playing(&format!("Song {number}")));
        // Every one is seen by the task, as every one would be that plays for a while.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }
    advance(Duration::from_secs(11)).await;
    states.wait_for(|state| state.trouble == Some(FilesTrouble::Other)).await.unwrap();
    assert!(jobs.try_recv().is_err(), "the disk has but one job");
    release.send(()).unwrap();
    let rest = titles(&jobs.recv().await.unwrap());
    assert_eq!(rest, (1..=300).map(|number| format!("Song {number}")).collect::<Vec<_>>());
    release.send(()).unwrap();
    states.wait_for(|state| state.trouble.is_none() && state.written_at.is_some()).await.unwrap();
    drop(plans);
    while states.changed().await.is_ok() {}
}
