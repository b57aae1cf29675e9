//! The one way in which this crate makes connections.

use std::net::SocketAddr;
use std::sync::Once;
use std::time::Duration;

/// A connection stands within this time or not at all.
const CONNECT: Duration = Duration::from_secs(15);

/// A client that follows no redirects: whoever asks decides whether the next address is allowed.
///
/// # Errors
/// When the system's certificates cannot be read.
pub fn http_client() -> reqwest::Result<reqwest::Client> {
    builder().build()
}

/// A client that finds a host at these addresses and nowhere else, and asks no proxy to find it.
///
/// # Errors
/// As [`http_client`].
pub(crate) fn http_client_to(host: &str, addresses: &[SocketAddr]) -> reqwest::Result<reqwest::Client> {
    builder().no_proxy().resolve_to_addrs(host, addresses).build()
}

fn builder() -> reqwest::ClientBuilder {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // It fails only when the program has installed one before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder().connect_timeout(CONNECT).redirect(reqwest::redirect::Policy::none())
}
