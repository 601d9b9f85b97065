//! Images that are in their address (RFC 2397).

use bytes::Bytes;
use data_url::DataUrl;
use data_url::forgiving_base64::DecodeError;

use crate::error::CoverError;
use crate::image::{CoverImage, IMAGE_LIMIT};

/// The image in `address`. The type that it names is not asked; and where `%` begins no code, it is itself.
pub(crate) fn decode(address: &str) -> Result<CoverImage, CoverError> {
    let url = DataUrl::process(address).map_err(|_| CoverError::Malformed)?;
    let mut bytes = Vec::new();
    url.decode(|piece| {
        if bytes.len() + piece.len() > IMAGE_LIMIT {
            return Err(CoverError::TooLarge);
        }
        bytes.extend_from_slice(piece);
        Ok(())
    })
    .map_err(|error| match error {
        DecodeError::InvalidBase64(_) => CoverError::Malformed,
        DecodeError::WriteError(error) => error,
    })?;
    CoverImage::sniff(Bytes::copy_from_slice(&bytes)).ok_or(CoverError::NotAnImage)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    use super::*;
    use crate::image::ImageType;

    fn encoded(bytes: &[u8]) -> String {
        format!("data:image/png;base64,{}", BASE64_STANDARD.encode(bytes))
    }

    #[test]
    fn an_image_comes_in_base64_or_in_percent_codes() {
        for address in [
            "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
            "data:image/gif;base64,R0lGODlhAQABAAAAACw",
            "data:image/gif;base64,R0lG%4FDlh\nAQABAAAAACw%3D",
            "data:;base64,R0lGODlhAQABAAAAACw=#fragment",
            "data:text/html;charset=x;base64,R0lGODlhAQABAAAAACw=",
            "Data:image/gif,GIF89a%01%00%01%00%00%00%00,",
        ] {
            let image = decode(address).unwrap();
            assert_eq!(image.image_type, ImageType::Gif, "{address}");
            assert_eq!(image.bytes, b"GIF89a\x01\0\x01\0\0\0\0,"[..], "{address}");
        }
    }

    #[test]
    fn what_is_malformed_or_no_image_is_refused() {
        for (address, error) in [
            ("data:image/png;base64", CoverError::Malformed),
            ("data:", CoverError::Malformed),
            ("data:image/png;base64,R0lG*", CoverError::Malformed),
            ("data:image/png;base64,R0lGO", CoverError::Malformed),
            ("data:image/png;base64,", CoverError::NotAnImage),
            ("data:image/png,%zz%", CoverError::NotAnImage),
            ("data:image/svg+xml,<svg onload='alert(1)'/>", CoverError::NotAnImage),
            ("data:image/png,%3Chtml%3E", CoverError::NotAnImage),
        ] {
            assert_eq!(decode(address), Err(error), "{address}");
        }
    }

    #[test]
    fn five_mebibytes_and_no_more() {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.resize(IMAGE_LIMIT, 7);
        assert_eq!(decode(&encoded(&bytes)).unwrap().bytes, bytes);
        bytes.push(7);
        assert_eq!(decode(&encoded(&bytes)), Err(CoverError::TooLarge));
        let percent: String = "%00".repeat(IMAGE_LIMIT + 1);
        assert_eq!(decode(&format!("data:image/png,{percent}")), Err(CoverError::TooLarge));
    }
}
