//! The listener's states, as a pure machine: an input and the time go in, effects come out.

use tokio::time::Instant;

use super::condition::Condition;
use crate::clean_title::{CleanSettings, Cleaner, Titles};
use crate::follow::Origin;
use crate::now_playing::{NothingReason, NowPlaying, Playback};
use crate::settings::ListenerSettings;
use crate::snapshot::{Snapshot, Song};
use crate::source::{Observation, SourceEntry, SourceEvent, SourceId, SourceState};
use crate::status::{OfflineCause, Status};

/// What others want of the listener.
#[derive(Debug, Clone)]
pub enum Intent {
    /// Select a source.
    Select(SourceId),
    /// Start.
    Start,
    /// Stop.
    Stop,
    /// Try again now.
    TryAgain,
    /// What the source that runs has said, and is still about to say, counts no more: begin anew with it.
    Restart,
    /// These sources exist. None is not among them.
    Sources(Vec<SourceEntry>),
    /// Show songs of a private session, or don't.
    ShowPrivate(bool),
    /// Clean titles in this way.
    CleanTitles(CleanSettings),
}

/// What happens to the listener.
#[derive(Debug, Clone)]
pub enum Input {
    /// Somebody wants something.
    Intent(Intent),
    /// The source that was started by start number `start` reported.
    Reported {
        /// Which start.
        start: u64,
        /// What it said.
        event: SourceEvent,
    },
    /// Time has passed.
    TimePassed,
}

impl From<Intent> for Input {
    fn from(intent: Intent) -> Self {
        Self::Intent(intent)
    }
}

/// What has to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Start listening to this source; its events belong to start number `start`. An earlier source has been stopped.
    StartSource {
        /// Which start.
        start: u64,
        /// Which source.
        source: SourceId,
    },
    /// Stop the source that is running.
    StopSource,
    /// Tell the source that is running that the user wants another try now.
    WakeSource,
    /// Remember this.
    Remember(ListenerSettings),
}

/// The listener.
#[derive(Debug)]
pub struct Listener {
    run: String,
    number: u32,
    sources: Vec<SourceEntry>,
    selected: SourceId,
    listening: bool,
    show_private: bool,
    cleaner: Cleaner,
    start: u64,
    running: bool,
    condition: Condition,
}

impl Listener {
    /// A listener as it was remembered. `run` is random at every start of the app.
    #[must_use]
    pub fn new(run: String, remembered: ListenerSettings, show_private: bool) -> Self {
        let listening = remembered.listening && remembered.selected != SourceId::None;
        Self {
            run,
            number: 0,
            sources: Vec::new(),
            selected: remembered.selected,
            listening,
            show_private,
            cleaner: Cleaner::default(),
            start: 0,
            running: false,
            condition: Condition::Starting,
        }
    }

    /// The listener, cleaning titles in this way from the beginning.
    #[must_use]
    pub fn cleaning_titles(self, settings: &CleanSettings) -> Self {
        Self { cleaner: Cleaner::new(settings), ..self }
    }

    /// Takes in `input` at `now` and says what has to be done, in this order.
    pub fn apply(&mut self, input: impl Into<Input>, now: Instant) -> Vec<Effect> {
        let remembered = self.remembered();
        let mut effects = match input.into() {
            Input::Intent(intent) => self.wanted(intent),
            // An answer that belongs to an earlier selection or start is dropped.
            Input::Reported { start, event } => {
                if self.running && start == self.start {
                    self.condition.reported(event, now);
                }
                Vec::new()
            }
            Input::TimePassed => Vec::new(),
        };
        self.condition.age(now);
        if self.remembered() != remembered {
            effects.push(Effect::Remember(self.remembered()));
        }
        effects
    }

    /// When [`Input::TimePassed`] is due: when what was observed is no longer to be shown as live.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.condition.deadline()
    }

    /// The state, numbered one higher than the one before.
    #[must_use]
    pub fn next_snapshot(&mut self) -> Snapshot {
        self.number += 1;
        self.snapshot()
    }

    /// The state, with the number of the one before.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let (status, song) = self.shown();
        Snapshot {
            run: self.run.clone(),
            number: self.number,
            sources: self.listed(),
            selected: self.selected.clone(),
            listening: self.listening,
            status,
            song,
            origin: self.condition.origin().filter(|_| self.listening).cloned(),
        }
    }

    /// What is to be remembered between two starts of the app.
    #[must_use]
    pub fn remembered(&self) -> ListenerSettings {
        ListenerSettings { selected: self.selected.clone(), listening: self.listening }
    }

    fn wanted(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Select(source) => self.select(source),
            Intent::Start if self.selected != SourceId::None && !self.listening => {
                self.listening = true;
                self.start_source()
            }
            Intent::Stop if self.listening => {
                self.listening = false;
                self.stop_source()
            }
            Intent::TryAgain if self.running => vec![Effect::WakeSource],
            Intent::TryAgain if self.listening => self.start_source(),
            Intent::Restart if self.running => {
                let mut effects = self.stop_source();
                effects.extend(self.start_source());
                effects
            }
            Intent::Sources(sources) => self.sources_changed(sources),
            Intent::ShowPrivate(show) => {
                self.show_private = show;
                Vec::new()
            }
            Intent::CleanTitles(settings) => {
                self.cleaner = Cleaner::new(&settings);
                Vec::new()
            }
            Intent::Start | Intent::Stop | Intent::TryAgain | Intent::Restart => Vec::new(),
        }
    }

    fn select(&mut self, source: SourceId) -> Vec<Effect> {
        if source == self.selected || (source != SourceId::None && self.entry(&source).is_none()) {
            return Vec::new();
        }
        self.selected = source;
        let mut effects = self.stop_source();
        if self.selected == SourceId::None {
            self.listening = false;
        } else if self.listening {
            effects.extend(self.start_source());
        }
        effects
    }

    fn entry(&self, source: &SourceId) -> Option<&SourceEntry> {
        self.sources.iter().find(|entry| entry.id == *source)
    }

    fn start_source(&mut self) -> Vec<Effect> {
        self.condition = Condition::Starting;
        if self.running || self.entry(&self.selected).is_none_or(|entry| entry.state == SourceState::SignInAgain) {
            return Vec::new();
        }
        self.running = true;
        self.start += 1;
        vec![Effect::StartSource { start: self.start, source: self.selected.clone() }]
    }

    fn stop_source(&mut self) -> Vec<Effect> {
        self.condition = Condition::Starting;
        if std::mem::take(&mut self.running) { vec![Effect::StopSource] } else { Vec::new() }
    }

    fn sources_changed(&mut self, sources: Vec<SourceEntry>) -> Vec<Effect> {
        let before = self.entry(&self.selected).cloned();
        self.sources = sources;
        // A player comes and goes; who selected it waits for it.
        if let SourceId::Player(id) = &self.selected
            && self.entry(&self.selected).is_none()
        {
            let unknown = || SourceEntry {
                name: Some(id.program().to_owned()),
                app: Some(id.program().to_owned()),
                ..SourceEntry::new(self.selected.clone(), SourceState::Gone)
            };
            let gone = SourceEntry { state: SourceState::Gone, tab: None, ..before.clone().unwrap_or_else(unknown) };
            self.sources.push(gone);
        }
        let after = self.entry(&self.selected).map(|entry| entry.state);
        match after {
            // It went away because the user took it away: log-out, other credentials.
            None if before.is_some() => {
                self.selected = SourceId::None;
                self.listening = false;
                self.stop_source()
            }
            // It was never there: what was remembered is gone.
            None if self.selected != SourceId::None => {
                self.selected = SourceId::None;
                self.listening = false;
                Vec::new()
            }
            Some(SourceState::SignInAgain) => self.stop_source(),
            Some(SourceState::Ready | SourceState::Gone) if self.listening && !self.running => self.start_source(),
            _ => Vec::new(),
        }
    }

    fn listed(&self) -> Vec<SourceEntry> {
        let none = SourceEntry::new(SourceId::None, SourceState::Ready);
        std::iter::once(none)
            .chain(
                self.sources
                    .iter()
                    .filter(|entry| entry.state == SourceState::Ready || entry.id == self.selected)
                    .cloned(),
            )
            .collect()
    }

    fn shown(&self) -> (Status, Option<Song>) {
        if !self.listening {
            return (Status::Inactive, None);
        }
        if self.entry(&self.selected).is_some_and(|entry| entry.state == SourceState::SignInAgain) {
            return (Status::SignInAgain, None);
        }
        match &self.condition {
            Condition::Starting => (Status::Nothing { reason: NothingReason::Starting }, None),
            Condition::Observed { observation, overdue: false } => self.observed(observation),
            Condition::Observed { observation, overdue: true } => {
                (Status::Offline { cause: OfflineCause::Network }, self.no_longer_live(observation))
            }
            Condition::Troubled { trouble, last } => {
                let song = last.as_ref().and_then(|last| self.no_longer_live(last));
                (trouble.clone().into(), song)
            }
        }
    }

    fn observed(&self, observation: &Observation) -> (Status, Option<Song>) {
        match &observation.playback {
            Playback::Nothing(reason) => (Status::Nothing { reason: *reason }, None),
            Playback::Song { private_session: true, .. } | Playback::Advert { private_session: true }
                if !self.show_private =>
            {
                (Status::Private, None)
            }
            Playback::Advert { .. } => (Status::Advert, None),
            Playback::Song { now_playing, playing, .. } => {
                let status = if *playing { Status::Playing } else { Status::Paused };
                let song = Song {
                    now_playing: self.cleaned(now_playing, observation.origin.as_ref()),
                    read_at: observation.read_at,
                    playing: *playing,
                    live: true,
                };
                (status, Some(song))
            }
        }
    }

    fn cleaned(&self, now_playing: &NowPlaying, origin: Option<&Origin>) -> NowPlaying {
        let source = origin.map_or(&self.selected, |origin| &origin.source);
        let app = match source {
            SourceId::Player(id) => origin
                .and_then(|origin| origin.app.as_deref())
                .or_else(|| self.entry(source)?.app.as_deref())
                .unwrap_or_else(|| id.program()),
            SourceId::Spotify => "spotify",
            SourceId::Demo => "demo",
            SourceId::None | SourceId::Follow => return now_playing.clone(),
        };
        let titles = Titles::new(now_playing.title.as_str(), now_playing.subtitle.as_str());
        let Titles { title, subtitle } = self.cleaner.clean(app, titles);
        NowPlaying { title, subtitle, ..now_playing.clone() }
    }

    fn no_longer_live(&self, observation: &Observation) -> Option<Song> {
        let (_, song) = self.observed(observation);
        song.map(|song| Song { live: false, ..song })
    }
}
