//! Following what plays: the machine as sequences on virtual time, and the source around it.

mod api;
mod hybrid;
mod random;
mod rules;
mod source;
mod stage;
mod takeover;
