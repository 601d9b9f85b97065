//! Spotify, hybrid: the Spotify desktop app, which tells every change by itself, and the Spotify API, which knows the
//! exact cover, link and album, as one source.
//!
//! While the desktop app plays, the API is asked once for each song and otherwise hardly ever; while it does not, the
//! API is asked as if there were no desktop app. What the app says shows at once. Where the two disagree, the API gets
//! time to catch up, and its answer then wins.

mod asked;
mod check;
mod desktop;
mod judge;
mod machine;
mod merge;
mod pace;
mod source;

pub(crate) use asked::{Asked, changed, said};
pub use machine::{Effect, Hybrid, Input};
pub(crate) use merge::is_same;
pub use pace::{Pace, PacedSource};
pub use source::HybridSource;

use std::time::Duration;

/// The desktop app, as players are named.
pub const SPOTIFY_APP: &str = "spotify";

/// The API is asked this long after the desktop app's last change, so that who skips through songs asks for one of them.
pub const SETTLE: Duration = Duration::from_millis(400);

/// However fast the changes come, the API is asked this long after the first of them.
pub const LONGEST_SETTLE: Duration = Duration::from_secs(2);

/// An API that tells something else than the desktop app is asked again after these times, one after the other: its
/// answers lag. What it still says then is what it means.
pub const REPEATS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// At the very start nothing of the desktop app is shown before the API has answered, or this long: whether the session
/// is private, the API alone knows.
pub const FIRST_ANSWER: Duration = Duration::from_millis(1_500);

/// When the desktop app no longer tells what it plays, the song before stays for this long, while the API is asked:
/// longer than all its repeats take.
pub const UNTOLD: Duration = Duration::from_secs(6);
