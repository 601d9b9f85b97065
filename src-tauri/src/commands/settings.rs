//! Commands of the settings window.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use serde::{Deserialize, Serialize};
use songplate_core::listener::Intent;
use songplate_core::login::{LoginView, ReturnBy};
use songplate_core::settings::{BackgroundSettings, Preferences};
use specta::Type;
use tauri::{AppHandle, State};
use tauri_plugin_autostart::ManagerExt;
use tauri_specta::Event as _;

use super::CommandError;
use crate::browser;
use crate::events::PreferencesChanged;
use crate::notices::NoticeKind;
use crate::profile::Profile;
use crate::state::Shell;
use crate::windows;

/// Where apps are made at Spotify.
const DASHBOARD: &str = "https://developer.spotify.com/dashboard";

/// What the user typed.
#[derive(Clone, Serialize, Deserialize, Type)]
pub(crate) struct Credentials {
    /// The client ID.
    pub(crate) client_id: String,
    /// The client secret; `null` keeps the one that is saved.
    pub(crate) client_secret: Option<String>,
    /// Log in without a secret.
    pub(crate) pkce_only: bool,
    /// The way back from the browser.
    pub(crate) return_by: ReturnBy,
}

impl From<Credentials> for songplate_spotify::login::Credentials {
    fn from(typed: Credentials) -> Self {
        let Credentials { client_id, client_secret, pkce_only, return_by } = typed;
        Self { client_id, client_secret, pkce_only, return_by }
    }
}

/// The login.
#[tauri::command]
#[specta::specta]
pub(crate) fn login(shell: State<'_, Shell>) -> LoginView {
    shell.login.views.borrow().clone()
}

/// Saves the credentials; `confirmed` that they may end the login.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_credentials(
    shell: State<'_, Shell>,
    credentials: Credentials,
    confirmed: bool,
) -> Result<(), CommandError> {
    Ok(shell.login.save(credentials.into(), confirmed).await?)
}

/// Saves the credentials and opens the consent page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_in(
    shell: State<'_, Shell>,
    credentials: Credentials,
    confirmed: bool,
) -> Result<(), CommandError> {
    let url = shell.login.begin(credentials.into(), confirmed).await?;
    if browser::open(url).await.is_err() {
        shell.login.browser_failed();
    }
    Ok(())
}

/// Gives up waiting for the browser.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_log_in(shell: State<'_, Shell>) {
    shell.login.cancel();
}

/// Ends the login.
#[tauri::command]
#[specta::specta]
pub(crate) fn log_out(shell: State<'_, Shell>) {
    shell.login.log_out();
}

/// Takes the address that the browser ended at, as the user pasted it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn submit_redirect(shell: State<'_, Shell>, address: String) -> Result<(), CommandError> {
    Ok(shell.login.returned(address).await?)
}

/// Opens Spotify's developer dashboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_dashboard() -> Result<(), CommandError> {
    browser::open(DASHBOARD).await.map_err(|()| CommandError::Browser)
}

/// Opens the consent page again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_login_page(shell: State<'_, Shell>) -> Result<(), CommandError> {
    let url = shell.login.views.borrow().login_url.clone().ok_or(CommandError::NoLoginPending)?;
    browser::open(url).await.map_err(|()| CommandError::Browser)
}

/// Asks the keychain again.
#[tauri::command]
#[specta::specta]
pub(crate) fn retry_secrets(shell: State<'_, Shell>) {
    // There may be nothing left to ask for, when it was a change that the keychain did not take and the user was told
    // so at once. A keychain that is still locked when it is needed raises the notice anew.
    shell.notices.clear(|kind| *kind == NoticeKind::KeychainLocked);
    shell.login.retry_secrets();
    shell.listener.send(Intent::TryAgain);
}

/// What the user chose.
#[tauri::command]
#[specta::specta]
pub(crate) fn preferences(shell: State<'_, Shell>) -> Preferences {
    shell.settings.current().preferences
}

/// The user chooses otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_preferences(app: AppHandle, shell: State<'_, Shell>, preferences: Preferences) {
    shell.listener.send(Intent::ShowPrivate(preferences.show_private));
    shell.settings.change(|settings| settings.preferences = preferences.clone());
    windows::dress(&app, &preferences);
    if let Err(error) = PreferencesChanged(preferences).emit(&app) {
        tracing::warn!("the windows could not be told: {error}");
    }
}

/// What the program does without a window.
#[tauri::command]
#[specta::specta]
pub(crate) fn background(shell: State<'_, Shell>, app: AppHandle) -> BackgroundView {
    let settings = shell.settings.current().background;
    BackgroundView { settings, at_login: app.autolaunch().is_enabled().ok() }
}

/// The user wants something else of the program without a window.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_background(shell: State<'_, Shell>, settings: BackgroundSettings) {
    shell.settings.change(|all| all.background = settings);
}

/// Starts the program at login, or no longer.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_start_at_login(app: AppHandle, at_login: bool) -> Result<(), CommandError> {
    let autostart = app.autolaunch();
    let changed = if at_login { autostart.enable() } else { autostart.disable() };
    changed.map_err(|error| {
        tracing::warn!("the start at login can't be changed: {error}");
        CommandError::Autostart
    })
}

/// What the program does without a window.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct BackgroundView {
    /// What the user chose.
    pub(crate) settings: BackgroundSettings,
    /// Whether it starts at login; `null` when the system does not tell.
    pub(crate) at_login: Option<bool>,
}

/// What the user may want to know of the program.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct About {
    /// Its version.
    pub(crate) version: String,
    /// The folder that holds everything it keeps.
    pub(crate) profile: String,
}

/// What the user may want to know of the program.
#[tauri::command]
#[specta::specta]
pub(crate) fn about(app: AppHandle, profile: State<'_, Profile>) -> About {
    About { version: app.package_info().version.to_string(), profile: profile.dir().display().to_string() }
}
