//! The player client and the source against an emulated Spotify, over real connections: every way in which an answer
//! can be odd or fail to come.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod hybrid;
#[cfg(test)]
mod listening;
#[cfg(test)]
mod schedule;
#[cfg(test)]
mod support;
