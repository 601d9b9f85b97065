//! Where updates come from, as the program was built.

use songplate_core::update::{Channel, Means, Otherwise};
use tauri::utils::config::BundleType;
use tauri::utils::platform::bundle_type;
use tauri::{AppHandle, Config};
use url::Url;

/// Moves the channels of a test package.
const ADDRESS: &str = "SONGPLATE_UPDATE_URL";

/// The files of the channels: stable, then beta.
const NAMES: [&str; 2] = ["stable.json", "beta.json"];

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
        Self::read(app.config(), override_url.as_deref(), bundle_type().as_ref())
    }

    fn read(config: &Config, address: Option<&str>, package: Option<&BundleType>) -> Self {
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
        let means = if key.is_empty() || endpoints.is_empty() {
            Means::NotConfigured
        } else {
            match package {
                Some(BundleType::Dmg) | None => Means::Otherwise(Otherwise::Build),
                Some(_) => Means::Itself,
            }
        };
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

    const STABLE: &str = "https://example.org/channels/stable.json";
    const BETA: &str = "https://example.org/channels/beta.json";

    #[test]
    fn a_program_without_a_key_never_asks() {
        for updater in [json!({ "pubkey": "", "endpoints": [STABLE] }), json!({ "pubkey": "k", "endpoints": [] })] {
            let channels = Channels::read(&config(updater), None, Some(&BundleType::Deb));
            assert_eq!(channels.means, Means::NotConfigured);
        }
        assert_eq!(Channels::read(&Config::default(), None, Some(&BundleType::Deb)).means, Means::NotConfigured);
    }

    #[test]
    fn each_channel_has_its_manifest() {
        let channels = Channels::read(
            &config(json!({ "pubkey": "k", "endpoints": [STABLE, BETA] })),
            None,
            Some(&BundleType::Deb),
        );
        assert_eq!(channels.means, Means::Itself);
        assert_eq!(channels.manifest(Channel::Beta).unwrap().as_str(), BETA);
        assert_eq!(channels.manifest(Channel::Stable).unwrap().as_str(), STABLE);
        let of = |endpoint: &str| {
            let updater = json!({ "pubkey": "k", "endpoints": [endpoint] });
            let channels = Channels::read(&config(updater), None, Some(&BundleType::Deb));
            channels.manifest(Channel::Stable).is_some()
        };
        assert!(of("https://example.org/stable.json"));
        assert!(!of("https://example.org/unstable.json"), "another file");
        assert!(!of(BETA), "nobody is given another channel than they chose");
    }

    #[test]
    fn what_was_built_by_hand_is_updated_by_building() {
        let channels = Channels::read(&config(json!({ "pubkey": "k", "endpoints": [STABLE] })), None, None);
        assert_eq!(channels.means, Means::Otherwise(Otherwise::Build));
    }

    #[test]
    fn only_a_test_package_can_be_led_elsewhere_and_only_to_this_machine() {
        let read = |insecure: bool, address| {
            let updater =
                json!({ "pubkey": "k", "endpoints": [STABLE], "dangerousInsecureTransportProtocol": insecure });
            Channels::read(&config(updater), Some(address), Some(&BundleType::Deb)).manifest(Channel::Stable).unwrap()
        };
        assert_eq!(read(true, "http://127.0.0.1:4000/").as_str(), "http://127.0.0.1:4000/stable.json");
        assert_eq!(read(true, "http://127.0.0.1:4000").as_str(), "http://127.0.0.1:4000/stable.json");
        assert_eq!(read(true, "http://[::1]:4000/a").as_str(), "http://[::1]:4000/a/stable.json");
        assert_eq!(read(true, "http://example.com/").as_str(), STABLE);
        assert_eq!(read(true, "rubbish").as_str(), STABLE);
        assert_eq!(read(false, "http://127.0.0.1:4000/").as_str(), STABLE);
    }
}
