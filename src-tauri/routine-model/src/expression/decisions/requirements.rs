//! What a decision requires, before the decision itself (DMN 1.5, 6.3).

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::{Writer, parts, types};
use crate::decision::{Node, NodeKind};

/// How long a chain of requirements may be.
const LONGEST_CHAIN: usize = 500;

/// The order in which the requirements of some nodes are computed.
#[derive(Default)]
struct Order<'m> {
    done: Vec<&'m Node>,
    under_way: Vec<&'m str>,
}

impl<'m> Writer<'m> {
    /// A context with an entry for each of these nodes and all that they require, `given` left out.
    pub(super) fn required(&mut self, nodes: &[&'m Node], given: &[&str]) -> AstNode {
        let mut order = Order::default();
        for node in nodes {
            self.visit(node, given, &mut order);
        }
        let mut entries = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for node in order.done {
            if known.contains(&node.name.as_str()) {
                self.complain(node.position, format!("Two things that a decision requires are named {}.", node.name));
            }
            known.push(&node.name);
            entries.extend(self.entry(node));
        }
        AstNode::Context(entries)
    }

    fn visit(&mut self, node: &'m Node, given: &[&str], order: &mut Order<'m>) {
        let is_done = order.done.iter().any(|done| done.id == node.id);
        if is_done || given.contains(&node.id.as_str()) || !self.findings.is_empty() {
            return;
        }
        if order.under_way.contains(&node.id.as_str()) {
            self.complain(node.position, format!("{} requires itself: {}.", node.name, order.under_way.join(", ")));
            return;
        }
        if order.under_way.len() >= LONGEST_CHAIN {
            self.complain(node.position, format!("A chain of more than {LONGEST_CHAIN} requirements ends here."));
            return;
        }
        order.under_way.push(&node.id);
        for id in &node.requires {
            match self.model.node(id) {
                // A knowledge model that calls itself is a function that calls itself.
                Some(required) if required.id == node.id && matches!(node.kind, NodeKind::Knowledge(_)) => {}
                Some(required) => self.visit(required, given, order),
                None => {
                    self.complain(node.position, format!("{} requires {id}, which is not in the file.", node.name));
                }
            }
        }
        order.under_way.pop();
        order.done.push(node);
    }

    /// What a node means to those that require it; input data without a type is the variable of that name.
    fn entry(&mut self, node: &'m Node) -> Option<AstNode> {
        let key = Name::from(&node.name);
        let missing = || format!("{} does not say how it is decided.", node.name);
        let value = match &node.kind {
            NodeKind::Input => {
                let kind = types::named(self, node.type_ref.as_deref()?);
                let function = types::from_outside(kind, &node.name);
                self.own_call(function, vec![parts::name(&key)])
            }
            NodeKind::Decision(Some(logic)) => {
                let value = self.logic(logic, &node.name);
                self.fitted(value, node.type_ref.as_deref(), &node.name)
            }
            NodeKind::Knowledge(Some(logic)) => self.logic(logic, &node.name),
            NodeKind::Decision(None) | NodeKind::Knowledge(None) => self.complain(node.position, missing()),
            NodeKind::Service { outputs, takes } => self.service(node, outputs, takes),
        };
        Some(parts::entry(&key, value))
    }

    /// A decision service is a function of what is handed to it (DMN 1.5, 10.4).
    fn service(&mut self, node: &'m Node, outputs: &'m [String], takes: &'m [String]) -> AstNode {
        let found =
            |ids: &'m [String]| ids.iter().map(|id| self.model.node(id).ok_or(id)).collect::<Result<Vec<_>, _>>();
        let (outputs, taken) = match (found(outputs), found(takes)) {
            (Ok(outputs), Ok(taken)) => (outputs, taken),
            (Err(id), _) | (_, Err(id)) => {
                return self.complain(node.position, format!("{} names {id}, which is not in the file.", node.name));
            }
        };
        let given: Vec<&str> = taken.iter().map(|node| node.id.as_str()).collect();
        let inside = self.required(&outputs, &given);
        let parameters: Vec<Name> = taken.iter().map(|node| Name::from(&node.name)).collect();
        let names: Vec<Name> = outputs.iter().map(|node| Name::from(&node.name)).collect();
        let body = match names.as_slice() {
            [only] => AstNode::Path(Box::new(inside), Box::new(parts::name(only))),
            several => {
                let whole = self.fresh();
                let of = |name: &Name| AstNode::Path(Box::new(parts::name(&whole)), Box::new(parts::name(name)));
                let picked = several.iter().map(|name| parts::entry(name, of(name))).collect();
                let result = self.fresh();
                parts::last_of(vec![parts::entry(&whole, inside)], &result, AstNode::Context(picked))
            }
        };
        parts::function(&parameters, body)
    }
}
