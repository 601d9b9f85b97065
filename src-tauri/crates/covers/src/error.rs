//! Why there is no image.

/// Why there is no image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoverError {
    /// The address is not one that may be asked: another scheme, an address inside this machine or its network, a file
    /// of another machine, or something that is no address.
    #[error("the address of the cover is not allowed")]
    Address,
    /// No answer, or not a whole one, in time: from the network, or from the disk that the file is on.
    #[error("the cover can't be reached")]
    Unreachable,
    /// An answer with this status other than success. Redirects count as such: Spotify's images have none.
    #[error("the cover was refused with status {0}")]
    Status(u16),
    /// There is no such file, or not yet.
    #[error("the file of the cover is missing")]
    Missing,
    /// What is there is a directory, a pipe, a socket or a device.
    #[error("the cover is not a regular file")]
    NotAFile,
    /// A `data:` address without a comma, or one that says base64 and is not.
    #[error("the data of the cover is malformed")]
    Malformed,
    /// More than 5 MiB.
    #[error("the cover is too large")]
    TooLarge,
    /// Not a JPEG, PNG, WebP or GIF.
    #[error("the cover is not an image")]
    NotAnImage,
}
