//! From a text to something that can be evaluated again and again.

use dsntk_feel::Evaluator;

use super::MAX_LENGTH;
use super::error::ExpressionError;
use super::evaluator;
use super::grammar::{self, Failure, Form};
use super::needs::Needs;
use super::rewrite::{self, Findings};
use super::syntax;

/// An expression that is ready to be evaluated.
pub(super) struct Prepared {
    pub evaluator: Evaluator,
    pub needs: Needs,
    pub loops: bool,
    /// Whether its steps are counted.
    pub metered: bool,
    /// Whether it needs more stack than a thread usually has.
    pub recursive: bool,
}

/// Prepares the FEEL text that begins at byte `from` of `source`.
pub(super) fn prepare(source: &str, from: usize, known: &[&str]) -> Result<Prepared, ExpressionError> {
    if source.len() > MAX_LENGTH {
        let limit = MAX_LENGTH / 1024;
        return Err(
            ExpressionError::new(from, format!("The expression is longer than {limit} KiB.")).hint("Use a script.")
        );
    }
    let plain = syntax::plain(source, from, known)?;
    let start = plain.tokens.first().map_or(from, |token| token.start);
    let prepared = grammar::parse(&plain, Form::Expression, |node| {
        rewrite::rewrite(node, &plain).map(|(node, findings)| {
            let evaluator::Built { evaluator, metered } = evaluator::build(node, &[]);
            let Findings { needs, loops, recursive } = findings;
            Prepared { evaluator, needs, loops, metered, recursive }
        })
    });
    match prepared {
        Ok(Ok(prepared)) => Ok(prepared),
        Ok(Err(refusal)) => {
            let place = refusal.about.and_then(|name| plain.place_of(&name, source));
            let error = ExpressionError::new(place.unwrap_or(start), refusal.message);
            Err(match refusal.hint {
                Some(hint) => error.hint(hint),
                None => error,
            })
        }
        Err(Failure::TooLong) => Err(ExpressionError::new(start, "The expression is too complex.")
            .hint("Split it up, or put brackets around its parts.")),
        Err(Failure::Syntax) => {
            let (offset, message) = syntax::suspect(&plain, source, from);
            Err(ExpressionError::new(offset, message))
        }
    }
}
