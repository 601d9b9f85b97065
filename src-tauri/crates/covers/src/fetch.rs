//! Fetches one image from the network.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::redirect::Policy;
use url::Url;

use crate::error::CoverError;
use crate::image::{CoverImage, IMAGE_LIMIT};
use crate::resolver::PublicResolver;

/// How long a connection may take to come about.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long one fetch may take in all.
const FETCH_LIMIT: Duration = Duration::from_secs(10);

/// The TLS back-end could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client for covers can't be set up")]
pub struct SetUpError(#[source] reqwest::Error);

/// Fetches images from addresses that were found allowed.
#[derive(Debug, Clone)]
pub(crate) struct Fetcher {
    http: reqwest::Client,
}

impl Fetcher {
    /// With `https_only` no mistake elsewhere can lead to another scheme.
    pub(crate) fn new(https_only: bool) -> Result<Self, SetUpError> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("Songplate/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_LIMIT)
            .timeout(FETCH_LIMIT)
            .redirect(Policy::none())
            .https_only(https_only)
            // A proxy would resolve the names itself, past the check.
            .no_proxy()
            .dns_resolver(Arc::new(PublicResolver))
            .build()
            .map_err(SetUpError)?;
        Ok(Self { http })
    }

    /// Fetches the image at `url`.
    pub(crate) async fn fetch(&self, url: Url) -> Result<CoverImage, CoverError> {
        let mut response = self.http.get(url).send().await.map_err(unreachable)?;
        if !response.status().is_success() {
            return Err(CoverError::Status(response.status().as_u16()));
        }
        if response.content_length().is_some_and(|length| length > IMAGE_LIMIT as u64) {
            return Err(CoverError::TooLarge);
        }
        let mut bytes = BytesMut::new();
        while let Some(piece) = response.chunk().await.map_err(unreachable)? {
            if bytes.len() + piece.len() > IMAGE_LIMIT {
                return Err(CoverError::TooLarge);
            }
            bytes.extend_from_slice(&piece);
        }
        // A copy of the exact length: what is kept should not hold the buffer's spare half.
        CoverImage::sniff(Bytes::copy_from_slice(&bytes)).ok_or(CoverError::NotAnImage)
    }
}

fn unreachable(error: reqwest::Error) -> CoverError {
    let error = error.without_url();
    tracing::debug!(%error, "a cover can't be fetched");
    CoverError::Unreachable
}
