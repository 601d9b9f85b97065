//! The emulator over real connections: every refusal of Spotify's, every fault, and the control endpoints.
//!
//! The client is a bare socket, so that a test sees exactly what is on the wire: redirects are not followed, a body
//! that is cut off is half a body.

#[cfg(test)]
mod authorize;
#[cfg(test)]
mod consent;
#[cfg(test)]
mod control;
#[cfg(test)]
mod ending;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod player;
#[cfg(test)]
mod program;
#[cfg(test)]
mod refresh;
#[cfg(test)]
mod support;
#[cfg(test)]
mod token;
#[cfg(test)]
mod wire;
