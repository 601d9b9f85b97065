//! The end of an emulator, and another one in its place.

use songplate_emulator::{Emulator, Endpoint, Fault};

use crate::support::{PLAYER, get};
use crate::wire::send;

#[test]
fn an_end_cuts_what_runs_and_frees_the_port() {
    let emulator = Emulator::builder().start_now().unwrap();
    let origin = emulator.origin().to_owned();
    let port = origin.rsplit_once(':').unwrap().1.parse().unwrap();
    emulator.control().fault(Endpoint::Player, Fault::NoAnswer, None);
    let waiting = send(&origin, "GET", PLAYER, &[], b"");
    drop(emulator);
    assert!(waiting.answer().is_none(), "the connection is cut");

    let again = Emulator::builder().port(port).start_now().expect("the port is free");
    assert_eq!(again.origin(), origin);
    assert_eq!(get(&again, "/control/state").status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_test_may_pause_its_own_time() {
    let emulator = Emulator::builder().start().await.unwrap();
    emulator.control().fault(Endpoint::Other, Fault::Slow { by_ms: 20 }, Some(1));
    assert_eq!(get(&emulator, "/nowhere").status, 404, "slowness is in real time");
}
