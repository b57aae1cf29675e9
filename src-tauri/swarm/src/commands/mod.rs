//! What speaks against a command, and what it sets in motion. One file a family of commands.

mod account;
mod acting;
mod asking;
mod configuring;
mod coordinating;
mod creating;
mod life;
mod looking;
mod posting;
mod resources;
mod resuming;
mod runs;
mod subtasks;
mod team;
mod watching;

pub(crate) use creating::{create, faults_of, furnish};
pub(crate) use resuming::effects_to_resume;

use crate::author::{Author, Origin};
use crate::refusal::Refusal;
use crate::state::SwarmContext;
use crate::team::{SwarmAction, verdict};
use crate::turn::Turn;
use crate::{SwarmCommand, SwarmRejection};

/// Does what a command asks for, and what follows from it by itself.
pub(crate) fn handle(turn: &mut Turn<'_>, command: SwarmCommand) -> Result<(), SwarmRejection> {
    let spent = turn.state().ledger.spent;
    match command {
        SwarmCommand::CreateSwarm { .. } => return Err(SwarmRejection::Exists(turn.state().swarm.clone())),
        SwarmCommand::StartSwarm { by } => life::start(turn, &by)?,
        SwarmCommand::FinishStarting { result } => life::finish_starting(turn, result)?,
        SwarmCommand::PauseSwarm { by } => life::pause(turn, by)?,
        SwarmCommand::ResumeSwarm { by } => life::resume(turn, by)?,
        SwarmCommand::StopSwarm { by, message } => life::stop(turn, by, message)?,
        SwarmCommand::FailSwarm { message } => life::fail(turn, message)?,
        SwarmCommand::SetGoal { by, goal } => configuring::set_goal(turn, by, goal)?,
        SwarmCommand::ConfigureSwarm { by, policy, limits } => configuring::configure(turn, by, policy, limits)?,
        SwarmCommand::Post { by, writes } => posting::post(turn, by, &writes)?,
        SwarmCommand::RevertEntry { by, key, to_version, value, expected_version } => {
            posting::revert(turn, by, key, to_version, value, expected_version)?;
        }
        SwarmCommand::ReadEntries { by, keys } => posting::read(turn, by, keys)?,
        SwarmCommand::Ask(ask) => asking::ask(turn, ask)?,
        SwarmCommand::AddSubtask { by, subtask } => subtasks::add(turn, by, subtask)?,
        SwarmCommand::ChangeSubtask { by, subtask, change } => subtasks::change(turn, by, &subtask, change)?,
        SwarmCommand::MoveSubtask { by, subtask, status, message } => {
            subtasks::move_to(turn, by, subtask, status, message)?;
        }
        SwarmCommand::AddResource { by, resource } => resources::add(turn, by, resource)?,
        SwarmCommand::UpdateResource { by, resource } => resources::update(turn, by, resource)?,
        SwarmCommand::DeleteResource { by, id } => resources::delete(turn, by, id)?,
        SwarmCommand::SetMember { by, member } => team::set_member(turn, by, member)?,
        SwarmCommand::RemoveMember { by, member } => team::remove_member(turn, by, member)?,
        SwarmCommand::SetRole { by, role } => team::set_role(turn, by, role)?,
        SwarmCommand::RemoveRole { by, role } => team::remove_role(turn, by, role)?,
        SwarmCommand::SetLeader { by, leader, subtask } => team::set_leader(turn, by, leader, subtask)?,
        SwarmCommand::TopUp { by, amount } => account::top_up(turn, by, amount)?,
        SwarmCommand::SpawnChild { by, child, settings } => account::spawn_child(turn, by, child, *settings)?,
        SwarmCommand::TopUpChild { by, child, amount } => account::top_up_child(turn, &by, child, amount)?,
        SwarmCommand::ReportChild { child, spent_total, ended } => {
            account::report_child(turn, child, spent_total, ended)?;
        }
        SwarmCommand::AllotShare { share } => account::allot_share(turn, share)?,
        SwarmCommand::OfferRoutines { routines } => coordinating::offer_routines(turn, routines)?,
        SwarmCommand::ChooseRoutine { by, subtask, routine } => {
            coordinating::choose_routine(turn, by, subtask, routine)?;
        }
        SwarmCommand::ReserveForChoice { subtask, amount } => {
            coordinating::reserve_for_choice(turn, subtask, amount)?;
        }
        SwarmCommand::TakeChoice { subtask, routine, because, cost } => {
            coordinating::take_choice(turn, subtask, routine, because, cost)?;
        }
        SwarmCommand::FailStart { run, message } => runs::fail_start(turn, run, message)?,
    }
    watching::wake(turn)?;
    if turn.events().iter().any(|entry| looking::concerns_subtasks(&entry.event)) {
        subtasks::settle_dependencies(turn)?;
        coordinating::coordinate(turn)?;
    }
    life::close_when_empty(turn)?;
    account::tell_parent(turn, spent);
    Ok(())
}

/// Refuses what roles do not allow.
fn permit(context: &SwarmContext, who: &Author, action: SwarmAction, about: &str) -> Result<(), SwarmRejection> {
    let verdict = verdict(&context.team, who, action, about);
    let (action_words, key) = (action.words().to_owned(), about.to_owned());
    if !verdict.is_allowed {
        let reason = verdict.because.to_string();
        let refusal = Refusal::Forbidden { who: who.clone(), action: action_words, key, reason };
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    let is_models =
        matches!(who, Author::Member { .. } | Author::Routine) && verdict.because != crate::team::Because::Standing;
    if is_models && context.policy.approval_for(action, about).is_some() {
        let refusal = Refusal::NeedsApproval { action: action_words, key };
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    Ok(())
}

/// Refuses what changes a swarm that has ended.
fn not_ended(context: &SwarmContext) -> Result<(), SwarmRejection> {
    if context.status.has_ended() { Err(SwarmRejection::WrongStatus(context.status)) } else { Ok(()) }
}

/// Refuses one more of something when there are as many as there may be.
fn room_for(what: &str, there_are: usize, most: u64) -> Result<(), SwarmRejection> {
    let found = there_are as u64 + 1;
    if found <= most {
        return Ok(());
    }
    let refusal = Refusal::TooLarge { what: format!("the number of {what}"), found, most };
    Err(SwarmRejection::Refused { at: 0, refusal })
}

/// The origin of what the swarm does by itself.
fn by_itself() -> Origin {
    Author::Coordinator.into()
}
