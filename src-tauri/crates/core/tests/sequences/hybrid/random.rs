//! Whatever happens in whatever order.

use std::time::Duration;

use proptest::prelude::*;
use songplate_core::hybrid::{Pace, UNTOLD};
use songplate_core::now_playing::Playback;
use songplate_core::player::PlayState;
use songplate_core::source::SourceEvent;
use songplate_core::status::{OfflineCause, Trouble};

use super::stage::{ADVERT, NOTHING, Stage, exactly, ms, privately, seconds};
use crate::listener::song;

#[derive(Debug, Clone)]
enum What {
    /// On the desktop app, and the API learns of it.
    Plays(&'static str),
    Pauses(&'static str),
    /// What the desktop app says, true or not.
    Says(PlayState, Option<&'static str>),
    Quits,
    /// What the API knows, whatever the desktop app says.
    Elsewhere(&'static str, bool),
    Advert,
    Nothing,
    Private(&'static str),
    Trouble(bool),
    Lag(u64),
}

const TITLES: [&str; 3] = ["One", "Two", "Three"];

fn what() -> impl Strategy<Value = What> {
    let title = || prop::sample::select(&TITLES[..]);
    let state = prop::sample::select(vec![PlayState::Playing, PlayState::Paused, PlayState::Stopped]);
    prop_oneof![
        6 => title().prop_map(What::Plays),
        3 => title().prop_map(What::Pauses),
        2 => (state, prop::option::of(title())).prop_map(|(state, title)| What::Says(state, title)),
        1 => Just(What::Quits),
        2 => (title(), any::<bool>()).prop_map(|(title, playing)| What::Elsewhere(title, playing)),
        1 => Just(What::Advert),
        1 => Just(What::Nothing),
        1 => title().prop_map(What::Private),
        1 => any::<bool>().prop_map(What::Trouble),
        1 => (0_u64..4_000).prop_map(What::Lag),
    ]
}

fn steps() -> impl Strategy<Value = Vec<(What, Duration)>> {
    let then = prop_oneof![(0_u64..3_000).prop_map(ms), (0_u64..300).prop_map(seconds)];
    prop::collection::vec((what(), then), 1..40)
}

fn happen(stage: &mut Stage, what: &What) {
    match *what {
        What::Plays(title) => stage.plays(title),
        What::Pauses(title) => stage.pauses(title),
        What::Says(does, title) => stage.set(does, title.map(song)),
        What::Quits => stage.quits(),
        What::Elsewhere(title, playing) => stage.truth(exactly(title, playing)),
        What::Advert => stage.truth(ADVERT),
        What::Nothing => stage.truth(NOTHING),
        What::Private(title) => stage.truth(privately(title, true)),
        What::Trouble(there) => stage.trouble = there.then_some(Trouble::Offline(OfflineCause::Network)),
        What::Lag(lag) => stage.lag = ms(lag),
    }
}

fn title(playback: &Playback) -> Option<&str> {
    match playback {
        Playback::Song { now_playing, .. } => Some(&now_playing.title),
        Playback::Advert { .. } | Playback::Nothing(_) => None,
    }
}

proptest! {
    #[test]
    fn questions_are_bounded_and_what_is_shown_somebody_says(steps in steps()) {
        let mut stage = Stage::new();
        let begun = stage.now;
        let (mut shown_before, mut said) = (None::<(String, tokio::time::Instant)>, None::<String>);
        for (what, then) in &steps {
            if let Some((_, SourceEvent::Observed(seen))) = stage.heard.last()
                && stage.player.as_ref().is_some_and(|player| player.song.is_some())
            {
                shown_before = title(&seen.playback).map(|title| (title.to_owned(), stage.now));
            }
            happen(&mut stage, what);
            let (from, end) = (stage.now, stage.now + *then);
            while stage.now < end {
                let glance = if stage.now < from + seconds(8) { ms(200) } else { seconds(5) };
                stage.pass(glance.min(end - stage.now));
                if let Some(SourceEvent::Observed(seen)) = &stage.said {
                    said = title(&seen.playback).map(str::to_owned);
                }
                let Some((_, SourceEvent::Observed(seen))) = stage.heard.last() else { continue };
                let Some(shown) = title(&seen.playback) else { continue };
                let own = stage.player.as_ref().and_then(|player| player.song.as_ref()).map(|song| song.title.as_str());
                let just_before =
                    shown_before.as_ref().is_some_and(|(before, until)| before == shown && stage.now < *until + UNTOLD);
                prop_assert!(
                    own == Some(shown) || said.as_deref() == Some(shown) || (own.is_none() && just_before),
                    "{shown} is shown, {own:?} is on the player, {said:?} is what the API says"
                );
                let plays = stage.player.as_ref().is_some_and(|player| player.state == PlayState::Playing);
                if plays && own == Some(shown) {
                    let playing = matches!(seen.playback, Playback::Song { playing: true, .. });
                    prop_assert!(playing, "play and pause are the player's");
                }
            }
        }
        // Each change asks three times at most, and so does an answer of the slow pace that is out of line.
        let (changes, passed) = (u64::try_from(steps.len()).unwrap() + 1, (stage.now - begun).as_secs());
        let most = 3 * (changes + passed / 120 + 1);
        prop_assert!(stage.asked_slowly <= most, "{} of {most}", stage.asked_slowly);
    }

    /// With nothing new to tell, it comes to rest and stays there.
    #[test]
    fn it_comes_to_rest(steps in steps()) {
        let mut stage = Stage::new();
        for (what, then) in &steps {
            happen(&mut stage, what);
            stage.pass(*then);
        }
        stage.trouble = None;
        stage.pass(seconds(600));
        stage.heard.clear();
        stage.asked.clear();
        stage.pass(seconds(600));
        prop_assert!(stage.path().len() <= 1, "{:?}", stage.path());
        let longest = if stage.pace == Pace::Free { 120 } else { 15 };
        prop_assert!(stage.asked.len() <= longest, "{:?}", stage.asked.len());
    }
}
