//! Tool servers and their tools as they are now.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{ApprovalPolicy, ToolRisk, ToolServer};

/// All about tools.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolSettingsView {
    /// The servers, by id.
    pub servers: Vec<ToolServerView>,
    /// The program's own tools; their server is called `routine`.
    pub built_in: Vec<ToolView>,
    /// The tools that models have defined, oldest first; they stand among the program's own.
    pub defined: Vec<DefinedToolView>,
    /// Who is asked before a call.
    pub approvals: ApprovalPolicy,
}

/// A routine that stands under a name of its own among the tools.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DefinedToolView {
    /// The tool. Its words are a model's: untrusted.
    pub tool: ToolView,
    /// The process that it runs.
    pub routine: String,
    /// The run whose step has defined it, where that is known.
    pub run: Option<String>,
}

/// A server, and how it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolServerView {
    /// As it is set up.
    pub server: ToolServer,
    /// How it is.
    pub state: ToolServerState,
    /// What it calls itself; none while it does not run.
    pub version: Option<String>,
    /// Its tools, as far as they have been asked for.
    pub tools: Vec<ToolView>,
    /// The last lines that it has written or logged.
    pub log: Vec<String>,
}

/// How a server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum ToolServerState {
    /// A person has switched it off.
    Disabled,
    /// Nobody needs it, or somebody has stopped it.
    Stopped,
    /// It is coming up.
    Starting,
    /// It is there.
    Ready,
    /// It has ended or does not answer; it is started again when it is needed.
    Crashed {
        /// Why.
        reason: String,
    },
}

/// A tool. Its words are its server's: untrusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ToolView {
    /// The server's id.
    pub server: String,
    /// Its name there.
    pub name: String,
    /// What people may call it.
    pub title: Option<String>,
    /// What it does.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub input_schema: Value,
    /// How much harm it may do, by the rules.
    pub risk: ToolRisk,
    /// A person is asked before it is called, unless the caller is trusted.
    pub approval: bool,
}

/// What came of a test of a server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ToolServerTest {
    /// It came up, listed its tools and answers.
    Answered {
        /// What it calls itself.
        version: Option<String>,
        /// How many tools it has.
        tools: u32,
        /// Milliseconds that it took.
        took_ms: u64,
    },
    /// It did not.
    Failed {
        /// A stable code.
        code: String,
        /// A sentence for people.
        message: String,
        /// Milliseconds that it took.
        took_ms: u64,
    },
}
