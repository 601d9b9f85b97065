//! What the user has to be told: each once, until they dismiss it or it is over.

use serde::{Deserialize, Serialize};
use songplate_core::clock::UnixSeconds;
use songplate_core::files::FilesTrouble;
use specta::Type;
use tokio::sync::watch;

/// Something to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Notice {
    /// Names it for dismissing.
    pub(crate) id: u32,
    /// What it is.
    pub(crate) kind: NoticeKind,
}

/// What there is to tell. The words are in the message catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub(crate) enum NoticeKind {
    /// The settings could not be read; they were set aside.
    SettingsDamaged {
        /// The name of the file that they are in now.
        set_aside: String,
        /// Whether the copy took their place, rather than the defaults.
        restored: bool,
    },
    /// The settings were written by a newer version; they were set aside.
    SettingsNewer {
        /// The name of the file that they are in now.
        set_aside: String,
    },
    /// The settings can't be written at the moment.
    SettingsUnsaved {
        /// Why.
        cause: UnsavedCause,
    },
    /// The secrets file could not be read; it was set aside.
    SecretsDamaged {
        /// The name of the file that they are in now.
        set_aside: String,
    },
    /// The keychain does not answer.
    KeychainLocked,
    /// The login can't be read or written where it is kept.
    SecretsUnsaved,
    /// The consent at Spotify ends within a month.
    ConsentEnds {
        /// When.
        at: UnixSeconds,
    },
    /// The program was opened by a link that answers no login.
    LinkUnanswered,
    /// Another program has the port of the overlays, so their links have changed.
    OverlayPortTaken {
        /// The port that is taken.
        wanted: u16,
        /// The port in the links now.
        port: u16,
    },
    /// The overlays are served nowhere.
    OverlaysDown,
    /// The files can't be written.
    FilesUnwritten {
        /// Why.
        cause: FilesTrouble,
    },
    /// A newer version is on offer.
    UpdateOffered {
        /// Which.
        version: String,
    },
}

/// Why settings can't be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum UnsavedCause {
    /// The file or its folder can't be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Something else.
    Other,
}

/// The notices that stand.
#[derive(Debug)]
pub(crate) struct Notices {
    standing: watch::Sender<(u32, Vec<Notice>)>,
}

impl Notices {
    pub(crate) fn new() -> Self {
        Self { standing: watch::Sender::new((0, Vec::new())) }
    }

    /// Tells the user, unless exactly this stands already.
    pub(crate) fn raise(&self, kind: NoticeKind) {
        self.standing.send_if_modified(|(count, notices)| {
            let news = notices.iter().all(|notice| notice.kind != kind);
            if news {
                *count += 1;
                notices.push(Notice { id: *count, kind });
            }
            news
        });
    }

    /// Takes back whatever `over` recognises.
    pub(crate) fn clear(&self, over: impl Fn(&NoticeKind) -> bool) {
        self.retain(|notice| !over(&notice.kind));
    }

    /// Takes back the notice that the user has read.
    pub(crate) fn dismiss(&self, id: u32) {
        self.retain(|notice| notice.id != id);
    }

    pub(crate) fn current(&self) -> Vec<Notice> {
        self.standing.borrow().1.clone()
    }

    /// Wakes whenever the notices change.
    pub(crate) fn changes(&self) -> watch::Receiver<(u32, Vec<Notice>)> {
        self.standing.subscribe()
    }

    fn retain(&self, keep: impl Fn(&Notice) -> bool) {
        self.standing.send_if_modified(|(_, notices)| {
            let before = notices.len();
            notices.retain(|notice| keep(notice));
            notices.len() != before
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_notice_stands_once_until_it_is_dismissed_or_over() {
        let notices = Notices::new();
        notices.raise(NoticeKind::KeychainLocked);
        notices.raise(NoticeKind::KeychainLocked);
        notices.raise(NoticeKind::LinkUnanswered);
        assert_eq!(notices.current().len(), 2);
        notices.clear(|kind| *kind == NoticeKind::KeychainLocked);
        let left = notices.current();
        assert_eq!(left.iter().map(|notice| &notice.kind).collect::<Vec<_>>(), [&NoticeKind::LinkUnanswered]);
        notices.dismiss(left[0].id);
        assert!(notices.current().is_empty());
        notices.raise(NoticeKind::LinkUnanswered);
        assert_ne!(notices.current()[0].id, left[0].id, "a new notice is not the one that was dismissed");
    }
}
