//! Log lines that can be shown to others.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What takes the place of a secret.
const HIDDEN: &str = "…";

/// Names whose value is always secret, however it is written.
const SECRET_NAMES: &str = "token|client[_-]?id|code[_-]?verifier|code[_-]?challenge|secret|password|passwd|\
    api[_-]?key|private[_-]?key|cookie";

/// Names whose value is secret in a link or a form; elsewhere they are ordinary words.
const SECRET_IN_FORMS: &str = "code|state|key|nonce|verifier|challenge|user|username|email";

/// A value in quotes; they may be missing at its end.
const QUOTED: &str = r#"(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)"#;

/// A value up to the next space.
const BARE: &str = r#"[^\s"']+"#;

type Replace = fn(&Captures<'_>) -> String;

struct Rule {
    finds: Regex,
    replace: Replace,
}

/// Applied in this order, each to what the one before has left.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let keep_first: Replace = |found| format!("{}{HIDDEN}", &found[1]);
    let hide: Replace = |_| HIDDEN.to_owned();
    let rules: [(String, Replace); 10] = [
        // Whatever a header of this kind says, to the end of the line.
        (r#"(?i)((?:proxy-)?authorization\\*["']?\s*[:=]\s*).*"#.into(), keep_first),
        (r#"(?i)(\b(?:bearer|basic)\s+)[^\s"',;]+"#.into(), keep_first),
        // The query and the fragment of a link of any scheme, and who logs in by it.
        (r#"([a-zA-Z][a-zA-Z0-9+.\-]*:/{0,2}[^\s?#"'<>]*[?#])[^\s"'<>]*"#.into(), keep_first),
        (r#"([a-zA-Z][a-zA-Z0-9+.\-]*://)[^\s/?#"'<>]*@"#.into(), |found| format!("{}{HIDDEN}@", &found[1])),
        // There are too many ways to write a value to know where it ends.
        (
            // The name of a module is no secret.
            format!(r#"(?i)(?:{SECRET_NAMES})::|((?:{SECRET_NAMES})\\*["']?\s*(?:=>|[:=]|%3D)\s*).*"#),
            |found| found.get(1).map_or_else(|| found[0].to_owned(), |first| format!("{}{HIDDEN}", first.as_str())),
        ),
        (format!(r"(?i)((?:{SECRET_NAMES})\s+){QUOTED}"), keep_first),
        (format!(r"(?i)((?:\b|%3F|%26)(?:{SECRET_IN_FORMS})(?:=|%3D))(?:{QUOTED}|{BARE})"), keep_first),
        (r#"[^\s@<>"'=:,;()\[\]{}/…]+@[^\s@<>"'=:,;()\[\]{}/…]+"#.into(), hide),
        // Client IDs, secrets and overlays' tokens are 32 hex digits, Spotify's tokens are longer.
        ("[A-Za-z0-9_-]{32,}".into(), hide),
        (home_pattern(), |found| format!("{}~{}", &found["before"], found.name("after").map_or("", |a| a.as_str()))),
    ];
    // The patterns are constants; a test compiles every one of them.
    rules.into_iter().filter_map(|(finds, replace)| Some(Rule { finds: Regex::new(&finds).ok()?, replace })).collect()
});

/// Folders that are named after who uses the machine. On Windows names may have spaces.
fn home_pattern() -> String {
    let unix = r#"/(?:var/home|home|Users|run/media|media)/[^/\s"':;,)]+"#;
    let windows = r#"[A-Za-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/)(?:[^\\/:*?"<>|]+(?P<after>[\\/])|[^\\/\s:*?"<>|]+)"#;
    format!(r"(?i)(?P<before>^|[^A-Za-z0-9._~-])(?:{unix}|{windows})")
}

/// `line` without what is nobody else's business: tokens, codes, secrets, client IDs, what links carry, e-mail
/// addresses, and the name of whoever uses the machine in paths. `home` is their home folder, for those that lie
/// elsewhere than systems put them.
///
/// It rather hides too much: a word that looks like a token is taken for one.
#[must_use]
pub fn redact(line: &str, home: Option<&str>) -> String {
    let mut redacted = without_home(line, home);
    for rule in RULES.iter() {
        if let Cow::Owned(replaced) = rule.finds.replace_all(&redacted, rule.replace) {
            redacted = replaced;
        }
    }
    redacted
}

fn without_home(line: &str, home: Option<&str>) -> String {
    let home = home.map(|home| home.trim_end_matches(['/', '\\'])).filter(|home| home.len() > 2);
    let Some(home) = home else { return line.to_owned() };
    // Windows paths are doubly separated where they were printed in quotes.
    line.replace(&home.replace('\\', r"\\"), "~").replace(home, "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_compiles() {
        assert_eq!(RULES.len(), 10);
    }

    #[test]
    fn what_helps_is_left() {
        for line in [
            "[2026-11-23][21:40:11][songplate_outputs::server::door][INFO] overlays are served port=21867 lan=false",
            "the new refresh token could not be kept yet",
            "[songplate_core::secret::place][INFO] the keychain answers",
            "no answer from Spotify error=status code: 503 Service Unavailable",
            "error sending request for url (https://api.spotify.com/v1/me/player)",
            "/usr/share/songplate/home/page.html can't be written: Permission denied (os error 13)",
        ] {
            assert_eq!(redact(line, Some("/home/alex")), line);
        }
    }

    #[test]
    fn what_is_private_goes() {
        let hex = "0123456789abcdef0123456789abcdef";
        for (line, redacted) in [
            ("GET /overlay?token=abc HTTP/1.1", "GET /overlay?token=…"),
            ("http://127.0.0.1:21867/overlay?token=abc&x=1 was asked", "http://127.0.0.1:21867/overlay?… was asked"),
            ("app.songplate://callback?code=AQ-x&state=y", "app.songplate://callback?…"),
            ("app.songplate://callback/#code=AQ", "app.songplate://callback/#…"),
            ("https://me:pass@example.org/x", "https://…@example.org/x"),
            ("Authorization: Basic YTpi, other", "Authorization: …"),
            (r#"{"authorization": "Bearer BQ.x"}"#, r#"{"authorization": …"#),
            ("sent Bearer BQ.x!", "sent Bearer …"),
            (r#"{"access_token":"B\"Q","expires_in":3600}"#, r#"{"access_token":…"#),
            (r#"body="{\"access_token\":\"BQ\"}""#, r#"body="{\"access_token\":…"#),
            (r#"client_secret: Some("x y")"#, "client_secret: …"),
            (r#"token: Secret { value: "abc" }"#, "token: …"),
            ("Set-Cookie: a=1; session=xyz", "Set-Cookie: …"),
            ("x-api-key: abcd", "x-api-key: …"),
            ("password: two words", "password: …"),
            ("redirected to callback%3Fcode%3DAQ%26state%3D5", "redirected to callback%3Fcode%3D…"),
            ("grant_type=authorization_code&code=AQ&state=5", "grant_type=authorization_code&code=…"),
            ("alex.doe+music@example.org wrote", "… wrote"),
            (hex, "…"),
            ("/home/alex/Music/a.txt", "~/Music/a.txt"),
            ("(/Users/alex)", "(~)"),
            (r"C:\Users\Alex Doe\AppData\x.json", r"~\AppData\x.json"),
            (r#""C:\\Users\\alex\\x""#, r#""~\\x""#),
            (r"C:\Users\alex can't be read", "~ can't be read"),
            ("/srv/people/alex/x", "~/x"),
        ] {
            assert_eq!(redact(line, Some("/srv/people/alex/")), redacted);
        }
    }
}
