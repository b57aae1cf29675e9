//! Boxed expressions.

use super::{inner, inside, one_line, table, text, type_ref};
use crate::decision::model::{Entry, Logic, LogicKind, LoopKind, Typed};
use crate::xml::Element;

/// The first boxed expression directly inside.
pub(super) fn first_in(element: Element<'_>) -> Option<Logic> {
    inside(element).find_map(logic)
}

/// A boxed expression; none when the element is something else.
fn logic(element: Element<'_>) -> Option<Logic> {
    let kind = match element.local() {
        "literalExpression" => literal(element),
        "decisionTable" => LogicKind::Table(table::table(element)),
        "context" => LogicKind::Context(children(element, "contextEntry").map(entry).collect()),
        "list" => LogicKind::List(inside(element).filter_map(logic).collect()),
        "relation" => relation(element),
        "functionDefinition" => return Some(function(element)),
        "invocation" => invocation(element),
        "conditional" => LogicKind::Choice {
            condition: boxed_in(element, "if"),
            yes: boxed_in(element, "then"),
            no: boxed_in(element, "else"),
        },
        "for" => repeated(element, LoopKind::For, "return"),
        "some" => repeated(element, LoopKind::Some, "satisfies"),
        "every" => repeated(element, LoopKind::Every, "satisfies"),
        "filter" => LogicKind::Filter { list: boxed_in(element, "in"), condition: boxed_in(element, "match") },
        _ => return None,
    };
    Some(Logic { kind, type_ref: type_ref(element), position: element.position() })
}

fn literal(element: Element<'_>) -> LogicKind {
    let language = element.value("expressionLanguage").unwrap_or_default().into_owned();
    if !language.is_empty() && !language.to_lowercase().contains("feel") {
        return LogicKind::Foreign(format!("Expressions in {language} are not evaluated; FEEL is."));
    }
    LogicKind::Literal(text(element))
}

fn entry(element: Element<'_>) -> Entry {
    Entry { variable: inner(element, "variable").map(typed), value: needed(first_in(element), element, "an entry") }
}

fn relation(element: Element<'_>) -> LogicKind {
    let columns = children(element, "column").map(|column| one_line(&column.value("name").unwrap_or_default()));
    let rows = children(element, "row").map(|row| inside(row).filter_map(logic).collect());
    LogicKind::Relation { columns: columns.collect(), rows: rows.collect() }
}

/// A function; the encapsulated logic of a knowledge model is one too.
pub(super) fn function(element: Element<'_>) -> Logic {
    let kind = match element.value("kind").as_deref().map(str::trim) {
        Some("Java" | "J") => LogicKind::Foreign("Functions in Java are not called.".to_owned()),
        Some("PMML" | "P") => LogicKind::Foreign("Functions in PMML are not called.".to_owned()),
        _ => LogicKind::Function {
            parameters: children(element, "formalParameter").map(typed).collect(),
            body: Box::new(needed(first_in(element), element, "a function")),
        },
    };
    Logic { kind, type_ref: None, position: element.position() }
}

fn invocation(element: Element<'_>) -> LogicKind {
    let binding = |binding: Element<'_>| {
        let name = inner(binding, "parameter").and_then(|parameter| parameter.value("name"));
        (one_line(&name.unwrap_or_default()), needed(first_in(binding), binding, "a binding"))
    };
    LogicKind::Invocation {
        function: Box::new(needed(first_in(element), element, "an invocation")),
        bindings: children(element, "binding").map(binding).collect(),
    }
}

fn repeated(element: Element<'_>, kind: LoopKind, body: &str) -> LogicKind {
    LogicKind::Loop {
        kind,
        name: one_line(&element.value("iteratorVariable").unwrap_or_default()),
        list: boxed_in(element, "in"),
        body: boxed_in(element, body),
    }
}

fn boxed_in(element: Element<'_>, local: &str) -> Box<Logic> {
    Box::new(needed(inner(element, local).and_then(first_in), element, local))
}

fn needed(found: Option<Logic>, element: Element<'_>, what: &str) -> Logic {
    found.unwrap_or_else(|| Logic {
        kind: LogicKind::Foreign(format!("An expression is missing in {what}.")),
        type_ref: None,
        position: element.position(),
    })
}

fn typed(element: Element<'_>) -> Typed {
    Typed { name: one_line(&element.value("name").unwrap_or_default()), type_ref: type_ref(element) }
}

fn children<'d>(element: Element<'d>, local: &'static str) -> impl Iterator<Item = Element<'d>> {
    inside(element).filter(move |child| child.local() == local)
}
