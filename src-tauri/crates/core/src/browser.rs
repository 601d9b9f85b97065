//! Which players are browsers: people know those by what their tabs play.

/// What programs of browsers begin with, in lower case.
const BROWSERS: [&str; 20] = [
    "brave",
    "chrome",
    "chromium",
    "epiphany",
    "falkon",
    "firefox",
    "floorp",
    "google-chrome",
    "konqueror",
    "librewolf",
    "microsoft-edge",
    "msedge",
    "edge",
    "mullvad",
    "opera",
    "palemoon",
    "plasma-browser-integration",
    "vivaldi",
    "waterfox",
    "zen",
];

/// Whether the program of this name, in lower case, is a browser. What follows the browser's name is its edition.
pub(crate) fn is_browser(app: &str) -> bool {
    BROWSERS.iter().any(|browser| {
        app.strip_prefix(browser).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphabetic()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_of_a_browser_are_browsers() {
        for browser in ["firefox", "microsoft-edge-beta", "chromium", "firefox_firefox"] {
            assert!(is_browser(browser), "{browser}");
        }
        for other in ["vlc", "zenith", "spotify", "operator"] {
            assert!(!is_browser(other), "{other}");
        }
    }
}
