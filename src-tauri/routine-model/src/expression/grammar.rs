//! The parser crate, guarded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::FeelScope;
use dsntk_feel::context::FeelContext;
use dsntk_feel_parser::{AstNode, parse_expression, parse_unary_tests};

use super::syntax::Plain;

/// A run of names and operators is looked through once for each of its parts and parts of parts.
const MAX_RUN: usize = 150;
/// Every word is looked up among all words.
const MAX_LOOKUPS: usize = 1_000_000;
/// Beyond so many tokens a tree may be too deep for an ordinary stack until it has been checked.
const FEW_TOKENS: usize = 200;

/// What a text is to be.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// An expression.
    Expression,
    /// What a value is compared with, as in the cells of decision tables.
    Tests,
}

/// Why there is no tree.
pub(super) enum Failure {
    /// The text is not FEEL.
    Syntax,
    /// It would take too long to find out.
    TooLong,
}

/// The tree of a text, and what `then` makes of it. Both happen with a stack that suits the length of the text.
pub(super) fn parse<T: Send>(plain: &Plain, form: Form, then: impl FnOnce(AstNode) -> T + Send) -> Result<T, Failure> {
    if longest_run(&plain.text) > MAX_RUN || plain.words.len() * plain.tokens.len() > MAX_LOOKUPS {
        return Err(Failure::TooLong);
    }
    if plain.tokens.len() <= FEW_TOKENS {
        return parse_here(plain, form).map(then);
    }
    std::thread::scope(|scope| {
        let roomy = std::thread::Builder::new().stack_size(128 * 1024 * 1024);
        let thread = roomy.spawn_scoped(scope, || parse_here(plain, form).map(then)).map_err(|_| Failure::TooLong)?;
        thread.join().unwrap_or(Err(Failure::Syntax))
    })
}

fn parse_here(plain: &Plain, form: Form) -> Result<AstNode, Failure> {
    let mut words = FeelContext::default();
    for word in &plain.words {
        words.set_null(word.as_str().into());
    }
    let scope = FeelScope::from(words);
    // The crate has a few places that panic on odd input; for us that is one more way of not being FEEL.
    let parsed = catch_unwind(AssertUnwindSafe(|| match form {
        Form::Expression => parse_expression(&scope, &plain.text, false),
        Form::Tests => parse_unary_tests(&scope, &plain.text, false),
    }));
    parsed.ok().and_then(Result::ok).ok_or(Failure::Syntax)
}

/// The longest run that the crate looks through for a name: a word, and words and signs behind it.
fn longest_run(text: &str) -> usize {
    let is_part = |word: &&str| {
        word.chars().all(|character| {
            super::scan::continues_word(character) || matches!(character, '.' | '/' | '-' | '\'' | '+' | '*')
        })
    };
    let mut longest = 0;
    let mut run = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let goes_on = is_part(&word) && (run > 0 || word.starts_with(super::scan::starts_word));
        run = if goes_on { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
