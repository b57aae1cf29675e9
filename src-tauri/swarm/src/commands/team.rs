//! Members, roles and leaders come and go.

use routine_model::{MemberId, SubtaskId};

use super::{not_ended, permit, room_for};
use crate::SwarmRejection;
use crate::author::Author;
use crate::event::{LeaderSet, MemberRemoved, MemberSet, RoleRemoved, RoleSet};
use crate::state::SwarmContext;
use crate::team::{Member, Role, RoleId, SwarmAction};
use crate::turn::Turn;

fn check(context: &SwarmContext, by: &Author, about: &str) -> Result<(), SwarmRejection> {
    not_ended(context)?;
    permit(context, by, SwarmAction::ManageTeam, about)
}

pub(super) fn set_member(turn: &mut Turn<'_>, by: Author, member: Member) -> Result<(), SwarmRejection> {
    let context = turn.state();
    check(context, &by, member.id.as_str())?;
    if context.team.member(&member.id).is_none() {
        room_for("members", context.team.members.len(), context.limits.members)?;
    }
    if let Some(role) = member.roles.iter().find(|role| context.team.role(role).is_none()) {
        return Err(SwarmRejection::UnknownMember(format!("role {role}")));
    }
    Ok(turn.emit(MemberSet { member, by })?)
}

pub(super) fn remove_member(turn: &mut Turn<'_>, by: Author, member: MemberId) -> Result<(), SwarmRejection> {
    check(turn.state(), &by, member.as_str())?;
    if turn.state().team.member(&member).is_none() {
        return Err(SwarmRejection::UnknownMember(format!("member {member}")));
    }
    Ok(turn.emit(MemberRemoved { member, by })?)
}

pub(super) fn set_role(turn: &mut Turn<'_>, by: Author, role: Role) -> Result<(), SwarmRejection> {
    let context = turn.state();
    check(context, &by, &role.id.0)?;
    if context.team.role(&role.id).is_none() {
        room_for("roles", context.team.roles.len(), context.limits.members)?;
    }
    Ok(turn.emit(RoleSet { role, by })?)
}

pub(super) fn remove_role(turn: &mut Turn<'_>, by: Author, role: RoleId) -> Result<(), SwarmRejection> {
    check(turn.state(), &by, &role.0)?;
    if turn.state().team.role(&role).is_none() {
        return Err(SwarmRejection::UnknownMember(format!("role {role}")));
    }
    Ok(turn.emit(RoleRemoved { role, by })?)
}

pub(super) fn set_leader(
    turn: &mut Turn<'_>,
    by: Author,
    leader: Option<MemberId>,
    subtask: Option<SubtaskId>,
) -> Result<(), SwarmRejection> {
    let context = turn.state();
    check(context, &by, leader.as_ref().map_or("", |leader| leader.as_str()))?;
    if let Some(leader) = leader.as_ref().filter(|leader| context.team.member(leader).is_none()) {
        return Err(SwarmRejection::UnknownMember(format!("member {leader}")));
    }
    if let Some(subtask) = subtask.as_ref().filter(|subtask| !context.subtasks.contains_key(*subtask)) {
        return Err(SwarmRejection::UnknownSubtask(subtask.clone()));
    }
    Ok(turn.emit(LeaderSet { leader, subtask, by })?)
}
