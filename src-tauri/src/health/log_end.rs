//! The end of the log file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// How much of the log is read, in bytes: room for more lines than a report has, unless they are very long.
const LONGEST: usize = 128 * 1024;

/// The last lines of the file at `path`, whole ones alone. What is no text is replaced.
///
/// # Errors
/// When the file can't be read.
pub(super) fn log_end(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let skipped = file.metadata()?.len().saturating_sub(LONGEST as u64);
    // From the byte before, to see whether a line begins there.
    file.seek(SeekFrom::Start(skipped.saturating_sub(1)))?;
    let mut bytes = Vec::new();
    file.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    let begin = match bytes.iter().position(|byte| *byte == b'\n') {
        _ if skipped == 0 => 0,
        Some(end) => end + 1,
        None => bytes.len(),
    };
    Ok(String::from_utf8_lossy(&bytes[begin..]).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(content: &[u8]) -> String {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("songplate.log");
        crate::profile::write_private(&path, content).unwrap();
        log_end(&path).unwrap()
    }

    #[test]
    fn a_short_log_is_there_whole() {
        assert_eq!(end_of(b"one\ntwo \xff\n"), "one\ntwo \u{fffd}\n");
        assert_eq!(end_of(b""), "");
    }

    #[test]
    fn a_long_log_begins_with_a_whole_line() {
        // Half a line might be half a secret, which nobody would recognise.
        let lines: Vec<_> = (0..20_000).map(|number| format!("line {number}\n")).collect();
        let log = lines.concat();
        let end = end_of(log.as_bytes());
        assert!(end.len() <= LONGEST && end.len() > LONGEST - 20, "{}", end.len());
        assert!(end.starts_with("line ") && log.ends_with(&format!("\n{end}")));
    }

    #[test]
    fn a_line_that_is_longer_than_all_that_is_read_is_left_out() {
        let log = format!("{}\n", "x".repeat(LONGEST * 2));
        assert_eq!(end_of(log.as_bytes()), "");
        let exact = format!("a\n{}\n", "x".repeat(LONGEST - 1));
        assert_eq!(end_of(exact.as_bytes()).len(), LONGEST);
    }

    #[test]
    fn a_log_that_is_not_there_is_an_error() {
        assert!(log_end(Path::new("/nowhere/songplate.log")).is_err());
    }
}
