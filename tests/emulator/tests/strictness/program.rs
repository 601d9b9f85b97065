//! The emulator as a program.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::wire::send;

/// A started program and its ready line.
fn started(flags: &[&str]) -> (Child, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_songplate-emulator"))
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).expect("one line of JSON"))
}

fn state(ready: &Value) -> Value {
    let origin = ready["origin"].as_str().unwrap();
    send(origin, "GET", "/control/state", &[], b"").answer().unwrap().json()
}

#[test]
fn it_says_where_it_is_and_ends_with_stdin() {
    let flags = ["--speed", "5", "--auto-agree", "--exit-with-stdin", "--client-id", "abc", "--client-secret", "xyz"];
    let (mut child, ready) = started(&flags);
    assert_eq!((&ready["client_id"], &ready["client_secret"]), (&"abc".into(), &"xyz".into()));
    assert_eq!(ready["redirect_uris"][0], "app.songplate://callback");
    let state = state(&ready);
    assert_eq!((&state["playback"]["speed"], &state["settings"]["auto_agree"]), (&5.0.into(), &true.into()));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn it_ends_cleanly_on_a_signal_and_not_with_stdin() {
    for signal in ["-TERM", "-INT"] {
        let (mut child, ready) = started(&[]);
        drop(child.stdin.take());
        assert_eq!(state(&ready)["settings"]["auto_agree"], false);
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        assert!(child.wait().unwrap().success(), "{signal} must end it cleanly");
    }
}

#[test]
fn wrong_flags_and_taken_ports_are_told() {
    let program = env!("CARGO_BIN_EXE_songplate-emulator");
    let wrong = Command::new(program).arg("--loud").output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty(), "stdout is for the ready line");
    let help = Command::new(program).arg("--help").output().unwrap();
    assert!(help.status.success() && String::from_utf8_lossy(&help.stdout).contains("--exit-with-stdin"));

    let (mut child, ready) = started(&["--exit-with-stdin"]);
    let port = ready["origin"].as_str().unwrap().rsplit_once(':').unwrap().1.to_owned();
    let taken = Command::new(program).args(["--port", &port]).output().unwrap();
    assert_eq!(taken.status.code(), Some(1));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
