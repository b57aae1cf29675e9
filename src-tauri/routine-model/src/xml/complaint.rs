//! What is said when something is wrong.

use quick_xml::errors::{Error as ReadError, IllFormedError, SyntaxError};
use quick_xml::events::attributes::AttrError;

use super::builder::Builder;
use super::error::{XmlError, XmlErrorKind};

impl Builder<'_> {
    pub(super) fn error(&self, kind: XmlErrorKind, at: usize, message: impl Into<String>) -> XmlError {
        XmlError::new(kind, message).at(self.lines.position(self.text, at))
    }

    pub(super) fn broken(&self, at: usize, message: impl Into<String>) -> XmlError {
        self.error(XmlErrorKind::NotWellFormed, at, message)
    }

    pub(super) fn entity(&self, name: &str, at: usize) -> XmlError {
        self.error(XmlErrorKind::Entity, at, format!("“&{};” is an entity that XML does not know.", shortened(name)))
            .hint("Only &lt; &gt; &amp; &apos; &quot; and numbers such as &#228; are read.")
    }

    pub(super) fn stray_ampersand(&self, at: usize) -> XmlError {
        self.broken(at, "A “&” stands alone; it has to be written “&amp;”.")
    }

    pub(super) fn bad_attribute(&self, error: &AttrError, start: usize) -> XmlError {
        let (at, message) = match error {
            AttrError::ExpectedEq(at) => (*at, "An attribute is not followed by “=”."),
            AttrError::ExpectedValue(at) => (*at, "An attribute has no value."),
            AttrError::UnquotedValue(at) => (*at, "The value of an attribute is not in quotes."),
            AttrError::ExpectedQuote(at, _) => (*at, "The value of an attribute is not closed by a quote."),
            AttrError::Duplicated(at, _) => (*at, "An attribute is given twice."),
        };
        self.broken(start + 1 + at, message)
    }

    pub(super) fn unreadable(&self, error: &ReadError, at: usize) -> XmlError {
        let message = match error {
            ReadError::Syntax(error) => match error {
                SyntaxError::InvalidBangMarkup => {
                    "“<!” begins neither a comment nor a document type nor a CDATA section.".to_owned()
                }
                SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "“<?” is never closed by “?>”.".to_owned(),
                SyntaxError::UnclosedComment => "A comment is never closed by “-->”.".to_owned(),
                SyntaxError::UnclosedDoctype => "The document type is never closed by “>”.".to_owned(),
                SyntaxError::UnclosedCData => "A CDATA section is never closed by “]]>”.".to_owned(),
                SyntaxError::UnclosedTag => "A tag is never closed by “>”.".to_owned(),
                SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
                    "The value of an attribute is never closed by a quote.".to_owned()
                }
            },
            ReadError::IllFormed(error) => match error {
                IllFormedError::MismatchedEndTag { expected, found } => {
                    format!("“</{}>” closes nothing; “{}” is open here.", shortened(found), shortened(expected))
                }
                IllFormedError::UnmatchedEndTag(found) => format!("“</{}>” closes nothing.", shortened(found)),
                IllFormedError::DoubleHyphenInComment => "A comment holds “--”.".to_owned(),
                IllFormedError::UnclosedReference => return self.stray_ampersand(at),
                IllFormedError::MissingDoctypeName => "The document type has no name.".to_owned(),
                IllFormedError::MissingDeclVersion(_)
                | IllFormedError::UnknownVersion
                | IllFormedError::MissingEndTag(_) => error.to_string(),
            },
            ReadError::Io(_)
            | ReadError::InvalidAttr(_)
            | ReadError::Encoding(_)
            | ReadError::Escape(_)
            | ReadError::Namespace(_) => error.to_string(),
        };
        self.broken(at, message)
    }
}

/// A quotation that fits into a sentence.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
