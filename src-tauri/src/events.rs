//! What the windows are told, as typed events. Each carries a whole state, so a lost one does no harm.

use serde::{Deserialize, Serialize};
use songplate_core::follow::FollowSettings;
use songplate_core::health::HealthReport;
use songplate_core::login::LoginView;
use songplate_core::player::PlayersAvailability;
use songplate_core::settings::Preferences;
use songplate_core::snapshot::SnapshotView;
use songplate_core::update::UpdateView;
use specta::Type;
use tauri::{AppHandle, Manager, Runtime};
use tauri_specta::Event;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::file_outputs::{FileOutputs, FilesView};
use crate::follow::{follow, mapped};
use crate::health::Health;
use crate::notices::Notice;
use crate::overlays::{Overlays, OverlaysView};
use crate::state::Shell;
use crate::updates::Updates;

/// The listener has a new state.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct SnapshotChanged(pub(crate) SnapshotView);

/// The login has a new state.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct LoginChanged(pub(crate) LoginView);

/// The user chose otherwise.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct PreferencesChanged(pub(crate) Preferences);

/// There is more to tell, or less.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct NoticesChanged(pub(crate) Vec<Notice>);

/// The server, an overlay or a style has changed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct OverlaysChanged(pub(crate) OverlaysView);

/// The files have changed, or how writing them goes.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct FilesChanged(pub(crate) FilesView);

/// This system's players can be seen, or no longer.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct PlayersAvailabilityChanged(pub(crate) PlayersAvailability);

/// The user wants something else to be followed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct FollowChanged(pub(crate) FollowSettings);

/// Updates have a new state.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct UpdatesChanged(pub(crate) UpdateView);

/// A part of the program does what it should again, or no longer.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct HealthChanged(pub(crate) HealthReport);

/// Starts telling the windows.
pub(crate) fn tell_windows<R: Runtime>(app: &AppHandle<R>) {
    let shell = app.state::<Shell>();
    forward(app, shell.snapshots.clone(), |snapshot| SnapshotChanged(snapshot.view(Instant::now())));
    forward(app, shell.login.views.clone(), LoginChanged);
    forward(app, shell.notices.changes(), |(_, notices)| NoticesChanged(notices));
    forward(app, app.state::<Overlays>().views(), OverlaysChanged);
    forward(app, app.state::<FileOutputs>().views(), FilesChanged);
    forward(app, app.state::<Updates>().views.clone(), UpdatesChanged);
    forward(app, app.state::<Health>().reports.clone(), HealthChanged);
    forward(app, shell.players.availability.clone(), PlayersAvailabilityChanged);
    forward(app, mapped(shell.settings.changes(), |settings| settings.follow.clone()), FollowChanged);
}

fn forward<R: Runtime, T: Clone + Send + Sync + 'static, E: Event + Serialize + Clone>(
    app: &AppHandle<R>,
    changes: watch::Receiver<T>,
    event: impl Fn(T) -> E + Send + 'static,
) {
    let app = app.clone();
    follow(changes, move |value| {
        if let Err(error) = event(value).emit(&app) {
            tracing::warn!("the windows could not be told: {error}");
        }
    });
}
