//! Decisions: what a DMN file says, and their values.
//!
//! A decision, with all that it requires, becomes one expression, so that it counts its steps, keeps dates being dates on
//! the way from one decision to the next, and ends in the same way on every machine.
//!
//! Deliberately absent: imported models, functions in other languages, and drawing.

mod model;
mod read;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use model::{
    Entry, HitPolicy, ItemDefinition, Logic, LogicKind, LoopKind, Model, Node, NodeKind, Rule, Table, Text, Typed,
};

use crate::diagnostic::Diagnostic;
use crate::expression::{self, Expression};
use crate::position::Position;

/// What a decision is made of, or why it cannot be made: every reason, with its place.
type Made = Result<Expression, Vec<Diagnostic>>;

/// The decisions of one file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct DecisionModel(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    model: Model,
    diagnostics: Vec<Diagnostic>,
    made: Mutex<BTreeMap<String, Made>>,
}

impl DecisionModel {
    /// Reads a DMN file. What is wrong with it is among its diagnostics.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let (model, diagnostics) = read::read(bytes);
        Self(Arc::new(Inner { model, diagnostics, made: Mutex::default() }))
    }

    /// Id and name of each decision, in the order of the file.
    pub fn decisions(&self) -> impl Iterator<Item = (&str, &str)> {
        let nodes = self.0.model.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Decision(_)));
        nodes.map(|node| (node.id.as_str(), node.name.as_str()))
    }

    /// What is wrong with the file and with each of its decisions, in the order of the file.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found = self.0.diagnostics.clone();
        for (id, _) in self.decisions() {
            found.extend(self.decision(id).err().into_iter().flatten());
        }
        found.sort_by_key(|finding| finding.position);
        found.dedup();
        found
    }

    /// The decision of this id, as an expression over what it reads. Its value is the decision's.
    ///
    /// # Errors
    /// There is no such decision, or it cannot be decided, with every reason.
    pub fn decision(&self, id: &str) -> Result<Expression, Vec<Diagnostic>> {
        let mut made = self.0.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = made.get(id) {
            return made.clone();
        }
        let fresh = self.make(id);
        made.insert(id.to_owned(), fresh.clone());
        fresh
    }

    fn make(&self, id: &str) -> Made {
        let broken = |finding: &&Diagnostic| finding.severity == crate::Severity::Error;
        let broken: Vec<_> = self.0.diagnostics.iter().filter(broken).cloned().collect();
        if !broken.is_empty() {
            return Err(broken);
        }
        let Some(node) = self.0.model.decision(id) else {
            let there: Vec<_> = self.decisions().map(|(id, _)| id).collect();
            let message = format!("There is no decision {id} in the file; there are {}.", there.join(", "));
            return Err(vec![Diagnostic::error("decision", Position::default(), message)]);
        };
        expression::decide(&self.0.model, node)
    }
}
