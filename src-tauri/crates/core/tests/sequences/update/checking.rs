//! When the channel is asked, and what its answers lead to.

use songplate_core::clock::UnixSeconds;
use songplate_core::update::{
    CHECK_EVERY, CHECK_JITTER, CHECK_SPACING, Channel, FIRST_CHECK, Input, Intent, Means, Otherwise, RETRY_OFFLINE,
    UpdateCause, UpdateSettings, UpdateState, UpdateStep, Verdict,
};

use super::stage::{BEGINS, Stage, hours, minutes, offer, seconds};

fn off() -> UpdateSettings {
    UpdateSettings { enabled: false, ..UpdateSettings::default() }
}

fn on(channel: Channel) -> UpdateSettings {
    UpdateSettings { channel, ..UpdateSettings::default() }
}

#[test]
fn the_channel_is_asked_a_moment_after_the_start_and_every_six_hours() {
    let mut stage = Stage::new();
    assert_eq!(stage.verdict(), Some(Verdict::NotChecked));
    assert_eq!(stage.update.view().next_at, Some(UnixSeconds(BEGINS + 10)));
    stage.pass_almost(FIRST_CHECK);
    assert_eq!(stage.checks, 0, "starting comes first");
    stage.pass(seconds(1));
    assert_eq!((stage.asked, stage.state()), (Some(Channel::Stable), UpdateState::Checking));
    stage.finds("1.0.0");
    assert_eq!(stage.verdict(), Some(Verdict::UpToDate));
    let view = stage.update.view();
    assert_eq!(view.checked_at, Some(UnixSeconds(BEGINS + 10)));
    assert_eq!(view.next_at, Some(UnixSeconds(BEGINS + 10 + 6 * 3600)));
    for checks in 2..6 {
        stage.pass_almost(hours(6));
        assert_eq!(stage.checks, checks - 1);
        stage.pass(seconds(1));
        assert_eq!(stage.checks, checks);
        stage.answers(Ok(None));
    }
}

#[test]
fn jitter_keeps_apart_who_checked_at_the_same_moment() {
    assert_eq!(CHECK_JITTER, minutes(30));
    for (jitter, wait) in [(0.0, minutes(6 * 60 - 15)), (0.5, CHECK_EVERY), (1.0, minutes(6 * 60 + 15))] {
        let mut stage = Stage::new();
        stage.pass(FIRST_CHECK);
        stage.asked = None;
        stage.tell(Input::Checked { outcome: Ok(None), jitter });
        assert_eq!(stage.update.deadline(), Some(stage.now + wait));
    }
}

#[test]
fn a_newer_version_is_offered_with_what_is_said_of_it_and_nothing_is_downloaded() {
    let mut stage = Stage::offered("1.1.0");
    let offered =
        UpdateState::Offered { version: "1.1.0".into(), notes: "New in 1.1.0".into(), date: Some(UnixSeconds(7)) };
    assert_eq!(stage.state(), offered);
    stage.pass(hours(6));
    assert_eq!((stage.state(), stage.checks), (offered, 2), "it is still on offer while the channel is asked again");
    stage.finds("1.2.0");
    assert_eq!(stage.on_offer().as_deref(), Some("1.2.0"), "a newer offer replaces an older one");
    stage.pass(hours(6));
    stage.finds("1.1.1");
    assert_eq!(stage.on_offer().as_deref(), Some("1.1.1"), "1.2.0 was withdrawn");
    stage.pass(hours(6));
    stage.finds("0.9.0");
    assert_eq!(stage.on_offer(), None);
    assert_eq!(stage.download, None, "the user has not wanted any of them");
}

#[test]
fn a_check_by_hand_is_made_at_once_but_not_twice_at_once_nor_right_after_another() {
    let mut stage = Stage::new();
    stage.want(Intent::Check);
    assert_eq!((stage.checks, stage.state()), (1, UpdateState::Checking));
    stage.want(Intent::Check);
    stage.pass(seconds(30));
    assert_eq!(stage.checks, 1, "it has not answered yet");
    stage.finds("1.0.0");
    stage.pass(hours(1));
    stage.want(Intent::Check);
    stage.finds("1.0.0");
    stage.want(Intent::Check);
    stage.want(Intent::Check);
    assert_eq!((stage.checks, stage.state()), (2, UpdateState::Checking), "it will be made in a moment");
    stage.pass_almost(CHECK_SPACING);
    assert_eq!(stage.checks, 2);
    stage.pass(seconds(1));
    assert_eq!(stage.checks, 3);
    stage.finds("1.0.0");
    stage.pass_almost(hours(6));
    assert_eq!(stage.checks, 3, "the next regular one is six hours after the last");
}

#[test]
fn a_check_that_failed_says_why_and_is_made_again_with_the_next_regular_one() {
    let mut stage = Stage::new();
    stage.pass(FIRST_CHECK);
    stage.fails(UpdateCause::Server { status: 404 });
    assert_eq!(stage.failure(), Some((UpdateStep::Check, UpdateCause::Server { status: 404 }, None)));
    let view = stage.update.view();
    assert_eq!((view.checked_at, view.next_at), (None, Some(UnixSeconds(BEGINS + 10 + 6 * 3600))));
    stage.pass(hours(6));
    assert_eq!((stage.checks, stage.state()), (2, UpdateState::Checking));
    stage.finds("1.1.0");
    assert_eq!(stage.on_offer().as_deref(), Some("1.1.0"));
}

#[test]
fn who_starts_before_the_network_is_not_left_waiting_for_hours() {
    let mut stage = Stage::new();
    stage.pass(FIRST_CHECK);
    stage.fails(UpdateCause::Offline);
    for (checks, wait) in [(2, RETRY_OFFLINE), (3, minutes(20)), (4, minutes(40))] {
        assert_eq!(stage.checks, checks - 1);
        stage.pass(wait);
        assert_eq!(stage.checks, checks);
        stage.fails(UpdateCause::Offline);
    }
    stage.pass(minutes(80));
    stage.finds("1.0.0");
    assert_eq!((stage.checks, stage.verdict()), (5, Some(Verdict::UpToDate)));
    stage.pass_almost(hours(6));
    assert_eq!(stage.checks, 5, "from then on it is asked as seldom as by everybody");
    stage.pass(seconds(1));
    stage.fails(UpdateCause::Offline);
    stage.pass(RETRY_OFFLINE);
    stage.fails(UpdateCause::Server { status: 503 });
    assert_eq!(stage.checks, 7, "a new trouble begins anew");
}

#[test]
fn a_check_that_fell_into_the_machine_s_sleep_is_made_up_for() {
    let mut stage = Stage::new();
    stage.pass(FIRST_CHECK);
    stage.finds("1.0.0");
    stage.sleep(hours(8));
    assert_eq!(stage.checks, 1);
    stage.tell(Input::TimePassed);
    assert_eq!(stage.checks, 2);
}

#[test]
fn only_a_check_by_hand_that_failed_hides_what_is_on_offer() {
    let mut stage = Stage::offered("1.1.0");
    stage.pass(hours(6));
    stage.fails(UpdateCause::Offline);
    assert_eq!(stage.on_offer().as_deref(), Some("1.1.0"));
    stage.want(Intent::Check);
    stage.pass(CHECK_SPACING);
    stage.fails(UpdateCause::NotJson);
    let failure = Some((UpdateStep::Check, UpdateCause::NotJson, Some("1.1.0".into())));
    assert_eq!(stage.failure(), failure, "and it can still be installed");
    stage.want(Intent::Install);
    assert_eq!(stage.download, Some((1, "1.1.0".into())));

    let mut ready = Stage::ready("1.1.0");
    ready.pass(CHECK_SPACING);
    ready.want(Intent::Check);
    ready.fails(UpdateCause::Offline);
    assert_eq!(ready.failure(), Some((UpdateStep::Check, UpdateCause::Offline, Some("1.1.0".into()))));
}

#[test]
fn switched_off_it_asks_only_when_the_user_wants_it() {
    let mut stage = Stage::of("1.0.0", off());
    assert_eq!((stage.state(), stage.update.deadline()), (UpdateState::Off, None));
    stage.want(Intent::Check);
    stage.finds("1.0.0");
    assert_eq!(stage.verdict(), Some(Verdict::UpToDate), "who asked gets an answer");
    assert_eq!((stage.update.deadline(), stage.update.view().next_at), (None, None));
    stage.pass(CHECK_SPACING);
    stage.want(Intent::Enable(true));
    assert_eq!(stage.checks, 2);
    stage.finds("1.1.0");
    stage.want(Intent::Install);
    stage.want(Intent::Enable(false));
    assert_eq!((stage.state(), stage.download.clone()), (UpdateState::Off, None), "what was on offer is dropped");
    assert_eq!(stage.remembered, off());
    stage.tell(Input::Quitting);
    assert_eq!(stage.installed_on_quit, None);
}

#[test]
fn an_answer_that_came_after_it_was_switched_off_is_dropped() {
    let mut stage = Stage::new();
    stage.pass(FIRST_CHECK);
    stage.want(Intent::Enable(false));
    stage.finds("1.1.0");
    assert_eq!((stage.state(), stage.update.deadline()), (UpdateState::Off, None));
}

#[test]
fn another_channel_drops_what_the_first_one_offered_and_is_asked_itself() {
    let mut stage = Stage::offered("1.1.0");
    stage.want(Intent::Install);
    stage.want(Intent::Channel(Channel::Beta));
    assert_eq!(stage.download, None);
    assert_eq!((stage.asked, stage.verdict()), (None, Some(Verdict::NotChecked)), "two checks are not made at once");
    assert_eq!(stage.update.view().checked_at, None);
    stage.pass(CHECK_SPACING);
    assert_eq!(stage.asked, Some(Channel::Beta));
    stage.finds("1.2.0-beta.1");
    assert_eq!(stage.on_offer().as_deref(), Some("1.2.0-beta.1"));
    assert_eq!(stage.remembered, on(Channel::Beta));
    stage.want(Intent::Channel(Channel::Beta));
    assert!(stage.on_offer().is_some(), "choosing the same again changes nothing");
}

#[test]
fn an_answer_of_the_other_channel_is_dropped_and_the_new_one_asked_after_it() {
    let mut stage = Stage::of("1.0.0", on(Channel::Beta));
    stage.pass(FIRST_CHECK);
    stage.want(Intent::Channel(Channel::Stable));
    stage.pass(seconds(60));
    assert_eq!(stage.asked, Some(Channel::Beta), "it has not answered yet");
    stage.finds("1.1.0-beta.1");
    assert_eq!((stage.on_offer(), stage.asked), (None, Some(Channel::Stable)));
    stage.finds("1.0.5");
    assert_eq!(stage.on_offer().as_deref(), Some("1.0.5"));
}

#[test]
fn from_beta_to_stable_only_what_is_newer_is_offered_and_the_reason_said() {
    let mut stage = Stage::of("1.1.0-beta.2", on(Channel::Beta));
    stage.pass(FIRST_CHECK);
    stage.finds("1.1.0-beta.2");
    assert_eq!(stage.verdict(), Some(Verdict::UpToDate));
    stage.want(Intent::Channel(Channel::Stable));
    stage.pass(CHECK_SPACING);
    stage.finds("1.0.9");
    let older = Verdict::StableIsOlder { stable: "1.0.9".into(), current: "1.1.0-beta.2".into() };
    assert_eq!(stage.verdict(), Some(older));
    stage.want(Intent::Install);
    assert_eq!(stage.download, None, "there is no way back");
    stage.pass(hours(6));
    stage.finds("1.1.0");
    assert_eq!(stage.on_offer().as_deref(), Some("1.1.0"));
}

#[test]
fn who_cannot_update_itself_never_asks() {
    for (means, state) in [
        (Means::NotConfigured, UpdateState::NotConfigured),
        (Means::Otherwise(Otherwise::PackageManager), UpdateState::Unavailable { how: Otherwise::PackageManager }),
    ] {
        let mut stage = Stage::by(means, "1.0.0", UpdateSettings::default());
        stage.want(Intent::Check);
        stage.want(Intent::Channel(Channel::Beta));
        stage.want(Intent::Enable(false));
        stage.want(Intent::Enable(true));
        stage.pass(hours(100));
        assert_eq!((stage.checks, stage.state(), stage.update.view().next_at), (0, state, None));
        assert_eq!(stage.remembered.channel, Channel::Beta, "but what is chosen is kept");
    }
}

#[test]
fn an_answer_that_comes_while_downloading_is_asked_for_again_afterwards() {
    let mut stage = Stage::offered("1.1.0");
    stage.pass(hours(6));
    stage.want(Intent::Install);
    stage.pass(seconds(60));
    stage.answers(Ok(Some(offer("1.2.0"))));
    assert!(matches!(stage.state(), UpdateState::Downloading { .. }));
    stage.pass(hours(1));
    assert_eq!(stage.asked, None, "not while downloading");
    stage.downloaded(Ok(()));
    assert_eq!(stage.asked, Some(Channel::Stable));
}
