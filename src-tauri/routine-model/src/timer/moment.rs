//! A moment as files write it.

use jiff::civil;
use jiff::tz::TimeZone;

use super::{TimerError, time_zone};

const HINT: &str =
    "Moments look like 2026-05-01T09:00:00Z, 2026-05-01T09:00:00+02:00 or 2026-05-01T09:00:00[Europe/Berlin].";

/// A moment: absolute, or a clock time in a zone that may be left open.
#[derive(Clone, Debug)]
pub struct Moment {
    text: String,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Absolute(jiff::Timestamp),
    Local(civil::DateTime),
    In(civil::DateTime, TimeZone),
}

impl Moment {
    /// Reads an ISO 8601 date and time; a date alone is its midnight, a text without an offset is a clock time.
    ///
    /// # Errors
    ///
    /// When the text is no moment.
    pub fn parse(text: &str) -> Result<Self, TimerError> {
        let wrong = || TimerError::new(format!("“{text}” is no date and time."), HINT);
        let form = if let Some((local, zone)) = with_zone(text) {
            Form::In(local.parse().map_err(|_| wrong())?, time_zone(zone)?)
        } else if let Ok(absolute) = text.parse() {
            Form::Absolute(absolute)
        } else {
            Form::Local(text.parse().map_err(|_| wrong())?)
        };
        Ok(Self { text: text.to_owned(), form })
    }

    /// Milliseconds since 1970 UTC; `zone` is meant where the text leaves it open.
    ///
    /// A clock time that a time change skips is the moment after it; one that comes twice is the first.
    pub(super) fn resolve(&self, zone: &TimeZone) -> Result<i64, TimerError> {
        let (local, zone) = match &self.form {
            Form::Absolute(timestamp) => return Ok(timestamp.as_millisecond()),
            Form::Local(local) => (local, zone),
            Form::In(local, zone) => (local, zone),
        };
        let zoned = local.to_zoned(zone.clone()).map_err(|_| TimerError::out_of_range(&self.text))?;
        Ok(zoned.timestamp().as_millisecond())
    }
}

/// Splits `…[Zone]` and FEEL's `…@Zone`; an offset before the brackets says more exactly which moment, and stays there.
fn with_zone(text: &str) -> Option<(&str, &str)> {
    if let Some((local, zone)) = text.split_once('@') {
        return Some((local, zone));
    }
    let (local, zone) = text.strip_suffix(']')?.split_once('[')?;
    let time = local.split_once('T').map_or("", |(_, time)| time);
    (!time.contains(['Z', '+', '-'])).then_some((local, zone))
}
