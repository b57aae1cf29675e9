//! How anything that went wrong crosses to a screen: a code to decide by, a sentence to show.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Diagnostic;

/// What a screen decides by; it never matches on the text of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The request could not be read: unknown method, missing or ill-typed parameter.
    InvalidRequest,
    /// There is no such routine, sample, draft or value.
    NotFound,
    /// There is no such run.
    RunNotFound,
    /// The file changed since it was read; nothing was written.
    Conflict,
    /// A file of that name is already there; nothing was written.
    AlreadyExists,
    /// The path is neither in the project folder nor one that the user chose.
    PathNotAllowed,
    /// The text is not BPMN that can be read.
    InvalidDiagram,
    /// The routine has problems that stop a run; `diagnostics` holds all of them.
    NotRunnable,
    /// The command makes no sense for the run as it is now; nothing changed.
    Rejected,
    /// Input is larger than the program accepts.
    TooLarge,
    /// The file system refused.
    FileFailed,
    /// The database refused.
    StoreFailed,
    /// This host cannot do that, such as opening a native dialog from a browser.
    NotAvailable,
    /// The caller did not show the token of this session.
    Unauthorised,
    /// A secret, or the place where it is kept, is locked.
    Locked,
    /// A limit on steps or depth stopped it.
    Limited,
    /// The program is at fault.
    Internal,
}

/// An error as screens receive it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct ApiError {
    /// What a program decides by.
    pub code: ErrorCode,
    /// What happened and what is safe, in a sentence for people.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The BPMN element that the error is about.
    pub element_id: Option<String>,
    /// Every reason at once, when a routine was refused.
    pub diagnostics: Vec<Diagnostic>,
}

impl ApiError {
    /// An error with a code and a sentence.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, element_id: None, diagnostics: Vec::new() }
    }

    /// The same error, saying what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error, naming the BPMN element.
    #[must_use]
    pub fn at_element(mut self, element_id: impl Into<String>) -> Self {
        self.element_id = Some(element_id.into());
        self
    }

    /// The same error with the reasons for which a routine was refused.
    #[must_use]
    pub fn with_diagnostics(mut self, diagnostics: Vec<Diagnostic>) -> Self {
        self.diagnostics = diagnostics;
        self
    }
}
