//! Functions that only prepared expressions call: what decision tables and declared types need, and no text can name.

use std::sync::Arc;

use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::super::meter::{self, OPERATOR, STEP};
use super::super::rewrite::OWN;
use super::{Builder, nothing};

/// What such a function computes.
pub(in super::super) type OwnFunction = Arc<dyn Fn(&[Value]) -> Value + Send + Sync>;

/// Stands before the number of one.
const FUNCTION: char = 'f';

/// A call of the function with this number.
pub(in super::super) fn own_function(number: usize, arguments: Vec<AstNode>) -> AstNode {
    let name = Name::from(format!("{OWN}{FUNCTION}{number}"));
    AstNode::FunctionInvocation(Box::new(AstNode::Name(name)), Box::new(AstNode::PositionalParameters(arguments)))
}

/// The number of the function that a name stands for, if it does.
pub(super) fn number(name: &Name) -> Option<usize> {
    name.as_str().strip_prefix(OWN)?.strip_prefix(FUNCTION)?.parse().ok()
}

impl Builder<'_> {
    pub(super) fn own_built_in(&mut self, function: OwnFunction, arguments: AstNode) -> Evaluator {
        self.metered = true;
        let (_, arguments) = self.arguments(arguments);
        let price = STEP + u64::try_from(arguments.len()).unwrap_or(u64::MAX).saturating_mul(OPERATOR);
        Box::new(move |scope: &FeelScope| {
            if !meter::charge(price) {
                return nothing(scope);
            }
            let given: Vec<Value> = arguments.iter().map(|argument| argument(scope)).collect();
            if meter::stopped() { nothing(scope) } else { function(&given) }
        })
    }
}
