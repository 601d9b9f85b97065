//! Covers, as players name them. Nothing is read here: whoever fetches a cover looks at it more closely.

use std::hash::{DefaultHasher, Hash, Hasher};

use songplate_core::now_playing::Cover;
use url::Url;

/// Addresses longer than this many bytes are not kept, unless they hold a picture themselves.
pub(crate) const MAX_ADDRESS: usize = 4 * 1024;
/// The same for those that do.
const MAX_DATA: usize = 8 * 1024 * 1024;

/// The cover at an address that is not trusted. `known` is the cover that was read last: a new one is made only for
/// another address.
///
/// Many players write every song's cover into one file. So the address of a file ends in what tells this song from the
/// next, `song`, as its fragment; otherwise it would be taken for the picture that was there before.
pub(crate) fn at(address: &str, song: &impl Hash, known: Option<&Cover>) -> Option<Cover> {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if begins("data:") || begins("https:") {
        let limit = if begins("data:") { MAX_DATA } else { MAX_ADDRESS };
        return (address.len() <= limit).then(|| made(address, known));
    }
    if address.len() > MAX_ADDRESS {
        return None;
    }
    // Some give a path.
    let file = if address.starts_with('/') {
        Url::from_file_path(address).ok()?.into()
    } else {
        begins("file:").then(|| address.to_owned())?
    };
    let mut hasher = DefaultHasher::new();
    song.hash(&mut hasher);
    Some(made(&format!("{}#{:016x}", file.split('#').next().unwrap_or(&file), hasher.finish()), known))
}

fn made(address: &str, known: Option<&Cover>) -> Cover {
    known.filter(|known| known.address() == address).cloned().unwrap_or_else(|| Cover::new(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(of: &str) -> Option<String> {
        at(of, &"Paper Lanterns", None).map(|cover| cover.address().to_owned())
    }

    #[test]
    fn one_file_with_every_song_in_it_is_another_cover_for_every_song() {
        for file in ["file:///tmp/cover.png", "FILE:///tmp/cover.png", "file:///tmp/cover.png#x"] {
            let [lanterns, again, wind] =
                ["Paper Lanterns", "Paper Lanterns", "Second Wind"].map(|song| at(file, &song, None).unwrap());
            assert_eq!(lanterns, again, "{file}");
            assert_ne!(lanterns.key(), wind.key(), "{file}");
            let url = Url::parse(lanterns.address()).unwrap();
            assert_eq!(url.path(), "/tmp/cover.png");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_is_the_address_of_its_file() {
        assert!(address("/my cover#1.png").unwrap().starts_with("file:///my%20cover%231.png#"));
        assert_eq!(address("/tmp/cover.png"), address("file:///tmp/cover.png"));
    }

    #[test]
    fn covers_are_of_a_few_schemes_and_sizes() {
        let data = format!("data:image/png;base64,{}", "A".repeat(100_000));
        for same in ["https://example.org/a.png#x", "HTTPS://example.org/a.png", &data] {
            assert_eq!(address(same).as_deref(), Some(same));
        }
        let (long, longest) = (format!("https://example.org/{}", "a".repeat(5_000)), "A".repeat(9 * 1024 * 1024));
        for other in [
            "",
            "cover.png",
            "ä",
            "http://example.org/a.png",
            "javascript:alert(1)",
            &long,
            &format!("/{}", "a".repeat(5_000)),
            &format!("data:image/png;base64,{longest}"),
        ] {
            assert_eq!(address(other), None, "{}", &other[..other.len().min(40)]);
        }
    }
}
