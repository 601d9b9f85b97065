use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use songplate_media::mpris::{Bus, watch_players};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use super::Looking;

/// As the system's own session bus has it, but for other users too: some players refuse to run as root, who may be the
/// one that runs the tests.
const CONFIGURATION: &str = r#"
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>ADDRESS</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A session bus of its own, which ends with the test.
pub(crate) struct PrivateBus {
    daemon: Child,
    pub(crate) address: String,
    folder: TempDir,
}

impl AsRef<str> for PrivateBus {
    fn as_ref(&self) -> &str {
        &self.address
    }
}

impl PrivateBus {
    pub(crate) async fn start() -> Self {
        let folder = open_folder();
        let address = address_in(folder.path());
        Self::start_with(&address, folder).await
    }

    /// A bus at an address that is known before it is there.
    pub(crate) async fn start_at(address: &str) -> Self {
        Self::start_with(address, open_folder()).await
    }

    async fn start_with(address: &str, folder: TempDir) -> Self {
        let file = folder.path().join("bus.conf");
        let mut configuration = tokio::fs::File::create(&file).await.unwrap();
        configuration.write_all(CONFIGURATION.trim_start().replace("ADDRESS", address).as_bytes()).await.unwrap();
        configuration.flush().await.unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .arg("--config-file")
            .arg(&file)
            .args(["--nofork", "--nopidfile", "--print-address"])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("dbus-daemon is not installed");
        let mut lines = BufReader::new(daemon.stdout.take().unwrap()).lines();
        let address = lines.next_line().await.unwrap().expect("dbus-daemon did not start");
        Self { daemon, address, folder }
    }

    /// What is seen of the players on it.
    pub(crate) fn look(&self) -> Looking {
        Looking::new(watch_players(Bus::At(self.address.clone())).players)
    }

    /// A folder that everybody may read, and that goes with the bus.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Ends it, with all connections.
    pub(crate) async fn stop(mut self) {
        self.daemon.kill().await.unwrap();
    }
}

/// The address of a bus in a folder.
pub(crate) fn address_in(folder: &Path) -> String {
    format!("unix:path={}", folder.join("bus").display())
}

fn open_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}
