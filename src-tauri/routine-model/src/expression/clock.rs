//! The time of day that `now()` and `today()` see.

/// A moment and the place for which it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub now_ms: i64,
    /// An IANA time zone, such as `Europe/Berlin`; what is none counts as UTC.
    pub zone: String,
}

impl Clock {
    fn zoned(&self) -> Option<jiff::Zoned> {
        let zone = jiff::tz::TimeZone::get(&self.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        Some(jiff::Timestamp::from_millisecond(self.now_ms).ok()?.to_zoned(zone))
    }

    /// The moment as FEEL writes it: local date and time, `@`, zone.
    pub(super) fn date_and_time(&self) -> Option<String> {
        let zoned = self.zoned()?;
        let zone = zoned
            .time_zone()
            .iana_name()
            .filter(|name| *name != "UTC")
            .map_or_else(|| "Z".to_owned(), |name| format!("@{name}"));
        Some(format!("{}{zone}", zoned.strftime("%Y-%m-%dT%H:%M:%S%.f")))
    }

    /// The day as FEEL writes it.
    pub(super) fn date(&self) -> Option<String> {
        Some(self.zoned()?.date().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_for_its_zone() {
        let clock = |zone: &str| Clock { now_ms: 1_717_200_000_500, zone: zone.to_owned() };
        assert_eq!(clock("Europe/Berlin").date_and_time().as_deref(), Some("2024-06-01T02:00:00.5@Europe/Berlin"));
        assert_eq!(clock("America/New_York").date().as_deref(), Some("2024-05-31"));
        assert_eq!(clock("Nowhere").date_and_time().as_deref(), Some("2024-06-01T00:00:00.5Z"));
    }
}
