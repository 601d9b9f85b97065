//! What a source is called outside the windows: in files and chat replies.

use songplate_core::player::Players;
use songplate_core::source::SourceId;

/// The name as people know it; of a player that has gone, its program.
pub(crate) fn source_name(source: &SourceId, players: &Players) -> String {
    match source {
        SourceId::None | SourceId::Follow => String::new(),
        SourceId::Spotify => "Spotify".to_owned(),
        SourceId::Demo => "Demo".to_owned(),
        SourceId::Player(id) => players
            .iter()
            .find(|player| player.id == *id)
            .map_or_else(|| id.program().to_owned(), |player| player.name.clone()),
    }
}
