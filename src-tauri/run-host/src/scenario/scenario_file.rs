//! The file of a scenario: JSON, version 1.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::ElementId;
use run_engine::{RunMode, VariableMap};
use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;

use super::duration;
use super::expectation::Expectation;
use super::operation::{RawStep, ScenarioStep};
use super::swarm::ScenarioSwarm;

/// The newest format that this program reads.
const VERSION: u32 = 1;

/// Why a scenario cannot be used. A sentence for people.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ScenarioError {
    /// It is no scenario.
    #[error("line {line}, column {column}: {message}")]
    Unreadable {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// A newer program has written it.
    #[error("the scenario has version {0} and needs a newer version of this program, which knows version 1")]
    Newer(u32),
    /// A step or mock does not make sense.
    #[error("{place}: {message}")]
    Wrong {
        /// Which one.
        place: String,
        /// What is wrong with it.
        message: String,
    },
}

/// A routine's test.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it shows, in a sentence.
    pub description: Option<String>,
    /// The routine's file, relative to the scenario's.
    pub routine: String,
    /// The process that starts; none means the only executable one, or the one that a start element stands in.
    pub process: Option<ElementId>,
    /// First variables of every process that the script starts.
    pub inputs: VariableMap,
    /// Whether data counts.
    pub mode: RunMode,
    /// Who moves the time.
    pub clock: ScenarioClock,
    /// Activities that wait for a completion.
    pub wait_at: BTreeSet<ElementId>,
    /// How activities end that are not to be done: one ending after the other, the last one from then on.
    pub mocks: BTreeMap<ElementId, Vec<Mock>>,
    /// The swarm that the run works for.
    pub swarm: Option<ScenarioSwarm>,
    /// What happens, in order.
    pub steps: Vec<ScenarioStep>,
    /// What must have come of it.
    pub expect: Expectation,
    /// Why the case is only for information.
    pub contested: Option<String>,
}

/// Who moves the time of a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScenarioClock {
    /// It stands still until the script advances it.
    #[default]
    Manual,
    /// It jumps to the next timer when nothing else can happen.
    Auto,
}

/// How an activity ends that is not to be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mock {
    /// What it produces.
    pub outputs: VariableMap,
    /// It throws this BPMN error instead.
    pub bpmn_error: Option<String>,
    /// It fails this way instead.
    pub failure: Option<MockFailure>,
    /// It takes so long.
    pub delay: Option<duration::Delay>,
}

/// A technical failure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MockFailure {
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    #[serde(default)]
    pub message: Option<String>,
    /// Doing it again may help.
    #[serde(default)]
    pub retryable: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawScenario {
    version: u32,
    #[serde(default)]
    description: Option<String>,
    routine: String,
    #[serde(default)]
    process: Option<ElementId>,
    #[serde(default)]
    inputs: VariableMap,
    #[serde(default)]
    mode: RunMode,
    #[serde(default)]
    clock: ScenarioClock,
    #[serde(default)]
    wait_at: BTreeSet<ElementId>,
    #[serde(default)]
    mocks: BTreeMap<ElementId, RawMocks>,
    #[serde(default)]
    swarm: Option<Map<String, Value>>,
    #[serde(default)]
    steps: Vec<RawStep>,
    #[serde(default)]
    expect: Expectation,
    #[serde(default)]
    contested: Option<String>,
    #[serde(default)]
    meta: RawMeta,
}

/// One ending for all executions of an activity, or a list of them.
struct RawMocks(Vec<RawMock>);

impl<'de> Deserialize<'de> for RawMocks {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMore)
    }
}

/// Reads in place, so that an error tells its line.
struct OneOrMore;

impl<'de> serde::de::Visitor<'de> for OneOrMore {
    type Value = RawMocks;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a mock, or a list of mocks for one execution after the other")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RawMocks, A::Error> {
        let one = RawMock::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(RawMocks(vec![one]))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<RawMocks, A::Error> {
        let mut mocks = Vec::new();
        while let Some(mock) = list.next_element()? {
            mocks.push(mock);
        }
        if mocks.is_empty() {
            return Err(serde::de::Error::custom("a list of mocks has at least one"));
        }
        Ok(RawMocks(mocks))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawMock {
    #[serde(default)]
    outputs: VariableMap,
    #[serde(default)]
    bpmn_error: Option<String>,
    #[serde(default)]
    failure: Option<MockFailure>,
    #[serde(default)]
    delay: Option<String>,
}

/// What a suite says about its own cases.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct RawMeta {
    also_accept: BTreeMap<String, Vec<Vec<ElementId>>>,
    absent_variables: BTreeSet<String>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// It is no JSON, has keys that mean nothing, lacks some, or a newer program has written it.
    pub fn parse(text: &[u8]) -> Result<Self, ScenarioError> {
        // The version comes first: what a newer one holds need not make sense here.
        let value: Value = serde_json::from_slice(text).map_err(unreadable)?;
        if let Some(version) = value.get("version").and_then(Value::as_u64).filter(|version| *version > VERSION.into())
        {
            return Err(ScenarioError::Newer(u32::try_from(version).unwrap_or(u32::MAX)));
        }
        let raw: RawScenario = serde_json::from_slice(text).map_err(unreadable)?;
        if raw.version != VERSION {
            let message = format!("there is no version {} of scenarios", raw.version);
            return Err(ScenarioError::Wrong { place: "version".to_owned(), message });
        }
        let steps = raw.steps.into_iter().zip(1..).map(|(step, number)| ScenarioStep::read(step, number));
        let mocks = raw.mocks.into_iter().map(|(element, mocks)| {
            let read = mocks.0.into_iter().map(|mock| Mock::read(&element, mock)).collect::<Result<Vec<_>, _>>()?;
            Ok((element, read))
        });
        let mut expect = raw.expect;
        expect.also_accept = raw.meta.also_accept;
        expect.absent_variables = raw.meta.absent_variables;
        Ok(Self {
            description: raw.description,
            routine: raw.routine,
            process: raw.process,
            inputs: raw.inputs,
            mode: raw.mode,
            clock: raw.clock,
            wait_at: raw.wait_at,
            mocks: mocks.collect::<Result<_, _>>()?,
            swarm: raw.swarm.map(ScenarioSwarm::read).transpose()?,
            steps: steps.collect::<Result<_, _>>()?,
            expect,
            contested: raw.contested,
        })
    }
}

impl Mock {
    fn read(element: &ElementId, raw: RawMock) -> Result<Self, ScenarioError> {
        let wrong = |message: String| ScenarioError::Wrong { place: format!("the mock of {element}"), message };
        let endings = [!raw.outputs.is_empty(), raw.bpmn_error.is_some(), raw.failure.is_some()];
        if endings.into_iter().filter(|given| *given).count() > 1 {
            return Err(wrong("it ends in one way only: outputs, bpmnError or failure".to_owned()));
        }
        let delay = raw.delay.as_deref().map(duration::Delay::parse).transpose().map_err(wrong)?;
        Ok(Self { outputs: raw.outputs, bpmn_error: raw.bpmn_error, failure: raw.failure, delay })
    }
}

fn unreadable(error: serde_json::Error) -> ScenarioError {
    let message = error.to_string();
    // The place stands apart.
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    ScenarioError::Unreadable { line: error.line(), column: error.column(), message }
}
