//! What a source is called outside the windows: in files and chat replies.

use songplate_core::source::SourceId;

/// The name as people know it.
pub(crate) fn source_name(source: &SourceId) -> String {
    match source {
        SourceId::None => String::new(),
        SourceId::Spotify => "Spotify".to_owned(),
        SourceId::Follow => String::new(),
        SourceId::Demo => "Demo".to_owned(),
        SourceId::Player(id) => id.program().to_owned(),
    }
}
