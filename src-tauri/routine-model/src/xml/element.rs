//! An element of the tree.

use std::borrow::Cow;
use std::fmt;

use super::attribute::Attribute;
use super::content::{Content, line_ends};
use super::document::{Document, ElementRecord, NONE, NodeKind, NodeRecord};
use super::lines::Span;
use super::vocabulary::Vocabulary;
use crate::position::Position;

/// An element in a document; cheap to copy.
#[derive(Clone, Copy)]
pub struct Element<'d> {
    pub(super) document: &'d Document,
    pub(super) index: u32,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.document, other.document)
    }
}

impl Eq for Element<'_> {}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.start_tag())
    }
}

impl<'d> Element<'d> {
    pub(super) fn record(&self) -> &'d ElementRecord {
        // Indices are handed out by the builder and never change.
        &self.document.elements[self.index as usize]
    }

    fn node(&self) -> &'d NodeRecord {
        &self.document.nodes[self.record().node as usize]
    }

    /// A number that names this element within its document, in document order.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The document that the element belongs to.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The name as written, with its prefix.
    #[must_use]
    pub fn name(&self) -> &'d str {
        self.record().name.of(&self.document.text)
    }

    /// The name without its prefix.
    #[must_use]
    pub fn local(&self) -> &'d str {
        self.record().local.of(&self.document.text)
    }

    /// The address of the namespace; empty when there is none.
    #[must_use]
    pub fn namespace(&self) -> &'d str {
        self.document.namespaces.get(self.record().namespace as usize).map_or("", |namespace| &namespace.address)
    }

    /// The vocabulary of the namespace.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        let namespace = self.document.namespaces.get(self.record().namespace as usize);
        namespace.map_or(Vocabulary::None, |namespace| namespace.vocabulary)
    }

    /// Whether this is the element `local` of a vocabulary.
    #[must_use]
    pub fn is(&self, vocabulary: Vocabulary, local: &str) -> bool {
        self.vocabulary() == vocabulary && self.local() == local
    }

    /// The attributes, in order, namespace declarations included.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'d>> + use<'d> {
        let (first, last) = self.record().attributes;
        let document = self.document;
        let records = document.attributes.get(first as usize..last as usize).unwrap_or_default();
        records.iter().map(move |record| Attribute { document, record })
    }

    /// The attribute of that name without a prefix.
    #[must_use]
    pub fn attribute(&self, local: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.name() == local)
    }

    /// The attribute of that name in a vocabulary.
    #[must_use]
    pub fn attribute_in(&self, vocabulary: Vocabulary, local: &str) -> Option<Attribute<'d>> {
        self.attributes().find(|attribute| attribute.local() == local && attribute.vocabulary() == vocabulary)
    }

    /// The value of the attribute of that name without a prefix.
    #[must_use]
    pub fn value(&self, local: &str) -> Option<Cow<'d, str>> {
        self.attribute(local).map(|attribute| attribute.value())
    }

    /// The element that this one stands in.
    #[must_use]
    pub fn parent(&self) -> Option<Element<'d>> {
        let parent = self.record().parent;
        (parent != NONE).then_some(Element { document: self.document, index: parent })
    }

    /// The elements directly inside, in order.
    pub fn children(&self) -> impl Iterator<Item = Element<'d>> + use<'d> {
        let document = self.document;
        document.siblings(self.record().first_child).filter_map(move |node| match node.kind {
            NodeKind::Element(index) => Some(Element { document, index }),
            NodeKind::Text | NodeKind::Reference(_) | NodeKind::CharacterSection | NodeKind::Aside => None,
        })
    }

    /// The first element directly inside that is `local` of a vocabulary.
    #[must_use]
    pub fn child(&self, vocabulary: Vocabulary, local: &str) -> Option<Element<'d>> {
        self.children().find(|child| child.is(vocabulary, local))
    }

    /// Everything inside that carries meaning, in order.
    pub fn content(&self) -> impl Iterator<Item = Content<'d>> + use<'d> {
        let document = self.document;
        document.siblings(self.record().first_child).filter_map(move |node| match node.kind {
            NodeKind::Element(index) => Some(Content::Element(Element { document, index })),
            NodeKind::Text => Some(Content::Text(line_ends(node.span.of(&document.text)))),
            NodeKind::Reference(character) => Some(Content::Text(Cow::Owned(character.to_string()))),
            NodeKind::CharacterSection => {
                let inner =
                    node.span.of(&document.text).strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
                Some(Content::Text(line_ends(inner.unwrap_or_default())))
            }
            NodeKind::Aside => None,
        })
    }

    /// The characters directly inside, references resolved, without those of inner elements.
    #[must_use]
    pub fn text(&self) -> Cow<'d, str> {
        let mut whole: Option<Cow<'d, str>> = None;
        for piece in self.content() {
            let Content::Text(piece) = piece else { continue };
            match &mut whole {
                None => whole = Some(piece),
                Some(whole) => whole.to_mut().push_str(&piece),
            }
        }
        whole.unwrap_or_default()
    }

    /// Where the text directly inside begins; the end of the start tag when there is none.
    #[must_use]
    pub fn text_position(&self) -> Position {
        self.document.position(self.node().span.end)
    }

    /// Where the element begins.
    #[must_use]
    pub fn position(&self) -> Position {
        self.document.position(self.node().span.start)
    }

    /// The whole element, from its start tag to its end tag.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.node().span.start, end: self.node().span.end.max(self.record().end_tag.end) }
    }

    /// The whole element as written.
    #[must_use]
    pub fn source(&self) -> &'d str {
        self.span().of(&self.document.text)
    }

    /// The start tag as written.
    #[must_use]
    pub fn start_tag(&self) -> &'d str {
        self.node().span.of(&self.document.text)
    }
}
