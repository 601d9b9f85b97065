//! Versions that failed to verify.

use songplate_core::update::{Intent, UpdateCause, UpdateSettings, UpdateStep, Verdict};

use super::stage::{Stage, hours, seconds};

fn refused() -> Verdict {
    Verdict::Refused { version: "1.1.0".into() }
}

/// Version 1.1.0 was downloaded and is not what was signed.
fn forged(cause: UpdateCause) -> Stage {
    let mut stage = Stage::offered("1.1.0");
    stage.want(Intent::Install);
    stage.downloaded(Err(cause));
    assert_eq!(stage.failure(), Some((UpdateStep::Download, cause, None)));
    stage
}

#[test]
fn what_failed_to_verify_is_not_offered_again() {
    for cause in [UpdateCause::Signature, UpdateCause::VersionMismatch] {
        let mut stage = forged(cause);
        stage.want(Intent::Install);
        assert_eq!(stage.download, None);
        stage.pass(hours(6));
        stage.finds("1.1.0");
        assert_eq!((stage.verdict(), stage.on_offer()), (Some(refused()), None));
    }
}

#[test]
fn a_newer_version_is_offered_and_ends_the_matter() {
    let mut stage = forged(UpdateCause::Signature);
    stage.pass(hours(6));
    stage.finds("1.1.1");
    assert_eq!(stage.on_offer().as_deref(), Some("1.1.1"));
    assert_eq!(stage.remembered, UpdateSettings::default());
}

#[test]
fn who_looks_by_hand_is_offered_it_once_more() {
    let mut stage = forged(UpdateCause::Signature);
    stage.pass(seconds(60));
    stage.want(Intent::Check);
    stage.finds("1.1.0");
    assert_eq!(stage.on_offer().as_deref(), Some("1.1.0"));
    stage.want(Intent::Install);
    stage.downloaded(Err(UpdateCause::Signature));
    stage.pass(hours(6));
    stage.finds("1.1.0");
    assert_eq!(stage.verdict(), Some(refused()), "it failed once more");
}

#[test]
fn it_is_refused_after_the_next_start_too() {
    let stage = forged(UpdateCause::Signature);
    let mut next = Stage::of("1.0.0", stage.remembered);
    next.pass(seconds(10));
    next.finds("1.1.0");
    assert_eq!(next.verdict(), Some(refused()));
}

#[test]
fn what_turns_out_forged_only_when_it_is_installed_is_forgotten() {
    let mut stage = Stage::ready("1.1.0");
    stage.want(Intent::Install);
    stage.installed(Err(UpdateCause::Signature));
    assert_eq!(stage.failure(), Some((UpdateStep::Install, UpdateCause::Signature, None)));
    assert_eq!(stage.download, None);
    assert_eq!(stage.remembered.refused, Some("1.1.0".parse().unwrap()));
}
