//! A media player that does what it is told, for tests and benchmarks of what listens to players. It owns
//! `org.mpris.MediaPlayer2.<suffix>` on the bus that `DBUS_SESSION_BUS_ADDRESS` names:
//!
//! ```sh
//! cargo run -p songplate-media --example fake_player -- vlc.instance7
//! ```
//!
//! It prints one line when others can see it, `{"ready":"org.mpris.MediaPlayer2.vlc.instance7"}`. From then on it reads
//! one command a line from its standard input, carries it out, and prints one line: `{"ok":true}`, or
//! `{"error":"…"}`, and goes on. It ends at the end of its input.
//!
//! | command | what it does |
//! | --- | --- |
//! | `{"set":{…}}` | changes, and tells so in one signal (its name in another) |
//! | `{"pieces":[{…},{…}]}` | several changes, each told by itself, at once |
//! | `{"raw":{"PlaybackStatus":7,"Metadata":{…}}}` | changes properties as they stand in MPRIS, whatever their types |
//! | `{"seek":90000}` | is at another position, in milliseconds, and tells so |
//! | `{"storm":{"count":500,"perSecond":100}}` | plays `Storm 0`, `Storm 1` …; without `perSecond` as fast as it can |
//! | `"wrong-types"` | says everything in types that make no sense |
//! | `"hang"` | answers no question any more |
//! | `"answer"` | answers again |
//! | `"die"` | leaves the bus when it is asked next, in place of an answer; asks for being asked; then ends |
//! | `"quit"` | leaves the bus, and ends |
//! | `{"behave":"spotify"}` | is like Spotify's desktop app from now on; `"plain"`: like any other again |
//!
//! A change has any of these; what it leaves out stays as it was:
//!
//! | field | meaning |
//! | --- | --- |
//! | `clear` | `true`: forgets the song that was, first |
//! | `title`, `album`, `artUrl`, `url` | texts |
//! | `artists` | a list of texts |
//! | `trackid` | an object path such as `/tracks/7` |
//! | `lengthMs` | how long the song is |
//! | `positionMs` | where it is; told by no signal (MPRIS 2.2), except by `seek` |
//! | `status` | `Playing`, `Paused`, `Stopped` |
//! | `rate` | a factor |
//! | `identity` | its name for people |
//!
//! Its position moves by itself while it plays.
//!
//! Spotify's desktop app can't be had everywhere. One that behaves like it (suffix `spotify`) takes a `trackid` that is
//! not a path for Spotify's own ID, and makes the rest of it: `/com/spotify/track/ID`, its page as `url` and, unless told
//! otherwise, a cover of Spotify's. A change is told in two signals, the song and then the state. With another song its
//! position is 0, and `Seeked` says so.

#[cfg(target_os = "linux")]
mod command;
#[cfg(target_os = "linux")]
#[path = "../../tests/mpris/support/fake/mod.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod fake;
#[cfg(target_os = "linux")]
mod player;
#[cfg(target_os = "linux")]
mod spotify;

#[cfg(target_os = "linux")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    use serde_json::json;
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

    let (Some(suffix), Ok(bus)) = (std::env::args().nth(1), std::env::var("DBUS_SESSION_BUS_ADDRESS")) else {
        eprintln!("usage: DBUS_SESSION_BUS_ADDRESS=… fake_player <suffix, such as vlc>");
        std::process::exit(2);
    };
    let mut player = player::ScriptedPlayer::appear(&bus, &suffix).await;
    let mut output = tokio::io::stdout();
    let mut answer = json!({ "ready": format!("org.mpris.MediaPlayer2.{suffix}") });
    let mut input = BufReader::new(tokio::io::stdin()).lines();
    loop {
        output.write_all(format!("{answer}\n").as_bytes()).await?;
        output.flush().await?;
        if player.is_gone() {
            return Ok(());
        }
        let Some(line) = input.next_line().await? else { return Ok(()) };
        answer = match serde_json::from_str(&line) {
            Ok(command) => {
                player.carry_out(command).await;
                json!({ "ok": true })
            }
            Err(error) => json!({ "error": error.to_string() }),
        };
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("only Linux has a session bus");
}
