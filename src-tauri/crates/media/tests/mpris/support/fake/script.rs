//! What a scripted player answers.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Notify;
use tokio::time::Instant;
use zbus::Message;
use zbus::zvariant::{OwnedValue, Value};

use super::{PLAYER, Properties};

/// How a player treats those that ask it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Answers,
    /// Refuses `GetAll`, and answers `Get`.
    OneByOne,
    NeverAnswers,
    Refuses,
    /// Leaves the bus instead of answering.
    Dies,
}

pub(super) struct Script {
    pub(super) manner: Manner,
    pub(super) properties: HashMap<&'static str, Properties>,
    /// Since when it has been where `Position` says, if it keeps time.
    pub(super) counted: Option<Instant>,
    pub(super) asked: Vec<String>,
    /// Tells that there was a question.
    pub(super) question: Arc<Notify>,
}

pub(super) enum Reply {
    All(Properties),
    One(OwnedValue),
}

impl Script {
    /// What `Get` and `GetAll` get; nothing else is understood.
    pub(super) fn reply(&mut self, call: &Message) -> Option<Reply> {
        let body = call.body();
        let (interface, property) = match body.deserialize::<(&str, &str)>() {
            Ok((interface, property)) => (interface, Some(property)),
            Err(_) => (body.deserialize::<&str>().ok()?, None),
        };
        self.asked.push(format!("{interface}.{}", property.unwrap_or("*")));
        self.count();
        let properties = self.properties.get(interface)?;
        match property {
            _ if self.manner == Manner::Refuses => None,
            None if self.manner == Manner::OneByOne => None,
            None => Some(Reply::All(properties.clone())),
            Some(property) => properties.get(property).cloned().map(Reply::One),
        }
    }

    /// Changes these properties of the interface.
    pub(super) fn set(&mut self, interface: &str, properties: Properties) {
        self.count();
        self.properties.get_mut(interface).unwrap().extend(properties);
    }

    /// Moves the position on, if it keeps time.
    fn count(&mut self) {
        let Some(counted) = &mut self.counted else { return };
        let elapsed = std::mem::replace(counted, Instant::now()).elapsed();
        let Some(player) = self.properties.get_mut(PLAYER) else { return };
        let plays = player.get("PlaybackStatus").is_some_and(|status| **status == Value::from("Playing"));
        let rate = player.get("Rate").and_then(|rate| rate.downcast_ref::<f64>().ok()).unwrap_or(1.0);
        let position = player.get("Position").and_then(|position| position.downcast_ref::<i64>().ok());
        if let Some(position) = position.filter(|_| plays) {
            let elapsed = i64::try_from(elapsed.mul_f64(rate.max(0.0)).as_micros()).unwrap();
            player.insert("Position".to_owned(), Value::from(position + elapsed).try_to_owned().unwrap());
        }
    }
}
