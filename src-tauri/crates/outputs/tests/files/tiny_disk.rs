//! A disk of 64 kB, to be filled or made read-only. Only root can have one.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A disk that is there until this is dropped.
pub(crate) struct TinyDisk {
    dir: TempDir,
}

impl TinyDisk {
    /// A disk of 64 kB; `None`, and a word about it, where none can be had.
    pub(crate) fn mount() -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs"];
        let mounted = Command::new("mount").args(options).arg(dir.path()).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self { dir });
        }
        eprintln!("skipped: only root on Linux can mount a disk to be filled");
        None
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Lets it be written, or doesn't.
    #[cfg(unix)]
    pub(crate) fn writable(&self, writable: bool) {
        let options = if writable { "remount,rw" } else { "remount,ro" };
        let remounted = Command::new("mount").args(["-o", options]).arg(self.path()).status().unwrap();
        assert!(remounted.success());
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        // Whatever still uses it loses it when it is done.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}
