//! Members, roles and resources.

use swarm::state::{Resource, SwarmContext};
use swarm::team::{Force, Member, MemberKind as Kind, Role, SwarmAction as Action};

use super::Names;
use super::entry::sensitivity_view;
use crate::contract::{MemberKind, MemberView, ResourceView, RoleView, RuleForce, RuleView, SwarmAction};

pub(super) fn member_view(context: &SwarmContext, member: &Member) -> MemberView {
    let (kind, persona, model, tools) = match &member.kind {
        Kind::Agent { persona, model, tools } => {
            (MemberKind::Agent, Some(persona.clone()).filter(|words| !words.is_empty()), model.clone(), tools.clone())
        }
        Kind::Person => (MemberKind::Person, None, None, Vec::new()),
    };
    MemberView {
        id: member.id.to_string(),
        name: member.name.clone(),
        kind,
        persona,
        model,
        tools,
        roles: member.roles.iter().map(ToString::to_string).collect(),
        clearance: sensitivity_view(member.clearance),
        leader: context.team.leader.as_ref() == Some(&member.id),
    }
}

pub(super) fn role_view(role: &Role) -> RoleView {
    let rules = role.norms.iter().map(|norm| RuleView {
        force: match norm.force {
            Force::Prohibition => RuleForce::Prohibition,
            Force::Permission => RuleForce::Permission,
            Force::Obligation => RuleForce::Obligation,
        },
        action: action_view(norm.action),
        pattern: norm.keys.as_ref().map(ToString::to_string),
    });
    RoleView {
        id: role.id.to_string(),
        description: role.description.clone(),
        actions: role.actions.iter().copied().map(action_view).collect(),
        rules: rules.collect(),
    }
}

pub(super) fn resource_view(names: Names<'_>, resource: &Resource) -> ResourceView {
    ResourceView {
        id: resource.id.clone(),
        name: resource.name.clone(),
        kind: resource.kind.clone(),
        mime: resource.mime.clone(),
        location: resource.location.clone(),
        made: resource.creator.as_ref().map(|origin| names.provenance(origin, resource.seq, None)),
    }
}

fn action_view(action: Action) -> SwarmAction {
    match action {
        Action::ReadEntries => SwarmAction::ReadEntries,
        Action::WriteEntries => SwarmAction::WriteEntries,
        Action::ManageSubtasks => SwarmAction::ManageSubtasks,
        Action::ManageResources => SwarmAction::ManageResources,
        Action::ManageTeam => SwarmAction::ManageTeam,
        Action::RunRoutines => SwarmAction::RunRoutines,
        Action::SendMessages => SwarmAction::SendMessages,
        Action::DefineTools => SwarmAction::DefineTools,
        Action::SpawnSwarms => SwarmAction::SpawnSwarms,
        Action::Configure => SwarmAction::Configure,
        Action::EndSwarm => SwarmAction::EndSwarm,
    }
}
