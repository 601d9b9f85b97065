//! The task around the listener's machine: real channels, virtual time.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use songplate_core::listener::{Intent, Listener, Started};
use songplate_core::settings::ListenerSettings;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::{BoxFuture, Source, SourceEvents, SourceId, SourceState};
use songplate_core::status::Status;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::listener::{playing, spotify};

/// Reports one song, and another whenever it is woken. Counts how many of it run.
#[derive(Default)]
struct Jukebox {
    running: Arc<AtomicUsize>,
}

struct Count(Arc<AtomicUsize>);

impl Drop for Count {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Source for Jukebox {
    fn listen(self: Arc<Self>, events: SourceEvents, wake: Arc<Notify>) -> BoxFuture<'static, ()> {
        self.running.fetch_add(1, Ordering::SeqCst);
        let count = Count(Arc::clone(&self.running));
        Box::pin(async move {
            let _count = count;
            for number in 1.. {
                if events.send(playing(&format!("Song {number}"), Instant::now())).await.is_err() {
                    return;
                }
                wake.notified().await;
            }
        })
    }
}

fn start(remembered: ListenerSettings) -> (Started, Arc<AtomicUsize>) {
    let jukebox = Jukebox::default();
    let running = Arc::clone(&jukebox.running);
    let sources = HashMap::from([(SourceId::Spotify, Arc::new(jukebox) as Arc<dyn Source>)]);
    let listener = Listener::new("run".to_owned(), remembered, false);
    (listener.spawn(sources, spotify(SourceState::Ready)), running)
}

async fn shown(snapshots: &mut watch::Receiver<Snapshot>, what: impl Fn(&Snapshot) -> bool) -> Snapshot {
    tokio::time::timeout(Duration::from_secs(5), snapshots.wait_for(|snapshot| what(snapshot)))
        .await
        .expect("a snapshot like that comes")
        .expect("the listener lives")
        .clone()
}

fn titled(title: &'static str) -> impl Fn(&Snapshot) -> bool {
    move |snapshot| snapshot.song.as_ref().is_some_and(|song| song.now_playing.title == title)
}

#[tokio::test(start_paused = true)]
async fn songs_come_through_and_numbers_only_rise() {
    let (mut started, running) = start(ListenerSettings::default());
    started.handle.send(Intent::Select(SourceId::Spotify));
    started.handle.send(Intent::Start);
    let first = shown(&mut started.snapshots, titled("Song 1")).await;
    started.handle.send(Intent::TryAgain);
    let second = shown(&mut started.snapshots, titled("Song 2")).await;
    assert!(second.number > first.number);
    assert_eq!(second.run, "run");
    assert_eq!(running.load(Ordering::SeqCst), 1);
    started.handle.send(Intent::Stop);
    shown(&mut started.snapshots, |snapshot| snapshot.status == Status::Inactive).await;
    // The task of the source ends at its next turn.
    while running.load(Ordering::SeqCst) > 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_song_goes_stale_by_itself() {
    let (mut started, _) = start(ListenerSettings { selected: SourceId::Spotify, listening: true });
    let live = shown(&mut started.snapshots, titled("Song 1")).await;
    assert!(live.song.unwrap().live);
    let before = Instant::now();
    let stale = shown_within(&mut started.snapshots, Duration::from_mins(1), |snapshot| {
        snapshot.song.as_ref().is_some_and(|song| !song.live)
    })
    .await;
    assert!(matches!(stale.status, Status::Offline { .. }));
    assert_eq!(before.elapsed().as_secs(), 20, "as long as the source promised, and no longer");
}

async fn shown_within(
    snapshots: &mut watch::Receiver<Snapshot>,
    limit: Duration,
    what: impl Fn(&Snapshot) -> bool,
) -> Snapshot {
    tokio::time::timeout(limit, snapshots.wait_for(|snapshot| what(snapshot))).await.unwrap().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn what_is_to_be_remembered_is_told() {
    let (mut started, _) = start(ListenerSettings::default());
    started.handle.send(Intent::Select(SourceId::Spotify));
    started.handle.send(Intent::Start);
    let remembered = ListenerSettings { selected: SourceId::Spotify, listening: true };
    started.remembered.wait_for(|settings| *settings == remembered).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_first_snapshot_holds_the_selection_that_was_remembered() {
    let (started, _) = start(ListenerSettings { selected: SourceId::Spotify, listening: true });
    let snapshot = started.snapshots.borrow().clone();
    assert!(snapshot.sources.iter().any(|entry| entry.id == snapshot.selected));
    assert!(snapshot.listening);
}
