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
/// Progress is told this often at most.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// What the program calls itself towards servers.
const USER_AGENT: &str = concat!("Songplate/", env!("CARGO_PKG_VERSION"));

/// How long a server may take. The default is what ships; tests shorten it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Until it answers, and between two parts of what it sends.
    pub(super) silence: Duration,
    /// For a manifest, in all. A package may take as long as it goes on: its user sees how it does, and may cancel it.
    pub(super) manifest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { silence: Duration::from_secs(20), manifest: Duration::from_mins(1) }
    }
}

/// Asks channels, and downloads what they offer. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Fetch {
    client: Client,
    patience: Patience,
}

impl Fetch {
    /// By HTTPS alone, unless `insecure`. Releases are often served by way of redirects.
    pub(super) fn new(insecure: bool, patience: Patience) -> reqwest::Result<Self> {
        let builder = Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(patience.silence)
            .read_timeout(patience.silence)
            .redirect(reqwest::redirect::Policy::limited(5))
            .https_only(!insecure);
        let client = if insecure { builder.no_proxy() } else { builder }.build()?;
        Ok(Self { client, patience })
    }

    /// What a channel has, with the manifest that says so; nothing if nothing was published.
    pub(super) async fn manifest(&self, url: Url) -> Result<Option<(Offer, Value)>, UpdateCause> {
        let read = timeout(self.patience.manifest, self.read_manifest(url)).await;
        read.unwrap_or(Err(UpdateCause::Offline))
    }

    async fn read_manifest(&self, url: Url) -> Result<Option<(Offer, Value)>, UpdateCause> {
        let mut response = self.answered(url).await?;
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

    /// Downloads a package; `progress` hears how much is there, and in all, in bytes: at once, and then now and again.
    pub(super) async fn package(
        &self,
        url: Url,
        mut progress: impl FnMut(u64, Option<u64>),
    ) -> Result<Vec<u8>, UpdateCause> {
        let mut response = self.answered(url).await?;
        let total = response.content_length();
        if total.is_some_and(|total| total > PACKAGE_LIMIT) {
            return Err(UpdateCause::Other);
        }
        progress(0, total);
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
                // A connection that brings nothing any more, or one that ends early.
                Err(error) if error.is_timeout() => return Err(UpdateCause::Offline),
                Err(_) => return Err(UpdateCause::Truncated),
            }
        }
    }

    async fn answered(&self, url: Url) -> Result<Response, UpdateCause> {
        let response = self.client.get(url).send().await.map_err(|error| {
            // An address that may not be asked, or one that leads in circles, is no matter of the network.
            let cause =
                if error.is_builder() || error.is_redirect() { UpdateCause::Other } else { UpdateCause::Offline };
            tracing::info!("a channel can't be asked: {}", error.without_url());
            cause
        })?;
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(UpdateCause::Server { status: response.status().as_u16() })
        }
    }
}

fn offer(manifest: &Value) -> Option<Offer> {
    let version = manifest["version"].as_str()?;
    let version = Version::parse(version.strip_prefix('v').unwrap_or(version)).ok()?;
    let date = manifest["pub_date"].as_str().and_then(|date| OffsetDateTime::parse(date, &Rfc3339).ok());
    let date = date.and_then(|date| u32::try_from(date.unix_timestamp()).ok()).map(UnixSeconds);
    Some(Offer::new(version, manifest["notes"].as_str().unwrap_or_default(), date))
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
