//! The types that a file declares, and values as these types (DMN 1.5, 10.3.2.9.4).

use std::sync::Arc;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};

use super::super::built_in::original;
use super::super::evaluator::{self, OwnFunction};
use super::super::rewrite;
use super::super::syntax::Plain;
use super::Writer;
use crate::decision::ItemDefinition;

/// How deep types may be made of types.
const DEEPEST: usize = 32;

/// Whether a value is among those that are allowed.
type Allowed = Arc<dyn Fn(&Value) -> bool + Send + Sync>;

#[derive(Clone)]
pub(super) enum Type {
    Any,
    Text,
    Number,
    Truth,
    Date,
    Time,
    Moment,
    Days,
    Months,
    Context,
    Function,
    List(Box<Type>),
    Record(Vec<(Name, Type)>),
    Narrowed(Box<Type>, Allowed),
}

/// The type of a name; anything, when nothing defines it.
pub(super) fn named(writer: &mut Writer<'_>, name: &str) -> Type {
    resolved(writer, name, 0)
}

fn resolved(writer: &mut Writer<'_>, name: &str, depth: usize) -> Type {
    let model = writer.model;
    if let Some(item) = model.item(name) {
        return of_item(writer, item, depth + 1);
    }
    let local = name.rsplit_once(['.', ':']).map_or(name, |(_, local)| local);
    match local {
        "string" => Type::Text,
        "number" => Type::Number,
        "boolean" => Type::Truth,
        "date" => Type::Date,
        "time" => Type::Time,
        "dateTime" | "date and time" => Type::Moment,
        "dayTimeDuration" | "days and time duration" => Type::Days,
        "yearMonthDuration" | "years and months duration" => Type::Months,
        "context" => Type::Context,
        other => match model.item(other).filter(|_| other != name) {
            Some(item) => of_item(writer, item, depth + 1),
            None => Type::Any,
        },
    }
}

fn of_item<'m>(writer: &mut Writer<'m>, item: &'m ItemDefinition, depth: usize) -> Type {
    if depth > DEEPEST {
        return Type::Any;
    }
    let mut kind = if item.is_function {
        Type::Function
    } else if !item.components.is_empty() {
        let mut members = Vec::with_capacity(item.components.len());
        for component in &item.components {
            members.push((Name::from(&component.name), of_item(writer, component, depth + 1)));
        }
        Type::Record(members)
    } else {
        item.base.as_deref().map_or(Type::Any, |base| resolved(writer, base, depth))
    };
    if let Some(allowed) = item.allowed.as_ref().and_then(|text| allowed(writer, text)) {
        kind = match kind {
            // Of a list that is a type by itself, each item has to be allowed.
            Type::List(inner) if !item.is_list => Type::List(Box::new(Type::Narrowed(inner, allowed))),
            kind => Type::Narrowed(Box::new(kind), allowed),
        };
    }
    if item.is_list { Type::List(Box::new(kind)) } else { kind }
}

/// The allowed values of a type as a question that can be asked of a value.
fn allowed<'m>(writer: &mut Writer<'m>, text: &'m crate::decision::Text) -> Option<Allowed> {
    let subject = writer.fresh();
    let asked = writer.asks(text, &subject)?;
    let (tree, _) =
        rewrite::rewrite(asked, &Plain::blank()).map_err(|refusal| writer.refuse(text.position, refusal)).ok()?;
    let evaluator = evaluator::build(tree, &writer.own).evaluator;
    Some(Arc::new(move |value: &Value| {
        let mut context = FeelContext::default();
        context.set_entry(&subject, value.clone());
        evaluator(&FeelScope::from(context)) == Value::Boolean(true)
    }))
}

/// A function that gives a value of the model as a type, null when it is of another.
pub(super) fn from_inside(kind: Type, title: &str) -> OwnFunction {
    function(kind, title, false)
}

/// A function that gives a value of the routine as a type: JSON has no dates, so a text may be one.
pub(super) fn from_outside(kind: Type, title: &str) -> OwnFunction {
    function(kind, title, true)
}

fn function(kind: Type, title: &str, outside: bool) -> OwnFunction {
    let title = title.trim().to_owned();
    Arc::new(move |given: &[Value]| {
        let value = given.first().cloned().unwrap_or(Value::Null(None));
        let shown = value.type_of();
        fitted(value, &kind, outside)
            .unwrap_or_else(|| Value::Null(Some(format!("“{title}” is {shown}, and not what its type says"))))
    })
}

/// A value as a type; none when it is of another.
fn fitted(value: Value, kind: &Type, outside: bool) -> Option<Value> {
    use Value as V;
    match (kind, value) {
        (_, value @ V::Null(_)) | (Type::Any, value) => Some(value),
        (Type::List(inner), V::List(items)) => {
            items.into_iter().map(|item| fitted(item, inner, outside)).collect::<Option<_>>().map(V::List)
        }
        (Type::List(inner), single) => Some(V::List(vec![fitted(single, inner, outside)?])),
        (Type::Narrowed(base, allowed), value) => fitted(value, base, outside).filter(|value| allowed(value)),
        (kind, V::List(items)) => match <[Value; 1]>::try_from(items) {
            Ok([only]) => fitted(only, kind, outside),
            Err(_) => None,
        },
        (Type::Record(members), V::Context(mut context)) => {
            for (name, kind) in members {
                match context.get_entry(name).cloned() {
                    Some(value) => context.set_entry(name, fitted(value, kind, outside)?),
                    // Whoever starts a routine may leave out what nothing asks for.
                    None if outside => {}
                    None => return None,
                }
            }
            Some(V::Context(context))
        }
        (Type::Text, value @ V::String(_))
        | (Type::Number, value @ V::Number(_))
        | (Type::Truth, value @ V::Boolean(_))
        | (Type::Date, value @ V::Date(_))
        | (Type::Time, value @ V::Time(_))
        | (Type::Moment, value @ V::DateTime(_))
        | (Type::Days, value @ V::DaysAndTimeDuration(_))
        | (Type::Months, value @ V::YearsAndMonthsDuration(_))
        | (Type::Context, value @ V::Context(_))
        | (Type::Function, value @ (V::FunctionDefinition(..) | V::BuiltInFunction(_))) => Some(value),
        (Type::Moment, day @ V::Date(_)) => {
            let midnight = original("time", &[V::String("00:00:00Z".to_owned())]);
            Some(original("date and time", &[day, midnight]))
        }
        (kind, V::String(text)) if outside => written(text, kind),
        _ => None,
    }
}

/// A date, time or duration as JSON has to write it.
fn written(text: String, kind: &Type) -> Option<Value> {
    let function = match kind {
        Type::Date => "date",
        Type::Time => "time",
        Type::Moment => "date and time",
        Type::Days | Type::Months => "duration",
        Type::Any
        | Type::Text
        | Type::Number
        | Type::Truth
        | Type::Context
        | Type::Function
        | Type::List(_)
        | Type::Record(_)
        | Type::Narrowed(..) => return None,
    };
    let value = original(function, &[Value::String(text)]);
    if value.is_null() { None } else { fitted(value, kind, false) }
}
