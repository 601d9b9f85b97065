//! The real listener and the real server with a source that says what it is told, for measuring from outside how long a
//! song takes from the source to the page: `cargo bench -p songplate-outputs --bench live`. With a port after it, as in
//! `… --bench live -- 21867`, it takes that one if it is free, and the link is the same every time.
//!
//! It speaks in lines. When it is ready it prints the address of the overlay:
//!
//! ```json
//! {"url":"http://127.0.0.1:41234/overlay?token=07070707070707070707070707070707"}
//! ```
//!
//! A line `song N` on its standard input, N being a whole number from 0 on, makes the source report a song that has just
//! begun and whose title is the digits of N. Then it prints
//!
//! ```json
//! {"sent":1,"at_us":1790000000000000}
//! ```
//!
//! where `at_us` is when the source reported, in microseconds since the Unix epoch; it was taken just before. Anything
//! else ends it with an error; the end of its input ends it.
#![expect(clippy::print_stdout, reason = "its protocol")]

mod driven;
#[path = "../support/mod.rs"]
mod support;

use std::collections::HashMap;
use std::env::args;
use std::error::Error;
use std::io::stdin;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::listener::{Intent, Listener};
use songplate_core::now_playing::Playback;
use songplate_core::settings::ListenerSettings;
use songplate_core::source::{Observation, Source, SourceEntry, SourceEvent, SourceId, SourceState};
use tokio::runtime::Runtime;
use tokio::time::Instant;

use driven::Driven;
use support::{Server, song};

fn main() -> Result<(), Box<dyn Error>> {
    // cargo adds an argument of its own.
    let port = args().skip(1).find(|argument| argument != "--bench").map_or(Ok(0), |port| port.parse())?;
    let runtime = Runtime::new()?;
    let _inside = runtime.enter();
    let (source, events) = Driven::new();
    let sources = HashMap::from([(SourceId::Spotify, Arc::new(source) as Arc<dyn Source>)]);
    let entries = vec![SourceEntry::new(SourceId::Spotify, SourceState::Ready)];
    let listener = Listener::new("live".into(), ListenerSettings::default(), false).spawn(sources, entries);
    listener.handle.send(Intent::Select(SourceId::Spotify));
    listener.handle.send(Intent::Start);
    let server = runtime.block_on(Server::start(port, listener.snapshots))?;
    println!(r#"{{"url":"{}"}}"#, server.url);

    for line in stdin().lines() {
        let line = line?;
        let number: u64 = line.strip_prefix("song ").ok_or("say: song N")?.parse()?;
        let at_us = unix_us()?;
        events.blocking_send(observed(number))?;
        println!(r#"{{"sent":{number},"at_us":{at_us}}}"#);
    }
    Ok(())
}

fn observed(number: u64) -> SourceEvent {
    SourceEvent::Observed(Box::new(Observation {
        playback: Playback::Song { now_playing: song(number.to_string()), playing: true, private_session: false },
        read_at: Instant::now(),
        fresh_for: Duration::from_mins(10),
        origin: None,
    }))
}

#[expect(clippy::disallowed_methods, reason = "whoever compares it has the same clock of the machine")]
fn unix_us() -> Result<u128, Box<dyn Error>> {
    Ok(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_micros())
}
