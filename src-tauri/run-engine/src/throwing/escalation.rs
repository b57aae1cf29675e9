//! Escalations (BPMN 2.0.2, 10.5.1): told to the nearest event that catches them; one that nobody catches is only noted.

use routine_model::ElementId;
use routine_model::graph::event::EventDefinition;

use super::catcher::{Fit, find};
use crate::broken::Broken;
use crate::event::EscalationThrown;
use crate::outcome::{Actor, VariableMap};
use crate::subscriptions::Payload;
use crate::turn::{Place, Turn};

pub(super) fn throw_escalation<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    escalation: Option<&ElementId>,
    variables: VariableMap,
) -> Result<(), Broken> {
    let code = escalation.map_or_else(String::new, |id| place.graph.escalation_code(id).to_owned());
    let graphs = turn.graphs();
    let code_of = |id: &ElementId| {
        let graph = graphs.values().find(|graph| graph.has_event_name(id));
        graph.map_or_else(|| id.as_str().to_owned(), |graph| graph.escalation_code(id).to_owned())
    };
    let catcher = find(turn, place.scope, None, &|definition| match definition {
        EventDefinition::Escalation { escalation: None } => Some(Fit::Any),
        EventDefinition::Escalation { escalation: Some(id) } => (code_of(id) == code).then_some(Fit::Named),
        EventDefinition::Message(_)
        | EventDefinition::Timer(_)
        | EventDefinition::Signal { .. }
        | EventDefinition::Error { .. }
        | EventDefinition::Conditional { .. }
        | EventDefinition::Compensation { .. }
        | EventDefinition::Link { .. }
        | EventDefinition::Terminate
        | EventDefinition::Cancel => None,
    })?;
    turn.emit(EscalationThrown {
        element: place.node.id.clone(),
        scope: place.scope,
        branch: place.branch,
        code,
        caught_by: catcher.as_ref().map(|catcher| catcher.event().id.clone()),
    })?;
    match catcher {
        Some(catcher) => catcher.fire(turn, Payload { variables, by: Actor::Engine }),
        None => Ok(()),
    }
}
