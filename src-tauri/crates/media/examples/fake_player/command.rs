//! What the player is told, as it stands in a line.

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Command {
    Set(Box<Change>),
    Pieces(Vec<Change>),
    Raw(Map<String, Value>),
    /// In milliseconds.
    Seek(i64),
    Storm(Storm),
    WrongTypes,
    Hang,
    Answer,
    Die,
    Quit,
    Behave(Behaviour),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Change {
    pub(crate) clear: bool,
    pub(crate) title: Option<String>,
    pub(crate) artists: Option<Vec<String>>,
    pub(crate) album: Option<String>,
    pub(crate) art_url: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) trackid: Option<String>,
    pub(crate) length_ms: Option<u32>,
    pub(crate) position_ms: Option<i64>,
    pub(crate) status: Option<String>,
    pub(crate) rate: Option<f64>,
    pub(crate) identity: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Storm {
    pub(crate) count: u32,
    pub(crate) per_second: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Behaviour {
    Plain,
    Spotify,
}
