//! What the disk is asked to do, and what came of it.

use std::path::PathBuf;

use songplate_core::files::FilesTrouble;

use super::content::Content;
use super::lines::{Entry, Format};

/// One file, to be replaced.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Write {
    /// Where.
    pub(super) path: PathBuf,
    /// By what.
    pub(super) content: Content,
}

/// Songs, to be added to a history.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Append {
    /// Where.
    pub(super) path: PathBuf,
    /// How.
    pub(super) format: Format,
    /// Which, the oldest first.
    pub(super) entries: Vec<Entry>,
}

/// What is done in one go.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Job {
    /// Files of the folder in use. When it is not there it is made, and nothing else is done: what was known of its
    /// files is not so any more.
    Fill {
        /// The folder.
        folder: PathBuf,
        /// Whether to remove first what a run that was killed has left.
        tidy: bool,
        /// In this order.
        writes: Vec<Write>,
        /// After them.
        append: Option<Append>,
    },
    /// Files that are no longer in use, those of them that are still there.
    Empty {
        /// In this order.
        writes: Vec<Write>,
    },
}

/// How the folder was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FolderReport {
    /// It was there, and the writes were tried.
    Ready,
    /// It was not there and was made.
    Made,
    /// It was not there and can't be made.
    Failed(FilesTrouble),
}

/// What came of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    /// How the folder was found.
    pub(super) folder: FolderReport,
    /// What came of each write, in the job's order; none if none was tried.
    pub(super) writes: Vec<Result<(), FilesTrouble>>,
    /// What came of the history, if there was something for it.
    pub(super) append: Option<Result<(), FilesTrouble>>,
}

impl Job {
    /// The files, in their order.
    pub(super) fn writes(&self) -> &[Write] {
        match self {
            Self::Fill { writes, .. } | Self::Empty { writes } => writes,
        }
    }
}

impl Report {
    /// The whole job came to nothing.
    pub(super) fn failed(job: &Job, trouble: FilesTrouble) -> Self {
        let append = matches!(job, Job::Fill { append: Some(_), .. }).then_some(Err(trouble));
        Self { folder: FolderReport::Ready, writes: vec![Err(trouble); job.writes().len()], append }
    }

    /// Nothing was tried but the folder.
    pub(super) fn of(folder: FolderReport) -> Self {
        Self { folder, writes: Vec::new(), append: None }
    }
}
