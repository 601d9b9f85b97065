//! The rules together.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::own::OwnRule;
use super::settings::{CleanError, CleanSettings};
use super::{channel, noise};

/// A title with its subtitle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Titles {
    /// The title, plain text.
    pub title: String,
    /// The artists or the show, plain text; may be empty.
    pub subtitle: String,
}

/// What the rules make of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Cleaned {
    /// What it was.
    pub before: Titles,
    /// What it is.
    pub after: Titles,
}

/// Made-up titles with their subtitles that show what the rules do, for the settings.
pub const SAMPLES: [(&str, &str); 6] = [
    ("The Quiet Hours - Paper Lanterns (Official Video)", "TheQuietHoursVEVO"),
    ("Mara Lune – Slow Tide [HD] (Lyrics)", ""),
    ("(2) Velvet Satellite - Neon Rain (Live) - YouTube", ""),
    ("Saltwater", "Mara Lune - Topic"),
    ("Letters, Unsent (Remastered 2011)", "Marlow & the Longest Winter"),
    ("夜雨の歌【公式MV】", "青い風"),
];

/// Cleans titles as the settings say. A rule that can't be used, as one in a file that was edited by hand, is passed over.
#[derive(Debug, Clone)]
pub struct Cleaner {
    settings: CleanSettings,
    own: Vec<OwnRule>,
}

impl Titles {
    /// A title with its subtitle.
    #[must_use]
    pub fn new(title: impl Into<String>, subtitle: impl Into<String>) -> Self {
        Self { title: title.into(), subtitle: subtitle.into() }
    }
}

impl Default for Cleaner {
    fn default() -> Self {
        Self::new(&CleanSettings::default())
    }
}

impl Cleaner {
    /// Reads the rules once, so that they can be used often.
    #[must_use]
    pub fn new(settings: &CleanSettings) -> Self {
        let own = settings.replacements.iter().filter_map(|replacement| {
            OwnRule::new(replacement)
                .inspect_err(|error| tracing::warn!(%error, "a rule for titles is passed over"))
                .ok()
        });
        Self { settings: settings.clone(), own: own.collect() }
    }

    /// Cleans what `app` plays, if the user wants it for that one; see [`CleanSettings::sources`].
    #[must_use]
    pub fn clean(&self, app: &str, titles: Titles) -> Titles {
        if self.settings.sources.iter().any(|source| source == app) { self.apply(titles) } else { titles }
    }

    /// Cleans whatever it is.
    fn apply(&self, mut titles: Titles) -> Titles {
        // Each step makes the two shorter together, so that they come to an end.
        while let Some(shorter) = self.step(&titles) {
            titles = shorter;
        }
        for rule in &self.own {
            if rule.is_for_title()
                && let Some(title) = rule.apply(&titles.title).filter(|title| !title.is_empty())
            {
                titles.title = title;
            }
            if rule.is_for_subtitle()
                && let Some(subtitle) = rule.apply(&titles.subtitle)
            {
                titles.subtitle = subtitle;
            }
        }
        titles
    }

    /// What the first built-in rule makes of it that has something to do.
    fn step(&self, titles: &Titles) -> Option<Titles> {
        let Titles { title, subtitle } = titles;
        let CleanSettings { brackets, remasters, suffixes, split, .. } = self.settings;
        let retitled = |title: String| (!title.is_empty()).then(|| Titles::new(title, subtitle.as_str()));
        let site = || suffixes.then(|| channel::without_site(title))?.and_then(retitled);
        let topic = || {
            let artist = suffixes.then(|| channel::without_topic(subtitle))??;
            Some(Titles::new(title.as_str(), artist))
        };
        let remark = || brackets.then(|| noise::without_bracketed(title, noise::is_noise))?.and_then(retitled);
        let remaster = || {
            let bracketed = || noise::without_bracketed(title, noise::is_remaster);
            let last = || noise::without_last(title, noise::is_remaster);
            remasters.then(|| bracketed().or_else(last))?.and_then(retitled)
        };
        let artist = || {
            let (artist, title) = split.then(|| channel::split(title, subtitle))??;
            Some(Titles::new(title, artist))
        };
        site().or_else(topic).or_else(remark).or_else(remaster).or_else(artist)
    }
}

/// What the rules make of `samples`, whatever source they may be from.
///
/// # Errors
/// When the settings can't be used.
pub fn preview(settings: &CleanSettings, samples: &[Titles]) -> Result<Vec<Cleaned>, CleanError> {
    settings.check()?;
    let cleaner = Cleaner::new(settings);
    let both = |before: &Titles| Cleaned { before: before.clone(), after: cleaner.apply(before.clone()) };
    Ok(samples.iter().map(both).collect())
}
