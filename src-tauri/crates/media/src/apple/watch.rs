//! Which of the players are running.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use songplate_core::player::{PlayState, Player};
use songplate_core::source::BoxFuture;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::follow::Follower;
use super::said::{App, Info, Said};
use crate::common::roster::{Appearance, Roster};
use crate::common::sight::Sight;
use crate::common::telling::Telling;

/// How much may wait.
const QUEUE: usize = 64;

/// What the system tells by itself.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(super) enum Heard {
    /// From now on, nothing is missed.
    Listening,
    /// A player runs.
    Appeared { player: App },
    /// A player does not run any more.
    Gone { player: App },
    /// A player says something.
    Said { player: App, info: Info },
}

/// Where the players run.
pub(super) trait System: Clone + Send + Sync + 'static {
    /// What is heard from now on; the error when nothing can be.
    fn listen(&self) -> Result<mpsc::Receiver<Heard>, String>;

    /// What a player answers; `None` when it does not.
    fn ask(&self, app: App) -> BoxFuture<'static, Option<Info>>;
}

/// Follows the players until nothing is heard any more.
pub(super) async fn watch<S: System>(system: &S, sight: &Sight) -> Result<Infallible, String> {
    let mut heard = system.listen()?;
    let (reports, mut inbox) = mpsc::channel(QUEUE);
    let system = Arc::new(system.clone());
    let mut watcher = Watcher { system, reports, roster: Roster::default(), followed: HashMap::new() };
    let mut reported = Vec::with_capacity(QUEUE);
    loop {
        let is_other = tokio::select! {
            heard = heard.recv() => match heard {
                Some(heard) => watcher.hear(heard).await,
                None => return Err("the system does not tell what players say any more".to_owned()),
            },
            _ = inbox.recv_many(&mut reported, QUEUE) => {
                for (appearance, player) in reported.drain(..) {
                    watcher.roster.tell(appearance, player);
                }
                true
            }
        };
        if is_other {
            sight.show(watcher.roster.players());
        }
    }
}

struct Watcher<S> {
    system: Arc<S>,
    reports: mpsc::Sender<(Appearance, Player)>,
    roster: Roster,
    followed: HashMap<App, Followed>,
}

struct Followed {
    appearance: Appearance,
    inbox: mpsc::Sender<Info>,
    task: JoinHandle<()>,
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl<S: System> Watcher<S> {
    /// Whether a player is gone.
    async fn hear(&mut self, heard: Heard) -> bool {
        match heard {
            Heard::Listening => {}
            Heard::Appeared { player } => self.appear(player),
            Heard::Gone { player } => {
                let gone = self.followed.remove(&player);
                if let Some(followed) = &gone {
                    self.roster.go(followed.appearance);
                }
                return gone.is_some();
            }
            Heard::Said { player, info } => {
                // The last word of a player that ends is that it has stopped, and may come late.
                let lives = matches!(Said::read(&info).state, Some(PlayState::Playing | PlayState::Paused));
                if lives && !self.followed.contains_key(&player) {
                    self.appear(player);
                }
                if let Some(followed) = self.followed.get(&player) {
                    let _ = followed.inbox.send(info).await;
                }
            }
        }
        false
    }

    fn appear(&mut self, app: App) {
        if self.followed.contains_key(&app) {
            return;
        }
        let (appearance, id) = self.roster.appear(&app.called().app);
        let (sender, inbox) = mpsc::channel(QUEUE);
        let telling = Telling::new(id, Instant::now());
        let follower = Follower::new(Arc::clone(&self.system), app, telling);
        let task = tokio::spawn(follower.run(inbox, appearance, self.reports.clone()));
        self.followed.insert(app, Followed { appearance, inbox: sender, task });
    }
}
