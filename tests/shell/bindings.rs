//! The TypeScript that the windows are written against is the one that Rust generates.

#[test]
fn the_bindings_are_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let generated = dir.path().join("bindings.ts");
    songplate::bindings::export(&generated).unwrap();
    let generated = std::fs::read_to_string(generated).unwrap();
    let kept = std::fs::read_to_string(super::root().join("ui/src/bindings.ts")).unwrap();
    assert!(generated == kept, "ui/src/bindings.ts is out of date: run `npm run bindings`");
}

#[test]
fn no_type_of_a_window_can_hold_a_secret() {
    let kept = std::fs::read_to_string(super::root().join("ui/src/bindings.ts")).unwrap();
    for word in ["refresh_token", "access_token", "verifier"] {
        assert!(!kept.contains(word), "{word}");
    }
    let secrets = kept.lines().filter(|line| line.contains("client_secret:")).count();
    assert_eq!(secrets, 1, "the secret goes one way, in what the user typed");
}
