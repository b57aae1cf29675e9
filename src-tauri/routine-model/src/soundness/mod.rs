//! Whether a process can get stuck: before it runs, from its drawing alone.
//!
//! **What is asked.** *Safe*: can two tokens be on one sequence flow at once? *Option to complete*: wherever the process
//! gets, can it still end (no deadlock, no livelock)? *Proper completion*: can tokens be left for ever at a join while
//! others have come to their end? *Dead activities*: which flow nodes does no token ever enter?
//!
//! **How.** The states that the process can be in are looked at one after the other ([`explore`]). A state is where the
//! tokens are, sub-processes with tokens of their own ([`state`]). The moves are those of the engine without data: every
//! condition may go either way, every event may happen or not, and at any time; errors may come from any activity that
//! works and from what throws them. A process begins at all its plain start events together, or at one of the others. What
//! a gateway does takes no time; activities and events take as long as they like. A token is on a flow until the flow node
//! behind has let it go.
//!
//! **What is simplified.** A repeated activity does its work once. A call is one step. A boundary event or event
//! sub-process that does not interrupt happens once at most while what it belongs to goes on, so that its repetition alone
//! makes nothing unsafe. A complex gateway may go on with any of the tokens that have come. An ad-hoc sub-process begins
//! all that it can and may be over at any time. Compensation is a step that passes. Message flows and signals are events
//! like others: each process is looked at by itself.
//!
//! **What keeps it small**, without changing the answer:
//! - An activity right behind another one, without ways in between, takes no time of its own: what can happen while a token
//!   is held up in the second can happen while it is held up in the first ([`net::Net::is_behind_another`]).
//! - In a hull where nothing ends or holds up another token ([`calm`]), only one token's moves are looked at, as the order of
//!   independent moves changes nothing; where that closes a circle, all others are looked at as well. These are
//!   persistent sets with the proviso against putting off; they keep all final states, and all states from which none can
//!   be reached.
//! - Two tokens on one flow are noticed although their moves are looked at in one order only: each token knows the flows
//!   that others have taken beside it (`danger`); taking one of them means that both could have been there together.
//!
//! Beyond a bound of states the answer is “not decided”, with what was found until then.

mod bits;
mod calm;
mod circles;
mod explore;
mod findings;
mod fire;
mod game;
mod moves;
mod net;
mod path;
mod reach;
mod state;
mod throwing;
mod verdict;
mod ways;
mod words;

use std::collections::BTreeMap;

pub use findings::{SoundnessFinding, soundness_findings};
pub use verdict::{Counterexample, GameStep, MoveKind, Problem, Soundness, TokenGame, TokenMove};

use crate::RoutineGraph;
use crate::graph::activity::ActivityKind;
use crate::graph::flow_node::FlowNodeKind;
use crate::graph::gateway::Gateway;
use crate::ids::ElementId;
use explore::{Explored, MOST_STATES, explore};
use fire::Firing;
use moves::{Asked, Move, Moves};
use net::{Kind, Net};
use path::{Path, only_both, trace};
use reach::Reach;
use state::{Scope, State};

/// So many different problems of one kind are shown.
const MOST_SHOWN: usize = 8;

/// So many moves of a round without an end are shown.
const LONGEST_ROUND: usize = 40;

/// The verdict on every process of a file, in the order of the file.
#[must_use]
pub fn soundness(graph: &RoutineGraph) -> Vec<Soundness> {
    graph.processes().iter().filter_map(|process| soundness_of(graph, process)).collect()
}

/// The verdict on one process; nothing when there is none of this id.
#[must_use]
pub fn soundness_of(graph: &RoutineGraph, process: &ElementId) -> Option<Soundness> {
    soundness_within(graph, process, MOST_STATES)
}

/// The same, looking at no more than so many states before saying that it is not decided.
#[must_use]
pub fn soundness_within(graph: &RoutineGraph, process: &ElementId, most_states: usize) -> Option<Soundness> {
    let net = Net::of(graph, process)?;
    let reach = Reach::of(&net);
    let calm = calm::calm_hulls(&net);
    let firing = Firing { net: &net, reach: &reach };
    let starts = starts(&net, process);
    let states = starts.iter().map(|(_, state)| state.clone()).collect();
    let explored = explore(&firing, &calm, states, most_states);
    Some(Judge { net: &net, firing: &firing, calm: &calm, starts: &starts, explored: &explored }.judge(process))
}

/// Every way for the process to begin: at its plain start events together, at each of the others alone.
fn starts(net: &Net<'_>, process: &ElementId) -> Vec<(Option<ElementId>, State)> {
    let is_alone = |node: usize| match net.graph.node(&net.nodes[node].id).map(|node| &node.kind) {
        Some(FlowNodeKind::StartEvent(start)) => !start.definitions.is_empty(),
        Some(FlowNodeKind::Gateway(Gateway::EventBased { instantiate, .. })) => *instantiate,
        Some(FlowNodeKind::Activity(activity)) => {
            matches!(activity.kind, ActivityKind::ReceiveTask { instantiate: true, .. })
        }
        Some(
            FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::BoundaryEvent(_)
            | FlowNodeKind::Gateway(_),
        )
        | None => false,
    };
    let state = |starts: &[usize]| State { root: Scope::begun(0, starts, 0), has_failed: false };
    let mut found = Vec::new();
    let together: Vec<usize> = net.hulls[0].starts.iter().copied().filter(|&node| !is_alone(node)).collect();
    if !together.is_empty() {
        found.push((None, state(&together)));
    }
    let container = net.graph.container(process);
    for &node in &net.hulls[0].nodes {
        if is_alone(node) && net.nodes[node].incoming.is_empty() && container.is_some() {
            found.push((Some(net.nodes[node].id.clone()), state(&[node])));
        }
    }
    found
}

struct Judge<'a> {
    net: &'a Net<'a>,
    firing: &'a Firing<'a>,
    calm: &'a [bool],
    starts: &'a [(Option<ElementId>, State)],
    explored: &'a Explored,
}

impl Judge<'_> {
    fn judge(&self, process: &ElementId) -> Soundness {
        let because = self.explored.limit.clone().or_else(|| self.net.limits.first().cloned());
        let decided = because.is_none();
        let mut counterexamples = Vec::new();
        counterexamples.extend(self.two_on_one_flow());
        let stuck = self.stuck();
        counterexamples.extend(stuck);
        counterexamples.extend(self.livelock());
        let has = |problems: &[Problem]| counterexamples.iter().any(|found| problems.contains(&found.problem));
        let answer = |problems: &[Problem]| if has(problems) { Some(false) } else { decided.then_some(true) };
        let dead: Vec<usize> = if decided { self.dead() } else { Vec::new() };
        let is_activity =
            |node: &&usize| matches!(self.net.nodes[**node].kind, Kind::Inside { .. } | Kind::Wait { works: true });
        let id = |node: &usize| self.net.nodes[*node].id.clone();
        Soundness {
            process: process.clone(),
            safe: answer(&[Problem::Unsafe]),
            option_to_complete: answer(&[Problem::Deadlock, Problem::Livelock, Problem::ImproperCompletion]),
            proper_completion: answer(&[Problem::ImproperCompletion]),
            dead_activities: dead.iter().filter(is_activity).map(id).collect(),
            dead_flow_nodes: dead.iter().map(id).collect(),
            decided,
            undecided_because: because,
            counterexamples,
            states: self.explored.states.len(),
        }
    }

    fn two_on_one_flow(&self) -> Option<Counterexample> {
        let (state, steps, flow) = self.explored.twice.as_ref()?;
        let (first, mut moves) = self.explored.path_to(*state);
        moves.extend(steps.iter().cloned());
        let path = trace(self.firing, &self.explored.states[first], &moves)?;
        let path = only_both(self.firing, self.calm, &path, *flow).unwrap_or(path);
        let flow = self.net.flows[*flow].id.clone();
        Some(self.counterexample(Problem::Unsafe, vec![flow], Vec::new(), &path, first))
    }

    /// States in which nothing can happen any more although tokens are left, one of each kind.
    fn stuck(&self) -> Vec<Counterexample> {
        let mut seen: BTreeMap<Vec<usize>, ()> = BTreeMap::new();
        let mut found = Vec::new();
        for (number, state) in self.explored.states.iter().enumerate() {
            if !self.is_stuck(number) || found.len() >= MOST_SHOWN {
                continue;
            }
            let (mut nodes, mut missing, mut has_ended) = (Vec::new(), Vec::new(), false);
            self.left(&state.root, false, &mut nodes, &mut missing, &mut has_ended);
            if seen.insert(nodes.clone(), ()).is_some() {
                continue;
            }
            let problem = if has_ended { Problem::ImproperCompletion } else { Problem::Deadlock };
            let (first, moves) = self.explored.path_to(number);
            let Some(path) = trace(self.firing, &self.explored.states[first], &moves) else { continue };
            let elements = nodes.iter().map(|&node| self.net.nodes[node].id.clone()).collect();
            let missing = missing.iter().map(|&flow: &usize| self.net.flows[flow].id.clone()).collect();
            found.push(self.counterexample(problem, elements, missing, &path, first));
        }
        found
    }

    fn is_stuck(&self, state: usize) -> bool {
        self.explored.next[state].is_empty() && !self.explored.open[state] && !self.explored.states[state].is_over()
    }

    /// Where the tokens of a stuck state are, and what they wait for.
    fn left(
        &self,
        scope: &Scope,
        around: bool,
        nodes: &mut Vec<usize>,
        missing: &mut Vec<usize>,
        has_ended: &mut bool,
    ) {
        let ended = around || scope.has_ended;
        for token in &scope.tokens {
            if let Some(inside) = &token.inside {
                self.left(inside, ended, nodes, missing, has_ended);
                continue;
            }
            *has_ended |= ended;
            if !nodes.contains(&token.node) {
                nodes.push(token.node);
                let lacks = |flow: &&usize| !moves::is_at(scope, token.node, **flow);
                missing.extend(self.net.nodes[token.node].incoming.iter().filter(lacks).copied());
            }
        }
        nodes.sort_unstable();
    }

    fn livelock(&self) -> Option<Counterexample> {
        let can_end =
            self.explored.can_reach(|state| self.explored.states[state].is_over() || self.explored.open[state]);
        let gets_stuck = self.explored.can_reach(|state| self.is_stuck(state));
        let state = (0..can_end.len()).find(|&state| !can_end[state] && !gets_stuck[state])?;
        let (first, mut moves) = self.explored.path_to(state);
        moves.extend(self.round(state));
        let path = trace(self.firing, &self.explored.states[first], &moves)?;
        let mut nodes: Vec<usize> = path.last.root.tokens.iter().map(|token| token.node).collect();
        nodes.dedup();
        let elements = nodes.iter().map(|&node| self.net.nodes[node].id.clone()).collect();
        Some(self.counterexample(Problem::Livelock, elements, Vec::new(), &path, first))
    }

    /// Moves from a state on until a state comes again.
    fn round(&self, state: usize) -> Vec<Move> {
        let moves = Moves { net: self.net, reach: self.firing.reach, calm: self.calm };
        let mut state = (*self.explored.states[state]).clone();
        let (mut seen, mut made) = (Vec::new(), Vec::new());
        while made.len() < LONGEST_ROUND && !seen.contains(&state) {
            let immediate = moves.all(&state, Asked::Immediate).into_iter();
            let Some(step) = immediate.chain(moves.all(&state, Asked::All)).next() else { break };
            let Some(fired) = self.firing.fire(&state, &step, 0, false) else { break };
            seen.push(std::mem::replace(&mut state, fired.state));
            made.push(step);
        }
        made
    }

    fn dead(&self) -> Vec<usize> {
        let is_dead = |&node: &usize| !self.explored.entered[node] && !self.net.nodes[node].is_apart;
        (0..self.net.nodes.len()).filter(is_dead).collect()
    }

    fn counterexample(
        &self,
        problem: Problem,
        elements: Vec<ElementId>,
        missing: Vec<ElementId>,
        path: &Path,
        first: usize,
    ) -> Counterexample {
        let start = self.starts.get(first).and_then(|(start, _)| start.clone());
        let everywhere = matches!(problem, Problem::Unsafe | Problem::Livelock);
        Counterexample {
            problem,
            elements,
            missing,
            moves: game::moves(self.net, path),
            scenario: game::token_game(self.net, self.calm, path, start, everywhere),
        }
    }
}
