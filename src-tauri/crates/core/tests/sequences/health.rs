//! The report that a user copies: what is in it, and what never is.

use proptest::prelude::*;
use proptest::sample::select;
use songplate_core::clock::UnixSeconds;
use songplate_core::health::{
    Condition, FilesSigns, LoginSigns, MAX_LINES, OverlayServer, OverlaySigns, Part, Signs, SourceSigns, Versions,
    health, redact, report,
};
use songplate_core::login::LoginStatus;
use songplate_core::status::{OfflineCause, Status};
use songplate_core::update::{Channel, UpdateCause, UpdateState, UpdateStep, UpdateView, Verdict};

const HOME: &str = "/srv/people/alex";

fn signs() -> Signs {
    Signs {
        login: LoginSigns {
            status: LoginStatus::Linked,
            reason: None,
            last_success: Some(UnixSeconds(9_400)),
            ends_soon: None,
        },
        source: SourceSigns { status: Status::Playing, last_success: Some(UnixSeconds(9_999)), next_attempt: None },
        overlay: OverlaySigns {
            server: OverlayServer::Running { port: 21_867, taken: None },
            last_success: Some(UnixSeconds(1)),
            next_attempt: None,
        },
        files: FilesSigns { enabled: false, last_success: None, trouble: None, next_attempt: None },
        updates: UpdateView {
            version: "1.0.0".into(),
            channel: Channel::Stable,
            enabled: true,
            checked_at: Some(UnixSeconds(10_000)),
            next_at: Some(UnixSeconds(31_600)),
            state: UpdateState::Idle { verdict: Verdict::UpToDate },
        },
    }
}

fn versions() -> Versions {
    Versions {
        program: "1.0.0".into(),
        package: "deb".into(),
        system: "Debian GNU/Linux 13 (x86_64)".into(),
        webview: "WebKitGTK 2.50.1".into(),
    }
}

#[test]
fn there_is_a_row_for_every_part() {
    let rows = health(&signs()).rows;
    let told: Vec<_> = rows.iter().map(|row| (row.part, row.condition)).collect();
    assert_eq!(
        told,
        [
            (Part::Login, Condition::Good),
            (Part::Source, Condition::Good),
            (Part::Overlay, Condition::Good),
            (Part::Files, Condition::Off),
            (Part::Updates, Condition::Good),
        ]
    );
}

#[test]
fn the_report_tells_what_runs_how_it_is_and_what_was_logged() {
    let mut signs = signs();
    signs.source.status = Status::Offline { cause: OfflineCause::Server };
    let (step, cause) = (UpdateStep::Check, UpdateCause::Server { status: 404 });
    signs.updates.state = UpdateState::Failed { step, cause, at: UnixSeconds(9_000), version: None, ready: false };
    let lines = ["a link was ignored: no login is pending", "/srv/people/alex/Songplate can't be made"];
    let text = report(&versions(), &health(&signs), lines, Some(HOME), UnixSeconds(10_000));
    assert_eq!(
        text,
        "Songplate 1.0.0 (deb)
System: Debian GNU/Linux 13 (x86_64)
Webview: WebKitGTK 2.50.1

login: good; last success 10 min ago
source: waiting; last success 1 s ago; cause {\"cause\":\"server\",\"code\":\"source-offline\"}
overlay: good; last success 2 h ago
files: off
updates: trouble; last success 0 s ago; next attempt in 6 h; cause \
         {\"cause\":{\"code\":\"server\",\"status\":404},\"code\":\"update-failed\",\"step\":\"check\"}

Log, last 2 lines:
a link was ignored: no login is pending
~/Songplate can't be made
"
    );
}

#[test]
fn a_long_log_is_cut_to_its_last_lines_and_a_long_line_to_its_beginning() {
    let mut log: Vec<String> = (0..=MAX_LINES).map(|number| format!("line {number}")).collect();
    log.push("long ".repeat(1_000));
    let text = report(&versions(), &health(&signs()), log.iter().map(String::as_str), None, UnixSeconds(10_000));
    assert!(!text.contains("line 1\n") && text.contains("line 2\n"));
    assert!(text.ends_with("…\n") && text.len() < 10_000, "{}", text.len());
}

/// Every place where a secret might stand, with `{}` for it.
const PLACES: [&str; 30] = [
    "GET /overlay?token={} HTTP/1.1",
    "GET /overlay?x=1&token={}&y=2",
    "http://127.0.0.1:21867/overlay?token={}",
    "\"http://127.0.0.1:21867/events?token={}\" was closed",
    "ws://[::1]:21867/socket?{}",
    "app.songplate://callback?code={}&state=a",
    "app.songplate://callback/?state={}",
    "app.songplate:callback?{}",
    "error sending request for url (http://127.0.0.1:4000/callback?code={})",
    "https://example.org/page#access_token={}",
    "https://{}@example.org/x",
    "https://alex:{}@example.org/x",
    "code={}",
    "grant_type=authorization_code&code={}&code_verifier=x",
    "state={}, attempt=1",
    "Authorization: Bearer {}",
    "authorization=Basic {}",
    "headers: {\"authorization\": \"Bearer {}\", \"accept\": \"*/*\"}",
    "PROXY-AUTHORIZATION: {} and more",
    "a Bearer {}",
    "{\"access_token\":\"{}\",\"expires_in\":3600}",
    "{\"refresh_token\" : \"{}\"}",
    "refresh_token={}",
    "client_secret: Some(\"{}\")",
    "client_secret: Secret(Inner({}))",
    "client_id={} is not known",
    "clientId: {}",
    "token '{}' was refused",
    "password => {}",
    "Set-Cookie: {}",
];

fn secret() -> impl Strategy<Value = String> {
    "[A-Za-z0-9][A-Za-z0-9._~%+-]{7,60}"
}

fn words() -> impl Strategy<Value = String> {
    select(vec!["", "[2026-11-23][21:40:11][INFO] ", "é ", "x=1 ", "\t", "a;b,", "(", "\"quoted\" ", "https://a.b/c "])
        .prop_map(str::to_owned)
}

/// No six characters in a row of what is private are left, but those that the line has anyway.
fn leaves_nothing(redacted: &str, private: &str, anyway: &str) -> Result<(), TestCaseError> {
    let letters: Vec<char> = private.chars().collect();
    for piece in letters.windows(6) {
        let piece: String = piece.iter().collect();
        prop_assert!(anyway.contains(&piece) || !redacted.contains(&piece), "{piece:?} is left in {redacted:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_of_a_secret_is_left(place in select(PLACES.to_vec()), secret in secret(), before in words(), after in words()) {
        let line = format!("{before}{} {after}", place.replace("{}", &secret));
        let redacted = redact(&line, Some(HOME));
        leaves_nothing(&redacted, &secret, &format!("{before}{place} {after}"))?;
    }

    #[test]
    fn whatever_looks_like_a_token_goes_wherever_it_stands(
        token in prop_oneof!["[0-9a-f]{32}", "[0-9A-F]{32}", "[A-Za-z0-9_-]{33,200}"],
        before in "[ -~]{0,30}",
        after in "[ -~]{0,30}",
    ) {
        let redacted = redact(&format!("{before}{token}{after}"), None);
        leaves_nothing(&redacted, &token, &format!("{before} {after}"))?;
    }

    #[test]
    fn no_address_and_no_name_in_a_path_is_left(
        name in "[a-z][a-z0-9_.-]{6,20}",
        path in select(vec![
            "/home/{}/Music", "/home/{}", "'/Users/{}/Library'", "C:\\Users\\{}\\AppData", "\"D:\\\\Users\\\\{}\"",
            "c:/users/{}/x", "/media/{}/disk", "/run/media/{}/disk", "/var/home/{}/x", "file:///home/{}/x",
            "{}@example.org", "<{}@mail.example.org>", "mailto:{}@example.org", "path=/home/{}",
        ]),
        before in words(),
    ) {
        let redacted = redact(&format!("{before}{} is there", path.replace("{}", &name)), None);
        leaves_nothing(&redacted, &name, &format!("{before}{path}"))?;
    }

    #[test]
    fn no_line_is_too_strange(line in "\\PC{0,200}", home in prop::option::of("\\PC{0,20}")) {
        let redacted = redact(&line, home.as_deref());
        prop_assert_eq!(redacted.lines().count(), line.lines().count());
    }
}
