//! What each signal weighs; docs/strategies.md has the same table with reasons.
//!
//! Bindings and element types come first, outputs second, words third: all words together cannot outvote a binding, because
//! they are not even read where there is one.

use super::score::Points;

const fn eighths(eighths: i32) -> Points {
    Points::eighths(eighths)
}

pub(super) const BOUND: Points = eighths(32);
pub(super) const MODEL_REASONING: Points = eighths(16);
pub(super) const MODEL_CONVERSATIONAL: Points = eighths(12);
pub(super) const MODEL_DETERMINISTIC: Points = eighths(-16);
pub(super) const PERSON_DETERMINISTIC: Points = eighths(14);
pub(super) const PERSON_REASONING: Points = eighths(-16);
pub(super) const UNBOUND: Points = eighths(8);
pub(super) const PROMPT: Points = eighths(12);
pub(super) const NO_OUTPUTS: Points = eighths(2);
pub(super) const SCHEMA_REASONING: Points = eighths(4);
pub(super) const SCHEMA_CONVERSATIONAL: Points = eighths(3);
pub(super) const NOTHING_GIVEN: Points = eighths(5);
pub(super) const SOMETHING_GIVEN: Points = eighths(6);
pub(super) const TEXT_OUT: Points = eighths(4);
pub(super) const AGREEMENT_OUT: Points = eighths(4);
pub(super) const MEASURED_OUT_DETERMINISTIC: Points = eighths(6);
pub(super) const MEASURED_OUT_REASONING: Points = eighths(-4);
pub(super) const LANE: Points = eighths(2);
pub(super) const REPEATED: Points = eighths(2);
pub(super) const BEFORE: Points = eighths(1);
pub(super) const NOBODY_THERE: Points = eighths(-8);
pub(super) const COMPLEX: Points = eighths(4);
pub(super) const PAST: Points = eighths(4);

/// For one word, two different ones, three or more of a group in documentation or prompt.
pub(super) const EXCHANGE: [Points; 3] = [eighths(4), eighths(8), eighths(12)];
pub(super) const ROUNDS: [Points; 3] = [eighths(6), eighths(9), eighths(12)];
pub(super) const ENDING: [Points; 3] = [eighths(8), eighths(10), eighths(10)];
pub(super) const LETTING: [Points; 3] = [eighths(6), eighths(9), eighths(12)];
pub(super) const PEOPLE: [Points; 3] = [eighths(3), eighths(5), eighths(6)];
pub(super) const THOUGHT: [Points; 3] = [eighths(6), eighths(10), eighths(13)];
pub(super) const WRITING: [Points; 3] = [eighths(6), eighths(10), eighths(12)];
pub(super) const MECHANICAL: [Points; 3] = [eighths(2), eighths(3), eighths(4)];
pub(super) const SPOKEN_WITH: Points = eighths(10);
pub(super) const LENGTH: Points = eighths(6);
pub(super) const DENIED: Points = eighths(-4);
pub(super) const QUESTION: Points = eighths(4);
/// Words of the name; names mislead.
pub(super) const NAME_EXCHANGE: Points = eighths(6);
pub(super) const NAME_SPOKEN_WITH: Points = eighths(8);
pub(super) const NAME_THOUGHT: Points = eighths(6);
pub(super) const NAME_MECHANICAL: Points = eighths(5);
