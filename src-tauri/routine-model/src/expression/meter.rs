//! What an evaluation may spend.
//!
//! Steps are counted instead of time, so that an expression ends in the same way on every machine. Whatever goes through
//! data pays for it: a turn of a loop, a call, and each value by its size when it is read and when it is kept. An
//! evaluation that has spent everything computes nothing more: all that is left of it ends with null at once.
//!
//! The budget belongs to the thread, as the FEEL crate's evaluators have no place for it; one evaluation uses it at a time.

use std::cell::{Cell, RefCell};

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};

/// How many turns of loops, filtered items and calls an evaluation may do at most; what they do counts besides.
pub const MAX_STEPS: u64 = 1_000_000;
/// The parts of a step.
pub(super) const STEP: u64 = 32;
/// What one operator costs.
pub(super) const OPERATOR: u64 = 4;
/// What keeping one value costs, texts by their length besides.
const KEPT: u64 = 16;
const KEPT_BYTES: usize = 8;
/// How deep calls may nest, counted in operators and brackets.
pub(super) const MAX_CALL_DEPTH: usize = 20_000;
/// How deep a value may be nested.
pub(super) const MAX_VALUE_DEPTH: usize = 128;

/// Why an evaluation was stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// All steps are used up.
    Steps,
    /// Calls are nested too deep.
    Calls,
    /// A value is nested too deep.
    Nesting,
    /// The expression itself says so.
    Asserted(String),
}

#[derive(Default)]
struct Meter {
    left: Cell<u64>,
    stopped: Cell<bool>,
    why: RefCell<Option<Stop>>,
    depth: Cell<usize>,
    /// How much it costs to read each name in sight, innermost last.
    sizes: RefCell<Vec<(Name, u64)>>,
}

thread_local! {
    static METER: Meter = Meter::default();
}

/// Begins an evaluation over `base`.
pub(super) fn start(base: &FeelContext) {
    METER.with(|meter| {
        meter.left.set(MAX_STEPS * STEP);
        meter.stopped.set(false);
        meter.why.replace(None);
        meter.depth.set(0);
        let mut sizes = meter.sizes.borrow_mut();
        sizes.clear();
        sizes.extend(base.iter().map(|(name, value)| (name.clone(), kept(value, 0).unwrap_or(u64::MAX))));
    });
}

impl Meter {
    /// Stops the evaluation, if it has not been stopped before.
    fn stop(&self, why: Stop) {
        if !self.stopped.replace(true) {
            self.why.replace(Some(why));
        }
    }
}

/// Pays; false when there is nothing left, or something else has stopped the evaluation.
pub(super) fn charge(parts: u64) -> bool {
    METER.with(|meter| {
        match meter.left.get().checked_sub(parts) {
            Some(left) => meter.left.set(left),
            None => meter.stop(Stop::Steps),
        }
        !meter.stopped.get()
    })
}

/// Pays for keeping a value, and says what that was.
pub(super) fn keep(value: &Value) -> u64 {
    let Some(cost) = kept(value, 0) else {
        METER.with(|meter| meter.stop(Stop::Nesting));
        return 0;
    };
    charge(cost);
    cost
}

/// Pays for reading a name `times` over.
pub(super) fn read(name: &Name, times: u64) -> bool {
    let size = METER
        .with(|meter| meter.sizes.borrow().iter().rev().find(|(known, _)| known == name).map_or(0, |(_, size)| *size));
    charge((size / 2).saturating_mul(times))
}

/// Whether the evaluation has been stopped.
pub(super) fn stopped() -> bool {
    METER.with(|meter| meter.stopped.get())
}

/// Why the evaluation has been stopped, if it has.
pub(super) fn why_stopped() -> Option<Stop> {
    METER.with(|meter| meter.why.take())
}

/// Stops the evaluation with a reason of the expression's own.
pub(super) fn fail(reason: String) {
    METER.with(|meter| meter.stop(Stop::Asserted(reason)));
}

/// How large a value is; 1 for a number.
pub(super) fn weight(value: &Value) -> u64 {
    kept(value, 0).map_or(u64::MAX, |cost| cost / KEPT)
}

/// Enters a call whose body is nested so deep; false when calls are nested too deep already.
pub(super) fn enter(depth: usize) -> bool {
    METER.with(|meter| {
        let deeper = meter.depth.get() + depth;
        if deeper > MAX_CALL_DEPTH {
            meter.stop(Stop::Calls);
            return false;
        }
        meter.depth.set(deeper);
        true
    })
}

/// Leaves what [`enter`] entered.
pub(super) fn leave(depth: usize) {
    METER.with(|meter| meter.depth.set(meter.depth.get().saturating_sub(depth)));
}

/// Gives names a meaning until [`pop`], and pays for keeping their values.
pub(super) fn push(scope: &FeelScope, context: FeelContext) -> usize {
    let sizes: Vec<_> = context.iter().map(|(name, value)| (name.clone(), keep(value))).collect();
    push_paid(scope, context, sizes)
}

/// Gives names a meaning whose cost of reading is known and paid.
pub(super) fn push_paid(scope: &FeelScope, context: FeelContext, sizes: Vec<(Name, u64)>) -> usize {
    scope.push(context);
    METER.with(|meter| {
        let mut known = meter.sizes.borrow_mut();
        let mark = known.len();
        known.extend(sizes);
        mark
    })
}

/// Gives a name a meaning in the innermost context.
pub(super) fn set(scope: &FeelScope, name: &Name, value: Value) {
    let size = keep(&value);
    METER.with(|meter| meter.sizes.borrow_mut().push((name.clone(), size)));
    scope.set_value(name, value);
}

/// Takes back what was pushed at `mark`.
pub(super) fn pop(scope: &FeelScope, mark: usize) -> Option<FeelContext> {
    METER.with(|meter| meter.sizes.borrow_mut().truncate(mark));
    scope.pop()
}

/// What keeping a value costs; `None` when it is nested too deep.
fn kept(value: &Value, depth: usize) -> Option<u64> {
    if depth > MAX_VALUE_DEPTH {
        return None;
    }
    let bytes = |length: usize| u64::try_from(length / KEPT_BYTES).unwrap_or(u64::MAX);
    let inner = match value {
        Value::String(text) | Value::Null(Some(text)) => bytes(text.len()),
        Value::List(items) | Value::ExpressionList(items) | Value::NegatedCommaList(items) => {
            items.iter().try_fold(0, |sum: u64, item| Some(sum.saturating_add(kept(item, depth + 1)?)))?
        }
        Value::Context(context) => kept_members(context, depth)?,
        Value::FunctionDefinition(_, _, _, _, closure, _) => kept_members(closure, depth)?,
        _ => 0,
    };
    Some(inner.saturating_add(KEPT))
}

fn kept_members(context: &FeelContext, depth: usize) -> Option<u64> {
    context.iter().try_fold(0, |sum: u64, (_, value)| Some(sum.saturating_add(KEPT + kept(value, depth + 1)?)))
}
