//! Follow what's playing: one source that picks the live one among the players and the Spotify API by itself.
//!
//! Playing beats paused, and paused beats nothing; of several that play, the first in the user's order is followed.
//! Whoever wants to take over has to play for a while first, so that a notification sound changes nothing, and whoever
//! falls silent keeps its place for a moment, so that a seek or a gap between two songs changes nothing either.

mod api;
mod candidate;
mod choice;
mod machine;
mod origin;
mod settings;
mod source;
mod tell;

pub use machine::{Effect, Follow, Input};
pub use origin::{FollowReason, Origin};
pub use settings::{AppRule, FollowError, FollowSettings, MAX_APPS, SPOTIFY_API};
pub use source::FollowSource;
pub(crate) use tell::says_the_same;

use std::time::Duration;

/// Who starts to play has to keep playing this long before it takes over from another that plays, or did just now.
pub const DEBOUNCE: Duration = Duration::from_millis(1_500);

/// Who falls silent, or goes, keeps its place for this long.
pub const GRACE: Duration = Duration::from_secs(1);

/// Who was paused for this long is not spared any more: whoever starts to play takes over at once.
pub const JUST_PAUSED: Duration = Duration::from_secs(5);

/// What is known to be shorter, in milliseconds, is a sound and takes over from nobody.
pub const SHORT_SOUND_MS: u32 = 10_000;

/// Spotify's Web API lags behind its desktop app: what it says sooner than this after the app fell silent may still be
/// about what the app played.
pub const API_LAG: Duration = Duration::from_secs(3);

/// The Spotify API is no longer asked once something that comes before it has been followed for this long.
pub const API_REST: Duration = Duration::from_secs(30);
