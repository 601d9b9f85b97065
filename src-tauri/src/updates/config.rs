//! Where updates come from, as the program was built.

use std::path::Path;

use songplate_core::update::{Channel, Means, Otherwise};
use tauri::utils::config::BundleType;
use tauri::utils::platform::bundle_type;
use tauri::{AppHandle, Config};
use url::Url;

/// Moves the channels of a test package.
const ADDRESS: &str = "SONGPLATE_UPDATE_URL";

/// The files of the channels: stable, then beta.
const NAMES: [&str; 2] = ["stable.json", "beta.json"];

/// Folders that belong to package managers and stores. Our own packages are marked as such; what lies there without a mark,
/// others have packed.
const MANAGED: [&str; 6] = ["/usr/bin", "/usr/lib", "/opt", "/app", "/snap", "/nix/store"];

/// Where updates come from.
#[derive(Debug, Clone)]
pub(super) struct Channels {
    pub(super) means: Means,
    pub(super) endpoints: Vec<Url>,
    /// Whether the channels may be served without TLS; in test packages alone.
    pub(super) insecure: bool,
}

impl Channels {
    /// As the configuration of this program says.
    pub(super) fn of(app: &AppHandle) -> Self {
        let override_url = std::env::var(ADDRESS).ok();
        let surroundings = Surroundings {
            program: &std::env::current_exe().unwrap_or_default(),
            dpkg: Path::new("/var/lib/dpkg/info/songplate.list").exists(),
            rpm: ["/usr/bin/rpm", "/bin/rpm"].iter().any(|rpm| Path::new(rpm).exists()),
            appimage: std::env::var_os("APPIMAGE").is_some(),
        };
        Self::read(app.config(), override_url.as_deref(), bundle_type().as_ref(), surroundings)
    }

    fn read(
        config: &Config,
        address: Option<&str>,
        package: Option<&BundleType>,
        surroundings: Surroundings<'_>,
    ) -> Self {
        let updater = config.plugins.0.get("updater");
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let key = updater.and_then(|updater| text(&updater["pubkey"])).unwrap_or_default();
        let insecure =
            updater.and_then(|updater| updater["dangerousInsecureTransportProtocol"].as_bool()) == Some(true);
        let listed = updater.and_then(|updater| updater["endpoints"].as_array().cloned()).unwrap_or_default();
        let mut endpoints: Vec<_> =
            listed.iter().filter_map(text).filter_map(|endpoint| Url::parse(&endpoint).ok()).collect();
        // Only packages that are made for tests can be led elsewhere.
        if let Some(address) = address.filter(|_| insecure) {
            if let Some(address) = Url::parse(address).ok().filter(is_loopback) {
                endpoints = NAMES.iter().filter_map(|name| below(&address, name)).collect();
            } else {
                tracing::warn!("{ADDRESS} is no address of this machine, and was ignored");
            }
        }
        let means =
            if key.is_empty() || endpoints.is_empty() { Means::NotConfigured } else { means(package, surroundings) };
        Self { means, endpoints, insecure }
    }

    /// The manifest of a channel; `None` when there is none.
    pub(super) fn manifest(&self, channel: Channel) -> Option<Url> {
        let name = match channel {
            Channel::Stable => NAMES[0],
            Channel::Beta => NAMES[1],
        };
        let is_named = |endpoint: &&Url| endpoint.path().rsplit('/').next() == Some(name);
        self.endpoints.iter().find(is_named).cloned()
    }
}

/// Where the program finds itself.
#[derive(Debug, Clone, Copy)]
struct Surroundings<'a> {
    /// Its file.
    program: &'a Path,
    /// Whether dpkg has installed it.
    dpkg: bool,
    /// Whether there is rpm.
    rpm: bool,
    /// Whether it runs out of an `AppImage`.
    appimage: bool,
}

/// How this package is updated. The mark that a build carries stays in it when others pack it anew.
fn means(package: Option<&BundleType>, Surroundings { program, dpkg, rpm, appimage }: Surroundings<'_>) -> Means {
    // Every build for macOS carries the mark of an app.
    let is_app = || program.components().any(|part| Path::new(part.as_os_str()).extension() == Some("app".as_ref()));
    let otherwise = match package {
        Some(BundleType::Deb) => (!dpkg).then_some(Otherwise::PackageManager),
        Some(BundleType::Rpm) => (!rpm).then_some(Otherwise::PackageManager),
        Some(BundleType::AppImage) => (!appimage).then_some(Otherwise::Download),
        Some(BundleType::App) => (!is_app()).then_some(Otherwise::Build),
        // Run from the image that it came in.
        Some(BundleType::Dmg) => Some(Otherwise::Download),
        Some(_) => None,
        None if MANAGED.iter().any(|folder| program.starts_with(folder)) => Some(Otherwise::PackageManager),
        None => Some(Otherwise::Build),
    };
    otherwise.map_or(Means::Itself, Means::Otherwise)
}

/// The address of a file in the folder `address`, whether or not that ends in a slash.
fn below(address: &Url, name: &str) -> Option<Url> {
    let mut file = address.clone();
    file.path_segments_mut().ok()?.pop_if_empty().push(name);
    Some(file)
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(url::Host::Ipv4(host)) => host.is_loopback(),
        Some(url::Host::Ipv6(host)) => host.is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn config(updater: serde_json::Value) -> Config {
        let mut config = Config::default();
        config.plugins.0.insert("updater".to_owned(), updater);
        config
    }

    fn at(program: &str) -> Surroundings<'_> {
        Surroundings { program: Path::new(program), dpkg: false, rpm: false, appimage: false }
    }

    fn by_dpkg() -> Surroundings<'static> {
        Surroundings { dpkg: true, ..at("/usr/bin/songplate") }
    }

    const STABLE: &str = "https://example.org/channels/stable.json";
    const BETA: &str = "https://example.org/channels/beta.json";

    #[test]
    fn a_program_without_a_key_never_asks() {
        for updater in [json!({ "pubkey": "", "endpoints": [STABLE] }), json!({ "pubkey": "k", "endpoints": [] })] {
            let channels = Channels::read(&config(updater), None, Some(&BundleType::Deb), by_dpkg());
            assert_eq!(channels.means, Means::NotConfigured);
        }
        assert_eq!(
            Channels::read(&Config::default(), None, Some(&BundleType::Deb), by_dpkg()).means,
            Means::NotConfigured
        );
    }

    #[test]
    fn each_channel_has_its_manifest() {
        let channels = Channels::read(
            &config(json!({ "pubkey": "k", "endpoints": [STABLE, BETA] })),
            None,
            Some(&BundleType::Deb),
            by_dpkg(),
        );
        assert_eq!(channels.means, Means::Itself);
        assert_eq!(channels.manifest(Channel::Beta).unwrap().as_str(), BETA);
        assert_eq!(channels.manifest(Channel::Stable).unwrap().as_str(), STABLE);
        let of = |endpoint: &str| {
            let updater = json!({ "pubkey": "k", "endpoints": [endpoint] });
            let channels = Channels::read(&config(updater), None, Some(&BundleType::Deb), by_dpkg());
            channels.manifest(Channel::Stable).is_some()
        };
        assert!(of("https://example.org/stable.json"));
        assert!(!of("https://example.org/unstable.json"), "another file");
        assert!(!of(BETA), "nobody is given another channel than they chose");
    }

    #[test]
    fn what_is_no_package_of_ours_says_how_it_is_updated() {
        let is = |package: Option<BundleType>, surroundings| means(package.as_ref(), surroundings);
        let (build, download) = (Means::Otherwise(Otherwise::Build), Means::Otherwise(Otherwise::Download));
        let package_manager = Means::Otherwise(Otherwise::PackageManager);
        assert_eq!(is(None, at("/home/alex/songplate/target/release/songplate")), build);
        assert_eq!(is(None, at("/usr/local/bin/songplate")), build);
        assert_eq!(is(None, at("/usr/bin/songplate")), package_manager);
        assert_eq!(is(None, at("/app/bin/songplate")), package_manager);
        assert_eq!(is(Some(BundleType::Deb), by_dpkg()), Means::Itself);
        assert_eq!(is(Some(BundleType::Deb), at("/usr/bin/songplate")), package_manager, "packed anew by others");
        assert_eq!(is(Some(BundleType::Rpm), Surroundings { rpm: true, ..at("/usr/bin/songplate") }), Means::Itself);
        assert_eq!(is(Some(BundleType::Rpm), at("/usr/bin/songplate")), package_manager);
        assert_eq!(
            is(Some(BundleType::AppImage), Surroundings { appimage: true, ..at("/usr/bin/songplate") }),
            Means::Itself
        );
        assert_eq!(is(Some(BundleType::AppImage), at("/usr/bin/songplate")), download, "unpacked");
        assert_eq!(
            is(Some(BundleType::App), at("/Applications/Songplate.app/Contents/MacOS/songplate")),
            Means::Itself
        );
        assert_eq!(is(Some(BundleType::App), at("/Users/alex/songplate/target/release/songplate")), build);
        assert_eq!(is(Some(BundleType::Dmg), at("/Volumes/Songplate/songplate")), download);
        assert_eq!(is(Some(BundleType::Nsis), at("/usr/bin/songplate")), Means::Itself);
    }

    #[test]
    fn only_a_test_package_can_be_led_elsewhere_and_only_to_this_machine() {
        let read = |insecure: bool, address| {
            let updater =
                json!({ "pubkey": "k", "endpoints": [STABLE], "dangerousInsecureTransportProtocol": insecure });
            Channels::read(&config(updater), Some(address), Some(&BundleType::Deb), by_dpkg())
                .manifest(Channel::Stable)
                .unwrap()
        };
        assert_eq!(read(true, "http://127.0.0.1:4000/").as_str(), "http://127.0.0.1:4000/stable.json");
        assert_eq!(read(true, "http://127.0.0.1:4000").as_str(), "http://127.0.0.1:4000/stable.json");
        assert_eq!(read(true, "http://[::1]:4000/a").as_str(), "http://[::1]:4000/a/stable.json");
        assert_eq!(read(true, "http://example.com/").as_str(), STABLE);
        assert_eq!(read(true, "rubbish").as_str(), STABLE);
        assert_eq!(read(false, "http://127.0.0.1:4000/").as_str(), STABLE);
    }
}
