//! A document tree that loses nothing: every byte of the file belongs to exactly one node, so an unchanged
//! document is written back as it was read, unknown elements and vendor extensions included.
//!
//! Deliberately absent: document type definitions (custom entities are refused, so nothing can expand), schema
//! validation (the BPMN reader's checks say more), and editing (drawing is the canvas's work).

mod attribute;
mod builder;
mod complaint;
mod content;
mod document;
mod element;
mod encoding;
mod error;
mod lines;
mod names;
mod place;
mod scope;
mod vocabulary;
mod writer;

pub use crate::position::Position;
pub use attribute::Attribute;
pub use content::Content;
pub use document::Document;
pub use element::Element;
pub use encoding::Encoding;
pub use error::{XmlError, XmlErrorKind};
pub use lines::Span;
pub use vocabulary::Vocabulary;
pub use writer::write;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// How many elements may stand inside one another.
pub const MAX_DEPTH: usize = 256;
/// How many attributes one element may carry, namespace declarations included.
pub const MAX_ATTRIBUTES: usize = 256;
/// How many elements one file may hold.
pub const MAX_ELEMENTS: usize = 1_000_000;
