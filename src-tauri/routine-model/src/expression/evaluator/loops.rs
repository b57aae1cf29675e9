//! `for`, `some`, `every`.

use std::ops::ControlFlow;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, Name};
use dsntk_feel_parser::AstNode;

use super::super::meter::{self, STEP};
use super::{Builder, names_in, nothing, null};

/// What one name of a loop goes through.
enum Source {
    Value(Evaluator),
    Interval(Evaluator, Evaluator),
}

type Sources = Vec<(Name, Source)>;

impl Builder<'_> {
    pub(super) fn for_loop(&mut self, contexts: AstNode, body: AstNode) -> Evaluator {
        let partial = Name::from("partial");
        let reads_partial = names_in(&body).contains(&partial);
        let sources = self.sources(contexts);
        let body = self.inside(body);
        Box::new(move |scope: &FeelScope| {
            let mut results = Vec::new();
            let mut size = STEP;
            let ended = each(scope, &sources, &mut |scope| {
                let value = if reads_partial {
                    let mut so_far = FeelContext::default();
                    so_far.set_entry(&partial, Value::List(std::mem::take(&mut results)));
                    let mark = meter::push_paid(scope, so_far, vec![(partial.clone(), size)]);
                    let value = body(scope);
                    let so_far = meter::pop(scope, mark).and_then(|mut context| context.remove_entry(&partial));
                    if let Some(Value::List(so_far)) = so_far {
                        results = so_far;
                    }
                    value
                } else {
                    body(scope)
                };
                size = size.saturating_add(meter::keep(&value));
                results.push(value);
                ControlFlow::Continue(())
            });
            match ended {
                ControlFlow::Continue(()) => Value::List(results),
                ControlFlow::Break(value) => value,
            }
        })
    }

    /// `some`, which one true turn decides, or `every`, which one false turn decides.
    pub(super) fn quantified(&mut self, contexts: AstNode, body: AstNode, decides: bool) -> Evaluator {
        let sources = self.sources(contexts);
        let body = self.inside(body);
        Box::new(move |scope: &FeelScope| {
            let mut undecided = None;
            let ended = each(scope, &sources, &mut |scope| {
                match body(scope) {
                    Value::Boolean(truth) if truth == decides => return ControlFlow::Break(Value::Boolean(decides)),
                    Value::Boolean(_) => {}
                    Value::Null(reason) => undecided = Some(Value::Null(reason)),
                    other => undecided = Some(null(format!("“satisfies” is of the kind {}", other.type_of()))),
                }
                ControlFlow::Continue(())
            });
            match ended {
                ControlFlow::Continue(()) => undecided.unwrap_or(Value::Boolean(!decides)),
                ControlFlow::Break(value) => value,
            }
        })
    }

    fn sources(&mut self, contexts: AstNode) -> Sources {
        use AstNode as N;
        let (N::IterationContexts(contexts) | N::QuantifiedContexts(contexts)) = contexts else { return Vec::new() };
        let mut sources = Vec::with_capacity(contexts.len());
        for context in contexts {
            let (name, source) = match context {
                N::IterationContextSingle(name, list) | N::QuantifiedContext(name, list) => {
                    (*name, Source::Value(self.source(*list, sources.is_empty())))
                }
                N::IterationContextInterval(name, from, to) => {
                    let first = sources.is_empty();
                    (*name, Source::Interval(self.source(*from, first), self.source(*to, first)))
                }
                _ => continue,
            };
            if let N::Name(name) = name {
                sources.push((name, source));
            }
        }
        sources
    }

    /// What the first name goes through is computed once, that of others in each turn of those before.
    fn source(&mut self, node: AstNode, first: bool) -> Evaluator {
        if first { self.build(node) } else { self.inside(node) }
    }
}

/// Does a turn for each combination of values, the first name's slowest; a break ends the loop with a value.
fn each(
    scope: &FeelScope,
    sources: &[(Name, Source)],
    turn: &mut dyn FnMut(&FeelScope) -> ControlFlow<Value>,
) -> ControlFlow<Value> {
    let Some(((name, source), inner)) = sources.split_first() else { return turn(scope) };
    let items = match source {
        Source::Value(list) => Items::of(list(scope)),
        Source::Interval(from, to) => Items::between(from(scope), to(scope)),
    };
    let items = match items {
        Ok(items) => items,
        Err(reason) => return ControlFlow::Break(null(reason)),
    };
    for item in items {
        if !meter::charge(STEP) {
            return ControlFlow::Break(nothing(scope));
        }
        let mut context = FeelContext::default();
        context.set_entry(name, item);
        let mark = meter::push(scope, context);
        let ended = each(scope, inner, turn);
        meter::pop(scope, mark);
        ended?;
    }
    ControlFlow::Continue(())
}

/// The values that a name goes through, one after the other.
enum Items {
    Values(std::vec::IntoIter<Value>),
    /// Next, last, and the way from one to the next; `None` at the end.
    Numbers(Option<FeelNumber>, FeelNumber, FeelNumber),
    /// Next and last date, and whether they go up.
    Dates(Option<Value>, Value, bool),
}

impl Items {
    /// A list's items, the members of a closed range of numbers or dates; anything else once.
    fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::List(items) => Ok(Self::Values(items.into_iter())),
            Value::Range(from, from_kind, to, to_kind)
                if matches!(*from, Value::Number(_) | Value::Date(_)) && from_kind.closed() && to_kind.closed() =>
            {
                match Self::between(*from, *to)? {
                    Self::Numbers(Some(next), last, _) if next > last => {
                        Err("the range ends before it begins".to_owned())
                    }
                    Self::Dates(_, _, false) => Err("the range ends before it begins".to_owned()),
                    items => Ok(items),
                }
            }
            Value::Range(..) => Err("a loop needs a closed range of numbers or dates".to_owned()),
            single => Ok(Self::Values(vec![single].into_iter())),
        }
    }

    /// From one number or date to another, up or down.
    fn between(from: Value, to: Value) -> Result<Self, String> {
        match (from, to) {
            (Value::Number(from), Value::Number(to)) => {
                let step = if from <= to { FeelNumber::one() } else { -FeelNumber::one() };
                Ok(Self::Numbers(Some(from), to, step))
            }
            (Value::Date(from), Value::Date(to)) => {
                let up = from <= to;
                Ok(Self::Dates(Some(Value::Date(from)), Value::Date(to), up))
            }
            (from, to) => Err(format!("a loop cannot go from {} to {}", from.type_of(), to.type_of())),
        }
    }
}

impl Iterator for Items {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        match self {
            Self::Values(values) => values.next(),
            Self::Numbers(next, last, step) => {
                let number = (*next)?;
                let following = number + *step;
                let goes_on = if step.is_negative() { following >= *last } else { following <= *last };
                // Beyond 34 digits a number plus one is that number again.
                *next = (goes_on && following != number).then_some(following);
                Some(Value::Number(number))
            }
            Self::Dates(next, last, up) => {
                let date = next.take()?;
                if let (Value::Date(date), Value::Date(last)) = (&date, &*last) {
                    let following = if *up { date.add_days(1) } else { date.sub_days(1) };
                    let goes_on = |date: &_| if *up { date <= last } else { date >= last };
                    *next = following.filter(goes_on).map(Value::Date);
                }
                Some(date)
            }
        }
    }
}
