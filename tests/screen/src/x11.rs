//! The screen that `DISPLAY` names.

use std::error::Error;

use x11rb::NONE;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{ConnectionExt as _, Damage, ReportLevel};
use x11rb::protocol::xproto::{
    ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, Window,
};
use x11rb::rust_connection::RustConnection;

/// Smaller ones are the toolkit's own.
const SMALLEST: u16 = 50;

/// Bytes of a pixel as the server hands it out, at a depth of 24: three colours and one that means nothing.
const PIXEL: usize = 4;

/// A window is painted when one pixel of so many has another colour than its corner: some words are enough, and neither the
/// toolkit's empty window nor the web view before its first frame has any.
const ONE_OF: usize = 1_000;

/// Says when the next window that comes up is painted.
///
/// The server tells of every change of a window's pixels (the extension DAMAGE), so nothing is polled and nothing is asked
/// of the program, whatever toolkit it has.
pub(crate) fn tell_when_painted() -> Result<(), Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(None)?;
    let root = connection.setup().roots[screen].root;
    connection.damage_query_version(1, 1)?.reply()?;
    let coming = ChangeWindowAttributesAux::new().event_mask(EventMask::SUBSTRUCTURE_NOTIFY);
    connection.change_window_attributes(root, &coming)?.check()?;
    println!("ready");
    let mut watched: Option<(Damage, Window)> = None;
    loop {
        match (connection.wait_for_event()?, watched) {
            (Event::MapNotify(come), None) if is_large(&connection, come.window)? => {
                let damage = connection.generate_id()?;
                connection.damage_create(damage, come.window, ReportLevel::NON_EMPTY)?.check()?;
                watched = Some((damage, come.window));
            }
            (Event::DamageNotify(_), Some((damage, _))) => {
                // Before it is looked at, so that what changes meanwhile is told again.
                connection.damage_subtract(damage, NONE, NONE)?;
            }
            _ => continue,
        }
        // It may have been painted before it was watched.
        if let Some((_, window)) = watched
            && is_painted(&connection, window)?
        {
            println!("painted {window:#x}");
            return Ok(());
        }
    }
}

fn is_large(connection: &RustConnection, window: Window) -> Result<bool, Box<dyn Error>> {
    let place = connection.get_geometry(window)?.reply()?;
    Ok(place.width >= SMALLEST && place.height >= SMALLEST)
}

fn is_painted(connection: &RustConnection, window: Window) -> Result<bool, Box<dyn Error>> {
    let place = connection.get_geometry(window)?.reply()?;
    let picture =
        connection.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, place.width, place.height, !0)?.reply()?.data;
    let colour = |pixel: &[u8]| [pixel[0], pixel[1], pixel[2]];
    let Some(corner) = picture.get(..PIXEL).map(colour) else { return Ok(false) };
    let others = picture.chunks_exact(PIXEL).filter(|pixel| colour(pixel) != corner).count();
    Ok(others * ONE_OF >= picture.len() / PIXEL)
}

/// Asks a window to close (ICCCM, 4.2.8.1: `WM_DELETE_WINDOW`).
pub(crate) fn close(window: &str) -> Result<(), Box<dyn Error>> {
    let window: Window = u32::from_str_radix(window.trim_start_matches("0x"), 16)?;
    let (connection, _) = x11rb::connect(None)?;
    let protocols = connection.intern_atom(true, b"WM_PROTOCOLS")?.reply()?.atom;
    let delete = connection.intern_atom(true, b"WM_DELETE_WINDOW")?.reply()?.atom;
    let message = ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
    connection.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
    Ok(())
}
