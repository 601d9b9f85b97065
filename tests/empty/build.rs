//! Tells Tauri that this is an app.

fn main() {
    tauri_build::build();
}
