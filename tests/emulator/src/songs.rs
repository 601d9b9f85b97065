//! The songs of the script. The names are made up; the durations are those of real songs.

/// A song as the script plays it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Song {
    /// The title. Any text: it is what a player must show as it is.
    pub title: String,
    /// The artists' names, at least one.
    pub artists: Vec<String>,
    /// The album's name.
    pub album: String,
    /// The album's release date, as precise as the album knows it: a year, a month or a day.
    pub release_date: String,
    /// The duration in milliseconds of song time, before the speed is applied.
    pub duration_ms: u64,
    /// Whether the lyrics are explicit.
    pub explicit: bool,
}

impl Song {
    /// A song by one artist on an album of the same name.
    #[must_use]
    pub fn new(title: &str, artist: &str, duration_ms: u64) -> Self {
        Self {
            title: title.to_owned(),
            artists: vec![artist.to_owned()],
            album: title.to_owned(),
            release_date: "2024-05-17".to_owned(),
            duration_ms,
            explicit: false,
        }
    }

    fn on(mut self, album: &str, release_date: &str) -> Self {
        album.clone_into(&mut self.album);
        release_date.clone_into(&mut self.release_date);
        self
    }

    fn with(mut self, artist: &str) -> Self {
        self.artists.push(artist.to_owned());
        self
    }
}

/// The songs that play when no others are given: plain ones first, then every kind of text that breaks displays.
#[must_use]
pub fn default_songs() -> Vec<Song> {
    vec![
        Song::new("Paper Lanterns", "The Night Ferries", 204_373).on("Harbour Lights", "2023-03-10"),
        Song::new("Slow Weather", "Mara Lindqvist", 187_040).with("Oak & Ember").on("Almanac", "2021"),
        Song::new("Quarter Past Nowhere", "Velvet Tram", 241_866).on("Last Stop", "2019-11"),
        Song::new("夜の灯台", "青い鳥楽団", 225_120).on("波のむこう", "2020-07-01"),
        Song::new("أغنية المطر البعيد", "فرقة النجمة الزرقاء", 262_533).on("رسائل", "2018-02-14"),
        Song::new("שיר לים הלבן", "להקת הגל", 198_746).on("חוף", "2022"),
        Song::new("🌊🎧 Tidal Mood 👩‍🚀✨", "dj sp🌀ral", 156_213).on("🫧", "2025-01-31"),
        Song::new(
            "<b>Bold Move</b> <img src=x onerror=\"document.title='broken'\">",
            "<script>alert(1)</script> & Sons",
            173_906,
        )
        .on("&amp; Other Entities", "2017-09-09"),
        Song { explicit: true, ..Song::new(&long_title(), "The Unabridged Orchestra", 312_440) }
            .on("Complete Titles, Vol. 1", "2016-06-06"),
        Song::new("Interlude", "Velvet Tram", 62_000).on("Last Stop", "2019-11"),
        Song::new("Undertow (Live at the Old Mill, Full Set)", "The Night Ferries", 754_208)
            .on("Undertow", "2024-12-06"),
    ]
}

/// A title of exactly 300 characters.
fn long_title() -> String {
    "A Complete and Unabridged Account of Everything That Happened on the Way to the Station "
        .chars()
        .cycle()
        .take(299)
        .chain(['.'])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_has_what_displays_stumble_over() {
        let songs = default_songs();
        assert!(songs.len() >= 8);
        assert!(songs.iter().any(|song| song.title.chars().count() == 300));
        assert!(songs.iter().any(|song| song.title.contains("onerror")));
        assert!(songs.iter().any(|song| song.artists.len() > 1));
    }
}
