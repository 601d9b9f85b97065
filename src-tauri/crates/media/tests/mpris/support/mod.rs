//! A bus of its own for every test, players whose words are scripted, and a look at the list.

mod bus;
mod fake;
mod looking;

pub(crate) use bus::PrivateBus;
pub(crate) use fake::{FakePlayer, Manner, metadata};
pub(crate) use looking::Looking;
