//! The machine as sequences, on virtual time and a disk that is a list.

mod endings;
mod history;
mod order;
mod rig;
mod trouble;
