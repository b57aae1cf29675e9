//! What the tools of models do with the swarm that their run works for. Who they act as is said by the diagram and the run,
//! never by the model; whether it may be done is said by the swarm, which keeps a receipt of each call: asked again by the
//! same call of the same step, nothing is done a second time.

use std::fmt::Write as _;

use routine_model::{Credits, SwarmId};
use run_engine::swarm_asks::StepSwarm;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use step_execution::tool::{RunAct, RunAsker, SwarmAct, SwarmUpdate};
use swarm::team::SwarmAction;
use swarm::{AskAnswer, AskKey, AskRequest, EntryWrite, MemberAct, Refusal, RunAsk, SwarmContext, SwarmSettings};

use super::door::SwarmHost;
use super::seeing;
use crate::host::RunHost;

/// The standing of a call in its swarm.
struct Standing {
    swarms: SwarmHost,
    of: StepSwarm,
    asker: RunAsker,
    spent_total: Credits,
}

/// What has become of several things that were asked for at once.
#[derive(Default)]
struct Told {
    done: usize,
    lines: Vec<Value>,
}

impl RunHost {
    /// Does something with the swarm of the run that asks.
    pub(crate) async fn act_in_swarm(&self, act: SwarmAct, asker: &RunAsker) -> Result<Value, String> {
        let standing = self.standing_in_swarm(asker).await?;
        match act {
            SwarmAct::See => standing.see().await,
            SwarmAct::Update(update) => standing.update(update).await,
            SwarmAct::FindResources { words } => {
                let look = move |context: &SwarmContext| seeing::found(context, &words);
                standing.swarms.read(&standing.of.swarm, look).await.map_err(|error| error.to_string())
            }
            SwarmAct::AddResource { resource } => {
                let id = resource.id.clone();
                standing.done(&id, MemberAct::AddResource { resource }).await
            }
            SwarmAct::UpdateResource { resource } => {
                let id = resource.id.clone();
                standing.done(&id, MemberAct::UpdateResource { resource }).await
            }
            SwarmAct::DeleteResource { id } => standing.done(&id.clone(), MemberAct::DeleteResource { id }).await,
            SwarmAct::Spawn { settings } => standing.spawn(settings).await,
            SwarmAct::End { message } => {
                let id = standing.of.swarm.to_string();
                standing.done(&id, MemberAct::StopSwarm { message: Some(message) }).await
            }
        }
    }

    /// Refuses what the run's swarm does not let the step do outside of it. Outside of swarms nothing is refused here.
    pub(crate) async fn allowed_by_swarm(&self, act: &RunAct, asker: &RunAsker) -> Result<(), String> {
        let (action, about) = match act {
            RunAct::Start { routine, .. } => (SwarmAction::RunRoutines, routine.clone()),
            RunAct::SendMessage { name, .. } => (SwarmAction::SendMessages, name.clone()),
            RunAct::Say { run, .. } => (SwarmAction::SendMessages, run.clone()),
            RunAct::DefineTool(tool) => (SwarmAction::DefineTools, tool.name.clone()),
            RunAct::Status { .. }
            | RunAct::Pause { .. }
            | RunAct::Resume { .. }
            | RunAct::Cancel { .. }
            | RunAct::Swarm(_) => return Ok(()),
        };
        if asker.swarm.is_none() {
            return Ok(());
        }
        let standing = self.standing_in_swarm(asker).await?;
        standing.done(&about.clone(), MemberAct::Outside { action, about }).await.map(|_| ())
    }

    async fn standing_in_swarm(&self, asker: &RunAsker) -> Result<Standing, String> {
        let of = asker.swarm.clone().ok_or("this run works for no swarm")?;
        let progress = self.progress(&asker.run).await.map_err(|error| error.to_string())?;
        Ok(Standing { swarms: self.swarms(), of, asker: asker.clone(), spent_total: progress.progress.credits })
    }
}

impl Standing {
    async fn see(&self) -> Result<Value, String> {
        let (who, subtask) =
            (self.ask_for("swarm", AskRequest::Read { keys: Vec::new() }).origin().who, self.of.subtask.clone());
        let look = move |context: &SwarmContext| seeing::seen(context, &who, subtask.as_ref());
        self.swarms.read(&self.of.swarm, look).await.map_err(|error| error.to_string())
    }

    /// Writes, then subtasks, then reads; each is done or refused by itself.
    async fn update(&self, update: SwarmUpdate) -> Result<Value, String> {
        let SwarmUpdate { writes, add, moves, reads } = update;
        let (mut written, mut subtasks) = (Told::default(), Told::default());
        if !writes.is_empty() {
            self.write(writes, &mut written).await?;
        }
        for (at, subtask) in add.into_iter().enumerate() {
            let id = subtask.id.to_string();
            let result = self.act(&format!("add {at}"), MemberAct::AddSubtask { subtask }).await?;
            subtasks.add("id", &id, result.map(|()| None));
        }
        for (at, one) in moves.into_iter().enumerate() {
            let act = MemberAct::MoveSubtask { subtask: (&*one.id).into(), status: one.status, message: one.message };
            let result = self.act(&format!("move {at}"), act).await?;
            subtasks.add("id", &one.id, result.map(|()| None));
        }
        let mut told = Map::new();
        let nothing_done = written.done + subtasks.done == 0 && reads.is_empty();
        for (name, told_of) in [("written", written), ("subtasks", subtasks)] {
            if !told_of.lines.is_empty() {
                told.insert(name.to_owned(), Value::Array(told_of.lines));
            }
        }
        if !reads.is_empty() {
            told.insert("entries".to_owned(), self.read(reads).await?);
        }
        let told = Value::Object(told);
        if nothing_done { Err(told.to_string()) } else { Ok(told) }
    }

    async fn write(&self, writes: Vec<EntryWrite>, told: &mut Told) -> Result<(), String> {
        let keys: Vec<String> = writes.iter().map(|write| write.key.clone()).collect();
        match self.ask("write", AskRequest::Write { writes }).await? {
            AskAnswer::Written { results } => {
                for (key, result) in keys.iter().zip(results) {
                    told.add("key", key, result.map(Some));
                }
                Ok(())
            }
            other => Err(unexpected(other)),
        }
    }

    /// What may not be read looks as if it were not there; the swarm has it on record.
    async fn read(&self, keys: Vec<String>) -> Result<Value, String> {
        match self.ask("read", AskRequest::Read { keys }).await? {
            AskAnswer::Read { entries, .. } => {
                let told = entries.into_iter().filter_map(|entry| {
                    let value = entry.value?;
                    Some((entry.key, json!({ "version": entry.version, "value": *value })))
                });
                Ok(Value::Object(told.collect()))
            }
            other => Err(unexpected(other)),
        }
    }

    async fn spawn(&self, settings: Box<SwarmSettings>) -> Result<Value, String> {
        let mut id = String::new();
        for byte in Sha256::digest(format!("{} {}", self.asker.run, self.key("spawn"))).iter().take(8) {
            // Writing to a string cannot fail.
            let _ = write!(id, "{byte:02x}");
        }
        let child = SwarmId::from(&*id);
        self.done(&id, MemberAct::SpawnChild { child, settings }).await?;
        Ok(json!({ "swarm": id }))
    }

    /// One thing, done or refused as a whole.
    async fn done(&self, id: &str, act: MemberAct) -> Result<Value, String> {
        match self.act("act", act).await? {
            Ok(()) => Ok(json!({ "id": id, "done": true })),
            Err(refusal) => Err(format!("{}: {refusal}", refusal.code())),
        }
    }

    async fn act(&self, what: &str, act: MemberAct) -> Result<Result<(), Refusal>, String> {
        match self.ask(what, AskRequest::Act(Box::new(act))).await {
            Ok(AskAnswer::Done) => Ok(Ok(())),
            Ok(AskAnswer::Refused(refusal)) => Ok(Err(refusal)),
            Ok(other) => Err(unexpected(other)),
            Err(error) => Err(error),
        }
    }

    async fn ask(&self, what: &str, request: AskRequest) -> Result<AskAnswer, String> {
        let accepted = self.swarms.ask(&self.of.swarm, self.ask_for(what, request)).await;
        accepted.map_err(|error| error.to_string())?.answer.ok_or_else(|| "the swarm does not answer this".to_owned())
    }

    fn ask_for(&self, what: &str, request: AskRequest) -> RunAsk {
        RunAsk {
            run: self.asker.run.clone(),
            ask: self.key(what),
            answered_below: None,
            step: Some(self.asker.step),
            member: self.of.member.clone(),
            spent_total: self.spent_total,
            charges: Vec::new(),
            request,
        }
    }

    fn key(&self, what: &str) -> AskKey {
        let RunAsker { step, attempt, call, .. } = &self.asker;
        AskKey::Call(format!("step {step}.{attempt} call {call} {what}").into())
    }
}

impl Told {
    fn add(&mut self, name: &str, id: &str, result: Result<Option<u64>, Refusal>) {
        self.done += usize::from(result.is_ok());
        self.lines.push(match result {
            Ok(Some(version)) => json!({ name: id, "version": version }),
            Ok(None) => json!({ name: id, "done": true }),
            Err(refusal) => json!({ name: id, "refused": refusal.code(), "message": refusal.to_string() }),
        });
    }
}

fn unexpected(answer: AskAnswer) -> String {
    match answer {
        AskAnswer::Refused(refusal) => format!("{}: {refusal}", refusal.code()),
        other => format!("the swarm answers {other:?}"),
    }
}
