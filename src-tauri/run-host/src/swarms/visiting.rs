//! What somebody outside of every run does with a swarm, as a member of its team or as nobody in particular: another agent
//! that uses this program's tools.

use routine_model::{MemberId, SwarmId};
use serde_json::{Map, Value, json};
use step_execution::tool::{SwarmAct, SwarmUpdate};
use swarm::team::{SwarmAction, verdict};
use swarm::{Author, Refusal, SwarmCommand, SwarmContext, SwarmRejection, may_read};

use super::door::SwarmHost;
use super::error::SwarmError;
use super::seeing;

impl SwarmHost {
    /// Does something as a member, or, without one, what the swarm lets everybody do. What is refused is told, and a read that
    /// may not be done is on the swarm's record and looks as if the entry were not there.
    ///
    /// # Errors
    /// A sentence that says why nothing was done.
    pub async fn visit(&self, swarm: &SwarmId, member: Option<MemberId>, act: SwarmAct) -> Result<Value, String> {
        let who = member.map_or(Author::Routine, |member| Author::Member { member });
        let by = || who.clone().into();
        match act {
            SwarmAct::See => {
                let look = move |context: &SwarmContext| seeing::seen(context, &who, None);
                self.read(swarm, look).await.map_err(told)
            }
            SwarmAct::Update(update) => self.update_as(swarm, &who, update).await,
            SwarmAct::FindResources { words } => {
                let look = move |context: &SwarmContext| seeing::found(context, &words);
                self.read(swarm, look).await.map_err(told)
            }
            SwarmAct::AddResource { resource } => {
                self.done(swarm, SwarmCommand::AddResource { by: by(), resource }).await
            }
            SwarmAct::UpdateResource { resource } => {
                self.done(swarm, SwarmCommand::UpdateResource { by: by(), resource }).await
            }
            SwarmAct::DeleteResource { id } => self.done(swarm, SwarmCommand::DeleteResource { by: by(), id }).await,
            SwarmAct::Spawn { .. } | SwarmAct::End { .. } => {
                Err("only runs of the swarm, and people, do this".to_owned())
            }
        }
    }

    /// Refuses what roles and policy do not let somebody outside start.
    ///
    /// # Errors
    /// Which rule says so.
    pub async fn allows_routine(&self, swarm: &SwarmId, member: Option<MemberId>, routine: &str) -> Result<(), String> {
        let who = member.map_or(Author::Routine, |member| Author::Member { member });
        let about = routine.to_owned();
        let look = move |context: &SwarmContext| verdict(&context.team, &who, SwarmAction::RunRoutines, &about);
        let verdict = self.read(swarm, look).await.map_err(told)?;
        if verdict.is_allowed { Ok(()) } else { Err(format!("{routine} may not be run: {}", verdict.because)) }
    }

    async fn update_as(&self, swarm: &SwarmId, who: &Author, update: SwarmUpdate) -> Result<Value, String> {
        let SwarmUpdate { writes, add, moves, reads } = update;
        let (mut told_of, mut done, only_reads) =
            (Map::new(), 0, writes.is_empty() && add.is_empty() && moves.is_empty());
        let (mut written, mut subtasks) = (Vec::new(), Vec::new());
        for write in writes {
            let key = write.key.clone();
            let result = self.send(swarm, SwarmCommand::Post { by: who.clone(), writes: vec![write] }).await;
            written.push(line("key", &key, result, &mut done)?);
        }
        for subtask in add {
            let id = subtask.id.to_string();
            let result = self.send(swarm, SwarmCommand::AddSubtask { by: who.clone().into(), subtask }).await;
            subtasks.push(line("id", &id, result, &mut done)?);
        }
        for one in moves {
            let command = SwarmCommand::MoveSubtask {
                by: who.clone().into(),
                subtask: (&*one.id).into(),
                status: one.status,
                message: one.message,
            };
            let result = self.send(swarm, command).await;
            subtasks.push(line("id", &one.id, result, &mut done)?);
        }
        for (name, lines) in [("written", written), ("subtasks", subtasks)] {
            if !lines.is_empty() {
                told_of.insert(name.to_owned(), Value::Array(lines));
            }
        }
        if !reads.is_empty() {
            let read = SwarmCommand::ReadEntries { by: who.clone().into(), keys: reads.clone() };
            self.send(swarm, read).await.map_err(told)?;
            let who = who.clone();
            let look = move |context: &SwarmContext| {
                let readable = reads.into_iter().filter(|key| may_read(context, &who, key));
                let shown = readable.filter_map(|key| {
                    let entry = context.board.get(&key)?;
                    Some((key, json!({ "version": entry.version, "value": entry.value.as_deref()? })))
                });
                Value::Object(shown.collect())
            };
            told_of.insert("entries".to_owned(), self.read(swarm, look).await.map_err(told)?);
        }
        let told_of = Value::Object(told_of);
        if done == 0 && !only_reads && told_of.get("entries").is_none() {
            Err(told_of.to_string())
        } else {
            Ok(told_of)
        }
    }

    async fn done(&self, swarm: &SwarmId, command: SwarmCommand) -> Result<Value, String> {
        self.send(swarm, command).await.map_err(told)?;
        Ok(json!({ "done": true }))
    }
}

/// Done, or the swarm's refusal; the others stand.
fn line<T>(name: &str, id: &str, result: Result<T, SwarmError>, done: &mut usize) -> Result<Value, String> {
    match result {
        Ok(_) => {
            *done += 1;
            Ok(json!({ name: id, "done": true }))
        }
        Err(SwarmError::Rejected(rejection)) => {
            Ok(json!({ name: id, "refused": rejection.code(), "message": rejection.to_string() }))
        }
        Err(error) => Err(told(error)),
    }
}

fn told(error: SwarmError) -> String {
    match error {
        SwarmError::Rejected(SwarmRejection::Refused { refusal, .. }) => in_words(&refusal),
        other => other.to_string(),
    }
}

fn in_words(refusal: &Refusal) -> String {
    format!("{}: {refusal}", refusal.code())
}
