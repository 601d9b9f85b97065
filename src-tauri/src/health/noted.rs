//! What the parts said of themselves last, and when each last did what it should.

use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::health::{
    Condition, FilesSigns, HealthReport, LoginSigns, OverlayFailure, OverlayServer, OverlaySigns, Part, Signs,
    SourceSigns, health,
};
use songplate_core::login::LoginView;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::SourceId;
use songplate_core::update::UpdateView;
use songplate_outputs::files;
use songplate_outputs::server::{ServerFailure, ServerState};

use crate::file_outputs::FilesView;

/// What the parts said of themselves last, and when each last did what it should.
#[derive(Debug, Clone)]
pub(super) struct Noted {
    signs: Signs,
    selected: SourceId,
}

impl Noted {
    /// What they say at the start of the program, at `now`.
    pub(super) fn new(
        login: &LoginView,
        snapshot: &Snapshot,
        files: &FilesView,
        updates: UpdateView,
        now: UnixSeconds,
    ) -> Self {
        let signs = Signs {
            login: LoginSigns { status: login.status, reason: None, last_success: None, ends_soon: None },
            source: SourceSigns { status: snapshot.status.clone(), last_success: None, next_attempt: None },
            overlay: OverlaySigns { server: OverlayServer::Starting, last_success: None, next_attempt: None },
            files: FilesSigns { enabled: false, last_success: None, trouble: None, next_attempt: None },
            updates,
        };
        let mut noted = Self { signs, selected: snapshot.selected.clone() };
        noted.login(login);
        noted.snapshot(snapshot, now);
        noted.files(files, now);
        noted
    }

    /// How the parts are.
    pub(super) fn report(&self) -> HealthReport {
        health(&self.signs)
    }

    pub(super) fn login(&mut self, view: &LoginView) {
        let signs = &mut self.signs.login;
        signs.status = view.status;
        signs.reason = view.reason;
        signs.ends_soon =
            view.account.as_ref().filter(|account| account.expires_soon).map(|account| account.expires_at);
        // A consent brings the first tokens.
        signs.last_success = signs.last_success.max(view.account.as_ref().map(|account| account.authorized_at));
    }

    pub(super) fn snapshot(&mut self, snapshot: &Snapshot, now: UnixSeconds) {
        if self.selected != snapshot.selected {
            self.selected = snapshot.selected.clone();
            self.signs.source.last_success = None;
        }
        self.signs.source.status = snapshot.status.clone();
        let good = |part| {
            let rows = self.report().rows;
            rows.iter().any(|row| row.part == part && row.condition == Condition::Good)
        };
        if good(Part::Source) {
            self.signs.source.last_success = Some(now);
            if *snapshot.source() == SourceId::Spotify {
                self.signs.login.last_success = Some(now);
            }
        }
    }

    /// The server of the overlays; it tries again after `retry` when it answers nowhere.
    pub(super) fn server(&mut self, state: &ServerState, retry: Duration, now: UnixSeconds) {
        let signs = &mut self.signs.overlay;
        let server = match *state {
            ServerState::Starting => OverlayServer::Starting,
            ServerState::Running { port, taken, .. } => OverlayServer::Running { port, taken },
            ServerState::Failed { cause } => OverlayServer::Failed(match cause {
                ServerFailure::Taken => OverlayFailure::Taken,
                ServerFailure::Refused => OverlayFailure::Refused,
                ServerFailure::Other => OverlayFailure::Other,
            }),
        };
        signs.next_attempt = matches!(server, OverlayServer::Failed(_)).then(|| now.after(retry));
        if signs.server != server && matches!(server, OverlayServer::Running { .. }) {
            signs.last_success = Some(now);
        }
        signs.server = server;
    }

    /// A page that shows an overlay has come or gone.
    pub(super) fn served(&mut self, now: UnixSeconds) {
        self.signs.overlay.last_success = Some(now);
    }

    /// When Spotify is asked again after a question that failed.
    pub(super) fn retries(&mut self, at: Option<UnixSeconds>) {
        self.signs.source.next_attempt = at;
    }

    pub(super) fn files(&mut self, view: &FilesView, now: UnixSeconds) {
        self.signs.files = FilesSigns {
            enabled: view.settings.enabled,
            last_success: view.state.written_at,
            trouble: view.state.trouble,
            next_attempt: view.state.trouble.map(|_| now.after(files::AGAIN)),
        };
    }

    pub(super) fn updates(&mut self, view: UpdateView) {
        self.signs.updates = view;
    }
}

#[cfg(test)]
mod tests {
    use songplate_core::files::{FilesSettings, FilesTrouble};
    use songplate_core::health::{HealthCause, HealthRow};
    use songplate_core::login::{AccountView, LoginReason, LoginStatus, ReturnBy};
    use songplate_core::now_playing::NothingReason;
    use songplate_core::secret::SecretsPlace;
    use songplate_core::status::{OfflineCause, Status};
    use songplate_core::update::{Channel, UpdateState};
    use songplate_outputs::files::FilesState;

    use super::*;

    const CONSENTED: UnixSeconds = UnixSeconds(100);

    fn linked(reason: Option<LoginReason>, expires_soon: bool) -> LoginView {
        LoginView {
            status: LoginStatus::Linked,
            reason,
            client_id: String::new(),
            has_secret: false,
            pkce_only: true,
            return_by: ReturnBy::DeepLink,
            redirect_uri: String::new(),
            login_url: None,
            deadline: None,
            account: Some(AccountView {
                id: "alex".into(),
                name: None,
                authorized_at: CONSENTED,
                expires_at: UnixSeconds(9_000),
                expires_soon,
            }),
            secrets: SecretsPlace::Unknown,
            secrets_path: None,
        }
    }

    fn snapshot(selected: SourceId, status: Status) -> Snapshot {
        Snapshot {
            run: "run".into(),
            number: 1,
            sources: Vec::new(),
            selected,
            listening: status != Status::Inactive,
            status,
            song: None,
            origin: None,
        }
    }

    fn files(enabled: bool, state: FilesState) -> FilesView {
        FilesView { settings: FilesSettings { enabled, ..FilesSettings::default() }, folder: String::new(), state }
    }

    fn noted() -> Noted {
        let updates = UpdateView {
            version: "1.0.0".into(),
            channel: Channel::Stable,
            enabled: true,
            checked_at: None,
            next_at: None,
            state: UpdateState::NotConfigured,
        };
        let stopped = snapshot(SourceId::Spotify, Status::Inactive);
        Noted::new(&linked(None, false), &stopped, &files(false, FilesState::default()), updates, UnixSeconds(1_000))
    }

    fn row(noted: &Noted, part: Part) -> HealthRow {
        noted.report().rows.into_iter().find(|row| row.part == part).expect("a row for every part")
    }

    const OFFLINE: Status = Status::Offline { cause: OfflineCause::Network };

    #[test]
    fn a_source_was_well_until_it_could_not_be_reached() {
        let mut noted = noted();
        assert_eq!(row(&noted, Part::Source).last_success, None);
        noted.snapshot(&snapshot(SourceId::Spotify, Status::Playing), UnixSeconds(1_010));
        noted.snapshot(&snapshot(SourceId::Spotify, OFFLINE), UnixSeconds(1_020));
        let told = row(&noted, Part::Source);
        assert_eq!((told.condition, told.last_success), (Condition::Waiting, Some(UnixSeconds(1_010))));
        // Stopping does not unmake it, another source has a time of its own.
        noted.snapshot(&snapshot(SourceId::Spotify, Status::Inactive), UnixSeconds(1_030));
        assert_eq!(row(&noted, Part::Source).last_success, Some(UnixSeconds(1_010)));
        let starting = Status::Nothing { reason: NothingReason::Starting };
        noted.snapshot(&snapshot(SourceId::Demo, starting), UnixSeconds(1_040));
        assert_eq!(row(&noted, Part::Source).last_success, None);
    }

    #[test]
    fn the_login_was_well_when_it_was_granted_and_whenever_spotify_answers() {
        let mut noted = noted();
        assert_eq!(row(&noted, Part::Login).last_success, Some(CONSENTED));
        noted.snapshot(&snapshot(SourceId::Demo, Status::Playing), UnixSeconds(1_010));
        assert_eq!(row(&noted, Part::Login).last_success, Some(CONSENTED), "the demo player needs no login");
        noted.snapshot(&snapshot(SourceId::Spotify, Status::Paused), UnixSeconds(1_020));
        assert_eq!(row(&noted, Part::Login).last_success, Some(UnixSeconds(1_020)));
        let expired =
            LoginView { status: LoginStatus::SignedOut, account: None, ..linked(Some(LoginReason::Expired), false) };
        noted.login(&expired);
        let told = row(&noted, Part::Login);
        assert_eq!((told.condition, told.last_success), (Condition::Trouble, Some(UnixSeconds(1_020))));
        noted.login(&linked(None, true));
        assert_eq!(row(&noted, Part::Login).cause, Some(HealthCause::ConsentEnds { at: UnixSeconds(9_000) }));
    }

    #[test]
    fn the_server_tells_when_it_tries_again_and_was_well_while_pages_came_and_went() {
        let mut noted = noted();
        let retry = Duration::from_secs(3);
        let failed = ServerState::Failed { cause: ServerFailure::Refused };
        noted.server(&failed, retry, UnixSeconds(1_010));
        noted.server(&failed, retry, UnixSeconds(1_013));
        let told = row(&noted, Part::Overlay);
        assert_eq!((told.last_success, told.next_attempt), (None, Some(UnixSeconds(1_016))));
        let running = ServerState::Running { port: 21_867, taken: None, lan: false };
        noted.server(&running, retry, UnixSeconds(1_016));
        let told = row(&noted, Part::Overlay);
        assert_eq!((told.condition, told.last_success), (Condition::Good, Some(UnixSeconds(1_016))));
        noted.served(UnixSeconds(1_050));
        noted.server(&failed, retry, UnixSeconds(1_060));
        assert_eq!(row(&noted, Part::Overlay).last_success, Some(UnixSeconds(1_050)));
    }

    #[test]
    fn files_are_as_their_writer_says() {
        let mut noted = noted();
        let state = FilesState { written_at: Some(UnixSeconds(1_005)), trouble: Some(FilesTrouble::Full) };
        noted.files(&files(true, state), UnixSeconds(1_010));
        let told = row(&noted, Part::Files);
        assert_eq!((told.condition, told.last_success), (Condition::Trouble, Some(UnixSeconds(1_005))));
        assert_eq!(told.next_attempt, Some(UnixSeconds(1_015)));
    }
}
