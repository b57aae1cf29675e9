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

/// Places from which to count: the beginnings of lines, and some within long ones.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: u32,
    line: u32,
    column: u32,
}

/// How far apart marks are at most, in bytes; some files are one single line.
const STRIDE: usize = 256;

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut mark = Mark { offset: 0, line: 1, column: 1 };
        let mut marks = vec![mark];
        let mut column = 1;
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                column = 1;
                mark = Mark { offset: at as u32 + 1, line: mark.line + 1, column };
                marks.push(mark);
            } else if starts_character(byte) {
                if at - mark.offset as usize >= STRIDE {
                    mark = Mark { offset: at as u32, column, ..mark };
                    marks.push(mark);
                }
                column += 1;
            }
        }
        Self { marks }
    }

    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let index = self.marks.partition_point(|mark| mark.offset as usize <= offset);
        let Some(mark) = self.marks.get(index.saturating_sub(1)) else { return Position::default() };
        let between = text.as_bytes().get(mark.offset as usize..offset.min(text.len())).unwrap_or_default();
        let characters = between.iter().filter(|byte| starts_character(**byte)).count();
        Position { line: mark.line, column: mark.column + characters as u32 }
    }
}

/// Every byte of UTF-8 that does not continue a character starts one.
fn starts_character(byte: u8) -> bool {
    (byte & 0xC0) != 0x80
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
        let long = "ä".repeat(1000);
        let end = Lines::of(&long).position(&long, 2 * 700);
        assert_eq!(end, Position { line: 1, column: 701 }, "far into a long line");
        assert_eq!(lines.position(text, 1000), Position { line: 3, column: 2 }, "past the end is the end");
    }
}
