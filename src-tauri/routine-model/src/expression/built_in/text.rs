//! Texts.

use dsntk_feel::values::Value;

use super::super::meter;
use super::{Answer, BuiltIn, Work, argument, items, paying, plain, text};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("is blank", &["string"], 1, |given, _| Ok(Value::Boolean(text(given, 0)?.trim().is_empty()))),
    plain("trim", &["string"], 1, |given, _| Ok(Value::String(text(given, 0)?.trim().to_owned()))),
    plain("to base64", &["value"], 1, |given, _| Ok(Value::String(base64(text(given, 0)?.as_bytes())))),
    paying("string join", &["list", "delimiter", "prefix", "suffix"], 1, join),
];

/// A prefix comes with a suffix. Nulls among the texts are left out.
fn join(arguments: &[Value], _: &mut dyn Work) -> Answer {
    if arguments.len() == 3 {
        return Err("a prefix needs a suffix".to_owned());
    }
    let [delimiter, prefix, suffix] = [1, 2, 3].map(|index| match argument(arguments, index) {
        Value::Null(_) => Ok(""),
        _ => text(arguments, index),
    });
    let (delimiter, prefix, suffix) = (delimiter?, prefix?, suffix?);
    let mut joined = prefix.to_owned();
    let mut first = true;
    for item in items(arguments, 0)? {
        let item = match item {
            Value::String(item) => item,
            Value::Null(_) => continue,
            other => return Err(format!("only texts are joined, not {}", other.type_of())),
        };
        if !std::mem::take(&mut first) {
            joined.push_str(delimiter);
        }
        joined.push_str(item);
        let added = u64::try_from((item.len() + delimiter.len()) / 8).unwrap_or(u64::MAX);
        if !meter::charge(added) {
            return Err("the text became too long".to_owned());
        }
    }
    joined.push_str(suffix);
    Ok(Value::String(joined))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_usize, |bits, byte| (bits << 8) | usize::from(*byte)) << (8 * (3 - group.len()));
        for digit in 0..4 {
            let at = (bits >> (6 * (3 - digit))) & 63;
            let character =
                if digit > group.len() { '=' } else { DIGITS.get(at).map_or('=', |byte| char::from(*byte)) };
            encoded.push(character);
        }
    }
    encoded
}
