//! What the schedule is to reach, against polling once a second.

use crate::day::Change;
use crate::figures::Figures;

/// One target, and whether it is reached.
pub(crate) struct Target {
    pub(crate) words: &'static str,
    pub(crate) found: f64,
    pub(crate) limit: f64,
}

impl Target {
    pub(crate) fn is_reached(&self) -> bool {
        self.found <= self.limit
    }
}

/// The targets on one day.
pub(crate) fn targets(schedule: &Figures, every_second: &Figures) -> [Target; 3] {
    [
        Target {
            words: "requests of 1 s polling, at most a tenth (per started hour)",
            found: schedule.per_started_hour / every_second.per_started_hour,
            limit: 0.1,
        },
        Target {
            words: "natural changes seen within 1.5 s at p95",
            found: schedule.delay(Some(Change::Natural)).p95,
            limit: 1.5,
        },
        Target { words: "all changes seen within 2 s in the mean", found: schedule.delay(None).mean, limit: 2.0 },
    ]
}
