//! Texts with places for a song's words, for files and chat replies.

use tokio::time::Instant;

use crate::snapshot::Song;

/// The places that a template may have. What stands in other brackets stays as it is.
pub const PLACES: [&str; 7] = ["[SONG]", "[SUBTITLE]", "[ALBUM]", "[LINK]", "[TIME]", "[DURATION]", "[SOURCE]"];

/// What is put into the places; empty where the song has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// For `[SONG]`: the title.
    pub song: String,
    /// For `[SUBTITLE]`: the artists or the show.
    pub subtitle: String,
    /// For `[ALBUM]`.
    pub album: String,
    /// For `[LINK]`: an `https` address.
    pub link: String,
    /// For `[TIME]`: the position as `m:ss` or `h:mm:ss`.
    pub time: String,
    /// For `[DURATION]`, likewise.
    pub duration: String,
    /// For `[SOURCE]`: the name of the source.
    pub source: String,
}

impl Words {
    /// The words of a song at `now`, its source being called `source`.
    #[must_use]
    pub fn of(song: &Song, source: &str, now: Instant) -> Self {
        let now_playing = &song.now_playing;
        Self {
            song: now_playing.title.clone(),
            subtitle: now_playing.subtitle.clone(),
            album: now_playing.album.clone().unwrap_or_default(),
            link: now_playing.link.clone().unwrap_or_default(),
            time: clock_time(now_playing.position_at(song.read_at, now, song.playing && song.live)),
            duration: now_playing.duration_ms.map(clock_time).unwrap_or_default(),
            source: source.to_owned(),
        }
    }
}

/// Milliseconds as `m:ss`, or `h:mm:ss` from an hour on.
#[must_use]
pub fn clock_time(ms: u32) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Puts the words into the places of a template. Places within the words are not filled in again.
#[must_use]
pub fn render(template: &str, words: &Words) -> String {
    let values = [&words.song, &words.subtitle, &words.album, &words.link, &words.time, &words.duration, &words.source];
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('[') {
        let (before, from_bracket) = rest.split_at(start);
        text.push_str(before);
        let place = PLACES.iter().zip(values).find(|(place, _)| from_bracket.starts_with(**place));
        let (place, value) = place.map_or(("[", "["), |(place, value)| (*place, value.as_str()));
        text.push_str(value);
        rest = &from_bracket[place.len()..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_the_rest_stays() {
        let words = Words { song: "[SUBTITLE]".into(), subtitle: "Ünï [x".into(), ..Words::default() };
        assert_eq!(render("♪ [SONG] – [SUBTITLE] [LINK][", &words), "♪ [SUBTITLE] – Ünï [x [");
        assert_eq!(render("[song] [ALBUM]. [[SONG]]", &words), "[song] . [[SUBTITLE]]");
        assert_eq!(render("", &words), "");
    }

    #[test]
    fn times_are_written_as_clocks_do() {
        assert_eq!(clock_time(0), "0:00");
        assert_eq!(clock_time(61_999), "1:01");
        assert_eq!(clock_time(3_600_000), "1:00:00");
        assert_eq!(clock_time(u32::MAX), "1193:02:47");
    }
}
