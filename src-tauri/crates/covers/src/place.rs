//! Where a cover is, as its address tells.

use std::path::PathBuf;

use url::Url;

use crate::address::may_fetch;
use crate::error::CoverError;

/// The longest address that is read, in bytes, unless it is the image itself (`data:`).
const ADDRESS_LIMIT: usize = 8 << 10;

/// Where a cover is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the network, at an address that may be fetched.
    Web(Url),
    /// In a file of this machine.
    File(PathBuf),
    /// In the address.
    Data,
    /// Nowhere: it is drawn for this song of the demo player.
    Demo(u32),
}

impl Place {
    /// Reads `address`; anything that is not allowed is [`CoverError::Address`].
    pub(crate) fn of(address: &str, emulated_origin: Option<&str>) -> Result<Self, CoverError> {
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
        if scheme.eq_ignore_ascii_case("data") {
            return Ok(Self::Data);
        }
        if address.len() > ADDRESS_LIMIT {
            return Err(CoverError::Address);
        }
        if let Some(song) = address.strip_prefix("demo:") {
            return song.parse().map(Self::Demo).map_err(|_| CoverError::Address);
        }
        let url = Url::parse(address).map_err(|_| CoverError::Address)?;
        if url.scheme() == "file" {
            return path_of(&url).map(Self::File).ok_or(CoverError::Address);
        }
        if may_fetch(&url, emulated_origin) { Ok(Self::Web(url)) } else { Err(CoverError::Address) }
    }
}

/// The path of a file of this machine (RFC 8089, sections 2 and 3). The parser has made `localhost` no host; any other
/// would be a share of another machine on Windows.
fn path_of(url: &Url) -> Option<PathBuf> {
    if url.host().is_some() {
        return None;
    }
    let path = url.to_file_path().ok()?;
    let ends_early = path.as_os_str().as_encoded_bytes().contains(&0);
    (!ends_early).then(|| literal(path))
}

/// The path as the file system has it: in the plain form `C:\covers\NUL` would be a device.
#[cfg(windows)]
fn literal(path: PathBuf) -> PathBuf {
    let mut literal = std::ffi::OsString::from(r"\\?\");
    literal.push(path);
    literal.into()
}

#[cfg(not(windows))]
fn literal(path: PathBuf) -> PathBuf {
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(address: &str) -> Result<Place, CoverError> {
        Place::of(address, None)
    }

    #[cfg(unix)]
    #[test]
    fn files_of_this_machine() {
        for (address, path) in [
            ("file:///tmp/cover.png", "/tmp/cover.png"),
            ("file://localhost/tmp/cover.png", "/tmp/cover.png"),
            ("FILE://LOCALHOST/tmp/cover.png", "/tmp/cover.png"),
            ("file:/tmp/cover.png", "/tmp/cover.png"),
            ("file:///tmp/a%20b/%E9%9B%A8%23%3F.png", "/tmp/a b/雨#?.png"),
            ("file:///tmp/夜雨.png", "/tmp/夜雨.png"),
            ("file:///tmp/100%.png", "/tmp/100%.png"),
            ("file:///tmp/x/../%2e%2e/cover.png", "/cover.png"),
            ("file:///tmp/cover.png?v=2#track-7", "/tmp/cover.png"),
        ] {
            assert_eq!(place(address), Ok(Place::File(path.into())), "{address}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_name_need_not_be_text() {
        use std::os::unix::ffi::OsStrExt;
        let path = std::ffi::OsStr::from_bytes(b"/tmp/\xff.png");
        assert_eq!(place("file:///tmp/%FF.png"), Ok(Place::File(path.into())));
    }

    #[cfg(windows)]
    #[test]
    fn files_of_this_machine() {
        for (address, path) in [
            ("file:///C:/covers/a%20b.png", r"\\?\C:\covers\a b.png"),
            ("file://localhost/C:/covers/NUL", r"\\?\C:\covers\NUL"),
        ] {
            assert_eq!(place(address), Ok(Place::File(path.into())), "{address}");
        }
    }

    #[test]
    fn files_of_others_are_refused() {
        for address in [
            "file://evil/share/cover.png",
            "file://127.0.0.1/tmp/cover.png",
            "file://[::1]/tmp/cover.png",
            "file:///a%00b",
        ] {
            assert_eq!(place(address), Err(CoverError::Address), "{address}");
        }
    }

    #[test]
    fn songs_of_the_demo_player() {
        assert_eq!(place("demo:7"), Ok(Place::Demo(7)));
        for address in ["demo:", "demo:-1", "demo:x", "demo://7", "demo:99999999999"] {
            assert_eq!(place(address), Err(CoverError::Address), "{address}");
        }
    }

    #[test]
    fn only_data_may_be_long() {
        let long = "x".repeat(ADDRESS_LIMIT);
        assert_eq!(place(&format!("data:,{long}")), Ok(Place::Data));
        assert_eq!(place("DATA:,x"), Ok(Place::Data));
        assert_eq!(place(&format!("https://a.example/{long}")), Err(CoverError::Address));
        assert_eq!(place(&format!("file:///{long}")), Err(CoverError::Address));
        assert_eq!(place(&long), Err(CoverError::Address));
        assert!(matches!(place("https://a.example/x"), Ok(Place::Web(_))));
    }
}
