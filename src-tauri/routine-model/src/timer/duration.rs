//! A while, on the calendar.

use jiff::tz::TimeZone;
use jiff::{Span, SpanRound};

use super::{TimerError, zoned};

const HINT: &str = "Durations look like PT15M, P1DT12H or P1M.";

/// A duration. Days, weeks, months and years are those of the calendar, so over a time change a day has 23 or 25 hours.
#[derive(Clone, Debug)]
pub struct Lapse {
    text: String,
    span: Span,
}

impl Lapse {
    /// Reads an ISO 8601 duration.
    ///
    /// # Errors
    ///
    /// When the text is no duration.
    pub fn parse(text: &str) -> Result<Self, TimerError> {
        let wrong = || TimerError::new(format!("“{text}” is no duration."), HINT);
        // The calendar crate also reads “2 hours”, which is no format for files.
        if !text.trim_start_matches(['-', '+']).starts_with('P') {
            return Err(wrong());
        }
        let span = text.parse().map_err(|_| wrong())?;
        Ok(Self { text: text.to_owned(), span })
    }

    /// The moment `times` durations after `from_ms`, in milliseconds since 1970 UTC.
    ///
    /// Counted from one start, so that monthly on the 31st stays on the 31st.
    pub(super) fn after(&self, from_ms: i64, times: i64, zone: &TimeZone) -> Result<i64, TimerError> {
        let out = || TimerError::out_of_range(&self.text);
        let span = self.span.checked_mul(times).map_err(|_| out())?;
        let due = zoned(from_ms, zone)?.checked_add(span).map_err(|_| out())?;
        Ok(due.timestamp().as_millisecond())
    }

    /// The time between two moments.
    pub(super) fn between(text: &str, from_ms: i64, to_ms: i64) -> Result<Self, TimerError> {
        let span = Span::new().try_milliseconds(to_ms.saturating_sub(from_ms));
        let span = span.and_then(|span| span.round(SpanRound::new().largest(jiff::Unit::Hour)));
        Ok(Self { text: text.to_owned(), span: span.map_err(|_| TimerError::out_of_range(text))? })
    }

    /// Whether it leads forward in time.
    pub(super) fn is_positive(&self) -> bool {
        self.span.is_positive()
    }
}
