//! Files that show the song to programs that can read one.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The longest template, in characters.
pub const MAX_TEMPLATE: usize = 500;

/// How many text files there can be.
pub const MAX_TEXTS: usize = 20;

/// Which files are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FilesSettings {
    /// Whether any are.
    pub enabled: bool,
    /// The folder that they are in, an absolute path; `null` for `Songplate` in the user's documents.
    pub folder: Option<String>,
    /// The text files.
    pub texts: Vec<TextFile>,
    /// Whether `cover.png` is written; where the song has no cover it is one transparent pixel.
    pub cover: bool,
    /// Whether `now-playing.json` is written.
    pub json: bool,
    /// Whether songs are noted down in `history.txt` and `history.csv`.
    pub history: History,
}

/// One text file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TextFile {
    /// Its name, without a folder: 1 to 60 characters, ending with `.txt`.
    pub name: String,
    /// What is in it while a song plays; see [`template`](crate::template). Without a song it is empty.
    pub template: String,
}

/// How songs are noted down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum History {
    /// Not at all.
    #[default]
    Off,
    /// `history.txt`, one line a song.
    Text,
    /// `history.csv`, as RFC 4180 has it.
    Csv,
}

/// Why files are not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum FilesTrouble {
    /// The folder is not there and can't be made.
    NoFolder,
    /// The folder or a file in it can't be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Something else.
    Other,
}

/// Why settings of files can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum FilesError {
    /// The folder's path is not absolute.
    #[error("the folder is not an absolute path")]
    Folder,
    /// A name can't be a file's on every system, is one of the program's own, or is there twice.
    #[error("a name can't be used")]
    Name,
    /// A template is too long.
    #[error("a template is too long")]
    Template,
    /// There are too many.
    #[error("there are too many")]
    TooMany,
}

impl Default for FilesSettings {
    fn default() -> Self {
        let text = |name: &str, template: &str| TextFile { name: name.to_owned(), template: template.to_owned() };
        Self {
            enabled: false,
            folder: None,
            texts: vec![
                text("song.txt", "[SONG] – [SUBTITLE]"),
                text("title.txt", "[SONG]"),
                text("artist.txt", "[SUBTITLE]"),
            ],
            cover: true,
            json: true,
            history: History::Off,
        }
    }
}

impl FilesSettings {
    /// Checks that the settings can be used.
    ///
    /// # Errors
    /// Tells the first thing that can't.
    pub fn check(&self) -> Result<(), FilesError> {
        if let Some(folder) = &self.folder
            && !std::path::Path::new(folder).is_absolute()
        {
            return Err(FilesError::Folder);
        }
        if self.texts.len() > MAX_TEXTS {
            return Err(FilesError::TooMany);
        }
        for (index, text) in self.texts.iter().enumerate() {
            let twice = self.texts[..index].iter().any(|other| other.name.eq_ignore_ascii_case(&text.name));
            if twice || !is_file_name(&text.name) {
                return Err(FilesError::Name);
            }
            if text.template.chars().count() > MAX_TEMPLATE {
                return Err(FilesError::Template);
            }
        }
        Ok(())
    }
}

/// Whether a name can be a text file's on every system.
fn is_file_name(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".txt") else { return false };
    let forbidden = |character: char| character.is_control() || r#"<>:"/\|?*"#.contains(character);
    // Windows gives these names to devices, whatever the ending.
    let device = ["con", "prn", "aux", "nul"].iter().any(|device| stem.eq_ignore_ascii_case(device))
        || (stem.len() == 4
            && (stem.to_ascii_lowercase().starts_with("com") || stem.to_ascii_lowercase().starts_with("lpt"))
            && stem.ends_with(|last: char| last.is_ascii_digit()));
    (1..=56).contains(&stem.chars().count())
        && !stem.starts_with('.')
        && !stem.ends_with([' ', '.'])
        && !stem.contains(forbidden)
        && !device
        && !stem.eq_ignore_ascii_case("history")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_can_be_used() {
        assert_eq!(FilesSettings::default().check(), Ok(()));
    }

    #[test]
    fn names_stay_within_the_folder_on_every_system() {
        let with = |name: &str| {
            let texts = vec![TextFile { name: name.to_owned(), template: String::new() }];
            FilesSettings { texts, ..FilesSettings::default() }.check()
        };
        assert_eq!(with("Jetzt läuft.txt"), Ok(()));
        for wrong in [
            "",
            ".txt",
            "a",
            "a.png",
            "../a.txt",
            "a/b.txt",
            r"a\b.txt",
            "nul.txt",
            "COM1.txt",
            ".a.txt",
            "a..txt",
            "a\n.txt",
            "history.txt",
            "a:b.txt",
        ] {
            assert_eq!(with(wrong), Err(FilesError::Name), "{wrong}");
        }
        let twice = ["a.txt", "A.txt"].map(|name| TextFile { name: name.to_owned(), template: String::new() });
        let settings = FilesSettings { texts: twice.into(), ..FilesSettings::default() };
        assert_eq!(settings.check(), Err(FilesError::Name));
        let settings = FilesSettings { folder: Some("songs".into()), ..FilesSettings::default() };
        assert_eq!(settings.check(), Err(FilesError::Folder));
    }
}
