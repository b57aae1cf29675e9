//! Where a character of a value stands in the file.

use super::attribute::{Attribute, unescaped};
use super::document::NodeKind;
use super::element::Element;
use crate::position::Position;

impl Attribute<'_> {
    /// Where byte `offset` of [`Attribute::value`] stands.
    #[must_use]
    pub fn position_of(&self, offset: usize) -> Position {
        self.document.position(self.value_span().start.saturating_add(ahead(written(self.raw(), offset))))
    }
}

impl Element<'_> {
    /// Where byte `offset` of [`Element::text`] stands.
    #[must_use]
    pub fn text_position_of(&self, offset: usize) -> Position {
        let mut left = offset;
        for node in self.document.siblings(self.record().first_child) {
            let raw = node.span.of(&self.document.text);
            let (before, inner, length) = match node.kind {
                NodeKind::Element(_) | NodeKind::Aside => continue,
                NodeKind::Reference(character) => (0, "", character.len_utf8()),
                NodeKind::Text => (0, raw, length(raw)),
                NodeKind::CharacterSection => {
                    let inner =
                        raw.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>")).unwrap_or_default();
                    ("<![CDATA[".len(), inner, length(inner))
                }
            };
            if left < length {
                let within = before + line_feeds(inner, left);
                return self.document.position(node.span.start.saturating_add(ahead(within)));
            }
            left -= length;
        }
        self.text_position()
    }
}

/// How many bytes of an attribute as written make `decoded` bytes of its value.
fn written(raw: &str, decoded: usize) -> usize {
    let (mut at, mut made) = (0, 0);
    while made < decoded {
        let rest = raw.get(at..).unwrap_or_default();
        let Some(character) = rest.chars().next() else { break };
        let taken = match character {
            '&' => rest.find(';').map_or(1, |end| end + 1),
            '\r' if rest.starts_with("\r\n") => 2,
            _ => character.len_utf8(),
        };
        made += unescaped(rest.get(..taken).unwrap_or_default()).len();
        at += taken;
    }
    at
}

/// How many bytes a text has once its line ends are line feeds.
fn length(raw: &str) -> usize {
    raw.len() - raw.matches("\r\n").count()
}

/// How many bytes of a text as written make `read` bytes of it with line feeds for line ends.
fn line_feeds(raw: &str, read: usize) -> usize {
    let mut made = 0;
    for (at, character) in raw.char_indices() {
        if made >= read {
            return at;
        }
        let is_half = character == '\r' && raw.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
        made += if is_half { 0 } else { character.len_utf8() };
    }
    raw.len()
}

fn ahead(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
