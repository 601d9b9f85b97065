//! What the windows may ask for. Thin: parse, send, map the error.

pub(crate) mod health;
pub(crate) mod outputs;
pub(crate) mod overlay;
pub(crate) mod players;
pub(crate) mod popup;
pub(crate) mod settings;
pub(crate) mod updates;

use serde::{Deserialize, Serialize};
use songplate_core::clean_title::CleanError;
use songplate_core::files::FilesError;
use songplate_core::follow::FollowError;
use songplate_core::overlay::{BehaviourError, CssRefusal, EditError, StyleError};
use songplate_core::reply::BadReply;
use songplate_spotify::login::{LoginError, Unanswered};
use specta::Type;

/// Why a command did not do what was asked, as a code; the words are in the message catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub(crate) enum CommandError {
    /// It would end the login; to be asked again once the user has agreed.
    WouldSignOut,
    /// The client ID is not 32 hex digits.
    ClientIdMalformed,
    /// The client secret is not 32 hex digits.
    ClientSecretMalformed,
    /// There is no client secret, and "no secret" is not ticked.
    ClientSecretMissing,
    /// No login is waiting for an answer.
    NoLoginPending,
    /// What was pasted does not answer the login that is waiting.
    NotAnAnswer,
    /// The keychain does not answer.
    Keychain,
    /// The browser could not be opened.
    Browser,
    /// No port could be opened.
    Loopback,
    /// What is to be changed is not there any more.
    Gone,
    /// There can be no more of them.
    TooMany,
    /// A name is empty, too long, or can't be used.
    Name,
    /// The last overlay stays.
    LastOverlay,
    /// A value is outside its range.
    OutOfRange {
        /// The path of the field, such as `title.size`.
        field: String,
    },
    /// The text is no JSON.
    StyleNotJson {
        /// Where it stops being any.
        detail: String,
    },
    /// The JSON is no style.
    StyleNotAStyle,
    /// The style was exported by a newer version.
    StyleNewer,
    /// A field of the style is missing, unknown or of a wrong kind.
    StyleField {
        /// Which, and how.
        detail: String,
    },
    /// The text is larger than a style can be.
    StyleTooLarge,
    /// The CSS could load something.
    CssLoads {
        /// The line, from 1.
        line: u32,
        /// What can't be used, such as `url()` or `@import`.
        what: String,
    },
    /// The CSS is broken or nested too deeply.
    CssBroken {
        /// The line, from 1.
        line: u32,
    },
    /// The CSS is too long.
    CssTooLong,
    /// The folder is not an absolute path.
    Folder,
    /// A text is empty or too long.
    Text,
    /// An app is named twice, or something that can't be one.
    App,
    /// A rule for titles has nothing to find, or a text that is too long.
    CleanText {
        /// Which, from 0.
        rule: u32,
    },
    /// A rule for titles has a pattern that can't be read, or that would need too much memory.
    CleanPattern {
        /// Which, from 0.
        rule: u32,
        /// What is wrong with it, in English, over several lines.
        detail: String,
    },
    /// The system does not let the program be started at login.
    Autostart,
    /// A file could not be written.
    Unwritable,
    /// The program is ending.
    Internal,
}

impl From<LoginError> for CommandError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WouldSignOut => Self::WouldSignOut,
            LoginError::ClientIdMalformed => Self::ClientIdMalformed,
            LoginError::ClientSecretMalformed => Self::ClientSecretMalformed,
            LoginError::ClientSecretMissing => Self::ClientSecretMissing,
            LoginError::Keychain => Self::Keychain,
            LoginError::Loopback => Self::Loopback,
            LoginError::Ending => Self::Internal,
        }
    }
}

impl From<Unanswered> for CommandError {
    fn from(unanswered: Unanswered) -> Self {
        use songplate_core::login::Ignored;
        match unanswered {
            Unanswered::Ignored(Ignored::NoLoginPending) => Self::NoLoginPending,
            Unanswered::Malformed(_) | Unanswered::Ignored(_) => Self::NotAnAnswer,
            Unanswered::Ending => Self::Internal,
        }
    }
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Gone => Self::Gone,
            EditError::TooMany => Self::TooMany,
            EditError::Name => Self::Name,
            EditError::Last => Self::LastOverlay,
            EditError::Behaviour(BehaviourError { field }) => Self::OutOfRange { field: field.to_owned() },
            EditError::Style(error) => error.into(),
        }
    }
}

impl From<StyleError> for CommandError {
    fn from(error: StyleError) -> Self {
        match error {
            StyleError::NotJson(detail) => Self::StyleNotJson { detail },
            StyleError::NotAStyle => Self::StyleNotAStyle,
            StyleError::Newer(_) => Self::StyleNewer,
            StyleError::Field(detail) => Self::StyleField { detail },
            StyleError::Range("name") => Self::Name,
            StyleError::Range(field) => Self::OutOfRange { field: field.to_owned() },
            StyleError::TooLarge => Self::StyleTooLarge,
            StyleError::Css(error) => match error.refusal {
                CssRefusal::Function(name) => Self::CssLoads { line: error.line, what: format!("{name}()") },
                CssRefusal::AtRule(name) => Self::CssLoads { line: error.line, what: format!("@{name}") },
                CssRefusal::Broken | CssRefusal::TooDeep => Self::CssBroken { line: error.line },
                CssRefusal::TooLong => Self::CssTooLong,
            },
        }
    }
}

impl From<FilesError> for CommandError {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::Folder => Self::Folder,
            FilesError::Name => Self::Name,
            FilesError::Template => Self::Text,
            FilesError::TooMany => Self::TooMany,
        }
    }
}

impl From<FollowError> for CommandError {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::App | FollowError::Twice => Self::App,
            FollowError::TooMany => Self::TooMany,
            FollowError::Duration => Self::OutOfRange { field: "min_duration_s".to_owned() },
        }
    }
}

impl From<CleanError> for CommandError {
    fn from(error: CleanError) -> Self {
        match error {
            CleanError::TooMany => Self::TooMany,
            CleanError::Source => Self::App,
            CleanError::Text { rule } => Self::CleanText { rule },
            CleanError::Pattern { rule, reason } => Self::CleanPattern { rule, detail: reason },
        }
    }
}

impl From<BadReply> for CommandError {
    fn from(_: BadReply) -> Self {
        Self::Text
    }
}
