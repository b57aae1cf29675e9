//! In which processes and sub-processes tokens cannot get in each other's way.
//!
//! There the order in which independent tokens move changes nothing, so that one order stands for all.

use super::net::{Caught, Kind, Net, Thrown};

/// For each hull, whether nothing that a token does in it ends another token or lets it wait longer.
pub(super) fn calm_hulls(net: &Net<'_>) -> Vec<bool> {
    let mut calm = vec![true; net.hulls.len()];
    for (index, hull) in net.hulls.iter().enumerate() {
        let host = hull.host.map(|host| &net.nodes[host]);
        let is_open = host
            .is_some_and(|host| !host.boundaries.is_empty() || matches!(host.kind, Kind::Inside { ad_hoc: true, .. }));
        if is_open || !hull.event_subs.is_empty() {
            calm[index] = false;
        }
        for &node in &hull.nodes {
            let node = &net.nodes[node];
            match &node.kind {
                Kind::Inclusive | Kind::Complex if node.incoming.len() > 1 => calm[index] = false,
                Kind::Throw(thrown) => thrown.iter().for_each(|thrown| disturb(net, index, thrown, &mut calm)),
                Kind::Pass
                | Kind::Wait { .. }
                | Kind::Exclusive
                | Kind::Parallel
                | Kind::Inclusive
                | Kind::Complex
                | Kind::Events { .. }
                | Kind::Inside { .. }
                | Kind::Link(_) => {}
            }
        }
    }
    // What ends a sub-process ends all that is inside; outer hulls come before inner ones.
    for index in 0..net.hulls.len() {
        if let Some(host) = net.hulls[index].host
            && !calm[net.nodes[host].hull]
        {
            calm[index] = false;
        }
    }
    calm
}

/// Marks every hull that what is thrown can end, up to where it is caught.
fn disturb(net: &Net<'_>, from: usize, thrown: &Thrown, calm: &mut [bool]) {
    let mut next = Some(from);
    while let Some(hull) = next {
        calm[hull] = false;
        let fits = |node: usize| net.nodes[node].caught.iter().any(|caught| fit(caught, thrown).is_some());
        let host = net.hulls[hull].host;
        let is_caught = matches!(thrown, Thrown::Terminate)
            || net.hulls[hull].event_subs.iter().any(|&(_, start)| fits(start))
            || host.is_some_and(|host| net.nodes[host].boundaries.iter().any(|&event| fits(event)));
        next = host.filter(|_| !is_caught).map(|host| net.nodes[host].hull);
    }
}

/// How well an event fits what is thrown: 0 when it names it, 1 when it catches all.
pub(super) fn fit(caught: &Caught, thrown: &Thrown) -> Option<u8> {
    match (caught, thrown) {
        (Caught::Error(code), Thrown::Error(wanted)) | (Caught::Escalation(code), Thrown::Escalation(wanted)) => {
            match code {
                None => Some(1),
                Some(code) => (code == wanted).then_some(0),
            }
        }
        (Caught::Cancel, Thrown::Cancel) => Some(0),
        (
            Caught::Outside | Caught::Error(_) | Caught::Escalation(_) | Caught::Cancel,
            Thrown::Error(_) | Thrown::Escalation(_) | Thrown::Terminate | Thrown::Cancel,
        ) => None,
    }
}
