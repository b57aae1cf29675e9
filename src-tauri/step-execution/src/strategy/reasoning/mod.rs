//! A model thinks a step through: analyse, plan, execute, check; one round of repair; then failure with everything said.
//!
//! Each phase is an exchange of its own that is told what the phases before came to, so that small models keep up. In the
//! phases that execute and repair the model may use tools, as often as the step allows.

mod check;
mod words;

use routine_model::graph::model::{Phases, Purpose};
use run_engine::VariableMap;

use super::asking::{Asking, Stop, Worked, outcome, request};
use super::expected::Expected;
use super::prompt::Prompt;
use super::{ExecutionStrategy, Strategy, estimate, failure, person};
use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;
use crate::model::{ModelMessage, ModelRequest};

/// See the module.
#[derive(Debug)]
pub struct ReasoningStrategy;

impl ExecutionStrategy for ReasoningStrategy {
    fn strategy(&self) -> Strategy {
        Strategy::Reasoning
    }

    fn execute<'a>(
        &'a self,
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
    ) -> StepFuture<'a> {
        Box::pin(async move { outcome(think(context, dependencies).await) })
    }

    fn estimate_cost(&self, context: &ExecutionContext<'_>, resources: &ExecutionResources) -> CostEstimate {
        let four = super::asking::wish_of(context).phases.unwrap_or_default() == Phases::Four;
        let checks = u64::from(!context.activity.settings.success.criteria.is_empty())
            + u64::from(context.activity.settings.success.second_opinion);
        // Analyse, plan, execute; with the repair, execute and check come twice.
        let most = if four { 4 + 2 * checks } else { 2 };
        estimate::of(context, resources, estimate::with_tools(context, most))
    }
}

async fn think(context: &ExecutionContext<'_>, dependencies: &ExecutionDependencies) -> Result<VariableMap, Stop> {
    let expected = Expected::of(context.activity)?;
    let mut asking = Asking::begin(context, dependencies).await?;
    if asking.is_person() {
        return person::answer(&mut asking, &expected).await;
    }
    let seen = asking.see_swarm().await?;
    let (about, left_out) = Prompt::of(context, seen.as_ref())?.fitting(asking.room(), context.limits.only_warns)?;
    asking.left_out(left_out).await?;
    let mut thoughts = Thoughts { about, so_far: Vec::new(), expected };
    if asking.wish.phases.unwrap_or_default() == Phases::Four {
        for purpose in [Purpose::Analyse, Purpose::Plan] {
            if asking.answers(purpose) {
                asking.phase(purpose.word()).await?;
                let reply = asking.ask(thoughts.ask(&asking, purpose)).await?;
                thoughts.so_far.push((purpose, reply.text));
            }
        }
    }
    asking.phase("execute").await?;
    asking.take_tools().await;
    let worked = asking.work(thoughts.ask(&asking, Purpose::Execute)).await?;
    let first = match check::outputs(&mut asking, &thoughts, &worked.reply).await? {
        Ok(outputs) => return Ok(outputs),
        Err(faults) => faults,
    };
    if !asking.answers(Purpose::Repair) {
        return Err(not_valid(&first, None).into());
    }
    asking.phase("repair").await?;
    let repaired = asking.work(thoughts.repair(&asking, worked, &first)).await?;
    match check::outputs(&mut asking, &thoughts, &repaired.reply).await? {
        Ok(outputs) => Ok(outputs),
        Err(second) => Err(not_valid(&first, Some(&second)).into()),
    }
}

/// What the phases have come to.
#[derive(Debug)]
struct Thoughts {
    about: String,
    so_far: Vec<(Purpose, String)>,
    expected: Expected,
}

impl Thoughts {
    fn ask(&self, asking: &Asking<'_>, purpose: Purpose) -> ModelRequest {
        let mut text = self.about.clone();
        for (purpose, said) in &self.so_far {
            text.push_str(&format!("\n\nYour {}:\n{said}", words::noun(*purpose)));
        }
        let mut request = self.request(asking, purpose, text);
        if purpose == Purpose::Execute {
            request.output_schema = Some(self.expected.schema().clone());
        }
        request
    }

    /// The exchange goes on where it ended, with what speaks against its outputs.
    fn repair(&self, asking: &Asking<'_>, worked: Worked, faults: &[String]) -> ModelRequest {
        let Worked { reply, mut messages } = worked;
        messages.push(ModelMessage::Model { text: reply.text, calls: Vec::new() });
        messages.push(ModelMessage::User { text: words::mend(faults) });
        let mut request = request(&asking.wish, Purpose::Repair, messages);
        request.output_schema = Some(self.expected.schema().clone());
        request
    }

    fn request(&self, asking: &Asking<'_>, purpose: Purpose, text: String) -> ModelRequest {
        let success = &asking.context.activity.settings.success;
        let system = words::system(asking.wish.persona.as_deref(), purpose, &success.criteria, self.expected.schema());
        let messages = vec![ModelMessage::System { text: system }, ModelMessage::User { text }];
        request(&asking.wish, purpose, messages)
    }
}

fn not_valid(first: &[String], second: Option<&[String]>) -> run_engine::StepFailure {
    let message = match second {
        None => format!("the outputs are not valid: {}", first.join("; ")),
        Some(second) => {
            format!("the outputs are not valid: {}; after one repair: {}", first.join("; "), second.join("; "))
        }
    };
    failure("outputs-not-valid", message)
}
