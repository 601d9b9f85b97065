//! Commands of the settings' overlay section.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use songplate_core::overlay::{Behaviour, OverlayToken, Style, export_style, import_style};
use tauri::State;

use super::CommandError;
use crate::browser;
use crate::overlays::{Overlays, OverlaysView};
use crate::profile::Profile;
use crate::random::random_bytes;

/// The server, the overlays and the styles.
#[tauri::command]
#[specta::specta]
pub(crate) fn overlays(overlays: State<'_, Overlays>) -> OverlaysView {
    overlays.view()
}

/// The link of the first overlay, for the popup's copy button; `null` while the server answers nowhere.
#[tauri::command]
#[specta::specta]
pub(crate) fn overlay_link(overlays: State<'_, Overlays>) -> Option<String> {
    overlays.link()
}

/// Changes the server; `port` is 1024 to 65535.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_overlay_server(overlays: State<'_, Overlays>, port: u16, lan: bool) -> Result<(), CommandError> {
    if port < 1024 {
        return Err(CommandError::OutOfRange { field: "port".to_owned() });
    }
    overlays.change(|settings| {
        settings.overlay.port = port;
        settings.overlay.lan = lan;
    });
    Ok(())
}

/// Adds an overlay; its id.
#[tauri::command]
#[specta::specta]
pub(crate) fn add_overlay(overlays: State<'_, Overlays>, name: String) -> Result<String, CommandError> {
    let (id, token) = (random_bytes()?, OverlayToken::new(random_bytes()?));
    Ok(overlays.change(|settings| settings.overlay.add(&name, id, token))?)
}

/// Changes an overlay's name, style and behaviour.
#[tauri::command]
#[specta::specta]
pub(crate) fn change_overlay(
    overlays: State<'_, Overlays>,
    id: String,
    name: String,
    style: String,
    behaviour: Behaviour,
) -> Result<(), CommandError> {
    Ok(overlays.change(|settings| settings.overlay.change(&id, &name, &style, behaviour))?)
}

/// Removes an overlay.
#[tauri::command]
#[specta::specta]
pub(crate) fn remove_overlay(overlays: State<'_, Overlays>, id: String) -> Result<(), CommandError> {
    Ok(overlays.change(|settings| settings.overlay.remove(&id))?)
}

/// Gives an overlay another link; the old one leads nowhere from then on.
#[tauri::command]
#[specta::specta]
pub(crate) fn replace_overlay_link(overlays: State<'_, Overlays>, id: String) -> Result<(), CommandError> {
    let token = OverlayToken::new(random_bytes()?);
    Ok(overlays.change(|settings| settings.overlay.find(&id).map(|overlay| overlay.token = token))?)
}

/// Opens an overlay in the browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_overlay(overlays: State<'_, Overlays>, id: String) -> Result<(), CommandError> {
    let url = overlays.view().overlays.into_iter().find(|overlay| overlay.id == id).and_then(|overlay| overlay.url);
    browser::open(url.ok_or(CommandError::Gone)?).await.map_err(|()| CommandError::Browser)
}

/// Writes the page that waits for the app and then shows the overlay, for OBS to load as a local file; its path.
#[tauri::command]
#[specta::specta]
pub(crate) fn save_overlay_loader(
    overlays: State<'_, Overlays>,
    profile: State<'_, Profile>,
    id: String,
) -> Result<String, CommandError> {
    overlays.save_loader(&profile, &id)
}

/// Keeps a new style; its id.
#[tauri::command]
#[specta::specta]
pub(crate) fn add_style(overlays: State<'_, Overlays>, style: Style) -> Result<String, CommandError> {
    let id = random_bytes()?;
    Ok(overlays.change(|settings| settings.styles.add(style, id))?)
}

/// Changes one of the user's own styles.
#[tauri::command]
#[specta::specta]
pub(crate) fn change_style(overlays: State<'_, Overlays>, id: String, style: Style) -> Result<(), CommandError> {
    Ok(overlays.change(|settings| settings.styles.change(&id, style))?)
}

/// Removes one of the user's own styles.
#[tauri::command]
#[specta::specta]
pub(crate) fn remove_style(overlays: State<'_, Overlays>, id: String) -> Result<(), CommandError> {
    Ok(overlays.change(|settings| settings.styles.remove(&id))?)
}

/// Keeps a style that somebody exported; its id.
#[tauri::command]
#[specta::specta]
pub(crate) fn import_style_text(overlays: State<'_, Overlays>, text: String) -> Result<String, CommandError> {
    let (style, id) = (import_style(&text)?, random_bytes()?);
    Ok(overlays.change(|settings| settings.styles.add(style, id))?)
}

/// A style as text, to be shared.
#[tauri::command]
#[specta::specta]
pub(crate) fn export_style_text(overlays: State<'_, Overlays>, id: String) -> String {
    export_style(&overlays.style(&id))
}

/// Writes a style as a file into the user's downloads; its path.
#[tauri::command]
#[specta::specta]
pub(crate) fn save_style_file(overlays: State<'_, Overlays>, id: String) -> Result<String, CommandError> {
    overlays.save_style(&id)
}
