//! From the tree back to a file.

use super::document::{Document, NONE, NodeKind};

/// The bytes of a document, node by node, in the encoding that it was read in.
///
/// Each node writes itself, its content and then its end tag, so a byte that the tree did not hold would be missing here.
#[must_use]
pub fn write(document: &Document) -> Vec<u8> {
    let mut text = String::with_capacity(document.text.len());
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut at = document.first;
    loop {
        if let Some(node) = document.nodes.get(at as usize) {
            text.push_str(node.span.of(&document.text));
            at = node.next;
            if let NodeKind::Element(index) = node.kind
                && let Some(element) = document.elements.get(index as usize)
            {
                open.push((index, node.next));
                at = element.first_child;
            }
        } else if let Some((index, after)) = open.pop() {
            let end_tag = document.elements.get(index as usize).map(|element| element.end_tag);
            text.push_str(end_tag.map_or("", |span| span.of(&document.text)));
            at = after;
        } else {
            debug_assert_eq!(at, NONE);
            return document.encoding.encode(&text);
        }
    }
}
