//! When timers are due.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use proptest::prelude::*;
use routine_model::graph::event::TimerKind;
use routine_model::timer::Timer;

const BERLIN: &str = "Europe/Berlin";

fn ms(moment: &str) -> i64 {
    moment.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

/// Every moment at which a timer fires, up to five, when it is always in time.
fn check(kind: TimerKind, text: &str, armed: &str, expected: &[&str]) {
    let timer = Timer::parse(kind, text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut last = None;
    for (fired, moment) in expected.iter().enumerate() {
        last = timer.next_due(ms(armed), fired as u32, last, BERLIN).unwrap();
        assert_eq!(last, Some(ms(moment)), "{text}, firing {}", fired + 1);
    }
    if expected.len() < 5 {
        assert_eq!(timer.next_due(ms(armed), expected.len() as u32, last, BERLIN).unwrap(), None, "{text} is over");
    }
}

#[test]
fn a_date_fires_once_in_its_zone() {
    let check = |text: &str, expected: &str| check(TimerKind::Date, text, "2026-01-01T00:00:00Z", &[expected]);
    check("2026-05-01T09:00:00Z", "2026-05-01T09:00:00Z");
    check(" 2026-05-01T09:00:00+02:00 ", "2026-05-01T07:00:00Z");
    check("2026-05-01T09:00:00", "2026-05-01T07:00:00Z");
    check("2026-01-01T09:00:00", "2026-01-01T08:00:00Z");
    check("2026-05-01", "2026-04-30T22:00:00Z");
    check("2026-05-01T09:00:00.250Z", "2026-05-01T09:00:00.250Z");
    check("2026-05-01T09:00:00[America/New_York]", "2026-05-01T13:00:00Z");
    check("2026-05-01T09:00:00+02:00[Europe/Berlin]", "2026-05-01T07:00:00Z");
    check("2026-05-01T09:00:00@America/New_York", "2026-05-01T13:00:00Z");
    check("2026-03-29T02:30:00", "2026-03-29T01:30:00Z");
    check("1999-01-01T00:00:00Z", "1999-01-01T00:00:00Z");
}

#[test]
fn a_duration_fires_once_by_the_calendar() {
    let check = |text: &str, armed: &str, expected: &str| check(TimerKind::Duration, text, armed, &[expected]);
    check("PT10S", "2026-01-01T00:00:00Z", "2026-01-01T00:00:10Z");
    check("PT0.5S", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z");
    check("P1DT12H", "2026-01-01T00:00:00Z", "2026-01-02T12:00:00Z");
    check("P1D", "2026-03-28T12:00:00Z", "2026-03-29T11:00:00Z");
    check("PT24H", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z");
    check("P1M", "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z");
    check("P1Y2M3W", "2026-01-01T12:00:00Z", "2027-03-22T12:00:00Z");
    check("-PT1H", "2026-01-01T12:00:00Z", "2026-01-01T11:00:00Z");
}

#[test]
fn a_cycle_counts_its_repetitions_from_one_start() {
    let check = |text: &str, armed: &str, expected: &[&str]| check(TimerKind::Cycle, text, armed, expected);
    check(
        "R3/PT10S",
        "2026-01-01T00:00:00Z",
        &["2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z", "2026-01-01T00:00:30Z"],
    );
    check("R0/PT10S", "2026-01-01T00:00:00Z", &[]);
    check(
        "R/P1M",
        "2026-01-31T12:00:00Z",
        &[
            "2026-02-28T12:00:00Z",
            "2026-03-31T11:00:00Z",
            "2026-04-30T11:00:00Z",
            "2026-05-31T11:00:00Z",
            "2026-06-30T11:00:00Z",
        ],
    );
    check("R2/2026-05-01T09:00:00Z/P1D", "2026-01-01T00:00:00Z", &["2026-05-01T09:00:00Z", "2026-05-02T09:00:00Z"]);
    check("R2/PT1H/2026-05-01T09:00:00Z", "2026-01-01T00:00:00Z", &["2026-05-01T08:00:00Z", "2026-05-01T09:00:00Z"]);
    check(
        "R3/2026-05-01T09:00:00Z/2026-05-01T11:00:00Z",
        "2026-01-01T00:00:00Z",
        &["2026-05-01T09:00:00Z", "2026-05-01T11:00:00Z", "2026-05-01T13:00:00Z"],
    );
}

#[test]
fn cron_follows_the_clock_of_the_zone() {
    let check = |text: &str, armed: &str, expected: &[&str]| check(TimerKind::Cycle, text, armed, expected);
    let mornings = [
        "2026-03-27T08:00:00Z",
        "2026-03-30T07:00:00Z",
        "2026-03-31T07:00:00Z",
        "2026-04-01T07:00:00Z",
        "2026-04-02T07:00:00Z",
    ];
    check("0 0 9 * * MON-FRI", "2026-03-27T07:59:59Z", &mornings);
    check("0 9 * * MON-FRI", "2026-03-27T07:59:59Z", &mornings);
    check(
        "@daily",
        "2026-03-28T12:00:00Z",
        &[
            "2026-03-28T23:00:00Z",
            "2026-03-29T22:00:00Z",
            "2026-03-30T22:00:00Z",
            "2026-03-31T22:00:00Z",
            "2026-04-01T22:00:00Z",
        ],
    );
}

#[test]
fn a_late_cycle_keeps_its_rhythm() {
    let timer = Timer::parse(TimerKind::Cycle, "R5/PT10S").unwrap();
    let armed = ms("2026-01-01T00:00:00Z");
    let second = timer.next_due(armed, 1, Some(armed + 10_000), BERLIN).unwrap();
    assert_eq!(second, Some(armed + 20_000), "counted from the start and not from when the first was noticed");
    assert_eq!(timer.repetitions(), Some(5));
    assert_eq!(Timer::parse(TimerKind::Cycle, "@hourly").unwrap().repetitions(), None);
}

#[test]
fn what_is_no_timer_is_refused_in_words() {
    let refused = |kind: TimerKind, text: &str, message: &str| {
        let error = Timer::parse(kind, text).expect_err(text);
        assert_eq!(error.message, message);
        assert!(error.hint.is_some(), "{text}");
    };
    refused(TimerKind::Date, "tomorrow", "“tomorrow” is no date and time.");
    refused(TimerKind::Date, "PT5M", "“PT5M” is no date and time.");
    refused(TimerKind::Date, "2026-05-01T09:00:00[Mars/Base]", "“Mars/Base” is no time zone.");
    refused(TimerKind::Duration, "2 hours", "“2 hours” is no duration.");
    refused(TimerKind::Duration, "P", "“P” is no duration.");
    refused(TimerKind::Duration, "2026-05-01", "“2026-05-01” is no duration.");
    refused(TimerKind::Cycle, "PT10S", "“PT10S” is no cycle.");
    refused(TimerKind::Cycle, "R", "“R” is no cycle.");
    refused(TimerKind::Cycle, "Rx/PT10S", "“Rx/PT10S” is no cycle.");
    refused(TimerKind::Cycle, "R/PT0S", "“R/PT0S” repeats without time passing.");
    refused(
        TimerKind::Cycle,
        "R/PT1H/2026-05-01T09:00:00Z",
        "“R/PT1H/2026-05-01T09:00:00Z” has an end and no beginning.",
    );
    refused(TimerKind::Cycle, "61 * * * *", "“61 * * * *” is no cycle.");
    let never = Timer::parse(TimerKind::Cycle, "0 0 31 2 *").unwrap();
    assert_eq!(never.next_due(0, 0, None, BERLIN).unwrap(), None, "the 31st of February never comes");
    let late = Timer::parse(TimerKind::Duration, "P9000Y").unwrap();
    assert!(late.next_due(ms("2026-01-01T00:00:00Z"), 0, None, BERLIN).is_err());
    assert!(late.next_due(0, 0, None, "Nowhere").is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[R0-9PYMDTHSZW/:@+. \\-*,A-Z\\[\\]]{0,30}", armed in any::<i64>(), fired in any::<u32>()) {
        for kind in [TimerKind::Date, TimerKind::Duration, TimerKind::Cycle] {
            if let Ok(timer) = Timer::parse(kind, &text) {
                let _ = timer.next_due(armed, fired, Some(armed), BERLIN);
            }
        }
    }
}
