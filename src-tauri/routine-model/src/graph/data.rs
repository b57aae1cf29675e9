//! Data in diagrams (BPMN 2.0.2, 10.4) and the mappings of `zeebe:ioMapping`.

use super::entry::EntryBinding;
use crate::expression::Expression;
use crate::graph::sensitivity::Sensitivity;
use crate::ids::ElementId;

/// `source` evaluated into the variable (or path) `target`.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// What is read.
    pub source: Expression,
    /// A variable name, or a dotted path into one.
    pub target: String,
}

/// A `property` of a process, activity or event: a variable of its scope.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its id.
    pub id: ElementId,
    /// The variable's name; the id where there is none.
    pub name: String,
    /// `routine:sensitivity`.
    pub sensitivity: Option<Sensitivity>,
}

/// A data object, data store, input or output: something that data associations read and write.
#[derive(Clone, Debug)]
pub struct DataElement {
    /// Its id.
    pub id: ElementId,
    /// The variable's name; the id where there is none.
    pub name: String,
    /// Which data element it is.
    pub kind: DataKind,
    /// The container that it lives in; none for a data store of the file.
    pub container: Option<ElementId>,
    /// A list.
    pub is_collection: bool,
    /// `routine:entry` of a data store or a reference to one: what its associations are bound to.
    pub entry: Option<EntryBinding>,
    /// `routine:sensitivity`.
    pub sensitivity: Option<Sensitivity>,
}

/// Which data element it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataKind {
    /// Lives as long as its container.
    Object,
    /// A reference; reads and writes go to what it names.
    ObjectReference(Option<ElementId>),
    /// Outlives the run.
    Store,
    /// A reference to a data store.
    StoreReference(Option<ElementId>),
    /// `dataInput` of an IO specification.
    Input,
    /// `dataOutput` of an IO specification.
    Output,
}

/// `ioSpecification`: what an activity, process or global task needs and gives; of an event its data inputs or outputs.
#[derive(Clone, Debug, Default)]
pub struct IoSpecification {
    /// `dataInput`s.
    pub inputs: Vec<DataElement>,
    /// `dataOutput`s.
    pub outputs: Vec<DataElement>,
    /// `inputSet`s; the first whose data are there is the one that counts.
    pub input_sets: Vec<DataSet>,
    /// `outputSet`s.
    pub output_sets: Vec<DataSet>,
}

/// `inputSet` or `outputSet`: data that are needed, or given, together (BPMN 2.0.2, tables 10.62 and 10.63).
#[derive(Clone, Debug, Default)]
pub struct DataSet {
    /// All of it.
    pub members: Vec<ElementId>,
    /// `optionalInputRefs` and the like: may be missing.
    pub optional: Vec<ElementId>,
    /// `whileExecutingInputRefs` and the like: may come, or be given, after the start.
    pub while_executing: Vec<ElementId>,
}

impl DataSet {
    /// The members without which the set is not available.
    pub fn required(&self) -> impl Iterator<Item = &ElementId> {
        self.members.iter().filter(|member| !self.optional.contains(member) && !self.while_executing.contains(member))
    }
}

impl IoSpecification {
    /// The input of this id or, failing that, of this name.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&DataElement> {
        find(&self.inputs, name)
    }

    /// The output of this id or, failing that, of this name.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&DataElement> {
        find(&self.outputs, name)
    }

    /// Whether an input may be missing: no set that holds it requires it.
    #[must_use]
    pub fn is_optional(&self, input: &ElementId) -> bool {
        !self.input_sets.iter().any(|set| set.required().any(|member| member == input))
    }
}

fn find<'d>(elements: &'d [DataElement], name: &str) -> Option<&'d DataElement> {
    let by_id = elements.iter().find(|element| element.id.as_str() == name);
    by_id.or_else(|| elements.iter().find(|element| element.name == name))
}

/// `dataInputAssociation` or `dataOutputAssociation`.
#[derive(Clone, Debug, Default)]
pub struct DataAssociation {
    /// Its id.
    pub id: Option<ElementId>,
    /// What is read.
    pub sources: Vec<ElementId>,
    /// What is written.
    pub target: Option<ElementId>,
    /// Applied to the source before it is written.
    pub transformation: Option<Expression>,
    /// Parts of the source to parts of the target.
    pub assignments: Vec<Assignment>,
    /// `routine:entry`: which blackboard entry, when the other side is a data store.
    pub entry: Option<EntryBinding>,
}

/// `assignment`: `from` evaluated into `to`.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// What is read.
    pub from: Expression,
    /// The path that is written.
    pub to: String,
}
