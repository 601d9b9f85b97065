//! Images in files of this machine, as players name them. Nothing but a regular file is opened, nothing that does not
//! begin like an image is read further, and a disk that does not answer holds up nobody for long.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use crate::error::CoverError;
use crate::image::{CoverImage, IMAGE_LIMIT, ImageType, SNIFFED};

/// How long the disk may take. A sleeping disk wakes in some seconds.
const READ_LIMIT: Duration = Duration::from_secs(5);

/// How long to wait for whoever is writing the file.
const WRITING: Duration = Duration::from_millis(50);

/// How many threads may wait for disks. A call to a network share that is gone can't be given up, only left behind.
const THREADS: usize = 8;

/// What tells one state of a file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileVersion {
    length: u64,
    modified: Option<SystemTime>,
}

impl FileVersion {
    fn of(metadata: &Metadata) -> Result<Self, CoverError> {
        if !metadata.is_file() {
            return Err(CoverError::NotAFile);
        }
        Ok(Self { length: metadata.len(), modified: metadata.modified().ok() })
    }

    #[cfg(test)]
    pub(crate) fn of_length(length: u64) -> Self {
        Self { length, modified: None }
    }
}

/// What came of reading a file.
enum Attempt {
    Image(CoverImage, FileVersion),
    NotAnImage(FileVersion),
    /// It changed meanwhile.
    Changed,
}

/// Reads images from files.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    threads: Arc<Semaphore>,
}

impl Default for Files {
    fn default() -> Self {
        Self { threads: Arc::new(Semaphore::new(THREADS)) }
    }
}

impl Files {
    /// The state that the file is in now, without reading it.
    pub(crate) async fn version(&self, path: &Path) -> Result<FileVersion, CoverError> {
        let path = path.to_owned();
        timeout(READ_LIMIT, self.on_a_thread(move || look(&path))).await.unwrap_or(Err(CoverError::Unreachable))
    }

    /// The image in the file, and the state that it was read in. A file that is being written is read until it rests.
    pub(crate) async fn read(&self, path: &Path) -> Result<(CoverImage, FileVersion), CoverError> {
        let reading = async {
            let mut refused = None;
            loop {
                let path = path.to_owned();
                match self.on_a_thread(move || attempt(&path)).await? {
                    Attempt::Image(image, version) => return Ok((image, version)),
                    Attempt::NotAnImage(version) if refused == Some(version) => return Err(CoverError::NotAnImage),
                    Attempt::NotAnImage(version) => refused = Some(version),
                    Attempt::Changed => {}
                }
                sleep(WRITING).await;
            }
        };
        timeout(READ_LIMIT, reading).await.unwrap_or(Err(CoverError::Unreachable))
    }

    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, CoverError> + Send + 'static,
    ) -> Result<T, CoverError> {
        let Ok(thread) = Arc::clone(&self.threads).acquire_owned().await else { return Err(CoverError::Unreachable) };
        let done = spawn_blocking(move || {
            // Given back when the call returns, not when nobody waits for it any more.
            let _thread = thread;
            work()
        });
        done.await.unwrap_or(Err(CoverError::Unreachable))
    }
}

fn look(path: &Path) -> Result<FileVersion, CoverError> {
    FileVersion::of(&path.metadata().map_err(|error| failure(&error))?)
}

fn attempt(path: &Path) -> Result<Attempt, CoverError> {
    // Before it is opened, because with a device or a pipe that alone may do something; and after, because it may have
    // become something else.
    look(path)?;
    let mut file = open(path).map_err(|error| failure(&error))?;
    let version = version_of(&file)?;
    let bytes = match version.length {
        // What the kernel makes up (`/proc`) shows this length whatever it holds, and may block when it is read.
        0 => None,
        length if length > IMAGE_LIMIT as u64 => return Err(CoverError::TooLarge),
        _ => read_image(&mut file)?,
    };
    if version_of(&file)? != version {
        return Ok(Attempt::Changed);
    }
    Ok(match bytes.and_then(CoverImage::sniff) {
        Some(image) => Attempt::Image(image, version),
        None => Attempt::NotAnImage(version),
    })
}

fn version_of(file: &File) -> Result<FileVersion, CoverError> {
    FileVersion::of(&file.metadata().map_err(|error| failure(&error))?)
}

/// The whole file, if it begins like an image.
fn read_image(file: &mut File) -> Result<Option<Bytes>, CoverError> {
    let mut bytes = Vec::new();
    read_up_to(SNIFFED, file, &mut bytes)?;
    if ImageType::sniff(&bytes).is_none() {
        return Ok(None);
    }
    // It may grow while it is read.
    read_up_to(IMAGE_LIMIT + 1, file, &mut bytes)?;
    if bytes.len() > IMAGE_LIMIT {
        return Err(CoverError::TooLarge);
    }
    Ok(Some(Bytes::copy_from_slice(&bytes)))
}

fn read_up_to(length: usize, file: &mut File, bytes: &mut Vec<u8>) -> Result<(), CoverError> {
    let rest = (length - bytes.len()) as u64;
    file.take(rest).read_to_end(bytes).map(drop).map_err(|error| failure(&error))
}

/// Opens a file for reading, without waiting for the other end of a pipe and without making a terminal ours.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

fn failure(error: &io::Error) -> CoverError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => CoverError::Missing,
        kind => {
            // Without the path, which may have a name in it.
            tracing::debug!(%kind, "the file of a cover can't be read");
            CoverError::Unreachable
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc;

    use tempfile::NamedTempFile;
    use tokio::time::advance;

    use super::*;

    const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0,";

    #[tokio::test(start_paused = true)]
    async fn a_file_that_is_just_being_made_is_waited_for() {
        let mut file = NamedTempFile::new().unwrap();
        let path = file.path().to_owned();
        let (files, writing) = (Files::default(), async {
            sleep(WRITING / 2).await;
            file.write_all(GIF).unwrap();
        });
        let (read, ()) = tokio::join!(files.read(&path), writing);
        assert_eq!(read.unwrap().0.bytes, GIF);
    }

    #[tokio::test(start_paused = true)]
    async fn disks_that_do_not_answer_hold_up_nobody_for_long() {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(GIF).unwrap();
        let files = Files::default();
        let mut blocked = Vec::new();
        for _ in 0..THREADS {
            let (release, released) = mpsc::channel::<()>();
            let (files, (begun, begins)) = (files.clone(), tokio::sync::oneshot::channel());
            let waiting = tokio::spawn(async move {
                let work = move || {
                    let _ = begun.send(());
                    let _ = released.recv();
                    Ok(())
                };
                files.on_a_thread(work).await
            });
            begins.await.unwrap();
            // Nobody waits for it any more, but its thread is still in use.
            waiting.abort();
            blocked.push(release);
        }
        let (version, ()) = tokio::join!(files.version(file.path()), advance(READ_LIMIT * 2));
        assert_eq!(version, Err(CoverError::Unreachable));
        blocked.pop();
        assert!(files.version(file.path()).await.is_ok());
    }
    #[cfg(unix)]
    #[test]
    fn what_became_a_pipe_meanwhile_does_not_block() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let (opened, was_opened) = mpsc::channel();
        std::thread::spawn(move || opened.send(version_of(&open(&pipe).unwrap())));
        assert_eq!(was_opened.recv_timeout(Duration::from_secs(10)), Ok(Err(CoverError::NotAFile)));
    }
}
