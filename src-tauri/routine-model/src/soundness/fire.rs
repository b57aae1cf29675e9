//! What a move does to a state.

use super::moves::{Act, Move};
use super::net::{Kind, Net};
use super::reach::Reach;
use super::state::{Scope, State, Token, Trace};
use super::throwing::{After, begin_event_sub, fire_boundary, throw};

/// More tokens than this on one flow are not followed.
const MOST: usize = 6;

/// What came of a move.
pub(super) struct Fired {
    pub(super) state: State,
    /// The node that moved or fired.
    pub(super) node: usize,
    /// The event-based gateway that it was waited for at, or the event sub-process that begins.
    pub(super) with: Option<usize>,
    pub(super) flows: Vec<usize>,
    /// The nodes at which tokens begin inside of a sub-process.
    pub(super) begun: Vec<usize>,
    /// A flow on which another token may still be.
    pub(super) twice: Option<usize>,
    /// More tokens on a flow than are followed.
    pub(super) is_too_full: bool,
    /// The moves that put the tokens there that it took, with the flows that they stood on.
    pub(super) took: Vec<(usize, Option<usize>)>,
}

/// Makes moves.
pub(super) struct Firing<'n> {
    pub(super) net: &'n Net<'n>,
    pub(super) reach: &'n Reach,
}

impl Firing<'_> {
    /// Makes a move, the one with this number. `watches` for flows that two tokens are on.
    pub(super) fn fire(&self, before: &State, step: &Move, now: usize, watches: bool) -> Option<Fired> {
        let mut fired = Fired {
            state: State { root: Scope::empty(0), has_failed: false },
            node: 0,
            with: None,
            flows: Vec::new(),
            begun: Vec::new(),
            twice: None,
            is_too_full: false,
            took: Vec::new(),
        };
        let mut state = before.clone();
        self.act(&mut fired, &mut state, step, now, watches)?;
        state.root.order();
        fired.state = state;
        Some(fired)
    }

    fn act(&self, fired: &mut Fired, state: &mut State, step: &Move, now: usize, watches: bool) -> Option<()> {
        let scope = state.root.inner_mut(&step.scope)?;
        if let Act::EventSub { place } = step.act {
            let &(sub, start) = self.net.hulls[scope.hull].event_subs.get(place)?;
            (fired.node, fired.with) = (start, Some(sub));
            begin_event_sub(self.net, scope, place, now);
            return Some(());
        }
        let token = scope.tokens.get(step.token)?.clone();
        let node = &self.net.nodes[token.node];
        fired.node = token.node;
        fired.took.extend(token.trace.0.iter().map(|&number| (number, token.over)));
        if let Some(inside) = &token.inside {
            fired.took.extend(inside.trace.0.iter().map(|&number| (number, None)));
        }
        match &step.act {
            Act::EventSub { .. } => return None,
            Act::Enter => {
                let Kind::Inside { hull, .. } = node.kind else { return None };
                fired.begun.clone_from(&self.net.hulls[hull].starts);
                let inside = Scope::begun(hull, &fired.begun, now);
                let token = scope.tokens.get_mut(step.token)?;
                token.inside = Some(Box::new(inside));
                token.trace = Trace::of(now);
            }
            Act::Finish => {
                let inside = scope.tokens.get_mut(step.token)?.inside.as_deref_mut()?;
                super::throwing::clear(inside, now);
            }
            Act::Boundary { place } => {
                fired.node = *node.boundaries.get(*place)?;
                fire_boundary(self.net, scope, step.token, *place, now);
            }
            Act::Jump { target } => {
                let mut moved = scope.tokens.remove(step.token);
                moved.node = *target;
                moved.over = None;
                moved.trace = Trace::of(now);
                scope.tokens.push(moved);
            }
            Act::Absorb => {
                scope.tokens.remove(step.token);
                scope.trace.note(now);
                self.absorb(scope, token.node, token.over);
            }
            Act::AllEvents => {
                let token = scope.tokens.remove(step.token);
                let all = node.outgoing.clone();
                self.leave(fired, scope, token, &all, now, watches);
            }
            Act::Event { flow, way } => {
                let mut token = scope.tokens.remove(step.token);
                let target = self.net.flows[*flow].target;
                (fired.node, fired.with) = (target, Some(token.node));
                token.node = target;
                let way = self.net.nodes[target].ways.get(*way)?;
                self.leave(fired, scope, token, way, now, watches);
            }
            Act::Leave { way } => {
                let way = node.ways.get(*way)?;
                let token = self.take(fired, scope, step.token);
                self.leave(fired, scope, token, way, now, watches);
            }
            Act::Throw { way } => {
                let Kind::Throw(all) = &node.kind else { return None };
                for thrown in all {
                    if throw(self.net, state, &step.scope, thrown, now) == After::Gone {
                        return Some(());
                    }
                }
                let way = node.ways.get(*way)?;
                let scope = state.root.inner_mut(&step.scope)?;
                let token = scope.tokens.remove(step.token);
                self.leave(fired, scope, token, way, now, watches);
            }
        }
        Some(())
    }

    /// Takes the token and, at a join, one over every other flow that has one.
    fn take(&self, fired: &mut Fired, scope: &mut Scope, index: usize) -> Token {
        let mut token = scope.tokens.remove(index);
        let node = &self.net.nodes[token.node];
        let is_join = match node.kind {
            Kind::Parallel | Kind::Inclusive | Kind::Complex => node.incoming.len() > 1 && token.over.is_some(),
            Kind::Pass
            | Kind::Wait { .. }
            | Kind::Exclusive
            | Kind::Events { .. }
            | Kind::Inside { .. }
            | Kind::Throw(_)
            | Kind::Link(_) => false,
        };
        if !is_join {
            return token;
        }
        let mut seen: Vec<usize> = token.over.into_iter().collect();
        for &flow in node.incoming.iter().filter(|flow| Some(**flow) != token.over) {
            let over = |other: &Token| other.node == token.node && other.over == Some(flow);
            if let Some(other) = scope.tokens.iter().position(over) {
                let other = scope.tokens.remove(other);
                token.danger.keep(&other.danger);
                fired.took.extend(other.trace.0.iter().map(|&number| (number, other.over)));
                seen.push(flow);
            }
        }
        if matches!(node.kind, Kind::Complex) && seen.len() < node.incoming.len() {
            scope.resetting.push((token.node, seen));
        }
        token
    }

    /// A complex gateway begins anew when it has seen every flow, or one for the second time.
    fn absorb(&self, scope: &mut Scope, gateway: usize, over: Option<usize>) {
        let (Some(place), Some(flow)) = (scope.resetting.iter().position(|(node, _)| *node == gateway), over) else {
            return;
        };
        let seen = &mut scope.resetting[place].1;
        if !seen.contains(&flow) {
            seen.push(flow);
            seen.sort_unstable();
        }
        if seen.len() >= self.net.nodes[gateway].incoming.len() {
            scope.resetting.remove(place);
        }
    }

    /// Puts a token on each of these flows; over none of them it ends.
    fn leave(&self, fired: &mut Fired, scope: &mut Scope, token: Token, flows: &[usize], now: usize, watches: bool) {
        fired.flows = flows.to_vec();
        if flows.is_empty() {
            // What happens beside does not bring anything to its end.
            scope.has_ended |= !self.net.hulls[scope.hull].event_subs.iter().any(|&(sub, _)| sub == token.node);
            scope.trace.note(now);
            return;
        }
        if watches {
            for other in &mut scope.tokens {
                flows.iter().for_each(|&flow| other.danger.insert(self.net.flows[flow].local));
                other.danger.keep(self.reach.onward(other.node));
            }
        }
        for &flow in flows {
            let target = self.net.flows[flow].target;
            let mut moved = Token::at(target, now);
            moved.over = Some(flow);
            if watches {
                if token.danger.contains(self.net.flows[flow].local) {
                    fired.twice = Some(flow);
                }
                moved.danger = token.danger.clone();
                for &other in flows.iter().filter(|other| **other != flow) {
                    moved.danger.insert(self.net.flows[other].local);
                }
                moved.danger.keep(self.reach.onward(target));
            }
            scope.tokens.push(moved);
            let full = scope.tokens.iter().filter(|token| token.over == Some(flow)).count();
            fired.is_too_full |= full > MOST;
        }
    }
}

/// Forgets which flows were watched.
pub(super) fn unwatch(scope: &mut Scope) {
    for token in &mut scope.tokens {
        token.danger.clear();
        if let Some(inside) = &mut token.inside {
            unwatch(inside);
        }
    }
}
