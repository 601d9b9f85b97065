//! Disks on bad days.

use std::time::Duration;

use songplate_core::files::FilesTrouble;

use super::super::job::{FolderReport, Report};
use super::super::state::FilesPlan;
use super::rig::{FIVE, Rig, ms, plan, with};

#[test]
fn a_cover_that_cannot_be_written_gives_way_to_the_pixel() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.plays("Two", Some("c2"), |_| ());
    rig.faults = vec![("cover.png=c", FilesTrouble::Full)];
    assert_eq!(rig.fetched("c2", true), ["cover.png=", "song.txt=Two", "now-playing.json=Two"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::Full));
    rig.faults.clear();
    assert!(rig.passes(ms(4_999)).is_empty());
    assert_eq!(rig.passes(ms(1)), ["cover.png=c2", "now-playing.json=Two+cover"]);
    assert_eq!(rig.trouble(), None);
}

#[test]
fn a_cover_that_is_held_by_another_program_does_not_hold_the_texts() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.plays("Two", Some("c2"), |_| ());
    rig.faults = vec![("cover.png", FilesTrouble::ReadOnly)];
    assert_eq!(rig.fetched("c2", true), ["song.txt=Two", "now-playing.json=Two"]);
    assert!(rig.passes(FIVE * 3).is_empty());
    rig.faults.clear();
    assert_eq!(rig.passes(FIVE), ["cover.png=c2", "now-playing.json=Two+cover"]);
}

#[test]
fn one_file_in_trouble_does_not_hold_the_others() {
    let mut rig = Rig::new(plan());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    assert_eq!(rig.plays("One", None, |_| ()), ["now-playing.json=One"]);
    let written_at = rig.machine.state(rig.now).written_at;
    assert_eq!(rig.trouble(), Some(FilesTrouble::ReadOnly));
    // It is tried with every change, and stays told while that fails.
    assert_eq!(rig.plays("Two", None, |_| ()), ["now-playing.json=Two"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::ReadOnly));
    rig.passes(FIVE * 2);
    assert_eq!(rig.machine.state(rig.now).written_at, written_at, "not everything was written");
    rig.faults.clear();
    assert_eq!(rig.passes(FIVE), ["song.txt=Two"]);
    assert_eq!(rig.trouble(), None);
    assert_eq!(rig.machine.state(rig.now).written_at, Some(rig.wall()));
}

#[test]
fn a_folder_that_had_to_be_made_again_is_filled_again() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.folder = FolderReport::Made;
    let again = ["folder", "cover.png=c1", "song.txt=Two", "now-playing.json=Two+cover"];
    assert_eq!(rig.plays("Two", Some("c1"), |_| ()), again);
    rig.folder = FolderReport::Failed(FilesTrouble::NoFolder);
    assert_eq!(rig.plays("Three", Some("c1"), |_| ()), ["folder"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::NoFolder));
    assert_eq!(rig.passes(ms(14_999)), ["folder", "folder"]);
    rig.folder = FolderReport::Made;
    let again = ["folder", "cover.png=c1", "song.txt=Three", "now-playing.json=Three+cover"];
    assert_eq!(rig.passes(ms(1)), again);
    assert_eq!(rig.trouble(), None);
}

#[test]
fn a_disk_that_does_not_answer_is_told() {
    let mut rig = Rig::new(plan());
    rig.number += 1;
    rig.machine.plan(with(|settings| settings.texts[0].template = "x[SONG]".into()), rig.wall());
    rig.machine.silence(rig.wall());
    let job = rig.machine.next_job(rig.now).unwrap();
    assert_eq!(rig.machine.next_job(rig.now), None, "one at a time");
    assert_eq!(rig.wake(), Some(10_000));
    rig.now += Duration::from_secs(10);
    assert_eq!(rig.trouble(), Some(FilesTrouble::Other));
    assert_eq!(rig.wake(), None);
    let report = rig.does(&job);
    rig.machine.done(&job, &report, rig.now, rig.wall());
    rig.settle();
    assert_eq!(rig.trouble(), None);
}

#[test]
fn a_folder_is_not_blamed_for_the_one_before() {
    let mut rig = Rig::new(plan());
    rig.machine.plan(with(|settings| settings.texts[0].template = "x[SONG]".into()), rig.wall());
    rig.machine.silence(rig.wall());
    let job = rig.machine.next_job(rig.now).unwrap();
    let moved = FilesPlan { folder: "/else".into(), ..plan() };
    rig.machine.plan(moved, rig.wall());
    let report = Report::of(FolderReport::Failed(FilesTrouble::NoFolder));
    rig.machine.done(&job, &report, rig.now, rig.wall());
    assert_eq!(rig.trouble(), None);
    assert!(rig.settle().contains(&"/else/song.txt=".to_owned()));
}

#[test]
fn trouble_stays_told_until_what_failed_has_gone_well() {
    let mut rig = Rig::new(plan());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    rig.plays("One", None, |_| ());
    rig.machine.plan(with(|settings| settings.json = false), rig.wall());
    let job = rig.machine.next_job(rig.now).unwrap();
    let report = rig.does(&job);
    rig.machine.done(&job, &report, rig.now, rig.wall());
    assert_eq!(rig.log, ["now-playing.json=inactive"]);
    assert_eq!(rig.trouble(), Some(FilesTrouble::ReadOnly), "a notice must not come and go");
    rig.faults.clear();
    assert_eq!(rig.settle(), ["now-playing.json=inactive", "song.txt=One"]);
    assert_eq!(rig.trouble(), None);
}
