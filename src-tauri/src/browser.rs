//! Opens addresses in the user's browser.

/// Opens an address. Does not wait for the browser, only for whatever starts it.
///
/// # Errors
/// When nothing could be started.
pub(crate) async fn open(address: impl Into<String>) -> Result<(), ()> {
    let address = address.into();
    let opened =
        tauri::async_runtime::spawn_blocking(move || tauri_plugin_opener::open_url(address, None::<&str>)).await;
    if let Ok(Ok(())) = opened {
        return Ok(());
    }
    // The error may hold the address, which may hold the state of a login.
    tracing::warn!("the browser could not be opened");
    Err(())
}
