//! What a DMN file holds, as it is written.

use crate::position::Position;

/// A text of the file, and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) position: Position,
}

/// The whole file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) types: Vec<ItemDefinition>,
    pub(crate) nodes: Vec<Node>,
}

impl Model {
    pub(crate) fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    pub(crate) fn decision(&self, id: &str) -> Option<&Node> {
        self.node(id).filter(|node| matches!(node.kind, NodeKind::Decision(_)))
    }

    pub(crate) fn item(&self, name: &str) -> Option<&ItemDefinition> {
        self.types.iter().find(|item| item.name == name)
    }
}

/// A type that the file defines (DMN 1.5, 7.3.2).
#[derive(Clone, Debug)]
pub(crate) struct ItemDefinition {
    pub(crate) name: String,
    pub(crate) is_list: bool,
    pub(crate) is_function: bool,
    pub(crate) base: Option<String>,
    /// Unary tests that a value, or each item of a list, has to fulfil.
    pub(crate) allowed: Option<Text>,
    pub(crate) components: Vec<ItemDefinition>,
}

/// Something of the requirements graph (DMN 1.5, 6.3).
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) id: String,
    /// The name by which expressions speak of it.
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
    /// Ids of what it requires.
    pub(crate) requires: Vec<String>,
    pub(crate) kind: NodeKind,
    pub(crate) position: Position,
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Input,
    Decision(Option<Logic>),
    Knowledge(Option<Logic>),
    /// Ids of what a decision service gives, and of what it takes, in the order of its parameters.
    Service {
        outputs: Vec<String>,
        takes: Vec<String>,
    },
}

/// A name with the type that it is declared to have.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) name: String,
    pub(crate) type_ref: Option<String>,
}

/// A boxed expression (DMN 1.5, 10.2.2).
#[derive(Clone, Debug)]
pub(crate) struct Logic {
    pub(crate) kind: LogicKind,
    pub(crate) type_ref: Option<String>,
    pub(crate) position: Position,
}

#[derive(Clone, Debug)]
pub(crate) enum LogicKind {
    Literal(Text),
    Table(Table),
    Context(Vec<Entry>),
    List(Vec<Logic>),
    Relation {
        columns: Vec<String>,
        rows: Vec<Vec<Logic>>,
    },
    Function {
        parameters: Vec<Typed>,
        body: Box<Logic>,
    },
    Invocation {
        function: Box<Logic>,
        bindings: Vec<(String, Logic)>,
    },
    Choice {
        condition: Box<Logic>,
        yes: Box<Logic>,
        no: Box<Logic>,
    },
    Loop {
        kind: LoopKind,
        name: String,
        list: Box<Logic>,
        body: Box<Logic>,
    },
    Filter {
        list: Box<Logic>,
        condition: Box<Logic>,
    },
    /// What this program does not evaluate, and why.
    Foreign(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoopKind {
    For,
    Some,
    Every,
}

/// An entry of a boxed context; one without a name is its result.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) variable: Option<Typed>,
    pub(crate) value: Logic,
}

/// A decision table (DMN 1.5, 8.3).
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) policy: HitPolicy,
    pub(crate) inputs: Vec<Clause>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) rules: Vec<Rule>,
}

/// What is looked at in a column.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) expression: Text,
    pub(crate) type_ref: Option<String>,
    pub(crate) allowed: Option<Text>,
}

/// What comes out of a column.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) name: Option<String>,
    /// Its values, the one with the highest priority first.
    pub(crate) values: Option<Text>,
    pub(crate) default: Option<Text>,
}

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Column by column, as the results.
    pub(crate) tests: Vec<Text>,
    pub(crate) results: Vec<Text>,
    pub(crate) position: Position,
}

/// What happens when several rules match (DMN 1.5, 8.2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HitPolicy {
    Unique,
    Any,
    Priority,
    First,
    RuleOrder,
    OutputOrder,
    Collect,
    Sum,
    Least,
    Greatest,
    Count,
}
