//! The images that are kept in memory, and the failures that are remembered.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::error::CoverError;
use crate::file::FileVersion;
use crate::image::CoverImage;

/// How many images are kept: the last hour or two of listening.
const MAX_IMAGES: usize = 32;

/// How many bytes of images are kept.
const MAX_BYTES: usize = 24 << 20;

/// How long a failure counts, so that windows and overlays asking again and again make one request.
pub(crate) const FAILURE_COUNTS: Duration = Duration::from_secs(30);

/// How many failures are remembered.
const MAX_FAILURES: usize = 64;

/// An image that was found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The image.
    pub(crate) image: Arc<CoverImage>,
    /// Of a file, which may change, the state that it was found in.
    pub(crate) version: Option<FileVersion>,
}

impl Found {
    /// An image that does not change.
    pub(crate) fn lasting(image: CoverImage) -> Self {
        Self { image: Arc::new(image), version: None }
    }
}

/// What came of looking for an image.
pub(crate) type Outcome = Result<Found, CoverError>;

/// Images in the order of their last use, and failures in the order they happened; both are few enough to search.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    images: VecDeque<(String, Found)>,
    failures: VecDeque<(String, CoverError, Instant)>,
}

impl Kept {
    /// What is known under `key` in this `version`; an image then counts as used.
    pub(crate) fn get(&mut self, key: &str, version: Option<FileVersion>, now: Instant) -> Option<Outcome> {
        if let Some(place) = self.images.iter().position(|(kept, found)| kept == key && found.version == version) {
            let entry = self.images.remove(place)?;
            let found = entry.1.clone();
            self.images.push_back(entry);
            return Some(Ok(found));
        }
        self.failures.retain(|(_, _, until)| now < *until);
        self.failures.iter().find(|(failed, ..)| failed == key).map(|(_, error, _)| Err(*error))
    }

    /// Keeps what came of a fetch, and drops the oldest for it.
    pub(crate) fn keep(&mut self, key: &str, outcome: &Outcome, now: Instant) {
        self.images.retain(|(kept, _)| kept != key);
        self.failures.retain(|(failed, ..)| failed != key);
        match outcome {
            Ok(found) => self.images.push_back((key.to_owned(), found.clone())),
            Err(error) => self.failures.push_back((key.to_owned(), *error, now + FAILURE_COUNTS)),
        }
        while self.images.len() > MAX_IMAGES || self.bytes() > MAX_BYTES {
            self.images.pop_front();
        }
        while self.failures.len() > MAX_FAILURES {
            self.failures.pop_front();
        }
    }

    fn bytes(&self) -> usize {
        self.images.iter().map(|(_, found)| found.image.bytes.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::image::ImageType;

    #[expect(clippy::unnecessary_wraps, reason = "it stands for what a fetch returns")]
    fn image(length: usize) -> Outcome {
        Ok(Found::lasting(CoverImage { bytes: Bytes::from(vec![0; length]), image_type: ImageType::Png }))
    }

    #[test]
    fn the_least_recently_used_goes_first() {
        let (mut kept, now) = (Kept::default(), Instant::now());
        for number in 0..MAX_IMAGES {
            kept.keep(&number.to_string(), &image(1), now);
        }
        assert!(kept.get("0", None, now).is_some());
        kept.keep("new", &image(1), now);
        assert!(kept.get("0", None, now).is_some(), "it was used since");
        assert!(kept.get("1", None, now).is_none(), "it was the oldest");
        assert_eq!(kept.images.len(), MAX_IMAGES);
    }

    #[test]
    fn large_images_push_out_more() {
        let (mut kept, now) = (Kept::default(), Instant::now());
        for number in 0..10 {
            kept.keep(&number.to_string(), &image(5 << 20), now);
            assert!(kept.bytes() <= MAX_BYTES);
        }
        assert_eq!(kept.images.len(), 4);
        kept.keep("9", &image(3), now);
        assert_eq!(kept.images.iter().filter(|(key, _)| key == "9").count(), 1);
    }

    #[test]
    fn a_file_that_changed_is_not_known() {
        let (mut kept, now) = (Kept::default(), Instant::now());
        let version = |length| Some(FileVersion::of_length(length));
        let read = |length| image(7).map(|found| Found { version: version(length), ..found });
        kept.keep("key", &read(1), now);
        assert!(matches!(kept.get("key", version(1), now), Some(Ok(_))));
        assert!(kept.get("key", version(2), now).is_none());
        kept.keep("key", &read(2), now);
        assert_eq!(kept.images.len(), 1, "nobody asks for the earlier one any more");
        assert!(matches!(kept.get("key", version(2), now), Some(Ok(_))));
    }

    #[test]
    fn failures_are_forgotten_in_time() {
        let (mut kept, now) = (Kept::default(), Instant::now());
        for number in 0..2 * MAX_FAILURES {
            kept.keep(&number.to_string(), &Err(CoverError::Unreachable), now);
        }
        assert_eq!(kept.failures.len(), MAX_FAILURES);
        let last = (2 * MAX_FAILURES - 1).to_string();
        assert_eq!(kept.get(&last, None, now).unwrap().unwrap_err(), CoverError::Unreachable);
        assert!(kept.get(&last, None, now + FAILURE_COUNTS).is_none());
        kept.keep(&last, &Err(CoverError::Unreachable), now);
        kept.keep(&last, &image(1), now);
        assert!(matches!(kept.get(&last, None, now), Some(Ok(_))));
    }
}
