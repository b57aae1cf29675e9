//! What stands between a start tag and its end tag.

use std::borrow::Cow;

use super::element::Element;

/// One piece of an element's content that carries meaning; comments and instructions do not.
#[derive(Debug, Clone)]
pub enum Content<'d> {
    /// An element.
    Element(Element<'d>),
    /// Characters, with line ends as line feeds.
    Text(Cow<'d, str>),
}

/// Line ends as XML 1.0 section 2.11 hands them on.
pub(super) fn line_ends(raw: &str) -> Cow<'_, str> {
    if raw.contains('\r') { Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(raw) }
}
