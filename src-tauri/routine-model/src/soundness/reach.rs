//! What can be reached from where, along flows, links and boundary events of one hull.

use super::bits::Bits;
use super::net::{Kind, Net};

/// Answers about reachability, worked out once.
pub(super) struct Reach {
    /// For each node the flows of its hull that a token there can still take.
    onward: Vec<Bits>,
    /// For each inclusive join, for each flow into it, the nodes that a token can come from over that flow.
    joins: Vec<Vec<Bits>>,
    /// Flows without which there would be no circles.
    back: Bits,
}

impl Reach {
    pub(super) fn of(net: &Net<'_>) -> Self {
        let mut before = vec![Vec::new(); net.nodes.len()];
        for (index, node) in net.nodes.iter().enumerate() {
            for target in after(net, index) {
                before[target].push(index);
            }
            for &boundary in &node.boundaries {
                before[boundary].push(index);
            }
        }
        let onward = (0..net.nodes.len()).map(|node| onward(net, node)).collect();
        let joins = net.nodes.iter().enumerate().map(|(index, node)| {
            if !matches!(node.kind, Kind::Inclusive) || node.incoming.len() < 2 {
                return Vec::new();
            }
            node.incoming.iter().map(|&flow| sources(&before, net.flows[flow].source, index)).collect()
        });
        let joins = joins.collect();
        Self { onward, joins, back: back(net) }
    }

    /// The flows that a token at this node can still take.
    pub(super) fn onward(&self, node: usize) -> &Bits {
        &self.onward[node]
    }

    /// Whether a flow closes a circle.
    pub(super) fn leads_back(&self, flow: usize) -> bool {
        self.back.contains(flow)
    }

    /// Whether a token at `from` can come to an inclusive join over the flow at this place without passing it.
    pub(super) fn can_arrive(&self, from: usize, join: usize, place: usize) -> bool {
        self.joins[join].get(place).is_some_and(|sources| sources.contains(from))
    }
}

/// The nodes that a token can come to next.
fn after<'n>(net: &'n Net<'_>, node: usize) -> impl Iterator<Item = usize> + 'n {
    let link = match net.nodes[node].kind {
        Kind::Link(target) => target,
        Kind::Pass
        | Kind::Wait { .. }
        | Kind::Exclusive
        | Kind::Parallel
        | Kind::Inclusive
        | Kind::Complex
        | Kind::Events { .. }
        | Kind::Inside { .. }
        | Kind::Throw(_) => None,
    };
    net.nodes[node].outgoing.iter().map(|&flow| net.flows[flow].target).chain(link)
}

/// The flows that lead to a node from which they can be reached, one at least in every circle.
fn back(net: &Net<'_>) -> Bits {
    let (mut found, mut seen, mut open) = (Bits::default(), Bits::default(), Bits::default());
    for from in 0..net.nodes.len() {
        let mut stack = vec![(from, false)];
        while let Some((node, is_done)) = stack.pop() {
            if is_done {
                open.remove(node);
                continue;
            }
            if seen.contains(node) {
                continue;
            }
            seen.insert(node);
            open.insert(node);
            stack.push((node, true));
            stack.extend(after(net, node).chain(net.nodes[node].boundaries.iter().copied()).map(|next| (next, false)));
            // What is open now was left towards this node, so that flows into it close a circle.
            for &flow in &net.nodes[node].outgoing {
                if open.contains(net.flows[flow].target) {
                    found.insert(flow);
                }
            }
        }
    }
    found
}

fn onward(net: &Net<'_>, from: usize) -> Bits {
    let mut flows = Bits::default();
    let mut seen = Bits::default();
    let mut next = vec![from];
    while let Some(node) = next.pop() {
        if seen.contains(node) {
            continue;
        }
        seen.insert(node);
        for &flow in &net.nodes[node].outgoing {
            flows.insert(net.flows[flow].local);
        }
        next.extend(after(net, node).chain(net.nodes[node].boundaries.iter().copied()));
    }
    flows
}

fn sources(before: &[Vec<usize>], from: usize, join: usize) -> Bits {
    let mut seen = Bits::default();
    let mut next = vec![from];
    while let Some(node) = next.pop() {
        if node == join || seen.contains(node) {
            continue;
        }
        seen.insert(node);
        next.extend(before[node].iter().copied());
    }
    seen
}
