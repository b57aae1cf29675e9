//! Regular expressions: what they cost is paid before they are looked at.

use dsntk_feel::values::Value;
use regex::Regex;

use super::super::meter;
use super::{Answer, BuiltIn, Work, argument, original, paying, text};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    paying("matches", &["input", "pattern", "flags"], 2, matches),
    paying("replace", &["input", "pattern", "replacement", "flags"], 3, replace),
    paying("split", &["string", "delimiter"], 2, split),
    paying("extract", &["string", "pattern"], 2, extract),
];

/// What preparing any pattern costs, in parts of a step.
const PREPARING: u64 = 1_000;
/// What preparing each of its characters costs.
const CHARACTER: u64 = 16;
/// A class such as `\w` stands for so many characters.
const CLASS: u64 = 100;

fn matches(arguments: &[Value], _: &mut dyn Work) -> Answer {
    pay(arguments)?;
    Ok(original("matches", &given(arguments)))
}

fn replace(arguments: &[Value], _: &mut dyn Work) -> Answer {
    pay(arguments)?;
    if let (Value::String(input), Value::String(replacement)) = (argument(arguments, 0), argument(arguments, 2)) {
        // In the worst case the replacement comes between all characters.
        let longest = length(input).saturating_add(1).saturating_mul(length(replacement).saturating_add(1));
        charge(longest / 8)?;
    }
    Ok(original("replace", &given(arguments)))
}

fn split(arguments: &[Value], _: &mut dyn Work) -> Answer {
    pay(arguments)?;
    Ok(original("split", arguments))
}

fn extract(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let (input, pattern) = (text(arguments, 0)?, text(arguments, 1)?);
    pay(arguments)?;
    let pattern = Regex::new(pattern).map_err(|_| "the pattern is no regular expression".to_owned())?;
    let found = pattern.find_iter(input).map(|found| Value::String(found.as_str().to_owned()));
    Ok(Value::List(found.collect()))
}

/// The arguments without a null at the end, which means that one was left out.
fn given(arguments: &[Value]) -> Vec<Value> {
    let left_out = matches!(arguments.last(), Some(Value::Null(None)));
    let given = arguments.len() - usize::from(left_out && arguments.len() > 2);
    arguments.get(..given).unwrap_or_default().to_vec()
}

/// Pays for preparing the second argument and for looking for it in the first.
fn pay(arguments: &[Value]) -> Result<(), String> {
    let (Value::String(input), Value::String(pattern)) = (argument(arguments, 0), argument(arguments, 1)) else {
        return Ok(());
    };
    let states = states(pattern);
    let looking = states.saturating_mul(length(input)) / 16;
    charge(states.saturating_mul(CHARACTER).saturating_add(looking).saturating_add(PREPARING))
}

fn charge(parts: u64) -> Result<(), String> {
    if meter::charge(parts) { Ok(()) } else { Err("it costs too many steps".to_owned()) }
}

fn length(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

/// How many characters a pattern stands for at most: its counts, multiplied, as counted groups may be in one another.
fn states(pattern: &str) -> u64 {
    let mut characters = 0_u64;
    let mut counts = 1_u64;
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        characters = characters.saturating_add(1);
        match character {
            '\\' if rest.next().is_some_and(char::is_alphabetic) => characters = characters.saturating_add(CLASS),
            '{' => {
                let mut largest = 0_u64;
                let mut count = 0_u64;
                while let Some(next) = rest.next_if(|next| next.is_ascii_digit() || *next == ',') {
                    count = next.to_digit(10).map_or(0, |digit| count.saturating_mul(10).saturating_add(digit.into()));
                    largest = largest.max(count);
                }
                counts = counts.saturating_mul(largest.max(1));
            }
            _ => {}
        }
    }
    characters.saturating_mul(counts)
}
