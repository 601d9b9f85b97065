//! Kills the program in the middle of its saves, many times: what is read afterwards is whole.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use songplate_core::clock::UnixSeconds;
use songplate_core::status::{RetryAfter, RetryAfterStore};

use super::SettingsStore;
use super::opening::{copy_of, open_document};
use crate::notices::{NoticeKind, Notices};

const DIR: &str = "SONGPLATE_TEST_KILL_DIR";
const KILLS: u32 = 200;
/// Enough entries to make a file of some 100 kB, whose write takes a while.
const ENTRIES: u32 = 1_500;

fn store(path: &Path) -> (tauri::App<tauri::test::MockRuntime>, SettingsStore) {
    let app = tauri::test::mock_builder()
        .plugin(tauri_plugin_store::Builder::new().build())
        .build(tauri::test::mock_context(tauri::test::noop_assets()))
        .unwrap();
    let opened = open_document(path, UnixSeconds(1));
    let store = SettingsStore::new(app.handle(), path, &opened, Arc::new(Notices::new())).unwrap();
    (app, store)
}

fn write_number(store: &SettingsStore, number: u32) {
    store.change(|settings| {
        for entry in 0..ENTRIES {
            let wait = RetryAfter { until: UnixSeconds(number), quota: false };
            settings.waits.insert(format!("{entry:032x}"), wait);
        }
    });
}

/// Not a test: the program that is killed. Does nothing when it is run as one.
#[test]
fn child() {
    let Some(dir) = std::env::var_os(DIR) else { return };
    let path = PathBuf::from(dir).join("settings.json");
    let (_app, store) = store(&path);
    let start = store.load(&format!("{:032x}", 0)).map_or(0, |wait| wait.until.0);
    for number in start + 1.. {
        write_number(&store, number);
        std::thread::yield_now();
    }
}

#[test]
fn killed_at_any_moment_of_a_save_it_finds_the_old_or_the_new_settings_whole() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("settings.json");
    let mut last = 0;
    let mut cut_off = 0;
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::kill_tests::child", "--nocapture"])
            .env(DIR, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_for_a_save(&path, &mut child);
        // The moment of the kill is the point of the test: spread over several saves.
        std::thread::sleep(Duration::from_micros(u64::from(kill) * 137 % 25_000));
        child.kill().unwrap();
        child.wait().unwrap();

        let opened = open_document(&path, UnixSeconds(kill));
        let numbers: std::collections::BTreeSet<_> = opened.settings.waits.values().map(|wait| wait.until.0).collect();
        assert_eq!(numbers.len(), 1, "kill {kill}: the settings are of one save");
        assert_eq!(opened.settings.waits.len(), ENTRIES as usize, "kill {kill}: the settings are whole");
        let number = numbers.first().copied().unwrap();
        assert!(number >= last, "kill {kill}: {number} is older than {last}, which was there before");
        last = number;
        match opened.notice {
            None => {}
            Some(NoticeKind::SettingsDamaged { restored: true, .. }) => cut_off += 1,
            other => panic!("kill {kill}: {other:?}"),
        }
        assert!(!opened.frozen);
    }
    println!("{KILLS} kills, {cut_off} of them in the middle of the store's own write; {last} saves");
}

fn wait_for_a_save(path: &Path, child: &mut std::process::Child) {
    let stamp = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
    let before = stamp(&copy_of(path));
    while stamp(&copy_of(path)) == before {
        assert!(child.try_wait().unwrap().is_none(), "the child lives until it is killed");
        std::thread::yield_now();
    }
}

#[test]
fn a_save_that_fails_is_told_and_what_is_on_the_disk_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("settings.json");
    let bytes = |path: &Path| std::fs::read(path).unwrap();
    let app = tauri::test::mock_builder()
        .plugin(tauri_plugin_store::Builder::new().build())
        .build(tauri::test::mock_context(tauri::test::noop_assets()))
        .unwrap();
    let notices = Arc::new(Notices::new());
    let opened = open_document(&path, UnixSeconds(1));
    let store = SettingsStore::new(app.handle(), &path, &opened, Arc::clone(&notices)).unwrap();
    let mut changes = notices.changes();
    write_number(&store, 1);
    wait_until(|| copy_of(&path).exists() && path.exists());

    // A folder in the way of the copy stands for every reason not to be able to write it.
    let mut beside = copy_of(&path).into_os_string();
    beside.push(".new");
    wait_until(|| !Path::new(&beside).exists() && serde_json::from_slice::<serde_json::Value>(&bytes(&path)).is_ok());
    let before = bytes(&path);
    std::fs::create_dir(&beside).unwrap();
    write_number(&store, 2);
    wait_until(|| changes.has_changed().unwrap());
    changes.mark_unchanged();
    assert!(matches!(notices.current()[0].kind, NoticeKind::SettingsUnsaved { .. }));
    assert_eq!(bytes(&path), before, "what was there is untouched");
    assert_eq!(store.current().waits.values().next().unwrap().until.0, 2, "the change holds while the program runs");

    std::fs::remove_dir(&beside).unwrap();
    write_number(&store, 3);
    store.finish();
    assert!(notices.current().is_empty(), "over, and no longer told");
    assert_eq!(open_document(&path, UnixSeconds(1)).settings, store.current());
}

fn wait_until(mut what: impl FnMut() -> bool) {
    let limit = tokio::time::Instant::now() + Duration::from_secs(20);
    while !what() {
        assert!(tokio::time::Instant::now() < limit, "it comes about in time");
        std::thread::yield_now();
    }
}
