//! What the schedule costs and how fast it sees changes, against polling at fixed rates: one seeded day on virtual time,
//! and how the result holds on other days. Nothing here is measured in real time.
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

mod clients;
mod day;
mod figures;
mod targets;

use clients::{Client, Polling, Scheduled};
use day::{Change, Day};
use figures::Figures;
use targets::targets;

/// The day that is shown.
const SEED: u64 = 1;

/// How many other days are drawn.
const OTHER_DAYS: u64 = 1_000;

/// Spotify's default is off; this is the middle of what it offers.
const CROSSFADE_MS: u64 = 6_000;

const COLUMNS: [(&str, Option<Change>); 5] = [
    ("natural", Some(Change::Natural)),
    ("skips", Some(Change::Skip)),
    ("pauses", Some(Change::Pause)),
    ("breaks", Some(Change::Break)),
    ("all", None),
];

fn main() {
    println!("One day, seed {SEED}: 8 hours started, 1 of them idle. Change to seen in seconds, mean / p95.\n");
    let [schedule, every_second, ..] = table(SEED, 0);
    println!("\nThe same day with a crossfade of {} s, which Spotify does not report:\n", CROSSFADE_MS / 1_000);
    table(SEED, CROSSFADE_MS);
    println!("\nTargets, on this day without crossfade, and on {OTHER_DAYS} other days:");
    let mut others = [(0, 0.0); 3];
    for seed in (SEED + 1)..=(SEED + OTHER_DAYS) {
        let day = Day::draw(seed, 0);
        let schedule = Figures::measure(&day, &mut Scheduled::new(), seed);
        let every_second = Figures::measure(&day, &mut Polling { every_ms: 1_000 }, seed);
        for (other, target) in others.iter_mut().zip(targets(&schedule, &every_second)) {
            other.0 += u64::from(target.is_reached());
            other.1 += target.found;
        }
    }
    for (target, (reached, sum)) in targets(&schedule, &every_second).iter().zip(others) {
        let verdict = if target.is_reached() { "reached" } else { "NOT REACHED" };
        #[expect(clippy::cast_precision_loss, reason = "a thousand days")]
        let mean = sum / OTHER_DAYS as f64;
        println!(
            "  {verdict}: {}: {:.3} (limit {}); other days: {mean:.3} in the mean, reached on {reached}",
            target.words, target.found, target.limit
        );
    }
}

/// Prints the figures of all four clients on one day.
fn table(seed: u64, crossfade_ms: u64) -> [Figures; 4] {
    let day = Day::draw(seed, crossfade_ms);
    let measure = |client: &mut dyn Client| Figures::measure(&day, client, seed);
    let figures = [
        measure(&mut Scheduled::new()),
        measure(&mut Polling { every_ms: 1_000 }),
        measure(&mut Polling { every_ms: 2_000 }),
        measure(&mut Polling { every_ms: 5_000 }),
    ];
    let [_, every_second, ..] = &figures;
    print!("{:14}{:>18}{:>18}", "", "req/playing h", "req/started h");
    for (name, change) in COLUMNS {
        print!("{:>16}", format!("{name} ({})", every_second.count(change)));
    }
    println!();
    for (name, row) in ["this schedule", "every 1 s", "every 2 s", "every 5 s"].iter().zip(&figures) {
        print!("{name:14}");
        for (found, baseline) in [
            (row.per_playing_hour, every_second.per_playing_hour),
            (row.per_started_hour, every_second.per_started_hour),
        ] {
            print!("{:>18}", format!("{found:.0} ({:.3})", found / baseline));
        }
        for (_, change) in COLUMNS {
            let delay = row.delay(change);
            print!("{:>16}", format!("{:.2} / {:.2}", delay.mean, delay.p95));
        }
        println!();
    }
    println!("{:14}in brackets: the share of the requests of 1 s polling; the number of changes", "");
    figures
}
