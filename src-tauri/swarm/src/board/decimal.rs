//! Exact sums of JSON numbers.
//!
//! Whole numbers are kept as they are, from -2^63 to 2^64 - 1. A number with decimal places is what its shortest text says, so
//! 0.1 and 0.2 make 0.3. A sum that JSON could not hold exactly is refused, never rounded.

use serde_json::{Number, Value};

/// More decimal places than this are refused.
const MOST_PLACES: u32 = 18;
/// Beyond this, whole numbers that came as decimals may have lost their last digits while they were read: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// `units` times 10 to the power of minus `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Decimal {
    units: i128,
    places: u32,
}

/// The exact sum, or why there is none.
pub(super) fn sum(a: &Number, b: &Number) -> Result<Value, String> {
    let lost = || format!("{a} + {b} cannot be kept exactly");
    let (a, b) = (Decimal::of(a)?, Decimal::of(b)?);
    let places = a.places.max(b.places);
    let sum = a.units_at(places).zip(b.units_at(places)).and_then(|(a, b)| a.checked_add(b)).ok_or_else(lost)?;
    let sum = Decimal { units: sum, places }.shortest();
    if sum.places == 0 {
        let whole = i64::try_from(sum.units).map(Number::from).or_else(|_| u64::try_from(sum.units).map(Number::from));
        return whole.map(Value::Number).map_err(|_| lost());
    }
    let number = sum.text().parse().ok().and_then(Number::from_f64).ok_or_else(lost)?;
    if Decimal::of(&number).ok() == Some(sum) { Ok(Value::Number(number)) } else { Err(lost()) }
}

impl Decimal {
    fn of(number: &Number) -> Result<Self, String> {
        if let Some(units) = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from)) {
            return Ok(Self { units, places: 0 });
        }
        let inexact = || format!("{number} is too large or has too many decimal places to be counted exactly");
        let float = number.as_f64().filter(|float| float.abs() <= EXACT).ok_or_else(inexact)?;
        let text = format!("{float:e}");
        let (digits, power) = text.split_once('e').ok_or_else(inexact)?;
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let power: i64 = power.parse().map_err(|_| inexact())?;
        let units: i128 = format!("{whole}{rest}").parse().map_err(|_| inexact())?;
        let places = i64::try_from(rest.len()).map_err(|_| inexact())? - power;
        match u32::try_from(places) {
            Ok(places) if places <= MOST_PLACES => Ok(Self { units, places }.shortest()),
            Ok(_) => Err(inexact()),
            // 1e3 is 1000.
            Err(_) => u32::try_from(-places)
                .ok()
                .and_then(|power| 10_i128.checked_pow(power))
                .and_then(|factor| units.checked_mul(factor))
                .map(|units| Self { units, places: 0 })
                .ok_or_else(inexact),
        }
    }

    fn units_at(self, places: u32) -> Option<i128> {
        self.units.checked_mul(10_i128.checked_pow(places - self.places)?)
    }

    fn shortest(mut self) -> Self {
        while self.places > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.places -= 1;
        }
        self
    }

    fn text(self) -> String {
        format!("{}e-{}", self.units, self.places)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Number, Value, json};

    use super::sum;

    fn number(value: &Value) -> Number {
        match value {
            Value::Number(number) => number.clone(),
            other => panic!("{other} is no number"),
        }
    }

    #[test]
    fn sums_are_exact_or_refused() {
        for (a, b, wanted) in [
            (json!(1), json!(2), Some(json!(3))),
            (json!(0.1), json!(0.2), Some(json!(0.3))),
            (json!(-0.5), json!(0.5), Some(json!(0))),
            (json!(1.5), json!(1), Some(json!(2.5))),
            (json!(1e3), json!(1), Some(json!(1001))),
            (json!(i64::MAX), json!(1), Some(json!(9_223_372_036_854_775_808_u64))),
            (json!(u64::MAX), json!(0), Some(json!(u64::MAX))),
            (json!(u64::MAX), json!(1), None),
            (json!(i64::MIN), json!(-1), None),
            (json!(i64::MIN), json!(u64::MAX), Some(json!(i64::MAX))),
            (json!(9_007_199_254_740_993_u64), json!(0.5), None),
            (json!(1e300), json!(1), None),
            (json!(1e-30), json!(1), None),
            (json!(1.0), json!(1.0), Some(json!(2))),
        ] {
            assert_eq!(sum(&number(&a), &number(&b)).ok(), wanted, "{a} + {b}");
            assert_eq!(sum(&number(&b), &number(&a)).ok(), wanted, "{b} + {a}");
        }
    }
}
