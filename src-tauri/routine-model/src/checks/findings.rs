//! Where findings are put down.

use super::kinds::{a, words};
use crate::diagnostic::Diagnostic;
use crate::ids::ElementId;
use crate::xml::Element;

/// Collects findings, each about an element.
#[derive(Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// Notes a broken rule. `message` ends a sentence that begins with the element.
    pub(super) fn error(&mut self, rule: &'static str, element: Element<'_>, message: impl AsRef<str>) -> Finding<'_> {
        let sentence = format!("{} {}", named(element), message.as_ref());
        self.push(Diagnostic::error(rule, element.position(), sentence), element)
    }

    /// Notes something doubtful that does not stop a run.
    pub(super) fn warning(
        &mut self,
        rule: &'static str,
        element: Element<'_>,
        message: impl AsRef<str>,
    ) -> Finding<'_> {
        let sentence = format!("{} {}", named(element), message.as_ref());
        self.push(Diagnostic::warning(rule, element.position(), sentence), element)
    }

    fn push(&mut self, diagnostic: Diagnostic, element: Element<'_>) -> Finding<'_> {
        let diagnostic = match owner(element) {
            Some(id) => diagnostic.about(&id),
            None => diagnostic,
        };
        let at = self.list.len();
        self.list.push(diagnostic);
        Finding { list: &mut self.list, at }
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// The finding that has just been noted, to say more about it.
pub(super) struct Finding<'f> {
    list: &'f mut Vec<Diagnostic>,
    at: usize,
}

impl Finding<'_> {
    /// Says what would help.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        if let Some(diagnostic) = self.list.get_mut(self.at) {
            diagnostic.hint = Some(hint.into());
        }
        self
    }

    /// Says that tokens cannot move because of it.
    pub(super) fn stopping_token_games(self) -> Self {
        if let Some(diagnostic) = self.list.get_mut(self.at) {
            diagnostic.stops_token_game = true;
        }
        self
    }
}

/// The element as a sentence names it.
pub(super) fn named(element: Element<'_>) -> String {
    match label(element) {
        Some(label) => format!("The {} {label}", words(element.local())),
        None => a(element.local()).replacen('a', "A", 1),
    }
}

/// The label in quotes, else the id.
pub(super) fn label(element: Element<'_>) -> Option<String> {
    let name = element.value("name").map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    match name.filter(|name| !name.is_empty()) {
        Some(name) => Some(format!("“{name}”")),
        None => element.value("id").map(std::borrow::Cow::into_owned).filter(|id| !id.is_empty()),
    }
}

/// The id of the element, or of the nearest one around it that has an id and can be found in a drawing.
fn owner(element: Element<'_>) -> Option<ElementId> {
    let mut current = Some(element);
    while let Some(element) = current {
        if let Some(id) = element.value("id").filter(|id| !id.is_empty()) {
            return Some(ElementId::from(id.as_ref()));
        }
        current = element.parent();
    }
    None
}
