//! What is written, in which order, and when.

use std::time::Duration;

use songplate_core::snapshot::Song;

use super::rig::{Rig, ms, plan, timed};

#[test]
fn the_cover_comes_before_the_title_that_belongs_to_it() {
    let mut rig = Rig::new(plan());
    assert!(rig.plays("One", Some("c1"), |_| ()).is_empty());
    assert!(rig.passes(ms(1_999)).is_empty());
    assert_eq!(rig.fetched("c1", true), ["cover.png=c1", "song.txt=One", "now-playing.json=One+cover"]);
    assert_eq!(
        rig.plays("Same album", Some("c1"), |_| ()),
        ["song.txt=Same album", "now-playing.json=Same album+cover"]
    );
    assert_eq!(rig.plays("Bare", None, |_| ()), ["cover.png=", "song.txt=Bare", "now-playing.json=Bare"]);
    assert_eq!(rig.shows(None), ["song.txt=", "now-playing.json=advert"]);
}

#[test]
fn a_slow_cover_does_not_hold_the_title_back_for_long() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    assert!(rig.plays("Two", Some("c2"), |_| ()).is_empty());
    assert!(rig.passes(ms(1_999)).is_empty());
    assert_eq!(rig.passes(ms(1)), ["cover.png=", "song.txt=Two", "now-playing.json=Two"]);
    assert_eq!(rig.plays("Two", Some("c2"), |_| ()), ["now-playing.json=Two"], "it does not wait again");
    assert_eq!(rig.fetched("c2", true), ["cover.png=c2", "now-playing.json=Two+cover"]);
}

#[test]
fn skipping_does_not_hold_the_title_back_for_longer() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.passes(ms(800));
    assert!(rig.plays("Two", Some("c2"), |_| ()).is_empty());
    rig.passes(ms(800));
    assert!(rig.plays("Three", Some("c3"), |_| ()).is_empty());
    assert_eq!(rig.passes(ms(400)), ["song.txt=Three", "now-playing.json=Three"], "the pixel is there already");
}

#[test]
fn a_cover_that_cannot_be_had_is_asked_for_again() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    assert_eq!(rig.fetched("c1", false), ["song.txt=One", "now-playing.json=One"]);
    assert_eq!(rig.machine.cover_to_fetch(rig.now), None);
    rig.passes(Duration::from_secs(31));
    assert_eq!(rig.fetched("c1", true), ["cover.png=c1", "now-playing.json=One+cover"]);
}

#[test]
fn what_is_not_live_is_not_shown_and_comes_back_with_its_cover() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    let old = rig.plays("One", Some("c1"), |song| song.live = false);
    assert_eq!(old, ["cover.png=", "song.txt=", "now-playing.json=One"]);
    let back = rig.plays("One", Some("c1"), |_| ());
    assert_eq!(back, ["cover.png=c1", "song.txt=One", "now-playing.json=One+cover"]);
}

#[test]
fn the_time_is_written_at_every_second_of_the_song() {
    let mut rig = Rig::new(timed());
    rig.passes(ms(100));
    assert_eq!(rig.plays("One", None, |song| song.now_playing.position_ms = 58_700), ["song.txt=One 0:58"]);
    assert_eq!(rig.wake(), Some(400), "the song's second, not the clock's");
    assert_eq!(rig.passes(ms(2_300)), ["song.txt=One 0:59", "song.txt=One 1:00", "song.txt=One 1:01"]);
    // A disk that took its time does not shift the seconds.
    rig.now += ms(1_750);
    assert_eq!(rig.settle(), ["song.txt=One 1:02"]);
    assert_eq!(rig.wake(), Some(4_400));
    let paused = rig.plays("One", None, |song| {
        song.playing = false;
        song.now_playing.position_ms = 63_100;
    });
    assert_eq!(paused, ["song.txt=One 1:03"]);
    assert!(rig.passes(Duration::from_mins(10)).is_empty());
    assert_eq!(rig.wake(), None);
}

#[test]
fn the_time_stands_at_the_end_of_the_song() {
    let mut rig = Rig::new(timed());
    let end = |song: &mut Song| song.now_playing.position_ms = 198_500;
    assert_eq!(rig.plays("One", None, end), ["song.txt=One 3:18"]);
    assert_eq!(rig.passes(Duration::from_mins(1)), ["song.txt=One 3:19", "song.txt=One 3:20"]);
    assert_eq!(rig.wake(), None);
    rig.plays("Endless", None, |song| song.now_playing.duration_ms = None);
    assert_eq!(rig.passes(Duration::from_hours(1)).len(), 3_600);
}

#[test]
fn without_the_time_in_a_template_nothing_is_written_between_songs() {
    let mut rig = Rig::new(plan());
    rig.plays("One", None, |_| ());
    assert_eq!(rig.wake(), None);
    assert!(rig.plans(plan()).is_empty());
}
