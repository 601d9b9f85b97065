//! Getting and keeping the user's permission at Spotify: its states and its rules. The requests are made elsewhere.

mod account;
mod callback;
mod credentials;
mod kept;
mod machine;
mod view;

pub use account::{Account, CONSENT_LIFETIME, EXPIRY_WARNING};
pub use callback::{Callback, CallbackAnswer, MAX_CALLBACK, MalformedCallback};
pub use credentials::{ClientId, ClientSecret, Malformed, ReturnBy};
pub use kept::KeptAttempt;
pub use machine::{ATTEMPT_LIFETIME, Attempt, Effect, EndReason, Event, Granted, Ignored, Login, Stage};
pub use view::{AccountView, LoginReason, LoginStatus, LoginView};
