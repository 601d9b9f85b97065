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
    /// What plays, or why there is nothing, for the menu.
    pub(super) line: String,
    pub(super) can_start: bool,
    pub(super) can_stop: bool,
    /// The source list as the popup has it.
    pub(super) sources: Vec<TraySource>,
    /// How often the user has chosen an entry: systems tick the entry of a source by themselves, even when it was ticked
    /// already and so nothing else changes.
    pub(super) picks: u32,
    /// The newer version that waits for the user.
    pub(super) update: Option<String>,
}

/// A source to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TraySource {
    pub(super) id: SourceId,
    pub(super) label: String,
    pub(super) selected: bool,
}

impl TrayModel {
    /// What there is to show of this snapshot, while this newer version waits for the user.
    pub(super) fn new(snapshot: &Snapshot, update: Option<&str>, language: Language, picks: u32) -> Self {
        let messages = Messages::of(language);
        let sources = snapshot.sources.iter().map(|entry| TraySource {
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
            line: match song {
                Some(song) if song.subtitle.is_empty() => shortened(&song.title),
                Some(song) => shortened(&format!("{} – {}", song.title, song.subtitle)),
                None => messages.get(status(&snapshot.status)).to_owned(),
            },
            can_start: !snapshot.listening && snapshot.selected != SourceId::None,
            can_stop: snapshot.listening,
            sources: sources.collect(),
            picks,
            update: update.map(str::to_owned),
        }
    }

    /// What the entry for updates is called.
    pub(super) fn update_label(&self) -> String {
        let messages = Messages::of(self.language);
        match &self.update {
            Some(version) => messages.get("update_offered").replace("{version}", version),
            None => messages.get("tray_check_updates").to_owned(),
        }
    }
}

/// The name of a status, without the time until when it lasts.
fn status(status: &Status) -> &'static str {
    match status {
        Status::Inactive => "status_inactive",
        Status::Playing => "status_playing",
        Status::Paused => "status_paused",
        Status::Nothing { .. } => "status_nothing",
        Status::Advert => "status_advert",
        Status::Private => "status_private",
        Status::Offline { .. } | Status::RateLimited { .. } | Status::Quota { .. } => "tray_waiting",
        Status::Forbidden { .. } => "status_forbidden",
        Status::SignInAgain => "status_sign_in_again",
    }
}

/// A source's name, as the popup's list has it.
fn label(entry: &SourceEntry, messages: Messages) -> String {
    let named = match (&entry.id, &entry.name) {
        (SourceId::None, _) => messages.get("source_none").to_owned(),
        (SourceId::Spotify, _) => messages.get("source_spotify").to_owned(),
        (SourceId::Follow, _) => messages.get("source_follow").to_owned(),
        (SourceId::Demo, _) => messages.get("source_demo").to_owned(),
        (SourceId::Player(id), name) => {
            let name = name.as_deref().unwrap_or(id.program());
            let called = match id.instance() {
                Some(number) => messages.get("source_instance").replace("{number}", number).replace("{source}", name),
                None => name.to_owned(),
            };
            match &entry.tab {
                Some(tab) => messages.get("source_tab").replace("{source}", &called).replace("{tab}", tab),
                None => called,
            }
        }
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
        let second = SourceEntry {
            name: Some("mpv".into()),
            ..SourceEntry::new("player:mpv#2".parse().expect("a source"), SourceState::Gone)
        };
        Snapshot {
            run: "run".into(),
            number: 1,
            sources: vec![
                SourceEntry::new(SourceId::None, SourceState::Ready),
                SourceEntry::new(SourceId::Spotify, SourceState::SignInAgain),
                browser,
                second,
            ],
            selected: SourceId::Spotify,
            listening: true,
            status,
            song,
            origin: None,
        }
    }

    #[test]
    fn the_picture_and_the_tooltip_tell_what_plays() {
        let playing = TrayModel::new(&listening(Status::Playing, Some("Paper Lanterns")), None, Language::En, 0);
        assert_eq!((playing.picture, playing.tooltip.as_str()), (Picture::Playing, "Paper Lanterns\nThe Quiet Hours"));
        assert_eq!(playing.line, "Paper Lanterns – The Quiet Hours");
        assert_eq!((playing.can_start, playing.can_stop), (false, true));
        let paused = TrayModel::new(&listening(Status::Paused, None), None, Language::En, 0);
        assert_eq!((paused.picture, paused.tooltip.as_str()), (Picture::Paused, "Songplate"));
        assert_eq!(paused.line, "Listening: paused");
        let stopped = Snapshot { listening: false, ..listening(Status::Inactive, None) };
        let stopped = TrayModel::new(&stopped, None, Language::En, 0);
        assert_eq!((stopped.picture, stopped.can_start, stopped.can_stop), (Picture::Stopped, true, false));
    }

    #[test]
    fn sources_are_called_as_in_the_popup() {
        let model = TrayModel::new(&listening(Status::Playing, None), None, Language::En, 0);
        let labels: Vec<_> = model.sources.iter().map(|source| (source.label.as_str(), source.selected)).collect();
        let expected = [
            ("None", false),
            ("Spotify API (sign in again)", true),
            ("Firefox: A page", false),
            ("mpv (2) (not running)", false),
        ];
        assert_eq!(labels, expected);
    }

    #[test]
    fn an_update_that_waits_is_told_where_one_looks_for_it() {
        let label = |update| TrayModel::new(&listening(Status::Playing, None), update, Language::En, 0).update_label();
        assert_eq!(label(None), "Check for updates");
        assert_eq!(label(Some("1.2.0")), "Version 1.2.0 is available");
    }

    #[test]
    fn a_long_title_is_cut() {
        let model = TrayModel::new(&listening(Status::Playing, Some(&"x".repeat(1_000))), None, Language::En, 0);
        assert!(model.tooltip.lines().all(|line| line.chars().count() <= LONGEST));
    }
}
