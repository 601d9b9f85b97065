//! The words on the page that the browser shows after a loopback return.

use std::sync::Arc;

use songplate_spotify::{Landing, LandingText};

use crate::messages::Messages;
use crate::store::SettingsStore;

/// Renders them in the language that is chosen at that moment.
pub(crate) fn landing_text(settings: Arc<SettingsStore>) -> LandingText {
    Arc::new(move |landing| {
        let messages = Messages::of(settings.current().preferences.language);
        let text = match landing {
            Landing::Linked => "landing_linked",
            Landing::Failed(_) => "landing_failed",
            Landing::Unanswered => "landing_unanswered",
        };
        (messages.get("landing_title").to_owned(), messages.get(text).to_owned())
    })
}
