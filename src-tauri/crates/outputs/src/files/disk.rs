//! The folder on the disk: the one place of the files that touches it.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use songplate_core::files::FilesTrouble;

use super::job::{Append, FolderReport, Job, Report, Write};

/// How files begin and end that are about to take another's place. Text files can't be called so.
const BESIDE: (&str, &str) = (".songplate-", ".tmp");

/// How much of the end of a history is looked at, in bytes; more than its longest line.
const TAIL: u64 = 64 << 10;

/// How long a program that has just opened a file on Windows is waited for, in milliseconds, once more each.
const WINDOWS_PATIENCE: [u64; 4] = [5, 10, 20, 40];

/// Does what `job` says, one file after the other. It may take as long as the disk does.
pub(super) fn run(job: &Job) -> Report {
    match job {
        Job::Fill { folder, tidy, writes, append } => match ready(folder) {
            Ok(false) => {
                if *tidy {
                    remove_strays(folder);
                }
                Report {
                    folder: FolderReport::Ready,
                    writes: writes.iter().map(|write| traced(&write.path, replace(write))).collect(),
                    append: append.as_ref().map(|append| traced(&append.path, add(append))),
                }
            }
            Ok(true) => Report::of(FolderReport::Made),
            Err(error) => {
                tracing::warn!("{} can't be made: {error}", folder.display());
                let full = trouble(&error) == FilesTrouble::Full;
                let trouble = if full { FilesTrouble::Full } else { FilesTrouble::NoFolder };
                Report::of(FolderReport::Failed(trouble))
            }
        },
        Job::Empty { writes } => {
            // What is gone shows nothing any more, and least of all is a folder made for it.
            let gone = |path: &Path| path.symlink_metadata().is_err_and(|error| is_gone(&error));
            let empty = |write: &Write| if gone(&write.path) { Ok(()) } else { replace(write) };
            let writes = writes.iter().map(|write| traced(&write.path, empty(write))).collect();
            Report { folder: FolderReport::Ready, writes, append: None }
        }
    }
}

/// Why a file can't be written.
fn trouble(error: &io::Error) -> FilesTrouble {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program holds the file.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return FilesTrouble::ReadOnly;
    }
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FilesTrouble::Full,
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => FilesTrouble::ReadOnly,
        _ if is_gone(error) => FilesTrouble::NoFolder,
        _ => FilesTrouble::Other,
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn traced(path: &Path, result: io::Result<()>) -> Result<(), FilesTrouble> {
    result.map_err(|error| {
        tracing::warn!("{} can't be written: {error}", path.display());
        trouble(&error)
    })
}

/// Whether the folder had to be made.
fn ready(folder: &Path) -> io::Result<bool> {
    if folder.is_dir() { Ok(false) } else { std::fs::create_dir_all(folder).map(|()| true) }
}

/// Removes what a run that was killed has left beside its files.
fn remove_strays(folder: &Path) {
    let Ok(entries) = folder.read_dir() else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with(BESIDE.0) && name.ends_with(BESIDE.1)) {
            // One that stays takes a few bytes, and harms nobody.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Writes a file whole and at once: beside its place first, then into it. Readers see the old one or the new one.
///
/// It is not synced to the disk. After a power cut the program writes everything anew when it starts; and with `[TIME]`
/// in a template a sync every second would wear the disk and hold up whatever else writes to it, the recording of a
/// stream for one.
fn replace(write: &Write) -> io::Result<()> {
    let bytes = write.content.bytes()?;
    let (beside, mut file) = beside(&write.path)?;
    let written = file.write_all(&bytes).and_then(|()| {
        tell_apart(&file, &write.path);
        drop(file);
        take_place(&beside, &write.path)
    });
    if written.is_err() {
        // Half a file must not lie around, least of all on a full disk.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// A new file in the folder of `path`. It is never one that is there already, nor where a link points to.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let (begin, end) = BESIDE;
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let beside = path.with_file_name(format!("{begin}{}-{number}{end}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (beside, file)),
        }
    }
}

fn take_place(beside: &Path, path: &Path) -> io::Result<()> {
    let mut renamed = std::fs::rename(beside, path);
    if cfg!(windows) {
        // A program that reads the file at this very moment keeps it from being replaced there.
        for pause in WINDOWS_PATIENCE {
            if renamed.is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(pause));
            renamed = std::fs::rename(beside, path);
        }
    }
    renamed
}

/// Sees to it that `file` has another time of change than the one it replaces, in whole seconds. OBS reads a file again
/// when that has changed, so of two covers within a second it would go on showing the first.
fn tell_apart(file: &File, replaced: &Path) {
    let time = |metadata: io::Result<Metadata>| metadata.and_then(|metadata| metadata.modified());
    let (Ok(new), Ok(old)) = (time(file.metadata()), time(replaced.symlink_metadata())) else { return };
    let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    if seconds(new) <= seconds(old)
        && let Some(later) = old.checked_add(Duration::from_secs(1))
    {
        // Where the time can't be set, the file is right all the same.
        let _ = file.set_modified(later);
    }
}

/// Adds lines to a history, or nothing. What could be written of a line that could not be finished is taken back.
fn add(append: &Append) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&append.path)?;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let lines = append.lines(&String::from_utf8_lossy(&tail))?;
    // A line a song: this one is worth a sync.
    let written = file.write_all(&lines).and_then(|()| file.sync_data());
    if written.is_err() {
        let _ = file.set_len(length);
    }
    written
}
