//! Variables in and out of activities and events.

use super::expressions::Written;
use super::{Reader, extension};
use crate::diagnostic::Diagnostic;
use crate::expression::Expression;
use crate::graph::data::Mapping;
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// `zeebe:ioMapping`'s inputs or outputs, in order; else those of the same name that Vrooli's editor writes.
    pub(super) fn mappings(&mut self, element: Element<'_>, direction: &str, owner: &ElementId) -> Vec<Mapping> {
        let Some(io) = extension(element, Vocabulary::Zeebe, "ioMapping") else {
            return self.vrooli_mappings(element, direction, owner);
        };
        let mappings = io.children().filter(|child| child.is(Vocabulary::Zeebe, direction));
        mappings.filter_map(|child| self.mapping(child, owner)).collect()
    }

    fn mapping(&mut self, element: Element<'_>, owner: &ElementId) -> Option<Mapping> {
        let target = element.value("target").unwrap_or_default().trim().to_owned();
        if target.is_empty() {
            let message = format!("A mapping of {owner} has no target variable.");
            self.diagnostics
                .push(Diagnostic::error("mapping-without-target", element.position(), message).about(owner));
            return None;
        }
        let source = match element.attribute("source") {
            Some(source) => self.expression(&source.value(), Written::Attribute(source), owner)?,
            None => Expression::constant(&"".into()),
        };
        Some(Mapping { source, target })
    }

    /// `input name fromContext="root.x"` reads `x`, `output name toRootContext="y"` writes `y`; what is in front of the
    /// last point says whose variable it was, and here variables are found by their name from inside out.
    fn vrooli_mappings(&mut self, element: Element<'_>, direction: &str, owner: &ElementId) -> Vec<Mapping> {
        let extensions = element.child(Vocabulary::Bpmn, "extensionElements");
        let is_vrooli = |child: &Element<'_>| child.local() == "ioMapping" && child.namespace().contains("vrooli");
        let Some(io) = extensions.and_then(|extensions| extensions.children().find(is_vrooli)) else {
            return Vec::new();
        };
        let last = |path: &str| path.rsplit('.').next().unwrap_or_default().trim().to_owned();
        let mut mappings = Vec::new();
        for child in io.children().filter(|child| child.local() == direction) {
            let name = child.value("name").unwrap_or_default().trim().to_owned();
            let (from, target) = if direction == "input" {
                (child.value("fromContext").map(|path| last(&path)), name)
            } else {
                let target = child.value("toRootContext").map_or_else(|| name.clone(), |path| last(&path));
                (Some(name), target)
            };
            let Some(from) = from.filter(|from| !from.is_empty() && !target.is_empty()) else { continue };
            let parsed = Expression::parse(&format!("=`{from}`"));
            if let Some(source) = self.parsed(parsed, &from, Written::Text(child), owner) {
                mappings.push(Mapping { source, target });
            }
        }
        mappings
    }
}
