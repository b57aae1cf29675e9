//! A while in virtual time.

use routine_model::graph::event::TimerKind;
use routine_model::timer::Timer;
use run_engine::Timestamp;

/// An ISO 8601 duration, counted in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delay(String);

impl Delay {
    /// Reads a duration.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let delay = Self(text.to_owned());
        // Seen from any moment it is one or none.
        delay.checked_after(Timestamp(0)).map(|_| delay)
    }

    /// The moment that lies this much after another one.
    pub(crate) fn after(&self, from: Timestamp) -> Timestamp {
        self.checked_after(from).unwrap_or(from)
    }

    fn checked_after(&self, from: Timestamp) -> Result<Timestamp, String> {
        let timer = Timer::parse(TimerKind::Duration, &self.0).map_err(|error| error.message)?;
        let due = timer.next_due(from.0, 0, None, "UTC").map_err(|error| error.message)?;
        Ok(Timestamp(due.unwrap_or(from.0)))
    }
}
