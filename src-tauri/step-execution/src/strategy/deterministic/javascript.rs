//! JavaScript steps.

use super::scripted::Scripted;
use crate::context::ExecutionContext;
use crate::script::Language;

/// Bytes that a script may hold where its step says nothing.
const SCRIPT_MEMORY: usize = 64 * 1024 * 1024;

/// The body of a function that sees all visible variables as `input`.
pub(super) fn scripted<'a>(
    context: &ExecutionContext<'_>,
    source: &'a str,
    result_variable: Option<&'a str>,
) -> Scripted<'a> {
    let memory = context.limits.memory.unwrap_or(SCRIPT_MEMORY);
    let input = context.request.variables.clone().into_iter().collect();
    Scripted { language: Language::JavaScript { memory }, source, input, result_variable }
}
