//! `routine strategies`: how each activity of a routine is done, who says so, and why.

use std::fmt::Write as _;
use std::path::PathBuf;

use api::contract::{ActivityStrategy, Strategy, StrategyContribution, StrategyLinkResult, StrategySource};
use api::headless::strategies_of_file;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// How each activity is done, who says so, and why.
#[derive(Debug, clap::Args)]
pub(crate) struct Strategies {
    /// The routine.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

const ALL: [Strategy; 3] = [Strategy::Deterministic, Strategy::Reasoning, Strategy::Conversational];

impl Strategies {
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        for activity in strategies_of_file(&self.file)? {
            terminal.print(&activity, &told(&activity));
        }
        Ok(Exit::Done)
    }
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
    let score = match strategy {
        Strategy::Deterministic => activity.scores.deterministic,
        Strategy::Reasoning => activity.scores.reasoning,
        Strategy::Conversational => activity.scores.conversational,
    };
    let _ = writeln!(text, "  {:<15}{score:>8.3}", name(strategy));
    let own = |one: &&StrategyContribution| one.strategy == strategy;
    for contribution in activity.contributions.iter().filter(own) {
        let _ = writeln!(text, "    {:>+7.3}  {}: {}", contribution.weight, contribution.signal, contribution.because);
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
