//! Functions that the FEEL crate lacks, said in plain FEEL.

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::rewrite::{OWN, Refusal, Rewrite, name_of};

impl Rewrite<'_> {
    /// Functions that are said in plain FEEL.
    pub(super) fn translated(&mut self, name: &str, arguments: &[AstNode]) -> Result<Option<AstNode>, Refusal> {
        let node = match (name, arguments) {
            ("now", []) => {
                AstNode::Name(self.findings.needs.moment.get_or_insert_with(|| Name::from(format!("{OWN}now"))).clone())
            }
            ("today", []) => {
                AstNode::Name(self.findings.needs.day.get_or_insert_with(|| Name::from(format!("{OWN}today"))).clone())
            }
            ("is defined", [AstNode::Name(_) | AstNode::Path(..)]) => match self.free_path(&arguments[0]) {
                Some(path) => {
                    let answer = Name::from(format!("{OWN}{}?", path.join(".")));
                    self.findings.needs.existence.push((answer.clone(), path));
                    AstNode::Name(answer)
                }
                None => not_null(self.expression(arguments[0].clone())?),
            },
            ("is defined", [value]) => not_null(self.expression(value.clone())?),
            ("get or else", [value, otherwise]) => {
                let both = vec![self.expression(value.clone())?, self.expression(otherwise.clone())?];
                let present =
                    AstNode::Filter(Box::new(AstNode::List(both)), Box::new(not_null(AstNode::Name("item".into()))));
                AstNode::Filter(Box::new(present), Box::new(number("1")))
            }
            ("number", [text]) => call("number", vec![self.expression(text.clone())?, AstNode::Null, AstNode::Null]),
            ("is empty", [list]) => {
                AstNode::Eq(Box::new(call("count", vec![self.expression(list.clone())?])), Box::new(number("0")))
            }
            ("is blank", [text]) => {
                call("matches", vec![self.expression(text.clone())?, AstNode::String("^\\s*$".to_owned())])
            }
            ("trim", [text]) => {
                let edges = AstNode::String("^\\s+|\\s+$".to_owned());
                call("replace", vec![self.expression(text.clone())?, edges, AstNode::String(String::new())])
            }
            _ => return Ok(None),
        };
        Ok(Some(node))
    }

    /// The names along a path that begins at a variable.
    fn free_path(&self, node: &AstNode) -> Option<Vec<String>> {
        let mut path = Vec::new();
        let mut node = node;
        while let AstNode::Path(of, member) = node {
            path.push(self.plain.name(&name_of(member)?).to_owned());
            node = of;
        }
        let root = self.plain.name(&name_of(node)?).to_owned();
        if self.filters > 0 || self.bound.contains(&root) {
            return None;
        }
        path.push(root);
        path.reverse();
        Some(path)
    }
}

fn call(function: &str, arguments: Vec<AstNode>) -> AstNode {
    AstNode::FunctionInvocation(
        Box::new(AstNode::Name(function.into())),
        Box::new(AstNode::PositionalParameters(arguments)),
    )
}

fn number(digits: &str) -> AstNode {
    AstNode::Numeric(digits.to_owned(), String::new(), '+', String::new())
}

fn not_null(node: AstNode) -> AstNode {
    AstNode::Nq(Box::new(node), Box::new(AstNode::Null))
}
