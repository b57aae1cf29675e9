//! Circles that a token of a game goes round without end, because nothing in them takes time.

use super::net::{Kind, Net, Node};

/// Whether a token that has come to one of these nodes may go in such a circle: gateways that have been told where to send
/// tokens do so for ever, and no script comes in between. `wait_at` are the activities that wait for the script; `settings`
/// what gateways were told, the latest last. Joins may hold a token up, which is not looked at.
pub(super) fn goes_round(
    net: &Net<'_>,
    wait_at: &[usize],
    settings: &[(usize, Vec<usize>)],
    from: impl Iterator<Item = usize>,
) -> bool {
    let mut seen = vec![Seen::Not; net.nodes.len()];
    let mut open: Vec<(usize, bool)> = from.map(|node| (node, false)).collect();
    while let Some((node, is_left)) = open.pop() {
        if is_left {
            seen[node] = Seen::Left;
            continue;
        }
        if seen[node] != Seen::Not {
            continue;
        }
        seen[node] = Seen::Open;
        open.push((node, true));
        for next in next(net, wait_at, settings, node) {
            match seen[next] {
                Seen::Open => return true,
                Seen::Not => open.push((next, false)),
                Seen::Left => {}
            }
        }
    }
    false
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Open,
    Left,
}

/// Where a token goes by itself.
fn next(net: &Net<'_>, wait_at: &[usize], settings: &[(usize, Vec<usize>)], node: usize) -> Vec<usize> {
    let Node { kind, outgoing, .. } = &net.nodes[node];
    if wait_at.contains(&node) {
        return Vec::new();
    }
    let is_activity = net.graph.node(&net.nodes[node].id).is_some_and(|node| node.activity().is_some());
    let told = || settings.iter().rev().find(|(of, _)| *of == node).map(|(_, flows)| flows.as_slice());
    let flows = match kind {
        // An event, which happens when the script says so.
        Kind::Wait { .. } if !is_activity => &[],
        Kind::Events { .. } => &[],
        Kind::Exclusive => told().unwrap_or(outgoing),
        // One that was told nothing asks, and its token stays.
        Kind::Inclusive | Kind::Complex if outgoing.len() > 1 => told().unwrap_or_default(),
        Kind::Pass
        | Kind::Wait { .. }
        | Kind::Parallel
        | Kind::Inclusive
        | Kind::Complex
        | Kind::Inside { .. }
        | Kind::Throw(_) => outgoing,
        Kind::Link(target) => return target.iter().copied().collect(),
    };
    flows.iter().map(|&flow| net.flows[flow].target).collect()
}
