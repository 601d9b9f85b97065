//! Fetches one image.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::redirect::Policy;
use url::Url;

use crate::address::may_fetch;
use crate::image::CoverImage;
use crate::resolver::PublicResolver;

/// The largest image that is accepted, in bytes. Spotify's largest have some 300 kB.
pub(crate) const IMAGE_LIMIT: usize = 5 << 20;

/// How long a connection may take to come about.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long one fetch may take in all.
const FETCH_LIMIT: Duration = Duration::from_secs(10);

/// Why there is no image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoverError {
    /// The address is not one that may be asked.
    #[error("the address of the cover is not allowed")]
    Address,
    /// No answer, or not a whole one.
    #[error("the cover can't be reached")]
    Unreachable,
    /// An answer with this status other than success. Redirects count as such: Spotify's images have none.
    #[error("the cover was refused with status {0}")]
    Status(u16),
    /// More than 5 MiB.
    #[error("the cover is too large")]
    TooLarge,
    /// Not a JPEG, PNG, WebP or GIF.
    #[error("the cover is not an image")]
    NotAnImage,
}

/// The TLS back-end could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client for covers can't be set up")]
pub struct SetUpError(#[source] reqwest::Error);

/// Fetches images from public addresses.
#[derive(Debug, Clone)]
pub(crate) struct Fetcher {
    http: reqwest::Client,
    emulated_origin: Option<String>,
}

impl Fetcher {
    pub(crate) fn new(emulated_origin: Option<String>) -> Result<Self, SetUpError> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("Songplate/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_LIMIT)
            .timeout(FETCH_LIMIT)
            .redirect(Policy::none())
            .https_only(emulated_origin.is_none())
            // A proxy would resolve the names itself, past the check.
            .no_proxy()
            .dns_resolver(Arc::new(PublicResolver))
            .build()
            .map_err(SetUpError)?;
        Ok(Self { http, emulated_origin })
    }

    /// Fetches the image at `address`.
    pub(crate) async fn fetch(&self, address: &str) -> Result<CoverImage, CoverError> {
        let url = Url::parse(address).map_err(|_| CoverError::Address)?;
        if !may_fetch(&url, self.emulated_origin.as_deref()) {
            return Err(CoverError::Address);
        }
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
