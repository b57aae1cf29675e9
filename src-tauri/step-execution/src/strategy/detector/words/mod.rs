//! Words in the texts of a step, English and German: whole words with their endings, negations, who acts.
//!
//! Deliberately absent: any attempt to tell the languages apart. Both are looked for in every text; no word is listed that
//! means something else in the other language.

mod english;
mod german;
mod matching;
mod people;
mod text;

use matching::{Language, found_in};
pub(super) use people::{names_a_person, people_in, spoken_with};
pub(super) use text::Text;

/// A group of words that says the same about a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Talk goes to and fro.
    Exchange,
    /// It goes on in rounds.
    Rounds,
    /// It says when to stop, so it has to be gone on with until then.
    Ending,
    /// The other one does something: let her try.
    Letting,
    /// Thinking, judging, giving reasons.
    Thought,
    /// Writing.
    Writing,
    /// Moving things from here to there.
    Mechanical,
}

/// The words of a group in a text, each once, that no negation turns round.
pub(super) fn found(text: &Text, group: Group) -> Vec<String> {
    let mut found = found_in(text, english::group(group), Language::English);
    for word in found_in(text, german::group(group), Language::German) {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Words of a group that the text says do not happen.
pub(super) fn denied(text: &Text, group: Group) -> Option<String> {
    matching::denied_in(text, english::group(group), Language::English)
        .or_else(|| matching::denied_in(text, german::group(group), Language::German))
}

/// A prescribed length of a text: “150 words”, “zwei Seiten”.
pub(super) fn length_of_text(text: &Text) -> Option<String> {
    text.tokens().enumerate().find_map(|(at, number)| {
        let is_number =
            number.is_number() || english::NUMBERS.contains(&number.word()) || german::NUMBERS.contains(&number.word());
        let unit = || text.tokens().skip(at + 1).take(3).find(|unit| is_unit(unit.word()));
        is_number.then(unit).flatten().map(|unit| format!("{} {}", number.word(), unit.word()))
    })
}

fn is_unit(word: &str) -> bool {
    english::UNITS.contains(&word) || german::UNITS.contains(&word)
}

/// Whether a variable's name says that it holds a text or a judgement.
pub(crate) fn is_text_name(name: &str) -> bool {
    name_has(name, english::TEXT_NAMES, german::TEXT_NAMES)
}

/// Whether a variable's name says that two have agreed, or have not.
pub(super) fn is_agreement_name(name: &str) -> bool {
    name_has(name, english::AGREEMENT_NAMES, german::AGREEMENT_NAMES)
}

fn name_has(name: &str, english: &[&str], german: &[&str]) -> bool {
    let spaced: String = name
        .chars()
        .flat_map(|letter| if letter.is_uppercase() { vec![' ', letter] } else { vec![letter] })
        .map(|letter| if letter == '_' || letter == '-' || letter == '.' { ' ' } else { letter })
        .collect();
    let text = Text::read(&spaced);
    !found_in(&text, english, Language::English).is_empty() || !found_in(&text, german, Language::German).is_empty()
}

/// Whether a text asks something: it ends with a question mark.
pub(super) fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?')
}
