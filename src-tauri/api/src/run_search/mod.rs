//! What a person types to find runs: words, and conditions such as `status:failed cost>20 -routine:"monthly report"`.
//!
//! A mistake is told with its place and is never a word to look for; a word in quotation marks never is a condition.

mod keys;
mod parts;
mod values;

use jiff::tz::TimeZone;
use run_engine::Timestamp;
use run_host::{RunCondition, RunTest};

pub(crate) use keys::search_words;

use crate::contract::{ApiError, ErrorCode, SearchMistake, SearchMistakeKind, SearchReading};
use parts::{Part, split};

/// What a text asks for, and how it was read.
pub(crate) struct Search {
    /// What has to hold. It says nothing where there are mistakes.
    pub(crate) conditions: Vec<RunCondition>,
    /// The parts of the text, and what is wrong with it.
    pub(crate) reading: SearchReading,
}

/// Now, and the zone in which days begin.
pub(crate) struct Moment {
    /// Now.
    pub(crate) now: Timestamp,
    /// Where days begin.
    pub(crate) zone: TimeZone,
}

impl Moment {
    /// This machine's.
    pub(crate) fn here(now: Timestamp) -> Self {
        Self { now, zone: TimeZone::get(&crate::studio::time_zone()).unwrap_or(TimeZone::UTC) }
    }
}

/// What is wrong with a value.
struct Wrong {
    kind: SearchMistakeKind,
    expected: Vec<String>,
}

impl From<SearchMistakeKind> for Wrong {
    fn from(kind: SearchMistakeKind) -> Self {
        Self { kind, expected: Vec::new() }
    }
}

/// Reads a query.
pub(crate) fn read_search(text: &str, moment: &Moment) -> Search {
    let mut search = Search { conditions: Vec::new(), reading: SearchReading::default() };
    for part in split(text) {
        match condition(&part, moment) {
            Ok(test) => search.conditions.push(RunCondition { test, not: part.not }),
            Err(Wrong { kind, expected }) => {
                let (from, to) = match kind {
                    SearchMistakeKind::UnknownKey => part.key_place,
                    SearchMistakeKind::UnknownValue
                    | SearchMistakeKind::NotNumber
                    | SearchMistakeKind::NotCredits
                    | SearchMistakeKind::NotSpan
                    | SearchMistakeKind::NotDay
                    | SearchMistakeKind::OpenQuote => part.value_place,
                    SearchMistakeKind::NoValue | SearchMistakeKind::NoBound | SearchMistakeKind::NeedsBound => {
                        part.place
                    }
                };
                let text = text[from..to].to_owned();
                let mistake = SearchMistake { from: from as u32, to: to as u32, kind, text, expected };
                search.reading.mistakes.push(mistake);
            }
        }
        search.reading.parts.push(part.shown());
    }
    let units = |place: &mut u32| *place = text[..*place as usize].encode_utf16().count() as u32;
    for part in &mut search.reading.parts {
        units(&mut part.from);
        units(&mut part.to);
    }
    for mistake in &mut search.reading.mistakes {
        units(&mut mistake.from);
        units(&mut mistake.to);
    }
    search
}

fn condition(part: &Part<'_>, moment: &Moment) -> Result<RunTest, Wrong> {
    if part.is_open {
        return Err(SearchMistakeKind::OpenQuote.into());
    }
    let Some((name, relation)) = part.key else { return Ok(RunTest::Text(part.value.clone())) };
    let Some(key) = keys::key(name) else {
        return Err(Wrong { kind: SearchMistakeKind::UnknownKey, expected: keys::near(name) });
    };
    if part.value.is_empty() {
        return Err(Wrong { kind: SearchMistakeKind::NoValue, expected: keys::values(key) });
    }
    values::test(key, relation, &part.value, moment)
}

/// What a text asks for.
///
/// # Errors
/// There are mistakes in it, which are all told.
pub(crate) fn conditions(text: &str, moment: &Moment) -> Result<Vec<RunCondition>, ApiError> {
    let Search { conditions, reading } = read_search(text, moment);
    if reading.mistakes.is_empty() {
        return Ok(conditions);
    }
    let sentences: Vec<_> = reading.mistakes.iter().map(sentence).collect();
    Err(ApiError::new(ErrorCode::InvalidRequest, sentences.join(" ")))
}

/// A mistake as a sentence, for terminals.
pub(crate) fn sentence(mistake: &SearchMistake) -> String {
    let SearchMistake { from, kind, text, expected, .. } = mistake;
    let what = match kind {
        SearchMistakeKind::UnknownKey => format!("there is no condition {text:?}; a word in quotation marks is none"),
        SearchMistakeKind::UnknownValue => format!("{text:?} is no value of it"),
        SearchMistakeKind::NoValue => format!("nothing stands behind {text:?}"),
        SearchMistakeKind::NoBound => format!("{text:?} compares what has no order; use a colon"),
        SearchMistakeKind::NeedsBound => format!("{text:?} needs < or >"),
        SearchMistakeKind::NotNumber => format!("{text:?} is no whole number"),
        SearchMistakeKind::NotCredits => format!("{text:?} is no amount of credits, such as 2.5"),
        SearchMistakeKind::NotSpan => format!("{text:?} is no span of time, such as 90s, 1h30m or 2d"),
        SearchMistakeKind::NotDay => format!("{text:?} is no day, such as 2026-03-31, today or yesterday"),
        SearchMistakeKind::OpenQuote => format!("the quotation mark of {text} is not closed"),
    };
    let expected = if expected.is_empty() { String::new() } else { format!(": {}", expected.join(", ")) };
    format!("Character {}: {what}{expected}.", from + 1)
}

#[cfg(test)]
mod tests;
