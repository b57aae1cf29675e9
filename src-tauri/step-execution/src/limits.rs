//! Limits of one step, from `routine:budget`.

use std::str::FromStr;
use std::time::Duration;

use routine_model::Credits;
use routine_model::graph::activity::Activity;
use thiserror::Error;

/// What the doing of a step may use up. None: the strategy's own default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepLimits {
    /// `maxTime`: reaching it is allowed, going beyond is not.
    pub time: Option<Duration>,
    /// `maxMemory`: bytes that a script may hold.
    pub memory: Option<usize>,
    /// `maxCredits`: what its requests may cost in all.
    pub credits: Option<Credits>,
    /// `maxToolCalls`.
    pub tool_calls: Option<u32>,
    /// `maxReasoningSteps`: requests to a model.
    pub reasoning_steps: Option<u32>,
    /// `maxContextTokens`: LLM tokens of one request.
    pub context_tokens: Option<u64>,
    /// `maxTurns`: turns of a person in a conversation.
    pub turns: Option<u32>,
    /// `mode="warn"`: going beyond is told and not stopped, except for time and memory.
    pub only_warns: bool,
}

/// A limit that cannot be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("routine:budget {attribute}=\"{text}\" is no limit: {expected}")]
pub struct LimitError {
    /// Which attribute.
    pub attribute: &'static str,
    /// What it says.
    pub text: String,
    /// What it may say.
    pub expected: &'static str,
}

impl StepLimits {
    /// The limits that an activity sets.
    ///
    /// # Errors
    /// When an attribute cannot be read.
    pub fn of(activity: &Activity) -> Result<Self, LimitError> {
        let budget = &activity.settings.budget;
        let read = |attribute: &'static str| budget.get(attribute).map(|text| (attribute, text.trim()));
        Ok(Self {
            time: read("maxTime").map(|(attribute, text)| time(attribute, text)).transpose()?,
            memory: read("maxMemory").map(|(attribute, text)| memory(attribute, text)).transpose()?,
            credits: read("maxCredits").map(|(attribute, text)| number(attribute, text, CREDITS)).transpose()?,
            tool_calls: read("maxToolCalls").map(|(attribute, text)| number(attribute, text, COUNT)).transpose()?,
            reasoning_steps: read("maxReasoningSteps")
                .map(|(attribute, text)| number(attribute, text, COUNT))
                .transpose()?,
            context_tokens: read("maxContextTokens")
                .map(|(attribute, text)| number(attribute, text, COUNT))
                .transpose()?,
            turns: read("maxTurns").map(|(attribute, text)| number(attribute, text, COUNT)).transpose()?,
            only_warns: read("mode").map(|(attribute, text)| only_warns(attribute, text)).transpose()?.unwrap_or(false),
        })
    }
}

fn time(attribute: &'static str, text: &str) -> Result<Duration, LimitError> {
    let expected = "milliseconds, or a duration such as PT30S";
    milliseconds(text).map(Duration::from_millis).ok_or_else(|| LimitError {
        attribute,
        text: text.to_owned(),
        expected,
    })
}

const COUNT: &str = "a whole number";
const CREDITS: &str = "a number of credits such as 12 or 0.5";

fn number<T: FromStr>(attribute: &'static str, text: &str, expected: &'static str) -> Result<T, LimitError> {
    text.parse().map_err(|_| LimitError { attribute, text: text.to_owned(), expected })
}

fn only_warns(attribute: &'static str, text: &str) -> Result<bool, LimitError> {
    match text {
        "strict" => Ok(false),
        "warn" => Ok(true),
        _ => Err(LimitError { attribute, text: text.to_owned(), expected: "strict or warn" }),
    }
}

fn memory(attribute: &'static str, text: &str) -> Result<usize, LimitError> {
    text.parse().ok().filter(|&bytes| bytes > 0).ok_or_else(|| LimitError {
        attribute,
        text: text.to_owned(),
        expected: "a number of bytes above 0",
    })
}

/// A number of milliseconds, or an ISO 8601 duration of days, hours, minutes and seconds.
pub(crate) fn milliseconds(text: &str) -> Option<u64> {
    let Some(rest) = text.strip_prefix('P') else { return text.parse().ok() };
    let (days, clock) = rest.split_once('T').map_or((rest, None), |(days, clock)| (days, Some(clock)));
    let mut total = parts(days, &[('D', 86_400_000.0)])?;
    if let Some(clock) = clock {
        total += parts(clock, &[('H', 3_600_000.0), ('M', 60_000.0), ('S', 1_000.0)]).filter(|_| !clock.is_empty())?;
    }
    (!rest.is_empty() && total.is_finite()).then(|| total.round() as u64)
}

/// The sum of numbers with these units, each at most once and in this order.
fn parts(mut text: &str, units: &[(char, f64)]) -> Option<f64> {
    let mut total = 0.0;
    for &(unit, factor) in units {
        if let Some((number, rest)) = text.split_once(unit) {
            total += number.parse::<f64>().ok().filter(|number| *number >= 0.0)? * factor;
            text = rest;
        }
    }
    text.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn a_time_limit_is_milliseconds_or_an_iso_duration() {
        for (text, expected) in [
            ("1500", Some(1_500)),
            ("PT5S", Some(5_000)),
            ("PT0.25S", Some(250)),
            ("PT1M30S", Some(90_000)),
            ("P1DT2H", Some(93_600_000)),
            ("PT", None),
            ("P", None),
            ("PT-5S", None),
            ("PT5S1M", None),
            ("5s", None),
            ("-1", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text:?} must read as {expected:?} milliseconds");
        }
    }
}
