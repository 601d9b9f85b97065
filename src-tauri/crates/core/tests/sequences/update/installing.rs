//! From an offer to a new version that runs.

use songplate_core::update::{Channel, Input, Intent, UpdateCause, UpdateState, UpdateStep, WaitsFor};

use super::stage::{Stage, hours, seconds};

fn installing() -> UpdateState {
    UpdateState::Installing { version: "1.1.0".into() }
}

#[test]
fn from_the_offer_to_the_new_version() {
    let mut stage = Stage::offered("1.1.0");
    stage.want(Intent::Install);
    assert_eq!(stage.download, Some((1, "1.1.0".into())));
    let downloading = |done, total| UpdateState::Downloading { version: "1.1.0".into(), done, total };
    assert_eq!(stage.state(), downloading(0, None));
    stage.tell(Input::Progress { download: 1, done: 500, total: Some(8_000_000) });
    assert_eq!(stage.state(), downloading(500, Some(8_000_000)));
    stage.tell(Input::Progress { download: 1, done: u64::MAX, total: None });
    assert_eq!(stage.state(), downloading(u32::MAX, None));
    stage.downloaded(Ok(()));
    assert_eq!((stage.waits_for(), stage.installing), (Some(WaitsFor::User), false));
    stage.want(Intent::Install);
    assert_eq!((stage.state(), stage.installing, stage.restarts), (installing(), true, 0));
    stage.installed(Ok(()));
    assert_eq!(stage.restarts, 1);
}

#[test]
fn a_download_can_be_given_up_and_begun_anew() {
    let mut stage = Stage::offered("1.1.0");
    stage.want(Intent::Install);
    stage.want(Intent::Install);
    stage.want(Intent::Cancel);
    assert_eq!((stage.download.take(), stage.on_offer().as_deref()), (None, Some("1.1.0")));
    stage.want(Intent::Install);
    stage.tell(Input::Progress { download: 1, done: 9, total: None });
    stage.tell(Input::Downloaded { download: 1, outcome: Ok(()) });
    stage.tell(Input::Downloaded { download: 1, outcome: Err(UpdateCause::Signature) });
    let downloading = UpdateState::Downloading { version: "1.1.0".into(), done: 0, total: None };
    assert_eq!(stage.state(), downloading, "what the first download still says counts no more");
    stage.downloaded(Ok(()));
    stage.want(Intent::Cancel);
    assert_eq!((stage.download.take(), stage.on_offer().as_deref()), (None, Some("1.1.0")), "a finished one, too");
    stage.tell(Input::Quitting);
    assert_eq!(stage.installed_on_quit, None);
}

#[test]
fn while_listening_nothing_is_installed_until_the_user_says_now() {
    let mut stage = Stage::offered("1.1.0");
    stage.listens(true);
    stage.want(Intent::Install);
    stage.downloaded(Ok(()));
    stage.pass(hours(5));
    assert_eq!((stage.waits_for(), stage.installing), (Some(WaitsFor::User), false));
    stage.want(Intent::Install);
    assert!(stage.installing);
    stage.installed(Ok(()));
    assert_eq!(stage.restarts, 1);
}

#[test]
fn later_waits_for_stop_while_listening() {
    let mut stage = Stage::ready("1.1.0");
    stage.listens(true);
    stage.want(Intent::Later);
    assert_eq!((stage.waits_for(), stage.installing), (Some(WaitsFor::Stop), false));
    stage.listens(false);
    assert_eq!(stage.state(), installing());
    stage.installed(Ok(()));
    assert_eq!(stage.restarts, 1);
}

#[test]
fn later_waits_for_quit_while_nothing_is_listened_to() {
    let mut stage = Stage::ready("1.1.0");
    stage.want(Intent::Later);
    assert_eq!(stage.waits_for(), Some(WaitsFor::Quit));
    stage.listens(true);
    stage.listens(false);
    assert!(!stage.installing, "who said later while stopped is not surprised by it after a song");
    stage.tell(Input::Quitting);
    assert_eq!((stage.installed_on_quit.as_deref(), stage.restarts), (Some("1.1.0"), 0));
}

#[test]
fn who_quits_without_a_word_or_instead_of_stop_has_it_installed_then() {
    let mut silent = Stage::ready("1.1.0");
    silent.tell(Input::Quitting);
    assert_eq!(silent.installed_on_quit.as_deref(), Some("1.1.0"));
    let mut listening = Stage::ready("1.1.0");
    listening.listens(true);
    listening.want(Intent::Later);
    listening.tell(Input::Quitting);
    assert_eq!((listening.installed_on_quit.as_deref(), listening.installing), (Some("1.1.0"), false));
    listening.listens(false);
    assert!(!listening.installing, "Stop as the program ends is no Stop");
}

#[test]
fn an_offer_and_half_a_download_are_not_installed_on_quit() {
    let mut offered = Stage::offered("1.1.0");
    offered.tell(Input::Quitting);
    assert_eq!(offered.installed_on_quit, None);
    let mut half = Stage::offered("1.1.0");
    half.want(Intent::Install);
    half.tell(Input::Quitting);
    assert_eq!((half.installed_on_quit, half.download), (None, None));
}

#[test]
fn who_presses_start_while_it_is_installed_goes_on_listening() {
    let mut stage = Stage::ready("1.1.0");
    stage.listens(true);
    stage.want(Intent::Later);
    stage.listens(false);
    // The system asks for a password meanwhile.
    stage.listens(true);
    stage.installed(Ok(()));
    assert_eq!(stage.restarts, 0);
    assert_eq!(stage.state(), UpdateState::Installed { version: "1.1.0".into() });
    stage.pass(hours(10));
    assert_eq!(stage.checks, 1, "what is installed has to start first");
    stage.listens(false);
    assert_eq!(stage.restarts, 1);

    let mut impatient = Stage::ready("1.1.0");
    impatient.listens(true);
    impatient.want(Intent::Later);
    impatient.listens(false);
    impatient.listens(true);
    impatient.installed(Ok(()));
    impatient.want(Intent::Install);
    assert_eq!(impatient.restarts, 1, "now is now");
}

#[test]
fn a_failed_download_can_be_tried_again() {
    for cause in [UpdateCause::Offline, UpdateCause::Truncated, UpdateCause::Server { status: 404 }] {
        let mut stage = Stage::offered("1.1.0");
        stage.want(Intent::Install);
        stage.downloaded(Err(cause));
        assert_eq!(stage.failure(), Some((UpdateStep::Download, cause, Some("1.1.0".into()))));
        stage.want(Intent::Install);
        assert_eq!(stage.download, Some((2, "1.1.0".into())));
        stage.downloaded(Ok(()));
        assert_eq!(stage.waits_for(), Some(WaitsFor::User));
    }
}

#[test]
fn who_did_not_permit_it_can_but_is_not_asked_again_by_itself() {
    let mut stage = Stage::ready("1.1.0");
    stage.listens(true);
    stage.want(Intent::Later);
    stage.listens(false);
    stage.installed(Err(UpdateCause::NoPermission));
    let failure = Some((UpdateStep::Install, UpdateCause::NoPermission, Some("1.1.0".to_owned())));
    assert_eq!(stage.failure(), failure);
    stage.listens(true);
    stage.listens(false);
    assert!(!stage.installing);
    stage.pass(hours(6));
    stage.finds("1.1.0");
    assert_eq!(stage.failure(), failure, "the channel has nothing to do with it");
    stage.pass(hours(6));
    stage.fails(UpdateCause::Offline);
    assert_eq!(stage.failure(), failure);
    stage.want(Intent::Install);
    stage.installed(Err(UpdateCause::NoPermission));
    assert_eq!(stage.failure(), failure);
    stage.tell(Input::Quitting);
    assert_eq!(stage.installed_on_quit, None);

    let mut reconciled = Stage::ready("1.1.0");
    reconciled.want(Intent::Install);
    reconciled.installed(Err(UpdateCause::NoPermission));
    reconciled.want(Intent::Later);
    assert_eq!(reconciled.waits_for(), Some(WaitsFor::Quit));
    reconciled.tell(Input::Quitting);
    assert_eq!(reconciled.installed_on_quit.as_deref(), Some("1.1.0"));
}

#[test]
fn what_was_withdrawn_while_it_was_installed_is_not_tried_again() {
    for withdraw in [Intent::Channel(Channel::Beta), Intent::Enable(false)] {
        let mut stage = Stage::ready("1.1.0");
        stage.want(Intent::Install);
        stage.want(withdraw);
        assert!(stage.installing, "what is being installed can't be stopped");
        stage.installed(Err(UpdateCause::NoPermission));
        assert_eq!((stage.failure(), stage.download.clone()), (None, None));
        stage.want(Intent::Install);
        assert!(!stage.installing);
    }
}

#[test]
fn a_newer_version_replaces_one_that_is_ready_and_keeps_its_word() {
    let mut stage = Stage::ready("1.1.0");
    stage.listens(true);
    stage.want(Intent::Later);
    stage.pass(hours(6));
    stage.finds("1.1.0");
    assert_eq!((stage.waits_for(), stage.download.as_ref().unwrap().0), (Some(WaitsFor::Stop), 1));
    stage.pass(hours(6));
    stage.finds("1.2.0");
    assert_eq!(stage.download, Some((2, "1.2.0".into())));
    stage.listens(false);
    assert!(!stage.installing, "it is not there yet");
    stage.downloaded(Ok(()));
    assert_eq!(stage.state(), UpdateState::Installing { version: "1.2.0".into() }, "Stop was pressed meanwhile");
}

#[test]
fn a_version_that_is_withdrawn_is_not_installed() {
    let mut none = Stage::ready("1.1.0");
    none.want(Intent::Later);
    none.pass(hours(6));
    none.finds("1.0.0");
    assert_eq!(none.download, None);
    none.tell(Input::Quitting);
    assert_eq!(none.installed_on_quit, None);

    let mut other = Stage::ready("1.2.0");
    other.pass(hours(6));
    other.finds("1.1.0");
    assert_eq!((other.download.clone(), other.on_offer().as_deref()), (None, Some("1.1.0")));
}

#[test]
fn what_is_being_installed_is_past_changing() {
    let mut stage = Stage::ready("1.1.0");
    stage.want(Intent::Install);
    stage.want(Intent::Cancel);
    stage.want(Intent::Channel(Channel::Beta));
    stage.want(Intent::Enable(false));
    stage.want(Intent::Check);
    stage.pass(seconds(60));
    assert_eq!((stage.state(), stage.asked), (installing(), None));
    stage.installed(Ok(()));
    assert_eq!(stage.restarts, 1);
}
