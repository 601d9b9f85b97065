//! Commands of the settings' sections on files and chat.
#![expect(clippy::needless_pass_by_value, reason = "Tauri hands commands their arguments by value")]

use serde::{Deserialize, Serialize};
use songplate_core::files::FilesSettings;
use songplate_core::reply::Replies;
use specta::Type;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::CommandError;
use crate::file_outputs::{FileOutputs, FilesView};
use crate::replies::preview;
use crate::state::Shell;

/// What the replies would be now.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct ReplyPreview {
    /// While a song plays: the current one, or an example.
    pub(crate) playing: String,
    /// While it is paused.
    pub(crate) paused: String,
    /// When there is no song.
    pub(crate) error: String,
}

/// The files that are written, and how that goes.
#[tauri::command]
#[specta::specta]
pub(crate) fn files(files: State<'_, FileOutputs>) -> FilesView {
    files.view()
}

/// The user wants other files.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_files(files: State<'_, FileOutputs>, settings: FilesSettings) -> Result<(), CommandError> {
    settings.check()?;
    files.set(settings);
    Ok(())
}

/// Lets the user choose a folder; `null` when they did not.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(app: AppHandle) -> Option<String> {
    let (chosen, answer) = oneshot::channel();
    app.dialog().file().pick_folder(move |folder| {
        let _ = chosen.send(folder);
    });
    let folder = answer.await.ok().flatten()?.into_path().ok()?;
    Some(folder.display().to_string())
}

/// The messages for chat bots.
#[tauri::command]
#[specta::specta]
pub(crate) fn replies(shell: State<'_, Shell>) -> Replies {
    shell.settings.current().replies
}

/// The user wants other messages.
#[tauri::command]
#[specta::specta]
pub(crate) fn set_replies(shell: State<'_, Shell>, replies: Replies) -> Result<(), CommandError> {
    replies.check()?;
    shell.settings.change(|settings| settings.replies = replies);
    Ok(())
}

/// What these messages would be now.
#[tauri::command]
#[specta::specta]
pub(crate) fn preview_replies(shell: State<'_, Shell>, replies: Replies) -> ReplyPreview {
    preview(&replies, &shell.snapshots.borrow(), &shell.players.players.borrow())
}
