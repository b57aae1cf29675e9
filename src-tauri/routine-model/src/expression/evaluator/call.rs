//! Calls of functions by name.

use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::super::built_in::{self, BuiltIn, Work};
use super::super::meter;
use super::function::{Names, call};
use super::{Builder, nothing, null, own};

impl Builder<'_> {
    pub(super) fn invocation(&mut self, function: AstNode, arguments: AstNode) -> Evaluator {
        if let AstNode::Name(name) = &function
            && let Some(function) = own::number(name).and_then(|number| self.own.get(number))
        {
            return self.own_built_in(function.clone(), arguments);
        }
        let ours = match &function {
            AstNode::Name(name) => built_in::find(name.as_str()),
            _ => return self.own_call(function, arguments),
        };
        match ours {
            Some(function) => self.built_in(function, arguments),
            None => self.region(AstNode::FunctionInvocation(Box::new(function), Box::new(arguments))),
        }
    }

    fn built_in(&mut self, function: &'static BuiltIn, arguments: AstNode) -> Evaluator {
        self.metered |= function.pays;
        let (names, arguments) = self.arguments(arguments);
        Box::new(move |scope: &FeelScope| {
            let given: Vec<Value> = arguments.iter().map(|argument| argument(scope)).collect();
            let Some(given) = in_order(function, &names, given) else {
                return null(format!("“{}” was called with the wrong arguments", function.name));
            };
            if function.pays && meter::stopped() {
                return nothing(scope);
            }
            let mut work = Caller { scope };
            match (function.compute)(&given, &mut work) {
                Ok(value) => value,
                Err(reason) => null(format!("“{}”: {reason}", function.name)),
            }
        })
    }
}

/// The arguments in the order of the parameters, null for those that may be left out; `None` when they do not fit.
fn in_order(function: &BuiltIn, names: &Names, given: Vec<Value>) -> Option<Vec<Value>> {
    let Some(names) = names else {
        let fits = given.len() >= function.required && (function.many || given.len() <= function.parameters.len());
        return fits.then_some(given);
    };
    let mut ordered = Vec::new();
    let mut found = 0;
    for (name, value) in names.iter().zip(given) {
        let mut parameters = function.parameters.iter();
        let at = parameters.position(|parameter| parameter.split('|').any(|known| known == name.as_str()))?;
        if ordered.len() <= at {
            ordered.resize(at + 1, Value::Null(None));
        }
        *ordered.get_mut(at)? = value;
        found += usize::from(at < function.required);
    }
    (found >= function.required).then_some(ordered)
}

/// What built-in functions may ask of the evaluation.
struct Caller<'s> {
    scope: &'s FeelScope,
}

impl Work for Caller<'_> {
    fn call(&mut self, function: &Value, arguments: Vec<Value>) -> Value {
        call(self.scope, function, arguments, None)
    }
}
