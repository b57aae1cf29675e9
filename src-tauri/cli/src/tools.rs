//! `routine tools`: the tool servers, whether they answer, and what they offer.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use api::contract::{DefinedToolView, ToolRisk, ToolServerTest, ToolServerView, ToolView};
use api::headless::Headless;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Tool servers, whether they answer, and their tools with their risks.
#[derive(Debug, clap::Args)]
pub(crate) struct Tools {
    /// The server, by its id; all that are switched on, and the program's own, when absent.
    #[arg(value_name = "SERVER")]
    server: Option<String>,
    /// Tell the last lines that a server has written, too.
    #[arg(long)]
    log: bool,
    /// Tell only the tools that models have defined: routines that stand among the tools under a name of their own.
    #[arg(long, conflicts_with_all = ["server", "log"])]
    defined: bool,
    /// Forget a tool that a model has defined.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["server", "log", "defined"])]
    remove: Option<String>,
}

impl Tools {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = Headless::open(database, Path::new("."))?;
        let exit = self.tell(terminal, &headless).await;
        headless.close().await?;
        exit
    }

    async fn tell(&self, terminal: &mut Terminal, headless: &Headless) -> Result<Exit, Failure> {
        if let Some(name) = &self.remove {
            headless.remove_defined_tool(name)?;
            terminal.print(&json!({ "removed": name }), &format!("{name} is no tool any more."));
            return Ok(Exit::Done);
        }
        if self.defined {
            tell_defined(terminal, &headless.defined_tools()?);
            return Ok(Exit::Done);
        }
        let mut exit = Exit::Done;
        let ids = match &self.server {
            Some(server) => vec![server.clone()],
            None => {
                let own = headless.own_tools();
                let mut words = "routine: the program's own\n".to_owned();
                tell_tools(&mut words, &own);
                terminal.print(&json!({ "server": "routine", "tools": own }), &words);
                let defined = headless.defined_tools()?;
                if !defined.is_empty() {
                    tell_defined(terminal, &defined);
                }
                headless.tool_servers()
            }
        };
        for id in ids {
            let (view, test) = headless.try_tool_server(&id).await?;
            if matches!(test, ToolServerTest::Failed { .. }) && view.server.enabled {
                exit = Exit::Failed;
            }
            let value = json!({ "server": id, "test": test, "view": view });
            terminal.print(&value, &self.in_words(&view, &test));
        }
        Ok(exit)
    }

    fn in_words(&self, view: &ToolServerView, test: &ToolServerTest) -> String {
        let mut words = match test {
            _ if !view.server.enabled => format!("{}: switched off\n", view.server.id),
            ToolServerTest::Answered { version, took_ms, .. } => {
                format!("{}: {} answers, {took_ms} ms\n", view.server.id, version.as_deref().unwrap_or("it"))
            }
            ToolServerTest::Failed { message, .. } => format!("{}: {message}\n", view.server.id),
        };
        tell_tools(&mut words, &view.tools);
        if self.log {
            for line in &view.log {
                let _ = writeln!(words, "  | {line}");
            }
        }
        words
    }
}

fn tell_defined(terminal: &mut Terminal, tools: &[DefinedToolView]) {
    let mut words = if tools.is_empty() { "No tool is defined." } else { "defined by models:\n" }.to_owned();
    for DefinedToolView { tool, routine, run } in tools {
        tell_tool(&mut words, tool);
        let by = run.as_ref().map_or(String::new(), |run| format!(", defined in run {run}"));
        let _ = writeln!(words, "    runs {routine}{by}");
    }
    terminal.print(&json!({ "defined": tools }), &words);
}

fn tell_tools(words: &mut String, tools: &[ToolView]) {
    for tool in tools {
        tell_tool(words, tool);
    }
}

fn tell_tool(words: &mut String, tool: &ToolView) {
    let asked = if tool.approval { ", a person is asked" } else { "" };
    let first = tool.description.lines().next().unwrap_or_default();
    let _ = writeln!(words, "  {}/{} ({} risk{asked}): {first}", tool.server, tool.name, risk(tool.risk));
}

fn risk(risk: ToolRisk) -> &'static str {
    match risk {
        ToolRisk::None => "no",
        ToolRisk::Low => "low",
        ToolRisk::Medium => "medium",
        ToolRisk::High => "high",
        ToolRisk::Critical => "critical",
    }
}
