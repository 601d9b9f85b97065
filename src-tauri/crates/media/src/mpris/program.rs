//! Which program a player is.

/// Words that name no program, at the end of names in reverse-DNS form.
const GENERIC: [&str; 6] = ["app", "application", "browser", "client", "desktop", "player"];

/// The program from the part of a bus name that is the player's own: its first word, such as `vlc` in
/// `vlc.instance7389` (MPRIS 2.2, "Bus Name Policy"), or the last that tells in reverse-DNS form, such as `Amberol` in
/// `io.bassi.Amberol`.
pub(super) fn named(name: &str) -> &str {
    let words: Vec<_> = name.split('.').filter(|word| !word.starts_with("instance")).collect();
    match words.as_slice() {
        [] => "",
        [first] | [first, _] => first,
        [first, ..] => {
            let tells = |word: &&&str| !GENERIC.contains(&word.to_ascii_lowercase().as_str());
            words.iter().rev().find(tells).unwrap_or(first)
        }
    }
}

/// The program in lower case, from the name of its desktop entry (such as `org.mozilla.firefox`) if that tells it, else
/// `program`.
pub(super) fn app(desktop_entry: Option<&str>, program: &str) -> String {
    desktop_entry.and_then(from_desktop_entry).unwrap_or_else(|| program.to_ascii_lowercase())
}

fn from_desktop_entry(entry: &str) -> Option<String> {
    // Some give a path, and some the name of the file.
    let name = entry.rsplit('/').next()?.trim().to_ascii_lowercase();
    let name = name.strip_suffix(".desktop").unwrap_or(&name);
    let mut parts = name.rsplit('.');
    let program = parts.next().filter(|part| !GENERIC.contains(part)).or_else(|| parts.next())?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    ((1..=64).contains(&program.len()) && program.bytes().all(plain)).then(|| program.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_in_its_desktop_entry() {
        for (entry, app_name) in [
            ("vlc", "vlc"),
            ("org.mozilla.firefox", "firefox"),
            ("google-chrome", "google-chrome"),
            ("com.spotify.Client", "spotify"),
            ("com.brave.Browser", "brave"),
            ("io.mpv.Mpv", "mpv"),
            ("/usr/share/applications/org.gnome.Lollypop.desktop", "lollypop"),
            ("chromium.desktop", "chromium"),
        ] {
            assert_eq!(app(Some(entry), "other"), app_name, "{entry}");
        }
        for nonsense in ["", "/", ".desktop", "..", "Ein Spieler", "<b>", "player", &"x".repeat(65)] {
            assert_eq!(app(Some(nonsense), "Other"), "other", "{nonsense}");
        }
        assert_eq!(app(None, "mpv"), "mpv");
    }
}
