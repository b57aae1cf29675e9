//! Why a file cannot be read as XML.

use crate::position::Position;

/// The kinds of trouble, each with a name that stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum XmlErrorKind {
    /// The file breaks the rules of XML 1.0.
    NotWellFormed,
    /// The file uses or declares entities of its own.
    Entity,
    /// Elements are nested deeper than [`super::MAX_DEPTH`].
    TooDeep,
    /// More than [`super::MAX_FILE_BYTES`], [`super::MAX_ELEMENTS`] or [`super::MAX_ATTRIBUTES`].
    TooLarge,
    /// The bytes are not text in the encoding that the file declares.
    Encoding,
    /// There is nothing in the file.
    Empty,
}

impl XmlErrorKind {
    /// The stable name that diagnostics carry.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::NotWellFormed => "xml-not-well-formed",
            Self::Entity => "xml-entity",
            Self::TooDeep => "xml-too-deep",
            Self::TooLarge => "xml-too-large",
            Self::Encoding => "xml-encoding",
            Self::Empty => "xml-empty",
        }
    }
}

/// A file that cannot be read as XML: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct XmlError {
    /// The kind of trouble.
    pub kind: XmlErrorKind,
    /// One sentence for a person.
    pub message: String,
    /// What would help, when that is known.
    pub hint: Option<String>,
    /// Where, when a place can be named.
    pub position: Option<Position>,
}

impl XmlError {
    pub(super) fn new(kind: XmlErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, position: None }
    }

    pub(super) fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The refusal of a file that is larger than [`super::MAX_FILE_BYTES`].
    #[must_use]
    pub fn too_large(bytes: u64) -> Self {
        const MEGA: u64 = 1024 * 1024;
        let (size, limit) = (bytes.div_ceil(MEGA), super::MAX_FILE_BYTES / MEGA);
        Self::new(XmlErrorKind::TooLarge, format!("The file has {size} MiB; files of up to {limit} MiB are read."))
    }
}
