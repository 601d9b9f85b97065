//! What can play besides the script's songs.

use crate::playback::Item;
use crate::world::World;

/// The words of an episode or of a chapter, which the Web API gives the same shape.
pub(crate) struct Spoken {
    pub(crate) number: usize,
    pub(crate) name: &'static str,
    pub(crate) show: &'static str,
    pub(crate) publisher: &'static str,
    pub(crate) description: &'static str,
}

pub(crate) const EPISODE: Spoken = Spoken {
    number: 1,
    name: "Ep. 42: Why rain sounds like applause",
    show: "Small Sounds",
    publisher: "Field Notes Radio",
    description: "A show about listening.",
};

pub(crate) const CHAPTER: Spoken = Spoken {
    number: 2,
    name: "Chapter 7: The Ferry Does Not Come",
    show: "The Lighthouse Ledger",
    publisher: "Ana Virtanen",
    description: "A novel.",
};

pub(crate) const LOCAL_NAME: &str = "Basement Take 4";
pub(crate) const LOCAL_ARTIST: &str = "My Own Band";
pub(crate) const LOCAL_ALBUM: &str = "Demos";

impl World {
    /// Title, subtitle and album as a client should show them.
    pub(crate) fn words(&self, item: Item) -> [Option<String>; 3] {
        let owned = |text: &str| Some(text.to_owned());
        match item {
            Item::Track { index } => self.songs.get(index).map_or([None, None, None], |song| {
                [owned(&song.title), Some(song.artists.join(", ")), owned(&song.album)]
            }),
            Item::Episode => [owned(EPISODE.name), owned(EPISODE.show), None],
            Item::Chapter => [owned(CHAPTER.name), owned(CHAPTER.show), None],
            Item::Local => [owned(LOCAL_NAME), owned(LOCAL_ARTIST), owned(LOCAL_ALBUM)],
            Item::Advert | Item::Unknown | Item::Nothing => [None, None, None],
        }
    }
}
