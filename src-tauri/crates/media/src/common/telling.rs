//! One player, as others are told of it.

use songplate_core::player::{Player, PlayerId};
use tokio::time::Instant;

use super::amend::{Amend, Input, News};

/// The longest name, in characters.
const LONGEST: usize = 60;

/// How a player is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Called {
    /// Its name for people.
    pub(crate) name: String,
    /// Its program, in lower case.
    pub(crate) app: String,
}

impl Called {
    /// The name for people is fit to be shown, and cut when it is too long for a list.
    pub(crate) fn new(name: &str, app: String) -> Self {
        Self { name: shortened(name), app }
    }
}

/// `name` with an ellipsis when it is too long.
fn shortened(name: &str) -> String {
    if name.chars().nth(LONGEST).is_none() {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// What came of something that a player said.
#[derive(Debug)]
pub(crate) struct Report {
    /// The player, if it is another one now.
    pub(crate) player: Option<Player>,
    /// Whether it was told with a position that is a guess, so that the player is to be asked for it.
    pub(crate) guessed: bool,
}

/// One player, and what was told of it.
#[derive(Debug)]
pub(crate) struct Telling {
    id: PlayerId,
    amend: Amend,
    last: Option<News>,
    called: Called,
}

impl Telling {
    /// A player that has not said anything.
    pub(crate) fn new(id: PlayerId, now: Instant) -> Self {
        Self { id, amend: Amend::new(now), last: None, called: Called::default() }
    }

    /// Whether it was ever told of.
    #[cfg(any(not(target_os = "macos"), test))]
    pub(crate) fn has_begun(&self) -> bool {
        self.last.is_some()
    }

    /// When it wants to be told that time has passed.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.amend.deadline()
    }

    /// Takes in what happened to the player, which is `called` so now.
    pub(crate) fn take_in(&mut self, input: Input, called: Called, now: Instant) -> Report {
        let news = self.amend.apply(input, now);
        let guessed = news.as_ref().is_some_and(|news| news.guessed && news.song.is_some());
        let changed = news.is_some();
        let Some(news) = news.or_else(|| self.last.take()) else { return Report { player: None, guessed } };
        let player = (changed || called != self.called).then(|| Player {
            id: self.id.clone(),
            name: called.name.clone(),
            app: called.app.clone(),
            state: news.state,
            song: news.song.clone(),
            read_at: news.read_at,
        });
        self.called = called;
        self.last = Some(news);
        Report { player, guessed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_ends_in_an_ellipsis() {
        let name = |name: &str| Called::new(name, "vlc".to_owned()).name;
        assert_eq!(name("VLC media player"), "VLC media player");
        assert_eq!(name(&"é".repeat(LONGEST)), "é".repeat(LONGEST));
        assert_eq!(name(&"é".repeat(1_000)), format!("{}…", "é".repeat(LONGEST - 1)));
        assert_eq!(name(&format!("{} and so on", "é".repeat(LONGEST - 2))), format!("{}…", "é".repeat(LONGEST - 2)));
    }
}
