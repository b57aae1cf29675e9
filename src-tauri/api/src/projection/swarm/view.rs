//! The whole of a swarm but for its entries.

use swarm::state::SwarmContext;

use super::team::{member_view, resource_view, role_view};
use super::{Names, subtask, summary};
use crate::contract::{StrategySetting, SwarmView};

/// A swarm as it is. The blackboard's entries are not looked at.
pub(crate) fn swarm_view(context: &SwarmContext) -> SwarmView {
    let names = Names(context);
    SwarmView {
        summary: summary(context),
        default_strategy: context.policy.default_strategy.as_deref().and_then(strategy_view),
        subtasks: subtask::subtask_views(context),
        members: context.team.members.iter().map(|member| member_view(context, member)).collect(),
        roles: context.team.roles.iter().map(role_view).collect(),
        resources: context.resources.values().map(|resource| resource_view(names, resource)).collect(),
        runs: context.runs_at_work().map(|(id, run)| subtask::run_view(context, id, run)).collect(),
        children: context.children.keys().map(ToString::to_string).collect(),
    }
}

fn strategy_view(word: &str) -> Option<StrategySetting> {
    serde_json::from_value(word.into()).ok()
}
