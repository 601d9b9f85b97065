//! What the windows may do.

use std::collections::BTreeSet;

use serde_json::Value;

fn registered() -> BTreeSet<String> {
    // The names that the generated TypeScript invokes are those that are registered.
    let typescript = std::fs::read_to_string(super::root().join("ui/src/bindings.ts")).unwrap();
    typescript
        .lines()
        .filter(|line| !line.starts_with("import"))
        .filter_map(|line| line.split_once("__TAURI_INVOKE").map(|(_, call)| call))
        .filter_map(|call| call.split('"').nth(1))
        .map(str::to_owned)
        .collect()
}

fn capability(name: &str) -> (Vec<String>, BTreeSet<String>) {
    let path = super::root().join("src-tauri/capabilities").join(name);
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let texts = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    (texts(&json["windows"]), texts(&json["permissions"]).into_iter().collect())
}

#[test]
fn every_command_is_declared_and_every_declared_one_exists() {
    let declared: BTreeSet<_> = songplate::bindings::DECLARED_COMMANDS.split(',').map(str::to_owned).collect();
    assert_eq!(declared, registered());
}

#[test]
fn each_window_has_a_file_of_its_own_and_no_plugin_is_within_reach() {
    let mut granted = BTreeSet::new();
    for (file, window) in [("popup.json", "popup"), ("settings.json", "settings")] {
        let (windows, permissions) = capability(file);
        assert_eq!(windows, [window]);
        for permission in permissions {
            let harmless = ["core:event:allow-listen", "core:event:allow-unlisten"];
            match permission.strip_prefix("allow-") {
                Some(command) => drop(granted.insert(command.replace('-', "_"))),
                None => assert!(harmless.contains(&permission.as_str()), "{window} is granted {permission}"),
            }
        }
    }
    let files = std::fs::read_dir(super::root().join("src-tauri/capabilities")).unwrap().count();
    assert_eq!(files, 2, "a new file is a new question here");
    assert_eq!(granted, registered(), "a command that no window may call is dead");
}

#[test]
fn no_window_listens_to_links() {
    let mut open = vec![super::root().join("ui/src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            assert!(!text.contains("deep-link://"), "{}", path.display());
        }
    }
}
