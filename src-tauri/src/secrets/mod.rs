//! Where the secrets are kept: the system's keychain, or a file that only this user can read.

mod file;
mod keychain;
mod keeper;

pub(crate) use keeper::SecretsKeeper;
