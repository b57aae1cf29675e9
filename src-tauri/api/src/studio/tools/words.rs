//! Tools in the words of screens, and back.

use std::collections::BTreeMap;

use routine_model::graph::tools::ToolPattern;
use run_host::KeptTool;
use step_execution::tool::approval::{self, Approver, Risk, ToolCaller};
use step_execution::tool::{self, SettingValue, Tool, ToolServerSettings, ToolServerStatus, Tools};

use crate::contract::{
    ApiError, ApprovalPolicy, ApprovalRule, DefinedToolView, ErrorCode, OnTimeout, ToolRisk, ToolRule, ToolServer,
    ToolServerReach, ToolServerSetting, ToolServerState, ToolServerValue, ToolServerView, ToolSettingsView, ToolView,
};
use crate::studio::sentence;

/// All about tools.
pub(crate) fn settings(tools: &Tools, defined: Vec<KeptTool>) -> ToolSettingsView {
    ToolSettingsView {
        servers: tools.servers.statuses().into_iter().map(|status| server_view(tools, status)).collect(),
        built_in: built_in(tools),
        defined: defined.into_iter().map(|kept| defined_view(tools, kept)).collect(),
        approvals: policy(tools.policy()),
    }
}

/// The program's own tools.
pub(crate) fn built_in(tools: &Tools) -> Vec<ToolView> {
    tool::built_in_tools().into_iter().map(|tool| tool_view(tools, tool)).collect()
}

/// A tool that was defined.
pub(crate) fn defined_view(tools: &Tools, KeptTool { tool, run }: KeptTool) -> DefinedToolView {
    let routine = tool.routine.clone();
    DefinedToolView { tool: tool_view(tools, tool.into()), routine, run: run.map(|run| run.to_string()) }
}

/// A server, and how it is.
pub(crate) fn server_view(tools: &Tools, status: ToolServerStatus) -> ToolServerView {
    ToolServerView {
        server: server(status.settings),
        state: match status.state {
            tool::ToolServerState::Disabled => ToolServerState::Disabled,
            tool::ToolServerState::Stopped => ToolServerState::Stopped,
            tool::ToolServerState::Starting => ToolServerState::Starting,
            tool::ToolServerState::Ready => ToolServerState::Ready,
            tool::ToolServerState::Crashed { reason } => ToolServerState::Crashed { reason },
        },
        version: status.version,
        tools: status.tools.into_iter().map(|tool| tool_view(tools, tool)).collect(),
        log: status.log,
    }
}

fn tool_view(tools: &Tools, tool: Tool) -> ToolView {
    let ruling = tools.rule(&tool, ToolCaller { routine: "", element: "" });
    ToolView {
        risk: risk(ruling.risk),
        approval: ruling.approver == Approver::Person,
        server: tool.server,
        name: tool.name,
        title: tool.title,
        description: tool.description,
        input_schema: tool.input_schema,
    }
}

fn server(settings: ToolServerSettings) -> ToolServer {
    let listed = |map: BTreeMap<String, SettingValue>| {
        let value = |value| match value {
            SettingValue::Plain { value } => ToolServerValue::Plain { value },
            SettingValue::Secret { secret, before } => ToolServerValue::Secret { secret, before },
        };
        map.into_iter().map(|(name, one)| ToolServerSetting { name, value: value(one) }).collect()
    };
    ToolServer {
        id: settings.id,
        name: settings.name,
        reach: match settings.reach {
            tool::ToolServerReach::Program { command, arguments, environment, folder } => {
                ToolServerReach::Program { command, arguments, environment: listed(environment), folder }
            }
            tool::ToolServerReach::Http { url, headers } => ToolServerReach::Http { url, headers: listed(headers) },
        },
        enabled: settings.enabled,
        trusted: settings.trusted,
        start_ms: settings.start_ms,
        call_ms: settings.call_ms,
        result_bytes: settings.result_bytes,
    }
}

/// A server as a screen has set it up.
pub(super) fn server_of(server: ToolServer) -> ToolServerSettings {
    let mapped = |list: Vec<ToolServerSetting>| {
        let value = |value| match value {
            ToolServerValue::Plain { value } => SettingValue::Plain { value },
            ToolServerValue::Secret { secret, before } => SettingValue::Secret { secret, before },
        };
        list.into_iter().map(|one| (one.name, value(one.value))).collect()
    };
    ToolServerSettings {
        id: server.id.trim().to_owned(),
        name: server.name,
        reach: match server.reach {
            ToolServerReach::Program { command, arguments, environment, folder } => tool::ToolServerReach::Program {
                command,
                arguments,
                environment: mapped(environment),
                folder: folder.filter(|folder| !folder.trim().is_empty()),
            },
            ToolServerReach::Http { url, headers } => {
                tool::ToolServerReach::Http { url: url.trim().to_owned(), headers: mapped(headers) }
            }
        },
        enabled: server.enabled,
        trusted: server.trusted,
        start_ms: server.start_ms,
        call_ms: server.call_ms,
        result_bytes: server.result_bytes,
    }
}

fn policy(policy: approval::ApprovalPolicy) -> ApprovalPolicy {
    let rule = |rule: approval::ToolRule| ToolRule {
        risk: rule.risk.map(risk),
        approval: match rule.approval {
            approval::ApprovalRule::ByRisk => ApprovalRule::ByRisk,
            approval::ApprovalRule::Always => ApprovalRule::Always,
            approval::ApprovalRule::Never => ApprovalRule::Never,
        },
        trusted_callers: rule.trusted_callers,
        delay_ms: rule.delay_ms,
        timeout_ms: rule.timeout_ms,
        on_timeout: rule.on_timeout.map(on_timeout),
    };
    ApprovalPolicy {
        threshold: risk(policy.threshold),
        trusted_callers: policy.trusted_callers,
        delay_ms: policy.delay_ms,
        timeout_ms: policy.timeout_ms,
        on_timeout: on_timeout(policy.on_timeout),
        tools: policy.tools.into_iter().map(|(name, one)| (name.to_string(), rule(one))).collect(),
    }
}

/// The rules as a screen has set them up.
pub(super) fn policy_of(policy: ApprovalPolicy) -> Result<approval::ApprovalPolicy, ApiError> {
    let rule = |rule: ToolRule| approval::ToolRule {
        risk: rule.risk.map(risk_of),
        approval: match rule.approval {
            ApprovalRule::ByRisk => approval::ApprovalRule::ByRisk,
            ApprovalRule::Always => approval::ApprovalRule::Always,
            ApprovalRule::Never => approval::ApprovalRule::Never,
        },
        trusted_callers: rule.trusted_callers,
        delay_ms: rule.delay_ms,
        timeout_ms: rule.timeout_ms,
        on_timeout: rule.on_timeout.map(on_timeout_of),
    };
    let named = |(name, one): (String, ToolRule)| {
        let pattern: ToolPattern =
            name.parse().map_err(|error| ApiError::new(ErrorCode::InvalidRequest, sentence(&format!("{error}"))))?;
        Ok((pattern, rule(one)))
    };
    Ok(approval::ApprovalPolicy {
        threshold: risk_of(policy.threshold),
        trusted_callers: policy.trusted_callers,
        delay_ms: policy.delay_ms,
        timeout_ms: policy.timeout_ms,
        on_timeout: on_timeout_of(policy.on_timeout),
        tools: policy.tools.into_iter().map(named).collect::<Result<_, ApiError>>()?,
    })
}

fn risk(risk: Risk) -> ToolRisk {
    match risk {
        Risk::None => ToolRisk::None,
        Risk::Low => ToolRisk::Low,
        Risk::Medium => ToolRisk::Medium,
        Risk::High => ToolRisk::High,
        Risk::Critical => ToolRisk::Critical,
    }
}

fn risk_of(risk: ToolRisk) -> Risk {
    match risk {
        ToolRisk::None => Risk::None,
        ToolRisk::Low => Risk::Low,
        ToolRisk::Medium => Risk::Medium,
        ToolRisk::High => Risk::High,
        ToolRisk::Critical => Risk::Critical,
    }
}

fn on_timeout(on_timeout: approval::OnTimeout) -> OnTimeout {
    match on_timeout {
        approval::OnTimeout::Block => OnTimeout::Block,
        approval::OnTimeout::Reject => OnTimeout::Reject,
    }
}

fn on_timeout_of(on_timeout: OnTimeout) -> approval::OnTimeout {
    match on_timeout {
        OnTimeout::Block => approval::OnTimeout::Block,
        OnTimeout::Reject => approval::OnTimeout::Reject,
    }
}
