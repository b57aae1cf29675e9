//! Straight parts, which the FEEL crate computes.

use dsntk_feel::context::FeelContext;
use dsntk_feel::{Evaluator, FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::super::meter::{self, OPERATOR};
use super::super::rewrite::OWN;
use super::super::walk::map_children;
use super::{Builder, is_ours, nothing, under};

/// What a straight part contains besides.
#[derive(Default)]
struct Contents {
    /// What is computed first, and what it is called.
    first: Vec<(Name, Evaluator)>,
    /// The names that it reads, each as often as what is read is handed on.
    reads: Vec<(Name, u64)>,
    operators: u64,
}

impl Builder<'_> {
    /// A name that no expression can contain.
    pub(super) fn fresh(&mut self) -> Name {
        self.names += 1;
        Name::from(format!("{OWN}{}", self.names))
    }

    pub(super) fn region(&mut self, node: AstNode) -> Evaluator {
        let mut contents = Contents::default();
        let node = self.straighten_inside(node, &mut contents, 1);
        let rest = dsntk_feel_evaluator::prepare(&node);
        let Contents { first, reads, operators } = contents;
        match (self.inside > 0, first.is_empty()) {
            (false, true) => rest,
            (false, false) => Box::new(move |scope: &FeelScope| {
                let mut context = FeelContext::default();
                for (name, evaluator) in &first {
                    context.set_entry(name, evaluator(scope));
                }
                under(scope, context, &rest)
            }),
            (true, _) => Box::new(move |scope: &FeelScope| {
                let paid =
                    meter::charge(operators * OPERATOR) && reads.iter().all(|(name, times)| meter::read(name, *times));
                if !paid {
                    return nothing(scope);
                }
                if first.is_empty() {
                    return rest(scope);
                }
                let mut context = FeelContext::default();
                for (name, evaluator) in &first {
                    let value = evaluator(scope);
                    meter::keep(&value);
                    context.set_entry(name, value);
                }
                if meter::stopped() {
                    return nothing(scope);
                }
                under(scope, context, &rest)
            }),
        }
    }

    /// A part of a straight part: a name, where it is not straight itself.
    fn straighten(&mut self, node: AstNode, contents: &mut Contents, depth: u64) -> AstNode {
        if !is_ours(&node) {
            return self.straighten_inside(node, contents, depth);
        }
        let name = self.fresh();
        let evaluator = self.build(node);
        contents.first.push((name.clone(), evaluator));
        AstNode::Name(name)
    }

    fn straighten_inside(&mut self, node: AstNode, contents: &mut Contents, depth: u64) -> AstNode {
        use AstNode as N;
        contents.operators += 1;
        match node {
            N::Name(name) => {
                contents.reads.push((name.clone(), depth));
                N::Name(name)
            }
            N::Path(of, member) => N::Path(Box::new(self.straighten(*of, contents, depth + 1)), member),
            N::InstanceOf(value, kind) => N::InstanceOf(Box::new(self.straighten(*value, contents, depth + 1)), kind),
            other => {
                let straight = map_children::<std::convert::Infallible>(other, &mut |child| {
                    Ok(self.straighten(child, contents, depth + 1))
                });
                match straight {
                    Ok(node) => node,
                    Err(never) => match never {},
                }
            }
        }
    }
}
