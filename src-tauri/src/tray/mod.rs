//! The icon in the system's tray, and its menu. It is never the only way to anything: there are systems without a tray,
//! and a second start shows the popup.

mod model;

use std::str::FromStr;

use songplate_core::listener::Intent;
use songplate_core::source::SourceId;
use songplate_core::update;
use tauri::image::Image;
use tauri::menu::{CheckMenuItemBuilder, Menu, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use crate::clipboard;
use crate::follow::{Recomputed, follow_from_now};
use crate::messages::Messages;
use crate::overlays::Overlays;
use crate::state::Shell;
use crate::updates::Updates;
use crate::windows::{Which, show};
use model::{Picture, TrayModel};

/// What the entries of sources begin with.
const SOURCE: &str = "source:";

/// Puts the icon into the tray and keeps it up to date.
///
/// # Errors
/// When the system's tray can't be spoken to at all; where there merely is none, the icon waits for one unseen.
pub(crate) fn show_in_tray(app: &AppHandle) -> tauri::Result<()> {
    let model = current(app);
    let tray = TrayIconBuilder::with_id("songplate")
        .icon(picture(model.picture))
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip(&model.tooltip)
        .menu(&menu(app, &model)?)
        // On Windows a click shows the popup, and the other button the menu; on macOS every click shows the menu.
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event
                && !cfg!(target_os = "macos")
            {
                show(tray.app_handle(), Which::Popup);
            }
        })
        .build(app)?;
    keep_up_to_date(app, tray, model);
    Ok(())
}

fn current(app: &AppHandle) -> TrayModel {
    let shell = app.state::<Shell>();
    let language = shell.settings.current().preferences.language;
    TrayModel::new(&shell.snapshots.borrow(), language)
}

fn keep_up_to_date(app: &AppHandle, tray: TrayIcon, mut shown: TrayModel) {
    let shell = app.state::<Shell>();
    let handle = app.clone();
    let models = Recomputed::new(move || current(&handle));
    models.when_changed(shell.snapshots.clone());
    models.when_changed(shell.settings.changes());
    let app = app.clone();
    // It may have changed while the icon was made.
    follow_from_now(models.subscribe(), move |model| {
        if let Err(error) = change(&app, &tray, &shown, &model) {
            tracing::warn!("the tray can't be changed: {error}");
        }
        shown = model;
    });
}

fn change(app: &AppHandle, tray: &TrayIcon, shown: &TrayModel, model: &TrayModel) -> tauri::Result<()> {
    if shown.picture != model.picture {
        tray.set_icon_with_as_template(Some(picture(model.picture)), cfg!(target_os = "macos"))?;
    }
    if shown.tooltip != model.tooltip {
        tray.set_tooltip(Some(&model.tooltip))?;
    }
    // A menu that is open closes when it is replaced.
    let same_menu = TrayModel { picture: model.picture, tooltip: model.tooltip.clone(), ..shown.clone() } == *model;
    if !same_menu {
        tray.set_menu(Some(menu(app, model)?))?;
    }
    Ok(())
}

fn menu(app: &AppHandle, model: &TrayModel) -> tauri::Result<Menu<Wry>> {
    let messages = Messages::of(model.language);
    let entry = |id: &str, key| MenuItemBuilder::with_id(id, messages.get(key));
    let mut sources = SubmenuBuilder::new(app, messages.get("tray_source"));
    for source in &model.sources {
        let id = format!("{SOURCE}{}", source.id);
        sources = sources.item(&CheckMenuItemBuilder::with_id(id, &source.label).checked(source.selected).build(app)?);
    }
    MenuBuilder::new(app)
        .item(&entry("show", "tray_show").build(app)?)
        .separator()
        .item(&entry("start", "start").enabled(model.can_start).build(app)?)
        .item(&entry("stop", "stop").enabled(model.can_stop).build(app)?)
        .item(&sources.build()?)
        .separator()
        .item(&entry("copy-overlay-link", "copy_overlay_link").build(app)?)
        .item(&entry("settings", "open_settings").build(app)?)
        .item(&entry("check-for-updates", "tray_check_updates").build(app)?)
        .separator()
        .item(&entry("quit", "tray_quit").build(app)?)
        .build()
}

fn chosen(app: &AppHandle, id: &str) {
    let shell = app.state::<Shell>();
    match id {
        "show" => show(app, Which::Popup),
        "settings" => show(app, Which::Settings),
        "start" => shell.listener.send(Intent::Start),
        "stop" => shell.listener.send(Intent::Stop),
        "copy-overlay-link" => copy_overlay_link(app),
        "check-for-updates" => {
            app.state::<Updates>().send(update::Intent::Check);
            // What comes of it shows there.
            show(app, Which::Settings);
        }
        "quit" => app.exit(0),
        _ => {
            if let Some(Ok(source)) = id.strip_prefix(SOURCE).map(SourceId::from_str) {
                shell.listener.send(Intent::Select(source));
            }
        }
    }
}

fn copy_overlay_link(app: &AppHandle) {
    let link = app.state::<Overlays>().link();
    let copied = link.is_some_and(|link| clipboard::copy(app, link));
    if !copied {
        // The popup says why there is none, and offers another way to copy it.
        show(app, Which::Popup);
    }
}

/// The picture, drawn for the tray: macOS colours its shape by itself.
#[cfg(target_os = "macos")]
fn picture(picture: Picture) -> Image<'static> {
    match picture {
        Picture::Stopped => tauri::include_image!("src-tauri/icons/tray/stopped-template.png"),
        Picture::Paused => tauri::include_image!("src-tauri/icons/tray/paused-template.png"),
        Picture::Playing => tauri::include_image!("src-tauri/icons/tray/playing-template.png"),
    }
}

/// The picture, drawn for the tray. The largest: systems make it smaller, never sharper.
#[cfg(not(target_os = "macos"))]
fn picture(picture: Picture) -> Image<'static> {
    match picture {
        Picture::Stopped => tauri::include_image!("src-tauri/icons/tray/stopped-44.png"),
        Picture::Paused => tauri::include_image!("src-tauri/icons/tray/paused-44.png"),
        Picture::Playing => tauri::include_image!("src-tauri/icons/tray/playing-44.png"),
    }
}
