//! Built-in functions that the FEEL crate lacks, or computes in more time or memory than what they get suggests.

mod boolean;
mod context;
mod conversion;
mod list;
mod member;
mod number;
mod pattern;
mod sort;
mod temporal;
mod text;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::AstNode;

/// A value, or why there is none.
pub(super) type Answer = Result<Value, String>;

/// What a built-in function may ask of the evaluation.
pub(super) trait Work {
    /// Calls a function that the expression defines.
    fn call(&mut self, function: &Value, arguments: Vec<Value>) -> Value;
}

/// A built-in function.
pub(super) struct BuiltIn {
    pub name: &'static str,
    /// Their names, with a bar between the names of one.
    pub parameters: &'static [&'static str],
    /// So many parameters have to be there.
    pub required: usize,
    /// Whether there may be more arguments than parameters.
    pub many: bool,
    /// Whether it pays for steps.
    pub pays: bool,
    /// Gets at least what is required.
    pub compute: fn(&[Value], &mut dyn Work) -> Answer,
}

/// The function of this name, if it is done here.
pub(super) fn find(name: &str) -> Option<&'static BuiltIn> {
    let tables = [
        boolean::FUNCTIONS,
        context::FUNCTIONS,
        conversion::FUNCTIONS,
        list::FUNCTIONS,
        number::FUNCTIONS,
        pattern::FUNCTIONS,
        sort::FUNCTIONS,
        temporal::FUNCTIONS,
        text::FUNCTIONS,
    ];
    tables.into_iter().flatten().find(|function| function.name == name)
}

/// A function that takes at most its parameters, and whose time depends on its arguments' size only.
const fn plain(
    name: &'static str,
    parameters: &'static [&'static str],
    required: usize,
    compute: fn(&[Value], &mut dyn Work) -> Answer,
) -> BuiltIn {
    BuiltIn { name, parameters, required, many: false, pays: false, compute }
}

/// One that pays for what it does.
const fn paying(
    name: &'static str,
    parameters: &'static [&'static str],
    required: usize,
    compute: fn(&[Value], &mut dyn Work) -> Answer,
) -> BuiltIn {
    BuiltIn { name, parameters, required, many: false, pays: true, compute }
}

/// What the FEEL crate makes of a call.
pub(super) fn original(name: &str, arguments: &[Value]) -> Value {
    let mut context = FeelContext::default();
    let mut nodes = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        let stand_in = Name::from(format!("a{index}"));
        context.set_entry(&stand_in, argument.clone());
        nodes.push(AstNode::Name(stand_in));
    }
    let call = AstNode::FunctionInvocation(
        Box::new(AstNode::Name(name.into())),
        Box::new(AstNode::PositionalParameters(nodes)),
    );
    dsntk_feel_evaluator::evaluate(&FeelScope::from(context), &call)
}

/// The argument at `index`, null when it was left out.
fn argument(arguments: &[Value], index: usize) -> &Value {
    const NULL: &Value = &Value::Null(None);
    arguments.get(index).unwrap_or(NULL)
}

fn text(arguments: &[Value], index: usize) -> Result<&str, String> {
    match argument(arguments, index) {
        Value::String(text) => Ok(text),
        other => Err(format!("a text is needed, not {}", other.type_of())),
    }
}

/// A list; a single value counts as the list of itself, as FEEL has it.
fn items(arguments: &[Value], index: usize) -> Result<&[Value], String> {
    match argument(arguments, index) {
        Value::List(items) => Ok(items),
        Value::Null(_) => Err("a list is needed, not null".to_owned()),
        single => Ok(std::slice::from_ref(single)),
    }
}

/// A whole number that is not negative.
fn count_of(arguments: &[Value], index: usize) -> Result<usize, String> {
    match argument(arguments, index) {
        Value::Number(number) if number.is_integer() && !number.is_negative() => {
            usize::try_from(number).map_err(|_| format!("{number} is too large"))
        }
        other => Err(format!("a whole number is needed, not {}", other.type_of())),
    }
}
