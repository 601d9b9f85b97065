//! What a channel offers, and whether the user is told of it.

use std::cmp::Ordering;

use semver::Version;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::settings::Channel;
use crate::clock::UnixSeconds;

/// The longest notes, in characters; longer ones are cut.
pub const MAX_NOTES: usize = 10_000;

/// What a channel offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    version: Version,
    notes: String,
    date: Option<UnixSeconds>,
}

impl Offer {
    /// A version with what is said of it. The manifest is not signed, so the notes are taken as plain text: control
    /// characters but line breaks and tabs are left out, and whatever is beyond [`MAX_NOTES`].
    #[must_use]
    pub fn new(version: Version, notes: &str, date: Option<UnixSeconds>) -> Self {
        let plain = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
        let notes = notes.trim().chars().filter(plain).take(MAX_NOTES).collect();
        Self { version, notes, date }
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// What is new in it, plain text of several lines; may be empty.
    #[must_use]
    pub fn notes(&self) -> &str {
        &self.notes
    }

    /// When it was published.
    #[must_use]
    pub fn date(&self) -> Option<UnixSeconds> {
        self.date
    }
}

/// What is known of the channel when nothing is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Verdict {
    /// It has not been asked yet.
    NotChecked,
    /// It has nothing newer.
    UpToDate,
    /// Its stable version is older than the program, which came from the beta channel as a rule. It is offered once
    /// there is a stable version that is newer.
    StableIsOlder {
        /// The stable version.
        stable: String,
        /// The version of the program.
        current: String,
    },
    /// What it has failed to verify.
    Refused {
        /// The version.
        version: String,
    },
}

/// Compares as Semantic Versioning 2.0.0 section 11 does: what comes after `+` does not count.
pub(super) fn compare(one: &Version, other: &Version) -> Ordering {
    one.cmp_precedence(other)
}

/// Whether both are the same version.
pub(super) fn is_same(one: &Version, other: &Version) -> bool {
    compare(one, other) == Ordering::Equal
}

/// Whether the user is told of `offer`, or why not.
pub(super) fn judge(
    offer: &Offer,
    channel: Channel,
    current: &Version,
    refused: Option<&Version>,
) -> Result<(), Verdict> {
    match compare(&offer.version, current) {
        Ordering::Greater if refused.is_some_and(|refused| is_same(refused, &offer.version)) => {
            Err(Verdict::Refused { version: offer.version.to_string() })
        }
        Ordering::Greater => Ok(()),
        Ordering::Less if channel == Channel::Stable => {
            Err(Verdict::StableIsOlder { stable: offer.version.to_string(), current: current.to_string() })
        }
        Ordering::Less | Ordering::Equal => Err(Verdict::UpToDate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(offered: &str, channel: Channel, current: &str) -> Result<(), Verdict> {
        let offer = Offer::new(offered.parse().unwrap(), "", None);
        judge(&offer, channel, &current.parse().unwrap(), None)
    }

    #[test]
    fn only_what_is_newer_is_offered() {
        for (offered, current) in [
            ("1.0.1", "1.0.0"),
            ("1.10.0", "1.9.0"),
            ("1.1.0", "1.1.0-beta.3"),
            ("1.1.0-beta.10", "1.1.0-beta.9"),
            ("1.1.0-beta.1", "1.0.9"),
        ] {
            assert_eq!(judged(offered, Channel::Beta, current), Ok(()), "{offered} after {current}");
            assert_eq!(judged(current, Channel::Beta, offered), Err(Verdict::UpToDate), "{current} after {offered}");
        }
        assert_eq!(judged("1.0.0+7", Channel::Beta, "1.0.0+6"), Err(Verdict::UpToDate), "the build does not count");
    }

    #[test]
    fn a_stable_version_that_is_older_is_named_as_the_reason() {
        let older = Verdict::StableIsOlder { stable: "1.0.3".into(), current: "1.1.0-beta.1".into() };
        assert_eq!(judged("1.0.3", Channel::Stable, "1.1.0-beta.1"), Err(older));
        assert_eq!(judged("1.1.0", Channel::Stable, "1.1.0-beta.1"), Ok(()));
        assert_eq!(judged("1.1.0", Channel::Stable, "1.1.0"), Err(Verdict::UpToDate));
    }

    #[test]
    fn notes_are_plain_and_bounded() {
        let version = || Version::new(1, 0, 0);
        assert_eq!(Offer::new(version(), "\n New:\r\n\t- a\u{1b}[31m thing\0 ", None).notes(), "New:\n\t- a[31m thing");
        assert_eq!(Offer::new(version(), &"é".repeat(MAX_NOTES + 5), None).notes().chars().count(), MAX_NOTES);
    }
}
