//! Which of the players are running.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use songplate_core::player::PlayState;
use songplate_core::source::BoxFuture;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::follow::Follower;
use super::said::{App, Info, Said};
use crate::common::roster::Appearance;
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
pub(super) async fn watch<S: System>(system: &S, sight: &Arc<Sight>) -> Result<Infallible, String> {
    let mut heard = system.listen()?;
    let system = Arc::new(system.clone());
    let mut watcher = Watcher { system, sight: Arc::clone(sight), followed: HashMap::new() };
    while let Some(heard) = heard.recv().await {
        watcher.hear(heard).await;
    }
    Err("the system does not tell what players say any more".to_owned())
}

struct Watcher<S> {
    system: Arc<S>,
    sight: Arc<Sight>,
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
    async fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Listening => {}
            Heard::Appeared { player } => self.appear(player),
            Heard::Gone { player } => {
                if let Some(followed) = self.followed.remove(&player) {
                    self.sight.go(followed.appearance);
                }
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
    }

    fn appear(&mut self, app: App) {
        if self.followed.contains_key(&app) {
            return;
        }
        let (appearance, id) = self.sight.appear(&app.called().app);
        let (sender, inbox) = mpsc::channel(QUEUE);
        let telling = Telling::new(id, Instant::now());
        let follower = Follower::new(Arc::clone(&self.system), app, telling);
        let task = tokio::spawn(follower.run(inbox, appearance, Arc::clone(&self.sight)));
        self.followed.insert(app, Followed { appearance, inbox: sender, task });
    }
}
