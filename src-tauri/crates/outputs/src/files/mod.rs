//! Text files, a JSON file, the cover and the history, for programs that read files.

mod spawn;
mod state;

pub use spawn::{Parts, spawn};
pub use state::{FilesPlan, FilesState};
