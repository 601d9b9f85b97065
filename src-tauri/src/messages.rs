//! The message catalogue, which the windows share: for the few texts that Rust shows by itself.

use std::collections::HashMap;
use std::sync::LazyLock;

use songplate_core::settings::Language;

type Catalogue = HashMap<String, String>;

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| parse(include_str!("../../ui/messages/en.json")));
static FRENCH: LazyLock<Catalogue> = LazyLock::new(|| parse(include_str!("../../ui/messages/fr.json")));

/// The texts in one language.
#[derive(Clone, Copy)]
pub(crate) struct Messages(&'static Catalogue);

impl Messages {
    /// The texts in the language that the user chose, or that the system speaks.
    pub(crate) fn of(language: Language) -> Self {
        let french = match language {
            Language::En => false,
            Language::Fr => true,
            Language::System => sys_locale::get_locale().is_some_and(|locale| locale.starts_with("fr")),
        };
        Self(if french { &FRENCH } else { &ENGLISH })
    }

    /// A text without parameters; its key where there is none, which a test rules out.
    pub(crate) fn get(self, key: &'static str) -> &'static str {
        self.0.get(key).map_or(key, String::as_str)
    }
}

fn parse(json: &str) -> Catalogue {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_that_rust_shows_is_there_in_both_languages() {
        for key in [
            "landing_title",
            "landing_linked",
            "landing_failed",
            "landing_unanswered",
            "native_settings_title",
            "native_advert",
            "native_first_overlay",
        ] {
            for language in [Language::En, Language::Fr] {
                assert_ne!(Messages::of(language).get(key), key, "{language:?}");
            }
        }
        assert_eq!(Messages::of(Language::En).get("landing_linked"), "Linked. You can close this page.");
    }
}
