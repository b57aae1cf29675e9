//! The past of runs: fork, compare.

use std::path::PathBuf;

use api::contract::{EndedSteps, RunComparison, ValueView};
use serde_json::{Map, json};

use crate::exit::{Exit, Failure};
use crate::given::assignment;
use crate::run::strategies;
use crate::stored::open;
use crate::terminal::Terminal;

/// Make a run that goes on otherwise from an earlier moment of another one. It is paused: `routine resume` lets it go on.
#[derive(Debug, clap::Args)]
pub(crate) struct Fork {
    /// The run that it begins as a copy of.
    #[arg(value_name = "RUN")]
    run: String,
    /// The last entry of the journal that both share; where the run stands now when absent.
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
    /// A variable that is otherwise; JSON, or else text.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How an activity is done.
    #[arg(long, value_name = "ELEMENT=STRATEGY")]
    strategy: Vec<String>,
}

impl Fork {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let variables = self.set.iter().map(|given| assignment("--set", given)).collect::<Result<Map<_, _>, _>>()?;
        let strategies = strategies(&self.strategy)?.elements;
        let headless = open(database)?;
        let forked = headless.fork(&self.run, self.at, variables, strategies).await;
        headless.close().await?;
        let run = forked?;
        terminal.print(&json!({ "type": "forked", "run": run, "origin": self.run }), &format!("{run}  paused"));
        Ok(Exit::Done)
    }
}

/// In what two runs differ.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The first one.
    #[arg(value_name = "RUN")]
    left: String,
    /// The other one.
    #[arg(value_name = "OTHER")]
    right: String,
}

impl Diff {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        let compared = headless.compare(&self.left, &self.right).await;
        headless.close().await?;
        let comparison = compared?;
        terminal.print(&json!(comparison), &words(&comparison));
        Ok(Exit::Done)
    }
}

/// All runs that have begun as copies of a run, or that it is a copy of.
#[derive(Debug, clap::Args)]
pub(crate) struct Tree {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
}

impl Tree {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        let tree = headless.tree(&self.run).await;
        headless.close().await?;
        for line in tree?.runs {
            let run = &line.run;
            let parted = run.origin.as_ref().map(|origin| format!("  from entry {}", origin.seq)).unwrap_or_default();
            let indent = "  ".repeat(usize::try_from(line.depth).unwrap_or_default());
            let words = format!("{indent}{}  {}  {} steps{parted}", run.run_id, word(&run.status), run.steps);
            let status = word(&run.status);
            terminal.print(
                &json!({ "run": run.run_id, "depth": line.depth, "status": status, "steps": run.steps, "origin": run.origin }),
                &words,
            );
        }
        Ok(Exit::Done)
    }
}

fn words(comparison: &RunComparison) -> String {
    let mut lines = Vec::new();
    if let Some(seq) = comparison.shared {
        lines.push(format!("Both are the same up to entry {seq}."));
    }
    if !comparison.same_routine {
        lines.push("They run different texts.".to_owned());
    }
    let (left, right) = (&comparison.left, &comparison.right);
    let mut line = |name: &str, left: String, right: String| {
        if left != right {
            lines.push(format!("{name:<30} {left:<30} {right}"));
        }
    };
    line("status", word(&left.status), word(&right.status));
    line("steps", left.steps.to_string(), right.steps.to_string());
    line("milliseconds", left.ran_ms.to_string(), right.ran_ms.to_string());
    line("credits", left.credits.clone(), right.credits.clone());
    for found in &comparison.elements {
        line(&found.element, ended(found.left), ended(found.right));
    }
    for found in &comparison.flows {
        line(&found.flow_id, format!("{} times", found.left), format!("{} times", found.right));
    }
    for found in &comparison.variables {
        line(&found.name, shown(found.left.as_ref()), shown(found.right.as_ref()));
    }
    if lines.is_empty() { "Nothing.".to_owned() } else { lines.join("\n") }
}

fn word(status: &api::contract::RunStatus) -> String {
    json!(status).as_str().unwrap_or_default().to_owned()
}

fn ended(steps: EndedSteps) -> String {
    match steps.otherwise {
        0 => format!("{} completed", steps.completed),
        otherwise => format!("{} completed, {otherwise} not", steps.completed),
    }
}

fn shown(value: Option<&ValueView>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.preview.clone())
}
