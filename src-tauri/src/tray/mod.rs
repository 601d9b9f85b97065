//! The icon in the system's tray, and its menu. It is never the only way to anything: there are systems without a tray,
//! and a second start shows the popup.

mod menu;
mod model;

use std::panic::AssertUnwindSafe;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use songplate_core::listener::Intent;
use songplate_core::source::SourceId;
use songplate_core::update;
use tauri::image::Image;
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

use crate::clipboard;
use crate::follow::{Recomputed, follow_from_now, mapped};
use crate::overlays::Overlays;
use crate::profile::Profile;
use crate::state::Shell;
use crate::updates::Updates;
use crate::windows::{Which, show, show_updates};
use menu::{SOURCE, TrayMenu};
use model::{Picture, TrayModel};

/// Puts the icon into the tray and keeps it up to date. Where there is none, it waits for one unseen; where the system
/// lacks what a tray is made with, there is no icon, and the program does without.
pub(crate) fn show_in_tray(app: &AppHandle) {
    // On Linux the library is looked for at this moment, and where it is missing the crate that wants it panics.
    match std::panic::catch_unwind(AssertUnwindSafe(|| make(app))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!("there is no tray: {error}"),
        Err(_) => tracing::warn!("there is no tray: the system lacks what it is made with"),
    }
}

fn make(app: &AppHandle) -> tauri::Result<()> {
    let picks = watch::Sender::new(0);
    let picked = picks.subscribe();
    let model = current(app, 0);
    let menu = TrayMenu::new(app, &model)?;
    let pictures = app.state::<Profile>().tray();
    // What an earlier run left: the last picture is nobody's to remove.
    let _ = std::fs::remove_dir_all(&pictures);
    let tray = TrayIconBuilder::with_id("songplate")
        .icon(picture(model.picture))
        .icon_as_template(cfg!(target_os = "macos"))
        // Where trays read pictures from files. By default all profiles and users would share them.
        .temp_dir_path(pictures)
        .tooltip(&model.tooltip)
        .menu(menu.entries())
        // On Windows a click shows the popup, and the other button the menu; on macOS every click shows the menu.
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(move |app, event| {
            chosen(app, event.id().as_ref());
            picks.send_modify(|picks| *picks += 1);
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event
                && !cfg!(target_os = "macos")
            {
                show(tray.app_handle(), Which::Popup);
            }
        })
        .build(app)?;
    keep_up_to_date(app, Tray { icon: tray, menu, shown: model }, picked);
    Ok(())
}

fn current(app: &AppHandle, picks: u32) -> TrayModel {
    let shell = app.state::<Shell>();
    let language = shell.settings.current().preferences.language;
    let update = app.state::<Updates>().views.borrow().waiting().map(str::to_owned);
    TrayModel::new(&shell.snapshots.borrow(), update.as_deref(), language, picks)
}

fn keep_up_to_date(app: &AppHandle, tray: Tray, picked: watch::Receiver<u32>) {
    let shell = app.state::<Shell>();
    let (handle, picks) = (app.clone(), picked.clone());
    let models = Recomputed::new(move || current(&handle, *picks.borrow()));
    models.when_changed(shell.snapshots.clone());
    models.when_changed(shell.settings.changes());
    models.when_changed(mapped(app.state::<Updates>().views.clone(), |view| view.waiting().map(str::to_owned)));
    models.when_changed(picked);
    let (app, tray) = (app.clone(), Arc::new(Mutex::new(tray)));
    // It may have changed while the icon was made.
    follow_from_now(models.subscribe(), move |model| {
        let (handle, tray) = (app.clone(), Arc::clone(&tray));
        // There at once, because each step would be waited for here; at the end, the main thread waits for this one.
        let changed = app.run_on_main_thread(move || {
            let mut tray = tray.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = tray.change(&handle, model) {
                tracing::warn!("the tray can't be changed: {error}");
            }
        });
        if let Err(error) = changed {
            tracing::warn!("the tray can't be reached: {error}");
        }
    });
}

/// The icon with its menu, and what both show.
struct Tray {
    icon: TrayIcon,
    menu: TrayMenu,
    shown: TrayModel,
}

impl Tray {
    fn change(&mut self, app: &AppHandle, model: TrayModel) -> tauri::Result<()> {
        if self.shown.picture != model.picture {
            self.icon.set_icon_with_as_template(Some(picture(model.picture)), cfg!(target_os = "macos"))?;
        }
        if self.shown.tooltip != model.tooltip {
            self.icon.set_tooltip(Some(&model.tooltip))?;
        }
        // A menu that is open closes when it is replaced.
        if self.menu.fits(&model) {
            self.menu.change(&model)?;
        } else {
            self.menu = TrayMenu::new(app, &model)?;
            self.icon.set_menu(Some(self.menu.entries().clone()))?;
        }
        self.shown = model;
        Ok(())
    }
}

fn chosen(app: &AppHandle, id: &str) {
    let shell = app.state::<Shell>();
    match id {
        "show" => show(app, Which::Popup),
        "settings" => show(app, Which::Settings),
        "start" => shell.listener.send(Intent::Start),
        "stop" => shell.listener.send(Intent::Stop),
        "copy-overlay-link" => copy_overlay_link(app),
        "updates" => {
            let updates = app.state::<Updates>();
            if updates.views.borrow().waiting().is_none() {
                updates.send(update::Intent::Check);
            }
            // What there is, or comes of it, shows there.
            show_updates(app);
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
