//! Covers from files of this machine, from `data:` addresses and from the demo player.
#![expect(clippy::unwrap_used, reason = "a failing unwrap is a failing test")]

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use songplate_core::now_playing::Cover;
use songplate_covers::{CoverError, CoverImage, Covers, ImageType};
use tempfile::TempDir;
use tokio::time::timeout;
use url::Url;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nthe rest";
const LIMIT: usize = 5 << 20;

fn covers() -> Covers {
    // Several tests share the process, and the first installs it for all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Covers::new(None).unwrap()
}

fn cover(path: &Path) -> Cover {
    Cover::new(Url::from_file_path(path).unwrap())
}

/// Asks, and fails rather than hangs.
async fn get(covers: &Covers, cover: &Cover) -> Result<Arc<CoverImage>, CoverError> {
    timeout(Duration::from_secs(30), covers.get(cover)).await.unwrap()
}

fn write(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

/// Bytes that begin like a PNG.
fn png_of(length: usize) -> Vec<u8> {
    let mut bytes = PNG.to_vec();
    bytes.resize(length, 7);
    bytes
}

#[tokio::test]
async fn a_file_is_read_and_kept() {
    let (covers, folder) = (covers(), TempDir::new().unwrap());
    let path = folder.path().join("Öffne mich, 50% #1.png");
    write(&path, PNG);
    let image = get(&covers, &cover(&path)).await.unwrap();
    assert_eq!((&*image.bytes, image.image_type), (PNG, ImageType::Png));
    assert!(Arc::ptr_eq(&image, &get(&covers, &cover(&path)).await.unwrap()));
    let localhost = cover(&path).address().replacen("file://", "file://localhost", 1);
    assert_eq!(get(&covers, &Cover::new(localhost)).await.unwrap().bytes, PNG);
}

#[tokio::test]
async fn the_next_cover_in_the_same_file_is_seen() {
    let (covers, folder) = (covers(), TempDir::new().unwrap());
    let path = folder.path().join("cover");
    let cover = cover(&path);
    assert_eq!(get(&covers, &cover).await, Err(CoverError::Missing));
    write(&path, PNG);
    assert_eq!(get(&covers, &cover).await.unwrap().bytes, PNG, "it came late");
    write(&path, b"\xff\xd8\xff the next");
    assert_eq!(get(&covers, &cover).await.unwrap().image_type, ImageType::Jpeg);

    // The same length at another time, as a player leaves it that writes images of one size.
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    write(&path, b"\xff\xd8\xff the last");
    let file = OpenOptions::new().write(true).open(&path).unwrap();
    file.set_modified(written + Duration::from_millis(1)).unwrap();
    assert_eq!(get(&covers, &cover).await.unwrap().bytes, &b"\xff\xd8\xff the last"[..]);

    write(&path, b"#!/bin/sh");
    assert_eq!(get(&covers, &cover).await, Err(CoverError::NotAnImage));
    fs::remove_file(&path).unwrap();
    assert_eq!(get(&covers, &cover).await, Err(CoverError::Missing), "nothing old is shown as if it were there");
}

#[tokio::test]
async fn five_mebibytes_and_no_more() {
    let (covers, folder) = (covers(), TempDir::new().unwrap());
    let path = folder.path().join("cover.png");
    write(&path, &png_of(LIMIT));
    assert_eq!(get(&covers, &cover(&path)).await.unwrap().bytes.len(), LIMIT);
    write(&path, &png_of(LIMIT + 1));
    assert_eq!(get(&covers, &cover(&path)).await, Err(CoverError::TooLarge));
    // A terabyte, of which nothing is on the disk.
    OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(get(&covers, &cover(&path)).await, Err(CoverError::TooLarge));
}

#[tokio::test]
async fn a_file_that_grows_is_shown_whole_in_the_end() {
    let (covers, folder) = (covers(), TempDir::new().unwrap());
    let path = folder.path().join("cover.png");
    write(&path, PNG);
    let whole = png_of(LIMIT / 2);
    let growing = thread::spawn({
        let (path, rest) = (path.clone(), whole[PNG.len()..].to_vec());
        move || {
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            rest.chunks(1024).for_each(|piece| file.write_all(piece).unwrap());
        }
    });
    while !growing.is_finished() {
        let image = get(&covers, &cover(&path)).await.unwrap();
        assert!(whole.starts_with(&image.bytes));
    }
    growing.join().unwrap();
    assert_eq!(get(&covers, &cover(&path)).await.unwrap().bytes, whole);
}

#[tokio::test]
async fn a_file_that_never_stops_growing_is_given_up() {
    let (covers, folder) = (covers(), TempDir::new().unwrap());
    let path = folder.path().join("cover.png");
    write(&path, PNG);
    let ended = Arc::new(AtomicBool::new(false));
    let growing = thread::spawn({
        let (path, ended) = (path.clone(), Arc::clone(&ended));
        move || {
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            while !ended.load(Ordering::Relaxed) {
                file.write_all(&[7; 16 << 10]).unwrap();
            }
        }
    });
    let refused = loop {
        match get(&covers, &cover(&path)).await {
            Ok(image) => assert!(image.bytes.len() <= LIMIT),
            Err(error) => break error,
        }
    };
    ended.store(true, Ordering::Relaxed);
    growing.join().unwrap();
    assert_eq!(refused, CoverError::TooLarge);
}

#[tokio::test]
async fn what_is_no_image_is_never_handed_out() {
    let (covers, folder) = (covers(), TempDir::new().unwrap());
    let path = folder.path().join("cover.png");
    for bytes in [&b""[..], b"\x89PN", b"secret", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM a bitmap ....."] {
        write(&path, bytes);
        assert_eq!(get(&covers, &cover(&path)).await, Err(CoverError::NotAnImage), "{bytes:?}");
    }
    assert_eq!(get(&covers, &cover(folder.path())).await, Err(CoverError::NotAFile));
    assert_eq!(get(&covers, &cover(&path.join("below"))).await, Err(CoverError::Missing));
}

#[tokio::test]
async fn addresses_of_other_machines_are_refused() {
    let covers = covers();
    for address in ["file://evil/share/cover.png", "file://127.0.0.1/tmp/cover.png", "file:///tmp/a%00.png", "demo:x"] {
        assert_eq!(get(&covers, &Cover::new(address)).await, Err(CoverError::Address), "{address}");
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    #[tokio::test]
    async fn links_lead_to_images_alone() {
        let (covers, folder) = (covers(), TempDir::new().unwrap());
        let (path, link) = (folder.path().join("cover.png"), folder.path().join("link"));
        write(&path, PNG);
        symlink(&path, &link).unwrap();
        assert_eq!(get(&covers, &cover(&link)).await.unwrap().bytes, PNG);

        let fifo = folder.path().join("fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let socket = folder.path().join("socket");
        let _listener = UnixListener::bind(&socket).unwrap();
        for target in [&fifo, &socket, folder.path(), Path::new("/dev/zero"), Path::new("/dev/tty")] {
            assert_eq!(get(&covers, &cover(target)).await, Err(CoverError::NotAFile), "{}", target.display());
            fs::remove_file(&link).unwrap();
            symlink(target, &link).unwrap();
            assert_eq!(get(&covers, &cover(&link)).await, Err(CoverError::NotAFile), "{}", target.display());
        }
        let round = folder.path().join("round");
        symlink(&round, &round).unwrap();
        assert_eq!(get(&covers, &cover(&round)).await, Err(CoverError::Unreachable));
        symlink(folder.path().join("nothing"), folder.path().join("broken")).unwrap();
        assert_eq!(get(&covers, &cover(&folder.path().join("broken"))).await, Err(CoverError::Missing));
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn what_the_kernel_makes_up_is_not_read() {
        let covers = covers();
        for path in
            ["/proc/self/environ", "/proc/kmsg", "/proc/self/mem", "/sys/kernel/mm/transparent_hugepage/enabled"]
        {
            if Path::new(path).exists() {
                assert_eq!(get(&covers, &cover(Path::new(path))).await, Err(CoverError::NotAnImage), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn an_address_may_be_the_image() {
    let covers = covers();
    let address = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(PNG));
    let image = get(&covers, &Cover::new(&address)).await.unwrap();
    assert_eq!((&*image.bytes, image.content_type()), (PNG, "image/png"));
    assert!(Arc::ptr_eq(&image, &get(&covers, &Cover::new(&address)).await.unwrap()));
    for (address, error) in [
        ("data:image/png;base64,====".to_owned(), CoverError::Malformed),
        ("data:text/html,<script>".to_owned(), CoverError::NotAnImage),
        (format!("data:;base64,{}", BASE64_STANDARD.encode(png_of(LIMIT + 1))), CoverError::TooLarge),
    ] {
        assert_eq!(get(&covers, &Cover::new(address)).await, Err(error));
    }
}

#[tokio::test]
async fn the_demo_players_covers_are_drawn() {
    let covers = covers();
    let image = get(&covers, &Cover::new("demo:6")).await.unwrap();
    assert_eq!(image.image_type, ImageType::Png);
    assert!(Arc::ptr_eq(&image, &get(&covers, &Cover::new("demo:6")).await.unwrap()));
}
