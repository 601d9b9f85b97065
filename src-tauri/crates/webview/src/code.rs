//! The code of the web engine, which nobody runs while there is no window.
//!
//! The kernel counts what was once read of it to the program for as long as it has memory to spare: some 35 MB, more than
//! all that the program itself needs. Given back, it is still in the system's cache of files, and comes again page by page
//! as a window needs it.

use std::ops::Range;
use std::{fs, io, ptr};

use rustix::mm::{Advice, madvise};

/// The libraries of `WebKitGTK`, as their files begin. The program is linked to both, so they are mapped once, before its
/// first line runs, and stay.
const ENGINE: [&str; 2] = ["libwebkit2gtk-", "libjavascriptcoregtk-"];

/// Gives the engine's code back to the system; how much address space that was, in bytes. To be called on the main thread,
/// where windows are made, while there is none.
///
/// # Errors
/// When the kernel does not tell what is mapped, or does not take it. Nothing is lost then.
pub fn let_go_of_code() -> io::Result<usize> {
    let mut given_back = 0;
    for range in unchanged(&fs::read_to_string("/proc/self/smaps")?, &ENGINE) {
        give_back(&range)?;
        given_back += range.len();
    }
    Ok(given_back)
}

#[expect(unsafe_code, reason = "there is no safe way to tell the kernel that pages are not needed")]
fn give_back(range: &Range<usize>) -> io::Result<()> {
    let start = ptr::with_exposed_provenance_mut(range.start);
    // SAFETY: the range is one mapping that cannot be written and that holds nothing but what is in its file, from where the
    // kernel reads each page again that is asked for (madvise(2)). Nothing maps anything else there meanwhile: these
    // libraries are linked to the program, and stay where they are until it ends.
    unsafe { madvise(start, range.len(), Advice::LinuxDontNeed) }?;
    Ok(())
}

/// The mappings of libraries whose files begin with one of `names`, as far as they cannot be written and hold nothing but
/// what is in the file (proc(5), `/proc/pid/smaps`).
fn unchanged(smaps: &str, names: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Whether what the lines tell now is of the last range that was found.
    let mut is_found = false;
    for line in smaps.lines() {
        if let Some((range, permissions, file)) = mapping(line) {
            is_found = names.iter().any(|name| file.starts_with(name))
                && permissions.starts_with('r')
                && !permissions.contains('w')
                && permissions.ends_with('p');
            if is_found {
                found.push(range);
            }
        } else if is_found && holds_its_own(line) {
            found.pop();
            is_found = false;
        }
    }
    found
}

/// The addresses, the permissions and the file's name, if a line begins a mapping.
fn mapping(line: &str) -> Option<(Range<usize>, &str, &str)> {
    let mut words = line.split_ascii_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let range = usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?;
    let permissions = words.next()?;
    // Offset, device and inode come before it.
    let path = words.nth(3).unwrap_or_default();
    Some((range, permissions, path.rsplit('/').next().unwrap_or(path)))
}

/// Whether a line tells of pages that are not the file's, in memory or swapped out, or that may not leave it.
fn holds_its_own(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    matches!(name, "Anonymous" | "Swap" | "Locked") && value.trim() != "0 kB"
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMAPS: &str = "\
7f0000000000-7f0000002000 r-xp 00001000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Rss:                   8 kB
Anonymous:             0 kB
Swap:                  0 kB
Locked:                0 kB
VmFlags: rd ex mr mw me
7f0000002000-7f0000003000 r--p 00003000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Anonymous:             4 kB
Swap:                  0 kB
7f0000003000-7f0000004000 r--p 00004000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Anonymous:             0 kB
Swap:                  4 kB
7f0000004000-7f0000005000 rw-p 00005000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Anonymous:             0 kB
7f0000005000-7f0000006000 r--s 00005000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Anonymous:             0 kB
7f0000006000-7f0000008000 r--p 00006000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Anonymous:             0 kB
7f0000008000-7f0000009000 ---p 00006000 fe:00 42                         /usr/lib/libengine-4.1.so.0.1
Anonymous:             0 kB
7f0000009000-7f000000a000 r-xp 00000000 fe:00 43                         /usr/lib/not-libengine-4.1.so
7f000000a000-7f000000b000 r-xp 00000000 00:00 0
";

    #[test]
    fn only_what_is_the_files_and_of_the_library_is_given_back() {
        assert_eq!(
            unchanged(SMAPS, &["libengine-"]),
            [0x7f00_0000_0000..0x7f00_0000_2000, 0x7f00_0000_6000..0x7f00_0000_8000]
        );
        assert_eq!(unchanged("", &["libengine-"]), []);
        assert_eq!(unchanged("rubbish\n-\nAnonymous: 4 kB\n", &[""]), []);
    }

    #[test]
    fn a_program_goes_on_with_code_that_was_given_back() {
        let glib = || unchanged(&fs::read_to_string("/proc/self/smaps").unwrap(), &["libglib-2.0"]);
        let text = || glib::markup_escape_text("a & b");
        assert_eq!(text(), "a &amp; b");
        let mapped = glib();
        assert!(!mapped.is_empty(), "it is linked to glib");
        for range in &mapped {
            give_back(range).unwrap();
        }
        assert_eq!(text(), "a &amp; b");
        assert_eq!(glib(), mapped);
    }

    #[test]
    fn where_there_is_no_engine_nothing_is_given_back() {
        assert_eq!(let_go_of_code().unwrap(), 0);
    }
}
