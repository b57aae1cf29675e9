//! The chain of nodes that a list of steps becomes.

use super::file::{Routine, Settings, Step, Strategy};
use super::step::activity;
use super::syntax;
use crate::diagnostic::Diagnostic;
use crate::expression::Expression;
use crate::graph::GraphBuilder;
use crate::graph::container::{Container, Process};
use crate::graph::event::{StartEvent, ThrowEvent};
use crate::graph::flow_node::{FlowNode, FlowNodeKind, SequenceFlow};
use crate::graph::gateway::Gateway;
use crate::graph::settings::{RoutineSettings, StrategySetting};
use crate::ids::ElementId;
use crate::position::Position;

/// Builds the graph; the ids that it makes are the steps' own with a word behind them, so they stay the same.
pub(super) struct Chain<'t> {
    pub text: &'t str,
    pub builder: GraphBuilder,
    pub diagnostics: Vec<Diagnostic>,
}

impl Chain<'_> {
    pub(super) fn routine(&mut self, routine: Routine<'_>) {
        let process = ElementId::from(routine.id.as_str());
        let container = Container {
            id: process.clone(),
            parent: None,
            nodes: Vec::new(),
            flows: Vec::new(),
            data: Vec::new(),
            process: Some(Process {
                name: routine.name,
                is_executable: true,
                documentation: routine.documentation,
                settings: settings(routine.settings),
                position: Position { line: 1, column: 1 },
                ..Process::default()
            }),
        };
        // The builder is new, so the id is free.
        let _ = self.builder.add_container(container);
        let start = self.node(
            &process,
            &format!("{process}-start"),
            None,
            FlowNodeKind::StartEvent(StartEvent::default()),
            Position::default(),
        );
        let mut last = start;
        if routine.steps.is_empty() {
            let finding = Diagnostic::warning("no-steps", Position { line: 1, column: 1 }, "The routine has no steps.");
            self.diagnostics.push(finding);
        }
        for step in routine.steps {
            let place = self.place(step.get());
            match serde_json::from_str::<Step>(step.get()) {
                Ok(step) => last = self.step(&process, step, place, last),
                Err(error) => self.diagnostics.push(syntax(&error, place)),
            }
        }
        let end = self.node(
            &process,
            &format!("{process}-end"),
            None,
            FlowNodeKind::EndEvent(ThrowEvent::default()),
            Position::default(),
        );
        self.flow(&last, &end, None);
    }

    /// Where a part of the text begins.
    fn place(&self, part: &str) -> Position {
        // The part is borrowed from the text, so the distance of their beginnings is its place.
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Position { line: line as u32, column: column as u32 }
    }

    /// Adds a step behind `last`; the node from which to go on.
    fn step(&mut self, process: &ElementId, step: Step, place: Position, last: ElementId) -> ElementId {
        let id = ElementId::from(step.id.as_str());
        if step.id.trim().is_empty() || self.builder.node_mut(&id).is_some() {
            let finding =
                Diagnostic::error("duplicate-id", place, format!("The step id “{id}” is empty or used twice."));
            self.diagnostics.push(finding.about(&id).hint("Give each step an id of its own.").stopping_token_games());
            return last;
        }
        let skip = step.skip.as_deref().and_then(|skip| self.expression(skip, place, &id));
        let name = step.name.clone();
        let node = FlowNode {
            id: id.clone(),
            name: name.clone(),
            container: process.clone(),
            documentation: step.documentation.clone(),
            demo: step.demo.clone(),
            kind: activity(self, step, place, &id),
            default_flow: None,
            lane: None,
            position: place,
        };
        let Some(skip) = skip else {
            let _ = self.builder.add_node(node);
            self.flow(&last, &id, None);
            return id;
        };
        let question = name.map(|name| format!("Skip “{name}”?"));
        let before =
            self.node(process, &format!("{id}-skip"), question, FlowNodeKind::Gateway(Gateway::Exclusive), place);
        let _ = self.builder.add_node(node);
        let after = self.node(process, &format!("{id}-after"), None, FlowNodeKind::Gateway(Gateway::Exclusive), place);
        self.flow(&last, &before, None);
        let default = self.flow(&before, &id, None);
        if let Some(gateway) = self.builder.node_mut(&before) {
            gateway.default_flow = Some(default);
        }
        self.flow(&before, &after, Some(skip));
        self.flow(&id, &after, None);
        after
    }

    pub(super) fn expression(&mut self, text: &str, place: Position, owner: &ElementId) -> Option<Expression> {
        match Expression::parse(text) {
            Ok(expression) => Some(expression),
            Err(error) => {
                let message = format!("The expression `{text}` of step {owner} cannot be read: {error}");
                let mut finding = Diagnostic::error("expression-syntax", place, message).about(owner);
                finding.hint = error.hint;
                self.diagnostics.push(finding);
                None
            }
        }
    }

    fn node(
        &mut self,
        process: &ElementId,
        id: &str,
        name: Option<String>,
        kind: FlowNodeKind,
        position: Position,
    ) -> ElementId {
        let id = self.free(id);
        let node = FlowNode {
            id: id.clone(),
            name,
            container: process.clone(),
            kind,
            default_flow: None,
            documentation: None,
            lane: None,
            demo: Vec::new(),
            position,
        };
        let _ = self.builder.add_node(node);
        id
    }

    /// The id, or the id with lines behind it when a step has taken it.
    fn free(&mut self, id: &str) -> ElementId {
        let mut id = ElementId::from(id);
        while self.builder.node_mut(&id).is_some() {
            id = ElementId::from(format!("{id}-"));
        }
        id
    }

    fn flow(&mut self, source: &ElementId, target: &ElementId, condition: Option<Expression>) -> ElementId {
        let id = ElementId::from(format!("{source}-to-{target}"));
        let flow = SequenceFlow {
            id: id.clone(),
            name: None,
            source: source.clone(),
            target: target.clone(),
            condition,
            position: Position::default(),
        };
        // Both ends were added before, and there is one flow between them.
        let _ = self.builder.add_flow(flow);
        id
    }
}

fn settings(settings: Settings) -> RoutineSettings {
    RoutineSettings {
        execution_strategy: settings.execution_strategy.map(StrategySetting::from),
        forbid_strategy_override: settings.allow_strategy_override == Some(false),
        subroutine_strategies: settings
            .subroutine_strategies
            .into_iter()
            .map(|(step, strategy)| (ElementId::from(step), strategy.into()))
            .collect(),
        max_time_ms: settings.max_time,
        max_credits: settings.max_credits,
        max_steps: settings.max_steps,
        tools: settings.tools,
        model: settings.model,
        allow_sensitive: settings.allow_sensitive,
        policies: settings.policies,
    }
}

impl From<Strategy> for StrategySetting {
    fn from(strategy: Strategy) -> Self {
        match strategy {
            Strategy::Inherit => Self::Inherit,
            Strategy::Deterministic => Self::Deterministic,
            Strategy::Reasoning => Self::Reasoning,
            Strategy::Conversational => Self::Conversational,
            Strategy::Auto => Self::Auto,
        }
    }
}
