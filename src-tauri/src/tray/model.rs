//! What the tray shows, as a pure function of the snapshot.

use songplate_core::settings::Language;
use songplate_core::snapshot::Snapshot;
use songplate_core::source::{SourceEntry, SourceId, SourceState};
use songplate_core::status::Status;

use crate::messages::Messages;

/// The longest text of an entry or of the tooltip, in characters: systems cut longer ones, or draw them over the whole
/// screen.
const LONGEST: usize = 60;

/// The picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// Nothing is listened to.
    Stopped,
    /// It is listened, and nothing plays.
    Paused,
    /// Something plays.
    Playing,
}

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrayModel {
    pub(super) language: Language,
    pub(super) picture: Picture,
    /// What plays, or the program's name.
    pub(super) tooltip: String,
    pub(super) can_start: bool,
    pub(super) can_stop: bool,
    /// The source list as the popup has it.
    pub(super) sources: Vec<TraySource>,
}

/// A source to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TraySource {
    pub(super) id: SourceId,
    pub(super) label: String,
    pub(super) selected: bool,
}

impl TrayModel {
    /// What there is to show of this snapshot.
    pub(super) fn new(snapshot: &Snapshot, language: Language) -> Self {
        let messages = Messages::of(language);
        let none = SourceEntry::new(SourceId::None, SourceState::Ready);
        let sources = [&none].into_iter().chain(&snapshot.sources).map(|entry| TraySource {
            id: entry.id.clone(),
            label: shortened(&label(entry, messages)),
            selected: entry.id == snapshot.selected,
        });
        let song = snapshot.song.as_ref().filter(|song| song.live).map(|song| &song.now_playing);
        let tooltip = match song {
            Some(song) if song.subtitle.is_empty() => shortened(&song.title),
            Some(song) => format!("{}\n{}", shortened(&song.title), shortened(&song.subtitle)),
            None => "Songplate".to_owned(),
        };
        Self {
            language,
            picture: match (&snapshot.status, snapshot.listening) {
                (_, false) => Picture::Stopped,
                (Status::Playing | Status::Advert, true) => Picture::Playing,
                (_, true) => Picture::Paused,
            },
            tooltip,
            can_start: !snapshot.listening && snapshot.selected != SourceId::None,
            can_stop: snapshot.listening,
            sources: sources.collect(),
        }
    }
}

/// A source's name, as the popup's list has it.
fn label(entry: &SourceEntry, messages: Messages) -> String {
    let named = match (&entry.id, &entry.name) {
        (SourceId::None, _) => messages.get("source_none").to_owned(),
        (SourceId::Spotify, _) => messages.get("source_spotify").to_owned(),
        (SourceId::Follow, _) => messages.get("source_follow").to_owned(),
        (SourceId::Demo, _) => messages.get("source_demo").to_owned(),
        (SourceId::Player(_), Some(name)) => match &entry.tab {
            Some(tab) => format!("{name}: {tab}"),
            None => name.clone(),
        },
        (SourceId::Player(id), None) => id.program().to_owned(),
    };
    let filled = |key| messages.get(key).replace("{source}", &named);
    match entry.state {
        SourceState::Ready => named,
        SourceState::SignInAgain => filled("source_needs_sign_in"),
        SourceState::Gone => filled("source_gone"),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use songplate_core::now_playing::{Kind, NowPlaying, Rate};
    use songplate_core::snapshot::Song;
    use tokio::time::Instant;

    use super::*;

    fn listening(status: Status, title: Option<&str>) -> Snapshot {
        let song = title.map(|title| Song {
            now_playing: NowPlaying {
                id: "1".into(),
                kind: Kind::Track,
                title: title.into(),
                subtitle: "The Quiet Hours".into(),
                album: None,
                link: None,
                cover: None,
                duration_ms: None,
                position_ms: 0,
                rate: Rate::NORMAL,
            },
            read_at: Instant::now(),
            playing: true,
            live: true,
        });
        let browser = SourceEntry {
            name: Some("Firefox".into()),
            app: Some("firefox".into()),
            tab: Some("A page".into()),
            ..SourceEntry::new("player:firefox".parse().expect("a source"), SourceState::Ready)
        };
        Snapshot {
            run: "run".into(),
            number: 1,
            sources: vec![SourceEntry::new(SourceId::Spotify, SourceState::SignInAgain), browser],
            selected: SourceId::Spotify,
            listening: true,
            status,
            song,
            origin: None,
        }
    }

    #[test]
    fn the_picture_and_the_tooltip_tell_what_plays() {
        let playing = TrayModel::new(&listening(Status::Playing, Some("Paper Lanterns")), Language::En);
        assert_eq!((playing.picture, playing.tooltip.as_str()), (Picture::Playing, "Paper Lanterns\nThe Quiet Hours"));
        assert_eq!((playing.can_start, playing.can_stop), (false, true));
        let paused = TrayModel::new(&listening(Status::Paused, None), Language::En);
        assert_eq!((paused.picture, paused.tooltip.as_str()), (Picture::Paused, "Songplate"));
        let stopped = Snapshot { listening: false, ..listening(Status::Inactive, None) };
        let stopped = TrayModel::new(&stopped, Language::En);
        assert_eq!((stopped.picture, stopped.can_start, stopped.can_stop), (Picture::Stopped, true, false));
    }

    #[test]
    fn sources_are_called_as_in_the_popup() {
        let model = TrayModel::new(&listening(Status::Playing, None), Language::En);
        let labels: Vec<_> = model.sources.iter().map(|source| (source.label.as_str(), source.selected)).collect();
        assert_eq!(labels, [("None", false), ("Spotify API (sign in again)", true), ("Firefox: A page", false)]);
    }

    #[test]
    fn a_long_title_is_cut() {
        let model = TrayModel::new(&listening(Status::Playing, Some(&"x".repeat(1_000))), Language::En);
        assert!(model.tooltip.lines().all(|line| line.chars().count() <= LONGEST));
    }
}
