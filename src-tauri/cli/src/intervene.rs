//! `routine intervene` and `routine migrate`: change a run, and look beforehand at what that would lead to.

use std::path::PathBuf;

use api::contract::{
    Foreseen, ForeseenKind, ForeseenWhen, Intervention, InterventionPreview, MigrationPlan, StrategySetting,
};
use api::headless::Headless;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::given::assignment;
use crate::run::{follow, strategies};
use crate::stored::at;
use crate::terminal::Terminal;

/// Set variables, skip and repeat steps, move, add and cancel branches: all of it in this order, or nothing. Branches are named by
/// their letters.
#[derive(Debug, clap::Args)]
pub(crate) struct Intervene {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// A variable of the outermost scope; JSON, or else text.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Go on as if the element that a branch stands at had done nothing.
    #[arg(long, value_name = "BRANCH")]
    skip: Vec<String>,
    /// Do what a branch does at its activity again, another way if so wished.
    #[arg(long, value_name = "BRANCH[=STRATEGY]")]
    retry: Vec<String>,
    /// Move a branch to another element of the same process or sub-process.
    #[arg(long = "move", value_name = "BRANCH=ELEMENT")]
    relocate: Vec<String>,
    /// Begin another branch at an element.
    #[arg(long, value_name = "ELEMENT")]
    add: Vec<String>,
    /// End a branch, with all that it does.
    #[arg(long, value_name = "BRANCH")]
    cancel: Vec<String>,
    /// Only say what would happen, or why it would be refused.
    #[arg(long)]
    preview: bool,
    /// The last entry of the journal that was seen; refused when more has happened since.
    #[arg(long, value_name = "SEQ")]
    expect: Option<u64>,
    /// Who does it.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Intervene {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let (headless, before) = at(database, &self.run).await?;
        let exit = self.act(terminal, &headless, before).await;
        headless.close().await?;
        exit
    }

    async fn act(self, terminal: &mut Terminal, headless: &Headless, before: u64) -> Result<Exit, Failure> {
        let interventions = self.interventions(headless).await?;
        if self.preview {
            let preview = headless.preview(&self.run, interventions).await?;
            let refused = preview.refusal.is_some();
            terminal.print(&json!(preview), &preview_words(&preview));
            return Ok(if refused { Exit::Unusable } else { Exit::Done });
        }
        headless.intervene(&self.run, interventions, self.expect, self.by).await?;
        follow(terminal, headless, &self.run, before + 1, false).await
    }

    async fn interventions(&self, headless: &Headless) -> Result<Vec<Intervention>, Failure> {
        let mut all = Vec::new();
        for given in &self.set {
            let (name, value) = assignment("--set", given)?;
            let scope_id = headless.outermost_scope(&self.run).await?;
            all.push(Intervention::SetVariable { scope_id, name, value });
        }
        for name in &self.skip {
            all.push(Intervention::SkipStep { branch_id: headless.branch_id(&self.run, name).await? });
        }
        for given in &self.retry {
            let (name, strategy) = match given.split_once('=') {
                Some((name, strategy)) => (name, setting(strategy)?),
                None => (given.as_str(), None),
            };
            all.push(Intervention::RetryStep { branch_id: headless.branch_id(&self.run, name).await?, strategy });
        }
        for given in &self.relocate {
            let (name, element) = given
                .split_once('=')
                .ok_or_else(|| Failure::unusable(format!("--move takes BRANCH=ELEMENT; {given:?} has no `=`.")))?;
            let branch_id = headless.branch_id(&self.run, name).await?;
            all.push(Intervention::MoveBranch { branch_id, element: element.to_owned() });
        }
        for element in &self.add {
            all.push(Intervention::AddBranch { element: element.clone(), scope_id: None });
        }
        for name in &self.cancel {
            all.push(Intervention::CancelBranch { branch_id: headless.branch_id(&self.run, name).await? });
        }
        Ok(all)
    }
}

fn setting(word: &str) -> Result<Option<StrategySetting>, Failure> {
    Ok(strategies(&[word.to_owned()])?.default)
}

fn preview_words(preview: &InterventionPreview) -> String {
    if let Some(refusal) = &preview.refusal {
        return format!("It would be refused: {}.", refusal.message);
    }
    let mut lines = vec![format!("From entry {} on:", preview.seq)];
    let list = |when| preview.foreseen.iter().filter(move |foreseen| foreseen.when == when);
    lines.extend(list(ForeseenWhen::AtOnce).map(|foreseen| format!("  {}", words(foreseen))));
    if list(ForeseenWhen::Next).next().is_some() {
        lines.push("Then, with the next step of every branch:".to_owned());
    }
    lines.extend(list(ForeseenWhen::Next).map(|foreseen| format!("  {}", words(foreseen))));
    if preview.more {
        lines.push("  and more".to_owned());
    }
    lines.join("\n")
}

fn words(foreseen: &Foreseen) -> String {
    let name = |id: &Option<String>, name: &Option<String>| name.clone().or_else(|| id.clone()).unwrap_or_default();
    let at = name(&foreseen.element, &foreseen.element_name);
    let branch = foreseen.letter.clone().unwrap_or_default();
    let word = foreseen.word.clone().unwrap_or_default();
    match foreseen.kind {
        ForeseenKind::BranchBegins => format!("branch {branch} begins at {at}"),
        ForeseenKind::BranchComes => format!("branch {branch} comes to {at}"),
        ForeseenKind::BranchWaits => format!("branch {branch} waits at {at}"),
        ForeseenKind::BranchesJoin => format!("branches become {branch} at {at}"),
        ForeseenKind::BranchEnds => format!("branch {branch} comes to its end at {at}"),
        ForeseenKind::BranchIsEnded => format!("branch {branch} is ended at {at}"),
        ForeseenKind::BranchFails => format!("branch {branch} fails at {at}: {word}"),
        ForeseenKind::StepBegins => format!("{at} begins"),
        ForeseenKind::StepWaits => format!("{at} waits"),
        ForeseenKind::StepAgain => format!("{at} is done again"),
        ForeseenKind::StepEnds => format!("{at} ends"),
        ForeseenKind::StepSkipped => format!("{at} is passed over"),
        ForeseenKind::StepIsEnded => format!("{at} is ended"),
        ForeseenKind::StepFails => format!("{at} fails: {word}"),
        ForeseenKind::VariableSet => format!("{word} is set"),
        ForeseenKind::DecisionAsked => format!("somebody is asked which way at {at}"),
        ForeseenKind::IncidentRaised => format!("an incident at {at}: {word}"),
        ForeseenKind::ScopeEnds => format!("{at} is over"),
        ForeseenKind::RunPauses => "the run pauses".to_owned(),
        ForeseenKind::RunEnds => format!("the run ends: {word}"),
    }
}

/// Have a run go on with another version of its routine, by the ids of elements.
#[derive(Debug, clap::Args)]
pub(crate) struct Migrate {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// The other version.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only say what it would mean, and what stands in the way.
    #[arg(long)]
    preview: bool,
    /// The last entry of the journal that was seen; refused when more has happened since.
    #[arg(long, value_name = "SEQ")]
    expect: Option<u64>,
}

impl Migrate {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let (headless, before) = at(database, &self.run).await?;
        let exit = self.act(terminal, &headless, before).await;
        headless.close().await?;
        exit
    }

    async fn act(self, terminal: &mut Terminal, headless: &Headless, before: u64) -> Result<Exit, Failure> {
        if self.preview {
            let plan = headless.plan_migration(&self.run, &self.file).await?;
            terminal.print(&json!(plan), &plan_words(&plan));
            return Ok(if plan.possible { Exit::Done } else { Exit::Unusable });
        }
        headless.migrate(&self.run, &self.file, self.expect).await?;
        follow(terminal, headless, &self.run, before + 1, false).await
    }
}

fn plan_words(plan: &MigrationPlan) -> String {
    let mut lines = vec![match (plan.possible, plan.from == plan.to) {
        (true, _) => format!("It can go on with the other version, from entry {} on.", plan.seq),
        (false, true) => "It runs this version already.".to_owned(),
        (false, false) => "It cannot go on with the other version:".to_owned(),
    }];
    lines.extend(plan.obstacles.iter().map(|note| format!("  {}", note.message)));
    if !plan.notes.is_empty() {
        lines.push("To know:".to_owned());
        lines.extend(plan.notes.iter().map(|note| format!("  {}", note.message)));
    }
    lines.join("\n")
}
