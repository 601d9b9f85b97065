//! How long and how much a client may.

use std::time::Duration;

/// How long and how much a client may. The default is what ships; tests shorten the times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a client may take to send a request's headers, counted from when the connection could take them: it
    /// bounds the wait between two requests on one connection, too.
    pub head: Duration,
    /// How long the system may refuse to take more of what is sent, because the client does not read.
    pub send: Duration,
    /// How often a WebSocket is pinged.
    pub ping_every: Duration,
    /// How long a WebSocket may leave pings unanswered.
    pub pong_within: Duration,
    /// How often an event stream gets a comment, so that proxies and clients know that it lives.
    pub comment_every: Duration,
    /// How long until another try when no port could be opened.
    pub retry: Duration,
    /// How many connections there may be at once.
    pub connections: usize,
}

/// A dozen overlays and a few scripts are usual, a thousand clients are the goal; half as many again leaves room for
/// those that come while others go. Each costs a file descriptor and some 6 KiB.
const CONNECTIONS: usize = 1_500;

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            send: Duration::from_secs(10),
            ping_every: Duration::from_secs(20),
            pong_within: Duration::from_secs(45),
            comment_every: Duration::from_secs(15),
            retry: Duration::from_secs(3),
            connections: CONNECTIONS,
        }
    }
}
