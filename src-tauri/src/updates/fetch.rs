//! Asks a channel, and downloads what it offers. The plugin could do both, but tells neither an answer's status nor
//! whether a download ended early, and reads whatever is sent.

use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use semver::Version;
use serde_json::Value;
use songplate_core::clock::UnixSeconds;
use songplate_core::update::{Offer, UpdateCause};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::time::{Instant, timeout};
use url::Url;

/// The largest manifest in bytes.
const MANIFEST_LIMIT: usize = 256 * 1024;
/// The largest package in bytes.
const PACKAGE_LIMIT: u64 = 256 * 1024 * 1024;
/// How long an answer may take to begin, and a download to go on.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a manifest may take in all.
const MANIFEST_PATIENCE: Duration = Duration::from_mins(1);
/// Progress is told this often at most.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// What the program calls itself towards servers.
const USER_AGENT: &str = concat!("Songplate/", env!("CARGO_PKG_VERSION"));

/// A client for the channels. Releases are often served by way of redirects.
pub(super) fn client(insecure: bool) -> reqwest::Result<Client> {
    let builder = Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(PATIENCE)
        .read_timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::limited(5))
        .https_only(!insecure);
    if insecure { builder.no_proxy() } else { builder }.build()
}

/// What a channel has, with the manifest that says so; nothing if nothing was published.
pub(super) async fn manifest(client: &Client, url: Url) -> Result<Option<(Offer, Value)>, UpdateCause> {
    timeout(MANIFEST_PATIENCE, read_manifest(client, url)).await.unwrap_or(Err(UpdateCause::Offline))
}

async fn read_manifest(client: &Client, url: Url) -> Result<Option<(Offer, Value)>, UpdateCause> {
    let mut response = answered(client, url).await?;
    if response.status() == StatusCode::NO_CONTENT {
        return Ok(None);
    }
    let mut text = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|_| UpdateCause::Offline)? {
        if text.len() + piece.len() > MANIFEST_LIMIT {
            return Err(UpdateCause::NotJson);
        }
        text.extend_from_slice(&piece);
    }
    let manifest: Value = serde_json::from_slice(&text).map_err(|_| UpdateCause::NotJson)?;
    let offer = offer(&manifest).ok_or(UpdateCause::NotJson)?;
    Ok(Some((offer, manifest)))
}

fn offer(manifest: &Value) -> Option<Offer> {
    let version = manifest["version"].as_str()?;
    let version = Version::parse(version.strip_prefix('v').unwrap_or(version)).ok()?;
    let date = manifest["pub_date"].as_str().and_then(|date| OffsetDateTime::parse(date, &Rfc3339).ok());
    let date = date.and_then(|date| u32::try_from(date.unix_timestamp()).ok()).map(UnixSeconds);
    Some(Offer::new(version, manifest["notes"].as_str().unwrap_or_default(), date))
}

/// Downloads a package; `progress` hears how much is there, and in all, in bytes.
pub(super) async fn package(
    client: &Client,
    url: Url,
    mut progress: impl FnMut(u64, Option<u64>),
) -> Result<Vec<u8>, UpdateCause> {
    let mut response = answered(client, url).await?;
    let total = response.content_length();
    if total.is_some_and(|total| total > PACKAGE_LIMIT) {
        return Err(UpdateCause::Other);
    }
    let mut package = Vec::new();
    let mut told = Instant::now();
    loop {
        match response.chunk().await {
            Ok(Some(piece)) => {
                package.extend_from_slice(&piece);
                let done = package.len() as u64;
                if done > PACKAGE_LIMIT {
                    return Err(UpdateCause::Other);
                }
                if told.elapsed() >= PROGRESS_EVERY {
                    told = Instant::now();
                    progress(done, total);
                }
            }
            Ok(None) => return Ok(package),
            // A connection that ends early, or one that brings nothing any more.
            Err(error) if error.is_timeout() => return Err(UpdateCause::Offline),
            Err(_) => return Err(UpdateCause::Truncated),
        }
    }
}

async fn answered(client: &Client, url: Url) -> Result<Response, UpdateCause> {
    let response = client.get(url).send().await.map_err(|error| {
        tracing::info!("a channel can't be reached: {}", error.without_url());
        UpdateCause::Offline
    })?;
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(UpdateCause::Server { status: response.status().as_u16() })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_manifest_tells_its_version_notes_and_date() {
        let told = offer(&json!({ "version": "v1.2.0-beta.1", "notes": "New.", "pub_date": "2026-11-23T10:00:00Z" }));
        let told = told.expect("an offer");
        assert_eq!((told.version().to_string().as_str(), told.notes()), ("1.2.0-beta.1", "New."));
        assert_eq!(told.date(), Some(UnixSeconds(1_795_428_000)));
        for nonsense in [json!({}), json!([]), json!({ "version": 3 }), json!({ "version": "newest" })] {
            assert_eq!(offer(&nonsense), None, "{nonsense}");
        }
    }
}
