//! Which source is followed, and why.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::source::SourceId;

/// Where an observation comes from while following.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Origin {
    /// The source that is followed: a player or the Spotify API.
    pub source: SourceId,
    /// A player's name as people know it; null for the Spotify API, whose name is in the message catalogue.
    pub name: Option<String>,
    /// A player's program, such as `firefox`, in lower case: tells its icon and colour.
    pub app: Option<String>,
    /// Why this one.
    pub reason: FollowReason,
}

/// Why a source is followed, rather than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum FollowReason {
    /// The user pinned it.
    Pinned,
    /// Nothing else plays.
    OnlyOnePlaying,
    /// Others are in the same state; the user's order has it first.
    FirstInYourOrder,
    /// Others are in the same state, and the user's order has none of them; it was there first.
    FirstToAppear,
    /// Nothing plays; nothing else is paused.
    OnlyPaused,
    /// It does not play any more, and is what was followed last.
    MostRecent,
}
