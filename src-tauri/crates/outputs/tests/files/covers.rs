//! The cover: that it is one that every program reads, and that no title ever stands beside an older one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use image::ImageFormat;
use tokio::time::sleep;

use crate::rig::{Rig, colour, covered, image, song, text_file};

const TRANSPARENT: [u8; 4] = [0, 0, 0, 0];

fn shown(rig: &Rig) -> [u8; 4] {
    colour(&std::fs::read(rig.path("cover.png")).unwrap())
}

#[tokio::test(start_paused = true)]
async fn every_type_of_cover_becomes_a_png() {
    let rig = Rig::new(|_| ()).await;
    assert_eq!(shown(&rig), TRANSPARENT);
    for (number, format) in
        [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP].into_iter().enumerate()
    {
        let address = format!("https://example.org/{number}");
        rig.offers(&address, image([10, 200, 10], format));
        rig.plays(covered("One", &address)).await;
        let [red, green, blue, alpha] = shown(&rig);
        assert!(red < 30 && green > 180 && blue < 30 && alpha == 255, "{format:?}: {red} {green} {blue} {alpha}");
        assert_eq!(rig.json()["cover"], "cover.png");
        rig.plays(song("Bare")).await;
        assert_eq!(shown(&rig), TRANSPARENT);
        assert_eq!(rig.json()["cover"], serde_json::Value::Null);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_image_is_no_cover() {
    let rig = Rig::new(|_| ()).await;
    let whole = image([1, 2, 3], ImageFormat::Png);
    for (number, bytes) in [b"<svg/>".to_vec(), whole[..whole.len() - 30].to_vec(), Vec::new()].into_iter().enumerate()
    {
        let (title, address) = (format!("Song {number}"), format!("https://example.org/{number}"));
        rig.offers(&address, bytes);
        rig.plays(covered(&title, &address)).await;
        assert_eq!(rig.text("title.txt"), title);
        assert_eq!(shown(&rig), TRANSPARENT);
    }
}

#[tokio::test(start_paused = true)]
async fn the_title_waits_for_its_cover_but_not_for_ever() {
    let rig = Rig::new(|_| ()).await;
    rig.offers("a", image([200, 0, 0], ImageFormat::Png));
    rig.offers("b", image([0, 0, 200], ImageFormat::Jpeg));
    rig.plays(covered("One", "a")).await;
    rig.open_shelf(false);
    rig.plays(covered("Two", "b")).await;
    sleep(Duration::from_millis(1_900)).await;
    assert_eq!((rig.text("title.txt").as_str(), shown(&rig)), ("One", [200, 0, 0, 255]));
    assert_eq!(rig.json()["title"], "One", "scripts see no mixture either");
    sleep(Duration::from_millis(200)).await;
    assert_eq!((rig.text("title.txt").as_str(), shown(&rig)), ("Two", TRANSPARENT));
    assert_eq!(rig.json()["cover"], serde_json::Value::Null);
    rig.open_shelf(true);
    rig.settle().await;
    assert!(shown(&rig)[2] > 180);
    assert_eq!(rig.json()["cover"], "cover.png");
    let seen = rig.shelf.seen.lock().unwrap();
    assert_eq!(*seen, ["", "One – Ärtist"], "while a cover is asked for, the text is still that of the song before");
}

/// The colour that stands for a number.
fn numbered(number: usize) -> [u8; 3] {
    [u8::try_from(number / 256).unwrap(), u8::try_from(number % 256).unwrap(), 255]
}

#[tokio::test(start_paused = true)]
async fn nobody_ever_sees_a_new_title_with_an_old_cover_nor_the_json_before_the_text() {
    const ENOUGH: usize = 300;
    let rig = Rig::new(|settings| settings.texts = vec![text_file("song.txt", "[SONG]")]).await;
    let plays = async |number: usize| {
        let name = number.to_string();
        rig.offers(&name, image(numbered(number), ImageFormat::Png));
        rig.plays(covered(&name, &name)).await;
    };
    plays(0).await;
    let (looks, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let paths = ["now-playing.json", "song.txt", "cover.png"].map(|name| rig.path(name));
    let reader = std::thread::spawn({
        let (looks, ended) = (Arc::clone(&looks), Arc::clone(&ended));
        move || {
            while !ended.load(Ordering::SeqCst) {
                // In the order opposite to that of writing: each must be as new as the one before, or newer.
                let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&paths[0]).unwrap()).unwrap();
                let text: usize = std::fs::read_to_string(&paths[1]).unwrap().parse().unwrap();
                let [high, low, ..] = colour(&std::fs::read(&paths[2]).unwrap()).map(usize::from);
                let cover = high * 256 + low;
                let json: usize = json["title"].as_str().unwrap().parse().unwrap();
                assert!(text >= json, "the JSON file of {json} with the text of {text}");
                assert!(cover >= text, "the title of {text} with the cover of {cover}");
                looks.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    let mut number = 0;
    while !reader.is_finished() && (number < ENOUGH || looks.load(Ordering::SeqCst) < ENOUGH) {
        number += 1;
        plays(number).await;
    }
    ended.store(true, Ordering::SeqCst);
    reader.join().unwrap();
}
