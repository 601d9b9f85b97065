//! The process that serves and measures.

use std::env::current_exe;
use std::error::Error;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use songplate_core::snapshot::{Snapshot, Song};
use songplate_core::source::SourceId;
use songplate_core::status::Status;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use crate::figures::Measured;
use crate::process::{anonymous_kib, worked};
use crate::support::{Server, song};

/// How many changes are measured.
pub(crate) const CHANGES: u32 = 100;

/// Changes before those that are measured, for caches to fill.
const WARM_UP: u32 = 10;

/// Between changes, so that each finds the processes at rest, as it is between songs.
const REST: Duration = Duration::from_millis(20);

/// Serves so many clients and prints the figures.
pub(crate) fn serve(clients: usize) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let _inside = runtime.enter();
    let snapshots = watch::Sender::new(playing(0));
    let server = runtime.block_on(Server::start(0, snapshots.subscribe()))?;
    let mut number = 0;
    let mut change = |crowd: &mut Crowd| {
        number += 1;
        runtime.block_on(sleep(REST));
        let began = Instant::now();
        snapshots.send_replace(playing(number));
        crowd.wait_for(&number.to_string()).map(|()| began.elapsed())
    };

    // A few come and go first: what the server allocates once is not what each client costs.
    let mut few = Crowd::come(&server.url, 10)?;
    for _ in 0..WARM_UP {
        change(&mut few)?;
    }
    few.go()?;
    let before = anonymous_kib();
    let mut crowd = Crowd::come(&server.url, clients)?;
    for _ in 0..WARM_UP {
        change(&mut crowd)?;
    }
    let worked_before = worked();
    let took = (0..CHANGES).map(|_| change(&mut crowd)).collect::<Result<Vec<_>, _>>()?;
    let worked = worked_before.zip(worked()).map(|(before, after)| after.saturating_sub(before) / CHANGES);
    let count = u32::try_from(clients)?;
    let client_kib = before.zip(anonymous_kib()).map(|(before, after)| (after - before) / f64::from(count));
    crowd.go()?;
    println!("{}", Measured { took, worked, client_kib }.line());
    Ok(())
}

/// Clients, in a process of their own.
struct Crowd {
    process: Child,
    says: Lines<BufReader<ChildStdout>>,
}

impl Crowd {
    fn come(url: &str, clients: usize) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(current_exe()?)
            .args(["clients", url, &clients.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let says = BufReader::new(process.stdout.take().ok_or("no output")?).lines();
        let mut crowd = Self { process, says };
        crowd.wait_for("ready")?;
        Ok(crowd)
    }

    fn wait_for(&mut self, word: &str) -> Result<(), Box<dyn Error>> {
        let said = self.says.next().ok_or("the clients ended early")??;
        if said == word { Ok(()) } else { Err(format!("the clients said {said} instead of {word}").into()) }
    }

    /// They go when their input ends.
    fn go(mut self) -> Result<(), Box<dyn Error>> {
        drop(self.process.stdin.take());
        self.process.wait()?;
        Ok(())
    }
}

fn playing(number: u32) -> Snapshot {
    Snapshot {
        run: "fanout".into(),
        number,
        sources: Vec::new(),
        selected: SourceId::Spotify,
        listening: true,
        status: Status::Playing,
        song: Some(Song {
            now_playing: song(format!("Song number {number}")),
            read_at: Instant::now(),
            playing: true,
            live: true,
        }),
        origin: None,
    }
}
