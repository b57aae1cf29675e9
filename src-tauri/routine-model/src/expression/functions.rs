//! Which functions expressions may call.

use std::str::FromStr;

use dsntk_feel::bif::Bif;

use super::built_in;
use super::rewrite::Refusal;

/// Whether there is a function of this name.
pub(super) fn is_built_in(name: &str) -> bool {
    Bif::from_str(name).is_ok() || built_in::find(name).is_some()
}

/// Why a function that people look for is not there.
pub(super) fn refusal(name: &str) -> Refusal {
    let hint = match name {
        "uuid" | "random number" | "random" => {
            Some("Expressions give the same value every time; make such values in a script or outside.")
        }
        "string format" | "format" => Some("Texts are joined with “+”, other values become texts with “string(…)”."),
        "put" => Some("Use “context put(…)”."),
        "put all" => Some("Use “context merge(…)”."),
        "concat" => Some("Texts are joined with “+”, lists with “concatenate(…)”."),
        "if" => Some("A choice is written “if … then … else …”."),
        "length" => Some("The length of a text is “string length(…)”, of a list “count(…)”."),
        "size" | "len" => Some("Use “count(…)” for lists and “string length(…)” for texts."),
        _ => None,
    };
    Refusal { message: format!("There is no function “{name}”."), hint, about: Some(name.to_owned()) }
}
