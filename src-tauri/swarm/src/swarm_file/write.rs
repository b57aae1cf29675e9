//! Writing, so that reading it again gives the same; what nobody has set is not written.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{FORMAT, VERSION};
use crate::policy::Sensitivity;
use crate::settings::SwarmSettings;
use crate::state::{Resource, SwarmContext};

/// The text of a swarm's file.
#[must_use]
pub fn write_swarm(settings: &SwarmSettings) -> String {
    let mut file = Map::from_iter([("format".to_owned(), json!(format!("{FORMAT}{VERSION}")))]);
    let own = SwarmSettings { parent: None, ..settings.clone() };
    let usual = serde_json::to_value(SwarmSettings::default()).unwrap_or_default();
    if let Ok(Value::Object(fields)) = serde_json::to_value(own) {
        for (name, value) in fields {
            let is_rule = ["team", "policy", "limits"].contains(&name.as_str());
            let value = if is_rule { without_usual(value, usual.get(&name)) } else { Some(value) };
            file.extend(value.map(|value| (name, value)));
        }
    }
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// What differs from the usual; none when nothing does.
fn without_usual(value: Value, usual: Option<&Value>) -> Option<Value> {
    match (value, usual) {
        (Value::Object(fields), Some(Value::Object(usual))) => {
            let left: Map<String, Value> = fields
                .into_iter()
                .filter_map(|(name, value)| Some((name.clone(), without_usual(value, usual.get(&name))?)))
                .collect();
            (!left.is_empty()).then_some(Value::Object(left))
        }
        (value, Some(usual)) if value == *usual => None,
        (value, _) => Some(value),
    }
}

/// A swarm as a file could begin another one: with its goal, all its subtasks still to be done, its team, rules and cap, and
/// what stands on its blackboard now.
#[derive(Clone, Debug, PartialEq)]
pub struct SwarmExport {
    /// What the other one would begin with.
    pub settings: SwarmSettings,
    /// Secret entries, which leave no program: their keys.
    pub left_out: Vec<String>,
}

impl SwarmExport {
    /// What there is to take along of a swarm.
    #[must_use]
    pub fn of(context: &SwarmContext) -> Self {
        let (mut entries, mut left_out) = (BTreeMap::new(), Vec::new());
        for (key, entry) in &context.board.entries {
            let Some(value) = &entry.value else { continue };
            match context.policy.sensitivity_of(key) {
                Sensitivity::Secret => left_out.push(key.clone()),
                Sensitivity::Public | Sensitivity::Internal | Sensitivity::Confidential => {
                    entries.insert(key.clone(), (**value).clone());
                }
            }
        }
        let mut subtasks: Vec<_> = context.subtasks.values().collect();
        subtasks.sort_by_key(|subtask| subtask.place);
        let settings = SwarmSettings {
            name: context.name.clone(),
            goal: context.goal.clone(),
            credits: context.ledger.allocated,
            subtasks: subtasks.into_iter().map(|subtask| subtask.wanted.clone()).collect(),
            entries,
            resources: context.resources.values().map(Resource::as_added).collect(),
            team: context.team.clone(),
            policy: context.policy.clone(),
            limits: context.limits.clone(),
            parent: None,
        };
        Self { settings, left_out }
    }
}
