//! The overlay's page, and what the browser is told about it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The overlay's page: one file with its styles and scripts inside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The file.
    pub(super) html: &'static str,
    /// Names the build: the first 16 hex digits of the file's SHA-256.
    pub(super) build: String,
    /// The `script-src` and `style-src` of its content security policy, which allow exactly what it has inside.
    sources: String,
}

impl Page {
    /// The page that the program was built with.
    pub(super) fn built() -> Self {
        Self::new(include_str!(concat!(env!("OUT_DIR"), "/overlay.html")))
    }

    fn new(html: &'static str) -> Self {
        let mut build = format!("{:x}", Sha256::digest(html));
        build.truncate(16);
        let sources =
            format!("script-src {}; style-src {}", hashes(&inside(html, "script")), hashes(&inside(html, "style")));
        Self { html, build, sources }
    }

    /// The content security policy of the page as served by `host`. The WebSocket's address is named because not every
    /// browser takes it for `'self'`.
    pub(super) fn policy(&self, host: &str) -> String {
        format!(
            "default-src 'none'; {}; img-src 'self'; connect-src 'self' ws://{host}; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'",
            self.sources
        )
    }
}

/// CSP source expressions, <https://www.w3.org/TR/CSP3/#grammardef-hash-source>.
fn hashes(texts: &[&str]) -> String {
    if texts.is_empty() {
        return "'none'".to_owned();
    }
    let hashes = texts.iter().map(|text| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
    hashes.collect::<Vec<_>>().join(" ")
}

/// What stands between `<tag …>` and `</tag>`. The page is our own: lower case, no comment holds a tag, and no
/// attribute a `>`.
fn inside<'a>(html: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        if !rest.starts_with(|next: char| next == '>' || next.is_ascii_whitespace()) {
            continue;
        }
        let Some((_, from_text)) = rest.split_once('>') else { break };
        let Some((text, after)) = from_text.split_once(&close) else { break };
        found.push(text);
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_what_is_inside_and_nothing_else() {
        let page = Page::new(
            "<style data-x>a</style><styles>no</styles><script type=\"module\">b\n</script><script>c</script>",
        );
        // printf a | openssl dgst -sha256 -binary | base64, and so on.
        assert_eq!(
            page.policy("127.0.0.1:1"),
            "default-src 'none'; \
             script-src 'sha256-AmOCmYm2/ZVPcrqvL8ZLwuLwHWktTecphuqAj26ZgT8=' 'sha256-Ln0sA6lQeuJl7PW1NWiFpTOTogKdJBOUmXJloaJa78Y='; \
             style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; \
             img-src 'self'; connect-src 'self' ws://127.0.0.1:1; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        assert_eq!(page.build.len(), 16);
    }

    #[test]
    fn the_page_that_ships_has_a_style_and_a_script_inside() {
        let page = Page::built();
        assert!(page.sources.matches("'sha256-").count() >= 2, "{}", page.sources);
        assert!(!page.html.contains('\r'), "browsers hash a line end as \\n");
    }
}
