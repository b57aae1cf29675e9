//! When timers are due: ISO 8601 moments, durations and repeating intervals, and cron (BPMN 2.0.2, 10.5.5, table 10.101).
//!
//! Everything is a function of the moments and the time zone that it is given; nothing here looks at a clock.

mod cycle;
mod duration;
mod moment;

use thiserror::Error;

pub use cycle::Cycle;
pub use duration::Lapse;
pub use moment::Moment;

use crate::graph::event::TimerKind;

/// A text that is no timer, or a timer that leaves the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct TimerError {
    /// One sentence for a person.
    pub message: String,
    /// What would help.
    pub hint: Option<&'static str>,
}

impl TimerError {
    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint: Some(hint) }
    }

    fn out_of_range(text: &str) -> Self {
        Self { message: format!("“{text}” leads out of the calendar."), hint: None }
    }
}

/// When a timer fires.
#[derive(Clone, Debug)]
pub enum Timer {
    /// Once, at a moment.
    Date(Moment),
    /// Once, after a while.
    Duration(Lapse),
    /// Again and again.
    Cycle(Cycle),
}

impl Timer {
    /// Reads the value of a timer's expression.
    ///
    /// # Errors
    ///
    /// When the text is none of what `kind` allows.
    pub fn parse(kind: TimerKind, text: &str) -> Result<Self, TimerError> {
        let text = text.trim();
        match kind {
            TimerKind::Date => Moment::parse(text).map(Self::Date),
            TimerKind::Duration => Lapse::parse(text).map(Self::Duration),
            TimerKind::Cycle => Cycle::parse(text).map(Self::Cycle),
        }
    }

    /// When it fires next.
    ///
    /// * `armed_ms`: when it began to run, in milliseconds since 1970 UTC,
    /// * `fired`: how often it has fired since,
    /// * `last_due_ms`: when it was due last, if it has fired; it may have fired later than that,
    /// * `zone`: the IANA time zone in which days and clock times without an offset are meant.
    ///
    /// `None` when it does not fire again. A moment in the past is due at once.
    ///
    /// # Errors
    ///
    /// When the zone is unknown or the moment lies outside of the calendar.
    pub fn next_due(
        &self,
        armed_ms: i64,
        fired: u32,
        last_due_ms: Option<i64>,
        zone: &str,
    ) -> Result<Option<i64>, TimerError> {
        let zone = time_zone(zone)?;
        match self {
            Self::Date(_) | Self::Duration(_) if fired > 0 => Ok(None),
            Self::Date(moment) => moment.resolve(&zone).map(Some),
            Self::Duration(lapse) => lapse.after(armed_ms, 1, &zone).map(Some),
            Self::Cycle(cycle) => cycle.next_due(armed_ms, fired, last_due_ms, &zone),
        }
    }

    /// How often it fires at most; `None` for ever.
    #[must_use]
    pub fn repetitions(&self) -> Option<u32> {
        match self {
            Self::Date(_) | Self::Duration(_) => Some(1),
            Self::Cycle(cycle) => cycle.repetitions(),
        }
    }
}

fn time_zone(name: &str) -> Result<jiff::tz::TimeZone, TimerError> {
    jiff::tz::TimeZone::get(name).map_err(|_| {
        TimerError::new(format!("“{name}” is no time zone."), "Time zones have names such as Europe/Berlin.")
    })
}

/// A moment in a zone.
fn zoned(ms: i64, zone: &jiff::tz::TimeZone) -> Result<jiff::Zoned, TimerError> {
    let timestamp = jiff::Timestamp::from_millisecond(ms).map_err(|_| TimerError::out_of_range(&ms.to_string()))?;
    Ok(timestamp.to_zoned(zone.clone()))
}
