use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::{Child, Command};
use zbus::Connection;
use zbus::connection::Builder;

use super::PrivateBus;

/// A real player, which ends with the test.
pub(crate) struct Program {
    process: Child,
    connection: Connection,
    name: String,
}

impl Program {
    /// Starts it on `bus`; `name` is what its name on the bus begins with.
    pub(crate) async fn start(bus: &PrivateBus, name: &str, program: &Path, arguments: &[&str]) -> Self {
        let process = command(program)
            .args(arguments)
            .current_dir(bus.folder())
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .env("HOME", bus.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let connection = Builder::address(bus.address.as_str()).unwrap().build().await.unwrap();
        Self { process, connection, name: format!("org.mpris.MediaPlayer2.{name}") }
    }

    /// Tells it to do something.
    pub(crate) async fn tell<B>(&self, method: &str, body: &B)
    where
        B: zbus::export::serde::Serialize + zbus::zvariant::DynamicType + Sync,
    {
        let bus = zbus::fdo::DBusProxy::new(&self.connection).await.unwrap();
        let names = bus.list_names().await.unwrap();
        let name = names.into_iter().find(|name| name.starts_with(&self.name)).expect("the player is gone");
        let (path, interface) = ("/org/mpris/MediaPlayer2", Some("org.mpris.MediaPlayer2.Player"));
        self.connection.call_method(Some(name), path, interface, method, body).await.unwrap();
    }

    /// Ends it without asking.
    pub(crate) async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }
}

/// The first of these programs that is installed; says so when none is.
pub(crate) fn installed(programs: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = programs.iter().find_map(|program| {
        std::env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
    });
    if found.is_none() {
        eprintln!("skipped: {} is not installed", programs.join(" or "));
    }
    found
}

/// VLC does not run as root, who often is the one that runs tests in a container.
fn command(program: &Path) -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if !root || !program.ends_with("vlc") {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
    command
}
