//! What was said so far; the oldest turns are the first to be left out, then what tools have said.

use serde_json::Value;

use crate::model::{ModelMessage, ModelReply, ToolCall};
use crate::strategy::asking::{fit, length};

/// The exchange as the model sees it.
#[derive(Debug)]
pub(super) struct History {
    opening: Vec<ModelMessage>,
    turns: Vec<ModelMessage>,
    /// Who speaks for the model, where several do.
    speaker: Option<String>,
}

impl History {
    pub(super) fn new(system: String, about: String) -> Self {
        Self {
            opening: vec![ModelMessage::System { text: system }, ModelMessage::User { text: about }],
            turns: Vec::new(),
            speaker: None,
        }
    }

    /// Somebody else speaks from here on, and is told so.
    pub(super) fn speak(&mut self, system: String, name: &str) {
        if let Some(first) = self.opening.first_mut() {
            *first = ModelMessage::System { text: system };
        }
        self.speaker = Some(name.to_owned());
    }

    pub(super) fn say(&mut self, text: &str) {
        self.turns.push(ModelMessage::User { text: text.to_owned() });
    }

    pub(super) fn answered(&mut self, reply: &ModelReply) {
        let text = match &self.speaker {
            Some(name) if !reply.text.is_empty() => format!("{name}: {}", reply.text),
            Some(_) | None => reply.text.clone(),
        };
        self.turns.push(ModelMessage::Model { text, calls: reply.calls.clone() });
    }

    pub(super) fn result(&mut self, call: &ToolCall, result: Value) {
        self.turns.push(ModelMessage::ToolResult { call: call.id.clone(), tool: call.tool.clone(), result });
    }

    pub(super) fn results(&mut self, results: Vec<ModelMessage>) {
        self.turns.extend(results);
    }

    /// The messages that fit, and what was left out. A turn goes with all that followed from it, so that no result stands
    /// without its call; the last turn of the person stays.
    pub(super) fn fitting(&self, room: Option<u64>) -> (Vec<ModelMessage>, Vec<String>) {
        let size = |messages: &[ModelMessage]| messages.iter().map(length).sum::<u64>();
        let opening = size(&self.opening);
        let mut from = 0;
        let mut left_out = 0;
        while room.is_some_and(|room| opening + size(self.turns.get(from..).unwrap_or_default()) > room) {
            let rest = self.turns.get(from + 1..).unwrap_or_default();
            let next = rest.iter().position(|message| matches!(message, ModelMessage::User { .. }));
            let Some(next) = next else { break };
            from += next + 1;
            left_out += 1;
        }
        let kept = self.opening.iter().chain(self.turns.get(from..).unwrap_or_default());
        let mut kept: Vec<ModelMessage> = kept.cloned().collect();
        let turns = (left_out > 0).then(|| format!("the {left_out} oldest turns"));
        let shortened = fit(&mut kept, room);
        (kept, turns.into_iter().chain(shortened).collect())
    }
}
