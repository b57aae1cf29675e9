//! Sums with subtractions in them.
//!
//! The FEEL crate computes both sides of a subtraction again for its sentence about values that it cannot subtract: a chain of
//! missing values would take twice as long with every sign. Here each term is computed once, and the crate is given the values.

use dsntk_feel::context::FeelContext;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::super::meter::{self, OPERATOR};
use super::{Builder, nothing, under};

/// Whether a sum has a subtraction of something that has to be computed.
pub(super) fn is_costly(node: &AstNode) -> bool {
    use AstNode as N;
    let mut node = node;
    loop {
        match node {
            N::Sub(left, right) => return !(is_given(left) && is_given(right)),
            N::Add(left, _) => node = left,
            _ => return false,
        }
    }
}

fn is_given(node: &AstNode) -> bool {
    matches!(node, AstNode::Name(_) | AstNode::Numeric(..))
}

impl Builder<'_> {
    pub(super) fn sum(&mut self, node: AstNode) -> Evaluator {
        use AstNode as N;
        let (before, next) = (self.fresh(), self.fresh());
        let sides = || (Box::new(N::Name(before.clone())), Box::new(N::Name(next.clone())));
        let mut terms = Vec::new();
        let mut rest = node;
        let first = loop {
            let (left, right, sign) = match rest {
                N::Sub(left, right) => (left, right, N::Sub as fn(_, _) -> _),
                N::Add(left, right) => (left, right, N::Add as fn(_, _) -> _),
                first => break self.build(first),
            };
            let (before, next) = sides();
            terms.push((self.build(*right), dsntk_feel_evaluator::prepare(&sign(before, next))));
            rest = *left;
        };
        terms.reverse();
        let pays = self.inside > 0;
        Box::new(move |scope: &FeelScope| {
            if pays && !meter::charge(terms.len() as u64 * OPERATOR) {
                return nothing(scope);
            }
            let mut sum = first(scope);
            for (term, signed) in &terms {
                let term = term(scope);
                if pays {
                    meter::keep(&sum);
                    meter::keep(&term);
                    if meter::stopped() {
                        return nothing(scope);
                    }
                }
                let mut sides = FeelContext::default();
                sides.set_entry(&before, sum);
                sides.set_entry(&next, term);
                sum = under(scope, sides, signed);
            }
            sum
        })
    }
}
