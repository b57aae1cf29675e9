//! What follows when a token throws: who catches it, and what ends (BPMN 2.0.2, 10.5.1, 10.5.3, 10.5.7).

use super::calm::fit;
use super::moves::bit;
use super::net::{Caught, Net, Thrown};
use super::state::{Scope, State, Token};

/// Whether who threw goes on.
#[derive(PartialEq, Eq)]
pub(super) enum After {
    GoesOn,
    Gone,
}

/// Throws from the scope that the path leads to.
pub(super) fn throw(net: &Net<'_>, state: &mut State, path: &[usize], thrown: &Thrown, now: usize) -> After {
    match thrown {
        Thrown::Terminate => {
            if let Some(scope) = state.root.inner_mut(path) {
                clear(scope, now);
                scope.has_ended = true;
            }
            After::Gone
        }
        Thrown::Cancel => cancel(net, state, path, now),
        Thrown::Error(_) | Thrown::Escalation(_) => tell(net, state, path, thrown, now),
    }
}

/// Ends everything in a scope; what its event sub-processes listened for is not heard any more.
pub(super) fn clear(scope: &mut Scope, now: usize) {
    scope.tokens.clear();
    scope.resetting.clear();
    scope.is_taken_over = true;
    scope.trace.note(now);
}

fn tell(net: &Net<'_>, state: &mut State, path: &[usize], thrown: &Thrown, now: usize) -> After {
    for depth in (0..=path.len()).rev() {
        let Some(scope) = state.root.inner_mut(&path[..depth]) else { return After::GoesOn };
        let from = path.get(depth).and_then(|&place| scope.tokens.get(place)).map(|token| token.node);
        if let Some(place) = event_sub_for(net, scope, from, thrown) {
            return begin_event_sub(net, scope, place, now);
        }
        let Some((&host, around)) = path[..depth].split_last() else { continue };
        let Some(scope) = state.root.inner_mut(around) else { return After::GoesOn };
        let boundaries = &net.nodes[scope.tokens[host].node].boundaries;
        if let Some(place) = best(net, boundaries.iter().copied(), thrown) {
            return fire_boundary(net, scope, host, place, now);
        }
    }
    match thrown {
        Thrown::Error(_) => {
            clear(&mut state.root, now);
            state.has_failed = true;
            After::Gone
        }
        Thrown::Escalation(_) | Thrown::Terminate | Thrown::Cancel => After::GoesOn,
    }
}

/// The event sub-process that catches, unless the throw comes from it or its scope is over already.
fn event_sub_for(net: &Net<'_>, scope: &Scope, from: Option<usize>, thrown: &Thrown) -> Option<usize> {
    let subs = &net.hulls[scope.hull].event_subs;
    let took_over = |&(sub, start): &(usize, usize)| Some(sub) == from && net.nodes[start].interrupting;
    if subs.iter().any(took_over) {
        return None;
    }
    let others = subs.iter().enumerate().filter(|(_, (sub, _))| Some(*sub) != from);
    let fitting = others.filter_map(|(place, &(_, start))| Some((fit_of(net, start, thrown)?, place)));
    fitting.min().map(|(_, place)| place)
}

fn best(net: &Net<'_>, events: impl Iterator<Item = usize>, thrown: &Thrown) -> Option<usize> {
    let fitting = events.enumerate().filter_map(|(place, event)| Some((fit_of(net, event, thrown)?, place)));
    fitting.min().map(|(_, place)| place)
}

fn fit_of(net: &Net<'_>, event: usize, thrown: &Thrown) -> Option<u8> {
    net.nodes[event].caught.iter().filter_map(|caught| fit(caught, thrown)).min()
}

/// Lets an event sub-process begin. One that interrupts nothing begins once at most.
pub(super) fn begin_event_sub(net: &Net<'_>, scope: &mut Scope, place: usize, now: usize) -> After {
    let (sub, start) = net.hulls[scope.hull].event_subs[place];
    let is_interrupting = net.nodes[start].interrupting;
    if is_interrupting {
        clear(scope, now);
    } else if scope.fired & bit(place) != 0 {
        return After::GoesOn;
    }
    scope.fired |= bit(place);
    let mut token = Token::at(sub, now);
    token.inside = Some(Box::new(Scope::begun(net.nodes[start].hull, &[start], now)));
    scope.tokens.push(token);
    if is_interrupting { After::Gone } else { After::GoesOn }
}

/// Lets a boundary event fire. One that interrupts nothing fires once at most while its activity goes on.
pub(super) fn fire_boundary(net: &Net<'_>, scope: &mut Scope, host: usize, place: usize, now: usize) -> After {
    let event = net.nodes[scope.tokens[host].node].boundaries[place];
    let token = &mut scope.tokens[host];
    let mut begun = Token::at(event, now);
    begun.danger = token.danger.clone();
    if net.nodes[event].interrupting {
        *token = begun;
        return After::Gone;
    }
    if token.fired & bit(place) == 0 {
        token.fired |= bit(place);
        token.trace = super::state::Trace::of(now);
        scope.tokens.push(begun);
    }
    After::GoesOn
}

/// Cancels the transaction around (BPMN 2.0.2, 10.3.5).
fn cancel(net: &Net<'_>, state: &mut State, path: &[usize], now: usize) -> After {
    for depth in (1..=path.len()).rev() {
        let (Some((&host, around)), Some(inner)) = (path[..depth].split_last(), state.root.inner_mut(&path[..depth]))
        else {
            continue;
        };
        if !net.hulls[inner.hull].is_transaction {
            continue;
        }
        clear(inner, now);
        let Some(scope) = state.root.inner_mut(around) else { continue };
        let boundaries = &net.nodes[scope.tokens[host].node].boundaries;
        let catches = |event: &usize| net.nodes[*event].caught.contains(&Caught::Cancel);
        if let Some(place) = boundaries.iter().position(catches) {
            fire_boundary(net, scope, host, place, now);
        }
        return After::Gone;
    }
    After::GoesOn
}
