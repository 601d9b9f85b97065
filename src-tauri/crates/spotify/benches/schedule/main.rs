//! What the schedule costs and how fast it sees changes, against polling at fixed rates: one seeded day on virtual time,
//! and how the result holds on other days. Nothing here is measured in real time.
#![expect(clippy::print_stdout, reason = "the tables are what it is for")]

mod simulation;

use simulation::clients::{Client, Polling, Scheduled};
use simulation::day::{Change, Day, Habits};
use simulation::figures::Figures;
use simulation::hybrid::{Hybrids, Place};
use simulation::targets::{USUAL, targets, usual_seed};

/// How many other days are drawn.
const OTHER_DAYS: u32 = 1_000;

/// Spotify's default is off; this is the middle of what it offers.
const CROSSFADED: Habits = Habits { crossfade_ms: 6_000, ..USUAL };

/// Harder on any schedule: pauses may be long.
const HARD: Habits = Habits { longest_pause_ms: 600_000, ..USUAL };

const COLUMNS: [(&str, Option<Change>); 5] = [
    ("natural", Some(Change::Natural)),
    ("skips", Some(Change::Skip)),
    ("pauses", Some(Change::Pause)),
    ("breaks", Some(Change::Break)),
    ("all", None),
];

fn main() {
    let seed = usual_seed();
    println!(
        "The median of 99 days, seed {seed}: 8 hours started, 1 of them idle, pauses of 10 s to 2 minutes. From change to seen in seconds, mean / p95;"
    );
    println!(
        "in brackets the share of the requests of 1 s polling, and the number of changes. The hybrid shows a change with"
    );
    println!("the desktop app's signal; its times are those until the API has told it too.\n");
    table(seed, USUAL);
    println!("\nWith a crossfade of 6 s, which Spotify does not report:\n");
    table(seed, CROSSFADED);
    println!("\nHarder habits: pauses of up to 10 minutes instead of 2:\n");
    table(seed, HARD);
    for (name, habits) in [("this day", USUAL), ("the day with crossfade", CROSSFADED), ("the hard day", HARD)] {
        println!("\nTargets on {name}, and on {OTHER_DAYS} others like it:");
        compare(seed, habits);
    }
}

/// Prints the figures of all clients on the day.
fn table(seed: u64, habits: Habits) {
    let day = Day::draw(seed, habits);
    let measure = |client: &mut dyn Client| Figures::measure(&day, client, seed);
    let every_second = measure(&mut Polling { every_ms: 1_000 });
    print!("{:14}{:>15}{:>15}", "", "req/playing h", "req/started h");
    for (name, change) in COLUMNS {
        print!("{:>15}", format!("{name} ({})", every_second.count(change)));
    }
    println!();
    for (name, row) in [
        ("this schedule", measure(&mut Scheduled::new())),
        ("hybrid", measure(&mut Hybrids::new(&day, Place::Desktop))),
        ("half on phone", measure(&mut Hybrids::new(&day, Place::Both))),
        ("every 2 s", measure(&mut Polling { every_ms: 2_000 })),
        ("every 5 s", measure(&mut Polling { every_ms: 5_000 })),
        ("every 1 s", measure(&mut Polling { every_ms: 1_000 })),
    ] {
        print!("{name:14}");
        for (found, baseline) in [
            (row.per_playing_hour, every_second.per_playing_hour),
            (row.per_started_hour, every_second.per_started_hour),
        ] {
            print!("{:>15}", format!("{found:.0} ({:.3})", found / baseline));
        }
        for (_, change) in COLUMNS {
            let delay = row.delay(change);
            print!("{:>15}", format!("{:.2} / {:.2}", delay.mean, delay.p95));
        }
        println!();
    }
}

/// Prints the targets on the day, and how they hold on others.
fn compare(shown: u64, habits: Habits) {
    let mut others = [(0, 0.0); 4];
    for seed in 1_000..(1_000 + u64::from(OTHER_DAYS)) {
        for (other, target) in others.iter_mut().zip(targets(seed, habits)) {
            other.0 += u32::from(target.is_reached());
            other.1 += target.found;
        }
    }
    for (target, (reached, sum)) in targets(shown, habits).iter().zip(others) {
        println!(
            "  {:12}{:62}{:.3}; on the others {:.3} in the mean, reached on {reached}",
            if target.is_reached() { "reached" } else { "NOT REACHED" },
            target.words,
            target.found,
            sum / f64::from(OTHER_DAYS)
        );
    }
}
