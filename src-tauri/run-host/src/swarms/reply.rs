//! What a swarm answers, in the run's words.

use routine_model::RunId;
use run_engine::swarm_asks::{SeenEntry, SwarmAnswer, SwarmRequest, WriteResult};
use serde_json::Value;
use swarm::{AskAnswer, AskKey, Refusal, SwarmEffect};

use super::batch::Accepted;
use super::error::SwarmError;

/// What becomes of an ask that the swarm has answered.
pub(super) enum Heard {
    /// The run hears this.
    Answer(SwarmAnswer),
    /// There is news, and the values are to be read.
    News,
    /// Nothing yet: the swarm calls when there is.
    Later,
}

/// The answer to this ask among a reaction's effects, taken out of them.
pub(super) fn taken_out(effects: &mut Vec<SwarmEffect>, run: &RunId, key: &AskKey) -> Option<AskAnswer> {
    let is_it =
        |effect: &SwarmEffect| matches!(effect, SwarmEffect::AnswerAsk { run: to, ask, .. } if to == run && ask == key);
    let at = effects.iter().position(is_it)?;
    let SwarmEffect::AnswerAsk { answer, .. } = effects.remove(at) else { return None };
    Some(answer)
}

/// What the run hears.
pub(super) fn heard(accepted: Accepted, request: &SwarmRequest) -> Heard {
    let Accepted { answer: Some(answer), seq: version, has_cap, .. } = accepted else { return Heard::Later };
    Heard::Answer(match answer {
        AskAnswer::Joined { view, allotment, .. } => {
            let allotment = has_cap.then_some(allotment);
            SwarmAnswer::Joined { version, allotment, context: serde_json::to_value(&*view).unwrap_or(Value::Null) }
        }
        AskAnswer::Read { entries, .. } => SwarmAnswer::Entries {
            version,
            entries: entries
                .into_iter()
                .filter_map(|entry| {
                    let value = entry.value?.as_ref().clone();
                    Some((entry.key, SeenEntry { version: entry.version, value }))
                })
                .collect(),
        },
        AskAnswer::Written { results } => {
            SwarmAnswer::Written { version, results: results.into_iter().map(written).collect() }
        }
        // The values are read now.
        AskAnswer::Changed { .. } => return Heard::News,
        AskAnswer::Reserved { amount } => SwarmAnswer::Granted { amount },
        AskAnswer::Left => SwarmAnswer::Left,
        // The answer to a tool call; nothing in the run's journal asks for such a thing.
        AskAnswer::Done => return Heard::Later,
        AskAnswer::Refused(Refusal::OutOfCredits { .. })
            if matches!(request, SwarmRequest::Reserve { patient: true, .. }) =>
        {
            return Heard::Later;
        }
        AskAnswer::Refused(refusal) => {
            SwarmAnswer::Refused { code: refusal.code().to_owned(), message: refusal.to_string() }
        }
    })
}

/// What the run hears when the swarm cannot be asked and never will be.
pub(super) fn impossible(error: &SwarmError) -> SwarmAnswer {
    SwarmAnswer::Refused { code: error.code().to_owned(), message: error.to_string() }
}

fn written(result: Result<u64, Refusal>) -> WriteResult {
    match result {
        Ok(version) => WriteResult::Applied { version },
        Err(refusal) => WriteResult::Refused { code: refusal.code().to_owned(), message: refusal.to_string() },
    }
}
