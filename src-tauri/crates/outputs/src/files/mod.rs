//! Text files, a JSON file, the cover and the history, for programs that read files.

mod awaited;
mod content;
mod cover;
mod disk;
mod failures;
mod history;
mod job;
mod lines;
mod machine;
mod spawn;
mod state;
mod task;
mod wanted;

#[cfg(test)]
mod machine_tests;
#[cfg(test)]
mod task_tests;

pub use failures::AGAIN;
pub use spawn::{Parts, spawn};
pub use state::{FilesPlan, FilesState};
