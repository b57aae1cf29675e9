//! Boxed expressions as trees (DMN 1.5, 10.2.2).

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::super::grammar::Form;
use super::{Writer, parts, types};
use crate::decision::{Entry, Logic, LogicKind, LoopKind, Typed};

impl<'m> Writer<'m> {
    /// The tree of a boxed expression; `title` is what people call the thing that it belongs to.
    pub(super) fn logic(&mut self, logic: &'m Logic, title: &str) -> AstNode {
        let value = self.untyped(logic, title);
        self.fitted(value, logic.type_ref.as_deref(), title)
    }

    fn untyped(&mut self, logic: &'m Logic, title: &str) -> AstNode {
        match &logic.kind {
            LogicKind::Literal(text) if text.text.trim().is_empty() => {
                self.complain(text.position, format!("An expression of {title} is empty."))
            }
            LogicKind::Literal(text) => self.parsed(text, Form::Expression),
            LogicKind::Table(table) => self.table(table, logic.position, title),
            LogicKind::Context(entries) => self.boxed_context(entries, title),
            LogicKind::List(items) => AstNode::List(items.iter().map(|item| self.logic(item, title)).collect()),
            LogicKind::Relation { columns, rows } => {
                let row = |writer: &mut Self, row: &'m Vec<Logic>| {
                    let cells = columns.iter().zip(row);
                    let cells =
                        cells.map(|(column, cell)| parts::entry(&Name::from(column), writer.logic(cell, title)));
                    AstNode::Context(cells.collect())
                };
                AstNode::List(rows.iter().map(|cells| row(self, cells)).collect())
            }
            LogicKind::Function { parameters, body } => self.boxed_function(parameters, body, title),
            LogicKind::Invocation { function, bindings } => {
                let function = self.logic(function, title);
                let bound = bindings.iter().map(|(name, value)| {
                    let name = AstNode::ParameterName(Name::from(name));
                    AstNode::NamedParameter(Box::new(name), Box::new(self.logic(value, title)))
                });
                let arguments = AstNode::NamedParameters(bound.collect());
                AstNode::FunctionInvocation(Box::new(function), Box::new(arguments))
            }
            LogicKind::Choice { condition, yes, no } => {
                let [condition, yes, no] = [condition, yes, no].map(|part| Box::new(self.logic(part, title)));
                AstNode::If(condition, yes, no)
            }
            LogicKind::Loop { kind, name, list, body } => {
                let name = Box::new(AstNode::Name(Name::from(name)));
                let (list, body) = (Box::new(self.logic(list, title)), Box::new(self.logic(body, title)));
                let over = |node: AstNode| Box::new(AstNode::QuantifiedContexts(vec![node]));
                match kind {
                    LoopKind::For => {
                        let over = AstNode::IterationContextSingle(name, list);
                        let body = Box::new(AstNode::EvaluatedExpression(body));
                        AstNode::For(Box::new(AstNode::IterationContexts(vec![over])), body)
                    }
                    LoopKind::Some => {
                        let body = Box::new(AstNode::Satisfies(body));
                        AstNode::Some(over(AstNode::QuantifiedContext(name, list)), body)
                    }
                    LoopKind::Every => {
                        let body = Box::new(AstNode::Satisfies(body));
                        AstNode::Every(over(AstNode::QuantifiedContext(name, list)), body)
                    }
                }
            }
            LogicKind::Filter { list, condition } => {
                let (list, condition) = (self.logic(list, title), self.logic(condition, title));
                AstNode::Filter(Box::new(list), Box::new(condition))
            }
            LogicKind::Foreign(reason) => self.complain(logic.position, format!("{title}: {reason}")),
        }
    }

    /// Entries see the ones before them; one without a name is what the context comes to.
    fn boxed_context(&mut self, entries: &'m [Entry], title: &str) -> AstNode {
        let mut written = Vec::with_capacity(entries.len());
        for entry in entries {
            let value = self.logic(&entry.value, title);
            match &entry.variable {
                Some(variable) => {
                    let is_function = matches!(value, AstNode::FunctionDefinition(..));
                    let value = if is_function {
                        value
                    } else {
                        self.fitted(value, variable.type_ref.as_deref(), &variable.name)
                    };
                    written.push(parts::entry(&Name::from(&variable.name), value));
                }
                None => {
                    let result = self.fresh();
                    return parts::last_of(written, &result, value);
                }
            }
        }
        AstNode::Context(written)
    }

    fn boxed_function(&mut self, parameters: &'m [Typed], body: &'m Logic, title: &str) -> AstNode {
        let names: Vec<Name> = parameters.iter().map(|parameter| Name::from(&parameter.name)).collect();
        let mut fitted = Vec::new();
        for (parameter, name) in parameters.iter().zip(&names) {
            if parameter.type_ref.is_some() {
                let value = self.fitted(parts::name(name), parameter.type_ref.as_deref(), &parameter.name);
                fitted.push(parts::entry(name, value));
            }
        }
        let body = self.logic(body, title);
        let result = self.fresh();
        parts::function(&names, parts::last_of(fitted, &result, body))
    }

    /// A value as the type that is declared for it; null when it is of another.
    pub(super) fn fitted(&mut self, value: AstNode, type_ref: Option<&str>, title: &str) -> AstNode {
        let Some(type_ref) = type_ref else { return value };
        match types::named(self, type_ref) {
            types::Type::Any => value,
            kind => {
                let function = types::from_inside(kind, title);
                self.own_call(function, vec![value])
            }
        }
    }
}
