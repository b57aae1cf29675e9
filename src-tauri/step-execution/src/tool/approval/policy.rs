//! The rules by which a person is asked.

use std::collections::BTreeMap;

use routine_model::graph::tools::ToolPattern;
use serde::{Deserialize, Serialize};

use super::Risk;
use crate::tool::Tool;

/// The rules, as a person has set them up. More exact ones come first: the tool's, its server's (`server/*`), these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ApprovalPolicy {
    /// From this risk on a person is asked.
    pub threshold: Risk,
    /// Routines that are not asked about, but for what is critical: a process id, or `process/activity`.
    pub trusted_callers: Vec<String>,
    /// Milliseconds that an approved call still waits; 0 for none.
    pub delay_ms: u64,
    /// Milliseconds that a person has to decide; none for ever.
    pub timeout_ms: Option<u64>,
    /// What then.
    pub on_timeout: OnTimeout,
    /// Other rules for some tools: `server/tool`, `server/*`.
    pub tools: BTreeMap<ToolPattern, ToolRule>,
}

/// What happens when nobody has decided in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnTimeout {
    /// It goes on waiting.
    #[default]
    Block,
    /// The call is not made.
    Reject,
}

/// Other rules for some tools. What is absent is as for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ToolRule {
    /// The risk, whatever the server says.
    pub risk: Option<Risk>,
    /// Whether a person is asked.
    pub approval: ApprovalRule,
    /// Further routines that are not asked about.
    pub trusted_callers: Vec<String>,
    /// Milliseconds that an approved call still waits.
    pub delay_ms: Option<u64>,
    /// Milliseconds that a person has to decide.
    pub timeout_ms: Option<u64>,
    /// What then.
    pub on_timeout: Option<OnTimeout>,
}

/// Whether a person is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApprovalRule {
    /// When the risk reaches the threshold.
    #[default]
    ByRisk,
    /// Always.
    Always,
    /// Never, but for what is critical.
    Never,
}

/// Who wants to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToolCaller<'a> {
    /// The process.
    pub routine: &'a str,
    /// The activity.
    pub element: &'a str,
}

/// What the rules say about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The risk.
    pub risk: Risk,
    /// Who lets it happen.
    pub approver: Approver,
    /// Milliseconds that it waits when it may happen.
    pub delay_ms: u64,
    /// Milliseconds that a person has to decide; none for ever.
    pub timeout_ms: Option<u64>,
}

/// Who lets a call happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approver {
    /// The rules do.
    Rules,
    /// A person has to.
    Person,
}

impl Default for ApprovalPolicy {
    /// A person is asked about what may change something.
    fn default() -> Self {
        Self {
            threshold: Risk::Medium,
            trusted_callers: Vec::new(),
            delay_ms: 0,
            timeout_ms: None,
            on_timeout: OnTimeout::Block,
            tools: BTreeMap::new(),
        }
    }
}

impl ApprovalPolicy {
    /// What the rules say about a call of this tool.
    #[must_use]
    pub fn rule(&self, tool: &Tool, trusted_server: bool, caller: ToolCaller<'_>) -> Ruling {
        let at = |name: Option<&str>| {
            self.tools.get(&ToolPattern { server: tool.server.clone(), tool: name.map(ToOwned::to_owned) })
        };
        let rules = [at(Some(tool.name.as_str())), at(None)];
        let rules = || rules.into_iter().flatten();
        let risk = rules().find_map(|rule| rule.risk).unwrap_or_else(|| Risk::of(tool.hints, trusted_server));
        let on_timeout = rules().find_map(|rule| rule.on_timeout).unwrap_or(self.on_timeout);
        let timeout_ms = rules().find_map(|rule| rule.timeout_ms).or(self.timeout_ms);
        let said = rules().map(|rule| rule.approval).find(|said| *said != ApprovalRule::ByRisk);
        let trusted = self.trusted_callers.iter().chain(rules().flat_map(|rule| &rule.trusted_callers));
        let is_trusted = trusted.into_iter().any(|name| caller.is(name));
        let person = match said.unwrap_or_default() {
            _ if risk == Risk::Critical => true,
            ApprovalRule::Always => true,
            ApprovalRule::Never => false,
            ApprovalRule::ByRisk => risk >= self.threshold && !is_trusted,
        };
        Ruling {
            risk,
            approver: if person { Approver::Person } else { Approver::Rules },
            delay_ms: rules().find_map(|rule| rule.delay_ms).unwrap_or(self.delay_ms),
            timeout_ms: timeout_ms.filter(|_| on_timeout == OnTimeout::Reject),
        }
    }
}

impl ToolCaller<'_> {
    fn is(self, name: &str) -> bool {
        match name.split_once('/') {
            Some((routine, element)) => routine == self.routine && element == self.element,
            None => name == self.routine,
        }
    }
}
