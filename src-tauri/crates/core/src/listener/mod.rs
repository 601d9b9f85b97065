//! The listener: what listens to the selected source between Start and Stop.

mod condition;
mod machine;
mod task;

pub use machine::{Effect, Input, Intent, Listener};
pub use task::{ListenerHandle, SourceShelf, Started};
