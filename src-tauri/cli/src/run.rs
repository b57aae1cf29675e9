//! `routine run`: run a routine, by itself or after a scenario.

use std::path::{Path, PathBuf};

use api::contract::StrategySetting;
use api::headless::{Headless, Limits, StartFile, Strategies, SwarmVisit};
use serde_json::json;

use crate::breakpoint::BreakOptions;
use crate::duration::milliseconds;
use crate::exit::{Exit, Failure};
use crate::given;
use crate::serve::until_asked_to_end;
use crate::telling::{tell_entry, tell_outcome};
use crate::terminal::Terminal;

/// Run a routine.
#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// The routine.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The process, when the file has several.
    #[arg(long, value_name = "ID", conflicts_with = "scenario")]
    process: Option<String>,
    /// Its first variables: a JSON object, or @FILE.
    #[arg(long, value_name = "JSON|@FILE", conflicts_with = "scenario")]
    input: Option<String>,
    /// Play a scenario, in virtual time.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Whether data counts.
    #[arg(long, value_enum, default_value_t = Mode::Data, conflicts_with = "scenario")]
    mode: Mode,
    /// What it may use up: time (milliseconds, or ISO 8601 such as PT5M), credits, steps or loops. May be repeated.
    #[arg(long, value_name = "NAME=VALUE", conflicts_with = "scenario")]
    limit: Vec<String>,
    /// How steps are done for which nothing nearer says it: deterministic, reasoning, conversational or auto. With ELEMENT=,
    /// how one activity is done in this run, whatever the routine says. May be repeated.
    #[arg(long, value_name = "[ELEMENT=]STRATEGY", conflicts_with = "scenario")]
    strategy: Vec<String>,
    /// Nothing may cost anything: models are the Demo model with the routine's own script, or a person.
    #[arg(long, conflicts_with = "scenario")]
    test_mode: bool,
    /// Hold it before its first step; `routine step` and `routine resume` move it.
    #[arg(long, conflicts_with_all = ["scenario", "wait"])]
    paused: bool,
    /// Stay until the run has ended, whatever it waits for.
    #[arg(long, conflicts_with = "scenario")]
    wait: bool,
    /// The swarm that it works for.
    #[arg(long, value_name = "SWARM", conflicts_with = "scenario")]
    swarm: Option<String>,
    /// The subtask that it works for.
    #[arg(long, value_name = "SUBTASK", requires = "swarm")]
    subtask: Option<String>,
    #[command(flatten)]
    breakpoints: BreakOptions,
    /// Slow motion: wait so long between two steps of all branches (milliseconds, or ISO 8601 such as PT1S).
    #[arg(long, value_name = "TIME", conflicts_with = "scenario")]
    delay: Option<String>,
}

/// Whether data counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Mode {
    /// Conditions, scripts and forms count.
    Data,
    /// Only tokens move.
    TokenGame,
}

impl Run {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = Headless::open(database, self.file.parent().unwrap_or(Path::new("")))?;
        let exit = match &self.scenario {
            Some(scenario) => play(terminal, &headless, &self.file, scenario).await,
            None => self.start(terminal, &headless).await,
        };
        headless.close().await?;
        exit
    }

    async fn start(&self, terminal: &mut Terminal, headless: &Headless) -> Result<Exit, Failure> {
        let inputs = self.input.as_deref().map(|input| given::object("--input", input)).transpose()?;
        let start = StartFile {
            process: self.process.clone(),
            inputs: inputs.unwrap_or_default(),
            token_game: self.mode == Mode::TokenGame,
            paused: self.paused,
            test_mode: self.test_mode,
            limits: limits(&self.limit)?,
            strategies: strategies(&self.strategy)?,
            breakpoints: self.breakpoints.all(),
            delay_ms: self
                .delay
                .as_deref()
                .map(milliseconds)
                .transpose()?
                .map_or(0, |delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
            swarm: (self.swarm.clone()).map(|swarm| SwarmVisit { swarm, subtask: self.subtask.clone(), member: None }),
        };
        let run = headless.start(&self.file, start).await?;
        follow(terminal, headless, &run, 1, self.wait).await
    }
}

/// Tells a run until it rests, or until the user has had enough of it.
pub(crate) async fn follow(
    terminal: &mut Terminal,
    headless: &Headless,
    run: &str,
    from: u64,
    wait: bool,
) -> Result<Exit, Failure> {
    let outcome = {
        let mut tell = |entry| tell_entry(terminal, &entry);
        tokio::select! {
            outcome = headless.follow(run, from, wait, &mut tell) => Some(outcome?),
            () = until_asked_to_end() => None,
        }
    };
    let outcome = match outcome {
        Some(outcome) => outcome,
        None => headless.show(run, None).await?,
    };
    Ok(tell_outcome(terminal, &outcome))
}

async fn play(terminal: &mut Terminal, headless: &Headless, file: &Path, scenario: &Path) -> Result<Exit, Failure> {
    let played = headless.play(Some(file), scenario).await?;
    for entry in &played.journal {
        tell_entry(terminal, entry);
    }
    for mismatch in &played.mismatches {
        let mut object = json!(mismatch);
        object["type"] = "mismatch".into();
        terminal.print(&object, &format!("Not as expected: {}", mismatch.message));
    }
    let exit = match (played.outcome, played.refusal) {
        (Some(outcome), _) => tell_outcome(terminal, &outcome),
        (None, Some(refusal)) => return Err(refusal.into()),
        (None, None) => Exit::Failed,
    };
    Ok(if played.mismatches.is_empty() { exit } else { Exit::Unexpected })
}

fn limits(given: &[String]) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    for option in given {
        let (name, value) = option
            .split_once('=')
            .ok_or_else(|| Failure::unusable(format!("--limit takes NAME=VALUE; {option:?} has no `=`.")))?;
        let number = || {
            value
                .parse::<u64>()
                .map_err(|_| Failure::unusable(format!("--limit {name} takes a number, not {value:?}.")))
        };
        match name {
            "time" | "maxTime" => limits.time = Some(milliseconds(value)?),
            "credits" | "maxCredits" => limits.credits = Some(value.to_owned()),
            "steps" | "maxSteps" => limits.steps = Some(number()?),
            "loops" | "maxLoops" => limits.loops = Some(number()?),
            _ => {
                let known = "time, credits, steps and loops";
                return Err(Failure::unusable(format!("--limit knows {known}, not {name:?}.")));
            }
        }
    }
    Ok(limits)
}

pub(crate) fn strategies(given: &[String]) -> Result<Strategies, Failure> {
    let mut strategies = Strategies::default();
    for option in given {
        let (element, name) = option.split_once('=').map_or((None, option.as_str()), |(id, name)| (Some(id), name));
        let setting = match name {
            "deterministic" => StrategySetting::Deterministic,
            "reasoning" => StrategySetting::Reasoning,
            "conversational" => StrategySetting::Conversational,
            "auto" => StrategySetting::Auto,
            _ => {
                let known = "deterministic, reasoning, conversational and auto";
                return Err(Failure::unusable(format!("--strategy knows {known}, not {name:?}.")));
            }
        };
        match element {
            Some(element) => drop(strategies.elements.insert(element.to_owned(), setting)),
            None => strategies.default = Some(setting),
        }
    }
    Ok(strategies)
}
