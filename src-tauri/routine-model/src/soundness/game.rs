//! A path as moves in words' order and as the script of a token game.
//!
//! In a token game only what takes time waits for the script; gateways go on at once. So what a gateway has to choose is
//! said before the step that sets its token in motion.

use super::circles;
use super::moves::Act;
use super::net::{Kind, Net};
use super::path::{Made, Path, visited};
use super::verdict::{GameStep, MoveKind, TokenGame, TokenMove};
use crate::graph::activity::ActivityKind;
use crate::graph::flow_node::FlowNodeKind;
use crate::ids::ElementId;

/// The moves of a path, for people.
pub(super) fn moves(net: &Net<'_>, path: &Path) -> Vec<TokenMove> {
    let one = |made: &Made| TokenMove {
        kind: kind_of(net, made),
        element: net.nodes[made.node].id.clone(),
        flows: made.flows.iter().map(|&flow| net.flows[flow].id.clone()).collect(),
    };
    path.made.iter().map(one).collect()
}

fn kind_of(net: &Net<'_>, made: &Made) -> MoveKind {
    let node = &net.nodes[made.node];
    let is_start = net.graph.node(&node.id).is_some_and(|node| matches!(node.kind, FlowNodeKind::StartEvent(_)));
    match made.step.act {
        Act::Enter => return MoveKind::Enter,
        Act::Boundary { .. } | Act::EventSub { .. } | Act::Event { .. } => return MoveKind::Happen,
        Act::Absorb => return MoveKind::Join,
        Act::Finish => return MoveKind::Complete,
        Act::AllEvents | Act::Jump { .. } => return MoveKind::Pass,
        Act::Leave { .. } | Act::Throw { .. } => {}
    }
    match &node.kind {
        Kind::Wait { works: true } | Kind::Inside { .. } => MoveKind::Complete,
        Kind::Wait { works: false } => MoveKind::Happen,
        Kind::Pass if is_start => MoveKind::Start,
        Kind::Exclusive | Kind::Inclusive | Kind::Complex if node.ways.len() > 1 => MoveKind::Choose,
        Kind::Parallel | Kind::Inclusive | Kind::Complex if node.incoming.len() > 1 => MoveKind::Join,
        Kind::Pass
        | Kind::Exclusive
        | Kind::Parallel
        | Kind::Inclusive
        | Kind::Complex
        | Kind::Events { .. }
        | Kind::Throw(_)
        | Kind::Link(_) => {
            if made.flows.is_empty() {
                MoveKind::End
            } else {
                MoveKind::Pass
            }
        }
    }
}

/// The token game that plays a path. `waits_everywhere` lets every activity wait, the ones beside the path, too.
pub(super) fn token_game(
    net: &Net<'_>,
    calm: &[bool],
    path: &Path,
    start: Option<ElementId>,
    waits_everywhere: bool,
) -> TokenGame {
    let mut scripted: Vec<(usize, GameStep)> = vec![(0, GameStep::Start { element: start })];
    for (made, number) in path.made.iter().zip(1..) {
        if takes_time(net, made) {
            scripted.push((number, GameStep::Trigger { element: net.nodes[made.node].id.clone() }));
        }
    }
    let mut steps = Vec::new();
    let mut settings: Vec<(usize, Vec<usize>)> = Vec::new();
    let seen = visited(net, path);
    let waits = |node: &usize| (waits_everywhere || seen.contains(node)) && waits_by_script(net, *node);
    let wait_at: Vec<usize> = (0..net.nodes.len()).filter(waits).collect();
    let mut is_exact = true;
    for (number, step) in &scripted {
        let set_off = path.made.iter().zip(1..).filter(|(made, at)| {
            net.nodes[made.node].ways.len() > 1 && chooses(made) && cause(net, calm, path, *at) == *number
        });
        let mut in_this_go: Vec<(usize, &[usize])> = Vec::new();
        for (made, _) in set_off {
            is_exact &= !in_this_go.iter().any(|&(node, flows)| node == made.node && flows != made.flows);
            in_this_go.push((made.node, &made.flows));
            let is_set = settings.iter().rev().find(|(node, _)| *node == made.node);
            if is_set.is_some_and(|(_, flows)| *flows == made.flows) {
                continue;
            }
            settings.push((made.node, made.flows.clone()));
            steps.push(GameStep::Choose {
                element: net.nodes[made.node].id.clone(),
                flows: made.flows.iter().map(|&flow| net.flows[flow].id.clone()).collect(),
            });
        }
        steps.push(step.clone());
        let moved = path.made.iter().zip(1..).filter(|&(_, at)| cause(net, calm, path, at) <= *number);
        is_exact &= !circles::goes_round(net, &wait_at, &settings, moved.map(|(made, _)| made.node));
    }
    TokenGame {
        process: Some(net.process.clone()),
        mode: "token-game",
        wait_at: wait_at.into_iter().map(|node| net.nodes[node].id.clone()).collect(),
        steps,
        is_exact,
    }
}

fn takes_time(net: &Net<'_>, made: &Made) -> bool {
    match made.step.act {
        Act::Boundary { .. } | Act::EventSub { .. } | Act::Event { .. } | Act::Finish => true,
        Act::Leave { .. } => matches!(net.nodes[made.node].kind, Kind::Wait { .. }),
        Act::Enter | Act::Throw { .. } | Act::Jump { .. } | Act::AllEvents | Act::Absorb => false,
    }
}

fn chooses(made: &Made) -> bool {
    matches!(made.step.act, Act::Leave { .. } | Act::Throw { .. } | Act::Event { .. })
}

/// The number of the step of the script that a move follows from; 0 is the start. What takes time itself chooses its ways
/// when it is let go.
fn cause(net: &Net<'_>, calm: &[bool], path: &Path, of: usize) -> usize {
    let takes_time = |number: usize| takes_time(net, &path.made[number - 1]);
    if takes_time(of) {
        return of;
    }
    if !calm[net.nodes[path.made[of - 1].node].hull] {
        return (1..of).rev().find(|&number| takes_time(number)).unwrap_or(0);
    }
    let mut latest = 0;
    let mut next: Vec<usize> = path.made[of - 1].after.iter().map(|&(number, _)| number).collect();
    let mut seen = vec![false; path.made.len() + 1];
    while let Some(number) = next.pop() {
        if number == 0 || std::mem::replace(&mut seen[number], true) {
            continue;
        }
        if takes_time(number) {
            latest = latest.max(number);
        } else {
            next.extend(path.made[number - 1].after.iter().map(|&(number, _)| number));
        }
    }
    latest
}

/// Whether a node has to be told to wait: what listens for events waits by itself.
fn waits_by_script(net: &Net<'_>, node: usize) -> bool {
    let activity = net.graph.node(&net.nodes[node].id).and_then(|node| node.activity());
    activity.is_some_and(|activity| match activity.kind {
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::CallActivity(_) => true,
        ActivityKind::ReceiveTask { .. } | ActivityKind::SubProcess(_) => false,
    })
}
