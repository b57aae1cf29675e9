//! Where a step's strategy stands in a sequential routine's text.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::graph::settings::Strategy;
use crate::strategy_edit::TextEdit;

#[derive(Deserialize)]
struct Steps<'t> {
    #[serde(borrow)]
    steps: Vec<&'t RawValue>,
}

/// What sets the strategy of a step; none when there is no such step.
///
/// # Errors
/// The text is no JSON, with the reason.
pub(crate) fn strategy_edit(text: &str, step: &str, strategy: Strategy) -> Result<Option<TextEdit>, String> {
    let routine: Steps<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    for part in routine.steps {
        let Ok(members) = serde_json::from_str::<HashMap<String, &RawValue>>(part.get()) else { continue };
        let id = members.get("id").and_then(|id| serde_json::from_str::<String>(id.get()).ok());
        if id.as_deref() != Some(step) {
            continue;
        }
        let edit = match members.get("strategy") {
            Some(value) => {
                let from = offset(text, value.get());
                TextEdit { from, to: from + value.get().len(), text: format!("\"{strategy}\"") }
            }
            None => {
                let brace = offset(text, part.get()) + 1;
                let rest = text.get(brace..).unwrap_or_default();
                let space = &rest[..rest.len() - rest.trim_start().len()];
                TextEdit::insert(brace, format!("{space}\"strategy\": \"{strategy}\","))
            }
        };
        return Ok(Some(edit));
    }
    Ok(None)
}

/// Where a part that is borrowed from the text begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}
