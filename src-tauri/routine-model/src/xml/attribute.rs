//! An attribute of an element.

use std::borrow::Cow;

use super::document::{AttributeRecord, Document};
use super::lines::Span;
use super::vocabulary::Vocabulary;
use crate::position::Position;

/// An attribute in a document.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'d> {
    pub(super) document: &'d Document,
    pub(super) record: &'d AttributeRecord,
}

impl<'d> Attribute<'d> {
    /// The name as written, with its prefix.
    #[must_use]
    pub fn name(&self) -> &'d str {
        self.record.name.of(&self.document.text)
    }

    /// The name without its prefix.
    #[must_use]
    pub fn local(&self) -> &'d str {
        let name = self.name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// The vocabulary of the prefix; [`Vocabulary::None`] without one.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        self.document
            .namespaces
            .get(self.record.namespace as usize)
            .map_or(Vocabulary::None, |namespace| namespace.vocabulary)
    }

    /// Whether this declares a namespace instead of saying something.
    #[must_use]
    pub fn is_declaration(&self) -> bool {
        self.name() == "xmlns" || self.name().starts_with("xmlns:")
    }

    /// The value, with references resolved and white space as XML 1.0 section 3.3.3 says.
    #[must_use]
    pub fn value(&self) -> Cow<'d, str> {
        unescaped(self.raw())
    }

    /// The value as written.
    #[must_use]
    pub fn raw(&self) -> &'d str {
        self.record.value.of(&self.document.text)
    }

    /// Where the name stands.
    #[must_use]
    pub fn position(&self) -> Position {
        self.document.position(self.record.name.start)
    }

    /// The stretch of the value, without its quotes.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.record.value
    }
}

/// The meaning of an attribute value whose references are known to be good.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['&', '\t', '\n', '\r']) {
        return Cow::Borrowed(raw);
    }
    // References to line breaks stay line breaks, literal ones become spaces; so these go first.
    let spaced = raw.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    let value = quick_xml::escape::unescape(&spaced).map(Cow::into_owned);
    Cow::Owned(value.unwrap_or(spaced))
}
