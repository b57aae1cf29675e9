//! Functions that an expression defines, and their calls.

use std::sync::Arc;

use dsntk_feel::closure::Closure;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope, FeelType, FunctionBody, Name, QualifiedName};
use dsntk_feel_parser::AstNode;

use super::super::meter::{self, STEP};
use super::super::walk::map_children;
use super::{Builder, names_in, nothing, null, under};

/// Names of the arguments of a call, where it gives them.
pub(super) type Names = Option<Vec<Name>>;

impl Builder<'_> {
    /// A function, which knows itself by the name under which a context holds it.
    pub(super) fn definition(&mut self, parameters: AstNode, body: AstNode, own: Option<Name>) -> Evaluator {
        let AstNode::FunctionBody(body, false) = body else { return Box::new(nothing) };
        let mut reads = names_in(&body);
        let own = own.filter(|own| reads.remove(own));
        let depth = depth_of(&body);
        let parameters = dsntk_feel_evaluator::prepare(&parameters);
        let body = self.inside(*body);
        let body: Evaluator = Box::new(move |scope: &FeelScope| {
            if !meter::enter(depth) {
                return nothing(scope);
            }
            let value = body(scope);
            meter::leave(depth);
            value
        });
        let body = Arc::new(body);
        let knows_itself = Closure::from(own.into_iter().map(QualifiedName::from).collect::<Vec<_>>());
        Box::new(move |scope: &FeelScope| {
            let Value::FormalParameters(parameters) = parameters(scope) else {
                return null("the parameters of a function need known types");
            };
            let mut closure = FeelContext::default();
            for name in reads.iter().filter(|name| !parameters.iter().any(|(parameter, _)| parameter == *name)) {
                if let Some(value) = scope.get_value(name) {
                    meter::keep(&value);
                    closure.set_entry(name, value);
                }
            }
            let body = FunctionBody::LiteralExpression(Arc::clone(&body));
            Value::FunctionDefinition(parameters, body, false, knows_itself.clone(), closure, FeelType::Any)
        })
    }

    /// A call of whatever a node gives.
    pub(super) fn own_call(&mut self, function: AstNode, arguments: AstNode) -> Evaluator {
        let function = self.build(function);
        let (names, arguments) = self.arguments(arguments);
        // A built-in function that has been handed around is called by the FEEL crate.
        let given: Vec<Name> = (0..=arguments.len()).map(|_| self.fresh()).collect();
        let mut stand_ins = given.iter().cloned().map(AstNode::Name);
        let called = stand_ins.next().unwrap_or(AstNode::Null);
        let built_in = dsntk_feel_evaluator::prepare(&AstNode::FunctionInvocation(
            Box::new(called),
            Box::new(AstNode::PositionalParameters(stand_ins.collect())),
        ));
        Box::new(move |scope: &FeelScope| {
            let function = function(scope);
            let arguments: Vec<Value> = arguments.iter().map(|argument| argument(scope)).collect();
            match function {
                Value::FunctionDefinition(..) => call(scope, &function, arguments, names.as_deref()),
                Value::BuiltInFunction(_) => {
                    let mut context = FeelContext::default();
                    for (name, value) in given.iter().zip(std::iter::once(function).chain(arguments)) {
                        context.set_entry(name, value);
                    }
                    under(scope, context, &built_in)
                }
                reason @ Value::Null(Some(_)) => reason,
                other => null(format!("{} cannot be called", other.type_of())),
            }
        })
    }

    /// The arguments of a call, in the order of the text.
    pub(super) fn arguments(&mut self, arguments: AstNode) -> (Names, Vec<Evaluator>) {
        match arguments {
            AstNode::PositionalParameters(all) => (None, all.into_iter().map(|node| self.build(node)).collect()),
            AstNode::NamedParameters(all) => {
                let named = all.into_iter().filter_map(|node| match node {
                    AstNode::NamedParameter(name, value) => match *name {
                        AstNode::ParameterName(name) => Some((name, *value)),
                        _ => None,
                    },
                    _ => None,
                });
                let (names, nodes): (Vec<_>, Vec<_>) = named.unzip();
                (Some(names), nodes.into_iter().map(|node| self.build(node)).collect())
            }
            _ => (None, Vec::new()),
        }
    }
}

/// Calls a function of the expression's own.
pub(super) fn call(scope: &FeelScope, function: &Value, arguments: Vec<Value>, names: Option<&[Name]>) -> Value {
    let Value::FunctionDefinition(parameters, body, false, knows_itself, closure, _) = function else {
        return null(format!("{} cannot be called", function.type_of()));
    };
    if arguments.len() != parameters.len() {
        return null(format!("a function of {} parameters got {} arguments", parameters.len(), arguments.len()));
    }
    if !meter::charge(STEP) {
        return nothing(scope);
    }
    let mut given = FeelContext::default();
    for name in knows_itself.iter() {
        given.create_entry(name, function.clone());
    }
    for (index, (parameter, kind)) in parameters.iter().enumerate() {
        let at = match names {
            Some(names) => names.iter().position(|name| name == parameter),
            None => Some(index),
        };
        let Some(argument) = at.and_then(|at| arguments.get(at)) else {
            return null(format!("the argument “{parameter}” is missing"));
        };
        given.set_entry(parameter, argument.coerced(kind));
    }
    let outer = meter::push(scope, closure.clone());
    let inner = meter::push(scope, given);
    let value = if meter::stopped() { nothing(scope) } else { body.evaluate(scope) };
    meter::pop(scope, inner);
    meter::pop(scope, outer);
    meter::keep(&value);
    value
}

/// How deep a tree is.
fn depth_of(node: &AstNode) -> usize {
    fn below(node: AstNode, deepest: &mut usize, depth: usize) -> AstNode {
        *deepest = depth.max(*deepest);
        match map_children::<std::convert::Infallible>(node, &mut |child| Ok(below(child, deepest, depth + 1))) {
            Ok(node) => node,
            Err(never) => match never {},
        }
    }
    let mut deepest = 0;
    below(node.clone(), &mut deepest, 1);
    deepest
}
