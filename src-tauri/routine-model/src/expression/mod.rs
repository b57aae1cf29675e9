//! Expressions: FEEL behind one small interface.
//!
//! A text is checked and prepared once, when a routine loads; evaluating it then costs about a microsecond and converts
//! only those variables, and only those parts of them, that the expression names.
//!
//! Everything that knows the FEEL crates is in this module. They parse, and evaluate what is straight, well; what they
//! leave to their caller is done here: names, limits, position of errors, the clock, values in and out, and whatever goes
//! through data or comes back to itself. That pays for its steps, so that every evaluation ends: with its value, or with
//! the same error on every machine.
//!
//! Deliberately absent: I/O (external functions are refused), the time of day (`now()` and `today()` ask
//! [`Variables::clock`]), and chance.

mod built_in;
mod clock;
mod condition;
mod convert;
mod decisions;
mod error;
mod evaluate;
mod evaluator;
mod functions;
mod grammar;
mod juel;
mod meter;
mod needs;
mod prepare;
mod rewrite;
mod scan;
mod syntax;
mod types;
mod value;
mod walk;

pub use clock::Clock;
pub(crate) use decisions::decide;
pub use error::{EvaluationError, ExpressionError, Unusable};
pub use evaluate::{Evaluated, Variables};
pub use meter::MAX_STEPS;
pub use value::Expression;

/// The longest expression, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;
/// How deep an expression may nest, in operators and brackets.
pub const MAX_NESTING: usize = 200;
