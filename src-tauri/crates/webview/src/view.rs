//! Web views that go with their windows.
//!
//! wry connects what a page says to a handler that holds the page's web view, on an object that the web view holds. Nobody
//! undoes the knot, so every window that was ever open would stay behind: one file descriptor and some 100 kB each, which
//! adds up in a program that lives in the tray for weeks.

use glib::Object;
use glib::prelude::*;

/// Where a `WebKitWebView` keeps the object that receives what its page says.
const MANAGER: &str = "user-content-manager";

/// Undoes the knot as soon as the web view is destroyed. To be called once for each, on the main thread.
pub fn let_go_when_destroyed(webview: &impl IsA<Object>) {
    if webview.find_property(MANAGER).is_none() {
        return;
    }
    let manager: Object = webview.property(MANAGER);
    webview.connect_local("destroy", false, move |_| {
        dispose(&manager);
        None
    });
}

/// Disconnects all handlers of `manager`.
#[expect(unsafe_code, reason = "there is no safe way to disconnect a handler whose number only wry knows")]
fn dispose(manager: &Object) {
    // SAFETY: the object is one that may not be used after this. Its web view, the only one that would, is being destroyed.
    // `WebKitUserContentManager` has no dispose of its own, so all that happens is that its handlers are disconnected.
    unsafe { manager.run_dispose() }
}
