//! Everything that can happen next in a state.

use super::net::{Caught, Kind, Net};
use super::reach::Reach;
use super::state::{Scope, State, Token};

/// Something that can happen.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// The places of the tokens whose insides lead to the scope that it happens in.
    pub(super) scope: Vec<usize>,
    /// The place of the token in that scope.
    pub(super) token: usize,
    pub(super) act: Act,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A sub-process opens.
    Enter,
    /// The token leaves its node over the way with this number; at a join, together with those that it waited for.
    Leave { way: usize },
    /// It throws what its node throws, and leaves if it still can.
    Throw { way: usize },
    /// It goes on at a link's other end.
    Jump { target: usize },
    /// A boundary event fires.
    Boundary { place: usize },
    /// The event sub-process at this place in the hull begins.
    EventSub { place: usize },
    /// The event at the end of this flow happens, and the token leaves it over one of its ways.
    Event { flow: usize, way: usize },
    /// All events behind the gateway are waited for.
    AllEvents,
    /// A complex gateway that has gone on takes a token that comes late.
    Absorb,
    /// An ad-hoc sub-process is over.
    Finish,
}

/// Which moves are asked for. What takes no time comes before what does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Immediate,
    All,
}

/// Finds moves.
pub(super) struct Moves<'n> {
    pub(super) net: &'n Net<'n>,
    pub(super) reach: &'n Reach,
    /// For each hull, whether nothing that one token does in it can get in the way of another one.
    pub(super) calm: &'n [bool],
}

impl Moves<'_> {
    /// All moves of a state.
    pub(super) fn all(&self, state: &State, asked: Asked) -> Vec<Move> {
        let mut found = Vec::new();
        self.in_scope(&state.root, &mut Vec::new(), asked, &mut found);
        found
    }

    /// All moves of one token that no other token can get in the way of; where there is none such, all moves that take no
    /// time, and only without those the others. A token that does not turn back comes first.
    pub(super) fn of_one(&self, state: &State) -> Vec<Move> {
        self.of_one_in(&state.root, &mut Vec::new())
    }

    fn of_one_in(&self, scope: &Scope, path: &mut Vec<usize>) -> Vec<Move> {
        let mut found = Vec::new();
        if !self.calm[scope.hull] {
            self.in_scope(scope, path, Asked::Immediate, &mut found);
            if found.is_empty() {
                self.in_scope(scope, path, Asked::All, &mut found);
            }
            return found;
        }
        let mut turning_back = Vec::new();
        for (index, token) in scope.tokens.iter().enumerate() {
            let mut asked = Asked::All;
            if let Some(inside) = &token.inside {
                path.push(index);
                let mut immediate = Vec::new();
                self.in_scope(inside, path, Asked::Immediate, &mut immediate);
                found = self.of_one_in(inside, path);
                path.pop();
                if !immediate.is_empty() {
                    asked = Asked::Immediate;
                }
            }
            self.of_token(scope, path, index, token, asked, &mut found);
            let turns_back = found.iter().any(|step| self.turns_back(&scope.tokens, path, step));
            match (found.is_empty(), turns_back) {
                (true, _) => {}
                (false, false) => return found,
                (false, true) if turning_back.is_empty() => turning_back = std::mem::take(&mut found),
                (false, true) => found.clear(),
            }
        }
        turning_back
    }

    /// Whether a move of a state takes a flow that closes a circle.
    pub(super) fn closes_circle(&self, state: &State, step: &Move) -> bool {
        self.turns_back(&state.root.tokens, &[], step)
    }

    /// The same, seen from the tokens of the scope that the path leads to.
    fn turns_back(&self, tokens: &[Token], path: &[usize], step: &Move) -> bool {
        let mut tokens = tokens;
        for &place in step.scope.iter().skip(path.len()) {
            match tokens.get(place).and_then(|token| token.inside.as_deref()) {
                Some(inside) => tokens = &inside.tokens,
                None => return false,
            }
        }
        let Some(token) = tokens.get(step.token) else { return false };
        let back = |node: usize, way: usize| {
            let flows = self.net.nodes[node].ways.get(way);
            flows.is_some_and(|flows| flows.iter().any(|&flow| self.reach.leads_back(flow)))
        };
        match step.act {
            Act::Leave { way } | Act::Throw { way } => back(token.node, way),
            Act::Event { flow, way } => self.reach.leads_back(flow) || back(self.net.flows[flow].target, way),
            Act::Jump { .. } => true,
            Act::AllEvents => self.net.nodes[token.node].outgoing.iter().any(|&flow| self.reach.leads_back(flow)),
            Act::Enter | Act::Boundary { .. } | Act::EventSub { .. } | Act::Absorb | Act::Finish => false,
        }
    }

    fn in_scope(&self, scope: &Scope, path: &mut Vec<usize>, asked: Asked, found: &mut Vec<Move>) {
        for (index, token) in scope.tokens.iter().enumerate() {
            if index > 0 && scope.tokens[index - 1] == *token {
                continue;
            }
            if let Some(inside) = &token.inside {
                path.push(index);
                self.in_scope(inside, path, asked, found);
                path.pop();
            }
            self.of_token(scope, path, index, token, asked, found);
        }
        if asked == Asked::Immediate || scope.tokens.is_empty() || scope.is_taken_over {
            return;
        }
        for (place, &(_, start)) in self.net.hulls[scope.hull].event_subs.iter().enumerate() {
            let node = &self.net.nodes[start];
            let is_new = node.interrupting || scope.fired & bit(place) == 0;
            if is_new && happens(&node.caught, || scope.works(self.net)) {
                let act = Act::EventSub { place };
                found.push(Move { scope: path.clone(), token: 0, act });
            }
        }
    }

    fn of_token(
        &self,
        scope: &Scope,
        path: &[usize],
        index: usize,
        token: &Token,
        asked: Asked,
        found: &mut Vec<Move>,
    ) {
        let node = &self.net.nodes[token.node];
        let mut add = |act: Act, is_immediate: bool| {
            if is_immediate || asked == Asked::All {
                found.push(Move { scope: path.to_vec(), token: index, act });
            }
        };
        let ways = || (0..node.ways.len()).map(|way| Act::Leave { way });
        match &node.kind {
            Kind::Pass | Kind::Exclusive => ways().for_each(|act| add(act, true)),
            Kind::Wait { .. } => {
                let is_immediate = token.over.is_some() && self.net.is_behind_another(token.node);
                ways().for_each(|act| add(act, is_immediate));
            }
            Kind::Parallel | Kind::Inclusive => {
                if self.may_join(scope, index, token) {
                    ways().for_each(|act| add(act, true));
                }
            }
            Kind::Complex => {
                if scope.resetting.iter().any(|(gateway, _)| *gateway == token.node) {
                    add(Act::Absorb, true);
                } else if is_first_at(scope, index, token) {
                    let has_all = node.incoming.iter().all(|flow| is_at(scope, token.node, *flow));
                    ways().for_each(|act| add(act, has_all || token.over.is_none()));
                }
            }
            Kind::Events { all: true } => add(Act::AllEvents, true),
            Kind::Events { all: false } => {
                for &flow in &node.outgoing {
                    let target = self.net.flows[flow].target;
                    (0..self.net.nodes[target].ways.len()).for_each(|way| add(Act::Event { flow, way }, false));
                }
            }
            Kind::Throw(_) => (0..node.ways.len()).for_each(|way| add(Act::Throw { way }, true)),
            Kind::Link(Some(target)) => add(Act::Jump { target: *target }, true),
            Kind::Link(None) => {}
            Kind::Inside { ad_hoc, .. } => match &token.inside {
                None => add(Act::Enter, true),
                Some(inside) if inside.tokens.is_empty() => ways().for_each(|act| add(act, true)),
                Some(_) if *ad_hoc => add(Act::Finish, false),
                Some(_) => {}
            },
        }
        let is_busy = match &node.kind {
            Kind::Wait { .. } => true,
            Kind::Inside { .. } => token.inside.as_ref().is_some_and(|inside| !inside.tokens.is_empty()),
            Kind::Pass
            | Kind::Exclusive
            | Kind::Parallel
            | Kind::Inclusive
            | Kind::Complex
            | Kind::Events { .. }
            | Kind::Throw(_)
            | Kind::Link(_) => false,
        };
        if !is_busy {
            return;
        }
        let works = || token.inside.as_ref().is_none_or(|inside| inside.works(self.net));
        for (place, &boundary) in node.boundaries.iter().enumerate() {
            let event = &self.net.nodes[boundary];
            let is_new = event.interrupting || token.fired & bit(place) == 0;
            if is_new && happens(&event.caught, works) {
                add(Act::Boundary { place }, false);
            }
        }
    }

    /// Whether the first of the tokens at a join may go on with the others.
    fn may_join(&self, scope: &Scope, index: usize, token: &Token) -> bool {
        let node = &self.net.nodes[token.node];
        if token.over.is_none() || node.incoming.len() < 2 {
            return true;
        }
        if !is_first_at(scope, index, token) {
            return false;
        }
        let is_missing = |flow: &usize| !is_at(scope, token.node, *flow);
        if !node.incoming.iter().any(is_missing) {
            return true;
        }
        if matches!(node.kind, Kind::Parallel) {
            return false;
        }
        // It waits for a token that can still come over a missing flow, unless that one could as well come over another.
        !scope.tokens.iter().filter(|other| other.node != token.node).any(|other| {
            let mut can = [false, false];
            for (place, flow) in node.incoming.iter().enumerate() {
                if self.reach.can_arrive(other.node, token.node, place) {
                    can[usize::from(is_missing(flow))] = true;
                }
            }
            can[1] && !can[0]
        })
    }
}

pub(super) fn is_at(scope: &Scope, node: usize, flow: usize) -> bool {
    scope.tokens.iter().any(|token| token.node == node && token.over == Some(flow))
}

fn is_first_at(scope: &Scope, index: usize, token: &Token) -> bool {
    !scope.tokens[..index].iter().any(|other| other.node == token.node && other.over.is_some())
}

/// Whether an event can happen by itself: from outside, or as an error of something that works.
fn happens(caught: &[Caught], works: impl Fn() -> bool) -> bool {
    caught.iter().any(|caught| match caught {
        Caught::Outside => true,
        Caught::Error(_) | Caught::Escalation(_) => works(),
        Caught::Cancel => false,
    })
}

pub(super) fn bit(place: usize) -> u64 {
    1_u64.checked_shl(u32::try_from(place).unwrap_or(u32::MAX)).unwrap_or(0)
}
