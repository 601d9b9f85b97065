//! The targets of the schedule, on the day of the benchmark.

// The benchmark's own modules: what it prints and what is asserted here can't differ.
#[path = "../../benches/schedule/simulation/mod.rs"]
#[allow(dead_code, reason = "the benchmark prints more than is asserted")]
mod simulation;

use simulation::targets::{USUAL, targets, usual_seed};

#[test]
fn the_targets_are_reached() {
    for target in targets(usual_seed(), USUAL) {
        assert!(target.is_reached(), "{} {}", target.words, target.found);
    }
}
