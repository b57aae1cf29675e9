//! When a word of a text is the word of a list: with the endings that its language allows.
//!
//! Lists hold plain words. In German ones `nach|frag` is a separable verb (nachfragen, nachgefragt, nachzufragen) and
//! `~gespraech` also matches as the last part of a compound (Erstgespräch). An entry of several words matches them in a row.

use super::text::{Text, Token};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
}

/// Entries found, each once, as the text writes them.
pub(super) fn found_in(text: &Text, entries: &[&str], language: Language) -> Vec<String> {
    let of = |entry: &&str| places(text, entry, language).into_iter().find(|at| !text.is_negated(*at));
    entries.iter().filter_map(|entry| of(entry).map(|at| written(text, at, entry))).collect()
}

/// The first entry that is there, but negated wherever it is.
pub(super) fn denied_in(text: &Text, entries: &[&str], language: Language) -> Option<String> {
    entries.iter().find_map(|entry| {
        let places = places(text, entry, language);
        let first = *places.first()?;
        places.iter().all(|at| text.is_negated(*at)).then(|| written(text, first, entry))
    })
}

fn written(text: &Text, at: usize, entry: &str) -> String {
    let words = entry.split(' ').count();
    text.from(at).iter().take(words).map(Token::word).collect::<Vec<_>>().join(" ")
}

fn places(text: &Text, entry: &str, language: Language) -> Vec<usize> {
    let parts: Vec<&str> = entry.split(' ').collect();
    (0..text.tokens().len()).filter(|at| stands_at(text.from(*at), &parts, language)).collect()
}

fn stands_at(tokens: &[Token], parts: &[&str], language: Language) -> bool {
    tokens.len() >= parts.len()
        && parts.iter().zip(tokens).all(|(part, token)| match (parts.len(), language) {
            (1, Language::English) => is_english(token.word(), part),
            (1, Language::German) => is_german(token.word(), part),
            _ => token.word() == *part,
        })
}

/// The word itself or one of its regular forms.
pub(super) fn is_english(token: &str, word: &str) -> bool {
    let Some(ending) = token.strip_prefix(word) else {
        return match word.strip_suffix('e') {
            Some(stem) => token.strip_prefix(stem) == Some("ing"),
            None => word
                .strip_suffix('y')
                .and_then(|stem| token.strip_prefix(stem))
                .is_some_and(|e| ["ies", "ied"].contains(&e)),
        };
    };
    if ["", "s", "es", "ed", "d", "ing"].contains(&ending) {
        return true;
    }
    let doubled = word.chars().next_back().and_then(|last| ending.strip_prefix(last));
    doubled.is_some_and(|ending| ["ed", "ing"].contains(&ending))
}

const ENDINGS: &[&str] = &[
    "", "e", "en", "er", "es", "em", "et", "t", "st", "est", "te", "ten", "tet", "end", "ende", "enden", "s", "n",
    "ung", "ungen", "ern", "in", "innen", "erin", "erinnen",
];

/// The stem with an ending; a separable verb with what may stand between its parts; the last part of a compound.
pub(super) fn is_german(token: &str, entry: &str) -> bool {
    if let Some(noun) = entry.strip_prefix('~') {
        return ENDINGS.iter().any(|ending| token.strip_suffix(ending).is_some_and(|rest| rest.ends_with(noun)));
    }
    if let Some((prefix, stem)) = entry.split_once('|') {
        return token.strip_prefix(prefix).is_some_and(|rest| {
            let rest = rest.strip_prefix("zu").filter(|rest| rest.starts_with(stem)).unwrap_or(rest);
            is_stem(rest, stem)
        });
    }
    is_stem(token, entry)
}

fn is_stem(token: &str, stem: &str) -> bool {
    let with_ending = |token: &str| token.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending));
    with_ending(token) || token.strip_prefix("ge").is_some_and(with_ending)
}
