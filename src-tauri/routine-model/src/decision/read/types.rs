//! Item definitions.

use super::{inner, inside, one_line, text, type_ref};
use crate::decision::model::ItemDefinition;
use crate::xml::Element;

pub(super) fn item(element: Element<'_>) -> ItemDefinition {
    let components = inside(element).filter(|child| child.local() == "itemComponent").map(item).collect();
    ItemDefinition {
        name: one_line(&element.value("name").unwrap_or_default()),
        is_list: element.value("isCollection").is_some_and(|value| matches!(value.trim(), "true" | "1")),
        is_function: inner(element, "functionItem").is_some(),
        base: type_ref(element),
        allowed: inner(element, "allowedValues").map(text).filter(|allowed| !allowed.text.trim().is_empty()),
        components,
    }
}
