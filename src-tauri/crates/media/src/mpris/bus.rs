//! Which players are on the bus, and what they say without being asked.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;

use futures_util::stream::{SelectAll, select_all};
use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use zbus::fdo::{DBusProxy, NameOwnerChanged};
use zbus::message::Type;
use zbus::{Connection, MatchRule, Message, MessageStream};

use super::follow::{Follower, Inbox};
use super::program;
use crate::common::roster::Appearance;
use crate::common::sight::Sight;

/// MPRIS 2.2, "Bus Name Policy".
const NAMESPACE: &str = "org.mpris.MediaPlayer2";
/// Players that only repeat what others say.
const MIRRORS: [&str; 1] = ["playerctld"];
/// How many signals of one player may wait. When there are more, it is asked instead.
const QUEUE: usize = 64;
/// How many signals of all players may wait while the bus is asked to send them. More of them would hold up its answer.
const ALL_QUEUE: usize = 1_024;

/// Follows the players until the bus is gone.
pub(super) async fn watch(connection: &Connection, sight: &Arc<Sight>) -> zbus::Result<Infallible> {
    // The signals first, then the names: so nobody is missed in between.
    let mut signals = signals(connection).await?;
    let (found, mut there) = mpsc::channel(QUEUE);
    let mut watcher = Watcher {
        connection: connection.clone(),
        sight: Arc::clone(sight),
        followed: HashMap::new(),
        owners: HashMap::new(),
        gone: Some(HashSet::new()),
    };
    // Beside the signals, which must be read for the answers to get through.
    let mut looking = pin!(look_around(connection, found).fuse());
    loop {
        tokio::select! {
            signal = signals.next() => match signal {
                Some(Ok(signal)) => watcher.hear(&signal),
                Some(Err(error)) => return Err(error),
                None => return Err(zbus::Error::Failure("it was closed".to_owned())),
            },
            looked = &mut looking => looked?,
            name = there.recv(), if watcher.gone.is_some() => watcher.find(name),
        }
    }
}

/// Finds the players that are there already: their names, and the unique names behind them.
async fn look_around(connection: &Connection, found: mpsc::Sender<(String, String)>) -> zbus::Result<()> {
    let bus = DBusProxy::new(connection).await?;
    let mut names: Vec<_> = bus.list_names().await?.into_iter().filter(|name| program(name).is_some()).collect();
    names.sort();
    for name in names {
        // One that has gone meanwhile has no owner.
        if let Ok(owner) = bus.get_name_owner(name.as_ref()).await {
            // Whoever looks is there as long as this runs.
            let _ = found.send((name.to_string(), owner.to_string())).await;
        }
    }
    Ok(())
}

async fn signals(connection: &Connection) -> zbus::Result<SelectAll<MessageStream>> {
    let rule = || MatchRule::builder().msg_type(Type::Signal);
    let names = rule()
        .sender("org.freedesktop.DBus")?
        .interface("org.freedesktop.DBus")?
        .member("NameOwnerChanged")?
        .arg0ns(NAMESPACE)?;
    // Of no interface: dbus-daemon serves such rules before those of one, which most listeners name.
    let changes = rule().path("/org/mpris/MediaPlayer2")?.member("PropertiesChanged")?.arg0ns(NAMESPACE)?;
    let seeks = rule().path("/org/mpris/MediaPlayer2")?.interface("org.mpris.MediaPlayer2.Player")?.member("Seeked")?;
    let mut streams = Vec::new();
    // What comes most often comes last: nobody reads until all are asked for.
    for rule in [names, seeks, changes] {
        streams.push(MessageStream::for_match_rule(rule.build(), connection, Some(ALL_QUEUE)).await?);
    }
    Ok(select_all(streams))
}

struct Watcher {
    connection: Connection,
    sight: Arc<Sight>,
    /// By unique name, which signals carry: one program may have several names, and is one player.
    followed: HashMap<String, Followed>,
    /// The unique name behind each name.
    owners: HashMap<String, String>,
    /// Names and owners that were gone before they were found, while it is being looked who is there.
    gone: Option<HashSet<(String, String)>>,
}

struct Followed {
    appearance: Appearance,
    names: BTreeSet<String>,
    inbox: mpsc::Sender<Message>,
    missed: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Watcher {
    /// A player was there already; `None` when there are no more.
    fn find(&mut self, name: Option<(String, String)>) {
        match name {
            Some(name) if self.gone.as_ref().is_some_and(|gone| gone.contains(&name)) => {}
            Some((name, owner)) => self.appear(&name, &owner),
            None => self.gone = None,
        }
    }

    fn hear(&mut self, signal: &Message) {
        if let Some(change) = NameOwnerChanged::from_message(signal.clone()) {
            let Ok(change) = change.args() else { return };
            if let Some(owner) = change.old_owner.as_ref() {
                self.go(&change.name, owner.as_str());
            }
            if let Some(owner) = change.new_owner.as_ref() {
                self.appear(&change.name, owner.as_str());
            }
        } else if let Some(followed) = signal.header().sender().and_then(|sender| self.followed.get(sender.as_str()))
            && let Err(TrySendError::Full(_)) = followed.inbox.try_send(signal.clone())
        {
            followed.missed.notify_one();
        }
    }

    fn appear(&mut self, name: &str, owner: &str) {
        let Some(program) = program(name).filter(|_| self.owners.get(name).is_none_or(|known| known != owner)) else {
            return;
        };
        self.owners.insert(name.to_owned(), owner.to_owned());
        if let Some(followed) = self.followed.get_mut(owner) {
            followed.names.insert(name.to_owned());
            return;
        }
        let (appearance, id) = self.sight.appear(program);
        let (sender, inbox) = mpsc::channel(QUEUE);
        let missed = Arc::new(Notify::new());
        let inbox = Inbox { signals: inbox, missed: Arc::clone(&missed) };
        let follower = Follower::new(self.connection.clone(), owner.to_owned(), id, program);
        let task = tokio::spawn(follower.run(inbox, appearance, Arc::clone(&self.sight)));
        let names = BTreeSet::from([name.to_owned()]);
        self.followed.insert(owner.to_owned(), Followed { appearance, names, inbox: sender, missed, task });
    }

    /// Nobody has this name any more; the player is gone with its last one.
    fn go(&mut self, name: &str, owner: &str) {
        if let Some(gone) = &mut self.gone {
            gone.insert((name.to_owned(), owner.to_owned()));
        }
        if self.owners.get(name).is_none_or(|known| known != owner) {
            return;
        }
        self.owners.remove(name);
        let Some(followed) = self.followed.get_mut(owner) else { return };
        followed.names.remove(name);
        if followed.names.is_empty() {
            self.sight.go(followed.appearance);
            self.followed.remove(owner);
        }
    }
}

/// The program that a name on the bus stands for; `None` when it is no player.
fn program(name: &str) -> Option<&str> {
    let program = program::named(name.strip_prefix(NAMESPACE)?.strip_prefix('.')?);
    (!program.is_empty() && !MIRRORS.contains(&program)).then_some(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_program() {
        for (name, expected) in [
            ("org.mpris.MediaPlayer2.spotify", Some("spotify")),
            ("org.mpris.MediaPlayer2.vlc.instance1234", Some("vlc")),
            ("org.mpris.MediaPlayer2.firefox.instance_1_23", Some("firefox")),
            ("org.mpris.MediaPlayer2.kdeconnect.mpris_000001", Some("kdeconnect")),
            ("org.mpris.MediaPlayer2.io.bassi.Amberol", Some("Amberol")),
            ("org.mpris.MediaPlayer2.io.github.celluloid_player.Celluloid.instance-1", Some("Celluloid")),
            ("org.mpris.MediaPlayer2.com.example.Player", Some("example")),
            ("org.mpris.MediaPlayer2.playerctld", None),
            ("org.mpris.MediaPlayer2", None),
            ("org.mpris.MediaPlayer2.", None),
            ("org.mpris.MediaPlayer27.vlc", None),
            (":1.7", None),
        ] {
            assert_eq!(program(name), expected, "{name}");
        }
    }
}
