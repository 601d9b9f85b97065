//! Dependencies point one way: core, then spotify, media, covers and outputs, then the shell.

use std::collections::{BTreeSet, HashMap};
use std::process::Command;

use serde_json::Value;

struct Graph {
    names: HashMap<String, String>,
    /// By package ID: the packages that it needs to run, built on whatever platform.
    needs: HashMap<String, Vec<String>>,
}

impl Graph {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--offline", "--locked"])
            .current_dir(super::root())
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo speaks JSON");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let list = |value: &Value| value.as_array().expect("a list").clone();
        let names =
            list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), text(&package["name"])));
        let needs = list(&metadata["resolve"]["nodes"]).into_iter().map(|node| {
            let needs = list(&node["deps"])
                .iter()
                .filter(|dep| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()))
                .map(|dep| text(&dep["pkg"]))
                .collect();
            (text(&node["id"]), needs)
        });
        Self { names: names.collect(), needs: needs.collect() }
    }

    /// Everything that `name` needs, near or far.
    fn reach(&self, name: &str) -> BTreeSet<&str> {
        let id = self.names.iter().find(|(_, own)| *own == name).map(|(id, _)| id).expect(name);
        let mut reached = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            for need in &self.needs[id] {
                if reached.insert(self.names[need].as_str()) {
                    open.push(need);
                }
            }
        }
        reached
    }
}

const CRATES: [&str; 5] =
    ["songplate-core", "songplate-spotify", "songplate-media", "songplate-covers", "songplate-outputs"];

#[test]
fn only_the_shell_knows_tauri() {
    let graph = Graph::read();
    for name in CRATES.into_iter().chain(["songplate-webview", "songplate-emulator"]) {
        let reached = graph.reach(name);
        let tauri: Vec<_> = reached.iter().filter(|need| need.starts_with("tauri") || **need == "wry").collect();
        assert!(tauri.is_empty(), "{name} reaches {tauri:?}");
    }
    assert!(graph.reach("songplate").contains("tauri"), "the test finds what it looks for");
}

#[test]
fn arrows_point_one_way() {
    let graph = Graph::read();
    let ours = |name: &str| -> Vec<String> {
        let reached = graph.reach(name);
        reached.into_iter().filter(|need| need.starts_with("songplate")).map(str::to_owned).collect()
    };
    assert!(ours("songplate-core").is_empty(), "the core needs nobody");
    assert!(ours("songplate-webview").is_empty(), "it knows windows alone");
    for middle in ["songplate-spotify", "songplate-media", "songplate-covers", "songplate-outputs"] {
        assert_eq!(ours(middle), ["songplate-core"], "those in the middle never see each other");
    }
    assert!(!ours("songplate").contains(&"songplate-emulator".to_owned()), "the emulator never ships");
}

#[test]
fn the_core_does_no_work_of_its_own() {
    let reached = Graph::read();
    let reached = reached.reach("songplate-core");
    for outside in ["reqwest", "hyper", "axum", "dirs"] {
        assert!(!reached.contains(outside), "the core reaches {outside}");
    }
}
