//! A page for OBS to load as a local file, which waits for the app.

/// The page that waits until the overlay at `url` can be had, and then goes there.
#[must_use]
pub fn loader_page(url: &str) -> String {
    // A text of JSON is one of JavaScript, too; `<` could end the script or begin a comment.
    let url = serde_json::Value::from(url).to_string().replace('<', "\\u003c");
    include_str!("loader.html").replace("\"URL\"", &url)
}
