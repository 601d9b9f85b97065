//! One song as the desktop app and the API see it.

use url::{Host, Url};

use crate::now_playing::NowPlaying;

/// Whether both mean the same recording. Spotify may play another one in place of one that is not offered in the user's
/// country, so that different IDs with the same words are the same.
pub(crate) fn is_same(player: &NowPlaying, api: &NowPlaying) -> bool {
    let ids = spotify_id(player).zip(spotify_id(api));
    ids.is_some_and(|(one, other)| one == other)
        || (words(&player.title) == words(&api.title) && artists_agree(&player.subtitle, &api.subtitle))
}

/// Whether a player has gone on to another recording, rather than told more of the same.
pub(super) fn is_other(before: &NowPlaying, after: &NowPlaying) -> bool {
    let known = spotify_id(before).zip(spotify_id(after));
    before.id != after.id && known.is_none_or(|(before, after)| before != after)
}

/// The exact words, cover and link of the API, on the player's time.
pub(super) fn merged(player: &NowPlaying, api: &NowPlaying) -> NowPlaying {
    let duration_ms = api.duration_ms.or(player.duration_ms);
    NowPlaying {
        // It stays when the API's answer comes in.
        id: player.id.clone(),
        subtitle: if api.subtitle.is_empty() { player.subtitle.clone() } else { api.subtitle.clone() },
        album: api.album.clone().or_else(|| player.album.clone()),
        link: api.link.clone().or_else(|| player.link.clone()),
        cover: api.cover.clone().or_else(|| player.cover.clone()),
        duration_ms,
        position_ms: player.position_ms.min(duration_ms.unwrap_or(u32::MAX)),
        rate: player.rate,
        ..api.clone()
    }
}

/// Many players name the first artist only, and some call a show what others call its publisher; nobody is no
/// contradiction.
fn artists_agree(player: &str, api: &str) -> bool {
    let (player, api) = (words(player), words(api));
    player.contains(&api) || api.contains(&player)
}

fn words(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Spotify's own name of the recording, out of its link.
fn spotify_id(song: &NowPlaying) -> Option<String> {
    let link = Url::parse(song.link.as_deref()?).ok()?;
    let at_spotify = link.host() == Some(Host::Domain("open.spotify.com"));
    // `/track/ID`, or `/intl-de/track/ID`.
    let id = link.path_segments()?.next_back().filter(|id| at_spotify && !id.is_empty())?;
    Some(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::now_playing::{Cover, Kind, Rate};

    fn song(title: &str, subtitle: &str, link: Option<&str>) -> NowPlaying {
        NowPlaying {
            id: format!("{title}\n{subtitle}"),
            kind: Kind::Track,
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            album: None,
            link: link.map(str::to_owned),
            cover: None,
            duration_ms: Some(200_000),
            position_ms: 1_000,
            rate: Rate::NORMAL,
        }
    }

    #[test]
    fn the_same_song_is_known_by_its_id_or_its_words() {
        let one = Some("https://open.spotify.com/track/1");
        let other = Some("https://open.spotify.com/intl-fr/track/2?si=x");
        let also_one = Some("https://open.spotify.com/intl-fr/track/1?si=x");
        assert!(is_same(&song("One", "A", one), &song("Eins", "B", also_one)));
        assert!(is_same(&song("One", "A", one), &song(" one ", "a, B", other)), "another edition of it");
        assert!(is_same(&song("One", "", None), &song("ONE", "A", other)));
        assert!(!is_same(&song("Intro", "A", one), &song("Intro", "B", other)));
        assert!(!is_same(&song("One", "A", None), &song("Two", "A", None)));
        let elsewhere = Some("https://example.com/track/1");
        assert!(!is_same(&song("One", "A", elsewhere), &song("Two", "A", one)));
    }

    #[test]
    fn a_song_that_is_told_more_of_is_no_other() {
        let link = Some("https://open.spotify.com/track/1");
        assert!(!is_other(&song("One", "", link), &song("One", "A", link)));
        assert!(!is_other(&song("One", "A", None), &song("One", "A", link)));
        assert!(is_other(&song("One", "A", None), &song("Two", "A", link)));
    }

    #[test]
    fn each_gives_what_it_knows_best() {
        let player = NowPlaying {
            position_ms: 210_000,
            duration_ms: Some(220_000),
            rate: Rate::from_factor(1.5),
            cover: Some(Cover::new("https://example.com/small")),
            album: Some("Rough".to_owned()),
            ..song("one", "A", None)
        };
        let api = NowPlaying { album: Some("Exact".to_owned()), ..song("One", "A, B", Some("https://example.com")) };
        let both = merged(&player, &api);
        assert_eq!((both.title.as_str(), both.subtitle.as_str()), ("One", "A, B"));
        assert_eq!((both.album.as_deref(), both.link.as_deref()), (Some("Exact"), Some("https://example.com")));
        assert_eq!((both.position_ms, both.duration_ms, both.rate.percent()), (200_000, Some(200_000), 150));
        assert_eq!(both.cover, player.cover, "what the API does not know, the player may");
        assert_eq!(both.id, player.id);
    }
}
