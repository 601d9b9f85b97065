use proptest::prelude::*;
use songplate_core::now_playing::{Cover, Kind};

use super::*;

/// One player on virtual time.
struct Stage {
    amend: Amend,
    now: Instant,
    told: Told,
    /// What was told on, with the milliseconds since the start.
    news: Vec<(u64, News)>,
    start: Instant,
}

impl Stage {
    /// A player that has just appeared, with nothing loaded.
    fn set() -> Self {
        let now = Instant::now();
        let told = Told { state: PlayState::Stopped, song: None, rate: Rate::NORMAL };
        let mut stage = Self { amend: Amend::new(now), now, told, news: vec![], start: now };
        stage.tell(|_| {});
        stage.news.clear();
        stage
    }

    /// A player that has been playing this song for ten seconds.
    fn playing(song: Song) -> Self {
        let mut stage = Self::set();
        stage.tell(|told| {
            told.state = PlayState::Playing;
            told.song = Some(song);
        });
        stage.answer(0);
        stage.pass(10_000);
        stage.news.clear();
        stage.start = stage.now;
        stage
    }

    fn apply(&mut self, input: Input) {
        let at = self.now.duration_since(self.start).as_millis().try_into().unwrap();
        self.news.extend(self.amend.apply(input, self.now).map(|news| (at, news)));
    }

    /// Lets so many milliseconds pass, waking the machine whenever it asked for it.
    fn pass(&mut self, ms: u64) {
        let end = self.now + Duration::from_millis(ms);
        while let Some(deadline) = self.amend.deadline().filter(|&deadline| deadline <= end) {
            assert!(deadline > self.now, "a deadline that has passed is never met");
            self.now = deadline;
            self.apply(Input::TimePassed);
        }
        self.now = end;
    }

    fn tell(&mut self, change: impl FnOnce(&mut Told)) {
        change(&mut self.told);
        self.apply(Input::Told(self.told.clone(), None));
    }

    fn load(&mut self, song: Song) {
        self.tell(|told| told.song = Some(song));
    }

    fn be(&mut self, state: PlayState) {
        self.tell(|told| told.state = state);
    }

    fn answer(&mut self, position_ms: u32) {
        self.apply(Input::Told(self.told.clone(), Some(Progress { ms: position_ms, at: self.now })));
    }

    fn seek(&mut self, position_ms: u32) {
        self.apply(Input::Moved(self.told.clone(), Progress { ms: position_ms, at: self.now }));
    }

    /// When was told on what, by title and artists.
    fn titles(&self) -> Vec<(u64, String)> {
        let title =
            |news: &News| news.song.as_ref().map_or("-".to_owned(), |s| format!("{} · {}", s.title, s.subtitle));
        self.news.iter().map(|(at, news)| (*at, title(news))).collect()
    }

    fn states(&self) -> Vec<(u64, PlayState)> {
        self.news.iter().map(|(at, news)| (*at, news.state)).collect()
    }

    fn positions(&self) -> Vec<(u64, u32)> {
        self.news.iter().map(|(at, news)| (*at, news.song.as_ref().unwrap().position_ms)).collect()
    }
}

fn told(entries: &[(u64, &str)]) -> Vec<(u64, String)> {
    entries.iter().map(|(at, title)| (*at, (*title).to_owned())).collect()
}

fn song(title: &str, artists: &str, duration_ms: u32) -> Song {
    Song {
        track: None,
        title: Some(title.to_owned()),
        artists: artists.to_owned(),
        album: None,
        kind: Kind::Track,
        link: None,
        cover: None,
        duration_ms: Some(duration_ms),
        unopened: false,
    }
}

fn lanterns() -> Song {
    Song {
        album: Some("Lanterns".to_owned()),
        cover: Some(Cover::new("https://example.org/lanterns.png")),
        ..song("Paper Lanterns", "The Quiet Harbour", 180_000)
    }
}

fn wind() -> Song {
    Song {
        album: Some("Windows".to_owned()),
        cover: Some(Cover::new("https://example.org/windows.png")),
        ..song("Second Wind", "Marisol Quandt", 200_000)
    }
}

#[test]
fn a_complete_change_goes_out_at_once() {
    let mut stage = Stage::playing(lanterns());
    stage.load(wind());
    assert_eq!(stage.titles(), told(&[(0, "Second Wind · Marisol Quandt")]));
    assert_eq!(stage.positions(), [(0, 0)]);
    assert!(stage.news[0].1.guessed, "the player is to be asked where it is");
    stage.pass(10_000);
    stage.be(PlayState::Paused);
    stage.pass(10_000);
    stage.tell(|told| {
        told.state = PlayState::Playing;
        told.song = Some(song("Third Rail", "The Quiet Harbour", 210_000));
    });
    assert_eq!(stage.states()[1..], [(10_000, PlayState::Paused), (20_000, PlayState::Playing)]);
    assert_eq!(stage.positions()[1..], [(10_000, 10_000), (20_000, 0)]);
}

#[test]
fn the_next_song_of_an_album_is_complete() {
    let mut stage = Stage::playing(lanterns());
    let next = Song { title: Some("Harbour Bells".to_owned()), duration_ms: Some(190_000), ..lanterns() };
    stage.load(next.clone());
    assert_eq!(stage.titles(), told(&[(0, "Harbour Bells · The Quiet Harbour")]));
    // By its name alone, when the player gives no lengths.
    let unmeasured = |title: &str, track: &str| Song {
        track: Some(track.to_owned()),
        title: Some(title.to_owned()),
        duration_ms: None,
        ..lanterns()
    };
    let mut stage = Stage::playing(unmeasured("Paper Lanterns", "/1"));
    stage.load(unmeasured("Harbour Bells", "/2"));
    assert_eq!(stage.titles(), told(&[(0, "Harbour Bells · The Quiet Harbour")]));
}

#[test]
fn what_amends_a_change_follows_in_one_go() {
    let mut stage = Stage::playing(lanterns());
    stage.load(Song { cover: None, album: None, ..wind() });
    stage.pass(5);
    stage.load(Song { cover: None, ..wind() });
    stage.pass(5);
    stage.load(wind());
    stage.pass(1_000);
    let expected = "Second Wind · Marisol Quandt";
    assert_eq!(stage.titles(), told(&[(0, expected), (50, expected)]));
    let amended = stage.news[1].1.song.as_ref().unwrap();
    assert_eq!(amended.album.as_deref(), Some("Windows"));
    assert_eq!(amended.cover, wind().cover);
    assert_eq!(amended.id, stage.news[0].1.song.as_ref().unwrap().id);
    assert_eq!(amended.position_ms, 50);
}

#[test]
fn a_late_cover_and_a_late_length_amend_the_song() {
    let mut stage = Stage::playing(lanterns());
    stage.load(Song { cover: None, duration_ms: None, ..wind() });
    stage.pass(3_000);
    stage.load(Song { duration_ms: None, ..wind() });
    stage.pass(1_000);
    stage.load(wind());
    assert_eq!(stage.positions(), [(0, 0), (3_000, 3_000), (4_000, 4_000)]);
    let ids: Vec<_> = stage.news.iter().map(|(_, news)| &news.song.as_ref().unwrap().id).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "it stays the same recording: {ids:?}");
    assert_eq!(stage.news[2].1.song.as_ref().unwrap().duration_ms, Some(200_000));
}

#[test]
fn the_next_length_and_position_wait_for_their_title() {
    let mut stage = Stage::playing(lanterns());
    // As Windows tells a change of song.
    stage.tell(|told| told.song = Some(Song { duration_ms: Some(200_000), ..lanterns() }));
    stage.seek(0);
    stage.pass(20);
    stage.load(wind());
    stage.pass(1_000);
    assert_eq!(stage.titles(), told(&[(20, "Second Wind · Marisol Quandt")]));
    // The length of a live stream grows, and no title comes.
    stage.load(Song { duration_ms: Some(201_000), ..wind() });
    stage.pass(1_000);
    assert_eq!(stage.titles()[1..], told(&[(1_070, "Second Wind · Marisol Quandt")]));
}

#[test]
fn artists_that_come_late_do_not_make_it_another_recording() {
    let mut stage = Stage::set();
    stage.tell(|told| {
        told.state = PlayState::Playing;
        told.song = Some(Song { artists: String::new(), ..wind() });
    });
    stage.pass(20);
    stage.load(wind());
    stage.pass(1_000);
    assert_eq!(stage.titles(), told(&[(0, "Second Wind · "), (50, "Second Wind · Marisol Quandt")]));
    assert_eq!(stage.news[0].1.song.as_ref().unwrap().id, stage.news[1].1.song.as_ref().unwrap().id);
}

#[test]
fn an_incomplete_change_waits_for_the_rest() {
    // The title first, then artists, album and length: as Chromium does.
    let mut stage = Stage::playing(lanterns());
    let mut piece = Song { title: wind().title, ..lanterns() };
    stage.load(piece.clone());
    stage.pass(5);
    piece.artists = wind().artists;
    stage.load(piece.clone());
    stage.pass(5);
    piece.duration_ms = wind().duration_ms;
    piece.album = wind().album;
    stage.load(piece);
    stage.pass(5);
    stage.load(wind());
    stage.pass(1_000);
    let expected = "Second Wind · Marisol Quandt";
    assert_eq!(stage.titles(), told(&[(15, expected)]), "the cover was still of other artists and another album");
    assert_eq!(stage.news[0].1.song.as_ref().unwrap().cover, wind().cover);
}

#[test]
fn a_song_without_a_title_or_without_the_artists_that_others_had_waits_its_time() {
    for incomplete in [Song { title: None, ..wind() }, Song { artists: String::new(), ..wind() }] {
        let mut stage = Stage::playing(lanterns());
        stage.load(incomplete.clone());
        stage.pass(30);
        assert_eq!(stage.titles(), []);
        stage.load(wind());
        assert_eq!(stage.titles(), told(&[(30, "Second Wind · Marisol Quandt")]));

        let mut stage = Stage::playing(lanterns());
        stage.load(incomplete.clone());
        stage.pass(1_000);
        let late = if incomplete.title.is_none() { "-" } else { "Second Wind · " };
        assert_eq!(stage.titles(), told(&[(50, late)]), "what never comes is not waited for");
    }
}

#[test]
fn a_player_that_never_names_artists_is_not_waited_for() {
    let mut stage = Stage::playing(song("A lecture", "", 100_000));
    stage.load(song("Another lecture", "", 120_000));
    assert_eq!(stage.titles(), told(&[(0, "Another lecture · ")]));
}

#[test]
fn what_is_taken_away_is_waited_for() {
    // Firefox tells a song once more without its cover before it tells the same with another.
    let mut stage = Stage::playing(lanterns());
    stage.load(Song { cover: None, ..lanterns() });
    stage.pass(20);
    stage.load(lanterns());
    stage.pass(1_000);
    assert_eq!(stage.news, []);
    stage.load(Song { cover: None, ..lanterns() });
    stage.pass(1_000);
    assert_eq!(stage.titles(), told(&[(1_070, "Paper Lanterns · The Quiet Harbour")]));
}

#[test]
fn repeats_tell_nothing() {
    let mut stage = Stage::playing(lanterns());
    for _ in 0..100 {
        stage.load(lanterns());
        stage.be(PlayState::Playing);
        stage.pass(77);
    }
    assert_eq!(stage.news, []);
}

#[test]
fn an_empty_moment_is_not_shown_and_an_empty_player_is() {
    let mut stage = Stage::playing(lanterns());
    stage.tell(|told| told.song = None);
    stage.pass(40);
    stage.load(lanterns());
    stage.pass(1_000);
    assert_eq!(stage.news, [], "the song went on");
    stage.tell(|told| told.song = None);
    stage.pass(1_000);
    assert_eq!(stage.titles(), told(&[(1_090, "-")]));
    assert_eq!(stage.states(), [(1_090, PlayState::Playing)]);
}

#[test]
fn a_player_that_stops_between_two_songs_is_not_seen_to_stop() {
    // As VLC does.
    let mut stage = Stage::playing(lanterns());
    stage.be(PlayState::Stopped);
    stage.pass(180);
    stage.tell(|told| {
        told.state = PlayState::Playing;
        told.song = Some(wind());
    });
    stage.pass(1_000);
    assert_eq!(stage.titles(), told(&[(180, "Second Wind · Marisol Quandt")]));
    assert_eq!(stage.states(), [(180, PlayState::Playing)]);
    stage.news.clear();
    stage.be(PlayState::Stopped);
    stage.pass(1_000);
    assert_eq!(stage.states(), [(1_480, PlayState::Stopped)]);
}

#[test]
fn a_file_that_is_being_opened_is_waited_for() {
    // As mpv does, which names no artists until then.
    let unopened = Song { unopened: true, duration_ms: None, ..song("second-wind.flac", "", 1) };
    let mut stage = Stage::playing(lanterns());
    stage.load(unopened.clone());
    stage.pass(200);
    stage.load(wind());
    assert_eq!(stage.titles(), told(&[(200, "Second Wind · Marisol Quandt")]));
    stage.pass(1_000);
    stage.load(unopened);
    stage.pass(1_000);
    assert_eq!(stage.titles()[1..], told(&[(1_500, "second-wind.flac · ")]));
}

#[test]
fn a_change_of_song_as_chromium_tells_it() {
    let mut stage = Stage::playing(lanterns());
    let bare = Song { title: None, artists: String::new(), album: None, cover: None, ..wind() };
    stage.tell(|told| told.song = None);
    stage.be(PlayState::Stopped);
    stage.pass(14);
    stage.load(bare.clone());
    stage.pass(11);
    stage.seek(12);
    stage.load(Song { title: wind().title, ..bare.clone() });
    stage.load(Song { title: wind().title, artists: wind().artists, ..bare.clone() });
    stage.load(Song { cover: None, ..wind() });
    stage.be(PlayState::Playing);
    stage.pass(100);
    stage.load(wind());
    stage.pass(1_000);
    let expected = "Second Wind · Marisol Quandt";
    assert_eq!(stage.titles(), told(&[(25, expected), (125, expected)]));
    assert_eq!(stage.states(), [(25, PlayState::Playing), (125, PlayState::Playing)]);
}

#[test]
fn a_player_that_starts_is_shown_as_soon_as_it_says_what() {
    let mut stage = Stage::set();
    stage.be(PlayState::Playing);
    stage.pass(20);
    stage.load(lanterns());
    assert_eq!(stage.titles(), told(&[(20, "Paper Lanterns · The Quiet Harbour")]));
    // And one that says it before, too.
    let mut stage = Stage::set();
    stage.load(lanterns());
    stage.pass(20);
    stage.be(PlayState::Playing);
    assert_eq!(stage.titles(), told(&[(20, "Paper Lanterns · The Quiet Harbour")]));
    // One that never says it plays something unknown.
    let mut stage = Stage::set();
    stage.be(PlayState::Playing);
    stage.pass(1_000);
    assert_eq!(stage.titles(), told(&[(50, "-")]));
}

#[test]
fn positions_are_told_when_they_differ_from_what_is_expected() {
    let mut stage = Stage::playing(lanterns());
    stage.seek(90_000);
    assert_eq!(stage.positions(), [(0, 90_000)]);
    stage.pass(1_000);
    stage.answer(91_150);
    assert_eq!(stage.news.len(), 1, "players round");
    stage.be(PlayState::Paused);
    assert_eq!(stage.positions()[1..], [(1_000, 91_150)]);
    stage.pass(60_000);
    stage.answer(91_150);
    assert_eq!(stage.news.len(), 2, "it stood still");
    stage.tell(|told| told.state = PlayState::Playing);
    stage.pass(100);
    stage.tell(|told| told.rate = Rate::from_factor(2.0));
    stage.pass(10_000);
    stage.be(PlayState::Paused);
    assert_eq!(stage.positions()[2..], [(61_000, 91_150), (61_100, 91_250), (71_100, 111_250)]);
}

#[test]
fn a_player_that_is_always_at_zero_is_not_believed() {
    let mut stage = Stage::playing(lanterns());
    stage.be(PlayState::Paused);
    stage.answer(0);
    stage.pass(1_000);
    assert_eq!(stage.positions(), [(0, 10_000)]);
    // One that says so by itself is.
    stage.seek(0);
    assert_eq!(stage.positions()[1..], [(1_000, 0)]);
}

#[test]
fn a_song_that_is_played_again_begins_anew() {
    let mut stage = Stage::playing(lanterns());
    stage.be(PlayState::Stopped);
    stage.pass(1_000);
    stage.be(PlayState::Playing);
    assert_eq!(stage.positions().last(), Some(&(1_000, 0)));
}

#[test]
fn the_position_stays_within_the_length() {
    let mut stage = Stage::playing(lanterns());
    stage.seek(u32::MAX);
    assert_eq!(stage.positions(), [(0, 180_000)]);
}

#[test]
fn a_flood_is_told_on_in_drops() {
    let mut stage = Stage::playing(lanterns());
    for number in 0..1_000_u32 {
        stage.load(song(&format!("Song {number}"), &format!("Artist {number}"), 100_000 + number));
        stage.be(if number % 2 == 0 { PlayState::Paused } else { PlayState::Playing });
        stage.pass(1);
    }
    stage.pass(1_000);
    assert!(stage.news.len() <= 21, "{}", stage.news.len());
    assert_eq!(stage.titles().last().unwrap().1, "Song 999 · Artist 999");
}

fn any_song() -> impl Strategy<Value = Option<Song>> {
    let text = || prop::option::of(prop::sample::select(vec!["A", "B"]));
    let cover = prop::option::of(prop::sample::select(vec!["https://a.org/1", "https://a.org/2"]));
    let length = prop::option::of(1..4_u32);
    prop::option::of((text(), text(), text(), text(), cover, length).prop_map(
        |(track, title, artists, album, cover, length)| Song {
            track: track.map(str::to_owned),
            title: title.map(str::to_owned),
            artists: artists.unwrap_or_default().to_owned(),
            album: album.map(str::to_owned),
            kind: Kind::Track,
            link: None,
            cover: cover.map(Cover::new),
            duration_ms: length,
            unopened: false,
        },
    ))
}

fn any_state() -> impl Strategy<Value = PlayState> {
    prop::sample::select(vec![PlayState::Playing, PlayState::Paused, PlayState::Stopped])
}

proptest! {
    #[test]
    fn whatever_is_said_last_is_told_on(
        changes in prop::collection::vec((any_state(), any_song(), prop::option::of(0..200_000_u32), 0..120_u64), 1..60)
    ) {
        let mut stage = Stage::set();
        for (state, song, position, ms) in changes {
            stage.tell(|told| {
                told.state = state;
                told.song = song;
            });
            if let Some(position) = position {
                stage.seek(position);
            }
            let before = stage.news.len();
            stage.pass(ms);
            prop_assert!(stage.news.len() - before <= 3, "no more than one in each window");
        }
        stage.pass(1_000);
        prop_assert_eq!(stage.amend.deadline(), None);
        let last = stage.news.last().map(|(_, news)| news);
        let title = stage.told.song.as_ref().and_then(|song| song.title.clone());
        prop_assert_eq!(last.and_then(|news| news.song.as_ref()).map(|song| song.title.clone()), title);
        prop_assert_eq!(last.map_or(PlayState::Stopped, |news| news.state), stage.told.state);
    }
}
