//! The built page: from the program itself in a release, from `ui/dist` while developing.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

use super::missing_page::MISSING_PAGE;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Page;

const INDEX: &str = "index.html";

/// A file of the page; its front page for every address inside it.
pub(super) async fn answer(method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(found) = file(path) {
        return found;
    }
    // A name with an ending is a file that should be there; anything else is a place inside the page.
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        return (StatusCode::NOT_FOUND, "There is no such file.").into_response();
    }
    file(INDEX).unwrap_or_else(|| (StatusCode::SERVICE_UNAVAILABLE, Html(MISSING_PAGE)).into_response())
}

fn file(path: &str) -> Option<Response> {
    let embedded = Page::get(path)?;
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    // Files below `assets` have their content's hash in their name.
    let keep = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-store" };
    let headers = [(CONTENT_TYPE, kind.to_string()), (CACHE_CONTROL, keep.to_owned())];
    Some((headers, Body::from(embedded.data.into_owned())).into_response())
}
