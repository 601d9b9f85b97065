//! Reads the settings before the store does: the store would take a damaged file for an empty one, and write over it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use songplate_core::clock::UnixSeconds;
use songplate_core::settings::{Document, Settings};

use crate::notices::{NoticeKind, UnsavedCause};
use crate::profile::write_private;

/// The settings as they were found, and what the user has to be told of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Opened {
    /// The settings.
    pub(crate) settings: Settings,
    /// What went wrong.
    pub(crate) notice: Option<NoticeKind>,
    /// Whether the file must be left as it is: it could be neither read nor set aside.
    pub(crate) frozen: bool,
}

/// What a file holds.
enum Found {
    Missing,
    Settings(Settings),
    /// Sections that make no sense, and the settings without them.
    Partly(Settings),
    Damaged,
    Newer(u64),
    Unreadable,
}

/// The path of the copy that every save writes first.
pub(crate) fn copy_of(settings: &Path) -> PathBuf {
    let mut copy = settings.as_os_str().to_owned();
    copy.push(".bak");
    copy.into()
}

/// Reads the settings at `path`. A file that does not make sense is set aside under a name with `now` in it, and the
/// copy is put in its place; what the user has to know of that is in the answer.
#[must_use]
pub(crate) fn open_document(path: &Path, now: UnixSeconds) -> Opened {
    let fine = |settings| Opened { settings, notice: None, frozen: false };
    match find(path) {
        Found::Settings(settings) => fine(settings),
        // A crash during the very first save leaves the copy alone.
        Found::Missing => fine(take_copy(path).unwrap_or_default()),
        Found::Partly(settings) => match keep_aside(path, &format!("damaged-{now}"), fs::copy) {
            Some(set_aside) => Opened {
                settings,
                notice: Some(NoticeKind::SettingsDamaged { set_aside, restored: false }),
                frozen: false,
            },
            None => frozen(settings),
        },
        Found::Damaged => match keep_aside(path, &format!("damaged-{now}"), fs::rename) {
            Some(set_aside) => {
                let copy = take_copy(path);
                let restored = copy.is_some();
                let notice = NoticeKind::SettingsDamaged { set_aside, restored };
                Opened { settings: copy.unwrap_or_default(), notice: Some(notice), frozen: false }
            }
            None => frozen(Settings::default()),
        },
        Found::Newer(version) => match keep_aside(path, &format!("version-{version}-{now}"), fs::rename) {
            Some(set_aside) => {
                let settings = take_copy(path).unwrap_or_default();
                Opened { settings, notice: Some(NoticeKind::SettingsNewer { set_aside }), frozen: false }
            }
            None => frozen(Settings::default()),
        },
        Found::Unreadable => frozen(Settings::default()),
    }
}

fn frozen(settings: Settings) -> Opened {
    let notice = NoticeKind::SettingsUnsaved { cause: UnsavedCause::ReadOnly };
    Opened { settings, notice: Some(notice), frozen: true }
}

fn find(path: &Path) -> Found {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Found::Missing,
        Err(_) => return Found::Unreadable,
    };
    let Ok(document) = serde_json::from_slice::<Document>(&bytes) else { return Found::Damaged };
    match Settings::read(document) {
        Ok(reading) if reading.damaged.is_empty() => Found::Settings(reading.settings),
        Ok(reading) => Found::Partly(reading.settings),
        Err(newer) => Found::Newer(newer.0),
    }
}

/// Takes the copy, if it makes sense, and puts it where the settings belong.
fn take_copy(path: &Path) -> Option<Settings> {
    let Found::Settings(settings) = find(&copy_of(path)) else { return None };
    let bytes = fs::read(copy_of(path)).ok()?;
    if write_private(path, &bytes).is_err() {
        tracing::warn!("the copy of the settings could not be put in their place");
    }
    Some(settings)
}

/// Brings the file to a name that says what it is, by `bring`; the name, if that succeeded.
fn keep_aside<T>(path: &Path, what: &str, bring: impl Fn(PathBuf, PathBuf) -> std::io::Result<T>) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let name = (0..100)
        .map(|again| if again == 0 { format!("{stem}.{what}.json") } else { format!("{stem}.{what}-{again}.json") })
        .find(|name| !path.with_file_name(name).exists())?;
    bring(path.to_owned(), path.with_file_name(&name)).ok()?;
    Some(name)
}

/// Sets a file aside because it makes no sense; its new name.
pub(crate) fn set_aside(path: &Path, now: UnixSeconds) -> Option<String> {
    keep_aside(path, &format!("damaged-{now}"), fs::rename)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make damaged files on purpose")]
mod tests {
    use serde_json::json;
    use songplate_core::settings::{Theme, VERSION};

    use super::*;

    const NOW: UnixSeconds = UnixSeconds(77);

    struct Case {
        _dir: tempfile::TempDir,
        path: PathBuf,
    }

    impl Case {
        fn new(settings: Option<&str>, copy: Option<&str>) -> Self {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("settings.json");
            for (path, text) in [(path.clone(), settings), (copy_of(&path), copy)] {
                if let Some(text) = text {
                    fs::write(path, text).unwrap();
                }
            }
            Self { _dir: dir, path }
        }

        fn aside(&self, name: &str) -> String {
            fs::read_to_string(self.path.with_file_name(name)).unwrap()
        }
    }

    fn dark() -> String {
        json!({"version": VERSION, "preferences": {"theme": "dark"}}).to_string()
    }

    #[test]
    fn nothing_there_means_defaults() {
        let case = Case::new(None, None);
        assert_eq!(
            open_document(&case.path, NOW),
            Opened { settings: Settings::default(), notice: None, frozen: false }
        );
    }

    #[test]
    fn a_copy_without_an_original_is_a_first_save_that_was_cut_off() {
        let case = Case::new(None, Some(&dark()));
        let opened = open_document(&case.path, NOW);
        assert_eq!((opened.settings.preferences.theme, opened.notice), (Theme::Dark, None));
        assert_eq!(fs::read_to_string(&case.path).unwrap(), dark(), "the store reads it from its place");
    }

    #[test]
    fn a_file_that_was_cut_off_is_set_aside_and_the_copy_taken() {
        for broken in ["", "{\"version\":1,\"pref", "null", "[]", "\u{0}\u{0}"] {
            let case = Case::new(Some(broken), Some(&dark()));
            let opened = open_document(&case.path, NOW);
            assert_eq!(opened.settings.preferences.theme, Theme::Dark);
            let set_aside = "settings.damaged-77.json".to_owned();
            assert_eq!(opened.notice, Some(NoticeKind::SettingsDamaged { set_aside, restored: true }));
            assert_eq!(case.aside("settings.damaged-77.json"), broken);
            assert_eq!(open_document(&case.path, NOW).notice, None, "told once");
        }
    }

    #[test]
    fn with_no_usable_copy_the_defaults_are_taken_and_nothing_is_lost() {
        for copy in [None, Some("{"), Some("{\"version\":99}")] {
            let case = Case::new(Some("{"), copy);
            let opened = open_document(&case.path, NOW);
            assert_eq!(opened.settings, Settings::default());
            assert!(matches!(opened.notice, Some(NoticeKind::SettingsDamaged { restored: false, .. })));
            assert_eq!(case.aside("settings.damaged-77.json"), "{");
        }
    }

    #[test]
    fn settings_of_a_newer_version_are_set_aside_whole() {
        let text = format!("{{\"version\":{}}}", VERSION + 1);
        let case = Case::new(Some(&text), Some(&dark()));
        let opened = open_document(&case.path, NOW);
        assert!(matches!(opened.notice, Some(NoticeKind::SettingsNewer { .. })));
        assert_eq!(case.aside(&format!("settings.version-{}-77.json", VERSION + 1)), text);
        assert_eq!(opened.settings.preferences.theme, Theme::Dark, "an older copy is better than nothing");
    }

    #[test]
    fn a_section_that_makes_no_sense_is_kept_aside_and_the_others_stay() {
        let text = json!({"version": VERSION, "preferences": {"theme": "dark"}, "listener": 3}).to_string();
        let case = Case::new(Some(&text), None);
        let opened = open_document(&case.path, NOW);
        assert_eq!(opened.settings.preferences.theme, Theme::Dark);
        assert!(opened.notice.is_some());
        assert_eq!(case.aside("settings.damaged-77.json"), text);
    }

    #[test]
    fn what_can_be_neither_read_nor_set_aside_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.json");
        fs::create_dir(&path).unwrap();
        let opened = open_document(&path, NOW);
        assert!(opened.frozen && opened.notice.is_some());
        assert!(path.is_dir());
    }

    #[test]
    fn setting_aside_never_overwrites_what_was_set_aside_before() {
        let case = Case::new(Some("first"), None);
        let _ = open_document(&case.path, NOW);
        fs::write(&case.path, "second").unwrap();
        let _ = open_document(&case.path, NOW);
        assert_eq!(case.aside("settings.damaged-77.json"), "first");
        assert_eq!(case.aside("settings.damaged-77-1.json"), "second");
    }
}
