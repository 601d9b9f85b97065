//! What a web view leaves behind when its window is gone, on Linux: a knot that keeps it, and the engine's code.
#![cfg(target_os = "linux")]

mod code;
mod view;

pub use code::let_go_of_code;
pub use view::let_go_when_destroyed;
