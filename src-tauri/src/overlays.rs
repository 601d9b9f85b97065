//! The overlays: what the settings say of them, what the server is told, and what the windows see of both.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use songplate_core::overlay::{Behaviour, BuiltIn, Look, SavedStyle, Style, built_in_styles, export_style};
use songplate_core::settings::Settings;
use songplate_outputs::server::{Served, ServerHandle, ServerSettings, ServerState, loader_page};
use specta::Type;
use tokio::sync::watch;

use crate::commands::CommandError;
use crate::follow::{Recomputed, follow_from_now};
use crate::messages::Messages;
use crate::notices::{NoticeKind, Notices};
use crate::profile::{Profile, make_private_dir, write_private};
use crate::store::SettingsStore;

/// The server, the overlays and the styles, as the windows see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct OverlaysView {
    /// The port that is wanted.
    pub(crate) port: u16,
    /// Whether other machines of the network may ask too.
    pub(crate) lan: bool,
    /// Where the server stands.
    pub(crate) server: ServerState,
    /// The overlays; there is at least one.
    pub(crate) overlays: Vec<OverlayView>,
    /// The built-in styles, then the user's own.
    pub(crate) styles: Vec<StyleView>,
}

/// One overlay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct OverlayView {
    /// Names it for as long as it exists.
    pub(crate) id: String,
    /// What the user calls it.
    pub(crate) name: String,
    /// The id of its style; always one that there is.
    pub(crate) style: String,
    /// When it shows something.
    pub(crate) behaviour: Behaviour,
    /// Its link, while the server answers.
    pub(crate) url: Option<String>,
    /// Its links for other machines of the network, one for each address of this machine.
    pub(crate) lan_urls: Vec<String>,
    /// How many pages show it now.
    pub(crate) pages: u32,
}

/// One style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct StyleView {
    /// Names it.
    pub(crate) id: String,
    /// Whether it came with the program; it can't be changed then.
    pub(crate) built_in: bool,
    /// The style.
    pub(crate) style: Style,
}

/// The overlays there are, and the server that serves them.
#[derive(Clone)]
pub(crate) struct Overlays {
    settings: Arc<SettingsStore>,
    downloads: Option<PathBuf>,
    server: ServerHandle,
}

impl Overlays {
    pub(crate) fn new(settings: Arc<SettingsStore>, downloads: Option<PathBuf>, server: ServerHandle) -> Self {
        Self { settings, downloads, server }
    }

    /// What the windows see, as it changes.
    pub(crate) fn views(&self) -> watch::Receiver<OverlaysView> {
        let overlays = self.clone();
        let views = Recomputed::new(move || overlays.view());
        views.when_changed(self.settings.changes());
        views.when_changed(self.server.state.clone());
        views.when_changed(self.server.pages.clone());
        views.subscribe()
    }

    /// Where the server stands, as that changes.
    pub(crate) fn server_states(&self) -> watch::Receiver<ServerState> {
        self.server.state.clone()
    }

    /// How many pages show each overlay, as that changes.
    pub(crate) fn pages(&self) -> watch::Receiver<BTreeMap<String, u32>> {
        self.server.pages.clone()
    }

    /// Changes the settings.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut Settings) -> R) -> R {
        self.settings.change(change)
    }

    /// Keeps the pages that wait for the app at the links as they are now. One that the user never asked for is not made.
    pub(crate) fn keep_loaders(&self, profile: &Profile) {
        let profile = profile.clone();
        follow_from_now(self.views(), move |view| {
            for overlay in view.overlays {
                let (path, Some(url)) = (profile.loader(&overlay.id), overlay.url) else { continue };
                let page = loader_page(&url);
                if std::fs::read(&path).is_ok_and(|kept| kept != page.as_bytes())
                    && let Err(error) = write_private(&path, page.as_bytes())
                {
                    tracing::warn!("a page for OBS can't be kept up to date: {error}");
                }
            }
        });
    }

    /// Tells the user when the links have changed by themselves, or lead nowhere.
    pub(crate) fn notice(&self, notices: &Arc<Notices>) {
        let notices = Arc::clone(notices);
        follow_from_now(self.server.state.clone(), move |state| {
            notices.clear(|kind| matches!(kind, NoticeKind::OverlayPortTaken { .. } | NoticeKind::OverlaysDown));
            match state {
                ServerState::Running { port, taken: Some(wanted), .. } => {
                    notices.raise(NoticeKind::OverlayPortTaken { wanted, port });
                }
                ServerState::Failed { .. } => notices.raise(NoticeKind::OverlaysDown),
                ServerState::Starting | ServerState::Running { .. } => {}
            }
        });
    }

    /// The style of this id.
    pub(crate) fn style(&self, id: &str) -> Style {
        self.settings.current().styles.get(id)
    }

    /// The link of the first overlay, while the server answers.
    pub(crate) fn link(&self) -> Option<String> {
        self.view().overlays.into_iter().next().and_then(|overlay| overlay.url)
    }

    /// What the windows see.
    pub(crate) fn view(&self) -> OverlaysView {
        let Settings { overlay, styles, .. } = self.settings.current();
        let server = self.server.state.borrow().clone();
        let pages = self.server.pages.borrow();
        let lan = match &server {
            ServerState::Running { lan: true, .. } => lan_addresses(),
            _ => Vec::new(),
        };
        let overlays = overlay.overlays.iter().map(|one| {
            let url = |host: &str| {
                server.port().map(|port| format!("http://{host}:{port}/overlay?token={}", one.token.as_str()))
            };
            OverlayView {
                id: one.id.clone(),
                name: one.name.clone(),
                style: if styles.has(&one.style) { one.style.clone() } else { built_in_styles()[0].id.to_owned() },
                behaviour: one.behaviour.clone(),
                url: url("127.0.0.1"),
                lan_urls: lan.iter().filter_map(|host| url(host)).collect(),
                pages: pages.get(&one.id).copied().unwrap_or_default(),
            }
        });
        let built_in =
            |BuiltIn { id, style }: &BuiltIn| StyleView { id: (*id).to_owned(), built_in: true, style: style.clone() };
        let own =
            |SavedStyle { id, style }: &SavedStyle| StyleView { id: id.clone(), built_in: false, style: style.clone() };
        OverlaysView {
            port: overlay.port,
            lan: overlay.lan,
            overlays: overlays.collect(),
            styles: built_in_styles().iter().map(built_in).chain(styles.own.iter().map(own)).collect(),
            server,
        }
    }

    /// Writes the page that waits for the app and then shows the overlay; its path.
    pub(crate) fn save_loader(&self, profile: &Profile, id: &str) -> Result<String, CommandError> {
        let view = self.view();
        let overlay = view.overlays.into_iter().find(|overlay| overlay.id == id).ok_or(CommandError::Gone)?;
        let url = overlay.url.ok_or(CommandError::Unwritable)?;
        let path = profile.loader(&overlay.id);
        path.parent().map_or(Ok(()), make_private_dir).map_err(|error| unwritable(&error))?;
        write_private(&path, loader_page(&url).as_bytes()).map_err(|error| unwritable(&error))?;
        Ok(path.display().to_string())
    }

    /// Writes a style as a file into the user's downloads; its path.
    pub(crate) fn save_style(&self, id: &str) -> Result<String, CommandError> {
        let style = self.style(id);
        let dir = self.downloads.as_ref().ok_or(CommandError::Unwritable)?;
        let path = dir.join(format!("{}.songplate-style.json", file_name(&style.name)));
        write_private(&path, export_style(&style).as_bytes()).map_err(|error| unwritable(&error))?;
        Ok(path.display().to_string())
    }
}

fn unwritable(error: &std::io::Error) -> CommandError {
    tracing::warn!("a file can't be written: {error}");
    CommandError::Unwritable
}

/// A name as a file's: letters and digits stay, anything else becomes a dash.
fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|character| if character.is_alphanumeric() { character } else { '-' }).collect();
    let plain = plain.trim_matches('-').to_owned();
    if plain.is_empty() { "style".to_owned() } else { plain }
}

/// What the server is told.
pub(crate) fn server_settings(settings: &Settings) -> ServerSettings {
    let advert = Messages::of(settings.preferences.language).get("native_advert");
    let served = settings.overlay.overlays.iter().map(|overlay| Served {
        id: overlay.id.clone(),
        token: overlay.token.clone(),
        look: Look {
            page: String::new(),
            style: settings.styles.get(&overlay.style),
            behaviour: overlay.behaviour.clone(),
            advert: advert.to_owned(),
        },
    });
    ServerSettings { port: settings.overlay.port, lan: settings.overlay.lan, overlays: served.collect() }
}

/// This machine's addresses in its networks.
fn lan_addresses() -> Vec<String> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!("this machine's addresses can't be read: {error}");
        Vec::new()
    });
    let outside = interfaces.into_iter().filter(|interface| !interface.is_loopback());
    outside.map(|interface| interface.ip()).filter(std::net::IpAddr::is_ipv4).map(|ip| ip.to_string()).collect()
}
