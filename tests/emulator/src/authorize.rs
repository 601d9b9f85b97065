//! `/authorize`: who asks, where the answer goes and what is asked for.

use axum::Form;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use url::form_urlencoded;

use crate::consent;
use crate::grants::Code;
use crate::params::{Params, Repeated};
use crate::pkce;
use crate::registry::ClientRegistration;
use crate::world::{Shared, World};

/// The scopes of Spotify's "Scopes" page.
const KNOWN_SCOPES: &[&str] = &[
    "app-remote-control",
    "playlist-modify-private",
    "playlist-modify-public",
    "playlist-read-collaborative",
    "playlist-read-private",
    "streaming",
    "ugc-image-upload",
    "user-follow-modify",
    "user-follow-read",
    "user-library-modify",
    "user-library-read",
    "user-modify-playback-state",
    "user-personalized",
    "user-read-currently-playing",
    "user-read-email",
    "user-read-playback-position",
    "user-read-playback-state",
    "user-read-private",
    "user-read-recently-played",
    "user-top-read",
];

/// An authorization request that passed every check and waits for the user's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    pub(crate) scope: String,
    pub(crate) challenge: Option<String>,
}

/// Why a request was refused, and how the refusal travels.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A page that never returns: the client or the redirect URI can't be trusted (RFC 6749 section 4.1.2.1).
    Page(&'static str),
    /// An error that the client is told.
    Redirect { redirect_uri: String, state: Option<String>, error: &'static str, description: &'static str },
}

/// Checks a request against RFC 6749 section 4.1.1 and RFC 7636 section 4.3, as strictly as Spotify does.
pub(crate) fn check(params: &Params, clients: &[ClientRegistration]) -> Result<Ask, Refusal> {
    let client_id = params.one("client_id").ok().flatten().unwrap_or_default();
    let Some(client) = clients.iter().find(|client| client.client_id == client_id) else {
        return Err(Refusal::Page("INVALID_CLIENT: Invalid client"));
    };
    let redirect_uri = params.one("redirect_uri").ok().flatten().unwrap_or_default();
    if !client.accepts_redirect(redirect_uri) {
        return Err(Refusal::Page("INVALID_CLIENT: Invalid redirect URI"));
    }
    let state = params.one("state").ok().flatten().map(str::to_owned);
    check_rest(params, client)
        .map(|(scope, challenge)| Ask {
            client_id: client_id.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            state: state.clone(),
            scope,
            challenge,
        })
        .map_err(|(error, description)| Refusal::Redirect {
            redirect_uri: redirect_uri.to_owned(),
            state,
            error,
            description,
        })
}

/// What is checked once the way back is known to be safe: the scope and the challenge, or error and description.
fn check_rest(
    params: &Params,
    client: &ClientRegistration,
) -> Result<(String, Option<String>), (&'static str, &'static str)> {
    let one = |name| params.one(name).map_err(|Repeated| ("invalid_request", "a parameter is repeated"));
    one("state")?;
    match one("response_type")? {
        Some("code") => {}
        Some(_) => return Err(("unsupported_response_type", "response_type must be code")),
        None => return Err(("invalid_request", "response_type must be code")),
    }
    let scope = one("scope")?.unwrap_or_default();
    if scope.split(' ').any(|word| !word.is_empty() && !KNOWN_SCOPES.contains(&word)) {
        return Err(("invalid_scope", "Invalid scope"));
    }
    let challenge = one("code_challenge")?;
    match (challenge, one("code_challenge_method")?) {
        (None, None) if client.client_secret.is_none() => Err(("invalid_request", "code_challenge is required")),
        (None, None) => Ok((scope.to_owned(), None)),
        (None, Some(_)) => Err(("invalid_request", "code_challenge_method without code_challenge")),
        (Some(challenge), Some("S256")) if pkce::is_well_formed_challenge(challenge) => {
            Ok((scope.to_owned(), Some(challenge.to_owned())))
        }
        (Some(_), Some("S256")) => Err(("invalid_request", "code_challenge is malformed")),
        (Some(_), _) => Err(("invalid_request", "code_challenge_method must be S256")),
    }
}

/// `GET /authorize`.
pub(crate) async fn ask(State(shared): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let params = Params::parse(query.unwrap_or_default().as_bytes());
    let now_ms = shared.clock.now_ms();
    let mut guard = shared.world();
    let world = &mut *guard;
    let ask = match check(&params, &world.clients) {
        Ok(ask) => ask,
        Err(refusal) => return refuse(&refusal, world.settings.added_slash),
    };
    if world.settings.auto_agree {
        let account = world.settings.signed_in.clone();
        return redirect(&agree(world, ask, account, now_ms));
    }
    let app = world
        .clients
        .iter()
        .find(|client| client.client_id == ask.client_id)
        .map_or_else(String::new, |client| client.name.clone());
    let request_id = world.pending.add(ask.clone());
    Html(consent::page(&app, &request_id, &ask.scope, &world.accounts, &world.settings.signed_in)).into_response()
}

/// What the consent page's form sends.
#[derive(Deserialize)]
pub(crate) struct Answer {
    request: String,
    #[serde(rename = "answer")]
    pressed: String,
    #[serde(default)]
    account: Option<String>,
}

/// `POST /authorize`: the user pressed Agree or Cancel.
pub(crate) async fn answer(State(shared): State<Shared>, Form(form): Form<Answer>) -> Response {
    let now_ms = shared.clock.now_ms();
    let mut guard = shared.world();
    let world = &mut *guard;
    let Some(ask) = world.pending.take(&form.request) else {
        return (StatusCode::BAD_REQUEST, "This page was already answered.").into_response();
    };
    let account = form.account.unwrap_or_else(|| world.settings.signed_in.clone());
    if !world.accounts.iter().any(|known| known.id == account) {
        return (StatusCode::BAD_REQUEST, "No such account.").into_response();
    }
    if form.pressed != "agree" {
        let mut pairs = vec![("error", "access_denied")];
        pairs.extend(ask.state.as_deref().map(|state| ("state", state)));
        return redirect(&callback(&ask.redirect_uri, world.settings.added_slash, &pairs));
    }
    // Like a browser that stays logged in: the next page offers the same account first.
    world.settings.signed_in.clone_from(&account);
    redirect(&agree(world, ask, account, now_ms))
}

fn agree(world: &mut World, ask: Ask, account_id: String, now_ms: u64) -> String {
    let (redirect_uri, state) = (ask.redirect_uri.clone(), ask.state.clone());
    let code = world.grants.issue_code(Code {
        client_id: ask.client_id,
        redirect_uri: ask.redirect_uri,
        challenge: ask.challenge,
        scope: ask.scope,
        account_id,
        issued_ms: now_ms,
    });
    let mut pairs = vec![("code", code.as_str())];
    pairs.extend(state.as_deref().map(|state| ("state", state)));
    callback(&redirect_uri, world.settings.added_slash, &pairs)
}

fn refuse(refusal: &Refusal, added_slash: bool) -> Response {
    match refusal {
        Refusal::Page(text) => (StatusCode::BAD_REQUEST, Html((*text).to_owned())).into_response(),
        Refusal::Redirect { redirect_uri, state, error, description } => {
            let mut pairs = vec![("error", *error), ("error_description", *description)];
            pairs.extend(state.as_deref().map(|state| ("state", state)));
            redirect(&callback(redirect_uri, added_slash, &pairs))
        }
    }
}

/// The redirect URI with the answer in its query (RFC 6749 section 4.1.2).
fn callback(redirect_uri: &str, added_slash: bool, pairs: &[(&str, &str)]) -> String {
    let mut target = redirect_uri.to_owned();
    // Some clients see their scheme's address come back with a path although it was registered without one.
    let bare = redirect_uri
        .split_once("://")
        .is_some_and(|(scheme, rest)| !scheme.starts_with("http") && !rest.contains(['/', '?']));
    if added_slash && bare {
        target.push('/');
    }
    target.push(if target.contains('?') { '&' } else { '?' });
    target + &form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn redirect(target: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, target), (header::CACHE_CONTROL, "no-store")]).into_response()
}
