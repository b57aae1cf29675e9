//! Expressions in attributes and texts, and what is wrong with them, at its place.

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::expression::{Expression, ExpressionError};
use crate::ids::ElementId;
use crate::position::Position;
use crate::xml::{Attribute, Element, Vocabulary};

/// Where the text of an expression is written.
#[derive(Clone, Copy)]
pub(super) enum Written<'d> {
    Attribute(Attribute<'d>),
    Text(Element<'d>),
}

impl Written<'_> {
    /// Where byte `offset` of the trimmed text stands.
    pub(super) fn position(&self, offset: usize) -> Position {
        let blanks = |text: &str| text.len() - text.trim_start().len();
        match self {
            Self::Attribute(attribute) => attribute.position_of(blanks(&attribute.value()) + offset),
            Self::Text(element) => element.text_position_of(blanks(&element.text()) + offset),
        }
    }
}

/// Variables that an expression reads, until it is known which ones there are.
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) position: Position,
    pub(super) owner: ElementId,
}

impl Reader {
    /// Parses an expression; a broken one becomes a diagnostic about `owner`.
    pub(super) fn expression(&mut self, text: &str, at: Written<'_>, owner: &ElementId) -> Option<Expression> {
        self.parsed(Expression::parse(text.trim()), text, at, owner)
    }

    /// The expression, or a diagnostic about why there is none.
    pub(super) fn parsed(
        &mut self,
        parsed: Result<Expression, ExpressionError>,
        text: &str,
        at: Written<'_>,
        owner: &ElementId,
    ) -> Option<Expression> {
        match parsed {
            Ok(expression) => {
                let text = text.trim();
                for name in expression.certain_names() {
                    let position = at.position(place_of(name, text));
                    self.readings.push(Reading { name: name.to_owned(), position, owner: owner.clone() });
                }
                Some(expression)
            }
            Err(error) => {
                let message = format!("The expression `{}` cannot be read: {error}", text.trim());
                let finding = Diagnostic::error("expression-syntax", at.position(error.offset), message).about(owner);
                self.diagnostics.push(Diagnostic { hint: error.hint, ..finding });
                None
            }
        }
    }

    /// An expression in an attribute, when the attribute is there and not empty.
    pub(super) fn attribute_expression(
        &mut self,
        element: Element<'_>,
        name: &str,
        owner: &ElementId,
    ) -> Option<Expression> {
        let attribute = element.attribute(name)?;
        let text = attribute.value();
        if text.trim().is_empty() { None } else { self.expression(&text, Written::Attribute(attribute), owner) }
    }

    /// An expression in the text of a child of the BPMN vocabulary, when there is text; `${…}` of Camunda 7 becomes FEEL.
    pub(super) fn child_expression(
        &mut self,
        element: Element<'_>,
        name: &str,
        owner: &ElementId,
    ) -> Option<Expression> {
        let child = element.child(Vocabulary::Bpmn, name)?;
        let text = child.text();
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let is_juel = text.starts_with("${") || text.starts_with("#{");
        let parsed = if is_juel { Expression::parse_juel(text) } else { Expression::parse(text) };
        self.parsed(parsed, text, Written::Text(child), owner)
    }

    /// A child expression that is true or false. A text without `=` would be neither, so only the two words may stand so.
    pub(super) fn child_condition(
        &mut self,
        element: Element<'_>,
        name: &str,
        owner: &ElementId,
    ) -> Option<Expression> {
        let expression = self.child_expression(element, name, owner)?;
        match expression.literal().map(str::trim) {
            None => Some(expression),
            Some("true") => Some(Expression::constant(&true.into())),
            Some("false") => Some(Expression::constant(&false.into())),
            Some(text) => {
                let at = element.child(Vocabulary::Bpmn, name).unwrap_or(element).position();
                let message = format!("The condition `{text}` of {owner} is a text and no expression.");
                let finding = Diagnostic::error("condition-not-an-expression", at, message).about(owner);
                self.diagnostics
                    .push(finding.hint("Conditions are FEEL with a leading “=”, for example =amount > 10."));
                None
            }
        }
    }
}

/// The byte at which a name first stands by itself, as far as that can be seen.
fn place_of(name: &str, text: &str) -> usize {
    let part =
        |character: Option<char>| character.is_some_and(|character| character.is_alphanumeric() || character == '_');
    let alone = |at: &usize| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(*at + name.len()..).and_then(|after| after.chars().next());
        !part(before) && !part(after) && before != Some('.')
    };
    text.match_indices(name).map(|(at, _)| at).find(alone).unwrap_or(0)
}
