//! Every name that a file gives to something, for expressions that write it with spaces or signs.

use crate::decision::{ItemDefinition, Logic, LogicKind, Model, NodeKind, Typed};

pub(super) fn of(model: &Model) -> Vec<&str> {
    let mut names = Vec::new();
    for item in &model.types {
        of_item(item, &mut names);
    }
    for node in &model.nodes {
        names.push(node.name.as_str());
        match &node.kind {
            NodeKind::Decision(Some(logic)) | NodeKind::Knowledge(Some(logic)) => of_logic(logic, &mut names),
            NodeKind::Decision(None) | NodeKind::Knowledge(None) | NodeKind::Input | NodeKind::Service { .. } => {}
        }
    }
    // One word is a name without being told.
    names.retain(|name| name.contains(|character: char| !character.is_alphanumeric() && character != '_'));
    names.sort_unstable();
    names.dedup();
    names
}

fn of_item<'m>(item: &'m ItemDefinition, names: &mut Vec<&'m str>) {
    for component in &item.components {
        names.push(&component.name);
        of_item(component, names);
    }
}

fn of_logic<'m>(logic: &'m Logic, names: &mut Vec<&'m str>) {
    let typed = |all: &'m [Typed]| all.iter().map(|typed| typed.name.as_str());
    match &logic.kind {
        LogicKind::Literal(_) | LogicKind::Foreign(_) => {}
        LogicKind::Table(table) => names.extend(table.outputs.iter().filter_map(|output| output.name.as_deref())),
        LogicKind::Context(entries) => {
            for entry in entries {
                names.extend(entry.variable.as_ref().map(|variable| variable.name.as_str()));
                of_logic(&entry.value, names);
            }
        }
        LogicKind::List(items) => items.iter().for_each(|item| of_logic(item, names)),
        LogicKind::Relation { columns, rows } => {
            names.extend(columns.iter().map(String::as_str));
            rows.iter().flatten().for_each(|cell| of_logic(cell, names));
        }
        LogicKind::Function { parameters, body } => {
            names.extend(typed(parameters));
            of_logic(body, names);
        }
        LogicKind::Invocation { function, bindings } => {
            of_logic(function, names);
            for (name, value) in bindings {
                names.push(name);
                of_logic(value, names);
            }
        }
        LogicKind::Choice { condition, yes, no } => {
            [condition, yes, no].into_iter().for_each(|part| of_logic(part, names))
        }
        LogicKind::Loop { name, list, body, .. } => {
            names.push(name);
            of_logic(list, names);
            of_logic(body, names);
        }
        LogicKind::Filter { list, condition } => {
            of_logic(list, names);
            of_logic(condition, names);
        }
    }
}
