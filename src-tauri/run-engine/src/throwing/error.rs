//! Errors (BPMN 2.0.2, 10.5.7): caught by the nearest event that can, else the end of the process.

use routine_model::ElementId;
use routine_model::graph::event::EventDefinition;
use serde_json::Value;

use super::catcher::{Catcher, Fit, find};
use crate::broken::Broken;
use crate::event::{ErrorThrown, StepFailed};
use crate::flow_nodes::name_of;
use crate::ids::StepId;
use crate::outcome::{Actor, FailureKind, StepFailure, VariableMap};
use crate::subscriptions::Payload;
use crate::turn::{Place, Turn};
use crate::{run_end, scope};

/// The doing of an activity has thrown an error.
pub(crate) fn error_of_step<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: StepId,
    failure: StepFailure,
) -> Result<(), Broken> {
    let catcher = find_catcher(turn, place, Some(step), &failure.code)?;
    note(turn, place, &failure.code, catcher.as_ref())?;
    scope::give_up(turn, step, None)?;
    turn.emit(StepFailed { step, branch: place.branch, element: place.node.id.clone(), failure: failure.clone() })?;
    match catcher {
        Some(Catcher::Boundary { host, event }) if host == step => {
            let payload = payload_of(&failure, event_definitions(event));
            crate::flow_nodes::leave_over_boundary(turn, place.branch, &event.id, payload)
        }
        Some(catcher) => catcher.fire(turn, payload_of(&failure, catcher.definitions())),
        None => uncaught(turn, place, &failure),
    }
}

/// Whether something catches an error of this code that an activity throws.
pub(crate) fn is_caught(turn: &Turn<'_>, place: Place<'_>, step: StepId, code: &str) -> Result<bool, Broken> {
    Ok(find_catcher(turn, place, Some(step), code)?.is_some())
}

/// An end event throws an error.
pub(super) fn throw_error<'g>(turn: &mut Turn<'g>, place: Place<'g>, error: Option<&ElementId>) -> Result<(), Broken> {
    let code = error.map_or_else(String::new, |id| place.graph.error_code(id).to_owned());
    let failure = StepFailure {
        kind: FailureKind::BpmnError,
        message: format!("{} was reached", name_of(place.node)),
        code,
        retryable: false,
        variables: VariableMap::new(),
    };
    let catcher = find_catcher(turn, place, None, &failure.code)?;
    note(turn, place, &failure.code, catcher.as_ref())?;
    match catcher {
        Some(catcher) => catcher.fire(turn, payload_of(&failure, catcher.definitions())),
        None => uncaught(turn, place, &failure),
    }
}

fn find_catcher<'g>(
    turn: &Turn<'g>,
    place: Place<'g>,
    step: Option<StepId>,
    code: &str,
) -> Result<Option<Catcher<'g>>, Broken> {
    let graphs = turn.graphs();
    let code_of = |id: &ElementId| {
        // A called routine's error is caught by its caller, whose file has its own names for errors.
        let graph = graphs.values().find(|graph| graph.has_event_name(id));
        graph.map_or_else(|| id.as_str().to_owned(), |graph| graph.error_code(id).to_owned())
    };
    find(turn, place.scope, step, &|definition| match definition {
        EventDefinition::Error { error: None, .. } => Some(Fit::Any),
        EventDefinition::Error { error: Some(id), .. } => (code_of(id) == code).then_some(Fit::Named),
        EventDefinition::Message(_)
        | EventDefinition::Timer(_)
        | EventDefinition::Signal { .. }
        | EventDefinition::Escalation { .. }
        | EventDefinition::Conditional { .. }
        | EventDefinition::Compensation { .. }
        | EventDefinition::Link { .. }
        | EventDefinition::Terminate
        | EventDefinition::Cancel => None,
    })
}

fn note(turn: &mut Turn<'_>, place: Place<'_>, code: &str, catcher: Option<&Catcher<'_>>) -> Result<(), Broken> {
    turn.emit(ErrorThrown {
        element: place.node.id.clone(),
        scope: place.scope,
        code: code.to_owned(),
        caught_by: catcher.map(|catcher| catcher.event().id.clone()),
    })
}

fn event_definitions(event: &routine_model::graph::flow_node::FlowNode) -> &[EventDefinition] {
    match &event.kind {
        routine_model::graph::flow_node::FlowNodeKind::BoundaryEvent(boundary) => &boundary.catch.definitions,
        _ => &[],
    }
}

/// The error's own variables, and its code and message under the names that the catching event asks for.
fn payload_of(failure: &StepFailure, definitions: &[EventDefinition]) -> Payload {
    let mut variables = failure.variables.clone();
    for definition in definitions {
        if let EventDefinition::Error { code_variable, message_variable, .. } = definition {
            for (name, value) in [(code_variable, &failure.code), (message_variable, &failure.message)] {
                if let Some(name) = name {
                    variables.insert(name.clone(), Value::String(value.clone()));
                }
            }
        }
    }
    Payload { variables, by: Actor::Engine }
}

/// The process fails, and the run with it.
fn uncaught(turn: &mut Turn<'_>, place: Place<'_>, failure: &StepFailure) -> Result<(), Broken> {
    let error = if failure.code.is_empty() { "error".to_owned() } else { format!("error {}", failure.code) };
    let message = format!("nothing catches the {error} of {}: {}", name_of(place.node), failure.message);
    run_end::fail(turn, place.scope, &failure.code, message)
}
