//! A day of listening on virtual time, and what clients ask and see on it. Knows nothing of how the schedule decides.

pub(crate) mod clients;
pub(crate) mod day;
pub(crate) mod figures;
pub(crate) mod hybrid;
pub(crate) mod targets;
