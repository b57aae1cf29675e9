//! How the program ends, as scripts see it.

use std::process::ExitCode;

use api::contract::{ApiError, Diagnostic, ErrorCode};

/// Exit statuses; part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done; a run is completed.
    Done,
    /// 1: the run failed or was cancelled, a check found errors, or a routine is not sound.
    Failed,
    /// 2: input that cannot be used.
    Unusable,
    /// 3: the run or the swarm waits, or soundness was not decided.
    Waits,
    /// 4: a scenario's expectation was not met, or an entry has another version than was expected.
    Unexpected,
    /// 5: a limit stopped the run.
    Limited,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Unusable => 2,
            Exit::Waits => 3,
            Exit::Unexpected => 4,
            Exit::Limited => 5,
        })
    }
}

/// Why a command could not do its work: sentences for people and every diagnostic.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What happened.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// Every problem of the routine, when it is about one.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How the program ends.
    pub(crate) exit: Exit,
}

impl Failure {
    /// Input that cannot be used.
    pub(crate) fn unusable(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, diagnostics: Vec::new(), exit: Exit::Unusable }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let exit = match error.code {
            ErrorCode::InvalidRequest
            | ErrorCode::NotFound
            | ErrorCode::RunNotFound
            | ErrorCode::Conflict
            | ErrorCode::AlreadyExists
            | ErrorCode::PathNotAllowed
            | ErrorCode::InvalidDiagram
            | ErrorCode::NotRunnable
            | ErrorCode::Rejected
            | ErrorCode::TooLarge
            | ErrorCode::FileFailed
            | ErrorCode::StoreFailed
            | ErrorCode::NotAvailable
            | ErrorCode::Unauthorised
            | ErrorCode::Locked => Exit::Unusable,
            ErrorCode::Limited => Exit::Limited,
            ErrorCode::Internal => Exit::Failed,
        };
        Self { message: error.message, hint: error.hint, diagnostics: error.diagnostics, exit }
    }
}
