//! `routine break`: where a run pauses by itself.

use std::path::PathBuf;

use api::contract::{BreakOn, BreakpointView};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::stored::open;
use crate::terminal::Terminal;

/// What breakpoints stand for. All of them may be repeated.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct BreakOptions {
    /// Pause before a branch enters this element.
    #[arg(long = "break-before", alias = "before", value_name = "ELEMENT")]
    before: Vec<String>,
    /// Pause when a step of this element has ended.
    #[arg(long = "break-after", alias = "after", value_name = "ELEMENT")]
    after: Vec<String>,
    /// Pause on an error, before it ends anything.
    #[arg(long = "break-on-error", alias = "on-error")]
    error: bool,
    /// Pause when this FEEL expression becomes true.
    #[arg(long = "break-when", alias = "when", value_name = "FEEL")]
    expression: Vec<String>,
    /// Pause when this variable is set.
    #[arg(long = "break-on-variable", alias = "on-variable", value_name = "NAME")]
    variable: Vec<String>,
    /// Pause when this entry of the swarm's blackboard changes.
    #[arg(long = "break-on-entry", alias = "on-entry", value_name = "KEY")]
    entry: Vec<String>,
    /// Pause when less than this is left to be spent.
    #[arg(long = "break-credits-below", alias = "credits-below", value_name = "CREDITS")]
    credits: Vec<String>,
}

impl BreakOptions {
    /// What they stand for, in the order of the options.
    pub(crate) fn all(&self) -> Vec<BreakOn> {
        let element = |element: &String| element.clone();
        let before = self.before.iter().map(|at| BreakOn::Before { element: element(at) });
        let after = self.after.iter().map(|at| BreakOn::After { element: element(at) });
        let error = self.error.then_some(BreakOn::Error);
        let expressions = self.expression.iter().map(|text| BreakOn::Expression { expression: text.clone() });
        let variables = self.variable.iter().map(|name| BreakOn::Variable { name: name.clone() });
        let entries = self.entry.iter().map(|key| BreakOn::Entry { key: key.clone() });
        let credits = self.credits.iter().map(|credits| BreakOn::CreditsBelow { credits: credits.clone() });
        before.chain(after).chain(error).chain(expressions).chain(variables).chain(entries).chain(credits).collect()
    }
}

/// Where a run pauses by itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Break {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Set breakpoints: --before, --after, --on-error, --when, --on-variable, --on-entry, --credits-below.
    Add {
        /// The run.
        #[arg(value_name = "RUN")]
        run: String,
        #[command(flatten)]
        on: BreakOptions,
    },
    /// List breakpoints.
    List {
        /// The run.
        #[arg(value_name = "RUN")]
        run: String,
    },
    /// Remove breakpoints.
    Remove {
        /// The run.
        #[arg(value_name = "RUN")]
        run: String,
        /// Their numbers, as listed.
        #[arg(value_name = "NUMBER", required = true)]
        numbers: Vec<String>,
    },
}

impl Break {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        let run = match self.act {
            Act::List { run } => run,
            Act::Add { run, on } => {
                let all = on.all();
                if all.is_empty() {
                    return Err(Failure::unusable("Say where to pause, such as --before ELEMENT.".to_owned()));
                }
                for on in all {
                    headless.set_breakpoint(&run, on).await?;
                }
                run
            }
            Act::Remove { run, numbers } => {
                for number in numbers {
                    headless.remove_breakpoint(&run, &number).await?;
                }
                run
            }
        };
        let all = headless.breakpoints(&run).await?;
        headless.close().await?;
        for breakpoint in &all {
            terminal.print(&json!(breakpoint), &words(breakpoint));
        }
        Ok(Exit::Done)
    }
}

fn words(breakpoint: &BreakpointView) -> String {
    let off = if breakpoint.enabled { "" } else { "  (off)" };
    format!("{:>4}  {}{off}", breakpoint.id, on_words(&breakpoint.on))
}

fn on_words(on: &BreakOn) -> String {
    match on {
        BreakOn::Before { element } => format!("before {element}"),
        BreakOn::After { element } => format!("after {element}"),
        BreakOn::Error => "on an error".to_owned(),
        BreakOn::Expression { expression } => format!("when {expression} becomes true"),
        BreakOn::Variable { name } => format!("when the variable {name} is set"),
        BreakOn::Entry { key } => format!("when the entry {key} changes"),
        BreakOn::CreditsBelow { credits } => format!("when less than {credits} credits are left"),
    }
}
