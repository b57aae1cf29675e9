//! Which hosts steps may speak to.

use std::net::{IpAddr, SocketAddr};

use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::addresses::is_private;
use super::error::HttpError;

/// Rules about hosts. A rule is a name or address (`api.example.com`), one with a port (`localhost:8080`), or all names
/// below one (`*.example.com`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HostRules {
    /// Hosts that may be spoken to; empty allows every host.
    pub allowed: Vec<String>,
    /// Hosts that may not be spoken to, whatever else says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<String>,
    /// Hosts that may lie inside: on this machine or in its network.
    pub private: Vec<String>,
}

impl HostRules {
    /// The same, with a host that the program's own settings name.
    #[must_use]
    pub fn and(mut self, host: String) -> Self {
        if !self.allowed.is_empty() {
            self.allowed.push(host.clone());
        }
        self.private.push(host);
        self
    }

    /// What about one of the rules is no host, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let all = self.allowed.iter().chain(&self.blocked).chain(&self.private);
        all.into_iter().find(|host| !is_host(host)).map(|host| {
            format!(
                "“{host}” is no host; write api.example.com, localhost:8080, or *.example.com for all names below one"
            )
        })
    }

    /// The addresses that a URL leads to, each of them allowed.
    ///
    /// # Errors
    /// It is no address of the web, its host is not allowed, lies inside, or is not found.
    pub(crate) async fn addresses(&self, url: &Url) -> Result<Vec<SocketAddr>, HttpError> {
        let refused = |reason: String| HttpError::Refused { url: shown(url), reason };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused(format!("{}: is not http: or https:", url.scheme())));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("names and passwords do not belong into an address; use auth".to_owned()));
        }
        let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_lowercase();
        let port = url.port_or_known_default().unwrap_or(443);
        if host.is_empty() {
            return Err(refused("it has no host".to_owned()));
        }
        if is_listed(&self.blocked, &host, port) {
            return Err(refused(format!("the host {host} is blocked by the settings")));
        }
        if !self.allowed.is_empty() && !is_listed(&self.allowed, &host, port) {
            return Err(refused(format!("the host {host} is not among those that the settings allow")));
        }
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let found: Vec<SocketAddr> = match bare.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => tokio::net::lookup_host((bare, port))
                .await
                .map_err(|error| HttpError::Unreachable { url: shown(url), reason: error.to_string() })?
                .collect(),
        };
        if found.is_empty() {
            return Err(HttpError::Unreachable { url: shown(url), reason: format!("{host} has no address") });
        }
        match found.iter().find(|address| is_private(address.ip())) {
            Some(inside) if !is_listed(&self.private, &host, port) => Err(refused(format!(
                "{host} lies inside ({}); hosts of this machine and its network have to be allowed in the settings",
                inside.ip()
            ))),
            Some(_) | None => Ok(found),
        }
    }
}

/// A name or address, either with a port, or `*.` before a name; never the address of a page.
fn is_host(rule: &str) -> bool {
    let name = rule.strip_prefix("*.").unwrap_or(rule);
    if name.parse::<IpAddr>().is_ok() {
        return true;
    }
    let is_plain = !name.is_empty() && !name.contains(['/', '*', '@', '?', '#', '\\', ' ']);
    is_plain && Url::parse(&format!("http://{name}/")).is_ok_and(|url| url.host_str().is_some())
}

fn is_listed(rules: &[String], host: &str, port: u16) -> bool {
    rules.iter().any(|rule| {
        let rule = rule.trim().to_lowercase();
        let with_port = rule.rsplit_once(':').filter(|(name, _)| !name.contains(':') || name.ends_with(']'));
        let (name, fits) = match with_port.and_then(|(name, number)| Some((name, number.parse::<u16>().ok()?))) {
            Some((name, number)) => (name, number == port),
            None => (rule.as_str(), true),
        };
        let bare = |text: &str| text.trim_start_matches('[').trim_end_matches(']').to_owned();
        fits && match name.strip_prefix("*.") {
            Some(parent) => host.strip_suffix(parent).is_some_and(|child| child.ends_with('.')),
            None => bare(name) == bare(host),
        }
    })
}

/// An address as messages show it: without what stands behind the question mark, which may be confidential.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Both fail only for addresses without a host, which hold neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::is_listed;

    #[test]
    fn a_rule_is_a_host_a_host_with_a_port_or_all_below_a_name() {
        for (rule, host, port, expected) in [
            ("api.example.com", "api.example.com", 443, true),
            ("API.example.com", "api.example.com", 80, true),
            ("api.example.com:8443", "api.example.com", 8443, true),
            ("api.example.com:8443", "api.example.com", 443, false),
            ("*.example.com", "api.example.com", 443, true),
            ("*.example.com", "example.com", 443, false),
            ("*.example.com", "evilexample.com", 443, false),
            ("example.com", "example.com.evil.org", 443, false),
            ("127.0.0.1", "127.0.0.1", 9, true),
            ("[::1]:80", "[::1]", 80, true),
        ] {
            assert_eq!(is_listed(&[rule.to_owned()], host, port), expected, "{rule} and {host}:{port}");
        }
    }
}
