//! Carries out what the player is told.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval, timeout};
use zbus::zvariant::{ObjectPath, Value};

use super::command::{Behaviour, Change, Command, Storm};
use super::fake::{FakePlayer, Manner};
use super::spotify;

const PLAYER: &str = "org.mpris.MediaPlayer2.Player";
/// How long one that is to die waits for a question.
const LAST: Duration = Duration::from_secs(2);

type Metadata = HashMap<String, Value<'static>>;
type Properties = Vec<(&'static str, Value<'static>)>;

/// A player, and what it has loaded.
pub(crate) struct ScriptedPlayer {
    /// Nothing when it is gone.
    fake: Option<FakePlayer>,
    metadata: Metadata,
    behaviour: Behaviour,
    /// Spotify's name for what is loaded.
    track: String,
}

impl ScriptedPlayer {
    /// A player that is stopped, on the bus at this address.
    pub(crate) async fn appear(bus: &str, suffix: &str) -> Self {
        // Some who listen leave out a player that can do nothing.
        let able = ["CanControl", "CanPlay", "CanPause", "CanSeek", "CanGoNext", "CanGoPrevious"];
        let properties = able.map(|name| (name, true.into()));
        let fake = FakePlayer::appear_with(bus, suffix, Manner::Answers, &properties).await;
        fake.keep_time();
        Self { fake: Some(fake), metadata: HashMap::new(), behaviour: Behaviour::Plain, track: String::new() }
    }

    /// Whether it has left the bus.
    pub(crate) fn is_gone(&self) -> bool {
        self.fake.is_none()
    }

    /// Does what it is told; returns when it is done.
    pub(crate) async fn carry_out(&mut self, command: Command) {
        match command {
            Command::Set(change) => self.change(*change).await,
            Command::Pieces(changes) => {
                for change in changes {
                    self.change(change).await;
                }
            }
            Command::Raw(properties) => self.tell_raw(properties).await,
            Command::Seek(position_ms) => self.seek(position_ms).await,
            Command::Storm(storm) => self.storm(&storm).await,
            Command::WrongTypes => self.talk_nonsense().await,
            Command::Hang => self.behave(Manner::NeverAnswers),
            Command::Answer => self.behave(Manner::Answers),
            Command::Die => self.die().await,
            Command::Quit => {
                if let Some(fake) = self.fake.take() {
                    fake.go().await;
                }
            }
            Command::Behave(behaviour) => self.become_like(behaviour).await,
        }
    }

    async fn change(&mut self, change: Change) {
        let (change, starts) = match self.behaviour {
            Behaviour::Plain => (change, false),
            Behaviour::Spotify => spotify::completed(change, &mut self.track),
        };
        let Some(fake) = &self.fake else { return };
        if let Some(identity) = &change.identity {
            fake.rename(identity).await;
        }
        if let Some(position) = change.position_ms {
            fake.set(&[("Position", (position * 1_000).into())]);
        }
        let song = song(&change, self.behaviour);
        if change.clear {
            self.metadata.clear();
        }
        let mut told: Properties = Vec::new();
        if change.clear || !song.is_empty() {
            self.metadata.extend(song);
            told.push(("Metadata", metadata(&self.metadata)));
        }
        told.extend(change.status.map(|status| ("PlaybackStatus", status.into())));
        told.extend(change.rate.map(|rate| ("Rate", rate.into())));
        if self.behaviour == Behaviour::Spotify {
            for property in &told {
                fake.change(std::slice::from_ref(property)).await;
            }
        } else if !told.is_empty() {
            fake.change(&told).await;
        }
        if starts {
            self.seek(change.position_ms.unwrap_or_default()).await;
        }
    }

    async fn tell_raw(&mut self, properties: serde_json::Map<String, serde_json::Value>) {
        let Some(fake) = &self.fake else { return };
        let properties: Vec<_> = properties.into_iter().map(|(name, value)| (name, from_json(value))).collect();
        if let Some((_, Value::Dict(dict))) = properties.iter().find(|(name, _)| name == "Metadata") {
            self.metadata = dict.try_clone().ok().and_then(|dict| Metadata::try_from(dict).ok()).unwrap_or_default();
        }
        let told: Vec<_> = properties.iter().map(|(name, value)| (name.as_str(), copy(value))).collect();
        fake.change(&told).await;
    }

    async fn seek(&self, position_ms: i64) {
        if let Some(fake) = &self.fake {
            fake.seek(position_ms * 1_000).await;
        }
    }

    async fn storm(&mut self, storm: &Storm) {
        let mut ticks = storm.per_second.map(|number| {
            let mut ticks = interval(Duration::from_secs(1) / number.max(1));
            // As many as were asked for, also on a machine that is busy.
            ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
            ticks
        });
        for number in 0..storm.count {
            if let Some(ticks) = &mut ticks {
                ticks.tick().await;
            }
            let change = Change {
                title: Some(format!("Storm {number}")),
                trackid: Some(format!("/storm/{number}")),
                // No two neighbours are equally long.
                length_ms: Some(100_000 + number),
                status: Some("Playing".to_owned()),
                ..Change::default()
            };
            self.change(change).await;
        }
    }

    async fn talk_nonsense(&self) {
        let Some(fake) = &self.fake else { return };
        fake.set_root(&[("Identity", 7.into()), ("DesktopEntry", vec!["nonsense"].into())]);
        let properties: Properties = vec![
            ("PlaybackStatus", 7.into()),
            ("Metadata", "Paper Lanterns".into()),
            ("Rate", "fast".into()),
            ("Position", vec![1, 2].into()),
        ];
        fake.change(&properties).await;
    }

    fn behave(&self, manner: Manner) {
        if let Some(fake) = &self.fake {
            fake.behave(manner);
        }
    }

    async fn die(&mut self) {
        let Some(fake) = self.fake.take() else { return };
        fake.behave(Manner::Dies);
        let unsure = (PLAYER, HashMap::<&str, Value<'_>>::new(), ["PlaybackStatus"].as_slice());
        fake.signal("PropertiesChanged", &unsure).await;
        if timeout(LAST, fake.asked_once()).await.is_err() {
            fake.go().await;
        }
    }

    async fn become_like(&mut self, behaviour: Behaviour) {
        self.behaviour = behaviour;
        if let (Behaviour::Spotify, Some(fake)) = (behaviour, &self.fake) {
            fake.set_root(&[("DesktopEntry", "spotify".into())]);
            fake.rename("Spotify").await;
        }
    }
}

/// The change of song, in the types that MPRIS 2.2 demands or that Spotify uses.
fn song(change: &Change, behaviour: Behaviour) -> Metadata {
    let text = |text: &Option<String>| text.clone().map(Value::from);
    let track = change.trackid.as_ref().map(|track| match ObjectPath::try_from(track.clone()) {
        Ok(path) if behaviour == Behaviour::Plain => Value::from(path),
        _ => Value::from(track.clone()),
    });
    let length = change.length_ms.map(|length| match behaviour {
        Behaviour::Plain => Value::from(i64::from(length) * 1_000),
        Behaviour::Spotify => Value::from(u64::from(length) * 1_000),
    });
    let entries = [
        ("mpris:trackid", track),
        ("mpris:length", length),
        ("mpris:artUrl", text(&change.art_url)),
        ("xesam:title", text(&change.title)),
        ("xesam:artist", change.artists.clone().map(Value::from)),
        ("xesam:album", text(&change.album)),
        ("xesam:url", text(&change.url)),
    ];
    entries.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn metadata(metadata: &Metadata) -> Value<'static> {
    Value::from(metadata.iter().map(|(name, value)| (name.clone(), copy(value))).collect::<Metadata>())
}

fn from_json(value: serde_json::Value) -> Value<'static> {
    use serde_json::Value as Json;
    match value {
        Json::Null => "".into(),
        Json::Bool(value) => value.into(),
        Json::Number(number) => number.as_i64().map_or_else(|| number.as_f64().unwrap_or_default().into(), Value::from),
        Json::String(text) => text.into(),
        Json::Array(values) => match values.iter().map(|value| value.as_str()).collect::<Option<Vec<_>>>() {
            Some(texts) => Value::from(texts).try_to_owned().map_or_else(|_| "".into(), Into::into),
            None => values.into_iter().map(from_json).collect::<Vec<_>>().into(),
        },
        Json::Object(entries) => {
            entries.into_iter().map(|(name, value)| (name, from_json(value))).collect::<Metadata>().into()
        }
    }
}

fn copy(value: &Value<'_>) -> Value<'static> {
    value.try_to_owned().map_or_else(|_| "".into(), Into::into)
}
