//! The one task that owns the listener. Everything else sends it intents and watches snapshots.

use std::collections::HashMap;
use std::future::pending;
use std::hash::BuildHasher;
use std::sync::Arc;

use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::machine::{Effect, Input, Intent, Listener};
use crate::clock::due;
use crate::settings::ListenerSettings;
use crate::snapshot::Snapshot;
use crate::source::{Source, SourceEntry, SourceEvent, SourceId};

/// Where the listener gets the sources.
pub trait SourceShelf: Send + Sync + 'static {
    /// The source of this name, if there is one. A player's source is there whether the player runs or not.
    fn get(&self, id: &SourceId) -> Option<Arc<dyn Source>>;
}

impl<S: BuildHasher + Send + Sync + 'static> SourceShelf for HashMap<SourceId, Arc<dyn Source>, S> {
    fn get(&self, id: &SourceId) -> Option<Arc<dyn Source>> {
        HashMap::get(self, id).cloned()
    }
}

/// Sends intents to the listener. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ListenerHandle {
    intents: mpsc::UnboundedSender<Intent>,
}

impl ListenerHandle {
    /// Sends an intent. Never waits; an intent sent after the end of the program is lost.
    pub fn send(&self, intent: Intent) {
        let _ = self.intents.send(intent);
    }
}

/// A listener that runs.
#[derive(Debug)]
pub struct Started {
    /// Where to send intents.
    pub handle: ListenerHandle,
    /// What it does.
    pub snapshots: watch::Receiver<Snapshot>,
    /// What is to be remembered of it.
    pub remembered: watch::Receiver<ListenerSettings>,
}

impl Listener {
    /// Starts the task that owns this listener, on the current tokio runtime; `entries` are the sources that exist at
    /// first, so that no snapshot ever lacks the one that was remembered. The task ends when every handle is gone.
    #[must_use]
    pub fn spawn(self, sources: impl SourceShelf, entries: Vec<SourceEntry>) -> Started {
        let (intents, inbox) = mpsc::unbounded_channel();
        let (snapshots, snapshots_receiver) = watch::channel(self.snapshot());
        let (remember, remembered) = watch::channel(self.remembered());
        let mut task = Task {
            listener: self,
            sources: Box::new(sources),
            running: None,
            wake: Arc::default(),
            snapshots,
            remember,
        };
        task.take_in(Input::Intent(Intent::Sources(entries)));
        tokio::spawn(task.run(inbox));
        Started { handle: ListenerHandle { intents }, snapshots: snapshots_receiver, remembered }
    }
}

struct Task {
    listener: Listener,
    sources: Box<dyn SourceShelf>,
    running: Option<Running>,
    wake: Arc<Notify>,
    snapshots: watch::Sender<Snapshot>,
    remember: watch::Sender<ListenerSettings>,
}

/// A source that is listened to; dropping this ends it.
struct Running {
    /// Which start it belongs to.
    start: u64,
    events: mpsc::Receiver<SourceEvent>,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the source says next; nothing ever when there is none, or when it has ended by itself.
async fn said(running: &mut Option<Running>) -> Input {
    if let Some(running) = running
        && let Some(event) = running.events.recv().await
    {
        return Input::Reported { start: running.start, event };
    }
    pending().await
}

impl Task {
    async fn run(mut self, mut intents: mpsc::UnboundedReceiver<Intent>) {
        loop {
            let input = tokio::select! {
                intent = intents.recv() => match intent {
                    Some(intent) => Input::Intent(intent),
                    None => return,
                },
                reported = said(&mut self.running) => reported,
                () = due(self.listener.deadline()) => Input::TimePassed,
            };
            self.take_in(input);
        }
    }

    fn take_in(&mut self, input: Input) {
        for effect in self.listener.apply(input, Instant::now()) {
            self.carry_out(effect);
        }
        self.publish();
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::StartSource { start, source } => self.running = self.start(start, &source),
            Effect::StopSource => self.running = None,
            Effect::WakeSource => self.wake.notify_one(),
            Effect::Remember(settings) => {
                self.remember.send_replace(settings);
            }
        }
    }

    fn start(&mut self, start: u64, source: &SourceId) -> Option<Running> {
        let source = self.sources.get(source)?;
        // A wake that was meant for an earlier source must not reach this one.
        self.wake = Arc::default();
        let (sender, events) = mpsc::channel(1);
        Some(Running { start, events, task: tokio::spawn(source.listen(sender, Arc::clone(&self.wake))) })
    }

    fn publish(&mut self) {
        let unchanged = {
            let current = self.snapshots.borrow();
            *current == self.listener.snapshot()
        };
        if !unchanged {
            self.snapshots.send_replace(self.listener.next_snapshot());
        }
    }
}
