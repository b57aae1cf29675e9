//! Who is let in: this machine's browser, on the page that this program served, with the token.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::token::Token;

/// What a page may load and where it may connect: this program and nothing else. Styles inline, because the drawing
/// library sets them on elements.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The token and the port of one start.
pub(super) struct Door {
    token: Token,
    port: u16,
    cookie: String,
}

impl Door {
    pub(super) fn new(token: Token, port: u16) -> Self {
        // Cookies are shared by all ports of a host, so the name holds the port.
        Self { token, port, cookie: format!("routine_studio_{port}") }
    }

    /// The names under which this program can be addressed; any other was made to point here by somebody else.
    fn is_ours(&self, authority: &str) -> bool {
        [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)].iter().any(|name| name == authority)
    }

    fn refusal(&self, uri: &Uri, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        if !text(HOST).is_some_and(|host| self.is_ours(host)) {
            return Some((StatusCode::FORBIDDEN, "This address does not belong to the program."));
        }
        if text(ORIGIN).is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(|name| self.is_ours(name))) {
            return Some((StatusCode::FORBIDDEN, "Another page may not talk to the program."));
        }
        if !self.has_token(uri, headers) {
            return Some((
                StatusCode::UNAUTHORIZED,
                "Open the address that `routine serve` printed; it holds a token.",
            ));
        }
        None
    }

    fn has_token(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        self.shown_in_address(uri) || self.shown_in_cookie(headers)
    }

    fn shown_in_address(&self, uri: &Uri) -> bool {
        let shown = uri.query().unwrap_or_default().split('&').filter_map(|part| part.strip_prefix("token="));
        shown.into_iter().any(|shown| self.token.is(shown))
    }

    fn shown_in_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|cookies| cookies.split(';')).any(|cookie| {
            cookie.trim().split_once('=').is_some_and(|(name, shown)| name == self.cookie && self.token.is(shown))
        })
    }
}

/// Refuses who may not come in, and tells browsers what the page may do.
pub(super) async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let in_address = door.shown_in_address(request.uri());
    let mut response = match door.refusal(request.uri(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    if in_address
        && let Ok(cookie) = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", door.cookie, door.token).parse()
    {
        headers.insert(SET_COOKIE, cookie);
    }
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
