//! What the parts say of themselves.

use crate::clock::UnixSeconds;
use crate::files::FilesTrouble;
use crate::login::{LoginReason, LoginStatus};
use crate::status::Status;
use crate::update::UpdateView;

/// What the parts say of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signs {
    /// The login.
    pub login: LoginSigns,
    /// The source that is selected.
    pub source: SourceSigns,
    /// The server of the overlays.
    pub overlay: OverlaySigns,
    /// The files.
    pub files: FilesSigns,
    /// Updates.
    pub updates: UpdateView,
}

/// What the login says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginSigns {
    /// Its state.
    pub status: LoginStatus,
    /// What there is to say about it.
    pub reason: Option<LoginReason>,
    /// When Spotify last gave the program a token, or answered to one.
    pub last_success: Option<UnixSeconds>,
    /// When the consent ends, if that is soon.
    pub ends_soon: Option<UnixSeconds>,
}

/// What the source says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSigns {
    /// What the listener is doing.
    pub status: Status,
    /// When the source last said what plays, or that nothing does.
    pub last_success: Option<UnixSeconds>,
    /// When it is tried next, where that is known and the status does not tell.
    pub next_attempt: Option<UnixSeconds>,
}

/// What the server of the overlays says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverlaySigns {
    /// Where it stands.
    pub server: OverlayServer,
    /// When it last served an overlay, or began to answer.
    pub last_success: Option<UnixSeconds>,
    /// When it is tried next, if it answers nowhere and that is known.
    pub next_attempt: Option<UnixSeconds>,
}

/// Where the server of the overlays stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayServer {
    /// It has not tried yet.
    Starting,
    /// It answers.
    Running {
        /// On this port.
        port: u16,
        /// Another port was wanted, and is taken.
        taken: Option<u16>,
    },
    /// It answers nowhere; it tries again by itself.
    Failed(OverlayFailure),
}

/// Why the overlays are served nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverlayFailure {
    /// No port is free.
    Taken,
    /// The system does not allow it.
    Refused,
    /// Something else.
    Other,
}

/// What the files say of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilesSigns {
    /// Whether any are written.
    pub enabled: bool,
    /// When everything was written last.
    pub last_success: Option<UnixSeconds>,
    /// Why they can't be written at the moment.
    pub trouble: Option<FilesTrouble>,
    /// When that is tried again.
    pub next_attempt: Option<UnixSeconds>,
}
