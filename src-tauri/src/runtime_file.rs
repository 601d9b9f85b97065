//! `runtime.json`: what scripts want to know of the program while it runs.

use std::io;

use serde_json::json;

use crate::profile::{Profile, write_private};

/// Writes it, for this user alone.
pub(crate) fn write(profile: &Profile, run: &str) -> io::Result<()> {
    // No overlay yet: the list is there for those who read it.
    let content = json!({ "pid": std::process::id(), "run": run, "overlays": [] });
    write_private(&profile.runtime(), format!("{content:#}\n").as_bytes())
}

/// Removes it at the end.
pub(crate) fn remove(profile: &Profile) {
    let _ = std::fs::remove_file(profile.runtime());
}
