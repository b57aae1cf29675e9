//! Repetition: ISO 8601 repeating intervals and cron.

use std::str::FromStr;

use croner::Cron;
use jiff::tz::TimeZone;

use super::duration::Lapse;
use super::moment::Moment;
use super::{TimerError, zoned};

const HINT: &str = "Cycles look like R3/PT10S, R/2026-05-01T09:00:00Z/P1D or 0 0 9 * * MON-FRI.";

/// What fires again and again.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// None: for ever.
    repetitions: Option<u32>,
    rhythm: Rhythm,
}

#[derive(Clone, Debug)]
enum Rhythm {
    /// Each time a period after the last; with a start, there for the first time.
    From { start: Option<Moment>, period: Lapse },
    /// For the last time at the end.
    Until { period: Lapse, end: Moment },
    /// From one moment to the next, and on with the same distance.
    Between { start: Moment, end: Moment },
    /// When the clock shows it.
    Cron(Box<Cron>),
}

impl Cycle {
    /// Reads `R[n]/duration`, `R[n]/start/duration`, `R[n]/duration/end`, `R[n]/start/end` or a cron pattern of five
    /// or six fields (with seconds first).
    ///
    /// # Errors
    ///
    /// When the text is none of these, or the period is not positive.
    pub fn parse(text: &str) -> Result<Self, TimerError> {
        let wrong = || TimerError::new(format!("“{text}” is no cycle."), HINT);
        let Some(interval) = text.strip_prefix('R') else {
            let cron = Cron::from_str(text).map_err(|_| wrong())?;
            return Ok(Self { repetitions: None, rhythm: Rhythm::Cron(Box::new(cron)) });
        };
        let mut parts = interval.split('/');
        let count = parts.next().unwrap_or_default();
        let repetitions = if count.is_empty() { None } else { Some(count.parse().map_err(|_| wrong())?) };
        let is_period = |part: &str| part.starts_with(['P', '-', '+']);
        let rhythm = match (parts.next(), parts.next(), parts.next()) {
            (Some(period), None, _) => Rhythm::From { start: None, period: Lapse::parse(period)? },
            (Some(period), Some(end), None) if is_period(period) => {
                Rhythm::Until { period: Lapse::parse(period)?, end: Moment::parse(end)? }
            }
            (Some(start), Some(period), None) if is_period(period) => {
                Rhythm::From { start: Some(Moment::parse(start)?), period: Lapse::parse(period)? }
            }
            (Some(start), Some(end), None) => {
                Rhythm::Between { start: Moment::parse(start)?, end: Moment::parse(end)? }
            }
            _ => return Err(wrong()),
        };
        let period = match &rhythm {
            Rhythm::From { period, .. } | Rhythm::Until { period, .. } => Some(period),
            Rhythm::Between { .. } | Rhythm::Cron(_) => None,
        };
        if period.is_some_and(|period| !period.is_positive()) {
            return Err(TimerError::new(format!("“{text}” repeats without time passing."), HINT));
        }
        if repetitions.is_none() && matches!(rhythm, Rhythm::Until { .. }) {
            return Err(TimerError::new(format!("“{text}” has an end and no beginning."), "Say how often: R3/PT10S/…"));
        }
        Ok(Self { repetitions, rhythm })
    }

    /// How often it fires at most; `None` for ever.
    #[must_use]
    pub fn repetitions(&self) -> Option<u32> {
        self.repetitions
    }

    pub(super) fn next_due(
        &self,
        armed_ms: i64,
        fired: u32,
        last_due_ms: Option<i64>,
        zone: &TimeZone,
    ) -> Result<Option<i64>, TimerError> {
        if self.repetitions.is_some_and(|repetitions| fired >= repetitions) {
            return Ok(None);
        }
        let turns = i64::from(fired);
        match &self.rhythm {
            Rhythm::From { start: None, period } => period.after(armed_ms, turns + 1, zone).map(Some),
            Rhythm::From { start: Some(start), period } => period.after(start.resolve(zone)?, turns, zone).map(Some),
            Rhythm::Until { period, end } => {
                let left = i64::from(self.repetitions.unwrap_or(1)) - 1 - turns;
                period.after(end.resolve(zone)?, -left, zone).map(Some)
            }
            Rhythm::Between { start, end } => {
                let (start, end) = (start.resolve(zone)?, end.resolve(zone)?);
                if end <= start {
                    return Err(TimerError::new("The cycle's end lies before its start.", HINT));
                }
                Lapse::between("the cycle", start, end)?.after(start, turns, zone).map(Some)
            }
            Rhythm::Cron(cron) => {
                let after = zoned(last_due_ms.unwrap_or(armed_ms), zone)?;
                // A pattern such as the 31st of February has no next time.
                Ok(cron.find_next_occurrence(&after, false).ok().map(|due| due.timestamp().as_millisecond()))
            }
        }
    }
}
