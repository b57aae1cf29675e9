//! Texts that were damaged by chance.

use std::time::{SystemTime, UNIX_EPOCH};

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// Says with which number chance begins.
pub const SEED: &str = "MUTATION_SEED";

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
    chance: TestRng,
}

impl Mutator {
    /// From the seed that `MUTATION_SEED` names, or any; prints it.
    pub fn new(what: &str) -> Self {
        let given = std::env::var(SEED).ok().and_then(|seed| seed.parse::<u64>().ok());
        let seed = given.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64);
        println!("{what}: {SEED}={seed}");
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self { chance: TestRng::from_seed(RngAlgorithm::ChaCha, &bytes) }
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.chance.next_u64() % limit.max(1) as u64) as usize
    }

    /// One of the texts with up to eight damages; sometimes the beginning of one and the end of another.
    pub fn damaged(&mut self, texts: &[Vec<u8>]) -> Vec<u8> {
        let mut text = texts[self.below(texts.len())].clone();
        if self.below(8) == 0 {
            let other = &texts[self.below(texts.len())];
            let (end, start) = (self.below(text.len() + 1), self.below(other.len() + 1));
            text.truncate(end);
            text.extend_from_slice(&other[start..]);
        }
        for _ in 0..=self.below(8) {
            let from = self.below(text.len() + 1);
            let to = (from + self.below(40)).min(text.len());
            match self.below(6) {
                0 => drop(text.drain(from..to)),
                1 => {
                    let again = text[from..to].to_vec();
                    text.splice(from..from, again);
                }
                2 if from < text.len() => text[from] ^= 1 << self.below(8),
                3 => text.truncate(from.max(text.len() / 2)),
                4 => {
                    let piece = text[from..to].to_vec();
                    let place = self.below(text.len() + 1);
                    text.splice(place..place, piece);
                }
                _ => {
                    let word = WORDS[self.below(WORDS.len())].bytes();
                    text.splice(from..from, word);
                }
            }
        }
        text
    }
}
