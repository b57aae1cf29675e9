//! Members act: what is done is done once, what is not is on record with the reason.

use super::{account, asking, life, permit, resources, subtasks};
use crate::SwarmRejection;
use crate::act::MemberAct;
use crate::ask::{AskAnswer, RunAsk};
use crate::event::AskDone;
use crate::policy::{SwarmPolicy, WhenDone};
use crate::refusal::Refusal;
use crate::settings::SwarmSettings;
use crate::turn::Turn;

pub(super) fn act(turn: &mut Turn<'_>, ask: &RunAsk, act: MemberAct) -> Result<(), SwarmRejection> {
    let refusal = match attempt(turn, ask, act) {
        Ok(()) => {
            turn.emit(AskDone { run: ask.run.clone(), ask: ask.ask.clone() })?;
            asking::reply(turn, &ask.run, &ask.ask, AskAnswer::Done);
            return Ok(());
        }
        Err(broken @ SwarmRejection::Broken(_)) => return Err(broken),
        Err(SwarmRejection::Refused { refusal, .. }) => refusal,
        Err(rejection) => Refusal::Impossible { reason: rejection.code().to_owned(), message: rejection.to_string() },
    };
    Ok(asking::refuse(turn, &ask.run, &ask.ask, refusal)?)
}

fn attempt(turn: &mut Turn<'_>, ask: &RunAsk, act: MemberAct) -> Result<(), SwarmRejection> {
    let by = ask.origin();
    match act {
        MemberAct::AddSubtask { subtask } => subtasks::add(turn, by, subtask),
        MemberAct::MoveSubtask { subtask, status, message } => subtasks::move_to(turn, by, subtask, status, message),
        MemberAct::AddResource { resource } => resources::add(turn, by, resource),
        MemberAct::UpdateResource { resource } => resources::update(turn, by, resource),
        MemberAct::DeleteResource { id } => resources::delete(turn, by, id),
        MemberAct::SpawnChild { child, settings } => {
            // Nobody gets by a swarm of their own what they do not have here. It ends when it has done what it is for, so
            // that the rest of its share comes back.
            let context = turn.state();
            let policy = SwarmPolicy { when_done: WhenDone::Stop, ..context.policy.clone() };
            let (team, limits) = (context.team.clone(), context.limits.clone());
            account::spawn_child(turn, by, child, SwarmSettings { team, policy, limits, ..*settings })
        }
        MemberAct::StopSwarm { message } => life::stop(turn, by.who, message),
        MemberAct::Outside { action, about } => permit(turn.state(), &by.who, action, &about),
    }
}
