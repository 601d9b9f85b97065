//! Files that are no longer kept up to date, and those of an earlier run.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::files::{FilesTrouble, History};
use tokio::time::Instant;

use super::super::job::{FolderReport, Job, Report};
use super::super::machine::Machine;
use super::super::state::FilesPlan;
use super::rig::{FIVE, Rig, none, plan, with};

#[test]
fn files_that_are_no_longer_kept_do_not_go_on_showing_a_song() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    let another = with(|settings| settings.texts[0].name = "title.txt".into());
    assert_eq!(rig.plans(another), ["song.txt=", "title.txt=One"]);
    let fewer = with(|settings| {
        settings.texts.clear();
        settings.cover = false;
    });
    assert_eq!(rig.plans(fewer), ["cover.png=", "title.txt=", "now-playing.json=One"]);
    assert!(rig.plans(with(|settings| settings.enabled = false)) == ["now-playing.json=inactive"]);
    assert!(rig.plays("Two", Some("c2"), |_| ()).is_empty());
    assert_eq!(rig.machine.cover_to_fetch(rig.now), None);
    assert_eq!(rig.wake(), None);
}

#[test]
fn another_folder_is_filled_and_the_one_before_emptied() {
    let mut rig = Rig::new(plan());
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    let moved = FilesPlan { folder: "/else".into(), ..plan() };
    let (emptied, filled) = (
        ["cover.png=", "now-playing.json=inactive", "song.txt="],
        ["/else/cover.png=c1", "/else/song.txt=One", "/else/now-playing.json=One+cover"],
    );
    assert_eq!(rig.plans(moved), [emptied, filled].concat());
    assert_eq!(rig.plans(plan()).len(), 6, "and back again");
}

#[test]
fn emptying_is_tried_for_a_minute_and_never_told() {
    let mut rig = Rig::new(plan());
    rig.plays("One", None, |_| ());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    assert_eq!(rig.plans(with(|settings| settings.enabled = false)), ["now-playing.json=inactive"]);
    assert_eq!(rig.trouble(), None);
    rig.passes(Duration::from_secs(30));
    rig.faults.clear();
    assert_eq!(rig.passes(FIVE), ["song.txt="]);
    rig.plans(plan());
    rig.faults = vec![("song.txt", FilesTrouble::ReadOnly)];
    rig.plans(with(|settings| settings.enabled = false));
    rig.passes(Duration::from_secs(61));
    assert_eq!(rig.wake(), None, "it has been given up");
}

#[test]
fn the_last_act_empties_and_notes() {
    let mut rig = Rig::new(with(|settings| settings.history = History::Text));
    rig.faults = vec![("history", FilesTrouble::ReadOnly)];
    rig.plays("One", Some("c1"), |_| ());
    rig.fetched("c1", true);
    rig.faults.clear();
    rig.machine.close();
    let last = ["cover.png=", "now-playing.json=inactive", "song.txt=", "history=One"];
    assert_eq!(rig.settle(), last);
}

#[test]
fn the_end_is_not_held_up_by_a_broken_disk() {
    let mut rig = Rig::new(with(|settings| settings.history = History::Text));
    rig.plays("One", None, |_| ());
    rig.faults = vec![("", FilesTrouble::Other)];
    rig.plays("Two", Some("c2"), |_| ());
    rig.machine.close();
    assert!(rig.settle().is_empty());
}

#[test]
fn nothing_is_known_of_files_that_were_not_written() {
    let mut machine = Machine::new(plan(), none(), Arc::new(|_| String::new()), UnixSeconds(1));
    let now = Instant::now();
    let mut paths = BTreeMap::new();
    while let Some(job) = machine.next_job(now) {
        assert!(paths.is_empty() == matches!(&job, Job::Fill { tidy: true, .. }), "strays are looked for once");
        for write in job.writes() {
            paths.insert(write.path.clone(), write.content.clone());
        }
        let writes = vec![Ok(()); job.writes().len()];
        machine.done(&job, &Report { folder: FolderReport::Ready, writes, append: None }, now, UnixSeconds(1));
    }
    assert_eq!(paths.len(), 3, "what a run that was killed left is written over, without a song too");
}
