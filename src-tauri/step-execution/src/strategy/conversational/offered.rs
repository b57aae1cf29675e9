//! What a conversation has come to, for those who only look at its record.

use routine_model::graph::activity::Activity;
use run_engine::VariableMap;
use serde_json::Value;

use super::USUAL_TURNS;
use crate::limits::StepLimits;
use crate::model::{FinishReason, ModelReply};
use crate::strategy::asking::FINISH;
use crate::strategy::expected::Expected;

/// The outputs that a model's answer offers, where they fit: by the tool that ends a conversation, else as nothing but JSON.
#[must_use]
pub fn offered_outputs(activity: &Activity, reply: &ModelReply) -> Option<VariableMap> {
    let expected = Expected::of(activity).ok()?;
    if reply.calls.is_empty() {
        return (reply.finish == FinishReason::Stop).then(|| expected.read(&reply.text).ok()).flatten();
    }
    let finish = reply.calls.iter().find(|call| call.tool == FINISH)?;
    expected.check(finish.arguments.clone()).ok()
}

/// The schema that the outputs of an activity have to fit; none where it has one that cannot be used.
#[must_use]
pub fn expected_outputs(activity: &Activity) -> Option<Value> {
    Expected::of(activity).ok().map(|expected| expected.schema().clone())
}

/// So many turns a person has in a conversation.
#[must_use]
pub fn most_turns(activity: &Activity) -> u32 {
    StepLimits::of(activity).ok().and_then(|limits| limits.turns).unwrap_or(USUAL_TURNS)
}
