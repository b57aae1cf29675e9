//! What a swarm does next: a pure decision over its state.

use std::cmp::Reverse;

use routine_model::{MemberId, SubtaskId};

use crate::policy::ChooseRoutine;
use crate::state::{RunStanding, Subtask, SubtaskStatus, SwarmContext};
use crate::status::{Blockage, BlockedOn, StatusReason};
use crate::team::MemberKind;

/// What is to be done now, and where the swarm stands then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordination {
    /// In this order.
    pub next: Vec<NextStep>,
    /// Why nothing is at work then; none when something is.
    pub idle: Option<StatusReason>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Start a run.
    Start {
        /// The subtask.
        subtask: SubtaskId,
        /// Path of the routine.
        routine: String,
        /// Who is to do it.
        member: Option<MemberId>,
    },
    /// Ask who can choose a routine.
    Choose {
        /// The subtask.
        subtask: SubtaskId,
        /// A model, and not a person.
        by_model: bool,
    },
}

/// Decides what to do: subtasks whose dependencies are done, the most urgent first, as many as may be at work at once.
///
/// Which routine: the one that was chosen for the subtask; or else the one that its `routine` names by path, name or a word of
/// what it does; or else, without such a word, the one that has most of its words in the subtask's description; or else a model
/// or a person is asked, if the policy says so.
#[must_use]
pub fn coordinate(context: &SwarmContext) -> Coordination {
    let most = usize::try_from(context.limits.parallel_runs).unwrap_or(usize::MAX);
    let at_work = context.runs_at_work().count();
    let mut free = most.saturating_sub(at_work);
    let mut next = Vec::new();
    let mut blocks = Vec::new();
    let mut ready: Vec<_> = context.subtasks.values().filter(|subtask| is_ready(context, subtask)).collect();
    ready.sort_by_key(|subtask| (Reverse(subtask.wanted.priority), subtask.place));
    for subtask in ready {
        let block = |on| Blockage { subtask: subtask.id().clone(), on };
        if let Some(person) = person_of(context, subtask) {
            blocks.push(block(BlockedOn::Person { member: person.clone() }));
        } else if let Some(routine) = routine_for(context, subtask) {
            if free > 0 {
                free -= 1;
                let member = subtask.assignee().cloned();
                next.push(NextStep::Start { subtask: subtask.id().clone(), routine, member });
            }
        } else if !subtask.choosing {
            match context.policy.choose_routine {
                ChooseRoutine::Nobody => {
                    blocks.push(block(BlockedOn::NoRoutine { wanted: subtask.wanted.routine.clone() }));
                }
                ChooseRoutine::Model => next.push(NextStep::Choose { subtask: subtask.id().clone(), by_model: true }),
                ChooseRoutine::Person => next.push(NextStep::Choose { subtask: subtask.id().clone(), by_model: false }),
            }
        }
    }
    let is_choosing = context.subtasks.values().any(|subtask| subtask.choosing);
    let is_below = context.children.values().any(|child| !child.has_ended);
    let idle = (at_work == 0 && next.is_empty() && !is_choosing && !is_below).then(|| why_idle(context, blocks));
    Coordination { next, idle }
}

/// Nothing speaks against beginning it.
#[must_use]
pub(crate) fn is_ready(context: &SwarmContext, subtask: &Subtask) -> bool {
    subtask.status == SubtaskStatus::Todo && unfinished(context, subtask).next().is_none()
}

/// What it depends on and what is not done.
fn unfinished<'c>(context: &'c SwarmContext, subtask: &'c Subtask) -> impl Iterator<Item = &'c SubtaskId> {
    let is_done = |id: &SubtaskId| context.subtasks.get(id).is_none_or(|other| other.status == SubtaskStatus::Done);
    subtask.wanted.depends_on.iter().filter(move |id| !is_done(id))
}

/// The person who has to do it.
fn person_of<'c>(context: &'c SwarmContext, subtask: &'c Subtask) -> Option<&'c MemberId> {
    let assignee = subtask.assignee()?;
    context.team.member(assignee).filter(|member| member.kind == MemberKind::Person).map(|member| &member.id)
}

fn routine_for(context: &SwarmContext, subtask: &Subtask) -> Option<String> {
    if let Some(chosen) = &subtask.chosen {
        return Some(chosen.clone());
    }
    let offers = &context.routines;
    if let Some(wanted) = &subtask.wanted.routine {
        let by_path = offers.iter().find(|offer| offer.path == *wanted);
        let by_name = || offers.iter().find(|offer| offer.name == *wanted);
        let by_word = || offers.iter().find(|offer| offer.does.contains(wanted));
        return by_path.or_else(by_name).or_else(by_word).map(|offer| offer.path.clone());
    }
    let words = words_of(&subtask.wanted.description);
    let score = |does: &[String]| does.iter().filter(|phrase| has_phrase(&words, &words_of(phrase))).count();
    let scored = offers.iter().map(|offer| (score(&offer.does), offer)).filter(|(score, _)| *score > 0);
    // Of two that fit equally well, the first by path.
    scored.min_by_key(|(score, offer)| (Reverse(*score), &offer.path)).map(|(_, offer)| offer.path.clone())
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn has_phrase(words: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && words.windows(phrase.len()).any(|window| window == phrase)
}

fn why_idle(context: &SwarmContext, ready: Vec<Blockage>) -> StatusReason {
    if context.subtasks.is_empty() {
        return StatusReason::NothingToDo;
    }
    if context.subtasks.values().all(|subtask| subtask.status.is_over()) {
        return StatusReason::Done;
    }
    let mut blocks = ready;
    let mut subtasks: Vec<_> = context.subtasks.values().collect();
    subtasks.sort_by_key(|subtask| subtask.place);
    for subtask in subtasks {
        let on = match subtask.status {
            SubtaskStatus::Done | SubtaskStatus::Cancelled => continue,
            SubtaskStatus::Todo => {
                let open: Vec<_> = unfinished(context, subtask).cloned().collect();
                if open.is_empty() {
                    continue;
                }
                BlockedOn::Dependencies { subtasks: open }
            }
            SubtaskStatus::InProgress => match person_of(context, subtask) {
                Some(person) => BlockedOn::Person { member: person.clone() },
                None => BlockedOn::Underway,
            },
            SubtaskStatus::Blocked | SubtaskStatus::Failed => {
                subtask.blocked.clone().unwrap_or(BlockedOn::Said { message: String::new() })
            }
        };
        blocks.push(Blockage { subtask: subtask.id().clone(), on });
    }
    let waits = |block: &Blockage| matches!(block.on, BlockedOn::Person { .. } | BlockedOn::Underway);
    if blocks.iter().any(waits) { StatusReason::WaitsForPeople { blocks } } else { StatusReason::Stuck { blocks } }
}

/// Whether a subtask's latest run is still there.
#[must_use]
pub(crate) fn has_run_at_work(context: &SwarmContext, subtask: &Subtask) -> bool {
    let run = subtask.run.as_ref().and_then(|run| context.runs.get(run));
    run.is_some_and(|run| run.standing != RunStanding::Left)
}
