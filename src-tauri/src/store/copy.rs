//! The copy that is on the disk before the settings themselves are touched.
//!
//! The store saves by a plain write, at exit too: killed in the middle, it leaves half a file. Its `serialize`
//! function is the one place that runs before every such write, so the copy is written there, whole and synced, and
//! when that fails the save is refused before anything was touched.

use std::collections::HashMap;
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;

use crate::profile::write_private;

/// Where the copy goes; `None` when the settings must be left as they are. The store takes a plain function that can
/// capture nothing, hence a static: a process has one profile.
static COPY: OnceLock<Option<PathBuf>> = OnceLock::new();

/// Says where the copy goes, before the store is built. Only the first call counts.
pub(crate) fn keep_copy_at(path: Option<PathBuf>) {
    let _ = COPY.set(path);
}

/// Turns the store's values into the file's bytes, having written the copy.
pub(crate) fn serialize(values: &HashMap<String, Value>) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let path = COPY
        .get()
        .and_then(Option::as_ref)
        .ok_or_else(|| io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "the settings are left as they are"))?;
    // Sorted, so that two files can be compared.
    let sorted: std::collections::BTreeMap<_, _> = values.iter().collect();
    let bytes = serde_json::to_vec_pretty(&sorted)?;
    write_private(path, &bytes)?;
    Ok(bytes)
}
