//! Rounding.

use dsntk_feel::FeelNumber;
use dsntk_feel::values::Value;

use super::{Answer, BuiltIn, Work, argument, original, plain};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("decimal", &["n", "scale", "mode"], 2, decimal),
    plain("round up", &["n", "scale"], 1, |arguments, _| Ok(rounded("round up", arguments))),
    plain("round down", &["n", "scale"], 1, |arguments, _| Ok(rounded("round down", arguments))),
    plain("round half up", &["n", "scale"], 1, |arguments, _| Ok(rounded("round half up", arguments))),
    plain("round half down", &["n", "scale"], 1, |arguments, _| Ok(rounded("round half down", arguments))),
];

/// Scales at which a number of 34 digits cannot have anything to round, and which the FEEL crate refuses (DMN 1.5, 10.3.4.5).
const FINEST: std::ops::RangeInclusive<i64> = 6_112..=6_176;

fn rounded(function: &str, arguments: &[Value]) -> Value {
    let scale = arguments.get(1).cloned().unwrap_or_else(|| Value::Number(FeelNumber::zero()));
    if let (Value::Number(number), Value::Number(scale)) = (argument(arguments, 0), &scale)
        && i64::try_from(scale).is_ok_and(|scale| FINEST.contains(&scale))
    {
        return Value::Number(*number);
    }
    original(function, &[argument(arguments, 0).clone(), scale])
}

fn decimal(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let Value::String(mode) = argument(arguments, 2) else { return Ok(original("decimal", &arguments[..2])) };
    let function = match mode.to_ascii_uppercase().as_str() {
        "UP" => "round up",
        "DOWN" => "round down",
        "CEILING" => "ceiling",
        "FLOOR" => "floor",
        "HALF_UP" => "round half up",
        "HALF_DOWN" => "round half down",
        "HALF_EVEN" => "decimal",
        _ => return Err(format!("“{mode}” is no way of rounding")),
    };
    Ok(original(function, &arguments[..2]))
}
