//! Who else is in it: people that a step names, and people that it is done with.

use super::matching::{Language, found_in, is_english, is_german};
use super::text::{Text, Token};
use super::{english, german};

/// How far behind “with” the person may stand: “with the guest curator”, “mit dem künftigen Mieter”.
const REACH: usize = 4;

/// People in a text, by role or as someone already spoken of.
pub(crate) fn people_in(text: &Text) -> Vec<String> {
    let mut people = found_in(text, english::PEOPLE, Language::English);
    people.extend(found_in(text, german::PEOPLE, Language::German));
    people
}

/// Whether a label names people: a lane, a participant.
pub(crate) fn names_a_person(label: &str) -> bool {
    !people_in(&Text::read(label)).is_empty()
}

/// Somebody that a thing is done with, or who is spoken to: “with a guide”, “ask the customer”, “gemeinsam”.
pub(crate) fn spoken_with(text: &Text) -> Option<String> {
    let together = found_in(text, english::TOGETHER, Language::English).into_iter().next();
    let together = together.or_else(|| found_in(text, german::TOGETHER, Language::German).into_iter().next());
    together.or_else(|| {
        (0..text.tokens().len()).filter(|at| !text.is_negated(*at)).find_map(|at| {
            let (first, behind) = text.from(at).split_first()?;
            let address = is_address(first);
            let person = behind
                .iter()
                .take(REACH)
                .find(|token| if address { is_person(token) } else { looks_like_one(token) })?;
            (address || ["with", "mit"].contains(&first.word()))
                .then(|| format!("{} … {}", first.word(), person.word()))
        })
    })
}

fn is_address(token: &Token) -> bool {
    english::ADDRESS.iter().any(|word| is_english(token.word(), word))
        || german::ADDRESS.iter().any(|stem| is_german(token.word(), stem))
}

fn is_person(token: &Token) -> bool {
    english::PEOPLE.iter().any(|word| is_english(token.word(), word))
        || german::PEOPLE.iter().any(|stem| is_german(token.word(), stem))
}

/// A person in a list, or a word with the ending of one: “with the registrar”, “mit der Gärtnerin”.
fn looks_like_one(token: &Token) -> bool {
    let word = token.word();
    let has = |endings: &[&str]| endings.iter().any(|ending| word.len() > ending.len() + 3 && word.ends_with(ending));
    is_person(token)
        || (has(english::PERSON_ENDINGS) || has(german::PERSON_ENDINGS)) && !english::THINGS.contains(&word)
}
