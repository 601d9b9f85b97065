use std::process::Stdio;

use songplate_media::mpris::{Bus, watch_players};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::Looking;

/// A session bus of its own, which ends with the test.
pub(crate) struct PrivateBus {
    daemon: Child,
    pub(crate) address: String,
}

impl PrivateBus {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// A bus at an address that is known before it is there.
    pub(crate) async fn start_at(address: &str) -> Self {
        Self::start_with(&["--address", address]).await
    }

    async fn start_with(arguments: &[&str]) -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .args(arguments)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("dbus-daemon is not installed");
        let mut lines = BufReader::new(daemon.stdout.take().unwrap()).lines();
        let address = lines.next_line().await.unwrap().expect("dbus-daemon did not start");
        Self { daemon, address }
    }

    /// What is seen of the players on it.
    pub(crate) fn look(&self) -> Looking {
        Looking::new(watch_players(Bus::At(self.address.clone())))
    }

    /// Ends it, with all connections.
    pub(crate) async fn stop(mut self) {
        self.daemon.kill().await.unwrap();
    }
}
