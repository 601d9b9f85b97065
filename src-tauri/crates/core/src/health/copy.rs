//! The report that a user copies for whoever helps them.

use std::fmt::Write as _;

use super::redact::redact;
use super::row::HealthReport;
use crate::clock::UnixSeconds;

/// How many lines of the log are in a report: the last ones.
pub const MAX_LINES: usize = 200;

/// The longest line of the log, in characters; longer ones are cut.
const MAX_LINE: usize = 500;

/// What runs, and on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The version of the program.
    pub program: String,
    /// The kind of its package, such as `deb`.
    pub package: String,
    /// The system with its version, such as `Debian GNU/Linux 13 (x86_64)`.
    pub system: String,
    /// The webview with its version.
    pub webview: String,
}

/// The report at `now`: versions, how every part is, and the last lines of the log, without what is nobody else's
/// business (see [`redact`], where `home` is explained). In English and with codes, for whoever works on the program.
#[must_use]
pub fn report<'a>(
    versions: &Versions,
    health: &HealthReport,
    lines: impl IntoIterator<Item = &'a str>,
    home: Option<&str>,
    now: UnixSeconds,
) -> String {
    let Versions { program, package, system, webview } = versions;
    let mut text = format!("Songplate {program} ({package})\nSystem: {system}\nWebview: {webview}\n\n");
    for row in &health.rows {
        // Writing to a String cannot fail.
        let _ = write!(text, "{}: {}", code(&row.part), code(&row.condition));
        if let Some(at) = row.last_success {
            let _ = write!(text, "; last success {}", moment(at, now));
        }
        if let Some(at) = row.next_attempt {
            let _ = write!(text, "; next attempt {}", moment(at, now));
        }
        if let Some(cause) = &row.cause {
            let _ = write!(text, "; cause {}", code(cause));
        }
        text.push('\n');
    }
    let lines: Vec<&str> = lines.into_iter().collect();
    let last = &lines[lines.len().saturating_sub(MAX_LINES)..];
    let _ = write!(text, "\nLog, last {} lines:\n", last.len());
    for line in last {
        // Cut first, half a secret might no longer look like one.
        let mut redacted = redact(line, home);
        if let Some((cut, _)) = redacted.char_indices().nth(MAX_LINE) {
            redacted.truncate(cut);
            redacted.push('…');
        }
        text.push_str(&redacted);
        text.push('\n');
    }
    text
}

/// A code as it is public: a bare word, or JSON where it has parameters.
fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

/// Relative, so that it needs no time zone.
fn moment(at: UnixSeconds, now: UnixSeconds) -> String {
    let (past, wait) = (now.since(at).as_secs(), at.since(now).as_secs());
    let length = |seconds: u64| match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    };
    if wait > 0 { format!("in {}", length(wait)) } else { format!("{} ago", length(past)) }
}
