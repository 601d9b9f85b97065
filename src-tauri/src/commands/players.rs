//! Commands of the settings' section on players: what is followed, and which titles are cleaned.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use songplate_core::clean_title::{self, CleanSettings, Cleaned, SAMPLES, Titles};
use songplate_core::follow::FollowSettings;
use songplate_core::player::PlayersAvailability;
use tauri::State;

use super::CommandError;
use crate::state::Shell;

/// Whether this system's players can be seen.
#[tauri::command]
#[specta::specta]
pub(crate) fn players_availability(shell: State<'_, Shell>) -> PlayersAvailability {
    *shell.players.availability.borrow()
}

/// What is followed.
#[tauri::command]
#[specta::specta]
pub(crate) fn follow(shell: State<'_, Shell>) -> FollowSettings {
    shell.settings.current().follow
}

/// The user wants something else to be followed.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_follow(shell: State<'_, Shell>, follow: FollowSettings) -> Result<(), CommandError> {
    follow.check()?;
    shell.settings.change(|settings| settings.follow = follow);
    Ok(())
}

/// Follows this app or player alone while it runs; `null` for whatever plays.
#[tauri::command]
#[specta::specta]
pub(crate) fn pin_followed(shell: State<'_, Shell>, app: Option<String>) -> Result<(), CommandError> {
    shell.settings.change(|settings| {
        let follow = FollowSettings { pinned: app, ..settings.follow.clone() };
        follow.check()?;
        settings.follow = follow;
        Ok(())
    })
}

/// Which titles are cleaned, and how.
#[tauri::command]
#[specta::specta]
pub(crate) fn clean_titles(shell: State<'_, Shell>) -> CleanSettings {
    shell.settings.current().clean_titles
}

/// The user wants other titles cleaned, or in another way.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_clean_titles(shell: State<'_, Shell>, settings: CleanSettings) -> Result<(), CommandError> {
    settings.check()?;
    shell.settings.change(|all| all.clean_titles = settings);
    Ok(())
}

/// What these rules would make of what the players have loaded, and of a few examples.
#[tauri::command]
#[specta::specta]
pub(crate) fn preview_clean_titles(
    shell: State<'_, Shell>,
    settings: CleanSettings,
) -> Result<Vec<Cleaned>, CommandError> {
    let players = shell.players.players.borrow().clone();
    let loaded = players.into_iter().filter_map(|player| player.song);
    let loaded = loaded.map(|song| Titles::new(song.title, song.subtitle));
    let examples = SAMPLES.iter().map(|(title, subtitle)| Titles::new(*title, *subtitle));
    Ok(clean_title::preview(&settings, &loaded.chain(examples).collect::<Vec<_>>())?)
}
