//! Whether every part of the program does what it should; if not, why, and what mends it. And the report that a user
//! can copy for whoever helps them.

mod cause;
mod copy;
mod files;
mod login;
mod overlay;
mod redact;
mod row;
mod signs;
mod source;
mod updates;

pub use cause::{HealthCause, Remedy};
pub use copy::{MAX_LINES, Versions, report};
pub use redact::redact;
pub use row::{Condition, HealthReport, HealthRow, Part};
pub use signs::{FilesSigns, LoginSigns, OverlayFailure, OverlayServer, OverlaySigns, Signs, SourceSigns};

/// How the parts are, as far as these signs tell.
#[must_use]
pub fn health(signs: &Signs) -> HealthReport {
    HealthReport {
        rows: vec![
            login::row(&signs.login),
            source::row(&signs.source),
            overlay::row(&signs.overlay),
            files::row(signs.files),
            updates::row(&signs.updates),
        ],
    }
}
