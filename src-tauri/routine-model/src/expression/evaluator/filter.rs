//! `list[condition]` and `list[index]`.

use std::collections::BTreeSet;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::super::meter::{self, STEP};
use super::{Builder, names_in, nothing, null};

impl Builder<'_> {
    pub(super) fn filter(&mut self, list: AstNode, condition: AstNode) -> Evaluator {
        let names = names_in(&condition);
        let list = self.build(list);
        let condition = self.inside(condition);
        Box::new(move |scope: &FeelScope| match list(scope) {
            Value::List(items) => filtered(scope, items, &condition, &names),
            null @ Value::Null(_) => null,
            single => match condition(scope) {
                Value::Number(index) if index.is_one() || (-index).is_one() => single,
                Value::Number(_) => null("a single value has only the index 1 or -1"),
                _ => filtered(scope, vec![single], &condition, &names),
            },
        })
    }
}

fn filtered(scope: &FeelScope, mut items: Vec<Value>, condition: &Evaluator, names: &BTreeSet<Name>) -> Value {
    // A condition that is a number where the list stands is an index.
    if let Value::Number(index) = condition(scope) {
        return match position(index, items.len()) {
            Ok(position) => items.swap_remove(position),
            Err(reason) => null(reason),
        };
    }
    let mut kept = Vec::new();
    for item in items {
        if !meter::charge(STEP) {
            return nothing(scope);
        }
        let mark = meter::push(scope, sight(&item, names));
        let answer = condition(scope);
        meter::pop(scope, mark);
        match answer {
            Value::Boolean(true) => {
                meter::keep(&item);
                kept.push(item);
            }
            Value::Boolean(false) | Value::Number(_) | Value::Null(_) => {}
            other => return null(format!("a filter has to be a number or a condition, not {}", other.type_of())),
        }
    }
    Value::List(kept)
}

/// What a condition sees of an item: the item, and its members by their names.
fn sight(item: &Value, names: &BTreeSet<Name>) -> FeelContext {
    let mut sight = FeelContext::default();
    for name in names {
        if name.as_str() == "item" {
            sight.set_entry(name, item.clone());
        }
        if let Value::Context(members) = item
            && let Some(value) = members.get_entry(name)
        {
            sight.set_entry(name, value.clone());
        }
    }
    sight
}

/// Where an index points to: from 1 at the beginning, from -1 at the end.
fn position(index: FeelNumber, length: usize) -> Result<usize, String> {
    let outside = || format!("there is no index {index} in a list of {length}");
    let distance = usize::try_from(index.abs()).ok().filter(|_| index.is_integer()).ok_or_else(outside)?;
    if distance == 0 || distance > length {
        return Err(outside());
    }
    Ok(if index.is_negative() { length - distance } else { distance - 1 })
}
