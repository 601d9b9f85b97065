//! Where videos come from: the site's name behind a title, and channels in the place of artists.

use super::separator::{split_first, split_last, without_loose_ends};

/// The title without `- YouTube` at its end, nor the number of notices that the site puts before it.
pub(super) fn without_site(title: &str) -> Option<String> {
    let (before, site) = split_last(title)?;
    let site = site.to_lowercase();
    (site == "youtube" || site == "youtube music").then(|| without_loose_ends(without_count(before)).to_owned())
}

/// The artist without `- Topic`, as the channels are named that the site makes by itself.
pub(super) fn without_topic(subtitle: &str) -> Option<String> {
    let (artist, last) = split_last(subtitle)?;
    (last.to_lowercase() == "topic").then(|| without_loose_ends(artist).to_owned())
}

/// The artist and the title of `Artist - Title`, if `subtitle` tells no artist: it is empty, it is that artist, or it is a
/// channel's name.
pub(super) fn split(title: &str, subtitle: &str) -> Option<(String, String)> {
    let (artist, rest) = split_first(title)?;
    let (artist, rest, told) = (without_loose_ends(artist), without_loose_ends(rest), subtitle.trim());
    let same = || !letters(artist).is_empty() && letters(told) == letters(artist);
    // An artist that looks like a channel would have the rest of the title split in the same way.
    if artist.is_empty() || rest.is_empty() || is_channel(artist) || !(told.is_empty() || is_channel(told) || same()) {
        return None;
    }
    Some((artist.to_owned(), rest.to_owned()))
}

/// Whether it is named as channels are. Vevo's have their names in one word with it.
fn is_channel(name: &str) -> bool {
    let name = name.to_lowercase();
    let last = name.split(|character: char| !character.is_alphanumeric()).rfind(|word| !word.is_empty());
    name.ends_with("vevo") || last.is_some_and(|last| last == "topic" || last == "official")
}

/// What is compared of two names: `Ed Sheeran` and `edsheeran` are one.
fn letters(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Without `(3)` at the beginning.
fn without_count(title: &str) -> &str {
    let title = title.trim_start();
    match title.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((count, rest)) if !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.trim_start()
        }
        _ => title,
    }
}
