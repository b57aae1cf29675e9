//! What it takes to start a run.

use routine_model::ElementId;
use run_engine::{RunConfig, RunId, VariableMap};

/// The wish to start a run.
#[derive(Clone, Debug)]
pub struct StartRequest {
    /// The id of the new run; none lets the host make one.
    pub run: Option<RunId>,
    /// Where the routine comes from: a path, or the name of a file that was never saved. Its ending tells the format.
    pub path: String,
    /// The name to show; none takes the routine's own, or else the file's.
    pub name: Option<String>,
    /// The routine's text, byte for byte.
    pub bytes: Vec<u8>,
    /// How it runs.
    pub config: RunConfig,
    /// Nothing moves before a step or resume.
    pub paused: bool,
    /// What is opened at once; none opens nothing, and the run waits for `OpenProcess` (scenarios).
    pub open: Option<OpenRequest>,
}

/// Which process begins, where, and with which variables.
#[derive(Clone, Debug, Default)]
pub struct OpenRequest {
    /// The process; none means the only executable one.
    pub process: Option<ElementId>,
    /// The start event; none means every plain start of the process.
    pub start: Option<ElementId>,
    /// The process's first variables.
    pub inputs: VariableMap,
}
