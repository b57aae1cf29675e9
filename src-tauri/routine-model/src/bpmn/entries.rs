//! `routine:entry`: bindings to the blackboard, and what is wrong with them.

use super::expressions::Written;
use super::{Reader, extension};
use crate::EntryOperation;
use crate::diagnostic::Diagnostic;
use crate::expression::Expression;
use crate::graph::entry::{EntryBinding, EntryScope, ExpectedVersion};
use crate::ids::ElementId;
use crate::xml::{Attribute, Element, Vocabulary};

impl Reader {
    /// The binding that an element has; none where it has none.
    pub(super) fn entry(&mut self, element: Element<'_>, owner: &ElementId) -> Option<EntryBinding> {
        let entry = extension(element, Vocabulary::Routine, "entry")?;
        Some(self.entry_binding(entry, owner))
    }

    /// All bindings that an element has, such as those of a conditional event.
    pub(super) fn entries(&mut self, element: Element<'_>, owner: &ElementId) -> Vec<EntryBinding> {
        let Some(extensions) = element.child(Vocabulary::Bpmn, "extensionElements") else { return Vec::new() };
        let entries: Vec<_> = extensions.children().filter(|child| child.is(Vocabulary::Routine, "entry")).collect();
        entries.into_iter().map(|entry| self.entry_binding(entry, owner)).collect()
    }

    fn entry_binding(&mut self, entry: Element<'_>, owner: &ElementId) -> EntryBinding {
        EntryBinding {
            key: self.key(entry, owner),
            scope: self.word(entry, "scope", owner, "swarm, subtask, run", EntryScope::of_word),
            operation: self.word(
                entry,
                "operation",
                owner,
                "set, append, increment, merge, deepMerge, delete",
                EntryOperation::of_word,
            ),
            expected: self.expected(entry, owner),
            variable: text(entry, "variable"),
        }
    }

    fn key(&mut self, entry: Element<'_>, owner: &ElementId) -> Option<Expression> {
        let attribute = entry.attribute("key")?;
        let written = attribute.value();
        let key = written.trim();
        if key.is_empty() {
            return None;
        }
        match template(key) {
            Ok(None) => self.expression(key, Written::Attribute(attribute), owner),
            Ok(Some(feel)) => self.expression(&feel, Written::Attribute(attribute), owner),
            Err(reason) => {
                let message = format!("The key `{key}` of an entry cannot be read: {reason}");
                self.diagnostics.push(Diagnostic::error("entry-key", attribute.position(), message).about(owner));
                None
            }
        }
    }

    fn expected(&mut self, entry: Element<'_>, owner: &ElementId) -> Option<ExpectedVersion> {
        let attribute = entry.attribute("expectedVersion")?;
        let written = attribute.value();
        match written.trim() {
            "" => None,
            "read" => Some(ExpectedVersion::AsRead),
            "absent" => Some(ExpectedVersion::Absent),
            number if number.starts_with('=') || number.parse::<u64>().is_ok() => {
                let expression = self.expression(number, Written::Attribute(attribute), owner)?;
                Some(ExpectedVersion::Number(expression))
            }
            other => {
                self.not_a_word(attribute, other, owner, "read, absent, a whole number, or an expression with “=”");
                None
            }
        }
    }

    /// The value of a word; one that means nothing is reported and counts as the default.
    fn word<T: Default>(
        &mut self,
        entry: Element<'_>,
        name: &str,
        owner: &ElementId,
        known: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> T {
        let Some(attribute) = entry.attribute(name) else { return T::default() };
        let value = attribute.value();
        let value = value.trim();
        if value.is_empty() {
            return T::default();
        }
        read(value).unwrap_or_else(|| {
            self.not_a_word(attribute, value, owner, known);
            T::default()
        })
    }

    fn not_a_word(&mut self, attribute: Attribute<'_>, value: &str, owner: &ElementId, known: &str) {
        let message = format!("“{value}” is no {} of an entry.", attribute.name());
        let finding = Diagnostic::error("entry-setting", attribute.position(), message).about(owner);
        self.diagnostics.push(finding.hint(format!("It can be {known}.")));
    }
}

fn text(element: Element<'_>, name: &str) -> Option<String> {
    element.value(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The expression of a key that stands in no attribute of its own.
pub(super) fn key_expression(key: &str) -> Result<Expression, String> {
    let feel = template(key)?;
    Expression::parse(feel.as_deref().unwrap_or(key)).map_err(|error| format!("the key `{key}`: {error}"))
}

/// The FEEL expression that a text with expressions in double braces stands for; none for a text without any.
fn template(key: &str) -> Result<Option<String>, String> {
    if key.starts_with('=') || !key.contains("{{") {
        return Ok(None);
    }
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut parts = vec![quoted("")];
    let mut rest = key;
    while let Some((text, behind)) = rest.split_once("{{") {
        let (inner, behind) = behind.split_once("}}").ok_or("“{{” without “}}”.")?;
        if inner.trim().is_empty() {
            return Err("there is nothing between “{{” and “}}”.".to_owned());
        }
        if !text.is_empty() {
            parts.push(quoted(text));
        }
        parts.push(format!("string({})", inner.trim()));
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(quoted(rest));
    }
    Ok(Some(format!("={}", parts.join(" + "))))
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn expressions_in_double_braces_become_parts_of_one_expression() {
        assert_eq!(template("plain/key"), Ok(None));
        assert_eq!(template("=\"a\" + b"), Ok(None), "an expression is one already");
        let feel = r#"="" + "orders/" + string(order.id) + "/draft""#;
        assert_eq!(template("orders/{{ order.id }}/draft"), Ok(Some(feel.to_owned())));
        assert!(template("orders/{{order.id").is_err() && template("{{}}").is_err());
    }
}
