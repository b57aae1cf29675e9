//! What is done to swarms: made, started, ended, topped up, given more to do, written on.

use routine_model::{Credits, SubtaskId};
use serde_json::Value;
use swarm::{Author, EntryWrite, NewSubtask, Origin, SubtaskChange, SwarmCommand, SwarmEvent, SwarmJournalEntry};

use super::{Swarms, id, swarm_failed};
use crate::contract::params::{
    AddSubtask, ChangeSubtask, CreateSwarm, DeleteEntry, PostEntry, RevertEntry, StopSwarm, SwarmReference, TopUpSwarm,
};
use crate::contract::{ApiError, Done, EntryOperation, ErrorCode, PostedEntry, SwarmSummary};
use crate::projection::swarm::{operation, status_of};
use crate::studio::sentence;

const PERSON: Author = Author::Person;

impl Swarms {
    /// Makes a swarm. Nothing is begun.
    ///
    /// # Errors
    /// What it is made of does not fit together, with every reason.
    pub async fn create_swarm(&self, params: CreateSwarm) -> Result<SwarmSummary, ApiError> {
        let settings = super::files::settings(params.swarm)?;
        let create = run_host::CreateSwarm { swarm: None, settings };
        let swarm = self.host.create(create).await.map_err(swarm_failed)?;
        self.summary(&swarm).await
    }

    /// Has a swarm begin with what is ready.
    ///
    /// # Errors
    /// It has begun already, or there is none.
    pub async fn start_swarm(&self, params: SwarmReference) -> Result<Done, ApiError> {
        self.send(&params.swarm_id, SwarmCommand::StartSwarm { by: PERSON }).await
    }

    /// Begins nothing more for it.
    ///
    /// # Errors
    /// It does not go on, or there is none.
    pub async fn pause_swarm(&self, params: SwarmReference) -> Result<Done, ApiError> {
        self.send(&params.swarm_id, SwarmCommand::PauseSwarm { by: PERSON }).await
    }

    /// Lets it go on.
    ///
    /// # Errors
    /// It is not paused, or there is none.
    pub async fn resume_swarm(&self, params: SwarmReference) -> Result<Done, ApiError> {
        self.send(&params.swarm_id, SwarmCommand::ResumeSwarm { by: PERSON }).await
    }

    /// Ends it.
    ///
    /// # Errors
    /// It has ended already, or there is none.
    pub async fn stop_swarm(&self, params: StopSwarm) -> Result<Done, ApiError> {
        self.send(&params.swarm_id, SwarmCommand::StopSwarm { by: PERSON, message: params.reason }).await
    }

    /// Raises what it may spend.
    ///
    /// # Errors
    /// The amount is none, it has no cap, or there is no such swarm.
    pub async fn top_up_swarm(&self, params: TopUpSwarm) -> Result<Done, ApiError> {
        let amount: Credits = params
            .amount
            .parse()
            .map_err(|error| ApiError::new(ErrorCode::InvalidRequest, sentence(&format!("{error}"))))?;
        self.send(&params.swarm_id, SwarmCommand::TopUp { by: PERSON, amount }).await
    }

    /// Adds something that has to be done.
    ///
    /// # Errors
    /// It depends on what is not there, or there is no such swarm.
    pub async fn add_subtask(&self, params: AddSubtask) -> Result<Done, ApiError> {
        let swarm = id(&params.swarm_id);
        let taken = |context: &swarm::SwarmContext| context.subtasks.keys().cloned().collect::<Vec<_>>();
        let taken = self.host.read(&swarm, taken).await.map_err(swarm_failed)?;
        let number = (1_u64..).find(|number| !taken.iter().any(|id| id.as_str() == format!("t{number}")));
        let subtask = NewSubtask {
            assignee: params.assignee.map(|member| member.as_str().into()),
            depends_on: params.depends_on.iter().map(|id| id.as_str().into()).collect(),
            priority: params.priority,
            routine: params.routine,
            ..NewSubtask::new(&format!("t{}", number.unwrap_or_default()), &params.description)
        };
        self.send(&params.swarm_id, SwarmCommand::AddSubtask { by: Origin::from(PERSON), subtask }).await
    }

    /// Changes what has to be done, or how far it has come.
    ///
    /// # Errors
    /// There is no such subtask, or it cannot stand there.
    pub async fn change_subtask(&self, params: ChangeSubtask) -> Result<Done, ApiError> {
        let subtask: SubtaskId = params.subtask_id.as_str().into();
        let or_none = |text: String| Some(text).filter(|text| !text.is_empty());
        let change = SubtaskChange {
            description: params.description,
            assignee: params.assignee.map(|member| or_none(member).map(|member| member.as_str().into())),
            depends_on: params.depends_on.map(|ids| ids.iter().map(|id| id.as_str().into()).collect()),
            priority: params.priority,
            routine: params.routine.map(or_none),
        };
        if change != SubtaskChange::default() {
            let by = Origin::from(PERSON);
            let command = SwarmCommand::ChangeSubtask { by, subtask: subtask.clone(), change };
            self.send(&params.swarm_id, command).await?;
        }
        if let Some(status) = params.status {
            let (by, status) = (Origin::from(PERSON), status_of(status));
            let command = SwarmCommand::MoveSubtask { by, subtask, status, message: None };
            self.send(&params.swarm_id, command).await?;
        }
        Ok(Done {})
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// It is not of the expected version, the operation does not fit what is there, or it is too large.
    pub async fn post_entry(&self, params: PostEntry) -> Result<PostedEntry, ApiError> {
        let PostEntry { swarm_id, key, operation, value, expected_version } = params;
        self.write(&swarm_id, key, operation, value, expected_version).await
    }

    /// Deletes an entry; its history stays.
    ///
    /// # Errors
    /// It is not there, or not of the expected version.
    pub async fn delete_entry(&self, params: DeleteEntry) -> Result<PostedEntry, ApiError> {
        let DeleteEntry { swarm_id, key, expected_version } = params;
        self.write(&swarm_id, key, EntryOperation::Delete, Value::Null, expected_version).await
    }

    /// Writes an earlier value as a new version.
    ///
    /// # Errors
    /// There is no such version, or the entry is not of the expected one.
    pub async fn revert_entry(&self, params: RevertEntry) -> Result<PostedEntry, ApiError> {
        let RevertEntry { swarm_id, key, to_version, expected_version } = params;
        let swarm = id(&swarm_id);
        let value = self.value_at(&swarm, &key, to_version).await?;
        let command = SwarmCommand::RevertEntry { by: PERSON, key: key.clone(), to_version, value, expected_version };
        posted(&self.host.send(&swarm, command).await.map_err(swarm_failed)?, &key)
    }

    async fn write(
        &self,
        swarm: &str,
        key: String,
        written: EntryOperation,
        value: Value,
        expected_version: Option<u64>,
    ) -> Result<PostedEntry, ApiError> {
        let write = EntryWrite { key: key.clone(), operation: operation(written), value, expected_version };
        let command = SwarmCommand::Post { by: PERSON, writes: vec![write] };
        posted(&self.host.send(&id(swarm), command).await.map_err(swarm_failed)?, &key)
    }

    async fn send(&self, swarm: &str, command: SwarmCommand) -> Result<Done, ApiError> {
        self.host.send(&id(swarm), command).await.map_err(swarm_failed)?;
        Ok(Done {})
    }
}

/// The version that a write has made.
fn posted(entries: &[SwarmJournalEntry], key: &str) -> Result<PostedEntry, ApiError> {
    let written = entries.iter().find_map(|entry| match &entry.event {
        SwarmEvent::EntryWritten(written) if written.key == key => Some(written.version),
        _ => None,
    });
    let version = written.ok_or_else(|| ApiError::new(ErrorCode::Internal, "The write left no version."))?;
    Ok(PostedEntry { version })
}
