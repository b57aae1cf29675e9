//! Who works here, and who may do what.

use crate::broken::Broken;
use crate::event::{LeaderSet, MemberRemoved, MemberSet, RoleRemoved, RoleSet};
use crate::state::SwarmContext;

pub(super) fn member_set(context: &mut SwarmContext, event: &MemberSet) -> Result<(), Broken> {
    let members = &mut context.team.members;
    match members.iter_mut().find(|member| member.id == event.member.id) {
        Some(member) => *member = event.member.clone(),
        None => members.push(event.member.clone()),
    }
    Ok(())
}

pub(super) fn member_removed(context: &mut SwarmContext, event: &MemberRemoved) -> Result<(), Broken> {
    let team = &mut context.team;
    team.members.retain(|member| member.id != event.member);
    team.leader.take_if(|leader| *leader == event.member);
    team.subtask_leaders.retain(|_, leader| *leader != event.member);
    Ok(())
}

pub(super) fn role_set(context: &mut SwarmContext, event: &RoleSet) -> Result<(), Broken> {
    let roles = &mut context.team.roles;
    match roles.iter_mut().find(|role| role.id == event.role.id) {
        Some(role) => *role = event.role.clone(),
        None => roles.push(event.role.clone()),
    }
    Ok(())
}

pub(super) fn role_removed(context: &mut SwarmContext, event: &RoleRemoved) -> Result<(), Broken> {
    let team = &mut context.team;
    team.roles.retain(|role| role.id != event.role);
    team.members.iter_mut().for_each(|member| member.roles.retain(|role| *role != event.role));
    Ok(())
}

pub(super) fn leader_set(context: &mut SwarmContext, event: &LeaderSet) -> Result<(), Broken> {
    let team = &mut context.team;
    match (&event.subtask, &event.leader) {
        (None, leader) => team.leader.clone_from(leader),
        (Some(subtask), Some(leader)) => {
            team.subtask_leaders.insert(subtask.clone(), leader.clone());
        }
        (Some(subtask), None) => {
            team.subtask_leaders.remove(subtask);
        }
    }
    Ok(())
}
