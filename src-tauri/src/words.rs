//! The words that the program takes on its command line, at its own start or from a second start.

use std::ffi::OsString;

/// What the user wants of the program that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Show the popup.
    Show,
    /// Show the settings.
    Settings,
    /// Start listening.
    Start,
    /// Stop listening.
    Stop,
    /// End the program.
    Quit,
}

/// A command line, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    /// The word, if there is one; the last wins.
    pub(crate) word: Option<Word>,
    /// Whether to open no window at first.
    pub(crate) hidden: bool,
    /// Whether the system started the program because the user logged in.
    pub(crate) at_login: bool,
    /// The deep link, if there is one. Not checked in any way.
    pub(crate) link: Option<String>,
    /// How many arguments meant nothing.
    pub(crate) unknown: usize,
}

/// Stands in for arguments that are not Unicode and so can't be passed on.
pub(crate) const UNREADABLE: &str = "--unreadable-argument";

/// Starts the program without a window.
pub(crate) const HIDDEN: &str = "--hidden";

/// What the system says when it starts the program because the user logged in.
pub(crate) const AT_LOGIN: &str = "--at-login";

/// Marks a process that was started in place of another one of the same start.
pub(crate) const STARTED_AGAIN: &str = "--started-again";

impl Words {
    /// Reads the arguments after the program's name.
    pub(crate) fn read<S: AsRef<str>>(arguments: impl IntoIterator<Item = S>) -> Self {
        let mut words = Self::default();
        for argument in arguments {
            match argument.as_ref() {
                "show" => words.word = Some(Word::Show),
                "settings" => words.word = Some(Word::Settings),
                "start" => words.word = Some(Word::Start),
                "stop" => words.word = Some(Word::Stop),
                "quit" => words.word = Some(Word::Quit),
                HIDDEN => words.hidden = true,
                AT_LOGIN => words.at_login = true,
                STARTED_AGAIN => {}
                link if is_link(link) => words.link = Some(link.to_owned()),
                _ => words.unknown += 1,
            }
        }
        words
    }
}

fn is_link(argument: &str) -> bool {
    argument.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("app.songplate"))
}

/// The arguments to start again with, if some are not Unicode: those that are, and a stand-in for the others.
pub(crate) fn readable(arguments: Vec<OsString>) -> Result<Vec<String>, Vec<String>> {
    let mut all_readable = true;
    let readable = arguments
        .into_iter()
        .map(|argument| {
            argument.into_string().unwrap_or_else(|_| {
                all_readable = false;
                UNREADABLE.to_owned()
            })
        })
        .collect();
    if all_readable { Ok(readable) } else { Err(readable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_links_and_flags_in_any_order() {
        let words = Words::read(["--hidden", "start"]);
        assert_eq!(words, Words { word: Some(Word::Start), hidden: true, ..Words::default() });
        let words = Words::read(["APP.songplate://callback?code=x"]);
        assert_eq!(words.link.as_deref(), Some("APP.songplate://callback?code=x"));
        assert_eq!(Words::read(["--gtk-module", "x"]).unknown, 2);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_unicode_is_replaced_whole() {
        use std::os::unix::ffi::OsStringExt;
        let arguments = vec![OsString::from("show"), OsString::from_vec(b"app.songplate://\xff".to_vec())];
        assert_eq!(readable(arguments), Err(vec!["show".to_owned(), UNREADABLE.to_owned()]));
    }
}
