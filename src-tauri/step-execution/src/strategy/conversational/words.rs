//! What a model is told in a conversation.

use crate::strategy::prompt::RULE;

/// What `finish` is for.
pub(super) const FINISH: &str =
    "Ends the conversation with its outputs. Call it as soon as all of them are known, and not before.";

/// What the program lays down.
pub(super) fn system(persona: Option<&str>) -> String {
    let who = persona.map(|persona| format!("You are {persona}. ")).unwrap_or_default();
    format!(
        "{who}You do one step of a routine by talking with a person: one short turn at a time, in their language. Ask for what \
         is missing; invent nothing. {RULE}\n\nWhen all outputs are known, call the tool finish with them."
    )
}

/// The same for one of several who talk with the person.
pub(super) fn system_of_several(persona: Option<&str>, name: &str, names: &[&str]) -> String {
    let (all, others) = (system(persona), names.join(", "));
    format!(
        "{all}\n\nIn this conversation take part, beside the person: {others}. You speak as {name}, and for nobody else; what \
         each has said begins with their name, and what you say must not begin with yours. Write @ and a name only to hand \
         over to them."
    )
}

/// What the person agreed to does not fit.
pub(super) fn not_fitting(faults: &[String]) -> String {
    format!("These outputs do not fit yet:\n- {}", faults.join("\n- "))
}
