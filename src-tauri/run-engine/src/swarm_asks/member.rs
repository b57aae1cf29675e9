//! As whom a flow node is done.

use routine_model::{ElementId, MemberId, SubtaskId, SwarmId};
use serde_json::Value;

use crate::ids::{ScopeId, StepId};
use crate::state::{Graphs, RunProgress, Scope};

/// A member of the team, as a step is done by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepMember {
    /// Their id.
    pub id: String,
    /// Their name; the id where the team has none.
    pub name: String,
    /// A person, and no agent.
    pub is_person: bool,
    /// Who a model is to be.
    pub persona: Option<String>,
    /// `provider/model`.
    pub model: Option<String>,
    /// The tools that they may call, as `routine:tools` lists them; none leaves that to the step.
    pub tools: Option<String>,
}

impl StepMember {
    /// What the swarm has told of its team, looked up; somebody whom it has not told of has nothing but their id.
    fn of(id: &MemberId, team: Option<&Value>) -> Self {
        let told = team
            .and_then(Value::as_array)
            .and_then(|team| team.iter().find(|member| member.get("id").and_then(Value::as_str) == Some(id.as_str())));
        let text = |key: &str| {
            let text = told?.get(key)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let list = told.and_then(|told| told.get("tools")?.as_array()).filter(|list| !list.is_empty());
        Self {
            id: id.to_string(),
            name: text("name").unwrap_or_else(|| id.to_string()),
            is_person: text("kind").is_some_and(|kind| kind == "person"),
            persona: text("persona"),
            model: text("model"),
            tools: list.map(|list| list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")),
        }
    }
}

/// As whom a step is done.
pub(crate) fn step_member(
    progress: &RunProgress,
    graphs: &Graphs,
    scope: ScopeId,
    element: &ElementId,
) -> Option<StepMember> {
    let member = member_of(progress, graphs, scope, element)?;
    Some(StepMember::of(&member, progress.swarm.as_ref()?.context.get("team")))
}

/// The place of a step in its swarm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepSwarm {
    /// The swarm.
    pub swarm: SwarmId,
    /// The subtask that its run works on.
    pub subtask: Option<SubtaskId>,
    /// As whom it is done; none does what the swarm lets every routine do.
    pub member: Option<MemberId>,
}

/// In which swarm a step is done, and as whom.
pub(crate) fn step_swarm(
    progress: &RunProgress,
    graphs: &Graphs,
    scope: ScopeId,
    element: &ElementId,
) -> Option<StepSwarm> {
    let link = progress.config.swarm.as_ref()?;
    Some(StepSwarm {
        swarm: link.swarm.clone(),
        subtask: link.subtask.clone(),
        member: member_of(progress, graphs, scope, element),
    })
}

/// The member in whose lane a flow node of a scope stands. Where its own routine has no such lane, that of the call which it
/// is in; else the one that the run's link names.
pub(crate) fn member_of(
    progress: &RunProgress,
    graphs: &Graphs,
    scope: ScopeId,
    element: &ElementId,
) -> Option<MemberId> {
    let link = progress.config.swarm.as_ref()?;
    let mut at = progress.scopes.get(&scope).map(|scope| (scope, element));
    while let Some((scope, element)) = at {
        let graph = graphs.get(&scope.routine)?;
        if let Some(member) = graph.member_of(element) {
            return Some(member.clone());
        }
        let step = enclosing_step(progress, scope).and_then(|step| progress.steps.get(&step));
        at = step.and_then(|step| Some((progress.scopes.get(&step.scope)?, &step.element)));
    }
    link.member.clone()
}

/// The step that a scope does the work of, or the scope around it.
fn enclosing_step(progress: &RunProgress, scope: &Scope) -> Option<StepId> {
    std::iter::successors(Some(scope), |scope| progress.scopes.get(&scope.parent?)).find_map(|scope| scope.step)
}
