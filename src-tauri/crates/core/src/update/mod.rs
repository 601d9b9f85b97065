//! Updates: when to look for one, what may be offered, and when it may be installed. The requests, the download and the
//! installation are made elsewhere.
//!
//! An update is offered, never taken: the user has it downloaded, and it is installed when they say so, or later: when
//! they press Stop, or quit. Nothing is installed and nothing restarts while they listen, unless they say "now".

mod cause;
mod checks;
mod input;
mod machine;
mod offer;
mod settings;
mod stage;
mod steps;
mod view;

pub use cause::{Means, Otherwise, UpdateCause, UpdateStep};
pub use input::{Effect, Input, Intent};
pub use machine::Update;
pub use offer::{MAX_NOTES, Offer, Verdict};
pub use settings::{Channel, UpdateSettings};
pub use view::{UpdateState, UpdateView, WaitsFor};

use std::time::Duration;

/// How long after the start of the app the first check is made: starting comes first.
pub const FIRST_CHECK: Duration = Duration::from_secs(10);

/// How long after a check the next one is made, give or take half of [`CHECK_JITTER`].
pub const CHECK_EVERY: Duration = Duration::from_hours(6);

/// How long after a check that found no network, or a server in trouble, the next one is made, give or take a quarter;
/// twice as long after each further one, up to [`CHECK_EVERY`]. Programs that start at login are often there before the
/// network.
pub const RETRY_OFFLINE: Duration = Duration::from_mins(10);

/// How far apart two apps that checked at the same moment check again, at most.
pub const CHECK_JITTER: Duration = Duration::from_mins(30);

/// Two checks are at least this far apart, whoever asks for them.
pub const CHECK_SPACING: Duration = Duration::from_secs(10);
