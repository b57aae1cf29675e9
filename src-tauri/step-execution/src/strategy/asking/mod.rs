//! Asking models on behalf of a step: what is on record is taken from there, everything else is put there before the next
//! thing begins. So a strategy is written as if it were never interrupted.

mod cost;
mod fitting;
mod model_at_hand;
mod on_record;
mod sending;
mod stop;
mod swarm;
mod tools;

use std::time::Duration;

pub(crate) use fitting::{fit, length};
pub(crate) use model_at_hand::ModelAtHand;
use on_record::{Ending, OnRecord, Said};
use routine_model::Credits;
use routine_model::graph::model::{ModelWish, Purpose};
use run_engine::swarm_asks::StepMember;
use run_engine::{StepRecord, VariableMap, WaitReason};
pub(crate) use sending::send;
use serde_json::{Value, json};
pub(crate) use stop::{Stop, outcome};
use tokio::time::Instant;
use tools::ToolsAtHand;
pub(crate) use tools::{FINISH, Worked, asks_for_tools, may_use_tools};

use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::model::{Charge, DemoModel, FinishReason, ModelReply, ModelRequest, ResolvedModel};
use crate::strategy::failure;

/// What a person is called as a model.
pub const PERSON: &str = "a person";
/// Most LLM tokens of an answer where the step sets no bound.
pub(crate) const USUAL_ANSWER: u32 = 4_096;
/// Requests of one step where it sets no bound.
pub(crate) const USUAL_STEPS: u32 = 24;
/// Requests of one step that is only to be warned.
const MOST_STEPS: u32 = 200;

/// What a person answers in a conversation.
pub(crate) enum Turn {
    /// They said something.
    Said(String),
    /// They agreed to these outputs.
    Confirmed(VariableMap),
}

/// One step's exchange with its model.
#[derive(Debug)]
pub(crate) struct Asking<'a> {
    pub(crate) context: &'a ExecutionContext<'a>,
    pub(crate) wish: ModelWish,
    dependencies: &'a ExecutionDependencies,
    model: ModelAtHand,
    on_record: OnRecord,
    tools: ToolsAtHand,
    until: Option<(Instant, Duration)>,
    steps: u32,
    /// Requests where the step sets no bound.
    usual_steps: u32,
    /// The number of the request that was answered last.
    latest: u32,
}

impl<'a> Asking<'a> {
    /// Goes on behind the step's record, with the model that the step gets.
    pub(crate) async fn begin(
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
    ) -> Result<Self, Stop> {
        let wish = wish_of(context);
        let (models, request) = (&dependencies.resources.models, context.request);
        let model = ModelAtHand::find(models, &wish, context.node, &request.variables, request.test_mode).await?;
        Ok(Self::with(context, dependencies, wish, model))
    }

    /// The same with a person as the model.
    pub(crate) fn of_person(context: &'a ExecutionContext<'a>, dependencies: &'a ExecutionDependencies) -> Self {
        Self::with(context, dependencies, wish_of(context), ModelAtHand::Person)
    }

    fn with(
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
        wish: ModelWish,
        model: ModelAtHand,
    ) -> Self {
        let on_record = OnRecord::of(&context.request.record);
        let worked = Duration::from_millis(context.request.worked_ms);
        let until = context.limits.time.map(|limit| (Instant::now() + limit.saturating_sub(worked), limit));
        let tools = ToolsAtHand::none(context, dependencies);
        let usual_steps = USUAL_STEPS;
        Self { context, wish, dependencies, model, on_record, tools, until, steps: 0, usual_steps, latest: 0 }
    }

    /// Each of so many turns of a person takes a request of its own.
    pub(crate) fn expect_turns(&mut self, turns: u32) {
        self.usual_steps = USUAL_STEPS.saturating_add(turns);
    }

    pub(crate) fn is_person(&self) -> bool {
        matches!(self.model, ModelAtHand::Person)
    }

    /// Whether the model answers such a thing; see [`ModelAtHand::answers`].
    pub(crate) fn answers(&self, purpose: Purpose) -> bool {
        self.model.answers(purpose)
    }

    /// LLM tokens that a request may hold; none where nobody knows a bound.
    pub(crate) fn room(&self) -> Option<u64> {
        let window = match &self.model {
            ModelAtHand::Online(model) => model.pricing.window(),
            ModelAtHand::Demo(_) | ModelAtHand::Person => return None,
        };
        let answer = u64::from(self.wish.max_output_tokens.unwrap_or(USUAL_ANSWER));
        let window = window.map(|window| window.saturating_sub(answer));
        match (self.context.limits.context_tokens, window) {
            (Some(own), Some(window)) => Some(own.min(window)),
            (own, window) => own.or(window),
        }
    }

    /// A phase begins.
    pub(crate) async fn phase(&mut self, phase: &str) -> Result<(), Stop> {
        if self.on_record.phases.pop_front().is_none() {
            self.dependencies.progress.record(StepRecord::PhaseBegun { phase: phase.to_owned() }).await?;
        }
        Ok(())
    }

    /// Says what was left out of the requests from here on, once.
    pub(crate) async fn left_out(&mut self, left_out: Vec<String>) -> Result<(), Stop> {
        if !left_out.is_empty() && left_out != self.on_record.left_out && self.on_record.asked.is_empty() {
            self.on_record.left_out.clone_from(&left_out);
            self.dependencies.progress.record(StepRecord::ContextTrimmed { left_out }).await?;
        }
        Ok(())
    }

    /// Asks, or takes the answer from the record.
    pub(crate) async fn ask(&mut self, mut request: ModelRequest) -> Result<ModelReply, Stop> {
        self.one_more_step()?;
        let purpose = request.purpose;
        while let Some(asked) = self.on_record.asked.pop_front() {
            match asked.ending {
                Ending::Answered(reply) => {
                    if asked.of_person {
                        self.on_record.said.pop_front();
                    }
                    return self.answered(asked.call, purpose, reply);
                }
                Ending::Failed { code, message } => return Err(failure(&code, message).into()),
                Ending::Open if asked.of_person => return self.answer_of_person(asked.call, purpose).await,
                // Nobody has the answer: it is asked anew, and what it cost is on record.
                Ending::Open | Ending::Lost => {}
            }
        }
        self.on_record.calls += 1;
        let call = self.on_record.calls;
        let model = match &self.model {
            ModelAtHand::Online(model) => (**model).clone(),
            ModelAtHand::Demo(replies) => {
                let given = self.on_record.answers.get(&purpose).copied().unwrap_or_default();
                ResolvedModel::scripted(DemoModel::new(replies.clone()).after(given))
            }
            ModelAtHand::Person => {
                let (model, request) = (PERSON.to_owned(), json!(request));
                let record = StepRecord::ModelAsked { call, model, scripted: false, request, reserved: Credits::ZERO };
                self.dependencies.progress.record(record).await?;
                return self.answer_of_person(call, purpose).await;
            }
        };
        request.model.clone_from(&model.model);
        let reply = self.send(call, &model, &request).await?;
        self.latest = call;
        *self.on_record.answers.entry(purpose).or_default() += 1;
        Ok(reply)
    }

    async fn send(&mut self, call: u32, model: &ResolvedModel, request: &ModelRequest) -> Result<ModelReply, Stop> {
        self.is_priced(model, request)?;
        let reserved = cost::at_most(&model.pricing, request);
        self.within_credits(reserved)?;
        let sent = send(&self.dependencies.progress, call, model, request, self.until).await;
        self.on_record.spent = self.on_record.spent.saturating_add(sent.credits.micros());
        sent.reply
    }

    /// What a person typed in a model's place.
    async fn answer_of_person(&mut self, call: u32, purpose: Purpose) -> Result<ModelReply, Stop> {
        let text = match self.turn(None)? {
            Turn::Said(text) => text,
            Turn::Confirmed(outputs) => json!(outputs).to_string(),
        };
        let reply =
            ModelReply { model: PERSON.to_owned(), text, calls: Vec::new(), finish: FinishReason::Stop, used: None };
        let charge = json!(Charge::Free);
        let record = StepRecord::ModelAnswered { call, reply: json!(reply), charge, credits: Credits::ZERO };
        self.dependencies.progress.record(record).await?;
        self.answered(call, purpose, json!(reply))
    }

    fn answered(&mut self, call: u32, purpose: Purpose, reply: Value) -> Result<ModelReply, Stop> {
        self.latest = call;
        *self.on_record.answers.entry(purpose).or_default() += 1;
        serde_json::from_value(reply)
            .map_err(|error| failure("record", format!("the answer on record cannot be read: {error}")).into())
    }

    /// What the person does next; the step waits when they have not yet.
    pub(crate) fn turn(&mut self, until_ms: Option<u64>) -> Result<Turn, Stop> {
        match self.on_record.said.pop_front() {
            Some(Said::Text(text)) => Ok(Turn::Said(text)),
            Some(Said::Outputs(outputs)) => Ok(Turn::Confirmed(outputs)),
            Some(Said::Nothing) => Err(failure("turn-timeout", "nobody answered in time").into()),
            None => Err(Stop::Waiting { on: WaitReason::Conversation, until_ms }),
        }
    }

    fn one_more_step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        let most = self.context.limits.reasoning_steps.unwrap_or(self.usual_steps);
        if self.steps <= most {
            return Ok(());
        }
        let message = format!("the step has asked its model {most} times, which is its limit");
        if self.steps > MOST_STEPS.max(most) {
            return Err(failure("max-reasoning-steps", message).into());
        }
        self.beyond("max-reasoning-steps", message)
    }

    /// A limit is reached: the step fails, or the journal says so where it only warns. What is on record has been told.
    pub(crate) fn beyond(&self, limit: &str, message: String) -> Result<(), Stop> {
        if !self.context.limits.only_warns {
            return Err(failure(limit, message).into());
        }
        if self.on_record.asked.is_empty() {
            self.dependencies.progress.note(json!({ "warning": { "limit": limit, "message": message } }));
        }
        Ok(())
    }

    /// What a model costs whose price nobody knows can be kept within no limit: where there is one, a person has to allow it.
    fn is_priced(&self, model: &ResolvedModel, request: &ModelRequest) -> Result<(), Stop> {
        let budgets = self.dependencies.resources.models.settings().budgets;
        let limits = [self.context.request.credits_left, self.context.limits.credits, budgets.day];
        if budgets.allow_unpriced
            || limits.iter().all(Option::is_none)
            || !matches!(model.pricing.at_most(request.input_bound(), 1), Charge::Unpriced { .. })
        {
            return Ok(());
        }
        let message = format!(
            "nobody knows what {} of {} costs, and spending is limited here; set its price, or allow models without one",
            model.model, model.provider_name
        );
        Err(failure("unpriced-model", message).into())
    }

    /// Exactly at the limit is allowed.
    fn within_credits(&self, reserved: Credits) -> Result<(), Stop> {
        let Some(most) = self.context.limits.credits else { return Ok(()) };
        let needed = self.on_record.spent.saturating_add(reserved.micros());
        if needed <= most.micros() {
            return Ok(());
        }
        let message = format!(
            "the step's limit is {most} credits, and with the next request it may come to {}",
            Credits::from_micros(needed)
        );
        self.beyond("max-credits", message)
    }
}

/// What the step says about the model, and for the rest the member of the team that it is done as, and its routine.
pub(crate) fn wish_of(context: &ExecutionContext<'_>) -> ModelWish {
    let around = context.routine.definition().map(|process| process.settings.model.clone()).unwrap_or_default();
    let member = context.request.member.as_ref().map(wish_of_member).unwrap_or_default();
    context.activity.settings.model.or(&member.or(&around))
}

/// A member's model is written as `provider/name`; without a slash it is a name of whatever provider there is.
fn wish_of_member(member: &StepMember) -> ModelWish {
    let (provider, name) = match member.model.as_deref().map(|model| model.split_once('/').ok_or(model)) {
        Some(Ok((provider, name))) => (Some(provider.to_owned()), Some(name.to_owned())),
        Some(Err(name)) => (None, Some(name.to_owned())),
        None => (None, None),
    };
    ModelWish { provider, name, persona: member.persona.clone(), ..ModelWish::default() }
}

/// A request with the step's settings.
pub(crate) fn request(wish: &ModelWish, purpose: Purpose, messages: Vec<crate::model::ModelMessage>) -> ModelRequest {
    ModelRequest {
        model: String::new(),
        purpose,
        messages,
        tools: Vec::new(),
        output_schema: None,
        max_output_tokens: Some(wish.max_output_tokens.unwrap_or(USUAL_ANSWER)),
        temperature: wish.temperature,
        seed: None,
    }
}
