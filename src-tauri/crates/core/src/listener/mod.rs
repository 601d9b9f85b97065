//! The listener: what listens to the selected source between Start and Stop.

mod machine;
mod task;

pub use machine::{Effect, Input, Listener};
pub use task::{Intent, ListenerHandle, Sources, Started};
