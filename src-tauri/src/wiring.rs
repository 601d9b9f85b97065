//! Puts the parts together.

use std::error::Error;
use std::sync::Arc;

use songplate_core::clock::WallClock;
use songplate_core::listener::{Intent, Listener, ListenerHandle};
use songplate_core::overlay::OverlayToken;
use songplate_core::player::Players;
use songplate_core::snapshot::Snapshot;
use songplate_core::status::RetryAfterStore;
use songplate_covers::Covers;
use songplate_media::watch_players;
use songplate_outputs::{SourceNames, files, server};
use songplate_spotify::client::api_client;
use songplate_spotify::exchange::AccountsClient;
use songplate_spotify::login::{Happening, LoginDriver, Parts};
use songplate_spotify::player::PlayerClient;
use songplate_spotify::source::SpotifySource;
use songplate_spotify::tokens::LoginTokens;
use songplate_spotify::vault::Vault;
use tauri::{AppHandle, Manager};
use tokio::sync::{mpsc, watch};

use crate::covers::CoverProtocol;
use crate::file_outputs::FileOutputs;
use crate::follow::mapped;
use crate::landing::landing_text;
use crate::launch::Launch;
use crate::messages::Messages;
use crate::notices::Notices;
use crate::overlays::{Overlays, server_settings};
use crate::profile::Profile;
use crate::secrets::SecretsKeeper;
use crate::source_name::source_name;
use crate::sources::{Sources, source_list};
use crate::state::Shell;
use crate::store::SettingsStore;
use crate::store::opening::open_document;
use crate::windows::{Which, show};

/// A name for this run of the program: 32 hex digits.
pub(crate) fn random_run() -> Result<String, Box<dyn Error>> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no randomness: {error}"))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// Builds every part and connects them; the commands find them as the state [`Shell`].
pub(crate) fn wire(
    app: &AppHandle,
    launch: &Launch,
    profile: &Profile,
    run: String,
    notices: Arc<Notices>,
    clock: Arc<dyn WallClock>,
) -> Result<(), Box<dyn Error>> {
    // The parts start their tasks on Tauri's runtime.
    let _in_runtime = tauri::async_runtime::handle().inner().enter();
    let path = profile.settings();
    let opened = open_document(&path, clock.now());
    let settings = Arc::new(SettingsStore::new(app, &path, &opened, Arc::clone(&notices))?);
    // Waits that are over, some of client IDs long forgotten.
    settings.change(|settings| settings.waits.retain(|_, wait| wait.until > clock.now()));
    let waits: Arc<dyn RetryAfterStore> = Arc::clone(&settings) as _;

    let account =
        launch.profile_dir.as_ref().map_or_else(|| "spotify".to_owned(), |_| format!("spotify-{}", profile.hash()));
    let keeper = SecretsKeeper::new(
        account,
        profile.secrets(),
        launch.secrets_in_file,
        Arc::clone(&notices),
        Arc::clone(&clock),
    );
    let vault = Arc::new(Vault::new(Arc::new(keeper)));
    let servers = launch.servers.clone();
    let http = api_client(&servers)?;
    let accounts = AccountsClient::new(http.clone(), servers.clone(), Arc::clone(&clock));
    let (ended_sender, ended) = mpsc::unbounded_channel();
    let tokens = Arc::new(LoginTokens::new(accounts.clone(), Arc::clone(&vault), ended_sender));
    let player = || PlayerClient::new(http.clone(), &servers, Arc::clone(&tokens) as _, Arc::clone(&clock));
    let parts = Parts {
        servers: servers.clone(),
        accounts,
        vault,
        tokens: Arc::clone(&tokens),
        player: Arc::new(player()),
        waits: Arc::clone(&waits),
        clock: Arc::clone(&clock),
        ended,
        landing_text: landing_text(Arc::clone(&settings)),
        secrets_path: profile.secrets().display().to_string(),
    };
    let remembered = settings.current();
    let (login, happenings) = LoginDriver::spawn(parts, remembered.spotify);

    let spotify = Arc::new(SpotifySource::new(player(), waits, Arc::clone(&clock)));
    let retries = spotify.retries();
    let players = watch_players();
    let sources = Sources {
        spotify,
        account: login.source.clone(),
        players: players.players.clone(),
        follow: mapped(settings.changes(), |settings| settings.follow.clone()),
    };
    let list = source_list(login.source.clone(), players.players.clone());
    let listener = Listener::new(run, remembered.listener, remembered.preferences.show_private)
        .cleaning_titles(&remembered.clean_titles);
    let first = list.borrow().clone();
    let started = listener.spawn(sources, first);

    let covers = CoverProtocol::following(Covers::new(servers.emulated_origin())?, started.snapshots.clone());
    app.manage(Arc::clone(&covers));
    wire_outputs(app, &settings, &started.snapshots, players.players.clone(), &covers, &notices, clock)?;
    follow_login(app, happenings, started.handle.clone());
    let (listener, snapshots) = (started.handle, started.snapshots);
    let shell = Shell { listener, snapshots, retries, login, players, settings, notices };
    shell.connect(started.remembered, list);
    app.manage(shell);
    Ok(())
}

/// Builds the outputs; the commands find them as the states [`Overlays`] and [`FileOutputs`].
fn wire_outputs(
    app: &AppHandle,
    settings: &Arc<SettingsStore>,
    snapshots: &watch::Receiver<Snapshot>,
    players: watch::Receiver<Players>,
    covers: &Arc<CoverProtocol>,
    notices: &Arc<Notices>,
    clock: Arc<dyn WallClock>,
) -> Result<(), Box<dyn Error>> {
    first_overlay(settings)?;
    let source_names: SourceNames = Arc::new(move |source| source_name(source, &players.borrow()));
    let server = server::spawn(server::Parts {
        settings: mapped(settings.changes(), server_settings),
        snapshots: snapshots.clone(),
        covers: Arc::clone(covers) as _,
        replies: mapped(settings.changes(), |settings| settings.replies.clone()),
        source_names: Arc::clone(&source_names),
    });
    let overlays = Overlays::new(Arc::clone(settings), app.path().download_dir().ok(), server);
    overlays.notice(notices);
    app.manage(overlays);
    let folder = app.path().document_dir().or_else(|_| app.path().home_dir())?.join("Songplate");
    let (snapshots, covers) = (snapshots.clone(), Arc::clone(covers));
    let files = FileOutputs::start(Arc::clone(settings), folder, |plans| {
        files::spawn(files::Parts { plans, snapshots, covers, source_names, clock })
    });
    files.notice(notices);
    app.manage(files);
    Ok(())
}

/// A user who has just arrived has an overlay to put into OBS.
fn first_overlay(settings: &SettingsStore) -> Result<(), Box<dyn Error>> {
    let (mut id, mut token) = ([0; 8], [0; 16]);
    getrandom::fill(&mut id)
        .and_then(|()| getrandom::fill(&mut token))
        .map_err(|error| format!("no randomness: {error}"))?;
    settings.change(|settings| {
        if settings.overlay.overlays.is_empty() {
            let name = Messages::of(settings.preferences.language).get("native_first_overlay");
            settings.overlay.add(name, id, OverlayToken::new(token)).map(drop)
        } else {
            Ok(())
        }
    })?;
    Ok(())
}

fn follow_login(app: &AppHandle, mut happenings: mpsc::UnboundedReceiver<Happening>, listener: ListenerHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        while let Some(happening) = happenings.recv().await {
            match happening {
                Happening::CameBack => show(&app, Which::Settings),
                // It may be somebody else's account: what the one before played, and is still being asked, counts no more.
                Happening::Linked => listener.send(Intent::Restart),
            }
        }
    });
}
