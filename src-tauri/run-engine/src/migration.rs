//! Going on with another version of a routine: what stands where, by the ids of elements.
//!
//! Whatever is under way has to find its place in the other version; what does not is an obstacle, and all of them are named at
//! once. What was begun goes on as it began; what begins afterwards begins as the other version says.

use std::collections::BTreeSet;
use std::mem::discriminant;

use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

use crate::event::SubscriptionOwner;
use crate::flow_nodes::name_of;
use crate::ids::{RoutineVersion, SubscriptionId};
use crate::state::{Branch, Compensation, RunProgress, Scope, Subscription};
use crate::status::{BranchStatus, WaitReason};
use crate::unsupported::unsupported;

/// What going on with another version would mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MigrationPlan {
    /// What stands in the way; with none the run can go on.
    pub obstacles: Vec<MigrationNote>,
    /// What would be otherwise, and what stays as it was begun.
    pub notes: Vec<MigrationNote>,
    /// What listens and would listen no more.
    pub(crate) closes: BTreeSet<SubscriptionId>,
}

/// Something to know about one element.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MigrationNote {
    /// The element.
    pub element: ElementId,
    /// A stable code in kebab case.
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
}

/// A run, and the two versions.
struct Versions<'g> {
    from: &'g RoutineVersion,
    old: &'g RoutineGraph,
    new: &'g RoutineGraph,
    plan: MigrationPlan,
}

/// Looks for the place of everything that is under way.
pub(crate) fn plan(run: &RunProgress, old: &RoutineGraph, new: &RoutineGraph) -> MigrationPlan {
    let mut versions = Versions { from: &run.routine.version, old, new, plan: MigrationPlan::default() };
    for scope in run.scopes.values().filter(|scope| scope.routine == *versions.from) {
        versions.look_at_scope(run, scope);
        for branch in scope.branches.iter().filter_map(|id| run.branches.get(id)) {
            versions.look_at_branch(run, branch);
        }
    }
    let Versions { mut plan, .. } = versions;
    for notes in [&mut plan.obstacles, &mut plan.notes] {
        notes.sort();
        notes.dedup();
    }
    plan
}

impl Versions<'_> {
    fn obstacle(&mut self, element: &ElementId, code: &'static str, message: String) {
        self.plan.obstacles.push(MigrationNote { element: element.clone(), code, message });
    }

    fn note(&mut self, element: &ElementId, code: &'static str, message: String) {
        self.plan.notes.push(MigrationNote { element: element.clone(), code, message });
    }

    /// What people call an element of the version that runs.
    fn name(&self, element: &ElementId) -> String {
        self.old.node(element).map_or_else(|| element.to_string(), name_of)
    }

    fn look_at_scope(&mut self, run: &RunProgress, scope: &Scope) {
        let element = &scope.element;
        let stays = if scope.kind.is_repetition() {
            self.new.node(element).is_some()
        } else {
            self.new.container(element).is_some() || self.new.node(element).is_some()
        };
        if !stays {
            let message = format!("{} is under way and is not in the other version", self.name(element));
            self.obstacle(element, "scope-missing", message);
        }
        if scope.parent.is_none() && stays {
            for found in unsupported(self.new, Some(element), &run.config) {
                self.obstacle(&found.element, "unsupported", found.reason);
            }
        }
        for undo in &scope.compensations {
            self.look_at_compensation(undo);
        }
        for open in scope.subscriptions.iter().filter_map(|id| run.subscriptions.get(id)) {
            self.look_at_listener(open);
        }
        for gateway in scope.activated.keys().filter(|gateway| self.new.node(gateway).is_none()) {
            let message = format!("{} is under way and is not in the other version", self.name(gateway));
            self.obstacle(gateway, "element-missing", message);
        }
    }

    fn look_at_branch(&mut self, run: &RunProgress, branch: &Branch) {
        let element = &branch.element;
        let (Some(old), name) = (self.old.node(element), self.name(element)) else { return };
        let Some(new) = self.new.node(element) else {
            let message = format!("a branch is at {name}, which is not in the other version; move it first");
            return self.obstacle(element, "element-missing", message);
        };
        if new.container != old.container {
            let message = format!("{name} is in another sub-process in the other version");
            return self.obstacle(element, "container-differs", message);
        }
        if !is_same_kind(old, new) {
            let message = format!("{name} is something else in the other version ({})", new.element_name());
            return self.obstacle(element, "kind-differs", message);
        }
        self.look_at_way(run, branch, &name);
        let Some(step) = branch.step.and_then(|step| run.steps.get(&step)) else { return };
        // Nodes hold expressions, which are the same when they say the same.
        if format!("{old:?}") != format!("{new:?}") {
            let message = format!("{name} differs; what is being done goes on as it was begun");
            self.note(element, "step-goes-on", message);
        }
        for open in step.subscriptions.iter().filter_map(|id| run.subscriptions.get(id)) {
            self.look_at_listener(open);
        }
        for event in self.new.boundary_events(element) {
            if !self.old.boundary_events(element).contains(event) {
                let message = format!("{} is new at {name} and does not listen before that begins again", event);
                self.note(event, "listens-later", message);
            }
        }
    }

    /// Flows that the branch has come over, or may choose between, have to be there.
    fn look_at_way(&mut self, run: &RunProgress, branch: &Branch, name: &str) {
        let element = &branch.element;
        let waits_at_join = matches!(&branch.status, BranchStatus::Waiting { on: WaitReason::Join { .. } });
        if let Some(flow) = branch.arrived_by.as_ref().filter(|_| waits_at_join)
            && !self.new.incoming(element).contains(flow)
        {
            let message =
                format!("a branch waits at {name} and has come over {flow}, which is not in the other version");
            self.obstacle(flow, "flow-missing", message);
        }
        let BranchStatus::Waiting { on: WaitReason::Decision { decision } } = &branch.status else { return };
        let options = run.decisions.get(decision).map(|decision| decision.options.clone()).unwrap_or_default();
        for flow in options.into_iter().map(|option| option.flow) {
            if self.new.flow(&flow).is_none() {
                let message = format!("somebody is asked about {flow} at {name}, which is not in the other version");
                self.obstacle(&flow, "flow-missing", message);
            }
        }
    }

    fn look_at_listener(&mut self, open: &Subscription) {
        let (element, name) = (&open.element, self.name(&open.element));
        let index = usize::try_from(open.definition).unwrap_or(usize::MAX);
        let there = self.new.node(element).map(|node| definition(node, index));
        let same = match (self.old.node(element).map(|node| definition(node, index)), &there) {
            (Some(Some(old)), Some(Some(new))) => discriminant(old) == discriminant(*new),
            (Some(None), Some(None)) => true,
            (Some(Some(_) | None) | None, Some(Some(_) | None) | None) => false,
        };
        if same {
            return;
        }
        match &open.owner {
            // Whoever waits there stands there, which is looked at by itself.
            SubscriptionOwner::Step { .. } if there.is_none() => {}
            SubscriptionOwner::Step { .. } | SubscriptionOwner::Gateway { .. } | SubscriptionOwner::Start => {
                let message =
                    format!("somebody waits for {name}, which listens for something else in the other version");
                self.obstacle(element, "listener-differs", message);
            }
            SubscriptionOwner::Boundary { .. } | SubscriptionOwner::EventSubProcess | SubscriptionOwner::Activation => {
                self.plan.closes.insert(open.id);
                self.note(element, "listens-no-more", format!("{name} listens no more"));
            }
        }
    }

    fn look_at_compensation(&mut self, undo: &Compensation) {
        for element in std::iter::once(&undo.activity).chain(&undo.handler) {
            if self.new.node(element).is_none() {
                let message = format!("{} is done and could not be undone any more", self.name(element));
                self.obstacle(element, "compensation-missing", message);
            }
        }
    }
}

fn is_same_kind(old: &FlowNode, new: &FlowNode) -> bool {
    if discriminant(&old.kind) != discriminant(&new.kind) {
        return false;
    }
    match (&old.kind, &new.kind) {
        (FlowNodeKind::Activity(old), FlowNodeKind::Activity(new)) => {
            discriminant(&old.kind) == discriminant(&new.kind)
                && old.loop_characteristics.as_ref().map(discriminant)
                    == new.loop_characteristics.as_ref().map(discriminant)
        }
        (FlowNodeKind::Gateway(old), FlowNodeKind::Gateway(new)) => discriminant(old) == discriminant(new),
        _ => true,
    }
}

/// One of the event definitions of an event; none of a receive task.
fn definition(node: &FlowNode, index: usize) -> Option<&EventDefinition> {
    match &node.kind {
        FlowNodeKind::StartEvent(start) => start.definitions.get(index),
        FlowNodeKind::IntermediateCatchEvent(catch) => catch.definitions.get(index),
        FlowNodeKind::BoundaryEvent(boundary) => boundary.catch.definitions.get(index),
        FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => None,
    }
}
