//! A run that begins anew.

use std::path::PathBuf;

use api::contract::RestartFrom;
use serde_json::{Map, json};

use crate::exit::{Exit, Failure};
use crate::given::assignment;
use crate::run::{follow, strategies};
use crate::stored::open;
use crate::terminal::Terminal;

/// Begin a run anew, as a run of its own: from where, with which definition, with which data.
#[derive(Debug, clap::Args)]
pub(crate) struct Restart {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// `start`, `failed`, or the element at whose latest step it begins.
    #[arg(long, value_name = "PLACE", default_value = "start")]
    from: String,
    /// With the routine's file as it is now. A changed one begins at the start.
    #[arg(long)]
    current: bool,
    /// A variable that is otherwise; JSON, or else text.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How an activity is done.
    #[arg(long, value_name = "ELEMENT=STRATEGY")]
    strategy: Vec<String>,
    /// Only say what is taken from the record, what is done again, and what that cost the first time.
    #[arg(long)]
    plan: bool,
}

impl Restart {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let variables = self.set.iter().map(|given| assignment("--set", given)).collect::<Result<Map<_, _>, _>>()?;
        let strategies = strategies(&self.strategy)?.elements;
        let from = match self.from.as_str() {
            "start" => RestartFrom::Start,
            "failed" => RestartFrom::Failed,
            element => RestartFrom::Element { element: element.to_owned() },
        };
        let headless = open(database)?;
        let plan = headless.plan_restart(&self.run, from.clone(), self.current).await?;
        let words = format!(
            "{} steps from the record, {} again; those cost {} credits the first time",
            plan.kept.len(),
            plan.again.len(),
            plan.credits
        );
        let mut object = json!(plan);
        object["type"] = json!("plan");
        terminal.print(&object, &words);
        if self.plan {
            headless.close().await?;
            return Ok(Exit::Done);
        }
        let run = match headless.restart(&self.run, from, self.current, variables, strategies).await {
            Ok(run) => run,
            Err(error) => {
                headless.close().await?;
                return Err(error.into());
            }
        };
        terminal.print(&json!({ "type": "restarted", "run": run, "origin": self.run }), &run);
        let exit = follow(terminal, &headless, &run, plan.at.unwrap_or(0) + 1, false).await;
        headless.close().await?;
        exit
    }
}
