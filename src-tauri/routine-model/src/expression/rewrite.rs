//! From what the parser crate read to what is evaluated.
//!
//! The walk gives names back their spelling, notes what is read, refuses what must not run, and tells the expression's own
//! functions from built-in ones.

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::MAX_NESTING;
use super::functions;
use super::needs::Needs;
use super::syntax::Plain;
use super::types;
use super::walk::map_children;

/// Begins names that only the prepared expression knows, so that they cannot meet a variable's.
pub(super) const OWN: char = '\u{E01F1}';
/// What is wrong, and what would help.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    pub message: String,
    pub hint: Option<&'static str>,
    /// The name that it is about.
    pub about: Option<String>,
}

/// What the walk found out.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub needs: Needs,
    /// Loops over data or functions of its own: the time that it takes depends on more than its length.
    pub loops: bool,
    /// Its functions call functions: how deep that goes shows only when it is evaluated.
    pub recursive: bool,
}

pub(super) fn rewrite(node: AstNode, plain: &Plain) -> Result<(AstNode, Findings), Refusal> {
    let mut walk = Rewrite {
        plain,
        findings: Findings::default(),
        bound: Vec::new(),
        depth: 0,
        filters: 0,
        doubts: 0,
        functions: 0,
    };
    let node = walk.expression(node)?;
    Ok((node, walk.findings))
}

struct Rewrite<'p> {
    plain: &'p Plain,
    findings: Findings,
    /// Names that the expression itself gives a meaning to, innermost last.
    bound: Vec<String>,
    depth: usize,
    /// How many filters are around: names in there may be members of an item.
    filters: usize,
    /// How many questions are around whether something exists.
    doubts: usize,
    /// How many functions of its own are around.
    functions: usize,
}

impl Rewrite<'_> {
    fn expression(&mut self, node: AstNode) -> Result<AstNode, Refusal> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            let message = format!("The expression is nested more than {MAX_NESTING} deep.");
            return Err(Refusal { message, hint: Some("Split it up."), about: None });
        }
        let scope = self.bound.len();
        let node = self.node(node)?;
        self.bound.truncate(scope);
        self.depth -= 1;
        Ok(node)
    }

    fn boxed(&mut self, node: AstNode) -> Result<Box<AstNode>, Refusal> {
        self.expression(node).map(Box::new)
    }

    fn node(&mut self, node: AstNode) -> Result<AstNode, Refusal> {
        use AstNode as N;
        Ok(match node {
            N::Name(name) => self.variable(&name, &[]),
            N::Path(of, member) => self.path(*of, *member)?,
            N::Context(entries) => N::Context(self.entries(entries)?),
            N::For(contexts, body) => {
                self.findings.loops = true;
                let contexts = self.contexts(*contexts)?;
                self.bound.push("partial".to_owned());
                N::For(Box::new(contexts), self.boxed(*body)?)
            }
            N::Some(contexts, body) => {
                self.findings.loops = true;
                N::Some(Box::new(self.contexts(*contexts)?), self.boxed(*body)?)
            }
            N::Every(contexts, body) => {
                self.findings.loops = true;
                N::Every(Box::new(self.contexts(*contexts)?), self.boxed(*body)?)
            }
            N::Filter(list, condition) => {
                let list = self.boxed(*list)?;
                self.findings.loops |= self.filters > 0;
                self.filters += 1;
                self.bound.push("item".to_owned());
                let condition = self.boxed(*condition)?;
                self.filters -= 1;
                N::Filter(list, condition)
            }
            N::FunctionDefinition(parameters, body) => self.definition(*parameters, *body)?,
            N::FunctionInvocation(function, arguments) => self.call(*function, *arguments)?,
            N::NamedParameter(name, value) => N::NamedParameter(Box::new(self.spelled(*name)), self.boxed(*value)?),
            N::InstanceOf(value, kind) => {
                N::InstanceOf(self.boxed(*value)?, Box::new(types::known(self.spelled(*kind))?))
            }
            other => map_children(other, &mut |child| self.expression(child))?,
        })
    }

    fn spelled(&self, node: AstNode) -> AstNode {
        spelled(node, self.plain)
    }

    fn real(&self, name: &Name) -> Name {
        Name::from(self.plain.name(name.as_str()))
    }

    /// A use of a name as a value.
    fn variable(&mut self, name: &Name, path: &[String]) -> AstNode {
        let name = self.real(name);
        if self.bound.iter().any(|bound| bound == name.as_str()) {
            return AstNode::Name(name);
        }
        // A variable may be called like a function; the prepared expression keeps the two apart.
        let alias =
            if functions::is_built_in(name.as_str()) { Name::from(format!("{OWN}{name}")) } else { name.clone() };
        let in_filter = self.filters > 0;
        let path = if in_filter { &[] } else { path };
        self.findings.needs.read(name.as_str(), &alias, path, in_filter || self.doubts > 0);
        AstNode::Name(if in_filter { name } else { alias })
    }

    fn path(&mut self, of: AstNode, member: AstNode) -> Result<AstNode, Refusal> {
        let mut members = vec![self.spelled(member)];
        let mut root = of;
        while let AstNode::Path(of, member) = root {
            members.push(self.spelled(*member));
            root = *of;
        }
        if members.len() > MAX_NESTING {
            let message = format!("The path has more than {MAX_NESTING} steps.");
            return Err(Refusal { message, ..Refusal::default() });
        }
        members.reverse();
        let root = match root {
            AstNode::Name(name) => {
                let path: Vec<String> = members.iter().filter_map(name_of).collect();
                self.variable(&name, &path)
            }
            other => self.expression(other)?,
        };
        Ok(members.into_iter().fold(root, |of, member| AstNode::Path(Box::new(of), Box::new(member))))
    }

    /// Entries see the ones before them.
    fn entries(&mut self, entries: Vec<AstNode>) -> Result<Vec<AstNode>, Refusal> {
        let mut done = Vec::with_capacity(entries.len());
        for entry in entries {
            let AstNode::ContextEntry(key, value) = entry else {
                done.push(self.expression(entry)?);
                continue;
            };
            let key = self.spelled(*key);
            // A function sees itself, other values only what stands before them.
            let is_function = matches!(*value, AstNode::FunctionDefinition(..));
            self.bound.extend(name_of(&key).filter(|_| is_function));
            let value = self.boxed(*value)?;
            self.bound.extend(name_of(&key).filter(|_| !is_function));
            done.push(AstNode::ContextEntry(Box::new(key), value));
        }
        Ok(done)
    }

    /// The `x in list` of loops: each binds its name for those behind it and for the body.
    fn contexts(&mut self, contexts: AstNode) -> Result<AstNode, Refusal> {
        use AstNode as N;
        map_children(contexts, &mut |context| {
            Ok(match context {
                N::IterationContextSingle(name, list) => {
                    let list = self.boxed(*list)?;
                    N::IterationContextSingle(self.bind(*name), list)
                }
                N::QuantifiedContext(name, list) => {
                    let list = self.boxed(*list)?;
                    N::QuantifiedContext(self.bind(*name), list)
                }
                N::IterationContextInterval(name, first, last) => {
                    let (first, last) = (self.boxed(*first)?, self.boxed(*last)?);
                    N::IterationContextInterval(self.bind(*name), first, last)
                }
                other => self.expression(other)?,
            })
        })
    }

    fn bind(&mut self, name: AstNode) -> Box<AstNode> {
        let name = self.spelled(name);
        self.bound.extend(name_of(&name));
        Box::new(name)
    }

    fn definition(&mut self, parameters: AstNode, body: AstNode) -> Result<AstNode, Refusal> {
        self.findings.loops = true;
        let parameters = types::known(self.spelled(parameters))?;
        if let AstNode::FormalParameters(all) = &parameters {
            for parameter in all {
                if let AstNode::FormalParameter(name, _) = parameter {
                    self.bound.extend(name_of(name));
                }
            }
        }
        self.functions += 1;
        let body = self.boxed(body)?;
        self.functions -= 1;
        Ok(AstNode::FunctionDefinition(Box::new(parameters), body))
    }

    fn call(&mut self, function: AstNode, arguments: AstNode) -> Result<AstNode, Refusal> {
        let AstNode::Name(word) = &function else {
            return self.own_call(function, arguments);
        };
        let name = self.real(word);
        if self.bound.iter().any(|bound| bound == name.as_str()) {
            return self.own_call(function, arguments);
        }
        match (name.as_str(), &arguments) {
            ("now", AstNode::PositionalParameters(all)) if all.is_empty() => {
                return Ok(AstNode::Name(self.findings.needs.moment().clone()));
            }
            ("today", AstNode::PositionalParameters(all)) if all.is_empty() => {
                return Ok(AstNode::Name(self.findings.needs.day().clone()));
            }
            _ => {}
        }
        if !functions::is_built_in(name.as_str()) && !name.as_str().starts_with(OWN) {
            return Err(functions::refusal(name.as_str()));
        }
        let asks = usize::from(matches!(name.as_str(), "is defined" | "get or else"));
        self.doubts += asks;
        let arguments = self.expression(arguments)?;
        self.doubts -= asks;
        Ok(AstNode::FunctionInvocation(Box::new(AstNode::Name(name)), Box::new(arguments)))
    }

    /// A call of a function that the expression itself defines.
    fn own_call(&mut self, function: AstNode, arguments: AstNode) -> Result<AstNode, Refusal> {
        self.findings.loops = true;
        self.findings.recursive |= self.functions > 0;
        let function = AstNode::EvaluatedExpression(self.boxed(function)?);
        Ok(AstNode::FunctionInvocation(Box::new(function), Box::new(self.expression(arguments)?)))
    }
}

/// A tree with names as the file spells them.
pub(super) fn spelled(node: AstNode, plain: &Plain) -> AstNode {
    let name = |name: &Name| Name::from(plain.name(name.as_str()));
    match node {
        AstNode::ContextEntryKey(key) => AstNode::ContextEntryKey(name(&key)),
        AstNode::ContextTypeEntryKey(key) => AstNode::ContextTypeEntryKey(name(&key)),
        AstNode::ParameterName(parameter) => AstNode::ParameterName(name(&parameter)),
        AstNode::QualifiedNameSegment(segment) => AstNode::QualifiedNameSegment(name(&segment)),
        AstNode::Name(plain) => AstNode::Name(name(&plain)),
        other => match map_children::<std::convert::Infallible>(other, &mut |child| Ok(spelled(child, plain))) {
            Ok(node) => node,
            Err(never) => match never {},
        },
    }
}

fn name_of(node: &AstNode) -> Option<String> {
    match node {
        AstNode::Name(name) | AstNode::ContextEntryKey(name) | AstNode::ParameterName(name) => {
            Some(name.as_str().to_owned())
        }
        _ => None,
    }
}
