//! Spans of time on the command line.

use std::time::Duration;

use crate::exit::Failure;

/// Milliseconds, or the days, hours, minutes and seconds of ISO 8601: `250`, `PT5M`, `P1DT0.5S`.
pub(crate) fn milliseconds(text: &str) -> Result<Duration, Failure> {
    if let Ok(number) = text.parse() {
        return Ok(Duration::from_millis(number));
    }
    parse(text).ok_or_else(|| {
        Failure::unusable(format!("{text:?} is no span of time: give milliseconds, or ISO 8601 such as PT5M."))
    })
}

fn parse(text: &str) -> Option<Duration> {
    let mut rest = text.strip_prefix('P')?;
    let (mut seconds, mut in_time, mut parts) = (0.0, false, 0);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            (rest, in_time) = (time, true);
            continue;
        }
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let (number, unit) = rest.split_at(end);
        let unit = unit.chars().next()?;
        seconds += number.parse::<f64>().ok()?
            * match (unit, in_time) {
                ('D', false) => 86_400.0,
                ('H', true) => 3_600.0,
                ('M', true) => 60.0,
                ('S', true) => 1.0,
                _ => return None,
            };
        rest = &rest[end + 1..];
        parts += 1;
    }
    if parts == 0 { None } else { Duration::try_from_secs_f64(seconds).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_milliseconds_or_iso() {
        for (text, expected) in [("250", 250), ("PT5M", 300_000), ("P1DT0.5S", 86_400_500), ("PT1H1S", 3_601_000)] {
            assert_eq!(milliseconds(text).ok(), Some(Duration::from_millis(expected)), "{text}");
        }
        for text in ["", "P", "PT", "5M", "P1M", "PT5", "PT-5S", "soon"] {
            assert!(milliseconds(text).is_err(), "{text:?} is no span of time");
        }
    }
}
