//! The program from its first line to its last.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::{SystemClock, WallClock};
use tauri::{App, AppHandle, Manager, RunEvent, WindowEvent, Wry};

use crate::covers::CoverProtocol;
use crate::file_outputs::FileOutputs;
use crate::follow::mapped;
use crate::health::Health;
use crate::launch::{Environment, Launch};
use crate::notices::Notices;
use crate::overlays::Overlays;
use crate::profile::{Profile, ProfileError};
use crate::state::Shell;
use crate::updates::Updates;
use crate::words::{AT_LOGIN, STARTED_AGAIN, Word, Words, readable};
use crate::{
    arrivals, bindings, clipboard, closing, events, logging, runtime_file, start_again, tray, waiting, wiring,
};

/// The environment makes no sense.
const BAD_LAUNCH: u8 = 2;
/// Another process holds the profile, and can't be spoken to.
const PROFILE_IN_USE: u8 = 3;

/// How long a program that is ending is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs the program until it ends.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match readable(std::env::args_os().skip(1).collect()) {
        Ok(arguments) => arguments,
        // Plugins read the arguments in a way that panics; a fresh start without those that can't be read does not.
        Err(arguments) => return start_again::with(&arguments),
    };
    let launch = match Launch::new(Environment::of_this_process(), Words::read(&arguments)) {
        Ok(launch) => launch,
        Err(error) => return complain(BAD_LAUNCH, &error),
    };
    // One crypto provider for the whole program; an error means that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();

    let app = match build(&launch) {
        Ok(app) => app,
        Err(error) => return build_failed(&launch, &arguments, &error),
    };
    let profile = profile_of(&app, &launch);
    let lock = match profile.lock(PATIENCE) {
        Ok(lock) => Some(lock),
        Err(error @ ProfileError::InUse(_)) => return complain(PROFILE_IN_USE, &error),
        // A disk that can't be written is told in the window; it is no reason not to open one.
        Err(error @ ProfileError::Unusable(..)) => {
            eprintln!("songplate: {error}");
            None
        }
    };
    // Nobody was there to quit.
    if launch.words.word == Some(Word::Quit) {
        return ExitCode::SUCCESS;
    }
    if let Err(error) = set_up(&app, &launch, profile) {
        return complain(1, error.as_ref());
    }
    let leftover = launch.profile_dir.as_ref().and_then(|_| app.path().app_config_dir().ok());
    let ending = app.state::<Updates>().ending();
    let code = app.run_return(|app, event| on_event(app, &event));
    if let Some(dir) = leftover {
        // The plugin that keeps the windows' places makes a folder of its own, even when its file is in the profile.
        let _ = std::fs::remove_dir(dir);
    }
    // Held until everything is written. An installation after this may wait for a password; a new start need not.
    drop(lock);
    if let Some(arguments) = ending.carry_out() {
        return start_again::with(&arguments);
    }
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

fn build(launch: &Launch) -> tauri::Result<App> {
    let mut context = tauri::generate_context!();
    // The name by which a second start finds the first one is made of the identifier, on every system.
    if let Some(dir) = &launch.profile_dir {
        let hash = Profile::new(dir.clone()).hash();
        context.config_mut().identifier = format!("app.songplate.p{hash}");
    }
    tauri::Builder::default()
        .manage(arrivals::Door::closed())
        // Must be first: a second start ends here.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            arrivals::forwarded(app, Words::read(arguments.iter().skip(1)));
        }))
        .plugin(tauri_plugin_autostart::Builder::new().arg(AT_LOGIN).build())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_updater::Builder::new().build())
        .register_asynchronous_uri_scheme_protocol("cover", |context, request, responder| {
            let app = context.app_handle().clone();
            let path = request.uri().path().to_owned();
            tauri::async_runtime::spawn(async move {
                let covers = Arc::clone(&app.state::<Arc<CoverProtocol>>());
                responder.respond(covers.answer(&path).await);
            });
        })
        .invoke_handler(bindings::builder().invoke_handler())
        .build(context)
}

fn profile_of(app: &App, launch: &Launch) -> Profile {
    let dir = launch.profile_dir.clone().or_else(|| app.path().app_data_dir().ok());
    // Without a home there is still a working directory.
    Profile::new(dir.unwrap_or_else(|| "songplate-profile".into()))
}

fn set_up(app: &App, launch: &Launch, profile: Profile) -> Result<(), Box<dyn std::error::Error>> {
    let handle = app.handle();
    if let Err(error) = handle.plugin(logging::plugin(&profile)) {
        eprintln!("songplate: nothing can be logged: {error}");
    }
    handle.plugin(
        tauri_plugin_window_state::Builder::new()
            .with_filename(profile.window_state().to_string_lossy())
            .with_state_flags(
                tauri_plugin_window_state::StateFlags::POSITION | tauri_plugin_window_state::StateFlags::SIZE,
            )
            .build(),
    )?;
    bindings::builder().mount_events(app);
    let notices = Arc::new(Notices::new());
    let clock: Arc<dyn WallClock> = Arc::new(SystemClock);
    let run = wiring::random_run()?;
    wiring::wire(handle, launch, &profile, run.clone(), Arc::clone(&notices), Arc::clone(&clock))?;
    let listening = mapped(app.state::<Shell>().snapshots.clone(), |snapshot| snapshot.listening);
    let updates = Updates::start(handle, listening, Arc::clone(&clock));
    updates.notice(&notices);
    app.manage(updates);
    app.manage(Health::watch(handle, clock));
    let overlays = app.state::<Overlays>();
    runtime_file::keep(&profile, run, &overlays);
    overlays.keep_loaders(&profile);
    app.manage(profile);
    events::tell_windows(handle);
    handle.manage(clipboard::Copied::default());
    handle.manage(closing::Asking::default());
    tray::show_in_tray(handle);
    arrivals::watch_system_links(handle);
    end_on_signals(handle);
    #[cfg(debug_assertions)]
    register_scheme(handle);
    app.manage(launch.words.clone());
    Ok(())
}

/// Ends in good order when the system asks for it, at the end of a session for example.
fn end_on_signals(app: &AppHandle) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()] {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                match signal(kind) {
                    Ok(mut signals) => {
                        signals.recv().await;
                        app.state::<Updates>().ending().leave_alone();
                        app.exit(0);
                    }
                    Err(error) => tracing::warn!("a signal can't be listened for: {error}"),
                }
            });
        }
    }
    #[cfg(not(unix))]
    let _ = app;
}

/// A development build has no package that registers the scheme.
#[cfg(debug_assertions)]
fn register_scheme(app: &AppHandle) {
    use tauri_plugin_deep_link::DeepLinkExt;
    if std::env::var_os("SONGPLATE_PROFILE_DIR").is_none()
        && cfg!(any(target_os = "linux", windows))
        && let Err(error) = app.deep_link().register_all()
    {
        tracing::warn!("the scheme could not be registered: {error}");
    }
}

fn on_event(app: &AppHandle<Wry>, event: &RunEvent) {
    match event {
        RunEvent::Ready => arrivals::first(app, &app.state::<Words>()),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => crate::windows::show(app, crate::windows::Which::Popup),
        RunEvent::WindowEvent { label, event: WindowEvent::CloseRequested { api, .. }, .. } => {
            closing::close_requested(app, label, api);
        }
        RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } => {
            // One that left something behind would show in the next one's number.
            tracing::info!("the window {label} is gone, and {} tasks go on", waiting::tasks());
        }
        // From here on a new start is a start of its own: it waits for the profile, and is not lost with this one.
        RunEvent::ExitRequested { code, api, .. } if code.is_some() || !closing::goes_on(app, api) => {
            tauri_plugin_single_instance::destroy(app);
        }
        RunEvent::Exit => {
            app.state::<Updates>().finish();
            app.state::<FileOutputs>().finish();
            app.state::<Shell>().settings.finish();
            runtime_file::remove(&app.state::<Profile>());
        }
        _ => {}
    }
}

/// A second start could not reach the first one. If that one is ending, this one takes its place.
fn build_failed(launch: &Launch, arguments: &[String], error: &tauri::Error) -> ExitCode {
    let Some(dir) = launch.profile_dir.clone().or_else(default_dir) else { return complain(1, error) };
    match Profile::new(dir).lock(PATIENCE) {
        Ok(lock)
            if matches!(error, tauri::Error::PluginInitialization(..))
                && arguments.iter().all(|argument| argument != STARTED_AGAIN) =>
        {
            drop(lock);
            start_again::with(arguments)
        }
        Err(in_use @ ProfileError::InUse(_)) => complain(PROFILE_IN_USE, &in_use),
        Ok(_) | Err(ProfileError::Unusable(..)) => complain(1, error),
    }
}

/// Where the profile is when no app could be built to ask.
fn default_dir() -> Option<std::path::PathBuf> {
    dirs::data_dir().map(|dir| dir.join("app.songplate"))
}

fn complain(code: u8, error: &(impl std::fmt::Display + ?Sized)) -> ExitCode {
    eprintln!("songplate: {error}");
    ExitCode::from(code)
}
