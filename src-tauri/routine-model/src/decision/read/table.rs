//! Decision tables.

use super::{inner, inside, one_line, text, type_ref};
use crate::decision::model::{Clause, HitPolicy, Output, Rule, Table, Text};
use crate::xml::Element;

pub(super) fn table(element: Element<'_>) -> Table {
    let all = |local: &'static str| inside(element).filter(move |child| child.local() == local);
    Table {
        policy: policy(element),
        inputs: all("input").map(input).collect(),
        outputs: all("output").map(output).collect(),
        rules: all("rule").map(rule).collect(),
    }
}

fn policy(element: Element<'_>) -> HitPolicy {
    let written = element.value("hitPolicy").unwrap_or_default();
    match written.trim() {
        "ANY" => HitPolicy::Any,
        "PRIORITY" => HitPolicy::Priority,
        "FIRST" => HitPolicy::First,
        "RULE ORDER" => HitPolicy::RuleOrder,
        "OUTPUT ORDER" => HitPolicy::OutputOrder,
        "COLLECT" => match element.value("aggregation").as_deref().map(str::trim) {
            Some("SUM") => HitPolicy::Sum,
            Some("MIN") => HitPolicy::Least,
            Some("MAX") => HitPolicy::Greatest,
            Some("COUNT") => HitPolicy::Count,
            _ => HitPolicy::Collect,
        },
        _ => HitPolicy::Unique,
    }
}

fn input(element: Element<'_>) -> Clause {
    let expression = inner(element, "inputExpression");
    Clause {
        expression: expression.map_or_else(|| at(element), text),
        type_ref: expression.and_then(type_ref),
        allowed: inner(element, "inputValues").map(text).filter(|allowed| !allowed.text.trim().is_empty()),
    }
}

fn output(element: Element<'_>) -> Output {
    let name = element.value("name").map(|name| one_line(&name)).filter(|name| !name.is_empty());
    let filled = |local: &str| inner(element, local).map(text).filter(|text| !text.text.trim().is_empty());
    Output { name, values: filled("outputValues"), default: filled("defaultOutputEntry") }
}

fn rule(element: Element<'_>) -> Rule {
    let all = |local: &'static str| inside(element).filter(move |child| child.local() == local).map(text);
    Rule { tests: all("inputEntry").collect(), results: all("outputEntry").collect(), position: element.position() }
}

fn at(element: Element<'_>) -> Text {
    Text { text: String::new(), position: element.position() }
}
