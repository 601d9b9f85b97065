//! Where the secrets are kept: the system's keychain, or a file that only this user can read.

mod file;
mod keeper;
mod keychain;

pub(crate) use keeper::SecretsKeeper;
