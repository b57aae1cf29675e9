//! The door by which the program's own tools reach runs: a step of one run starts others, looks after them, talks to them.
//!
//! A run may look at and move only what it has asked for itself, also through others in between. Started twice by the same call
//! of the same step it is one run, so that a call that was cut off by the end of the program is simply made again.

use std::fmt;
use std::sync::{Arc, Weak};

use routine_model::ElementId;
use run_engine::state::Step;
use run_engine::swarm_asks::SwarmLink;
use run_engine::{
    Actor, AskedBy, RunCommand, RunConfig, RunId, RunMode, StatusReason, StepAnswer, StepRecord, StepStatus,
    VariableMap, WaitReason,
};
use run_store::StoreError;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use step_execution::tool::{DefinedTool, DefinedToolsFuture, RunAct, RunAsker, RunDoor, RunDoorFuture};

use crate::defined_tools::{KeptTool, define_tool, defined_tools};
use crate::error::HostError;
use crate::host::RunHost;
use crate::parts::Parts;
use crate::publishing::{OutsideMessage, Publication};
use crate::run_loader::RoutineFile;
use crate::start::{OpenRequest, StartRequest};
use crate::update::RunSnapshot;

/// So many runs may have asked for each other, one behind the other.
pub const MOST_RUNS_DEEP: u32 = 8;

/// See the module.
struct HostDoor {
    parts: Weak<Parts>,
}

impl RunHost {
    /// The door to the runs of this host, for the tools of its steps.
    #[must_use]
    pub fn door(&self) -> Arc<dyn RunDoor> {
        Arc::new(HostDoor { parts: Arc::downgrade(&self.parts) })
    }
}

impl RunDoor for HostDoor {
    fn act(&self, act: RunAct, asker: RunAsker) -> RunDoorFuture<'_> {
        Box::pin(async move {
            let parts = self.parts.upgrade().ok_or("the program is ending")?;
            let host = RunHost { parts };
            host.allowed_by_swarm(&act, &asker).await?;
            let moved = |run: String| host.asked_for(run, &asker);
            match act {
                RunAct::Start { routine, inputs, wait } => host.start_for(&asker, &routine, inputs, wait).await,
                RunAct::Status { run } => host.standing(&moved(run).await?.run).await,
                RunAct::Pause { run } => {
                    let run = moved(run).await?.run;
                    host.order(&run, RunCommand::PauseRun { reason: StatusReason::UserPaused }).await
                }
                RunAct::Resume { run } => {
                    let run = moved(run).await?.run;
                    host.order(&run, RunCommand::ResumeRun).await
                }
                RunAct::Cancel { run } => {
                    let run = moved(run).await?.run;
                    host.order(&run, RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await
                }
                RunAct::Say { run, element, text } => {
                    let snapshot = moved(run).await?;
                    host.say(&snapshot, &element, text, &asker).await
                }
                RunAct::SendMessage { name, correlation_key, variables } => {
                    host.send_for(&asker, name, correlation_key, variables).await
                }
                RunAct::DefineTool(tool) => host.define(tool, &asker).await,
                RunAct::Swarm(act) => host.act_in_swarm(act, &asker).await,
            }
        })
    }

    fn defined(&self) -> DefinedToolsFuture<'_> {
        Box::pin(async move {
            let Some(parts) = self.parts.upgrade() else { return Vec::new() };
            let kept = RunHost { parts }.in_store(defined_tools).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the tools that were defined cannot be read");
                Vec::new()
            });
            kept.into_iter().map(|kept| kept.tool).collect()
        })
    }
}

impl fmt::Debug for HostDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostDoor")
    }
}

impl RunHost {
    async fn define(&self, tool: DefinedTool, asker: &RunAsker) -> Result<Value, String> {
        self.file_of(&tool.routine).await?;
        let name = tool.name.clone();
        let kept = KeptTool { tool, run: Some(asker.run.clone()) };
        self.in_store(move |store| define_tool(store, kept)).await.map_err(|error| error.to_string())??;
        Ok(json!({ "defined": name }))
    }

    async fn start_for(
        &self,
        asker: &RunAsker,
        routine: &str,
        inputs: Map<String, Value>,
        wait: bool,
    ) -> Result<Value, String> {
        let call = asker.call.replace('.', "-");
        let run = RunId::from(format!("{}-{}-{}-{call}", asker.run, asker.step, asker.attempt).as_str());
        match self.progress(&run).await {
            Ok(snapshot) if snapshot.progress.status.is_final() => {}
            Ok(_) => self.resume(&run).await.map_err(told)?,
            Err(HostError::Store(StoreError::UnknownRun(_))) => {
                let config = self.config_for(asker, &run).await?;
                let file = self.file_of(routine).await?;
                let process = ElementId::from(routine);
                let seed =
                    Sha256::digest(run.0.as_bytes()).iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte));
                let config = self.config_of(&file.bytes, Some(&process), config, seed);
                let open = OpenRequest { process: Some(process), start: None, inputs: VariableMap::from_iter(inputs) };
                let request = StartRequest {
                    run: Some(run.clone()),
                    name: Some(file.name),
                    config,
                    open: Some(open),
                    ..StartRequest::of(&file.path, file.bytes)
                };
                self.start_on_account(asker, request).await.map_err(told)?;
            }
            Err(error) => return Err(told(error)),
        }
        if !wait {
            return Ok(json!({ "run": run }));
        }
        self.rest(&run).await;
        self.standing(&run).await
    }

    /// A run that a step asks for runs as the step's own run does.
    async fn config_for(&self, asker: &RunAsker, run: &RunId) -> Result<RunConfig, String> {
        let asking = self.progress(&asker.run).await.map_err(told)?.progress;
        let depth = asking.config.asked_by.as_ref().map_or(0, |by| by.depth) + 1;
        if depth > MOST_RUNS_DEEP {
            return Err(format!(
                "{MOST_RUNS_DEEP} runs have asked for each other, which is the limit; {run} does not begin"
            ));
        }
        Ok(RunConfig {
            mode: RunMode::Data,
            time_zone: asking.config.time_zone.clone(),
            max_concurrency: asking.config.max_concurrency,
            test_mode: asking.config.test_mode,
            swarm: asker.swarm.as_ref().zip(asking.config.swarm.as_ref()).map(|(of, link)| SwarmLink {
                // The subtask is done when the run is that works on it, and not when one is that it has asked for.
                subtask: None,
                member: of.member.clone(),
                ..link.clone()
            }),
            asked_by: Some(AskedBy { run: asker.run.clone(), step: asker.step, call: asker.call.clone(), depth }),
            ..RunConfig::default()
        })
    }

    async fn file_of(&self, routine: &str) -> Result<RoutineFile, String> {
        let (loader, routine) = (self.parts.loader.clone(), routine.to_owned());
        let found = tokio::task::spawn_blocking(move || loader.file(&routine)).await;
        found.unwrap_or_else(|error| Err(error.to_string()))
    }

    /// A run that this one has asked for.
    async fn asked_for(&self, run: String, asker: &RunAsker) -> Result<RunSnapshot, String> {
        let run = RunId::from(run.as_str());
        let refused = || format!("run {run} is none that this run has started");
        let snapshot = self.progress(&run).await.map_err(|_| refused())?;
        let mut by = snapshot.progress.config.asked_by.clone();
        for _ in 0..MOST_RUNS_DEEP {
            let Some(found) = by else { break };
            if found.run == asker.run {
                return Ok(snapshot);
            }
            by = self.progress(&found.run).await.map_err(|_| refused())?.progress.config.asked_by.clone();
        }
        Err(refused())
    }

    async fn order(&self, run: &RunId, command: RunCommand) -> Result<Value, String> {
        self.send(run, command).await.map_err(told)?;
        self.standing(run).await
    }

    async fn say(&self, talking: &RunSnapshot, element: &str, text: String, asker: &RunAsker) -> Result<Value, String> {
        let steps = talking.progress.steps.values();
        let step = steps.into_iter().find(|step| step.element.as_str() == element && talks(step));
        let step = step.ok_or_else(|| format!("nothing talks at {element}"))?.id;
        let (answer, by) = (StepAnswer::Say { text }, Actor::Run { run: asker.run.clone() });
        self.send(&talking.run, RunCommand::AnswerStep { step, answer, by }).await.map_err(told)?;
        self.rest(&talking.run).await;
        self.standing(&talking.run).await
    }

    async fn send_for(
        &self,
        asker: &RunAsker,
        name: String,
        correlation_key: Option<String>,
        variables: Map<String, Value>,
    ) -> Result<Value, String> {
        let message = OutsideMessage {
            id: Some(format!("{}/{}/{}/{}", asker.run, asker.step, asker.attempt, asker.call)),
            name,
            correlation_key,
            variables: VariableMap::from_iter(variables),
            to: None,
            from: Some(asker.run.clone()),
            time_to_live_ms: run_engine::DEFAULT_TIME_TO_LIVE_MS,
        };
        Ok(match self.publish_message(message).await.map_err(told)? {
            Publication::Taken(run) => json!({ "taken": { "run": run } }),
            Publication::Kept(_) | Publication::Duplicate => json!({ "kept": "nobody waits for it yet" }),
            Publication::Dropped => json!({ "dropped": "nobody waits for it" }),
        })
    }

    /// What a model is told about a run.
    async fn standing(&self, run: &RunId) -> Result<Value, String> {
        let snapshot = self.progress(run).await.map_err(told)?;
        self.charge_asker(&snapshot).await;
        let result = self.result(run).await.map_err(told)?;
        let said = |element: &ElementId| {
            let mut steps = snapshot.progress.steps.values();
            let step = steps.find(|step| step.element == *element && talks(step))?;
            step.record.iter().rev().find_map(|record| match &**record {
                StepRecord::ModelAnswered { reply, .. } => reply.get("text").cloned(),
                _ => None,
            })
        };
        let waiting = result
            .waiting
            .iter()
            .map(|place| json!({ "element": place.element, "on": place.on, "said": said(&place.element) }));
        Ok(json!({
            "run": run,
            "status": result.status,
            "waiting": waiting.collect::<Vec<_>>(),
            "incidents": result.incidents,
            "variables": result.variables,
            "credits": result.credits,
        }))
    }
}

fn talks(step: &Step) -> bool {
    step.status == StepStatus::Waiting { on: WaitReason::Conversation }
}

fn told(error: HostError) -> String {
    error.to_string()
}
