//! How a song is noted down in a history.

use std::io;

use chrono::{DateTime, Local, TimeZone};
use csv::{ReaderBuilder, Terminator, WriterBuilder};
use songplate_core::clock::UnixSeconds;
use songplate_core::files::History;

use super::job::Append;

/// The first line of a CSV history.
const HEADER: [&str; 6] = ["time", "title", "subtitle", "album", "link", "source"];

/// Characters that a spreadsheet takes for the beginning of a formula, and their full-width forms (OWASP, "CSV
/// Injection"). Tabs and line breaks, which OWASP names too, are not in a field.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The form of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `2026-11-23 17:05:12  Title – Subtitle`, one line a song.
    Text,
    /// RFC 4180, with a header.
    Csv,
}

impl Format {
    /// The form that was chosen, if any.
    pub(super) fn of(history: History) -> Option<Self> {
        match history {
            History::Off => None,
            History::Text => Some(Self::Text),
            History::Csv => Some(Self::Csv),
        }
    }

    /// What the file is called.
    pub(super) fn file_name(self) -> &'static str {
        match self {
            Self::Text => "history.txt",
            Self::Csv => "history.csv",
        }
    }
}

/// A song that was played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Tells it from the others of this run; rises.
    pub(super) number: u64,
    /// When it was first seen playing.
    pub(super) time: UnixSeconds,
    /// The title.
    pub(super) title: String,
    /// The artists or the show.
    pub(super) subtitle: String,
    /// The album, or nothing.
    pub(super) album: String,
    /// Where to open it, or nothing.
    pub(super) link: String,
    /// The name of the source.
    pub(super) source: String,
}

impl Append {
    /// What is to be added to a file that ends with `tail`, an empty one if that is empty. The times are local ones.
    ///
    /// # Errors
    /// When a line can't be made.
    pub(super) fn lines(&self, tail: &str) -> io::Result<Vec<u8>> {
        lines(self.format, &self.entries, tail, &Local)
    }
}

fn lines<Z: TimeZone>(format: Format, mut entries: &[Entry], tail: &str, zone: &Z) -> io::Result<Vec<u8>>
where
    Z::Offset: std::fmt::Display,
{
    // The song that plays while the program starts again is there already.
    if let (Some(last), [first, rest @ ..]) = (tail.lines().last(), entries)
        && is_of(last, format, first)
    {
        entries = rest;
    }
    let (mut added, missing_end) = (Vec::new(), !tail.is_empty() && !tail.ends_with('\n'));
    if entries.is_empty() {
        return Ok(added);
    }
    match format {
        Format::Text => {
            if missing_end {
                added.push(b'\n');
            }
            for entry in entries {
                added.extend(format!("{}  {}\n", stamp(entry.time, zone), words(entry)).into_bytes());
            }
            Ok(added)
        }
        Format::Csv => {
            if missing_end {
                added.extend(b"\r\n");
            }
            let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(added);
            if tail.is_empty() {
                csv.write_record(HEADER)?;
            }
            for entry in entries {
                let [title, subtitle, album, link, source] = fields(entry);
                csv.write_record([stamp(entry.time, zone), title, subtitle, album, link, source])?;
            }
            csv.into_inner().map_err(csv::IntoInnerError::into_error)
        }
    }
}

/// Whether a line of a history is that of the song in `entry`, at whatever time.
fn is_of(line: &str, format: Format, entry: &Entry) -> bool {
    match format {
        Format::Text => line.split_once("  ").is_some_and(|(_, song)| song == words(entry)),
        Format::Csv => {
            let [title, subtitle, ..] = fields(entry);
            let mut csv = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
            csv.records().next().is_some_and(|record| {
                record.is_ok_and(|record| record.get(1) == Some(&title) && record.get(2) == Some(&subtitle))
            })
        }
    }
}

/// A moment in `zone` as `2026-11-23 17:05:12`, which sorts, and which every spreadsheet reads.
fn stamp<Z: TimeZone>(time: UnixSeconds, zone: &Z) -> String
where
    Z::Offset: std::fmt::Display,
{
    let utc = DateTime::from_timestamp(i64::from(time.0), 0).unwrap_or_default();
    utc.with_timezone(zone).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A song in words.
fn words(entry: &Entry) -> String {
    let (title, subtitle) = (one_line(&entry.title), one_line(&entry.subtitle));
    if subtitle.is_empty() { title } else { format!("{title} – {subtitle}") }
}

/// The fields after the time.
fn fields(entry: &Entry) -> [String; 5] {
    [&entry.title, &entry.subtitle, &entry.album, &entry.link, &entry.source].map(|field| harmless(&one_line(field)))
}

/// The text on one line: what breaks a line for any program becomes a space.
fn one_line(text: &str) -> String {
    let breaks = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    text.replace(breaks, " ")
}

/// The field with an apostrophe wherever a spreadsheet could take it for a formula. Where the comma is the decimal sign,
/// spreadsheets cut fields at semicolons, whatever the quotes say, so a cell may begin after each.
fn harmless(field: &str) -> String {
    let cell = |cell: &str| {
        let begin = cell.trim_start_matches(|character: char| character == '"' || character.is_whitespace());
        if begin.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
    };
    field.split(';').map(cell).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use chrono::{FixedOffset, Utc};

    use super::*;

    fn entry(title: &str, subtitle: &str) -> Entry {
        Entry {
            number: 0,
            time: UnixSeconds(1_795_453_512),
            title: title.into(),
            subtitle: subtitle.into(),
            album: String::new(),
            link: "https://example.org/1".into(),
            source: "Spotify".into(),
        }
    }

    fn text(entries: &[Entry], tail: &str) -> String {
        String::from_utf8(lines(Format::Text, entries, tail, &Utc).unwrap()).unwrap()
    }

    fn csv(entries: &[Entry], tail: &str) -> String {
        String::from_utf8(lines(Format::Csv, entries, tail, &Utc).unwrap()).unwrap()
    }

    #[test]
    fn a_song_is_one_line_whatever_its_words() {
        assert_eq!(text(&[entry("Title", "Artist")], ""), "2026-11-23 17:05:12  Title – Artist\n");
        assert_eq!(text(&[entry("Title", "")], "before\n"), "2026-11-23 17:05:12  Title\n");
        let broken = text(&[entry("a\r\nb\u{2028}c\u{85}d\u{b}e", "f\tg")], "");
        assert_eq!(broken, "2026-11-23 17:05:12  a  b c d e – f g\n");
    }

    #[test]
    fn the_time_is_that_of_the_zone() {
        let east = FixedOffset::east_opt(2 * 3600).unwrap();
        assert_eq!(stamp(UnixSeconds(1_795_453_512), &east), "2026-11-23 19:05:12");
        assert_eq!(stamp(UnixSeconds(u32::MAX), &Utc), "2106-02-07 06:28:15");
    }

    #[test]
    fn the_song_that_is_there_already_is_not_noted_again() {
        let (first, second) = (entry("One", "A"), entry("Two", "A"));
        let noted = text(std::slice::from_ref(&first), "");
        assert_eq!(text(std::slice::from_ref(&first), &noted), "");
        assert_eq!(text(&[first.clone(), second.clone()], &noted), "2026-11-23 17:05:12  Two – A\n");
        let noted = text(&[first.clone(), second.clone()], "");
        assert_eq!(text(std::slice::from_ref(&first), &noted), "2026-11-23 17:05:12  One – A\n", "it played again");
        let noted = csv(std::slice::from_ref(&first), "");
        assert_eq!(csv(std::slice::from_ref(&first), &noted), "");
        assert!(csv(&[second], &noted).contains("Two"));
    }

    #[test]
    fn a_line_that_was_cut_off_is_ended_first() {
        assert_eq!(text(&[entry("T", "")], "2026-11-23 17:0"), "\n2026-11-23 17:05:12  T\n");
        assert!(csv(&[entry("T", "")], "time,ti").starts_with("\r\n2026-11-23 17:05:12,T,,"));
    }

    #[test]
    fn csv_is_as_rfc_4180_has_it() {
        let song = Entry { album: "One, two".into(), ..entry("Say \"yes\"", "A\nB") };
        assert_eq!(
            csv(&[song, entry("Ünï", "")], ""),
            "time,title,subtitle,album,link,source\r\n\
             2026-11-23 17:05:12,\"Say \"\"yes\"\"\",A B,\"One, two\",https://example.org/1,Spotify\r\n\
             2026-11-23 17:05:12,Ünï,,,https://example.org/1,Spotify\r\n"
        );
    }

    #[test]
    fn no_field_is_a_formula_wherever_a_spreadsheet_cuts_it() {
        for (field, written) in [
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\t=1", "' =1"),
            ("\r\n=1", "'  =1"),
            ("\"=1", "'\"=1"),
            ("a;=1", "a;'=1"),
            ("a; \"=1;b", "a;' \"=1;b"),
            ("a = b - c", "a = b - c"),
            ("'=1", "'=1"),
            ("", ""),
        ] {
            assert_eq!(harmless(&one_line(field)), written, "{field:?}");
        }
    }
}
