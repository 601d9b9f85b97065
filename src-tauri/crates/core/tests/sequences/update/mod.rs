//! The machine of updates.

mod checking;
mod installing;
mod random;
mod refusing;
mod stage;
