//! What goes to a process that runs scripts, and what comes back: one JSON value a line.

use routine_model::expression::Clock;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::ending::ScriptEnding;
use super::{Language, Script};
use crate::progress::ProgressSink;

/// A script to run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    source: String,
    input: Map<String, Value>,
    language: OrderedLanguage,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum OrderedLanguage {
    Feel { now_ms: i64, zone: String },
    JavaScript { memory: usize },
}

impl From<&Script> for Order {
    fn from(script: &Script) -> Self {
        let language = match &script.language {
            Language::Feel(clock) => OrderedLanguage::Feel { now_ms: clock.now_ms, zone: clock.zone.clone() },
            Language::JavaScript { memory } => OrderedLanguage::JavaScript { memory: *memory },
        };
        Self { source: script.source.clone(), input: script.input.clone(), language }
    }
}

impl Order {
    pub(super) fn script(self, progress: ProgressSink) -> Script {
        let language = match self.language {
            OrderedLanguage::Feel { now_ms, zone } => Language::Feel(Clock { now_ms, zone }),
            OrderedLanguage::JavaScript { memory } => Language::JavaScript { memory },
        };
        Script { language, source: self.source, input: self.input, progress }
    }
}

/// Any number of notes, then the ending.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Reply {
    Note(Value),
    Ending(ScriptEnding),
}
