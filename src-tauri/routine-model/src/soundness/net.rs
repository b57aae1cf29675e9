//! One process as the exploration sees it: numbered flow nodes and flows, and what each node may do with a token.

use std::collections::HashMap;

use super::ways::ways_of;
use crate::RoutineGraph;
use crate::graph::activity::{ActivityKind, SubProcess};
use crate::graph::event::EventDefinition;
use crate::graph::flow_node::{FlowNode, FlowNodeKind};
use crate::graph::gateway::Gateway;
use crate::ids::ElementId;

/// Sub-processes nested deeper than this are not explored.
const DEEPEST: usize = 40;

/// Everything in one process.
pub(super) struct Net<'g> {
    pub(super) process: ElementId,
    pub(super) graph: &'g RoutineGraph,
    pub(super) nodes: Vec<Node>,
    pub(super) flows: Vec<Flow>,
    /// The process first.
    pub(super) hulls: Vec<Hull>,
    /// What keeps the answer from being exact.
    pub(super) limits: Vec<String>,
}

/// A flow node.
pub(super) struct Node {
    pub(super) id: ElementId,
    pub(super) hull: usize,
    pub(super) kind: Kind,
    pub(super) incoming: Vec<usize>,
    pub(super) outgoing: Vec<usize>,
    /// Each set of outgoing flows that a token may leave over.
    pub(super) ways: Vec<Vec<usize>>,
    /// Boundary events that can fire.
    pub(super) boundaries: Vec<usize>,
    /// What it catches, as a boundary event or start of an event sub-process.
    pub(super) caught: Vec<Caught>,
    /// As a boundary event or start of an event sub-process: it ends what it is attached to.
    pub(super) interrupting: bool,
    /// A handler of compensation, or inside of one: outside of the normal flow.
    pub(super) is_apart: bool,
}

/// A sequence flow.
pub(super) struct Flow {
    pub(super) id: ElementId,
    pub(super) source: usize,
    pub(super) target: usize,
    /// Its number among the flows of its hull.
    pub(super) local: usize,
}

/// A process or sub-process.
pub(super) struct Hull {
    pub(super) nodes: Vec<usize>,
    pub(super) flow_count: usize,
    /// Where tokens begin by themselves.
    pub(super) starts: Vec<usize>,
    /// Event sub-processes with their start events.
    pub(super) event_subs: Vec<(usize, usize)>,
    /// The node that it is the inside of.
    pub(super) host: Option<usize>,
    pub(super) is_transaction: bool,
}

/// What a node does with a token.
#[derive(Debug)]
pub(super) enum Kind {
    /// Goes on by itself.
    Pass,
    /// Takes its time. `works`: it may throw errors by itself.
    Wait { works: bool },
    /// One way out.
    Exclusive,
    /// Waits for all, all ways out.
    Parallel,
    /// Waits for all that can still come.
    Inclusive,
    /// May go on with any of what has come.
    Complex,
    /// Waits for one of the events behind it; for all of them when it begins a process that way.
    Events { all: bool },
    /// A sub-process; `ad_hoc` may be over at any time.
    Inside { hull: usize, ad_hoc: bool },
    /// Throws, then goes on.
    Throw(Vec<Thrown>),
    /// Goes on at another node.
    Link(Option<usize>),
}

/// What is thrown.
#[derive(Clone, Debug)]
pub(super) enum Thrown {
    Error(String),
    Escalation(String),
    Terminate,
    Cancel,
}

/// What an event catches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Caught {
    /// What comes from outside, at any time.
    Outside,
    Error(Option<String>),
    Escalation(Option<String>),
    Cancel,
}

impl<'g> Net<'g> {
    /// The process of this id, or nothing if there is none.
    pub(super) fn of(graph: &'g RoutineGraph, process: &ElementId) -> Option<Self> {
        graph.container(process)?;
        let process_id = process.clone();
        let mut net = Self {
            process: process_id,
            graph,
            nodes: Vec::new(),
            flows: Vec::new(),
            hulls: Vec::new(),
            limits: Vec::new(),
        };
        let mut numbers = HashMap::new();
        net.add_hull(process, None, false, &mut numbers);
        let mut next = 0;
        while next < net.hulls.len() {
            net.add_insides(next, &mut numbers);
            next += 1;
        }
        net.connect(&numbers);
        Some(net)
    }

    fn add_hull(
        &mut self,
        container: &ElementId,
        host: Option<usize>,
        is_apart: bool,
        numbers: &mut HashMap<ElementId, usize>,
    ) -> usize {
        let number = self.hulls.len();
        let mut nodes = Vec::new();
        for node in self.graph.nodes_in(container) {
            let index = self.nodes.len();
            numbers.insert(node.id.clone(), index);
            nodes.push(index);
            let is_handler = node.activity().is_some_and(|activity| activity.is_for_compensation);
            self.nodes.push(Node {
                id: node.id.clone(),
                hull: number,
                kind: Kind::Pass,
                incoming: Vec::new(),
                outgoing: Vec::new(),
                ways: Vec::new(),
                boundaries: Vec::new(),
                caught: Vec::new(),
                interrupting: true,
                is_apart: is_apart || is_handler,
            });
        }
        let plain = self.graph.plain_starts(container);
        let starts = plain.iter().filter_map(|id| numbers.get(id)).copied().collect();
        let kind = self.graph.node(container).and_then(FlowNode::activity).map(|activity| &activity.kind);
        let is_transaction = matches!(kind, Some(ActivityKind::SubProcess(SubProcess::Transaction)));
        self.hulls.push(Hull { nodes, flow_count: 0, starts, event_subs: Vec::new(), host, is_transaction });
        number
    }

    fn depth_of(&self, hull: usize) -> usize {
        let outer = |hull: &usize| self.hulls[*hull].host.map(|host| self.nodes[host].hull);
        std::iter::successors(Some(hull), outer).count()
    }

    fn add_insides(&mut self, hull: usize, numbers: &mut HashMap<ElementId, usize>) {
        if self.depth_of(hull) >= DEEPEST {
            self.limits.push(format!("sub-processes are nested more than {DEEPEST} deep"));
            return;
        }
        for index in self.hulls[hull].nodes.clone() {
            let id = self.nodes[index].id.clone();
            let Some(ActivityKind::SubProcess(which)) =
                self.graph.node(&id).and_then(FlowNode::activity).map(|activity| &activity.kind)
            else {
                continue;
            };
            let is_event = matches!(which, SubProcess::Event);
            let starts: Vec<&FlowNode> = self.graph.start_events(&id).collect();
            let compensates = is_event && starts.iter().all(|start| self.caught_by(start).is_empty());
            let inner = self.add_hull(&id, Some(index), self.nodes[index].is_apart || compensates, numbers);
            self.nodes[index].is_apart |= compensates;
            self.nodes[index].kind = Kind::Inside { hull: inner, ad_hoc: matches!(which, SubProcess::AdHoc(_)) };
            if is_event && !compensates {
                let found = starts.iter().filter_map(|start| numbers.get(&start.id)).map(|&start| (index, start));
                self.hulls[hull].event_subs.extend(found);
            }
        }
    }

    fn connect(&mut self, numbers: &HashMap<ElementId, usize>) {
        for flow in self.graph.flows() {
            let (Some(&source), Some(&target)) = (numbers.get(&flow.source), numbers.get(&flow.target)) else {
                continue;
            };
            let hull = self.nodes[source].hull;
            if self.nodes[target].hull != hull {
                continue;
            }
            let number = self.flows.len();
            self.flows.push(Flow { id: flow.id.clone(), source, target, local: self.hulls[hull].flow_count });
            self.hulls[hull].flow_count += 1;
            self.nodes[source].outgoing.push(number);
            self.nodes[target].incoming.push(number);
        }
        for index in 0..self.nodes.len() {
            let Some(node) = self.graph.node(&self.nodes[index].id) else { continue };
            if let Some(kind) = self.kind_of(node, numbers) {
                self.nodes[index].kind = kind;
            }
            let (ways, limit) = ways_of(self.graph, node, &self.nodes[index].outgoing);
            self.nodes[index].ways = ways;
            self.limits.extend(limit);
            self.nodes[index].caught = self.caught_by(node);
            match &node.kind {
                FlowNodeKind::StartEvent(start) => self.nodes[index].interrupting = start.interrupting,
                FlowNodeKind::BoundaryEvent(event) => {
                    self.nodes[index].interrupting = event.interrupting;
                    if let Some(&host) = numbers.get(&event.attached_to)
                        && !self.nodes[index].caught.is_empty()
                    {
                        self.nodes[host].boundaries.push(index);
                    }
                    self.nodes[index].is_apart |= self.nodes[index].caught.is_empty();
                }
                FlowNodeKind::EndEvent(_)
                | FlowNodeKind::IntermediateThrowEvent(_)
                | FlowNodeKind::IntermediateCatchEvent(_)
                | FlowNodeKind::Activity(_)
                | FlowNodeKind::Gateway(_) => {}
            }
        }
    }

    /// What a node does; nothing for sub-processes, which are known already.
    fn kind_of(&self, node: &FlowNode, numbers: &HashMap<ElementId, usize>) -> Option<Kind> {
        Some(match &node.kind {
            FlowNodeKind::StartEvent(_) | FlowNodeKind::BoundaryEvent(_) => Kind::Pass,
            FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
                let link = event.definitions.iter().find_map(EventDefinition::link_name);
                match link.filter(|_| matches!(node.kind, FlowNodeKind::IntermediateThrowEvent(_))) {
                    Some(name) => Kind::Link(self.link_target(node, name).and_then(|id| numbers.get(id)).copied()),
                    None => match event.definitions.iter().filter_map(|one| self.thrown(one)).collect::<Vec<_>>() {
                        thrown if thrown.is_empty() => Kind::Pass,
                        thrown => Kind::Throw(thrown),
                    },
                }
            }
            FlowNodeKind::IntermediateCatchEvent(event) => {
                let is_link =
                    event.definitions.len() == 1 && event.definitions.iter().any(|it| it.link_name().is_some());
                if is_link { Kind::Pass } else { Kind::Wait { works: false } }
            }
            FlowNodeKind::Gateway(Gateway::Exclusive) => Kind::Exclusive,
            FlowNodeKind::Gateway(Gateway::Parallel) => Kind::Parallel,
            FlowNodeKind::Gateway(Gateway::Inclusive) => Kind::Inclusive,
            FlowNodeKind::Gateway(Gateway::Complex { .. }) => Kind::Complex,
            FlowNodeKind::Gateway(Gateway::EventBased { parallel, instantiate }) => {
                Kind::Events { all: *parallel && *instantiate }
            }
            FlowNodeKind::Activity(activity) => match &activity.kind {
                ActivityKind::SubProcess(_) => return None,
                ActivityKind::AbstractTask
                | ActivityKind::UserTask(_)
                | ActivityKind::ManualTask
                | ActivityKind::ServiceTask
                | ActivityKind::ScriptTask
                | ActivityKind::BusinessRuleTask
                | ActivityKind::SendTask(_)
                | ActivityKind::ReceiveTask { .. }
                | ActivityKind::CallActivity(_) => Kind::Wait { works: true },
            },
        })
    }

    fn link_target(&self, from: &FlowNode, name: &str) -> Option<&'g ElementId> {
        let catches = |node: &&FlowNode| {
            matches!(&node.kind, FlowNodeKind::IntermediateCatchEvent(event)
                if event.definitions.iter().any(|definition| definition.link_name() == Some(name)))
        };
        self.graph.nodes_in(&from.container).find(catches).map(|node| &node.id)
    }

    fn thrown(&self, definition: &EventDefinition) -> Option<Thrown> {
        match definition {
            EventDefinition::Error { error, .. } => {
                Some(Thrown::Error(error.as_ref().map_or_else(String::new, |id| self.graph.error_code(id).to_owned())))
            }
            EventDefinition::Escalation { escalation } => Some(Thrown::Escalation(
                escalation.as_ref().map_or_else(String::new, |id| self.graph.escalation_code(id).to_owned()),
            )),
            EventDefinition::Terminate => Some(Thrown::Terminate),
            EventDefinition::Cancel => Some(Thrown::Cancel),
            EventDefinition::Message(_)
            | EventDefinition::Timer(_)
            | EventDefinition::Signal { .. }
            | EventDefinition::Conditional { .. }
            | EventDefinition::Compensation { .. }
            | EventDefinition::Link { .. } => None,
        }
    }

    fn caught_by(&self, node: &FlowNode) -> Vec<Caught> {
        let definitions = match &node.kind {
            FlowNodeKind::StartEvent(start) => &start.definitions,
            FlowNodeKind::BoundaryEvent(event) => &event.catch.definitions,
            FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::Activity(_)
            | FlowNodeKind::Gateway(_) => return Vec::new(),
        };
        let code = |id: &ElementId| self.graph.error_code(id).to_owned();
        let caught = definitions.iter().filter_map(|definition| match definition {
            EventDefinition::Error { error, .. } => Some(Caught::Error(error.as_ref().map(code))),
            EventDefinition::Escalation { escalation } => {
                Some(Caught::Escalation(escalation.as_ref().map(|id| self.graph.escalation_code(id).to_owned())))
            }
            EventDefinition::Cancel => Some(Caught::Cancel),
            EventDefinition::Message(_)
            | EventDefinition::Timer(_)
            | EventDefinition::Signal { .. }
            | EventDefinition::Conditional { .. } => Some(Caught::Outside),
            EventDefinition::Compensation { .. } | EventDefinition::Link { .. } | EventDefinition::Terminate => None,
        });
        let mut caught: Vec<Caught> = caught.collect();
        if definitions.is_empty() && matches!(node.kind, FlowNodeKind::BoundaryEvent(_)) {
            caught.push(Caught::Outside);
        }
        caught
    }

    /// Whether a token may stay in a node for a while.
    pub(super) fn takes_time(&self, node: usize) -> bool {
        matches!(self.nodes[node].kind, Kind::Wait { .. } | Kind::Events { .. })
    }

    /// Whether a node is an activity that only waits behind another one: a token that could be held up here could be held
    /// up there as well, so this one takes no time of its own.
    pub(super) fn is_behind_another(&self, node: usize) -> bool {
        let plain = |node: &Node| {
            matches!(node.kind, Kind::Wait { .. }) && node.boundaries.is_empty() && node.outgoing.len() == 1
        };
        let node = &self.nodes[node];
        let [flow] = node.incoming.as_slice() else { return false };
        let source = &self.nodes[self.flows[*flow].source];
        plain(node) && plain(source) && source.incoming.len() == 1
    }
}
