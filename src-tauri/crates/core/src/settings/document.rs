//! The settings as a JSON document: one section a key, with a version.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Settings;

/// A settings document.
pub type Document = serde_json::Map<String, Value>;

/// The version that this program writes.
pub const VERSION: u32 = 1;

/// Brings a document from one version to the next.
type Migration = fn(&mut Document);

/// `MIGRATIONS[n]` brings a document from version n + 1 to version n + 2. Never change one that was released.
const MIGRATIONS: [Migration; VERSION as usize - 1] = [];

/// The document was written by a newer version of the program, which may mean other things by the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("settings of version {0}, this program knows up to {VERSION}")]
pub struct NewerVersion(pub u64);

/// What a document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The settings, with defaults for whatever could not be understood.
    pub settings: Settings,
    /// The sections that could not be understood.
    pub damaged: Vec<&'static str>,
}

impl Settings {
    /// Reads a document of this version or an older one.
    ///
    /// # Errors
    /// When the document is of a newer version.
    pub fn read(mut document: Document) -> Result<Reading, NewerVersion> {
        let version = document.get("version").and_then(Value::as_u64).unwrap_or(u64::from(VERSION));
        if version > u64::from(VERSION) {
            return Err(NewerVersion(version));
        }
        migrate(&mut document, version, &MIGRATIONS);
        let mut damaged = Vec::new();
        let settings = Self {
            spotify: section(&mut document, "spotify", &mut damaged),
            listener: section(&mut document, "listener", &mut damaged),
            preferences: section(&mut document, "preferences", &mut damaged),
            overlay: section(&mut document, "overlay", &mut damaged),
            styles: section(&mut document, "styles", &mut damaged),
            files: section(&mut document, "files", &mut damaged),
            replies: section(&mut document, "replies", &mut damaged),
            follow: section(&mut document, "follow", &mut damaged),
            clean_titles: section(&mut document, "clean_titles", &mut damaged),
            background: section(&mut document, "background", &mut damaged),
            updates: section(&mut document, "updates", &mut damaged),
            waits: section(&mut document, "waits", &mut damaged),
        };
        Ok(Reading { settings, damaged })
    }

    /// The document's keys with their values.
    #[must_use]
    pub fn sections(&self) -> [(&'static str, Value); 13] {
        [
            ("version", VERSION.into()),
            ("spotify", value(&self.spotify)),
            ("listener", value(&self.listener)),
            ("preferences", value(&self.preferences)),
            ("overlay", value(&self.overlay)),
            ("styles", value(&self.styles)),
            ("files", value(&self.files)),
            ("replies", value(&self.replies)),
            ("follow", value(&self.follow)),
            ("clean_titles", value(&self.clean_titles)),
            ("background", value(&self.background)),
            ("updates", value(&self.updates)),
            ("waits", value(&self.waits)),
        ]
    }
}

fn migrate(document: &mut Document, version: u64, migrations: &[Migration]) {
    // Version 1 is the first there was, so a smaller number can only be a slip of the hand.
    let done = usize::try_from(version.max(1) - 1).unwrap_or(usize::MAX);
    for step in migrations.iter().skip(done) {
        step(document);
    }
}

/// Reads one section; what it lacks has its default.
fn section<T: Serialize + DeserializeOwned + Default>(
    document: &mut Document,
    key: &'static str,
    damaged: &mut Vec<&'static str>,
) -> T {
    let Some(found) = document.remove(key) else { return T::default() };
    let completed = match (value(&T::default()), found) {
        (Value::Object(mut whole), Value::Object(found)) => {
            whole.extend(found);
            Value::Object(whole)
        }
        (_, found) => found,
    };
    serde_json::from_value(completed).unwrap_or_else(|_| {
        damaged.push(key);
        T::default()
    })
}

fn value<T: Serialize>(section: &T) -> Value {
    // Cannot fail: no section has a map with keys other than text, and none has a serializer of its own that fails.
    serde_json::to_value(section).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::clean_title::{CleanSettings, Replacement};
    use crate::clock::UnixSeconds;
    use crate::files::FilesSettings;
    use crate::follow::{AppRule, FollowSettings};
    use crate::login::{Account, ReturnBy};
    use crate::overlay::{OverlaySettings, OverlayToken, Styles, built_in_styles};
    use crate::reply::Replies;
    use crate::settings::{
        BackgroundSettings, Language, ListenerSettings, OnClose, Preferences, SpotifySettings, Theme,
    };
    use crate::source::SourceId;
    use crate::status::RetryAfter;
    use crate::update::{Channel, UpdateSettings};

    fn document(value: Value) -> Document {
        match value {
            Value::Object(document) => document,
            _ => panic!("not an object"),
        }
    }

    fn full() -> Settings {
        let client_id: crate::login::ClientId = "0123456789abcdef0123456789abcdef".parse().unwrap();
        Settings {
            spotify: SpotifySettings {
                client_id: Some(client_id.clone()),
                pkce_only: true,
                return_by: ReturnBy::Loopback,
                account: Some(Account {
                    id: "alex".into(),
                    name: Some("Alex".into()),
                    authorized_at: UnixSeconds(5),
                    accounts_origin: "https://accounts.spotify.com".into(),
                    client_id,
                    with_secret: false,
                }),
                ended: Some(crate::login::EndReason::Expired),
            },
            listener: ListenerSettings { selected: SourceId::Spotify, listening: true },
            preferences: Preferences { theme: Theme::Dark, language: Language::Fr, show_private: true },
            overlay: {
                let mut overlay = OverlaySettings { port: 4000, lan: true, ..OverlaySettings::default() };
                overlay.add("Main", [1; 8], OverlayToken::new([2; 16])).unwrap();
                overlay
            },
            styles: {
                let mut styles = Styles::default();
                styles.add(built_in_styles()[2].style.clone(), [3; 8]).unwrap();
                styles
            },
            files: FilesSettings { enabled: true, folder: Some("/tmp".into()), ..FilesSettings::default() },
            replies: Replies { error: "?".into(), ..Replies::default() },
            follow: FollowSettings {
                order: vec!["vlc".into()],
                rules: [("firefox".into(), AppRule { only_with_artist: true, ..AppRule::default() })].into(),
                ..FollowSettings::default()
            },
            clean_titles: CleanSettings {
                sources: vec!["firefox".into()],
                replacements: vec![Replacement { find: "a".into(), replace: "b".into(), ..Replacement::default() }],
                ..CleanSettings::default()
            },
            background: BackgroundSettings { on_close: OnClose::Quit, start_hidden: false },
            updates: UpdateSettings {
                channel: Channel::Beta,
                enabled: false,
                refused: Some(semver::Version::new(1, 2, 3)),
            },
            waits: [("x".to_owned(), RetryAfter { until: UnixSeconds(9), quota: true })].into(),
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let settings = full();
        let document = settings.sections().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        assert_eq!(Settings::read(document), Ok(Reading { settings, damaged: vec![] }));
    }

    #[test]
    fn an_empty_document_gives_the_defaults() {
        assert_eq!(Settings::read(Document::new()), Ok(Reading::default()));
    }

    #[test]
    fn a_section_that_makes_no_sense_costs_only_itself() {
        let reading = Settings::read(document(json!({
            "version": 1,
            "listener": {"selected": "gramophone"},
            "preferences": {"theme": "dark"},
            "spotify": 7,
        })))
        .unwrap();
        assert_eq!(reading.damaged, ["spotify", "listener"]);
        assert_eq!(reading.settings.preferences.theme, Theme::Dark);
    }

    #[test]
    fn a_newer_version_is_refused() {
        assert_eq!(Settings::read(document(json!({"version": 2}))), Err(NewerVersion(2)));
    }

    #[test]
    fn migrations_run_in_order_from_the_version_of_the_document() {
        let steps: [Migration; 2] = [
            |document| drop(document.insert("second".into(), json!(true))),
            |document| {
                let seen = document.contains_key("second");
                document.insert("third".into(), json!(seen));
            },
        ];
        let mut oldest = Document::new();
        migrate(&mut oldest, 1, &steps);
        assert_eq!(Value::Object(oldest), json!({"second": true, "third": true}));
        let mut newest = Document::new();
        migrate(&mut newest, 3, &steps);
        assert!(newest.is_empty());
    }
}
