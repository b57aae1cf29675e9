//! Steps: they start, wait, are tried again and end.

use routine_model::{Credits, ElementId};
use serde_json::Value;

use super::At;
use crate::broken::Broken;
use crate::event::{
    StepBegun, StepCancelled, StepCharged, StepCompleted, StepEstimated, StepFailed, StepProduced, StepProgressed,
    StepRecorded, StepRequeued, StepRetried, StepSkipped, StepStarted, StepWaiting, StrategyOverridden,
};
use crate::ids::StepId;
use crate::record::{CallDecision, Money, StepRecord, WHOLE_STEP};
use crate::state::{ElementMark, RunProgress, Step};
use crate::status::{BranchStatus, RunStatus, StepStatus, WaitReason};

pub(super) fn started(progress: &mut RunProgress, event: &StepStarted, at: At) -> Result<(), Broken> {
    progress.take_from_queue(event.branch)?;
    if progress.status == RunStatus::Paused {
        progress.breakpoints.hits.clear();
    }
    let branch = progress.branch_mut(event.branch)?;
    branch.step = Some(event.step);
    branch.status = BranchStatus::Active { step: event.step };
    progress.next.step = progress.next.step.max(event.step.0 + 1);
    progress.iterations = progress.iterations.max(event.iteration);
    progress.steps_started += u64::from(event.activity);
    progress.add_step(Step {
        id: event.step,
        branch: event.branch,
        element: event.element.clone(),
        scope: event.scope,
        activity: event.activity,
        status: if event.queued { StepStatus::Queued } else { StepStatus::InProgress },
        attempt: 1,
        inputs: event.inputs.clone(),
        started_at: at.time,
        worked_ms: 0,
        worked_until: at.time,
        estimate: None,
        record_since: 1,
        record: Vec::new(),
        asked: Default::default(),
        answered: false,
        strategy: None,
        produced: None,
        inside: None,
        completed_inside: None,
        subscriptions: Default::default(),
        caught: Default::default(),
    });
    Ok(())
}

pub(super) fn estimated(progress: &mut RunProgress, event: &StepEstimated) -> Result<(), Broken> {
    progress.keep_back(event.step, |step| step.estimate = Some(event.credits))
}

pub(super) fn charged(progress: &mut RunProgress, event: &StepCharged) -> Result<(), Broken> {
    spend(progress, event.step, event.credits)
}

fn spend(progress: &mut RunProgress, step: StepId, credits: Credits) -> Result<(), Broken> {
    progress.credits = progress.credits.checked_add(credits).unwrap_or(Credits::from_micros(u64::MAX));
    progress.owe_swarm(step, credits)?;
    // What is paid need not be kept back any more.
    progress.keep_back(step, |step| {
        step.estimate = step.estimate.map(|estimate| estimate.checked_sub(credits).unwrap_or(Credits::ZERO));
    })
}

pub(super) fn recorded(progress: &mut RunProgress, event: &StepRecorded, at: At) -> Result<(), Broken> {
    let step = progress.step_mut(event.step)?;
    count_work(step, at);
    step.record.push(event.record.clone());
    if let StepRecord::CallDecided {
        call,
        decision: CallDecision::Approved { arguments: Some(Value::Object(inputs)) },
        ..
    } = &*event.record
        && call == WHOLE_STEP
        && matches!(step.record.first().map(|first| &**first), Some(StepRecord::CallAsked { call, .. }) if call == WHOLE_STEP)
    {
        step.inputs = inputs.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    }
    match &*event.record {
        StepRecord::PersonSaid { .. } | StepRecord::OutputsConfirmed { .. } | StepRecord::CallDecided { .. } => {
            step.answered = true;
        }
        _ => {}
    }
    match event.record.money() {
        Money::None => Ok(()),
        Money::Reserve(call, credits) => progress.keep_back(event.step, |step| {
            step.asked.insert(call, credits);
        }),
        Money::Settle(call, credits) => {
            progress.keep_back(event.step, |step| {
                step.asked.remove(&call);
            })?;
            spend(progress, event.step, credits)
        }
    }
}

fn count_work(step: &mut Step, at: At) {
    if step.status == StepStatus::InProgress {
        step.work_until(at.time);
    }
}

pub(super) fn requeued(progress: &mut RunProgress, event: &StepRequeued, at: At) -> Result<(), Broken> {
    count_work(progress.step_mut(event.step)?, at);
    progress.set_step_status(event.step, StepStatus::Queued)?;
    progress.keep_back(event.step, |step| step.estimate = event.needed)
}

pub(super) fn overridden(progress: &mut RunProgress, event: &StrategyOverridden) -> Result<(), Broken> {
    let strategies = &mut progress.config.strategies;
    match (event.step, event.setting) {
        (Some(step), setting) => progress.step_mut(step)?.strategy = setting,
        (None, Some(setting)) => {
            strategies.insert(event.element.clone(), setting);
        }
        (None, None) => {
            strategies.remove(&event.element);
        }
    }
    Ok(())
}

pub(super) fn begun(progress: &mut RunProgress, event: &StepBegun, at: At) -> Result<(), Broken> {
    progress.set_step_status(event.step, StepStatus::InProgress)?;
    let step = progress.step_mut(event.step)?;
    step.worked_until = at.time;
    step.answered = false;
    Ok(())
}

pub(super) fn waiting(progress: &mut RunProgress, event: &StepWaiting, at: At) -> Result<(), Broken> {
    count_work(progress.step_mut(event.step)?, at);
    progress.set_step_status(event.step, StepStatus::Waiting { on: event.on.clone() })
}

pub(super) fn progressed(progress: &mut RunProgress, event: &StepProgressed) -> Result<(), Broken> {
    progress.step_mut(event.step).map(|_| ())
}

pub(super) fn produced(progress: &mut RunProgress, event: &StepProduced) -> Result<(), Broken> {
    progress.step_mut(event.step)?.produced = Some(Box::new(event.clone()));
    Ok(())
}

pub(super) fn retried(progress: &mut RunProgress, event: &StepRetried) -> Result<(), Broken> {
    let status = match event.due {
        Some(due) => StepStatus::Waiting { on: WaitReason::Retry { due } },
        None => StepStatus::Queued,
    };
    progress.set_step_status(event.step, status)?;
    let step = progress.step_mut(event.step)?;
    step.attempt = event.attempt;
    step.produced = None;
    if !event.goes_on {
        step.record.clear();
        step.record_since = event.attempt;
        step.worked_ms = 0;
    }
    Ok(())
}

pub(super) fn completed(progress: &mut RunProgress, event: &StepCompleted) -> Result<(), Broken> {
    ended(progress, event.step, &event.element, |mark| mark.completed += 1)
}

pub(super) fn skipped(progress: &mut RunProgress, event: &StepSkipped) -> Result<(), Broken> {
    ended(progress, event.step, &event.element, |mark| mark.skipped += 1)
}

pub(super) fn failed(progress: &mut RunProgress, event: &StepFailed) -> Result<(), Broken> {
    ended(progress, event.step, &event.element, |mark| mark.failed += 1)
}

pub(super) fn cancelled(progress: &mut RunProgress, event: &StepCancelled) -> Result<(), Broken> {
    ended(progress, event.step, &event.element, |mark| mark.cancelled += 1)
}

fn ended(
    progress: &mut RunProgress,
    step: StepId,
    element: &ElementId,
    count: impl FnOnce(&mut ElementMark),
) -> Result<(), Broken> {
    progress.remove_step(step)?;
    if let Some(mark) = progress.marks.get_mut(element) {
        count(mark);
    } else {
        count(progress.marks.entry(element.clone()).or_default());
    }
    Ok(())
}
