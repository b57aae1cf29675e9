//! A query cut into its parts: what stands between spaces, where quotation marks hold spaces together.

use run_host::Relation;

use super::keys;
use crate::contract::SearchPart;

/// A part; places are bytes of the text.
pub(super) struct Part<'a> {
    /// Only runs for which it does not hold.
    pub(super) not: bool,
    /// The name in front of the first relation and that; none means just words. A colon is no bound.
    pub(super) key: Option<(&'a str, Option<Relation>)>,
    /// What stands behind, without quotation marks.
    pub(super) value: String,
    /// A quotation mark is not closed.
    pub(super) is_open: bool,
    pub(super) place: (usize, usize),
    pub(super) key_place: (usize, usize),
    pub(super) value_place: (usize, usize),
    sign: &'a str,
}

impl Part<'_> {
    pub(super) fn shown(&self) -> SearchPart {
        SearchPart {
            from: self.place.0 as u32,
            to: self.place.1 as u32,
            key: self.key.and_then(|(name, _)| keys::key(name)),
            relation: self.sign.to_owned(),
            value: self.value.clone(),
            not: self.not,
        }
    }
}

/// The longer ones first.
const SIGNS: &[(&str, Option<Relation>)] = &[
    ("<=", Some(Relation::AtMost)),
    (">=", Some(Relation::AtLeast)),
    ("<", Some(Relation::Below)),
    (">", Some(Relation::Above)),
    ("=", Some(Relation::Equal)),
    (":", None),
];

pub(super) fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut begin, mut is_open) = (None, false);
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() && !is_open {
            parts.extend(begin.take().map(|begin| part(text, begin, at, false)));
            continue;
        }
        begin.get_or_insert(at);
        is_open ^= letter == '"';
    }
    parts.extend(begin.map(|begin| part(text, begin, text.len(), is_open)));
    parts
}

fn part(text: &str, begin: usize, end: usize, is_open: bool) -> Part<'_> {
    let whole = &text[begin..end];
    // A minus alone is a word like any other.
    let not = whole.len() > 1 && whole.starts_with('-');
    let from = begin + usize::from(not);
    let name_end =
        text[from..end].find(|letter: char| !letter.is_ascii_alphabetic()).map_or(end, |length| from + length);
    let sign = SIGNS.iter().find(|(sign, _)| text[name_end..end].starts_with(sign)).filter(|_| name_end > from);
    let value_from = sign.map_or(from, |(sign, _)| name_end + sign.len());
    Part {
        not,
        key: sign.map(|(_, relation)| (&text[from..name_end], *relation)),
        value: text[value_from..end].replace('"', ""),
        is_open,
        place: (begin, end),
        key_place: (from, name_end),
        value_place: (value_from, end),
        sign: sign.map_or("", |(sign, _)| sign),
    }
}
