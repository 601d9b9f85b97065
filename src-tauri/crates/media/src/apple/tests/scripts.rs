//! The processes, with a shell script in the place of `osascript`.

#![cfg(unix)]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use songplate_core::player::{PlayState, PlayersAvailability};
use tokio::time::timeout;

use crate::apple::osascript::Osascript;
use crate::apple::said::App;
use crate::apple::watch::{System, watch};
use crate::common::sight;

/// Another process writes it: while this one has it open, forks of other tests have it open, too, and nobody may run it.
fn program(folder: &Path, text: &str) -> Osascript {
    let path = folder.join("osascript");
    let write = r#"printf %s "$1" >"$0" && chmod 755 "$0""#;
    let written = Command::new("sh").args(["-c", write]).arg(&path).arg(text).status().unwrap();
    assert!(written.success());
    Osascript::at(path)
}

/// Says one thing, and waits for the end of its input.
const LISTENER: &str = r#"#!/bin/sh
case "$4" in
*SongplateEar*)
  echo '{"event":"listening"}'
  echo 'nonsense'
  echo '{"event":"appeared","player":"spotify"}'
  cat >/dev/null
  ;;
*com.spotify.client*)
  echo '{"Player State":"paused","Name":"Paper Lanterns","Artist":null,"Artwork URL":"https://i.scdn.co/image/1"}'
  ;;
*) echo 'null' ;;
esac
"#;

#[tokio::test]
async fn what_the_scripts_say_becomes_players() {
    let folder = tempfile::tempdir().unwrap();
    let system = program(folder.path(), LISTENER);
    assert_eq!(system.ask(App::Music).await, None, "it does not run");
    let some = PlayersAvailability::SomeOnly;
    let mut watched = sight::watch(some, some, move |sight| {
        let system = system.clone();
        async move { watch(&system, &sight).await }
    });
    let paused = watched
        .players
        .wait_for(|players| players.iter().any(|player| player.state == PlayState::Paused && player.song.is_some()));
    let song = timeout(Duration::from_secs(20), paused).await.unwrap().unwrap()[0].song.clone().unwrap();
    assert_eq!(song.title, "Paper Lanterns");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_listener_ends_with_whoever_listens() {
    let folder = tempfile::tempdir().unwrap();
    let heard =
        program(folder.path(), "#!/bin/sh\necho $$ >\"$0.pid\"\necho '{\"event\":\"listening\"}'\ncat\n").listen();
    let mut heard = heard.unwrap();
    timeout(Duration::from_secs(20), heard.recv()).await.unwrap().unwrap();
    let pid = std::fs::read_to_string(folder.path().join("osascript.pid")).unwrap();
    let process = Path::new("/proc").join(pid.trim());
    let is_there =
        || process.join("cmdline").exists() && !std::fs::read(process.join("cmdline")).unwrap_or_default().is_empty();
    assert!(is_there());
    drop(heard);
    timeout(Duration::from_secs(20), async {
        while is_there() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it still runs");
}

#[tokio::test]
async fn a_script_that_cannot_be_run_is_an_error_and_no_answer() {
    let system = Osascript::at("/nowhere/osascript");
    assert!(system.listen().is_err());
    assert_eq!(system.ask(App::Spotify).await, None);
}
