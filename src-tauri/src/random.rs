//! Randomness from the system.

use crate::commands::CommandError;

/// Random bytes; a system that has none is told as an internal error.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], CommandError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!("no randomness: {error}");
        CommandError::Internal
    })?;
    Ok(bytes)
}
