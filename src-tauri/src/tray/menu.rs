//! The menu of the tray's icon. What changes often is changed in place; other sources or another language make a new one.

use songplate_core::settings::Language;
use songplate_core::source::SourceId;
use tauri::menu::{CheckMenuItem, CheckMenuItemBuilder, Menu, MenuBuilder, MenuItem, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Wry};

use super::model::TrayModel;
use crate::messages::Messages;

/// What the entries of sources begin with.
pub(super) const SOURCE: &str = "source:";

/// The menu.
pub(super) struct TrayMenu {
    entries: Menu<Wry>,
    language: Language,
    line: MenuItem<Wry>,
    start: MenuItem<Wry>,
    stop: MenuItem<Wry>,
    sources: Vec<Entry>,
    updates: MenuItem<Wry>,
}

/// A source in the menu.
struct Entry {
    id: SourceId,
    label: String,
    item: CheckMenuItem<Wry>,
}

impl TrayMenu {
    /// The menu of this model.
    ///
    /// # Errors
    /// When the system makes none.
    pub(super) fn new(app: &AppHandle, model: &TrayModel) -> tauri::Result<Self> {
        let messages = Messages::of(model.language);
        let entry = |id: &str, key| MenuItemBuilder::with_id(id, messages.get(key));
        let line = MenuItemBuilder::with_id("line", plain(&model.line)).enabled(false).build(app)?;
        let start = entry("start", "start").enabled(model.can_start).build(app)?;
        let stop = entry("stop", "stop").enabled(model.can_stop).build(app)?;
        let mut sources = Vec::new();
        let mut source = SubmenuBuilder::new(app, messages.get("tray_source"));
        for listed in &model.sources {
            let id = format!("{SOURCE}{}", listed.id);
            let item = CheckMenuItemBuilder::with_id(id, plain(&listed.label)).checked(listed.selected).build(app)?;
            source = source.item(&item);
            sources.push(Entry { id: listed.id.clone(), label: listed.label.clone(), item });
        }
        let updates = MenuItemBuilder::with_id("updates", plain(&model.update_label())).build(app)?;
        let mut entries = MenuBuilder::new(app);
        // The tray shows no tooltip there.
        if cfg!(target_os = "linux") {
            entries = entries.item(&line).separator();
        }
        let entries = entries
            .item(&entry("show", "tray_show").build(app)?)
            .separator()
            .item(&start)
            .item(&stop)
            .item(&source.build()?)
            .separator()
            .item(&entry("copy-overlay-link", "copy_overlay_link").build(app)?)
            .item(&entry("settings", "open_settings").build(app)?)
            .item(&updates)
            .separator()
            .item(&entry("quit", "tray_quit").build(app)?)
            .build()?;
        Ok(Self { entries, language: model.language, line, start, stop, sources, updates })
    }

    /// What the system shows.
    pub(super) fn entries(&self) -> &Menu<Wry> {
        &self.entries
    }

    /// Whether it can be changed into the menu of this model.
    pub(super) fn fits(&self, model: &TrayModel) -> bool {
        let listed = model.sources.iter().map(|source| (&source.id, &source.label));
        self.language == model.language && listed.eq(self.sources.iter().map(|entry| (&entry.id, &entry.label)))
    }

    /// Changes it into the menu of a model that it fits.
    ///
    /// # Errors
    /// When the system changes none.
    pub(super) fn change(&self, model: &TrayModel) -> tauri::Result<()> {
        self.line.set_text(plain(&model.line))?;
        self.start.set_enabled(model.can_start)?;
        self.stop.set_enabled(model.can_stop)?;
        for (entry, source) in self.sources.iter().zip(&model.sources) {
            entry.item.set_checked(source.selected)?;
        }
        self.updates.set_text(plain(&model.update_label()))
    }
}

/// A text in which no letter is underlined for the keyboard.
fn plain(text: &str) -> String {
    text.replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ampersand_is_no_shortcut() {
        assert_eq!(plain("Salt & Copper"), "Salt && Copper");
    }
}
