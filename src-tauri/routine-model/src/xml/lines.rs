//! Places in a text: byte offsets inside, lines and columns outside.

use crate::position::Position;

/// A stretch of the decoded text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The text that the span covers; empty when the span lies outside.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }

    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default() as usize;
        let before = text.as_bytes().get(start..offset.min(text.len())).unwrap_or_default();
        // Counts characters, not bytes: every byte that is not a continuation byte starts one.
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
        Position { line: line as u32, column: column as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_lines_and_characters_from_one() {
        let text = "ab\nÄöx\r\nz";
        let lines = Lines::of(text);
        let check = |part: &str, line, column| {
            let offset = text.find(part).unwrap_or(text.len());
            assert_eq!(lines.position(text, offset), Position { line, column }, "{part:?}");
        };
        check("a", 1, 1);
        check("b", 1, 2);
        check("Ä", 2, 1);
        check("x", 2, 3);
        check("z", 3, 1);
        assert_eq!(lines.position(text, 1000), Position { line: 3, column: 2 }, "past the end is the end");
    }
}
