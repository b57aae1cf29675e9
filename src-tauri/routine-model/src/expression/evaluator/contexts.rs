//! `{a: 1, b: a + 1}`.

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::super::meter;
use super::{Builder, names_in, null};

impl Builder<'_> {
    pub(super) fn context(&mut self, entries: Vec<AstNode>) -> Evaluator {
        let mut built: Vec<(Name, Evaluator)> = Vec::with_capacity(entries.len());
        let mut builds_upon_itself = false;
        for entry in entries {
            let AstNode::ContextEntry(key, value) = entry else { continue };
            let AstNode::ContextEntryKey(key) = *key else { continue };
            // Entries that read others could double what they have read, again and again.
            if !builds_upon_itself && !built.is_empty() {
                let names = names_in(&value);
                builds_upon_itself = built.iter().any(|(key, _)| names.contains(key));
            }
            let evaluator = match *value {
                AstNode::FunctionDefinition(parameters, body) => self.definition(*parameters, *body, Some(key.clone())),
                value if builds_upon_itself => self.inside(value),
                value => self.build(value),
            };
            built.push((key, evaluator));
        }
        Box::new(move |scope: &FeelScope| {
            let mut done = FeelContext::default();
            if !builds_upon_itself {
                for (key, evaluator) in &built {
                    if done.contains_entry(key) {
                        return null(format!("the key “{key}” is there twice"));
                    }
                    done.set_entry(key, evaluator(scope));
                }
                return Value::Context(done);
            }
            let mark = meter::push(scope, FeelContext::default());
            for (key, evaluator) in &built {
                let value = evaluator(scope);
                if done.contains_entry(key) {
                    meter::pop(scope, mark);
                    return null(format!("the key “{key}” is there twice"));
                }
                meter::set(scope, key, value.clone());
                done.set_entry(key, value);
            }
            meter::pop(scope, mark);
            Value::Context(done)
        })
    }
}
