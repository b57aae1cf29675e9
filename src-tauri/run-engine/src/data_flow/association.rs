//! One data association: what it reads, and what it makes of that (BPMN 2.0.2, 10.4.2).

use routine_model::ElementId;
use routine_model::graph::data::DataAssociation;
use routine_model::graph::{DataOwner, DataPlace, RoutineGraph};
use serde_json::Value;

use crate::context::{SubroutineContext, write_at};
use crate::expressions::evaluate;
use crate::ids::{ScopeId, Timestamp};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::state::{RunProgress, Scope};

/// Editors draw an arrow that ends at the activity itself as one that ends at a property of this name.
const NO_TARGET: &str = "__targetRef_placeholder";

/// From where an association is looked at.
pub(super) struct Sight<'p> {
    pub(super) progress: &'p RunProgress,
    pub(super) graph: &'p RoutineGraph,
    pub(super) scope: ScopeId,
    pub(super) now: Timestamp,
    /// What belongs to the step: its inputs, and its results over them once it is over.
    pub(super) own: &'p VariableMap,
}

impl Sight<'_> {
    /// The value of a data element; none while it has none, or for one that is of no step that can be seen.
    pub(super) fn read(&self, place: &DataPlace) -> Option<Value> {
        let variables = match &place.owner {
            DataOwner::Container(container) => &scope_of(self.progress, self.scope, container)?.variables,
            DataOwner::Step(_) => self.own,
            DataOwner::Store => return None,
        };
        variables.get(&place.variable).filter(|value| !value.is_null()).cloned()
    }

    /// What an association gives when these are the values of its sources; none when one of them has no value. `current` is
    /// the value of the target so far, into which assignments write.
    pub(super) fn result(
        &self,
        association: &DataAssociation,
        target: Option<&DataPlace>,
        current: Option<Value>,
        value_of: impl Fn(&ElementId) -> Option<Value>,
    ) -> Result<Option<Value>, Trouble> {
        let mut sources = self.own.clone();
        let mut first = None;
        for source in &association.sources {
            let Some(value) = value_of(source) else { return Ok(None) };
            if let Some(place) = self.graph.data_place(source) {
                sources.insert(place.variable.clone(), value.clone());
            }
            sources.insert(source.to_string(), value.clone());
            first.get_or_insert(value);
        }
        let context = SubroutineContext::of_scope(self.progress, self.scope).with_inputs(&sources);
        let transformed = match &association.transformation {
            Some(transformation) => Some(evaluate(transformation, &context, self.now)?),
            None if association.assignments.is_empty() => first,
            None => None,
        };
        if association.assignments.is_empty() {
            return Ok(transformed);
        }
        let name = target.map_or("", |target| target.variable.as_str());
        let mut written = VariableMap::new();
        written.insert(name.to_owned(), transformed.or(current).unwrap_or(Value::Null));
        for assignment in &association.assignments {
            let value = evaluate(&assignment.from, &context, self.now)?;
            write_at(&mut written, &path_into(&assignment.to, name, association.target.as_ref()), value);
        }
        Ok(written.remove(name))
    }
}

/// The steps of `to` from the target on. It may begin with the target's name or id, or be empty, for all of the target.
fn path_into<'t>(to: &'t str, name: &'t str, target: Option<&'t ElementId>) -> Vec<&'t str> {
    let to = to.trim().trim_start_matches('=').trim();
    let mut path = vec![name];
    for whole in [Some(name), target.map(ElementId::as_str)].into_iter().flatten().filter(|whole| !whole.is_empty()) {
        if to == whole {
            return path;
        }
        if let Some(rest) = to.strip_prefix(whole).and_then(|rest| rest.strip_prefix('.')) {
            path.extend(rest.split('.'));
            return path;
        }
    }
    if !to.is_empty() {
        path.extend(to.split('.'));
    }
    path
}

/// Where an association writes to; none where the arrow only ends at the activity.
pub(super) fn target_of<'g>(graph: &'g RoutineGraph, association: &DataAssociation) -> Option<&'g DataPlace> {
    let place = graph.data_place(association.target.as_ref()?)?;
    (place.variable != NO_TARGET).then_some(place)
}

/// Whether a property is only the end of a drawn arrow.
pub(super) fn is_only_drawn(property: &str) -> bool {
    property == NO_TARGET
}

/// The scope of a container that can be seen from a scope.
pub(super) fn scope_of<'p>(progress: &'p RunProgress, from: ScopeId, container: &ElementId) -> Option<&'p Scope> {
    SubroutineContext::of_scope(progress, from).scopes().find(|scope| scope.is_of(container))
}
