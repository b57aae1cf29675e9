//! `routine strategies`: how each activity of a routine is done, who says so, and why.

use std::fmt::Write as _;
use std::path::PathBuf;

use api::contract::{
    ActivityStrategy, StepEvolution, Strategy, StrategyContribution, StrategyFigures, StrategyLinkResult,
    StrategySource,
};
use api::headless::Figures;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// How each activity is done, who says so, and why.
#[derive(Debug, clap::Args)]
pub(crate) struct Strategies {
    /// The routine.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How its steps went over all runs, by strategy, and what that proposes.
    #[arg(long)]
    proposals: bool,
    /// Give this activity the strategy that is proposed for it. Of the file, only that setting changes.
    #[arg(long, value_name = "ELEMENT", conflicts_with_all = ["proposals", "dismiss"])]
    accept: Option<String>,
    /// Do not propose it again until the activity has run as often again as it took to propose it.
    #[arg(long, value_name = "ELEMENT", conflicts_with = "proposals")]
    dismiss: Option<String>,
}

const ALL: [Strategy; 3] = [Strategy::Deterministic, Strategy::Reasoning, Strategy::Conversational];

impl Strategies {
    pub(crate) fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let figures = Figures::open(database)?;
        if let Some(element) = &self.accept {
            let to = figures.accept(&self.file, element)?;
            terminal.print(&json!({ "accepted": element, "strategy": to }), &format!("{element} is {} now.", name(to)));
        } else if let Some(element) = &self.dismiss {
            let to = figures.dismiss(&self.file, element)?;
            let words = format!("{} is not proposed for {element} for a while.", name(to));
            terminal.print(&json!({ "dismissed": element, "strategy": to }), &words);
        } else if self.proposals {
            for step in figures.of(&self.file)?.steps {
                terminal.print(&step, &went(&step));
            }
        } else {
            for activity in figures.strategies(&self.file)? {
                terminal.print(&activity, &told(&activity));
            }
        }
        Ok(Exit::Done)
    }
}

/// How a step went, and what that proposes.
fn went(step: &StepEvolution) -> String {
    let label = step.name.as_deref().unwrap_or(&step.element);
    let mut text = format!("{label} ({}): {}", step.element, name(step.strategy));
    let _ = writeln!(text, "; complexity {:.2}", step.complexity);
    for figures in &step.figures {
        let StrategyFigures { strategy, runs, successes, scripted, credits, time_ms } = figures;
        let scripted = if *scripted > 0 { format!(", {scripted} of them scripted") } else { String::new() };
        let _ = writeln!(
            text,
            "  {:<15}{successes} of {runs} runs succeeded{scripted}; {credits} credits, {time_ms} ms in all",
            name(*strategy)
        );
    }
    if let Some(proposal) = &step.proposal {
        let _ = writeln!(text, "  proposed: {}, since {}", name(proposal.to), proposal.because);
        if proposal.needs_binding {
            let _ = writeln!(text, "    bind a script, a decision or a request to it first; then it can be accepted");
        }
    }
    text
}

/// The choice, the levels that said something, and a sum for each strategy.
fn told(activity: &ActivityStrategy) -> String {
    let label = activity.name.as_deref().unwrap_or(&activity.element);
    let mut text = format!("{label} ({}): {}", activity.element, name(activity.strategy));
    let _ = writeln!(text, ", by {}; complexity {:.2}", source(activity.source), activity.complexity);
    for link in &activity.chain {
        let result = match link.result {
            StrategyLinkResult::Decided => "decides",
            StrategyLinkResult::Passed => continue,
            StrategyLinkResult::Overridden => "is overridden",
            StrategyLinkResult::Refused => "is refused: allowStrategyOverride is false",
            StrategyLinkResult::DoesNotFit => "does not fit the element",
        };
        let setting = link.setting.map(|setting| format!("{setting:?}").to_lowercase()).unwrap_or_default();
        let _ = writeln!(text, "  {} says {setting} and {result}", source(link.source));
    }
    if let Some(forced) = &activity.forced {
        let _ = writeln!(text, "  the rule {} forces it; it would be {}", forced.rule, name(forced.instead_of));
    }
    for strategy in ALL {
        sum(&mut text, activity, strategy);
    }
    text
}

fn sum(text: &mut String, activity: &ActivityStrategy, strategy: Strategy) {
    let score = score(activity, strategy);
    let _ = write!(text, "  {:<15}{score:>8.3}", name(strategy));
    if strategy == activity.runner_up {
        let highest = ALL.into_iter().map(|one| self::score(activity, one)).fold(score, f64::max);
        let behind = match highest - score {
            0.0 => "of equals the cheaper one is chosen".to_owned(),
            behind => format!("{behind:.3} behind"),
        };
        let _ = write!(text, "  second choice, {behind}");
    }
    text.push('\n');
    let own = |one: &&StrategyContribution| one.strategy == strategy;
    for contribution in activity.contributions.iter().filter(own) {
        let _ = writeln!(text, "    {:>+7.3}  {}: {}", contribution.weight, contribution.signal, contribution.because);
    }
}

fn score(activity: &ActivityStrategy, strategy: Strategy) -> f64 {
    match strategy {
        Strategy::Deterministic => activity.scores.deterministic,
        Strategy::Reasoning => activity.scores.reasoning,
        Strategy::Conversational => activity.scores.conversational,
    }
}

fn name(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Deterministic => "deterministic",
        Strategy::Reasoning => "reasoning",
        Strategy::Conversational => "conversational",
    }
}

fn source(source: StrategySource) -> &'static str {
    match source {
        StrategySource::StepOverride => "the override of this step",
        StrategySource::ElementOverride => "the override in this run",
        StrategySource::Step => "its own setting",
        StrategySource::SubroutineStrategies => "subroutineStrategies",
        StrategySource::CallerSubroutineStrategies => "subroutineStrategies of the caller",
        StrategySource::Routine => "executionStrategy of the routine",
        StrategySource::SwarmDefault => "the default of the run",
        StrategySource::Detector => "the detector",
        StrategySource::Element => "its BPMN element",
    }
}
