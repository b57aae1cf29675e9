//! What stands behind the colon or the bound of a condition.

use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};
use routine_model::Credits;
use run_engine::{RunStatus, StatusReason};
use run_host::{Measure, Relation, RunTest};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Moment, Wrong, keys};
use crate::contract::{SearchKey, SearchMistakeKind};

/// What a condition asks for.
pub(super) fn test(key: SearchKey, relation: Option<Relation>, value: &str, moment: &Moment) -> Result<RunTest, Wrong> {
    match relation {
        None | Some(Relation::Equal) => {}
        Some(Relation::Below | Relation::AtMost | Relation::AtLeast | Relation::Above) if keys::compares(key) => {}
        Some(_) => return Err(SearchMistakeKind::NoBound.into()),
    }
    match key {
        SearchKey::Status => Ok(RunTest::Status(each(key, value)?.iter().flat_map(|word| statuses(word)).collect())),
        SearchKey::Reason => {
            Ok(RunTest::Reason(each(key, value)?.iter().filter_map(|word| variant::<StatusReason>(word)).collect()))
        }
        SearchKey::Routine => Ok(RunTest::Routine(value.to_owned())),
        SearchKey::Waits => only(key, value).map(|_| RunTest::Asks),
        SearchKey::Is => Ok(match only(key, value)?.as_str() {
            "copied" => RunTest::Copied,
            "imported" => RunTest::Imported,
            _ => RunTest::TokenGame,
        }),
        SearchKey::Cost => {
            let credits: Credits = value.parse().map_err(|_| SearchMistakeKind::NotCredits)?;
            let micros = i64::try_from(credits.micros()).unwrap_or(i64::MAX);
            Ok(RunTest::Is(Measure::MicroCredits, relation.unwrap_or(Relation::Equal), micros))
        }
        SearchKey::Steps => number(Measure::Steps, relation, value),
        SearchKey::Events => number(Measure::Entries, relation, value),
        SearchKey::Incidents => number(Measure::Incidents, relation, value),
        SearchKey::Took => Ok(RunTest::Is(Measure::Duration, bound(relation)?, span(value)?)),
        SearchKey::Age => {
            let then = moment.now.0.saturating_sub(span(value)?);
            Ok(RunTest::Is(Measure::Created, turned(bound(relation)?), then))
        }
        SearchKey::Started => started(relation, value, moment),
    }
}

/// The values behind a colon, with the spelling that they have here.
fn each(key: SearchKey, value: &str) -> Result<Vec<String>, Wrong> {
    let known = keys::values(key);
    value
        .split(',')
        .map(|word| {
            let word = word.replace(['-', '_'], "");
            let found = known.iter().find(|known| known.eq_ignore_ascii_case(&word)).cloned();
            found.ok_or_else(|| Wrong { kind: SearchMistakeKind::UnknownValue, expected: known.clone() })
        })
        .collect()
}

fn only(key: SearchKey, value: &str) -> Result<String, Wrong> {
    let wrong = || Wrong { kind: SearchMistakeKind::UnknownValue, expected: keys::values(key) };
    each(key, value)?.try_into().map(|[word]: [String; 1]| word).map_err(|_| wrong())
}

fn statuses(word: &str) -> Vec<RunStatus> {
    match word {
        "open" => vec![RunStatus::Scheduled, RunStatus::InProgress, RunStatus::Paused],
        "ended" => vec![RunStatus::Completed, RunStatus::Failed, RunStatus::Cancelled],
        status => variant(status).into_iter().collect(),
    }
}

/// A variant by the word that the journal has for it.
fn variant<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

fn number(measure: Measure, relation: Option<Relation>, value: &str) -> Result<RunTest, Wrong> {
    let number: u32 = value.parse().map_err(|_| SearchMistakeKind::NotNumber)?;
    Ok(RunTest::Is(measure, relation.unwrap_or(Relation::Equal), number.into()))
}

fn bound(relation: Option<Relation>) -> Result<Relation, Wrong> {
    match relation {
        None | Some(Relation::Equal) => Err(SearchMistakeKind::NeedsBound.into()),
        Some(bound) => Ok(bound),
    }
}

/// What is younger has begun later.
fn turned(relation: Relation) -> Relation {
    match relation {
        Relation::Below => Relation::Above,
        Relation::AtMost => Relation::AtLeast,
        Relation::Equal => Relation::Equal,
        Relation::AtLeast => Relation::AtMost,
        Relation::Above => Relation::Below,
    }
}

/// Milliseconds of a span such as `90s`, `1h30m` or `2d`.
fn span(text: &str) -> Result<i64, Wrong> {
    let wrong = || Wrong::from(SearchMistakeKind::NotSpan);
    let (mut rest, mut sum) = (text, 0_i64);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, behind) = rest.split_at(digits);
        let letters = behind.find(|letter: char| letter.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, next) = behind.split_at(letters);
        let unit: i64 = match unit.to_lowercase().as_str() {
            "ms" => 1,
            "s" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 604_800_000,
            _ => return Err(wrong()),
        };
        let number: i64 = number.parse().map_err(|_| wrong())?;
        sum = number.checked_mul(unit).and_then(|part| sum.checked_add(part)).ok_or_else(wrong)?;
        rest = next;
    }
    Ok(sum)
}

fn started(relation: Option<Relation>, value: &str, moment: &Moment) -> Result<RunTest, Wrong> {
    let wrong = || Wrong { kind: SearchMistakeKind::NotDay, expected: keys::values(SearchKey::Started) };
    let now = jiff::Timestamp::from_millisecond(moment.now.0).map_err(|_| wrong())?;
    let today = Zoned::new(now, moment.zone.clone()).date();
    let day: Date = match value.to_ascii_lowercase().as_str() {
        "today" => today,
        "yesterday" => today.saturating_sub(1.day()),
        date => date.parse().map_err(|_| wrong())?,
    };
    let begin = |day: Date| {
        let begin = day.to_zoned(moment.zone.clone()).and_then(|begin| begin.start_of_day());
        begin.map(|begin| begin.timestamp().as_millisecond()).map_err(|_| wrong())
    };
    let (from, until) = (begin(day)?, begin(day.saturating_add(1.day()))?);
    Ok(match relation {
        None | Some(Relation::Equal) => RunTest::Within(Measure::Created, from, until),
        Some(Relation::Below) => RunTest::Is(Measure::Created, Relation::Below, from),
        Some(Relation::AtMost) => RunTest::Is(Measure::Created, Relation::Below, until),
        Some(Relation::AtLeast) => RunTest::Is(Measure::Created, Relation::AtLeast, from),
        Some(Relation::Above) => RunTest::Is(Measure::Created, Relation::AtLeast, until),
    })
}
