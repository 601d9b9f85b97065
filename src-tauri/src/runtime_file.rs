//! `runtime.json`: what scripts want to know of the program while it runs.

use std::io;

use serde_json::json;

use crate::follow::follow_from_now;
use crate::overlays::{Overlays, OverlaysView};
use crate::profile::{Profile, write_private};

/// Writes it, and again whenever the links of the overlays have changed.
pub(crate) fn keep(profile: &Profile, run: String, overlays: &Overlays) {
    let profile = profile.clone();
    let mut written = None;
    follow_from_now(overlays.views(), move |view| {
        let content = content(&run, &view);
        if written.as_ref() != Some(&content) {
            if let Err(error) = write(&profile, &content) {
                tracing::warn!("runtime.json can't be written: {error}");
            }
            written = Some(content);
        }
    });
}

/// Removes it at the end.
pub(crate) fn remove(profile: &Profile) {
    let _ = std::fs::remove_file(profile.runtime());
}

fn content(run: &str, view: &OverlaysView) -> serde_json::Value {
    let overlays: Vec<_> = view
        .overlays
        .iter()
        .filter_map(|overlay| overlay.url.as_ref().map(|url| json!({ "name": overlay.name, "url": url })))
        .collect();
    json!({ "pid": std::process::id(), "run": run, "overlays": overlays })
}

fn write(profile: &Profile, content: &serde_json::Value) -> io::Result<()> {
    write_private(&profile.runtime(), format!("{content:#}\n").as_bytes())
}
