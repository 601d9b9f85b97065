//! Follows one session: asks it when it tells that something has changed.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::now_playing::Cover;
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinHandle, spawn_blocking};
use tokio::time::Instant;

use super::said::Answer;
use super::session::Said;
use crate::common::amend::Input;
use crate::common::moment::at;
use crate::common::roster::Appearance;
use crate::common::sight::Sight;
use crate::common::telling::{Called, Telling};

/// How long a session may take to answer before its player is shown by its name alone.
const LIMIT: Duration = Duration::from_secs(2);

/// One session, as the system has it. Everything here may block.
pub(super) trait Session: Clone + PartialEq + Send + Sync + 'static {
    /// Tells its events for as long as this is kept.
    type Listening: Send + 'static;

    /// Tells its events from now on.
    fn listen(&self, events: &Arc<Events>) -> Self::Listening;

    /// What it answers to a question. `known` is the cover that was read last.
    fn read(&self, question: Question, known: Option<&Cover>) -> Answer;
}

/// What a session is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    /// What it does, and where it is.
    State,
    /// That, and what it has loaded.
    All,
}

/// What a session tells: that something is different, not how.
#[derive(Debug, Default)]
pub(super) struct Events {
    /// Something about what is loaded.
    pub(super) media: Notify,
    /// Something about what it does, or where it is.
    pub(super) state: Notify,
}

/// Follows one session until it is dropped.
pub(super) async fn follow<S: Session>(
    session: S,
    called: Called,
    mut telling: Telling,
    appearance: Appearance,
    sight: Arc<Sight>,
) {
    let events = Arc::new(Events::default());
    let mut said = Said::nothing(&called.app);
    let mut patience = Some(Instant::now() + LIMIT);
    // A session that does not answer has one thread waiting for it, and is not asked again before it does.
    let mut working = Some(begin(&session, &events));
    let mut listening = None;
    let mut wanted = None;
    loop {
        if let (None, Some(question)) = (&working, wanted) {
            working = Some(ask(&session, question, said.cover()));
            wanted = None;
        }
        let input = tokio::select! {
            done = finished(&mut working) => {
                working = None;
                done.ok().map(|(begun, answer)| {
                    listening = begun.or(listening.take());
                    said.learn(answer)
                })
            }
            () = events.media.notified() => {
                wanted = Some(Question::All);
                None
            }
            () = events.state.notified() => {
                wanted = wanted.max(Some(Question::State));
                None
            }
            () = at(telling.deadline()) => Some(Input::TimePassed),
            () = at(patience) => {
                patience = None;
                (!telling.has_begun()).then(|| said.silence())
            }
        };
        let Some(input) = input else { continue };
        let report = telling.take_in(input, called.clone(), Instant::now());
        if report.guessed {
            wanted = wanted.max(Some(Question::State));
        }
        if let Some(player) = report.player {
            sight.tell(appearance, player);
        }
    }
}

/// What a thread is doing for a session: it comes back with an answer, and the first time with what keeps its events
/// coming.
type Working<L> = JoinHandle<(Option<L>, Answer)>;

fn begin<S: Session>(session: &S, events: &Arc<Events>) -> Working<S::Listening> {
    let (session, events) = (session.clone(), Arc::clone(events));
    spawn_blocking(move || {
        let listening = session.listen(&events);
        (Some(listening), session.read(Question::All, None))
    })
}

fn ask<S: Session>(session: &S, question: Question, known: Option<&Cover>) -> Working<S::Listening> {
    let (session, known) = (session.clone(), known.cloned());
    spawn_blocking(move || (None, session.read(question, known.as_ref())))
}

async fn finished<L>(working: &mut Option<Working<L>>) -> Result<(Option<L>, Answer), JoinError> {
    match working {
        Some(working) => working.await,
        None => pending().await,
    }
}
