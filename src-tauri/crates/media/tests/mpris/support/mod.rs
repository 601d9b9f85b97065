//! A bus of its own for every test, players whose words are scripted, and a look at the list.

mod bus;
pub(crate) mod fake;
mod looking;
mod program;
mod songs;
mod wave;

pub(crate) use bus::{PrivateBus, address_in};
pub(crate) use fake::{FakePlayer, Manner};
pub(crate) use looking::{Looking, title_of};
pub(crate) use program::{Program, installed};
pub(crate) use songs::{fields, lanterns, metadata, wind};
pub(crate) use wave::wave;
