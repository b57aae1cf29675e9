//! Walks through the states that a process can be in, breadth first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::fire::{Fired, Firing, unwatch};
use super::moves::{Asked, Move, Moves};
use super::state::State;

/// More states than this are not looked at.
pub(super) const MOST_STATES: usize = 40_000;
/// So many more are looked at once two tokens can be on one flow: then there may be no end of tokens.
const MOST_WHEN_UNSAFE: usize = 4_000;
/// More tokens than this, in all states together, are not kept.
const MOST_TOKENS: usize = 1_500_000;

/// What was seen.
pub(super) struct Explored {
    pub(super) states: Vec<Rc<State>>,
    /// How each state was first come to; nothing for first ones.
    pub(super) from: Vec<Option<(usize, Vec<Move>)>>,
    /// What each state leads to.
    pub(super) next: Vec<Vec<usize>>,
    /// States whose successors are not all known.
    pub(super) open: Vec<bool>,
    /// The first moves by the last of which which a token takes a flow that another one may still be on: from which state, which flow.
    pub(super) twice: Option<(usize, Vec<Move>, usize)>,
    /// For each node, whether a token has entered it.
    pub(super) entered: Vec<bool>,
    /// Why not everything was seen.
    pub(super) limit: Option<String>,
}

/// So many moves in a row without a choice are one.
const MOST_IN_ONE_GO: usize = 200;

/// Explores from these states.
pub(super) fn explore(firing: &Firing<'_>, calm: &[bool], starts: Vec<State>, most_states: usize) -> Explored {
    let explored = Explored {
        states: Vec::new(),
        from: Vec::new(),
        next: Vec::new(),
        open: Vec::new(),
        twice: None,
        entered: vec![false; firing.net.nodes.len()],
        limit: None,
    };
    let moves = Moves { net: firing.net, reach: firing.reach, calm };
    let mut walk = Walk { explored, numbers: HashMap::new(), firing, moves, tokens: 0, most_states };
    for mut start in starts {
        start.root.order();
        start.root.tokens.iter().filter(|token| firing.net.takes_time(token.node)).for_each(|token| {
            walk.explored.entered[token.node] = true;
        });
        walk.add(start, None);
    }
    walk.run();
    walk.explored
}

struct Walk<'n> {
    explored: Explored,
    numbers: HashMap<Rc<State>, usize>,
    firing: &'n Firing<'n>,
    moves: Moves<'n>,
    tokens: usize,
    most_states: usize,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut number = 0;
        while number < self.explored.states.len() {
            if self.explored.limit.is_none()
                && (self.explored.states.len() > self.most_states || self.tokens > MOST_TOKENS)
            {
                self.explored.limit = Some(format!("it can be in more than {number} different states"));
            }
            if self.explored.limit.is_some() {
                self.explored.open[number..].fill(true);
                return;
            }
            self.expand(number);
            number += 1;
        }
    }

    /// Looks at what can come next: one token's moves where no other token can get in their way, else first what takes no
    /// time. Where that closes a circle, everything else is looked at, too, so that
    /// nothing is put off for ever.
    fn expand(&mut self, number: usize) {
        let state = Rc::clone(&self.explored.states[number]);
        let one = self.moves.of_one(&state);
        let closes_circle = one.iter().any(|step| self.moves.closes_circle(&state, step));
        self.follow(number, &state, one);
        if closes_circle {
            let all = self.moves.all(&state, Asked::All);
            self.follow(number, &state, all);
        }
    }

    /// Makes each of these moves.
    fn follow(&mut self, number: usize, state: &State, moves: Vec<Move>) {
        for step in moves {
            if let Some((state, steps)) = self.make(number, state, step) {
                let next = self.add(state, Some((number, steps)));
                if !self.explored.next[number].contains(&next) {
                    self.explored.next[number].push(next);
                }
            }
        }
    }

    /// Makes a move and, as long as only one thing can come of it that takes no time, that one as well. Nothing comes of
    /// it where there are too many tokens.
    fn make(&mut self, number: usize, state: &State, step: Move) -> Option<(State, Vec<Move>)> {
        let mut steps = vec![step];
        let mut state = state.clone();
        loop {
            let step = steps.last()?;
            let mut fired = self.firing.fire(&state, step, 0, self.explored.twice.is_none())?;
            self.enter(&fired);
            if let (Some(flow), None) = (fired.twice, &self.explored.twice) {
                self.explored.twice = Some((number, steps.clone(), flow));
                self.most_states = self.most_states.min(self.explored.states.len() + MOST_WHEN_UNSAFE);
            }
            if self.explored.twice.is_some() {
                unwatch(&mut fired.state.root);
            }
            if fired.is_too_full {
                let flow = fired.flows.first().map(|&flow| self.firing.net.flows[flow].id.to_string());
                self.explored.open[number] = true;
                let place = flow.unwrap_or_default();
                self.explored.limit = Some(format!("more and more tokens can come to {place}"));
                return None;
            }
            state = fired.state;
            let mut next = self.moves.all(&state, Asked::Immediate);
            match next.pop() {
                Some(only)
                    if next.is_empty() && steps.len() < MOST_IN_ONE_GO && !self.moves.closes_circle(&state, &only) =>
                {
                    steps.push(only);
                }
                Some(_) | None => return Some((state, steps)),
            }
        }
    }

    /// Notes which nodes a token has entered: where it takes time, as soon as it comes there.
    fn enter(&mut self, fired: &Fired) {
        let net = self.firing.net;
        let targets = fired.flows.iter().map(|&flow| net.flows[flow].target);
        let waiting = targets.chain(fired.begun.iter().copied()).filter(|&node| net.takes_time(node));
        for node in waiting.chain([fired.node]).chain(fired.with) {
            self.explored.entered[node] = true;
        }
    }

    fn add(&mut self, state: State, from: Option<(usize, Vec<Move>)>) -> usize {
        let state = Rc::new(state);
        let number = self.explored.states.len();
        match self.numbers.entry(Rc::clone(&state)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                place.insert(number);
                self.tokens += 1 + state.root.len();
                self.explored.states.push(state);
                self.explored.from.push(from);
                self.explored.next.push(Vec::new());
                self.explored.open.push(false);
                number
            }
        }
    }
}

impl Explored {
    /// The moves that lead to a state, from a first one.
    pub(super) fn path_to(&self, state: usize) -> (usize, Vec<Move>) {
        let mut moves = Vec::new();
        let mut at = state;
        while let Some((before, steps)) = &self.from[at] {
            moves.extend(steps.iter().rev().cloned());
            at = *before;
        }
        moves.reverse();
        (at, moves)
    }

    /// For each state, whether one of these can be reached from it.
    pub(super) fn can_reach(&self, is_target: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.states.len()];
        for (number, next) in self.next.iter().enumerate() {
            next.iter().for_each(|&next| before[next].push(number));
        }
        let mut can = vec![false; self.states.len()];
        let mut todo: Vec<usize> = (0..self.states.len()).filter(|&state| is_target(state)).collect();
        while let Some(state) = todo.pop() {
            if !std::mem::replace(&mut can[state], true) {
                todo.extend(before[state].iter().copied());
            }
        }
        can
    }
}
