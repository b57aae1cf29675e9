//! From moves to a path that a person can follow and a token game can play.

use std::collections::BTreeSet;

use super::fire::{Fired, Firing};
use super::moves::{Asked, Move, Moves};
use super::net::{Kind, Net};
use super::state::{Scope, State};

/// A move that was made, with where it comes from.
pub(super) struct Made {
    pub(super) step: Move,
    pub(super) node: usize,
    pub(super) flows: Vec<usize>,
    /// The moves that it could not come before, by number from 1.
    pub(super) after: Vec<(usize, Option<usize>)>,
}

/// A path from a first state.
pub(super) struct Path {
    pub(super) first: State,
    pub(super) made: Vec<Made>,
    pub(super) last: State,
}

/// Makes the moves once more and notes what each depends on.
pub(super) fn trace(firing: &Firing<'_>, first: &State, moves: &[Move]) -> Option<Path> {
    let mut state = first.clone();
    let mut made = Vec::new();
    for (step, number) in moves.iter().zip(1..) {
        let fired = firing.fire(&state, step, number, false)?;
        let Fired { state: next, node, flows, took, .. } = fired;
        state = next;
        made.push(Made { step: step.clone(), node, flows, after: took });
    }
    Some(Path { first: first.clone(), made, last: state })
}

/// Leaves out what has nothing to do with two tokens being on one flow at once: the last move of the path puts the second
/// one there.
pub(super) fn only_both(firing: &Firing<'_>, calm: &[bool], path: &Path, flow: usize) -> Option<Path> {
    let last = path.made.len();
    let needed_by_second = causes(path, &[last]);
    let first = (1..last).rev().find(|&number| {
        let left = path.made.iter().position(|made| made.after.contains(&(number, Some(flow))));
        path.made[number - 1].flows.contains(&flow) && !left.is_some_and(|left| needed_by_second.contains(&(left + 1)))
    })?;
    let needed = causes(path, &[first, last]);
    let kept: Vec<&Made> = needed.iter().map(|&number| &path.made[number - 1]).collect();
    let replayed = replay(firing, calm, &path.first, &kept)?;
    (count_on(&replayed.last.root, flow) > 1).then_some(replayed)
}

/// A move and all that it depends on.
fn causes(path: &Path, of: &[usize]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = of.to_vec();
    while let Some(number) = next.pop() {
        if number > 0 && found.insert(number) {
            next.extend(path.made[number - 1].after.iter().map(|&(before, _)| before));
        }
    }
    found
}

/// Makes the same moves although tokens have other places now.
fn replay(firing: &Firing<'_>, calm: &[bool], first: &State, kept: &[&Made]) -> Option<Path> {
    let moves = Moves { net: firing.net, reach: firing.reach, calm };
    let mut state = first.clone();
    let mut made = Vec::new();
    for (wanted, number) in kept.iter().zip(1..) {
        let found = moves.all(&state, Asked::All).into_iter().find_map(|step| {
            if step.act != wanted.step.act {
                return None;
            }
            let fired = firing.fire(&state, &step, number, false)?;
            (fired.node == wanted.node && fired.flows == wanted.flows).then_some((step, fired))
        });
        let (step, fired) = found?;
        state = fired.state;
        made.push(Made { step, node: fired.node, flows: fired.flows, after: fired.took });
    }
    Some(Path { first: first.clone(), made, last: state })
}

/// How many tokens are on a flow, in whichever scope there are most.
pub(super) fn count_on(scope: &Scope, flow: usize) -> usize {
    let here = scope.tokens.iter().filter(|token| token.over == Some(flow)).count();
    let inside = scope.tokens.iter().filter_map(|token| token.inside.as_ref()).map(|inside| count_on(inside, flow));
    inside.max().unwrap_or(0).max(here)
}

/// Every node that a token has stood at on a path.
pub(super) fn visited(net: &Net<'_>, path: &Path) -> BTreeSet<usize> {
    let mut nodes: BTreeSet<usize> = path.made.iter().map(|made| made.node).collect();
    for made in &path.made {
        nodes.extend(made.flows.iter().map(|&flow| net.flows[flow].target));
        if let (super::moves::Act::Enter, Kind::Inside { hull, .. }) = (&made.step.act, &net.nodes[made.node].kind) {
            nodes.extend(net.hulls[*hull].starts.iter().copied());
        }
    }
    nodes.extend(path.first.root.tokens.iter().map(|token| token.node));
    nodes
}
