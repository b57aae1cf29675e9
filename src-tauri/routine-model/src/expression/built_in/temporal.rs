//! Dates and times.

use dsntk_feel::values::Value;
use jiff::Zoned;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{Answer, BuiltIn, Work, argument, original, plain};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("last day of month", &["date"], 1, last_day_of_month),
    plain("date and time", &["date|from", "time|timezone"], 1, date_and_time),
];

fn last_day_of_month(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let (year, month) = match argument(arguments, 0) {
        Value::Date(date) => (date.year(), date.month()),
        Value::DateTime(at) => (at.year(), at.month()),
        other => return Err(format!("a date is needed, not {}", other.type_of())),
    };
    let outside = |_| "the date is out of range".to_owned();
    let year = i16::try_from(year).map_err(|_| "the date is out of range".to_owned())?;
    let month = i8::try_from(month).map_err(|_| "the date is out of range".to_owned())?;
    let last = Date::new(year, month, 1).map_err(outside)?.last_of_month();
    let last = last.to_string().parse().map(Value::Date);
    last.map_err(|_| "the date is out of range".to_owned())
}

/// As FEEL has it, and besides: a date and time in another time zone, and Camunda's texts with the zone in brackets.
fn date_and_time(arguments: &[Value], _: &mut dyn Work) -> Answer {
    match (argument(arguments, 0), arguments.get(1)) {
        (at @ Value::DateTime(_), Some(Value::String(zone))) => moved(at, zone),
        (Value::String(text), None | Some(Value::Null(None))) => {
            let plain = text.strip_suffix(']').and_then(|text| text.split_once('[')).map(|(local, zone)| {
                let offset = local.rfind(['+', '-']).filter(|at| *at > "0000-00-00T".len());
                format!("{}@{zone}", local.get(..offset.unwrap_or(local.len())).unwrap_or(local))
            });
            Ok(original("date and time", &[Value::String(plain.unwrap_or_else(|| text.clone()))]))
        }
        (single, None | Some(Value::Null(None))) => Ok(original("date and time", std::slice::from_ref(single))),
        _ => Ok(original("date and time", arguments)),
    }
}

fn moved(value: &Value, zone: &str) -> Answer {
    let Value::DateTime(at) = value else { return Err("a date and time is needed".to_owned()) };
    let outside = || "the date and time is out of range".to_owned();
    let target = match zone {
        "Z" | "z" => TimeZone::UTC,
        zone => TimeZone::get(zone).map_err(|_| format!("there is no time zone “{zone}”"))?,
    };
    let local = DateTime::new(
        i16::try_from(at.year()).map_err(|_| outside())?,
        i8::try_from(at.month()).map_err(|_| outside())?,
        i8::try_from(at.day()).map_err(|_| outside())?,
        at.hour().cast_signed(),
        at.minute().cast_signed(),
        at.second().cast_signed(),
        i32::try_from(at.time().nanos()).map_err(|_| outside())?,
    );
    let local = local.map_err(|_| outside())?;
    let source = match (at.feel_time_zone(), at.feel_time_offset()) {
        (Some(zone), _) => TimeZone::get(&zone).map_err(|_| format!("there is no time zone “{zone}”"))?,
        (None, Some(offset)) => TimeZone::fixed(jiff::tz::Offset::from_seconds(offset).map_err(|_| outside())?),
        (None, None) => return Err("the date and time is in no time zone, so it cannot be moved to one".to_owned()),
    };
    let moved: Zoned = local.to_zoned(source).map_err(|_| outside())?.with_time_zone(target);
    let name = match zone {
        "Z" | "z" => "Z".to_owned(),
        zone => format!("@{zone}"),
    };
    let text = format!("{}{name}", moved.strftime("%Y-%m-%dT%H:%M:%S%.f"));
    Ok(original("date and time", &[Value::String(text)]))
}
