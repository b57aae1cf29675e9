//! Where the tokens of a process are: a tree, as sub-processes hold tokens of their own.

use super::bits::Bits;
use super::net::Net;

/// The number of the move that put a token where it is. It says nothing about what can happen next, so states that differ
/// in nothing else are the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace(pub(super) Vec<usize>);

impl Trace {
    /// The move with this number; the exploration, which has no use for traces, numbers its moves 0.
    pub(super) fn of(now: usize) -> Self {
        let mut trace = Self::default();
        trace.note(now);
        trace
    }

    pub(super) fn note(&mut self, now: usize) {
        if now > 0 {
            self.0.push(now);
        }
    }
}

impl PartialEq for Trace {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Trace {}
impl std::hash::Hash for Trace {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}
impl PartialOrd for Trace {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Trace {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

/// A token at a flow node: before it, in it, or waiting at it for others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Token {
    pub(super) node: usize,
    /// The flow that it came over.
    pub(super) over: Option<usize>,
    /// Boundary events that have fired without interrupting, by their place at the node.
    pub(super) fired: u64,
    /// The flows of its hull on which another token may still be, when this one takes them.
    pub(super) danger: Bits,
    /// What goes on inside of a sub-process.
    pub(super) inside: Option<Box<Scope>>,
    pub(super) trace: Trace,
}

/// The tokens in a process or sub-process.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Scope {
    pub(super) hull: usize,
    /// In order, so that equal states are equal.
    pub(super) tokens: Vec<Token>,
    /// Event sub-processes that have begun without interrupting, by their place in the hull.
    pub(super) fired: u64,
    /// An interrupting event sub-process has taken the scope over.
    pub(super) is_taken_over: bool,
    /// A token has come to its end.
    pub(super) has_ended: bool,
    /// Complex gateways that have gone on, and the flows that they have seen since.
    pub(super) resetting: Vec<(usize, Vec<usize>)>,
    /// The moves that ended tokens in it.
    pub(super) trace: Trace,
}

/// A state of a process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) root: Scope,
    /// An error that nothing catches has ended it.
    pub(super) has_failed: bool,
}

impl Scope {
    pub(super) fn empty(hull: usize) -> Self {
        Self {
            hull,
            tokens: Vec::new(),
            fired: 0,
            is_taken_over: false,
            has_ended: false,
            resetting: Vec::new(),
            trace: Trace::default(),
        }
    }

    /// With a token at each of these nodes.
    pub(super) fn begun(hull: usize, starts: &[usize], now: usize) -> Self {
        let mut scope = Self::empty(hull);
        scope.tokens = starts.iter().map(|&start| Token::at(start, now)).collect();
        scope
    }

    /// The scope that the tokens with these places lead to, one inside of the other.
    pub(super) fn inner_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        match path.split_first() {
            None => Some(self),
            Some((&first, rest)) => self.tokens.get_mut(first)?.inside.as_deref_mut()?.inner_mut(rest),
        }
    }

    /// Puts the tokens in order, everywhere inside.
    pub(super) fn order(&mut self) {
        for token in &mut self.tokens {
            if let Some(inside) = &mut token.inside {
                inside.order();
            }
        }
        self.tokens.sort();
    }

    /// Whether something inside works that may throw errors.
    pub(super) fn works(&self, net: &Net<'_>) -> bool {
        self.tokens.iter().any(|token| match &token.inside {
            Some(inside) => inside.works(net),
            None => matches!(net.nodes[token.node].kind, super::net::Kind::Wait { works: true }),
        })
    }

    /// The number of tokens, inside as well.
    pub(super) fn len(&self) -> usize {
        self.tokens.iter().map(|token| 1 + token.inside.as_ref().map_or(0, |inside| inside.len())).sum()
    }
}

impl Token {
    pub(super) fn at(node: usize, now: usize) -> Self {
        Self { node, over: None, fired: 0, danger: Bits::default(), inside: None, trace: Trace::of(now) }
    }
}

impl State {
    /// Nothing is left to do.
    pub(super) fn is_over(&self) -> bool {
        self.root.tokens.is_empty()
    }
}
