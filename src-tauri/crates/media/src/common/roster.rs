//! The players that are running.

use songplate_core::player::{Player, PlayerId, Players};

/// The players in the order in which they appeared, each under a name that it keeps until it goes.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    entries: Vec<Entry>,
    last: u64,
}

/// Names one appearance of a player; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Appearance(u64);

#[derive(Debug)]
struct Entry {
    appearance: Appearance,
    id: PlayerId,
    /// Nothing until it has said something.
    player: Option<Player>,
}

impl Roster {
    /// A player of this program appears, and gets the first name that is free.
    pub(crate) fn appear(&mut self, program: &str) -> (Appearance, PlayerId) {
        self.last += 1;
        let appearance = Appearance(self.last);
        let taken = |id: &PlayerId| self.entries.iter().any(|entry| entry.id == *id);
        let mut instance = 1;
        let mut id = PlayerId::new(program, instance);
        while taken(&id) {
            instance += 1;
            id = PlayerId::new(program, instance);
        }
        self.entries.push(Entry { appearance, id: id.clone(), player: None });
        (appearance, id)
    }

    /// What there is to say about a player now; whether the list is another one. About a player that is gone nothing is
    /// said any more.
    pub(crate) fn tell(&mut self, appearance: Appearance, player: Player) -> bool {
        let entry = self.entries.iter_mut().find(|entry| entry.appearance == appearance);
        entry.map(|entry| entry.player = Some(player)).is_some()
    }

    /// The player is gone, and its name is free; whether the list is another one.
    pub(crate) fn go(&mut self, appearance: Appearance) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.appearance != appearance);
        self.entries.len() != before
    }

    /// Everybody is gone.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// The list, as others see it.
    pub(crate) fn players(&self) -> Players {
        self.entries.iter().filter_map(|entry| entry.player.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use songplate_core::player::PlayState;
    use tokio::time::Instant;

    use super::*;

    fn player(id: &PlayerId) -> Player {
        Player {
            id: id.clone(),
            name: "A player".to_owned(),
            app: id.program().to_owned(),
            state: PlayState::Stopped,
            song: None,
            read_at: Instant::now(),
        }
    }

    fn names(roster: &Roster) -> Vec<String> {
        roster.players().iter().map(|player| player.id.to_string()).collect()
    }

    #[test]
    fn instances_are_numbered_and_keep_their_names() {
        let mut roster = Roster::default();
        let all: Vec<_> = ["vlc", "mpv", "VLC", "vlc"].map(|program| roster.appear(program)).into();
        // They answer in another order.
        for (appearance, id) in all.iter().rev() {
            roster.tell(*appearance, player(id));
        }
        assert_eq!(names(&roster), ["vlc", "mpv", "vlc#2", "vlc#3"]);
        roster.go(all[0].0);
        assert_eq!(names(&roster), ["mpv", "vlc#2", "vlc#3"]);
        let (appearance, id) = roster.appear("vlc");
        roster.tell(appearance, player(&id));
        assert_eq!(names(&roster), ["mpv", "vlc#2", "vlc#3", "vlc"]);
    }

    #[test]
    fn what_comes_too_late_is_dropped() {
        let mut roster = Roster::default();
        let (old, id) = roster.appear("vlc");
        roster.go(old);
        roster.appear("vlc");
        roster.tell(old, player(&id));
        assert!(roster.players().is_empty());
    }
}
