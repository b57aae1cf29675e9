//! Texts that were damaged by chance.

use acceptance_tests::chance::Chance;

/// Says with which number chance begins.
const SEED: &str = "MUTATION_SEED";

/// What readers look for, and what they may stumble over.
const WORDS: &[&str] = &[
    "<",
    "</",
    "/>",
    "\"",
    "'",
    "&lt;",
    "&amp;",
    "&#0;",
    "<!--",
    "]]>",
    "<![CDATA[",
    "<!DOCTYPE d [<!ENTITY a 'b'>]>",
    "&a;",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "é",
    "\0",
    "=",
    "if ",
    " then ",
    " else ",
    "for x in ",
    " return ",
    "some ",
    "..",
    "@\"P1Y\"",
    "PT99999999999H",
    "R-1/PT0S",
    "* * * * *",
    "sourceRef=\"\"",
    "targetRef=\"x\"",
    "id=\"\"",
    "<process>",
    "<subProcess>",
    "<boundaryEvent attachedToRef=\"T\">",
];

/// Damages texts; the same seed damages them the same way.
pub struct Mutator {
    chance: Chance,
}

impl Mutator {
    /// From the seed that `MUTATION_SEED` names, or any; prints it.
    pub fn new() -> Self {
        Self { chance: Chance::named(SEED) }
    }

    /// A number up to a limit, which is the largest one.
    fn up_to(&mut self, limit: usize) -> usize {
        self.chance.below(limit as u64 + 1) as usize
    }

    /// One of the texts with up to eight damages; sometimes the beginning of one and the end of another.
    pub fn damaged(&mut self, texts: &[Vec<u8>]) -> Vec<u8> {
        let mut text = texts[self.up_to(texts.len() - 1)].clone();
        if self.chance.one_in(8) {
            let other = &texts[self.up_to(texts.len() - 1)];
            let (end, start) = (self.up_to(text.len()), self.up_to(other.len()));
            text.truncate(end);
            text.extend_from_slice(&other[start..]);
        }
        for _ in 0..=self.up_to(7) {
            let from = self.up_to(text.len());
            let to = (from + self.up_to(39)).min(text.len());
            match self.up_to(5) {
                0 => drop(text.drain(from..to)),
                1 => {
                    let again = text[from..to].to_vec();
                    text.splice(from..from, again);
                }
                2 if from < text.len() => text[from] ^= 1 << self.up_to(7),
                3 => text.truncate(from.max(text.len() / 2)),
                4 => {
                    let piece = text[from..to].to_vec();
                    let place = self.up_to(text.len());
                    text.splice(place..place, piece);
                }
                _ => {
                    let word = WORDS[self.up_to(WORDS.len() - 1)].bytes();
                    text.splice(from..from, word);
                }
            }
        }
        text
    }
}
