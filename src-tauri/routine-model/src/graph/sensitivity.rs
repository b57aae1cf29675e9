//! How careful one has to be with a value (`routine:sensitivity`), and which variables of a routine that counts for.
//!
//! A mark goes along with what is *copied*: input and output mappings whose source names a marked variable, data
//! associations, the collection of a repeated activity, the one expression of a FEEL script. What a script, a model or a
//! tool makes of marked values is not marked by that: whether an average of salaries still is a secret, only a person knows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::RoutineGraph;
use super::activity::Activity;
use super::binding::Binding;
use super::data::{DataAssociation, DataKind};
use super::flow_node::FlowNode;
use super::loops::LoopCharacteristics;
use crate::expression::Expression;
use crate::ids::ElementId;

/// How careful one has to be with a value; the later, the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sensitivity {
    /// Everybody may see it.
    Public,
    /// Everybody who works with the routine may.
    Internal,
    /// It is shown in no conversation and to no online model, unless the routine allows that.
    Confidential,
    /// It is shown to no model and in no conversation, whatever the routine allows.
    Secret,
}

/// Variables that are marked, by name.
pub type Marks = BTreeMap<String, Sensitivity>;

impl Sensitivity {
    /// All of them, with their words in files.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("public", Self::Public),
        ("internal", Self::Internal),
        ("confidential", Self::Confidential),
        ("secret", Self::Secret),
    ];

    /// The one that a word means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(known, _)| *known == word.trim()).map(|(_, meant)| meant)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Confidential => "confidential",
            Self::Secret => "secret",
        }
    }
}

impl RoutineGraph {
    /// The marked variables of a process. `given` are those that came with its call, by the names that they have in it.
    #[must_use]
    pub fn marks(&self, process: &ElementId, given: &Marks) -> Marks {
        if given.is_empty() {
            self.marks.get(process).cloned().unwrap_or_default()
        } else {
            self.spread(process, given)
        }
    }

    /// The marked variables of each process that has any, as long as nobody gives it more.
    pub(super) fn own_marks(&self) -> BTreeMap<ElementId, Marks> {
        let is_marked = self.processes.iter().any(|process| !self.declared(process).is_empty())
            || self.nodes().any(|node| !own(self, node).is_empty());
        let processes = self.processes.iter().filter(|_| is_marked);
        processes.map(|process| (process.clone(), self.spread(process, &Marks::new()))).collect()
    }

    fn spread(&self, process: &ElementId, given: &Marks) -> Marks {
        let inside: Vec<&FlowNode> = self.nodes().filter(|node| self.is_in(node, process)).collect();
        let mut marks = given.clone();
        for (name, level) in self.declared(process) {
            mark(&mut marks, name, level);
        }
        // Marks only grow, and there are only so many names and levels, so this comes to an end.
        loop {
            let before = marks.clone();
            for node in &inside {
                self.carry(node, &mut marks);
            }
            if marks == before {
                return marks;
            }
        }
    }

    /// The marked variables that a step of this node can see, with its inputs over those of its process.
    #[must_use]
    pub fn marks_at(&self, node: &FlowNode, process: &Marks) -> Marks {
        let mut marks = process.clone();
        for (name, level) in own(self, node) {
            mark(&mut marks, name, level);
        }
        let Some(activity) = node.activity() else { return marks };
        for (name, level) in carried(self, &activity.data_inputs, &marks) {
            mark(&mut marks, name, level);
        }
        if let Some(LoopCharacteristics::MultiInstance(many)) = &activity.loop_characteristics
            && let (Some(item), Some(collection)) = (&many.input_element, &many.input_collection)
            && let Some(level) = of_expression(collection, &marks)
        {
            mark(&mut marks, item.clone(), level);
        }
        for mapping in &activity.inputs {
            let name = variable_of(&mapping.target);
            match of_expression(&mapping.source, &marks) {
                Some(level) => mark(&mut marks, name.to_owned(), level),
                // It hides what has this name outside, unless it only adds to it.
                None if name == mapping.target => {
                    marks.remove(name);
                }
                None => {}
            }
        }
        marks
    }

    fn is_in(&self, node: &FlowNode, process: &ElementId) -> bool {
        self.process_of(&node.container).is_some_and(|container| &container.id == process)
    }

    /// What the file itself marks in a process: data objects, properties, declared inputs and outputs.
    fn declared(&self, process: &ElementId) -> Vec<(String, Sensitivity)> {
        let mut found = Vec::new();
        for container in self.containers() {
            if self.process_of(&container.id).is_none_or(|own| &own.id != process) {
                continue;
            }
            let objects = container.data.iter().filter(|data| data.kind == DataKind::Object);
            found.extend(objects.filter_map(|data| Some((data.name.clone(), data.sensitivity?))));
            let Some(process) = &container.process else { continue };
            found.extend(process.properties.iter().filter_map(|one| Some((one.name.clone(), one.sensitivity?))));
            let fields = process.interface.inputs.iter().chain(&process.interface.outputs);
            found.extend(fields.filter_map(|field| Some((field.name.clone(), field.sensitivity?))));
            let io = process.io_specification.iter().flat_map(|io| io.inputs.iter().chain(&io.outputs));
            found.extend(io.filter_map(|data| Some((data.name.clone(), data.sensitivity?))));
        }
        found
    }

    /// What leaves a node for the variables around it.
    fn carry(&self, node: &FlowNode, marks: &mut Marks) {
        let Some(activity) = node.activity() else { return };
        let inside = self.marks_at(node, marks);
        // What a sub-process is given lives in its scope, where all that stands in it sees it.
        if self.container(&node.id).is_some() {
            for (name, level) in &inside {
                mark(marks, name.clone(), *level);
            }
        }
        if let Some((name, level)) = script_result(activity, &inside) {
            mark(marks, name, level);
        }
        for mapping in &activity.outputs {
            if let Some(level) = of_expression(&mapping.source, &inside) {
                mark(marks, variable_of(&mapping.target).to_owned(), level);
            }
        }
        for (name, level) in carried(self, &activity.data_outputs, &inside) {
            mark(marks, name, level);
        }
        if let Some(LoopCharacteristics::MultiInstance(many)) = &activity.loop_characteristics
            && let (Some(all), Some(each)) = (&many.output_collection, &many.output_element)
            && let Some(level) = of_expression(each, &inside)
        {
            mark(marks, all.clone(), level);
        }
    }
}

/// What stands in a node itself: its properties, and the inputs and outputs of its specification.
fn own(graph: &RoutineGraph, node: &FlowNode) -> Vec<(String, Sensitivity)> {
    let done = graph.done_at(&node.id).and_then(FlowNode::activity);
    let activities = node.activity().into_iter().chain(done);
    let mut found = Vec::new();
    for activity in activities {
        found.extend(activity.properties.iter().filter_map(|one| Some((one.name.clone(), one.sensitivity?))));
        let io = activity.io_specification.iter().flat_map(|io| io.inputs.iter().chain(&io.outputs));
        found.extend(io.filter_map(|data| Some((data.name.clone(), data.sensitivity?))));
    }
    found
}

/// A FEEL script copies: its result is as sensitive as what it reads.
fn script_result(activity: &Activity, marks: &Marks) -> Option<(String, Sensitivity)> {
    match &activity.binding {
        Binding::FeelScript { expression, result_variable: Some(name) } => {
            of_expression(expression, marks).map(|level| (name.clone(), level))
        }
        Binding::FeelScript { result_variable: None, .. }
        | Binding::None
        | Binding::Script { .. }
        | Binding::Decision { .. }
        | Binding::TaskType { .. }
        | Binding::Form(_) => None,
    }
}

fn carried(graph: &RoutineGraph, associations: &[DataAssociation], marks: &Marks) -> Vec<(String, Sensitivity)> {
    let level = |association: &DataAssociation| {
        let sources = association.sources.iter().filter_map(|source| graph.data_place(source));
        let sources = sources.filter_map(|place| marks.get(&place.variable).copied());
        let assigned = association.assignments.iter().filter_map(|one| of_expression(&one.from, marks));
        let made = association.transformation.iter().filter_map(|one| of_expression(one, marks));
        sources.chain(assigned).chain(made).max()
    };
    let target = |association: &DataAssociation| Some(graph.data_place(association.target.as_ref()?)?.variable.clone());
    associations.iter().filter_map(|association| Some((target(association)?, level(association)?))).collect()
}

fn of_expression(expression: &Expression, marks: &Marks) -> Option<Sensitivity> {
    let names: BTreeSet<&str> = expression.names().collect();
    names.into_iter().filter_map(|name| marks.get(name).copied()).max()
}

fn variable_of(target: &str) -> &str {
    target.split('.').next().unwrap_or(target)
}

fn mark(marks: &mut Marks, name: String, level: Sensitivity) {
    let known = marks.entry(name).or_insert(level);
    *known = (*known).max(level);
}
