//! What players are called, by their application user model IDs. Windows gives no name for them.

use songplate_core::player::PlayerId;
use songplate_core::text::shown;

use crate::common::telling::Called;

/// What an ID begins with when everything but letters and digits is left out, in lower case; the program; its name.
/// Longer beginnings come before the shorter ones that they contain.
const KNOWN: [(&str, &str, &str); 30] = [
    ("308046b0af4a39cb", "firefox", "Firefox"),
    ("aimp", "aimp", "AIMP"),
    ("amazonmusic", "amazon-music", "Amazon Music"),
    ("applemusic", "apple-music", "Apple Music"),
    ("brave", "brave", "Brave"),
    ("chrome", "chrome", "Google Chrome"),
    ("chromium", "chromium", "Chromium"),
    ("cider", "cider", "Cider"),
    ("deezer", "deezer", "Deezer"),
    ("firefox", "firefox", "Firefox"),
    ("foobar2000", "foobar2000", "foobar2000"),
    ("itunes", "itunes", "iTunes"),
    ("librewolf", "librewolf", "LibreWolf"),
    ("microsoftedge", "msedge", "Microsoft Edge"),
    ("mpchc", "mpc-hc", "MPC-HC"),
    ("mpv", "mpv", "mpv"),
    ("msedge", "msedge", "Microsoft Edge"),
    ("musicbee", "musicbee", "MusicBee"),
    ("opera", "opera", "Opera"),
    ("plexamp", "plexamp", "Plexamp"),
    ("potplayer", "potplayer", "PotPlayer"),
    ("qobuz", "qobuz", "Qobuz"),
    ("spotify", "spotify", "Spotify"),
    ("tidal", "tidal", "TIDAL"),
    ("vivaldi", "vivaldi", "Vivaldi"),
    ("vlc", "vlc", "VLC media player"),
    ("waterfox", "waterfox", "Waterfox"),
    ("winamp", "winamp", "Winamp"),
    ("zunemusic", "media-player", "Media Player"),
    ("zunevideo", "films-tv", "Films & TV"),
];

/// Parts of an ID that name no program.
const GENERIC: [&str; 7] = ["app", "application", "browser", "client", "desktop", "player", "stable"];

/// How the player with this ID is called. The forms of an ID:
///
/// - `Spotify.exe`, also with a path before it: a program that did not choose one.
/// - `SpotifyAB.SpotifyMusic_zpdnekdrzrea0!Spotify`: a package, its publisher's hash, and the application in it.
/// - `MSEdge`, `Chrome._crx_…`, `com.squirrel.TIDAL.TIDAL`: whatever the program has chosen.
/// - `308046B0AF4A39CB`: Firefox and those made of it choose a hash of the folder that they are installed in.
pub(super) fn called(aumid: &str) -> Called {
    let (package, application) = aumid.split_once('!').unwrap_or((aumid, ""));
    let file = package.rsplit(['\\', '/']).next().unwrap_or(package);
    let is_program = file.len() > 4 && file.get(file.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".exe"));
    let (stem, parts) = if is_program {
        let stem = &file[..file.len() - 4];
        (stem, vec![stem])
    } else {
        let stem = file.split('_').next().unwrap_or(file);
        (stem, stem.rsplit('.').collect())
    };
    let candidates = parts.iter().copied().chain([application]);
    for candidate in candidates {
        let plain: String = candidate.chars().filter(char::is_ascii_alphanumeric).collect();
        let plain = plain.to_ascii_lowercase();
        if let Some((_, app, name)) = KNOWN.iter().find(|(beginning, ..)| plain.starts_with(beginning)) {
            return Called::new(name, (*app).to_owned());
        }
    }
    if is_install_hash(stem) {
        return Called::new("Firefox", "firefox".to_owned());
    }
    let named = parts.iter().find(|part| !part.is_empty() && !GENERIC.contains(&part.to_ascii_lowercase().as_str()));
    let name = named.and_then(|part| shown(part)).unwrap_or_else(|| "player".to_owned());
    let app = PlayerId::new(&name, 1).to_string();
    Called::new(&name, app)
}

fn is_install_hash(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
}
