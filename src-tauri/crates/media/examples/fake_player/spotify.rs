//! What is known of Spotify's desktop app for Linux, as its users have reported it.

use super::command::Change;

/// The change with what Spotify would tell along with it, and whether it begins another song.
pub(crate) fn completed(change: Change, current: &mut String) -> (Change, bool) {
    let Some(track) = change.trackid.clone() else { return (change, false) };
    let starts = std::mem::replace(current, track.clone()) != track;
    // Adverts and local files are given as the path that they have.
    if track.starts_with('/') {
        return (Change { clear: change.clear || starts, ..change }, starts);
    }
    let change = Change {
        clear: change.clear || starts,
        trackid: Some(format!("/com/spotify/track/{track}")),
        url: change.url.or_else(|| Some(format!("https://open.spotify.com/track/{track}"))),
        art_url: change.art_url.or_else(|| starts.then(|| format!("https://i.scdn.co/image/{track}"))),
        position_ms: change.position_ms.or(starts.then_some(0)),
        ..change
    };
    (change, starts)
}
