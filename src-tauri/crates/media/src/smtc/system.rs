//! Asks Windows. Its objects may be called from any thread, and calls to them may block.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use songplate_core::now_playing::Cover;
use songplate_core::player::PlayersAvailability;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout};
use windows::Foundation::TypedEventHandler;
use windows::Media::Control::{
    GlobalSystemMediaTransportControlsSession as SystemSession,
    GlobalSystemMediaTransportControlsSessionManager as SessionManager,
};
use windows::Storage::Streams::{DataReader, IRandomAccessStreamReference};
use windows::core::Result as SystemResult;

use super::follow::{Events, Question, Session};
use super::said::{Answer, Media, Playback, Timeline};
use super::thumbnail::{self, LARGEST};
use super::watch::{self, Found};
use crate::WatchedPlayers;
use crate::common::sight::{self, Sight};

/// How long Windows may take to hand over its sessions.
const LIMIT: Duration = Duration::from_secs(10);
/// From the beginning of 1601 to that of 1970.
const UNIX_SECONDS: u64 = 11_644_473_600;

/// Watches the players on the runtime of the caller, until nobody looks any more. Editions of Windows without media
/// features have none.
pub(crate) fn watch_players() -> WatchedPlayers {
    sight::watch(PlayersAvailability::Available, PlayersAvailability::NotOnThisSystem, |sight| async move {
        watch_once(&sight).await
    })
}

async fn watch_once(sight: &Arc<Sight>) -> Result<Infallible, String> {
    let changed = Arc::new(Notify::new());
    let events = Arc::clone(&changed);
    let connecting = spawn_blocking(move || connect(&events).map_err(|error| error.to_string()));
    let connected = timeout(LIMIT, connecting).await.map_err(|_| "Windows does not tell its media sessions")?;
    let manager = connected.map_err(|error| error.to_string())??;
    sight.becomes(PlayersAvailability::Available);
    watch::watch(move || list(&manager).map_err(|error| error.to_string()), &changed, sight).await
}

fn connect(changed: &Arc<Notify>) -> SystemResult<SessionManager> {
    let manager = SessionManager::RequestAsync()?.join()?;
    let changed = Arc::clone(changed);
    // The handler goes with the manager.
    manager.SessionsChanged(&TypedEventHandler::new(move |_, _| {
        changed.notify_one();
        Ok(())
    }))?;
    Ok(manager)
}

fn list(manager: &SessionManager) -> SystemResult<Vec<Found<SystemSession>>> {
    let sessions = manager.GetSessions()?;
    // One that has gone meanwhile has no ID.
    let found = sessions.into_iter().filter_map(|session| {
        let aumid = session.SourceAppUserModelId().ok()?.to_string_lossy();
        Some(Found { aumid, session })
    });
    Ok(found.collect())
}

/// The handlers of a session, which are removed when this is dropped.
pub(super) struct Listening {
    session: SystemSession,
    media: Option<i64>,
    playback: Option<i64>,
    timeline: Option<i64>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let (session, media, playback, timeline) = (self.session.clone(), self.media, self.playback, self.timeline);
        let remove = move || {
            // A session that is gone has no handlers any more, either.
            let _ = media.map(|token| session.RemoveMediaPropertiesChanged(token));
            let _ = playback.map(|token| session.RemovePlaybackInfoChanged(token));
            let _ = timeline.map(|token| session.RemoveTimelinePropertiesChanged(token));
        };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn_blocking(remove);
        }
    }
}

impl Session for SystemSession {
    type Listening = Listening;

    fn listen(&self, events: &Arc<Events>) -> Listening {
        let [media, playback, timeline] = [Arc::clone(events), Arc::clone(events), Arc::clone(events)];
        let media = self.MediaPropertiesChanged(&TypedEventHandler::new(move |_, _| {
            media.media.notify_one();
            Ok(())
        }));
        let playback = self.PlaybackInfoChanged(&TypedEventHandler::new(move |_, _| {
            playback.state.notify_one();
            Ok(())
        }));
        let timeline = self.TimelinePropertiesChanged(&TypedEventHandler::new(move |_, _| {
            timeline.state.notify_one();
            Ok(())
        }));
        Listening { session: self.clone(), media: media.ok(), playback: playback.ok(), timeline: timeline.ok() }
    }

    fn read(&self, question: Question, known: Option<&Cover>) -> Answer {
        let media = (question == Question::All).then(|| media(self, known).ok()).flatten();
        let playback = playback(self).ok();
        let timeline = timeline(self).ok();
        Answer { media, playback, timeline, now: time_of_day(), at: Instant::now() }
    }
}

fn media(session: &SystemSession, known: Option<&Cover>) -> SystemResult<Media> {
    let properties = session.TryGetMediaPropertiesAsync()?.join()?;
    let picture = properties.Thumbnail().and_then(|reference| picture(&reference)).unwrap_or_default();
    Ok(Media {
        title: properties.Title()?.to_string_lossy(),
        artist: properties.Artist()?.to_string_lossy(),
        album_artist: properties.AlbumArtist()?.to_string_lossy(),
        album_title: properties.AlbumTitle()?.to_string_lossy(),
        // An error is how Windows says that there is none; so with the rate.
        playback_type: properties.PlaybackType().and_then(|reference| reference.Value()).ok().map(|kind| kind.0),
        cover: thumbnail::cover(&picture, known),
    })
}

fn playback(session: &SystemSession) -> SystemResult<Playback> {
    let info = session.GetPlaybackInfo()?;
    let rate = info.PlaybackRate().and_then(|reference| reference.Value()).ok();
    Ok(Playback { status: info.PlaybackStatus()?.0, rate })
}

fn timeline(session: &SystemSession) -> SystemResult<Timeline> {
    let properties = session.GetTimelineProperties()?;
    Ok(Timeline {
        start: properties.StartTime()?.Duration,
        end: properties.EndTime()?.Duration,
        position: properties.Position()?.Duration,
        last_updated: properties.LastUpdatedTime()?.UniversalTime,
    })
}

/// The bytes of a picture; none when it is larger than any that is taken.
fn picture(reference: &IRandomAccessStreamReference) -> SystemResult<Vec<u8>> {
    let stream = reference.OpenReadAsync()?.join()?;
    let size = match u32::try_from(stream.Size()?) {
        Ok(size) if size as usize <= LARGEST => size,
        _ => return Ok(Vec::new()),
    };
    let reader = DataReader::CreateDataReader(&stream)?;
    let mut bytes = vec![0; reader.LoadAsync(size)?.join()? as usize];
    reader.ReadBytes(&mut bytes)?;
    Ok(bytes)
}

/// Now, in ticks of 100 nanoseconds since the beginning of 1601.
#[expect(clippy::disallowed_methods, reason = "players tell by the machine's clock when they were where they say")]
fn time_of_day() -> i64 {
    let since_1970 = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let ticks = (since_1970 + Duration::from_secs(UNIX_SECONDS)).as_nanos() / 100;
    i64::try_from(ticks).unwrap_or(i64::MAX)
}
