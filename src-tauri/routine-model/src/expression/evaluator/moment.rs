//! Times as one number, without asking the machine where and when it is.

use dsntk_feel::values::Value;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const NANOS_A_SECOND: i128 = 1_000_000_000;
const SECONDS_A_DAY: i128 = 86_400;
/// Time zones are known between these years; before and after, they are as they are then.
const KNOWN_YEARS: (i32, i32) = (1800, 9000);

/// A moment, or a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Nanoseconds, in UTC where the time is in a time zone.
    pub moment: i128,
    /// Whether it is in a time zone or has an offset.
    pub zoned: bool,
}

impl Moment {
    /// Whole seconds.
    pub(super) fn second(self) -> i128 {
        self.moment.div_euclid(NANOS_A_SECOND)
    }
}

/// The moment of a date and time.
pub(super) fn instant(value: &Value) -> Option<Moment> {
    let Value::DateTime(at) = value else { return None };
    let date = (at.year(), u8::try_from(at.month()).ok()?, u8::try_from(at.day()).ok()?);
    let time = (at.hour(), at.minute(), at.second());
    let nanos = at.time().nanos();
    let offset = match at.feel_time_zone() {
        Some(zone) => Some(offset_in(&zone, date, time)?),
        None => at.feel_time_offset(),
    };
    let seconds = days(date) * SECONDS_A_DAY + seconds(time) - i128::from(offset.unwrap_or(0));
    Some(Moment { moment: seconds * NANOS_A_SECOND + i128::from(nanos), zoned: offset.is_some() })
}

/// A time of day. One in a time zone counts as of the first of January 1970, as its offset must not depend on the day on
/// which it is looked at.
pub(super) fn time_of_day(value: &Value) -> Option<Moment> {
    let Value::Time(at) = value else { return None };
    let time = (at.hour(), at.minute(), at.second());
    let offset = match at.feel_time_zone() {
        Some(zone) => Some(offset_in(&zone, (1970, 1, 1), time)?),
        None => at.feel_time_offset(),
    };
    let seconds = seconds(time) - i128::from(offset.unwrap_or(0));
    Some(Moment { moment: seconds * NANOS_A_SECOND + i128::from(at.nanos()), zoned: offset.is_some() })
}

fn seconds((hour, minute, second): (u8, u8, u8)) -> i128 {
    i128::from(hour) * 3600 + i128::from(minute) * 60 + i128::from(second)
}

/// Days since the first of January 1970 in the Gregorian calendar, for any year.
fn days((year, month, day): (i32, u8, u8)) -> i128 {
    let (month, day) = (i128::from(month), i128::from(day));
    // Years begin in March here, so that the leap day is a year's last.
    let year = i128::from(year) - i128::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Seconds by which local time is ahead of UTC. A time that the clock skips or shows twice is the one before the change.
fn offset_in(zone: &str, (year, month, day): (i32, u8, u8), (hour, minute, second): (u8, u8, u8)) -> Option<i32> {
    let year = i16::try_from(year.clamp(KNOWN_YEARS.0, KNOWN_YEARS.1)).ok()?;
    let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(u8::cast_signed);
    // The 29th of February may be missing in the year that stands for another one.
    let local = DateTime::new(year, month, day, hour, minute, second, 0)
        .or_else(|_| DateTime::new(year, month, day - 1, hour, minute, second, 0))
        .ok()?;
    let zone = TimeZone::get(zone).ok()?;
    let zoned = zone.to_ambiguous_zoned(local).compatible().ok()?;
    Some(zoned.offset().seconds())
}
