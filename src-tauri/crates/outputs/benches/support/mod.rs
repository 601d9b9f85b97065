//! What the programs that measure have in common.

use std::sync::Arc;

use songplate_core::covers::{CoverFile, CoverShelf};
use songplate_core::now_playing::{Kind, NowPlaying, Rate};
use songplate_core::overlay::{Behaviour, Look, OverlayToken, built_in_styles};
use songplate_core::reply::Replies;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::BoxFuture;
use songplate_outputs::server::{Parts, Served, ServerSettings, spawn};
use tokio::sync::watch;
use tokio::sync::watch::error::RecvError;

/// A server with one overlay, which runs until this is dropped.
pub(crate) struct Server {
    /// The address of its overlay.
    pub(crate) url: String,
    _settings: watch::Sender<ServerSettings>,
}

impl Server {
    /// Starts it on the runtime of the caller and waits until it answers; 0 is any port.
    pub(crate) async fn start(port: u16, snapshots: watch::Receiver<Snapshot>) -> Result<Self, RecvError> {
        let token = OverlayToken::new([7; 16]);
        let look = Look {
            page: String::new(),
            style: built_in_styles()[0].style.clone(),
            behaviour: Behaviour::default(),
            advert: "Advertisement".into(),
        };
        let overlays = vec![Served { id: "measured".into(), token: token.clone(), look }];
        let settings = watch::Sender::new(ServerSettings { port, lan: false, overlays });
        let mut server = spawn(Parts {
            settings: settings.subscribe(),
            snapshots,
            covers: Arc::new(NoCovers),
            replies: watch::Sender::new(Replies::default()).subscribe(),
            source_names: Arc::new(ToString::to_string),
        });
        let state = server.state.wait_for(|state| state.port().is_some()).await?;
        let port = state.port().unwrap_or_default();
        let url = format!("http://127.0.0.1:{port}/overlay?token={}", token.as_str());
        Ok(Self { url, _settings: settings })
    }
}

/// A song with this title, at its beginning.
pub(crate) fn song(title: String) -> NowPlaying {
    NowPlaying {
        id: title.clone(),
        kind: Kind::Track,
        title,
        subtitle: "The Artists".into(),
        album: Some("Album".into()),
        link: Some("https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC".into()),
        cover: None,
        duration_ms: Some(200_000),
        position_ms: 0,
        rate: Rate::NORMAL,
    }
}

struct NoCovers;

impl CoverShelf for NoCovers {
    fn get<'a>(&'a self, _key: &'a str) -> BoxFuture<'a, Option<CoverFile>> {
        Box::pin(async { None })
    }
}
