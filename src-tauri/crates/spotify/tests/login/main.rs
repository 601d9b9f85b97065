//! The login and its tokens against an emulated Spotify, over real connections.
//!
//! What is waited for is always a change that somebody can see: a view, a request that arrived, a call to the
//! keychain. Hours pass on tokio's paused time, and only while nothing is under way on a connection.

#[cfg(test)]
mod attempts;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod ending;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod keychain;
#[cfg(test)]
mod loopback;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod refresh;
#[cfg(test)]
mod restart;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tap;
#[cfg(test)]
mod words;
