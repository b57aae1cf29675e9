//! A model chooses a routine for a subtask. What it may cost is kept back in the swarm's account before it is asked, and what
//! it did cost is booked with the choice; a request whose answer was lost with the program counts in full.

use routine_model::{Credits, SubtaskId, SwarmId};
use run_engine::StepRecord;
use step_execution::{Progress, ProgressSink, RecordRefused, RoutineQuestion};
use swarm::{Refusal, SwarmCommand, SwarmContext, SwarmRejection};
use tokio::sync::mpsc;

use super::door::SwarmHost;
use super::error::SwarmError;
use super::hands::Undone;
use crate::host::RunHost;

/// Has a model choose, and tells the swarm what it chose, or why there is no choice.
pub(super) async fn choose(host: &RunHost, swarm: &SwarmId, subtask: &SubtaskId) -> Result<(), Undone> {
    let swarms = host.swarms();
    let (asked, of) = (subtask.clone(), swarm.clone());
    let Some(question) = swarms.read(swarm, move |context| question(context, of, &asked)).await? else {
        return Ok(());
    };
    let (records, mut taken) = mpsc::unbounded_channel();
    let sink = ProgressSink::new(move |progress| match progress {
        // Whoever takes them waits for the answer beside this.
        Progress::Record { record, stored } => drop(records.send((record, stored))),
        other => other.count_as_stored(),
    });
    let executor = host.parts.executor.clone();
    let answered = executor.choose_routine(question, sink);
    let booked = async {
        let mut cost = Credits::ZERO;
        while let Some((record, stored)) = taken.recv().await {
            if let Some(credits) = record.spent() {
                cost = cost.checked_add(credits).unwrap_or(cost);
            }
            let result = if let StepRecord::ModelAsked { reserved, .. } = &*record {
                reserve(&swarms, swarm, subtask, *reserved).await
            } else {
                Ok(())
            };
            // Whoever asks may be gone.
            let _ = stored.send(result);
        }
        cost
    };
    let (answer, cost) = tokio::join!(answered, booked);
    let (routine, because) = match answer {
        Ok(choice) => (choice.routine, choice.because),
        Err(reason) => (None, reason),
    };
    let choice = SwarmCommand::TakeChoice { subtask: subtask.clone(), routine, because, cost };
    swarms.send(swarm, choice).await?;
    Ok(())
}

fn question(context: &SwarmContext, swarm: SwarmId, subtask: &SubtaskId) -> Option<RoutineQuestion> {
    let found = context.subtasks.get(subtask).filter(|subtask| subtask.choosing)?;
    Some(RoutineQuestion {
        swarm,
        goal: context.goal.clone(),
        subtask: format!("{}: {}", found.wanted.id, found.wanted.description),
        attempt: context.seq,
        offers: context.routines.clone(),
        is_limited: context.ledger.allocated.is_some(),
    })
}

async fn reserve(
    swarms: &SwarmHost,
    swarm: &SwarmId,
    subtask: &SubtaskId,
    amount: Credits,
) -> Result<(), RecordRefused> {
    match swarms.send(swarm, SwarmCommand::ReserveForChoice { subtask: subtask.clone(), amount }).await {
        Ok(_) => Ok(()),
        Err(SwarmError::Rejected(SwarmRejection::Refused {
            refusal: Refusal::OutOfCredits { asked, available },
            ..
        })) => Err(RecordRefused::OutOfCredits { needed: asked, left: available }),
        Err(error) => Err(RecordRefused::Over(error.to_string())),
    }
}
