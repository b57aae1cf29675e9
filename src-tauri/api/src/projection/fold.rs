//! `run = fold(snapshot, updates)`: the page's reducer does the same, and a test compares the two.

use crate::contract::{RunChange, RunView};

/// Puts one change into a view.
pub fn fold(view: &mut RunView, change: &RunChange) {
    match change {
        RunChange::StatusSet { status, reason, machine, ended_at, interrupted } => {
            view.status = *status;
            view.reason = *reason;
            view.machine = *machine;
            view.ended_at = *ended_at;
            view.interrupted = *interrupted;
        }
        RunChange::SwarmSeen { seq } => view.swarm_seq = Some(*seq),
        RunChange::RoutineSet { routine } => view.routine = routine.clone(),
        RunChange::BreakpointSet { breakpoint } => set(&mut view.breakpoints, breakpoint, |breakpoint| &breakpoint.id),
        RunChange::BreakpointRemoved { breakpoint_id } => {
            view.breakpoints.retain(|breakpoint| breakpoint.id != *breakpoint_id);
        }
        RunChange::HitsSet { hits } => view.hits.clone_from(hits),
        RunChange::ConfigurationSet { mode, path_selection, max_credits, delay_ms } => {
            view.delay_ms = *delay_ms;
            view.max_credits.clone_from(max_credits);
            view.mode = *mode;
            view.path_selection = *path_selection;
        }
        RunChange::OriginSet { origin, started_at } => {
            view.origin = Some(origin.clone());
            view.started_at = *started_at;
        }
        RunChange::TotalsSet { steps_begun, credits } => {
            view.steps_begun = *steps_begun;
            view.credits.clone_from(credits);
        }
        RunChange::BranchSet { branch } => set(&mut view.branches, branch, |branch| &branch.id),
        RunChange::BranchRemoved { branch_id } => view.branches.retain(|branch| branch.id != *branch_id),
        RunChange::StepSet { step } => set(&mut view.steps, step, |step| &step.id),
        RunChange::StepRemoved { step_id } => view.steps.retain(|step| step.id != *step_id),
        RunChange::MarkSet { element, mark } => {
            view.marks.insert(element.clone(), mark.clone());
        }
        RunChange::FlowTaken { flow_id, count, .. } => {
            view.flows_taken.insert(flow_id.clone(), *count);
        }
        RunChange::ScopeSet { scope } => set(&mut view.scopes, scope, |scope| &scope.id),
        RunChange::ScopeEnded { scope_id } => {
            if let Some(scope) = view.scopes.iter_mut().find(|scope| scope.id == *scope_id) {
                scope.ended = true;
            }
        }
        RunChange::ScopeRemoved { scope_id } => view.scopes.retain(|scope| scope.id != *scope_id),
        RunChange::VariableSet { scope_id, name, value } => {
            if let Some(scope) = view.scopes.iter_mut().find(|scope| scope.id == *scope_id) {
                scope.variables.insert(name.clone(), value.clone());
            }
        }
        RunChange::ListenerSet { listener } => set(&mut view.listeners, listener, |listener| &listener.id),
        RunChange::ListenerRemoved { listener_id } => view.listeners.retain(|listener| listener.id != *listener_id),
        RunChange::IncidentSet { incident } => set(&mut view.incidents, incident, |incident| &incident.id),
        RunChange::IncidentRemoved { incident_id } => view.incidents.retain(|incident| incident.id != *incident_id),
        RunChange::DecisionSet { decision } => set(&mut view.decisions, decision, |decision| &decision.id),
        RunChange::DecisionRemoved { decision_id } => view.decisions.retain(|decision| decision.id != *decision_id),
        RunChange::TaskSet { task } => set(&mut view.tasks, task, |task| &task.step_id),
        RunChange::OverrideSet { element, setting: Some(setting) } => {
            view.overrides.insert(element.clone(), *setting);
        }
        RunChange::OverrideSet { element, setting: None } => {
            view.overrides.remove(element);
        }
        RunChange::ReasonSet { element, reason } => {
            view.reasons.insert(element.clone(), reason.clone());
        }
        RunChange::TaskRemoved { step_id } => view.tasks.retain(|task| task.step_id != *step_id),
    }
}

/// Replaces what has the same id, or adds it at the end. What changes is mostly young, so the search goes backwards.
fn set<T: Clone>(list: &mut Vec<T>, item: &T, id: impl Fn(&T) -> &String) {
    match list.iter_mut().rev().find(|known| id(known) == id(item)) {
        Some(known) => known.clone_from(item),
        None => list.push(item.clone()),
    }
}
