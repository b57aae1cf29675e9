//! The tree as a whole: the decoded text, and nodes that are stretches of it.

use super::builder;
use super::element::Element;
use super::encoding::{self, Encoding};
use super::error::{XmlError, XmlErrorKind};
use super::lines::{Lines, Span};
use super::vocabulary::Vocabulary;
use crate::position::Position;

/// Stands for "no node" in the links between nodes.
pub(super) const NONE: u32 = u32::MAX;

/// A parsed XML document.
///
/// Nodes live in flat lists and point at each other by number, so even a very deep document is dropped without recursion.
#[derive(Debug, Clone)]
pub struct Document {
    pub(super) text: String,
    pub(super) encoding: Encoding,
    pub(super) lines: Lines,
    pub(super) nodes: Vec<NodeRecord>,
    pub(super) elements: Vec<ElementRecord>,
    pub(super) attributes: Vec<AttributeRecord>,
    pub(super) namespaces: Vec<NamespaceRecord>,
    pub(super) unbound: Vec<Span>,
    /// The first node of the document, and from there on by `next`.
    pub(super) first: u32,
    pub(super) root: u32,
}

#[derive(Debug, Clone)]
pub(super) struct NodeRecord {
    /// What the node itself is written as; of an element, the start tag.
    pub span: Span,
    pub kind: NodeKind,
    /// The next node with the same parent.
    pub next: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    Element(u32),
    Text,
    Reference(char),
    CharacterSection,
    /// Comments, processing instructions, the XML declaration and the document type: kept, never read.
    Aside,
}

#[derive(Debug, Clone)]
pub(super) struct ElementRecord {
    pub node: u32,
    pub parent: u32,
    pub name: Span,
    /// The name behind its prefix.
    pub local: Span,
    pub namespace: u32,
    pub attributes: (u32, u32),
    pub first_child: u32,
    /// Empty for `<a/>`.
    pub end_tag: Span,
}

#[derive(Debug, Clone)]
pub(super) struct AttributeRecord {
    pub name: Span,
    pub namespace: u32,
    pub value: Span,
}

#[derive(Debug, Clone)]
pub(super) struct NamespaceRecord {
    pub address: String,
    pub vocabulary: Vocabulary,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// When the bytes are not well-formed XML within the limits of this module. The error names line, column and reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, XmlError> {
        if bytes.len() as u64 > super::MAX_FILE_BYTES {
            return Err(XmlError::too_large(bytes.len() as u64));
        }
        let (text, encoding) = encoding::decode(bytes)?;
        if text.trim().is_empty() {
            return Err(XmlError::new(XmlErrorKind::Empty, "The file is empty."));
        }
        builder::build(text, encoding)
    }

    /// The outermost element.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        Element { document: self, index: self.root }
    }

    /// How the file writes its characters.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The decoded text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many elements there are.
    #[must_use]
    pub fn element_count(&self) -> usize {
        self.elements.len()
    }

    /// Line and column of a byte of the decoded text.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset as usize)
    }

    /// Names whose prefix no `xmlns:` declares; their elements and attributes are kept and belong to no vocabulary.
    pub fn unbound_names(&self) -> impl Iterator<Item = (&str, Position)> {
        self.unbound.iter().map(|name| (name.of(&self.text), self.position(name.start)))
    }

    pub(super) fn siblings(&self, first: u32) -> impl Iterator<Item = &NodeRecord> {
        let follow = move |at: u32| self.nodes.get(at as usize);
        std::iter::successors(follow(first), move |node| follow(node.next))
    }
}
