//! Which songs are noted down.

use songplate_core::files::FilesTrouble;

use super::super::state::FilesPlan;
use super::rig::{Rig, noted, with};

#[test]
fn a_song_is_noted_once_when_it_is_seen_playing_live() {
    let mut rig = Rig::new(noted());
    assert!(rig.plays("One", None, |song| song.playing = false).is_empty());
    assert!(rig.plays("One", None, |song| song.live = false).is_empty());
    assert_eq!(rig.plays("One", None, |_| ()), ["history=One"]);
    assert!(rig.plays("One", None, |song| song.playing = false).is_empty());
    assert!(rig.plays("One", None, |song| song.now_playing.position_ms = 90_000).is_empty());
    assert!(rig.shows(None).is_empty());
    assert!(rig.plays("One", None, |_| ()).is_empty(), "it goes on after an advert");
    assert_eq!(rig.plays("Two", None, |_| ()), ["history=Two"]);
    assert_eq!(rig.plays("One", None, |_| ()), ["history=One"]);
}

#[test]
fn songs_that_could_not_be_noted_are_noted_later() {
    let mut rig = Rig::new(noted());
    rig.faults = vec![("history", FilesTrouble::Full)];
    for title in ["One", "Two", "Three"] {
        assert!(rig.plays(title, None, |_| ()).is_empty());
    }
    assert_eq!(rig.trouble(), Some(FilesTrouble::Full));
    rig.faults.clear();
    let elsewhere = FilesPlan { folder: "/else".into(), ..noted() };
    assert_eq!(rig.plans(elsewhere), ["history=One,Two,Three"], "where the user wants them now");
    assert_eq!(rig.trouble(), None);
    assert_eq!(rig.plans(noted()), ["history=Three"], "the song that plays is in each file");
    rig.plans(with(|settings| settings.enabled = false));
    assert!(rig.plays("Four", None, |_| ()).is_empty());
}
