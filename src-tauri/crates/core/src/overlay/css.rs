//! CSS of the user's own: what is let through can change how the overlay looks, and can load nothing.
//!
//! The text is read token by token as CSS Syntax Level 3 has it, so that escapes and comments hide nothing. The page's
//! content security policy is the second wall.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// How many characters there may be.
const MAX_LENGTH: usize = 10_000;

/// How deep blocks and functions may be within each other.
const MAX_DEPTH: u32 = 24;

/// The functions that fetch something, or that draw what was fetched elsewhere.
const LOADING: &[&str] = &[
    "url",
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
    "-webkit-cross-fade",
    "element",
    "-moz-element",
    "paint",
    "expression",
];

/// The rules that load nothing and reach nothing outside the overlay.
const AT_RULES: &[&str] =
    &["media", "supports", "container", "layer", "keyframes", "-webkit-keyframes", "starting-style"];

/// Why CSS can't be used, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {refusal}")]
pub struct CssError {
    /// The line, from 1.
    pub line: u32,
    /// Why.
    pub refusal: CssRefusal,
}

/// Why CSS can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CssRefusal {
    /// This function can load something.
    #[error("{0}() can load something")]
    Function(String),
    /// This rule is not allowed.
    #[error("@{0} is not allowed")]
    AtRule(String),
    /// A string, an address or a bracket is broken.
    #[error("it is not closed as it was opened")]
    Broken,
    /// Blocks within blocks, too many.
    #[error("it is nested too deeply")]
    TooDeep,
    /// More than 10000 characters.
    #[error("it is too long")]
    TooLong,
}

/// Checks that `css` can load nothing.
///
/// # Errors
/// Tells the first thing that is refused.
pub fn check_css(css: &str) -> Result<(), CssError> {
    if css.chars().count() > MAX_LENGTH {
        return Err(CssError { line: 1, refusal: CssRefusal::TooLong });
    }
    let mut input = ParserInput::new(css);
    let mut parser = Parser::new(&mut input);
    check_block(&mut parser, 0)
}

fn check_block(parser: &mut Parser<'_, '_>, depth: u32) -> Result<(), CssError> {
    loop {
        // The parser counts from 0.
        let line = parser.current_source_location().line + 1;
        let refuse = |refusal| Err(CssError { line, refusal });
        let Ok(token) = parser.next() else { return Ok(()) };
        let opens = match token {
            Token::Function(name) if is_one_of(name, LOADING) => {
                return refuse(CssRefusal::Function(name.to_string()));
            }
            Token::UnquotedUrl(_) | Token::BadUrl(_) => return refuse(CssRefusal::Function("url".to_owned())),
            Token::AtKeyword(name) if !is_one_of(name, AT_RULES) => {
                return refuse(CssRefusal::AtRule(name.to_string()));
            }
            Token::BadString(_) | Token::CloseParenthesis | Token::CloseSquareBracket | Token::CloseCurlyBracket => {
                return refuse(CssRefusal::Broken);
            }
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => true,
            _ => false,
        };
        if opens {
            if depth == MAX_DEPTH {
                return refuse(CssRefusal::TooDeep);
            }
            let mut inner = Ok(());
            // The block's own parse never fails: what was found is kept beside it.
            let _: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|block| {
                inner = check_block(block, depth + 1);
                // Whatever was not read of a refused block is of no interest any more.
                while block.next().is_ok() {}
                Ok(())
            });
            inner?;
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(css: &str) -> CssError {
        check_css(css).expect_err(css)
    }

    #[test]
    fn what_only_changes_the_looks_is_let_through() {
        for css in [
            "",
            ".title { color: red; transform: rotate(3deg) }",
            "@media (min-width: 400px) { .box { background: linear-gradient(90deg, #000, rgb(1 2 3 / 50%)) } }",
            "@keyframes shine { from { opacity: 0 } to { opacity: 1 } }",
            ".title::after { content: \"@import url(no)\" } /* url(http://x) @import */",
            ".box { filter: drop-shadow(0 0 4px var(--x, calc(1px * (2 + 3)))) }",
        ] {
            assert_eq!(check_css(css), Ok(()), "{css}");
        }
    }

    #[test]
    fn what_could_load_something_is_refused_however_it_is_written() {
        for css in [
            ".x { background: url(https://evil.example/a.png) }",
            ".x { background: URL( 'https://evil.example/a.png' ) }",
            r".x { background: u\72l(https://evil.example/a.png) }",
            r".x { background: \000075rl('https://evil.example') }",
            ".x { background: image-set('https://evil.example/a.png' 1x) }",
            ".x { background: -webkit-image-set(url(a) 1x) }",
            ".x { --a: url(data:image/png;base64,AA); background: var(--a) }",
            ".x { background: src('a') }",
            ".x { background: cross-fade(url(a), url(b)) }",
            ".x { background: url(https://evil.example/(.png) }",
            "@media screen { .x { @supports (display: grid) { background: url(a) } } }",
        ] {
            assert!(matches!(refused(css).refusal, CssRefusal::Function(_)), "{css}");
        }
        for css in [
            "@import 'https://evil.example/a.css';",
            r"@\69mport 'https://evil.example/a.css';",
            "@font-face { font-family: x; }",
            "@namespace a 'b';",
            "@charset 'utf-8';",
            "@property --x { syntax: '*'; inherits: false }",
        ] {
            assert!(matches!(refused(css).refusal, CssRefusal::AtRule(_)), "{css}");
        }
    }

    #[test]
    fn the_reason_says_where() {
        assert_eq!(
            refused(".a { color: red }\n.b { background: url(a) }"),
            CssError { line: 2, refusal: CssRefusal::Function("url".into()) }
        );
        assert_eq!(refused(".a { color: red } }").refusal, CssRefusal::Broken);
        assert_eq!(refused(".a { content: 'x\n' }").refusal, CssRefusal::Broken);
        assert_eq!(refused(&"(".repeat(5000)).refusal, CssRefusal::TooDeep);
        assert_eq!(refused(&"a".repeat(10_001)).refusal, CssRefusal::TooLong);
    }
}
