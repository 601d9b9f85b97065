//! What it costs to tell many pages of a change: real WebSocket clients in a process of their own, against the real
//! server in another. `cargo bench -p songplate-outputs --bench fanout`
//!
//! The time runs from when the snapshot is published until word has come back that the last client has it, so it
//! includes what the clients need, on the same processors, and whatever else the machine does. The work is what the
//! processors did for the server alone. Memory is the server's own (the anonymous part of its proportional set size),
//! without what the system keeps for the connections; only Linux tells it.
#![expect(clippy::print_stdout, reason = "the table is what it is for, and how the processes talk")]

mod clients;
mod figures;
mod process;
mod server;
#[path = "../support/mod.rs"]
mod support;

use std::env::{args, current_exe};
use std::error::Error;
use std::process::{Command, Stdio};

use figures::Figures;

const CROWDS: [usize; 4] = [1, 10, 100, 1_000];

fn main() -> Result<(), Box<dyn Error>> {
    // cargo adds an argument of its own.
    let words: Vec<_> = args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => measure(),
        ["serve", clients] => server::serve(clients.parse()?),
        ["clients", url, clients] => clients::listen(url, clients.parse()?),
        _ => Err("there are no arguments".into()),
    }
}

/// Each crowd has a server of its own, so that none begins with the memory of another.
fn measure() -> Result<(), Box<dyn Error>> {
    println!(
        "One change to all clients, {} times. In milliseconds: until the last one has it, and the work of the",
        server::CHANGES
    );
    println!("server alone. Growth is for ten times the clients.\n");
    println!("{}", figures::head());
    let mut all: Vec<Figures> = Vec::new();
    for clients in CROWDS {
        let served =
            Command::new(current_exe()?).args(["serve", &clients.to_string()]).stderr(Stdio::inherit()).output()?;
        let figures = Figures::parse(clients, std::str::from_utf8(&served.stdout)?)?;
        println!("{}", figures.row(all.last()));
        all.push(figures);
    }
    println!();
    for target in figures::targets(&all) {
        println!("  {target}");
    }
    Ok(())
}
