//! A page for OBS to load as a local file, which waits for the app: OBS does not try again by itself.

/// The page that waits until the overlay at `url` can be had, and then goes there. It is transparent, and stays so while
/// the link is not valid.
#[must_use]
pub fn loader_page(url: &str) -> String {
    // A text of JSON is one of JavaScript, too; `<` could end the script or begin a comment.
    let url = serde_json::Value::from(url).to_string().replace('<', "\\u003c");
    include_str!("loader.html").replacen("\"URL\"", &url, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_stays_within_its_quotes() {
        let page = loader_page("http://127.0.0.1:1/overlay?token=1");
        assert!(page.contains("const overlay = \"http://127.0.0.1:1/overlay?token=1\";\n"), "{page}");
        let page = loader_page("\"</script><!--\\\"URL\"");
        assert!(page.contains(r#"const overlay = "\"\u003c/script>\u003c!--\\\"URL\"";"#), "{page}");
        assert_eq!(page.matches("</script>").count(), 1);
    }
}
