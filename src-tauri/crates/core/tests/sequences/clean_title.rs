//! Clean titles: what the rules make of titles, and where that shows.

use std::time::Duration;

use proptest::prelude::*;
use songplate_core::clean_title::{
    CleanError, CleanSettings, Cleaner, MAX_FIND, Place, Replacement, SAMPLES, Titles, preview,
};
use songplate_core::follow::{FollowReason, Origin};
use songplate_core::listener::{Input, Intent, Listener};
use songplate_core::now_playing::{NowPlaying, Playback};
use songplate_core::player::PlayerId;
use songplate_core::settings::ListenerSettings;
use songplate_core::source::{Observation, SourceEntry, SourceEvent, SourceId, SourceState};
use tokio::time::Instant;

use super::listener::song;

fn everything() -> CleanSettings {
    CleanSettings { sources: vec!["firefox".into()], remasters: true, ..CleanSettings::default() }
}

fn nothing() -> CleanSettings {
    CleanSettings { brackets: false, remasters: false, suffixes: false, split: false, ..everything() }
}

fn clean(settings: &CleanSettings, title: &str, subtitle: &str) -> (String, String) {
    let cleaned = preview(settings, &[Titles::new(title, subtitle)]).unwrap().remove(0);
    assert_eq!(cleaned.before, Titles::new(title, subtitle));
    (cleaned.after.title, cleaned.after.subtitle)
}

/// Titles alone.
fn cleans(settings: &CleanSettings, cases: &[(&str, &str)]) {
    for (title, expected) in cases {
        assert_eq!(clean(settings, title, "Artist").0, *expected, "{title}");
    }
}

#[test]
fn remarks_in_brackets_are_taken_out_and_words_that_mean_something_stay() {
    let settings = CleanSettings { brackets: true, ..nothing() };
    cleans(
        &settings,
        &[
            ("Song (Official Video)", "Song"),
            ("Song [Official Audio] (HD)", "Song"),
            ("Song (OFFICIAL MUSIC VIDEO 2021) [4K]", "Song"),
            ("Song (Lyrics), Live", "Song, Live"),
            ("[MV] Song", "Song"),
            ("[Official Video] - Song", "Song"),
            ("Song - (Official M/V)", "Song"),
            ("Song (Official Video [HD])", "Song"),
            ("Song ([HD] Live)", "Song (Live)"),
            ("Song (Clip officiel) (feat. Other)", "Song (feat. Other)"),
            ("Song (Vidéo)", "Song"),
            ("夜雨の歌【公式MV】", "夜雨の歌"),
            ("노래（뮤직비디오）", "노래"),
            ("שיר (Official Video) ללא שם", "שיר ללא שם"),
            ("Song (Live)", "Song (Live)"),
            ("Song (Remix) [Radio Edit]", "Song (Remix) [Radio Edit]"),
            ("Song (Official Live Video)", "Song (Official Live Video)"),
            ("Song (New Version)", "Song (New Version)"),
            ("Song (1999)", "Song (1999)"),
            ("Song (Video", "Song (Video"),
            ("Video Audio", "Video Audio"),
            ("(Official Video)", "(Official Video)"),
            ("[HD] (Lyrics)", "(Lyrics)"),
            ("Song (Remastered 2011)", "Song (Remastered 2011)"),
        ],
    );
}

#[test]
fn remasters_have_a_switch_of_their_own() {
    let settings = CleanSettings { remasters: true, ..nothing() };
    cleans(
        &settings,
        &[
            ("Song (Remastered 2011)", "Song"),
            ("Song [2009 Digital Remaster]", "Song"),
            ("Song - Remastered 2011", "Song"),
            ("Song - 2011 Remaster", "Song"),
            ("Song – Live – Remastered", "Song – Live"),
            ("Song - Live / Remastered", "Song - Live / Remastered"),
            ("Song (Official Video)", "Song (Official Video)"),
            ("Remastered", "Remastered"),
        ],
    );
}

#[test]
fn what_the_site_adds_is_taken_off() {
    let settings = CleanSettings { suffixes: true, ..nothing() };
    cleans(
        &settings,
        &[
            ("Song - YouTube", "Song"),
            ("(12) Song – YouTube Music", "Song"),
            ("Song | youtube", "Song"),
            ("YouTube", "YouTube"),
            ("Song-YouTube", "Song-YouTube"),
            ("(12) Song", "(12) Song"),
            ("(1) - YouTube", "(1) - YouTube"),
        ],
    );
    assert_eq!(clean(&settings, "Song", "Artist - Topic").1, "Artist");
    assert_eq!(clean(&settings, "Song", "Topic").1, "Topic");
    assert_eq!(clean(&settings, "Song - Topic", "").0, "Song - Topic");
}

#[test]
fn artist_and_title_are_split_where_no_artist_is_told() {
    let settings = CleanSettings { split: true, ..nothing() };
    for (title, subtitle, expected) in [
        ("Artist - Song", "", ("Song", "Artist")),
        ("Artist – Song - Live", "  ", ("Song - Live", "Artist")),
        ("Ed Artist - Song", "EdArtistVEVO", ("Song", "Ed Artist")),
        ("Ed Artist - Song", "edartist", ("Song", "Ed Artist")),
        ("Artist - Song", "Some Label Official", ("Song", "Artist")),
        ("Artist - Song", "Artist - Topic", ("Song", "Artist")),
        ("青い風 - 夜雨の歌", "青い風", ("夜雨の歌", "青い風")),
        ("Song - Live", "Artist", ("Song - Live", "Artist")),
        ("Artist-Song", "", ("Artist-Song", "")),
        ("Artist | Song", "", ("Artist | Song", "")),
        (" - Song", "", (" - Song", "")),
        ("Hot Topic - Song", "", ("Hot Topic - Song", "")),
    ] {
        let (after, artist) = clean(&settings, title, subtitle);
        assert_eq!((after.as_str(), artist.as_str()), expected, "{title} / {subtitle}");
    }
}

#[test]
fn the_rules_work_together() {
    let after: Vec<_> = SAMPLES.iter().map(|(title, subtitle)| clean(&everything(), title, subtitle)).collect();
    let after: Vec<_> = after.iter().map(|(title, subtitle)| (title.as_str(), subtitle.as_str())).collect();
    assert_eq!(
        after,
        [
            ("Paper Lanterns", "The Quiet Hours"),
            ("Slow Tide", "Mara Lune"),
            ("Neon Rain (Live)", "Velvet Satellite"),
            ("Saltwater", "Mara Lune"),
            ("Letters, Unsent", "Marlow & the Longest Winter"),
            ("夜雨の歌", "青い風"),
        ]
    );
}

fn own(find: &str, replace: &str) -> Replacement {
    Replacement { find: find.into(), replace: replace.into(), ..Replacement::default() }
}

#[test]
fn rules_of_the_users_own_come_last_and_in_their_order() {
    let pattern = |find: &str, replace: &str| Replacement { pattern: true, ..own(find, replace) };
    let with = |replacements| CleanSettings { replacements, ..everything() };
    let title = |replacements, title| clean(&with(replacements), title, "Artist").0;
    assert_eq!(title(vec![own("b", "c"), own("a", "b")], "a (HD) b"), "b c");
    assert_eq!(title(vec![own("$0.(", "$1")], "a $0.( b"), "a $1 b", "plain is plain");
    assert_eq!(title(vec![pattern(r"^(\w+): (.+)$", "$2 ($1)")], "Été: Chanson"), "Chanson (Été)");
    assert_eq!(title(vec![Replacement { ignore_case: true, ..own("ÉTÉ", "") }], "Un été  ici"), "Un ici");
    assert_eq!(title(vec![own("Song", "")], "Song"), "Song", "never empty");
    assert_eq!(title(vec![own("Song", " ")], "Song"), "Song");
    let subtitle = Replacement { place: Place::Subtitle, ..own("Artist", "") };
    assert_eq!(clean(&with(vec![subtitle]), "Artist", "Artist"), ("Artist".into(), String::new()));
    let both = Replacement { place: Place::Both, ..own("s", "z") };
    assert_eq!(clean(&with(vec![both]), "songs", "artist"), ("zongz".into(), "artizt".into()));
    let growing = pattern("x*", &"y".repeat(MAX_FIND));
    assert_eq!(title(vec![growing], &"z".repeat(1000)).chars().count(), 1000, "no longer than a title may be");
    let wrong = preview(&with(vec![own("a", "b"), pattern("(", "")]), &[]);
    assert!(matches!(wrong, Err(CleanError::Pattern { rule: 1, .. })));
    let cleaner = Cleaner::new(&with(vec![pattern("(", ""), own("a", "b")]));
    assert_eq!(
        cleaner.clean("firefox", Titles::new("a", "")).title,
        "b",
        "a rule that can't be used costs only itself"
    );
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            " - ",
            " – ",
            " | ",
            "(",
            ")",
            "[",
            "]",
            "【",
            "】",
            "Official",
            "Video",
            "HD",
            "(HD)",
            "YouTube",
            "Topic",
            "VEVO",
            "Remastered",
            "2011",
            "Artist",
            "Song",
            "été",
            "夜",
            "שיר",
            " ",
            "-",
            "(3) ",
            "\u{a0}",
            "İ",
            "ß",
            "é",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(|character| character.to_string()),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// A clean title is clean, none is ever empty, and a source that is not to be cleaned is left alone.
    #[test]
    fn cleaning_twice_is_cleaning_once(title in text(), subtitle in text(), switches in any::<[bool; 4]>()) {
        let [brackets, remasters, suffixes, split] = switches;
        let settings = CleanSettings { brackets, remasters, suffixes, split, ..nothing() };
        let cleaner = Cleaner::new(&settings);
        let before = Titles::new(title.as_str(), subtitle.as_str());
        let once = cleaner.clean("firefox", before.clone());
        prop_assert_eq!(cleaner.clean("firefox", once.clone()), once.clone());
        prop_assert!(title.trim().is_empty() || !once.title.trim().is_empty());
        prop_assert_eq!(cleaner.clean("vlc", before.clone()), before);
    }

    /// Whatever the user's own rules do.
    #[test]
    fn no_rule_empties_a_title(title in text(), find in "[a-zé.*()$^ ]{1,6}", replace in "[ a$0-9]{0,4}", pattern: bool) {
        let replacements = vec![Replacement { pattern, place: Place::Both, ..own(&find, &replace) }];
        let settings = CleanSettings { replacements, ..everything() };
        let named = !title.trim().is_empty();
        let after = Cleaner::new(&settings).clean("firefox", Titles::new(title, ""));
        prop_assert!(!named || !after.title.trim().is_empty());
    }
}

fn dirty() -> NowPlaying {
    NowPlaying { title: "Song (Official Video)".into(), ..song("Song") }
}

fn reported(origin: Option<Origin>) -> Input {
    let playback = Playback::Song { now_playing: dirty(), playing: true, private_session: false };
    let observation = Observation { playback, read_at: Instant::now(), fresh_for: Duration::from_mins(1), origin };
    Input::Reported { start: 1, event: SourceEvent::Observed(Box::new(observation)) }
}

/// A listener that has listened to this source, and what it shows.
fn listening(id: SourceId, app: Option<&str>, origin: Option<Origin>) -> Listener {
    let now = Instant::now();
    let remembered = ListenerSettings { selected: id.clone(), listening: true };
    let mut listener = Listener::new("run".into(), remembered, false).cleaning_titles(&everything());
    let entry = SourceEntry { app: app.map(str::to_owned), ..SourceEntry::new(id, SourceState::Ready) };
    listener.apply(Intent::Sources(vec![entry]), now);
    listener.apply(reported(origin), now);
    listener
}

fn title(listener: &Listener) -> String {
    listener.snapshot().song.unwrap().now_playing.title
}

#[tokio::test(start_paused = true)]
async fn titles_are_cleaned_for_the_sources_that_the_user_wants_it_for() {
    let player = |program| SourceId::Player(PlayerId::new(program, 2));
    let origin = |source, app: Option<&str>| {
        Some(Origin { source, name: None, app: app.map(str::to_owned), reason: FollowReason::OnlyOnePlaying })
    };
    for (id, app, origin, expected) in [
        (player("org.mozilla.firefox"), Some("firefox"), None, "Song"),
        (player("firefox"), None, None, "Song"),
        (player("vlc"), Some("vlc"), None, "Song (Official Video)"),
        (SourceId::Spotify, None, None, "Song (Official Video)"),
        (SourceId::Follow, None, origin(player("x"), Some("firefox")), "Song"),
        (SourceId::Follow, None, origin(player("firefox"), Some("vlc")), "Song (Official Video)"),
        (SourceId::Follow, None, origin(SourceId::Spotify, None), "Song (Official Video)"),
    ] {
        assert_eq!(title(&listening(id.clone(), app, origin)), expected, "{id} {app:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_shows_at_once_and_can_be_taken_back() {
    let mut listener = listening(SourceId::Spotify, None, None);
    let now = Instant::now();
    for (sources, expected) in [(vec!["spotify".to_owned()], "Song"), (Vec::new(), "Song (Official Video)")] {
        let effects = listener.apply(Intent::CleanTitles(CleanSettings { sources, ..everything() }), now);
        assert!(effects.is_empty());
        assert_eq!(title(&listener), expected);
        assert_eq!(listener.snapshot().song.unwrap().now_playing.id, dirty().id, "it is the same song");
    }
}
