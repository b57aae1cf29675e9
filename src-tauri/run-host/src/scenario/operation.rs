//! The steps of a scenario's script.

use routine_model::{ElementId, EntryOperation};
use run_engine::VariableMap;
use serde::Deserialize;
use serde_json::Value;

use super::duration::Delay;
use super::expectation::Expectation;
use super::scenario_file::ScenarioError;

/// One step of the script.
#[derive(Clone, Debug)]
pub struct ScenarioStep {
    /// What happens.
    pub operation: Operation,
    /// It must be refused, and change nothing.
    pub rejected: bool,
    /// What must hold when everything that it set in motion has come to rest.
    pub after: Option<Expectation>,
}

/// What a step of the script does.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Starts a process at a start event, or at all its plain ones.
    Start {
        /// The start event or first node.
        element: Option<ElementId>,
        /// The process.
        process: Option<ElementId>,
        /// Variables beside those of the scenario.
        inputs: VariableMap,
    },
    /// Says which flows a gateway takes from now on, or answers its path decision.
    Choose {
        /// The gateway.
        element: ElementId,
        /// The flows.
        flows: Vec<ElementId>,
    },
    /// Lets an element go on or fire.
    Trigger {
        /// The element.
        element: ElementId,
    },
    /// Completes a waiting step.
    Complete {
        /// The activity.
        element: ElementId,
        /// What it produces.
        outputs: VariableMap,
    },
    /// Lets a waiting step throw a BPMN error.
    Fail {
        /// The activity.
        element: ElementId,
        /// The error.
        error: ScriptedError,
    },
    /// A message arrives.
    Message {
        /// Its name.
        name: String,
        /// Its correlation key.
        correlation_key: Option<String>,
        /// Its variables.
        variables: VariableMap,
    },
    /// A message comes over a message flow.
    MessageFlow {
        /// The message flow.
        element: ElementId,
    },
    /// A signal can be heard.
    Signal {
        /// Its name.
        name: String,
        /// Its variables.
        variables: VariableMap,
    },
    /// A person answers in a conversation.
    Answer {
        /// The activity that talks.
        element: ElementId,
        /// What the person says.
        text: String,
        /// Under which name; none leaves it to the script.
        by: Option<String>,
    },
    /// A person approves.
    Approve {
        /// The activity that asks.
        element: ElementId,
        /// Under which name; none leaves it to the script.
        by: Option<String>,
    },
    /// Somebody else writes an entry of the swarm's blackboard.
    Post {
        /// Its key.
        key: String,
        /// How.
        operation: EntryOperation,
        /// What.
        value: Value,
    },
    /// Time passes.
    Advance {
        /// How much.
        duration: Delay,
    },
}

/// An error that a script throws.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScriptedError {
    /// Its code.
    pub code: String,
    /// A sentence for people.
    #[serde(default)]
    pub message: Option<String>,
    /// Variables that travel with it.
    #[serde(default)]
    pub variables: VariableMap,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Op {
    Start,
    Choose,
    Trigger,
    Complete,
    Fail,
    Message,
    MessageFlow,
    Signal,
    Advance,
    Answer,
    Approve,
    Post,
}

/// A step as it stands in the file; which keys belong to which operation is checked afterwards, for better messages.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RawStep {
    op: Op,
    element: Option<ElementId>,
    process: Option<ElementId>,
    inputs: Option<VariableMap>,
    flows: Option<Vec<ElementId>>,
    outputs: Option<VariableMap>,
    error: Option<ScriptedError>,
    name: Option<String>,
    correlation_key: Option<String>,
    variables: Option<VariableMap>,
    duration: Option<String>,
    text: Option<String>,
    by: Option<String>,
    key: Option<String>,
    operation: Option<EntryOperation>,
    value: Option<Value>,
    #[serde(default)]
    rejected: bool,
    after: Option<Expectation>,
}

impl ScenarioStep {
    pub(super) fn read(mut raw: RawStep, number: usize) -> Result<Self, ScenarioError> {
        let place = format!("step {number} ({})", raw.op.word());
        let wrong = |message: String| ScenarioError::Wrong { place: place.clone(), message };
        let operation = raw.operation().map_err(wrong)?;
        if let Some(key) = raw.left_over() {
            return Err(wrong(format!("\"{key}\" means nothing here")));
        }
        Ok(Self { operation, rejected: raw.rejected, after: raw.after })
    }
}

impl RawStep {
    fn operation(&mut self) -> Result<Operation, String> {
        Ok(match self.op {
            Op::Start => Operation::Start {
                element: self.element.take(),
                process: self.process.take(),
                inputs: self.inputs.take().unwrap_or_default(),
            },
            Op::Choose => Operation::Choose {
                element: needed(self.element.take(), "element")?,
                flows: needed(self.flows.take(), "flows")?,
            },
            Op::Trigger => Operation::Trigger { element: needed(self.element.take(), "element")? },
            Op::Complete => Operation::Complete {
                element: needed(self.element.take(), "element")?,
                outputs: self.outputs.take().unwrap_or_default(),
            },
            Op::Fail => Operation::Fail {
                element: needed(self.element.take(), "element")?,
                error: needed(self.error.take(), "error")?,
            },
            Op::Message => Operation::Message {
                name: needed(self.name.take(), "name")?,
                correlation_key: self.correlation_key.take(),
                variables: self.variables.take().unwrap_or_default(),
            },
            Op::MessageFlow => Operation::MessageFlow { element: needed(self.element.take(), "element")? },
            Op::Signal => Operation::Signal {
                name: needed(self.name.take(), "name")?,
                variables: self.variables.take().unwrap_or_default(),
            },
            Op::Advance => {
                let text = needed(self.duration.take(), "duration")?;
                Operation::Advance { duration: Delay::parse(&text)? }
            }
            Op::Answer => Operation::Answer {
                element: needed(self.element.take(), "element")?,
                text: needed(self.text.take(), "text")?,
                by: self.by.take(),
            },
            Op::Approve => Operation::Approve { element: needed(self.element.take(), "element")?, by: self.by.take() },
            Op::Post if self.rejected => return Err("\"rejected\" means nothing here".to_owned()),
            Op::Post => Operation::Post {
                key: needed(self.key.take(), "key")?,
                operation: self.operation.take().unwrap_or_default(),
                value: self.value.take().unwrap_or_default(),
            },
        })
    }

    /// A key that the operation has not taken.
    fn left_over(&self) -> Option<&'static str> {
        let keys = [
            ("element", self.element.is_some()),
            ("process", self.process.is_some()),
            ("inputs", self.inputs.is_some()),
            ("flows", self.flows.is_some()),
            ("outputs", self.outputs.is_some()),
            ("error", self.error.is_some()),
            ("name", self.name.is_some()),
            ("correlationKey", self.correlation_key.is_some()),
            ("variables", self.variables.is_some()),
            ("duration", self.duration.is_some()),
            ("text", self.text.is_some()),
            ("by", self.by.is_some()),
            ("key", self.key.is_some()),
            ("operation", self.operation.is_some()),
            ("value", self.value.is_some()),
        ];
        keys.into_iter().find_map(|(key, is_there)| is_there.then_some(key))
    }
}

impl Op {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Choose => "choose",
            Self::Trigger => "trigger",
            Self::Complete => "complete",
            Self::Fail => "fail",
            Self::Message => "message",
            Self::MessageFlow => "messageFlow",
            Self::Signal => "signal",
            Self::Advance => "advance",
            Self::Answer => "answer",
            Self::Approve => "approve",
            Self::Post => "post",
        }
    }
}

fn needed<T>(value: Option<T>, key: &str) -> Result<T, String> {
    value.ok_or_else(|| format!("\"{key}\" is missing"))
}
