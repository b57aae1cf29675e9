//! Reading a routine's text, in the words of screens.

mod inputs;
mod soundness;
mod strategies;
mod unknown_results;

use std::collections::{BTreeMap, BTreeSet};

use routine_model::graph::container::Container;
use routine_model::xml::Document;
use routine_model::{ElementId, RoutineGraph, load_report, read_routine};
use step_execution::strategy::evolution::StepFigures;

use crate::contract::{ActivityStrategy, ApiError, Diagnostic, ErrorCode, ProblemCount, ProcessView, Severity};
use inputs::inputs_of;
pub(crate) use strategies::view_of;

/// What could be understood of a text, however broken it is.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The text, in UTF-8.
    pub(crate) text: String,
    /// Everything that is wrong with it.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What it draws; empty when it is no XML.
    pub(crate) graph: RoutineGraph,
    /// It could be read at all.
    pub(crate) is_xml: bool,
    document: Option<Document>,
}

/// Reads a routine's text. What is no XML gives a reading, too, of which only the text and the reason are of use.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    let reading = read_routine(bytes);
    Reading {
        text: match &reading.document {
            Some(document) => document.text().to_owned(),
            None => String::from_utf8_lossy(bytes).into_owned(),
        },
        is_xml: !reading.is_refused(),
        graph: reading.graph,
        document: reading.document,
        diagnostics: reading.diagnostics.into_iter().map(diagnostic).collect(),
    }
}

fn diagnostic(found: routine_model::Diagnostic) -> Diagnostic {
    // Zero says that there is no file behind an element.
    let place = |number: u32| (number > 0).then_some(number);
    Diagnostic {
        severity: match found.severity {
            routine_model::Severity::Error => Severity::Error,
            routine_model::Severity::Warning => Severity::Warning,
            routine_model::Severity::Info => Severity::Hint,
        },
        rule: found.rule.to_owned(),
        element: found.element.map(|element| element.to_string()),
        line: place(found.position.line),
        column: place(found.position.column),
        message: found.message,
        hint: found.hint,
    }
}

impl Reading {
    /// The same with a note on everything in the file that will have no effect.
    pub(crate) fn with_load_report(mut self) -> Self {
        let notes = self.document.as_ref().map_or_else(Vec::new, load_report);
        self.diagnostics.extend(notes.into_iter().map(diagnostic));
        self
    }

    /// How each activity is done, in the order of the file, after how they went before; empty when nothing could be
    /// understood.
    pub(crate) fn strategies(&self, past: &BTreeMap<ElementId, StepFigures>) -> Vec<ActivityStrategy> {
        strategies::strategies(&self.graph, past)
    }

    /// The reading, if the text is XML.
    ///
    /// # Errors
    /// With the reason why it is not.
    pub(crate) fn if_xml(self) -> Result<Self, ApiError> {
        if self.is_xml {
            return Ok(self);
        }
        let reason = self.diagnostics.first().map_or("It is empty.", |reason| &reason.message).to_owned();
        Err(ApiError::new(ErrorCode::InvalidDiagram, reason).with_diagnostics(self.diagnostics))
    }

    /// How many problems there are.
    pub(crate) fn problems(&self) -> ProblemCount {
        let count = |severity: Severity| {
            let found = self.diagnostics.iter().filter(|problem| problem.severity == severity).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        ProblemCount { errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }

    /// The routine's name: that of the first process that has one.
    pub(crate) fn name(&self) -> Option<String> {
        self.process_containers().find_map(|process| process.process.as_ref()?.name.clone())
    }

    /// What the routine does: the documentation of the first process that has one.
    pub(crate) fn summary(&self) -> Option<String> {
        self.process_containers().find_map(|process| process.process.as_ref()?.documentation.clone())
    }

    /// Whether it says what it does, for swarms that choose a routine.
    pub(crate) fn is_for_swarms(&self) -> bool {
        let mut processes = self.process_containers().filter_map(|process| process.process.as_ref());
        processes.any(|process| process.settings.policies.contains_key("does"))
    }

    /// What runs can be started from.
    pub(crate) fn processes(&self) -> Vec<ProcessView> {
        let view = |container: &Container| ProcessView {
            id: container.id.to_string(),
            name: container.process.as_ref().and_then(|process| process.name.clone()),
            executable: container.process.as_ref().is_some_and(|process| process.is_executable),
            starts: self.starts(container),
            inputs: inputs_of(&self.graph, &container.id),
        };
        self.process_containers().map(view).collect()
    }

    /// Start events; in a process without any, what no flow leads to (BPMN 2.0.2, 13.2).
    fn starts(&self, process: &Container) -> Vec<String> {
        let events: Vec<String> = self.graph.start_events(&process.id).map(|node| node.id.to_string()).collect();
        if !events.is_empty() {
            return events;
        }
        let nodes = self.graph.nodes_in(&process.id).filter(|node| self.graph.incoming(&node.id).is_empty());
        nodes.map(|node| node.id.to_string()).collect()
    }

    /// Number of flow nodes.
    pub(crate) fn flow_nodes(&self) -> u32 {
        u32::try_from(self.graph.nodes().count()).unwrap_or(u32::MAX)
    }

    /// Ids of all flow nodes.
    pub(crate) fn flow_node_ids(&self) -> BTreeSet<String> {
        self.graph.nodes().map(|node| node.id.to_string()).collect()
    }

    /// Ids of all sequence flows.
    pub(crate) fn sequence_flow_ids(&self) -> BTreeSet<String> {
        self.graph.flows().map(|flow| flow.id.to_string()).collect()
    }

    fn process_containers(&self) -> impl Iterator<Item = &Container> {
        self.graph.processes().iter().filter_map(|id| self.graph.container(id))
    }
}
