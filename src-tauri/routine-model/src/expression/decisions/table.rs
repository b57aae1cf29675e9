//! Decision tables as trees (DMN 1.5, 8).

use std::sync::Arc;

use dsntk_feel::Name;
use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::super::grammar::Form;
use super::super::meter;
use super::{Writer, hit_policy, parts};
use crate::decision::{Rule, Table, Text};
use crate::position::Position;

impl<'m> Writer<'m> {
    pub(super) fn table(&mut self, table: &'m Table, position: Position, title: &str) -> AstNode {
        if table.outputs.is_empty() {
            return self.complain(position, format!("The table of {title} has no output."));
        }
        let mut entries = Vec::new();
        let mut subjects = Vec::new();
        for clause in &table.inputs {
            let subject = self.fresh();
            let value = self.cell(&clause.expression, || format!("An input of {title} does not say what it looks at."));
            let value = self.fitted(value, clause.type_ref.as_deref(), &clause.expression.text);
            entries.push(parts::entry(&subject, value));
            if let Some(asked) = clause.allowed.as_ref().and_then(|allowed| self.asks(allowed, &subject)) {
                let (input, title) = (clause.expression.text.trim().to_owned(), title.to_owned());
                let check = Arc::new(move |given: &[Value]| allowed(given, &input, &title));
                let checked = self.own_call(check, vec![parts::name(&subject), asked]);
                let subject = self.fresh();
                entries.push(parts::entry(&subject, checked));
                subjects.push(subject);
            } else {
                subjects.push(subject);
            }
        }
        let defaults: Vec<&'m Text> = table.outputs.iter().filter_map(|output| output.default.as_ref()).collect();
        let defaults = match defaults.len() {
            0 => AstNode::Null,
            _ => AstNode::List(
                table
                    .outputs
                    .iter()
                    .map(|output| match &output.default {
                        Some(text) => self.parsed(text, Form::Expression),
                        None => AstNode::Null,
                    })
                    .collect(),
            ),
        };
        let priorities = table.outputs.iter().map(|output| self.listed(output.values.as_ref())).collect();
        let mut arguments = vec![defaults, AstNode::List(priorities)];
        for (index, rule) in table.rules.iter().enumerate() {
            arguments.push(self.rule(rule, index + 1, &subjects, table, title));
        }
        let outputs: Vec<Option<Name>> =
            table.outputs.iter().map(|output| output.name.as_ref().map(Name::from)).collect();
        let decide = hit_policy::function(table.policy, outputs, title);
        let (decided, result) = (self.own_call(decide, arguments), self.fresh());
        parts::last_of(entries, &result, decided)
    }

    /// The number and the results of a rule, null when it does not match.
    fn rule(&mut self, rule: &'m Rule, number: usize, subjects: &[Name], table: &Table, title: &str) -> AstNode {
        let (tests, results) = (rule.tests.len(), rule.results.len());
        if tests != subjects.len() || results != table.outputs.len() {
            let message = format!(
                "Rule {number} of {title} has {tests} conditions and {results} results; the table has {} and {}.",
                subjects.len(),
                table.outputs.len()
            );
            return self.complain(rule.position, message);
        }
        let asked: Vec<AstNode> =
            rule.tests.iter().zip(subjects).filter_map(|(cell, subject)| self.asks(cell, subject)).collect();
        let mut results = vec![AstNode::String(number.to_string())];
        for cell in &rule.results {
            results.push(match cell.text.trim() {
                "" | "-" => AstNode::Null,
                _ => self.parsed(cell, Form::Expression),
            });
        }
        let results = AstNode::List(results);
        match asked.into_iter().reduce(|left, right| AstNode::And(Box::new(left), Box::new(right))) {
            None => results,
            Some(all) => AstNode::If(Box::new(all), Box::new(results), Box::new(AstNode::Null)),
        }
    }

    fn cell(&mut self, text: &'m Text, missing: impl FnOnce() -> String) -> AstNode {
        if text.text.trim().is_empty() {
            return self.complain(text.position, missing());
        }
        self.parsed(text, Form::Expression)
    }
}

/// The value of an input, whose decision fails when it is none of the allowed ones (DMN 1.5, 8.2.6).
fn allowed(given: &[Value], input: &str, title: &str) -> Value {
    let [value, fits] = given else { return Value::Null(None) };
    if !value.is_null() && fits != &Value::Boolean(true) {
        meter::fail(format!("{value} is none of the values that the input “{input}” of “{title}” may have"));
    }
    value.clone()
}
