//! Decisions as expressions.
//!
//! A decision and all that it requires become one context, whose entries see the ones before them; tables become calls of
//! functions that no text can name. What a cell says is parsed by itself, so that a mistake in it has a place.

mod hit_policy;
mod logic;
mod names;
mod parts;
mod requirements;
mod table;
mod tests;
mod types;

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::error::ExpressionError;
use super::evaluator::{self, OwnFunction, own_function};
use super::grammar::{self, Failure, Form};
use super::prepare::Prepared;
use super::rewrite::{self, Findings, OWN, Refusal};
use super::syntax::{self, Plain};
use super::value::Expression;
use crate::decision::{Model, Node, Text};
use crate::diagnostic::Diagnostic;
use crate::position::Position;

/// Bytes of stack for putting a decision together, whose parts are only limited by the file.
const STACK: usize = 256 * 1024 * 1024;

/// A decision as an expression over what it reads.
///
/// # Errors
/// Everything that is wrong with it and with what it requires.
pub(crate) fn decide(model: &Model, node: &Node) -> Result<Expression, Vec<Diagnostic>> {
    let too_complex = || {
        let message = format!("The decision {} is too complex.", node.name);
        vec![Diagnostic::error("decision", node.position, message)]
    };
    std::thread::scope(|scope| {
        let roomy = std::thread::Builder::new().stack_size(STACK);
        let thread = roomy.spawn_scoped(scope, || Writer::new(model).decision(node)).map_err(|_| too_complex())?;
        thread.join().unwrap_or_else(|_| Err(too_complex()))
    })
}

/// Writes a decision as a tree.
struct Writer<'m> {
    model: &'m Model,
    /// Names that hold spaces or signs.
    known: Vec<&'m str>,
    own: Vec<OwnFunction>,
    /// How many names of its own there are.
    names: usize,
    findings: Vec<Diagnostic>,
    /// What has been parsed, for the place of what shows only when all is together.
    cells: Vec<&'m Text>,
}

impl<'m> Writer<'m> {
    fn new(model: &'m Model) -> Self {
        let known = names::of(model);
        Self { model, known, own: Vec::new(), names: 0, findings: Vec::new(), cells: Vec::new() }
    }

    fn decision(mut self, node: &'m Node) -> Result<Expression, Vec<Diagnostic>> {
        let tree = self.required(&[node], &[]);
        let tree = AstNode::Path(Box::new(tree), Box::new(AstNode::Name(Name::from(&node.name))));
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        match rewrite::rewrite(tree, &Plain::blank()) {
            Ok((tree, Findings { needs, recursive, .. })) => {
                let evaluator = evaluator::build(tree, &self.own).evaluator;
                let prepared = Prepared { evaluator, needs, loops: true, metered: true, recursive };
                Ok(Expression::prepared_as(format!("decision {}", node.name), prepared))
            }
            Err(refusal) => {
                self.refuse(node.position, refusal);
                Err(self.findings)
            }
        }
    }

    /// A name that no text can contain.
    fn fresh(&mut self) -> Name {
        self.names += 1;
        Name::from(format!("{OWN}d{}", self.names))
    }

    /// A call of a function that is made for it.
    fn own_call(&mut self, function: OwnFunction, arguments: Vec<AstNode>) -> AstNode {
        self.own.push(function);
        own_function(self.own.len() - 1, arguments)
    }

    /// The tree of a text; null, and a finding, when it is not FEEL.
    fn parsed(&mut self, text: &'m Text, form: Form) -> AstNode {
        self.cells.push(text);
        let tree = syntax::plain(&text.text, 0, &self.known).and_then(|plain| {
            grammar::parse(&plain, form, |node| node).map(|node| rewrite::spelled(node, &plain)).map_err(|failure| {
                let start = plain.tokens.first().map_or(0, |token| token.start);
                match failure {
                    Failure::TooLong => ExpressionError::new(start, "The expression is too complex."),
                    Failure::Syntax => {
                        let (offset, message) = syntax::suspect(&plain, &text.text, 0);
                        ExpressionError::new(offset, message)
                    }
                }
            })
        });
        tree.unwrap_or_else(|error| {
            let message = format!("`{}`: {}", text.text.trim(), error.message);
            let finding = Diagnostic::error("decision", place_in(text, error.offset), message);
            self.findings.push(match error.hint {
                Some(hint) => finding.hint(hint),
                None => finding,
            });
            AstNode::Null
        })
    }

    /// What is wrong with the whole, at the first text that speaks of it.
    fn refuse(&mut self, otherwise: Position, refusal: Refusal) {
        let about = refusal.about.unwrap_or_default();
        let found = self.cells.iter().filter(|_| !about.is_empty());
        let found = found.filter_map(|cell| cell.text.find(&about).map(|offset| place_in(cell, offset))).next();
        let finding = Diagnostic::error("decision", found.unwrap_or(otherwise), refusal.message);
        self.findings.push(match refusal.hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }

    fn complain(&mut self, position: Position, message: impl Into<String>) -> AstNode {
        self.findings.push(Diagnostic::error("decision", position, message));
        AstNode::Null
    }
}

/// Line and column of a byte of a text.
fn place_in(text: &Text, offset: usize) -> Position {
    let before = text.text.get(..offset).unwrap_or(&text.text);
    let lines = u32::try_from(before.matches('\n').count()).unwrap_or(0);
    let width = |part: &str| u32::try_from(part.chars().count()).unwrap_or(0);
    match before.rsplit_once('\n') {
        Some((_, last)) => Position { line: text.position.line + lines, column: 1 + width(last) },
        None => Position { line: text.position.line, column: text.position.column + width(before) },
    }
}
