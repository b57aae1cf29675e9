//! Tools: servers that speak the Model Context Protocol, who may use which of their tools, and who is asked before.
//!
//! | where | what |
//! |---|---|
//! | `settings` | the servers that a person has set up |
//! | `server/` | one server: its process or connection, its health, log, tools and calls |
//! | `servers` | all of them, started when they are needed |
//! | `definition`, `answer`, `error` | the words of one call |
//! | `set` | what one step may use, under the names that models have for it |
//! | `approval/` | risks, rules, and how each call of a step stands |
//! | `built_in/` | the program's own tools |
//! | `calls` | the calls of a step, from what is asked for to what comes of it |
//! | `tools` | all of it together, one for all steps |
//!
//! Everything that a server says is untrusted: descriptions and results are data, its annotations count only where a
//! person trusts it, and no text can name a tool that is not in the set.
//!
//! Deliberately absent: prompts, resources, sampling and elicitation of the protocol. A server that asks for them is told
//! that there are none.

mod answer;
pub mod approval;
mod built_in;
mod calls;
mod confirmation;
mod definition;
mod error;
mod server;
mod servers;
mod set;
mod settings;
mod tools;

/// The id under which the program's own tools stand beside those of servers.
pub const BUILT_IN: &str = "routine";

pub use answer::ToolAnswer;
pub use built_in::{
    DefinedTool, DefinedToolsFuture, RunAct, RunAsker, RunDoor, RunDoorFuture, SubtaskMove, SwarmAct, SwarmUpdate, act,
    built_in_tools, swarm_tools,
};
pub use calls::{AskedCall, call_tools};
pub(crate) use confirmation::{approval_fault, confirmed};
pub use definition::{Tool, ToolHints};
pub use error::ToolError;
pub use server::{ServerPatience, ToolServerState, ToolServerStatus};
pub use servers::ToolServers;
pub(crate) use set::tools_of_member;
pub use set::{MissingServer, ToolSet, fitting};
pub use settings::{SettingValue, ToolServerReach, ToolServerSettings};
pub use tools::Tools;
