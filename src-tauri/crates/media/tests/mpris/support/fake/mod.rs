//! A player whose words are scripted. The program `fake_player` among the examples is made of it, too.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]

mod script;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use zbus::connection::Builder;
use zbus::fdo::DBusProxy;
use zbus::message::Type;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, MessageStream};

use script::{Reply, Script};

pub(crate) use script::Manner;

const PATH: &str = "/org/mpris/MediaPlayer2";
const ROOT: &str = "org.mpris.MediaPlayer2";
const PLAYER: &str = "org.mpris.MediaPlayer2.Player";

type Properties = HashMap<String, OwnedValue>;

/// A player that says what the test wants.
pub(crate) struct FakePlayer {
    connection: Connection,
    script: Arc<Mutex<Script>>,
    task: JoinHandle<()>,
}

impl Drop for FakePlayer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl FakePlayer {
    /// A player that is stopped, on the bus at this address.
    pub(crate) async fn appear(bus: impl AsRef<str>, name: &str) -> Self {
        Self::appear_with(bus, name, Manner::Answers, &[]).await
    }

    /// A player with these properties.
    pub(crate) async fn appear_with(
        bus: impl AsRef<str>,
        name: &str,
        manner: Manner,
        properties: &[(&str, Value<'_>)],
    ) -> Self {
        let program = name.split('.').next().unwrap();
        let root = owned(&[("Identity", program.to_uppercase().into()), ("DesktopEntry", program.into())]);
        let mut player = owned(&[("PlaybackStatus", "Stopped".into()), ("Position", 0_i64.into())]);
        player.extend(owned(properties));
        let script = Script {
            manner,
            properties: HashMap::from([(ROOT, root), (PLAYER, player)]),
            counted: None,
            asked: vec![],
            question: Arc::default(),
        };
        let script = Arc::new(Mutex::new(script));
        let connection = Builder::address(bus.as_ref()).unwrap().build().await.unwrap();
        let task = tokio::spawn(answer(connection.clone(), Arc::clone(&script)));
        connection.request_name(format!("{ROOT}.{name}")).await.unwrap();
        Self { connection, script, task }
    }

    /// Leaves the bus.
    pub(crate) async fn go(self) {
        self.connection.clone().close().await.unwrap();
    }

    pub(crate) async fn take_name(&self, name: &str) {
        self.connection.request_name(format!("{ROOT}.{name}")).await.unwrap();
    }

    pub(crate) async fn release_name(&self, name: &str) {
        self.connection.release_name(format!("{ROOT}.{name}")).await.unwrap();
    }

    pub(crate) fn behave(&self, manner: Manner) {
        self.script.lock().unwrap().manner = manner;
    }

    /// From now on its position moves while it plays, as those of real players do.
    pub(crate) fn keep_time(&self) {
        self.script.lock().unwrap().counted = Some(Instant::now());
    }

    /// What it was asked so far, `Interface.Property` or `Interface.*`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.script.lock().unwrap().asked.clone()
    }

    /// Waits until it has been asked something, and has answered in its manner.
    pub(crate) async fn asked_once(&self) {
        let question = Arc::clone(&self.script.lock().unwrap().question);
        timeout(Duration::from_secs(20), question.notified()).await.expect("it was never asked");
    }

    /// How many connections its bus has.
    pub(crate) async fn connections(&self) -> usize {
        DBusProxy::new(&self.connection).await.unwrap().list_names().await.unwrap().len()
    }

    /// Changes without telling.
    pub(crate) fn set(&self, properties: &[(&str, Value<'_>)]) {
        self.script.lock().unwrap().set(PLAYER, owned(properties));
    }

    /// Changes what it is called, without telling.
    pub(crate) fn set_root(&self, properties: &[(&str, Value<'_>)]) {
        self.script.lock().unwrap().set(ROOT, owned(properties));
    }

    /// Changes its name for people and tells.
    pub(crate) async fn rename(&self, identity: &str) {
        self.set_root(&[("Identity", identity.into())]);
        let changed = HashMap::from([("Identity", Value::from(identity))]);
        self.signal("PropertiesChanged", &(ROOT, changed, Vec::<&str>::new())).await;
    }

    /// Changes and tells.
    pub(crate) async fn change(&self, properties: &[(&str, Value<'_>)]) {
        self.set(properties);
        let changed: HashMap<&str, Value<'_>> =
            properties.iter().map(|(name, value)| (*name, value.try_clone().unwrap())).collect();
        self.signal("PropertiesChanged", &(PLAYER, changed, Vec::<&str>::new())).await;
    }

    /// Changes and tells only what is no longer so.
    pub(crate) async fn invalidate(&self, properties: &[(&str, Value<'_>)]) {
        self.set(properties);
        let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
        self.signal("PropertiesChanged", &(PLAYER, HashMap::<&str, Value<'_>>::new(), names)).await;
    }

    /// Tells that it is at another position, in microseconds.
    pub(crate) async fn seek(&self, position: i64) {
        self.set(&[("Position", position.into())]);
        self.connection.emit_signal(None::<&str>, PATH, PLAYER, "Seeked", &position).await.unwrap();
    }

    /// Sends any signal of the properties interface.
    pub(crate) async fn signal<B>(&self, member: &str, body: &B)
    where
        B: zbus::export::serde::Serialize + zbus::zvariant::DynamicType,
    {
        self.connection.emit_signal(None::<&str>, PATH, "org.freedesktop.DBus.Properties", member, body).await.unwrap();
    }
}

fn owned(entries: &[(&str, Value<'_>)]) -> Properties {
    entries.iter().map(|(name, value)| ((*name).to_owned(), value.try_to_owned().unwrap())).collect()
}

async fn answer(connection: Connection, script: Arc<Mutex<Script>>) {
    let mut calls = MessageStream::from(&connection);
    while let Some(Ok(call)) = calls.next().await {
        if call.message_type() != Type::MethodCall {
            continue;
        }
        let (manner, reply) = {
            let mut script = script.lock().unwrap();
            (script.manner, script.reply(&call))
        };
        match (manner, reply) {
            (Manner::NeverAnswers, _) => {}
            (Manner::Dies, _) => {
                script.lock().unwrap().question.notify_one();
                connection.close().await.unwrap();
                return;
            }
            (_, Some(Reply::All(all))) => connection.reply(&call.header(), &all).await.unwrap(),
            (_, Some(Reply::One(one))) => connection.reply(&call.header(), &Value::from(one)).await.unwrap(),
            (_, None) => {
                connection.reply_error(&call.header(), "org.freedesktop.DBus.Error.Failed", &"no").await.unwrap();
            }
        }
        script.lock().unwrap().question.notify_one();
    }
}
