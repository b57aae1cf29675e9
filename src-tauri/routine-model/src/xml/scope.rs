//! Which prefix means which namespace at a place in the document.

use std::collections::HashMap;

use super::document::NamespaceRecord;
use super::vocabulary::Vocabulary;

/// How many declarations may be in force at one place; generous, and a bound on the work per name.
const MAX_BINDINGS: usize = 1024;

/// The declarations in force, innermost last.
pub(super) struct Scope<'t> {
    bindings: Vec<(&'t str, u32)>,
    /// How many bindings were in force outside of each open element.
    marks: Vec<usize>,
    numbers: HashMap<String, u32>,
    pub known: Vec<NamespaceRecord>,
}

/// Number of "no namespace" in [`Scope::known`].
pub(super) const NO_NAMESPACE: u32 = 0;

impl<'t> Scope<'t> {
    pub(super) fn new() -> Self {
        let mut scope = Self { bindings: Vec::new(), marks: Vec::new(), numbers: HashMap::new(), known: Vec::new() };
        scope.number("");
        let xml = scope.number("http://www.w3.org/XML/1998/namespace");
        let declarations = scope.number("http://www.w3.org/2000/xmlns/");
        scope.bindings.extend([("xml", xml), ("xmlns", declarations)]);
        scope
    }

    fn number(&mut self, address: &str) -> u32 {
        if let Some(number) = self.numbers.get(address) {
            return *number;
        }
        let number = self.known.len() as u32;
        self.known.push(NamespaceRecord { address: address.to_owned(), vocabulary: Vocabulary::of(address) });
        self.numbers.insert(address.to_owned(), number);
        number
    }

    pub(super) fn open(&mut self) {
        self.marks.push(self.bindings.len());
    }

    pub(super) fn close(&mut self) {
        if let Some(mark) = self.marks.pop() {
            self.bindings.truncate(mark);
        }
    }

    /// Brings a declaration into force; false when there are too many.
    pub(super) fn declare(&mut self, prefix: &'t str, address: &str) -> bool {
        let number = self.number(address);
        self.bindings.push((prefix, number));
        self.bindings.len() <= MAX_BINDINGS
    }

    /// The number of the namespace of a prefix (empty: of names without one); `None` when nothing declares it.
    pub(super) fn resolve(&self, prefix: &str) -> Option<u32> {
        let found = self.bindings.iter().rev().find(|(bound, _)| *bound == prefix).map(|(_, number)| *number);
        if prefix.is_empty() { Some(found.unwrap_or(NO_NAMESPACE)) } else { found }
    }
}
