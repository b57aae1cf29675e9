//! From a rewritten tree to something that computes its value.
//!
//! The FEEL crate computes what is straight: arithmetic, paths, most built-in functions. What goes through data or comes
//! back to itself is done here, so that it pays for its steps and takes linear time: loops, filters, contexts whose
//! entries build upon each other, functions of the expression's own, and built-in functions that multiply what they get.
//! So are sums, which the crate computes again and again when they fail, and comparisons, whose meaning in the crate depends on the machine's time zone and on today's date.
//!
//! In a straight part, whatever is not straight is computed first and put in its place under a name of ours.

mod call;
mod choice;
mod comparison;
mod contexts;
mod equality;
mod filter;
mod function;
mod loops;
mod membership;
mod moment;
mod own;
mod region;
mod sums;

use std::collections::BTreeSet;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope, Name};
use dsntk_feel_parser::AstNode;

pub(super) use equality::equal;
pub(super) use membership::fulfils;
pub(super) use own::{OwnFunction, own_function};

use super::built_in;
use super::walk::map_children;

/// Something that can be evaluated again and again.
pub(super) struct Built {
    pub evaluator: Evaluator,
    /// Whether it pays for steps.
    pub metered: bool,
}

/// `own` are the functions that only a prepared expression calls; see [`own_function`].
pub(super) fn build(node: AstNode, own: &[OwnFunction]) -> Built {
    let mut builder = Builder { metered: false, inside: 0, names: 0, own };
    let evaluator = builder.build(node);
    Built { evaluator, metered: builder.metered }
}

struct Builder<'o> {
    metered: bool,
    /// How many loops, functions and contexts that build upon themselves are around: straight parts pay in there.
    inside: usize,
    /// How many names of ours there are.
    names: usize,
    own: &'o [OwnFunction],
}

impl Builder<'_> {
    fn build(&mut self, node: AstNode) -> Evaluator {
        use AstNode as N;
        match node {
            N::EvaluatedExpression(inner) | N::Satisfies(inner) => self.build(*inner),
            N::If(condition, yes, no) => self.choice(*condition, *yes, *no),
            N::And(left, right) => self.both(*left, *right, false),
            N::Or(left, right) => self.both(*left, *right, true),
            N::Eq(left, right) => self.equality(*left, *right, true),
            N::Nq(left, right) => self.equality(*left, *right, false),
            N::Lt(left, right) => self.order(*left, *right, "<", |order| order.is_lt()),
            N::Le(left, right) => self.order(*left, *right, "<=", |order| order.is_le()),
            N::Gt(left, right) => self.order(*left, *right, ">", |order| order.is_gt()),
            N::Ge(left, right) => self.order(*left, *right, ">=", |order| order.is_ge()),
            N::Between(value, from, to) => self.between(*value, *from, *to),
            N::In(value, tests) => self.membership(*value, *tests),
            N::For(contexts, body) => self.for_loop(*contexts, *body),
            N::Some(contexts, body) => self.quantified(*contexts, *body, true),
            N::Every(contexts, body) => self.quantified(*contexts, *body, false),
            N::Filter(list, condition) => self.filter(*list, *condition),
            N::Context(entries) => self.context(entries),
            N::FunctionDefinition(parameters, body) => self.definition(*parameters, *body, None),
            N::FunctionInvocation(function, arguments) => self.invocation(*function, *arguments),
            sum @ (N::Add(..) | N::Sub(..)) if sums::is_costly(&sum) => self.sum(sum),
            straight => self.region(straight),
        }
    }

    /// Builds what is evaluated many times, or reads what has been made on the way.
    fn inside(&mut self, node: AstNode) -> Evaluator {
        self.metered = true;
        self.inside += 1;
        let evaluator = self.build(node);
        self.inside -= 1;
        evaluator
    }
}

/// Whether a node is done here and not by the FEEL crate.
fn is_ours(node: &AstNode) -> bool {
    use AstNode as N;
    match node {
        N::If(..)
        | N::And(..)
        | N::Or(..)
        | N::Eq(..)
        | N::Nq(..)
        | N::Lt(..)
        | N::Le(..)
        | N::Gt(..)
        | N::Ge(..)
        | N::Between(..)
        | N::In(..)
        | N::For(..)
        | N::Some(..)
        | N::Every(..)
        | N::Filter(..)
        | N::Context(_)
        | N::FunctionDefinition(..) => true,
        N::FunctionInvocation(function, _) => match &**function {
            N::Name(name) => own::number(name).is_some() || built_in::find(name.as_str()).is_some(),
            _ => true,
        },
        N::Add(..) | N::Sub(..) => sums::is_costly(node),
        _ => false,
    }
}

/// Whether there is anything in a tree that is done here.
fn has_ours(node: &AstNode) -> bool {
    fn look(node: AstNode, found: &mut bool) -> AstNode {
        *found |= is_ours(&node);
        match map_children::<std::convert::Infallible>(node, &mut |child| Ok(look(child, found))) {
            Ok(node) => node,
            Err(never) => match never {},
        }
    }
    let mut found = false;
    look(node.clone(), &mut found);
    found
}

/// What is computed while names have a meaning of their own.
fn under(scope: &FeelScope, names: FeelContext, evaluator: &Evaluator) -> Value {
    scope.push(names);
    let value = evaluator(scope);
    scope.pop();
    value
}

/// Every name in a tree, those of members too: at least all that it reads.
fn names_in(node: &AstNode) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    collect(node.clone(), &mut names);
    names
}

fn collect(node: AstNode, names: &mut BTreeSet<Name>) -> AstNode {
    match node {
        AstNode::Name(name) => {
            names.insert(name.clone());
            AstNode::Name(name)
        }
        other => match map_children::<std::convert::Infallible>(other, &mut |child| Ok(collect(child, names))) {
            Ok(node) => node,
            Err(never) => match never {},
        },
    }
}

fn null(reason: impl Into<String>) -> Value {
    Value::Null(Some(reason.into()))
}

/// What an evaluation that has been stopped gives; nobody looks at it.
fn nothing(_: &FeelScope) -> Value {
    Value::Null(None)
}
