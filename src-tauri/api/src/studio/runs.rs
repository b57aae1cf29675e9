//! Commands about runs.

use super::{Client, Shared};
use crate::contract::params::*;
use crate::contract::*;
use std::collections::HashMap;

fn later<T>() -> Result<T, ApiError> {
    Err(ApiError::new(ErrorCode::NotAvailable, "Runs are not connected yet."))
}

macro_rules! later {
    ($($method:ident ($params:ty) -> $result:ty;)+) => {
        impl Client {
            $( pub(super) async fn $method(&self, _: $params) -> Result<$result, ApiError> { later() } )+
        }
    };
}

later! {
    start_run (StartRun) -> StartedRun;
    step_run (StepRun) -> Done;
    pause_run (RunReference) -> Done;
    continue_run (RunReference) -> Done;
    cancel_run (RunReference) -> Done;
    decide_path (DecidePath) -> Done;
    complete_step (CompleteStep) -> Done;
    fail_step (FailStep) -> Done;
    retry_incident (IncidentReference) -> Done;
    skip_incident (IncidentReference) -> Done;
    resolve_incident (ResolveIncident) -> Done;
    send_message (SendMessage) -> Delivery;
    send_signal (SendSignal) -> Delivery;
    trigger_element (TriggerElement) -> Done;
    set_variable (SetVariable) -> Done;
    list_runs (ListRuns) -> RunList;
    show_run (RunReference) -> RunView;
    delete_runs (DeleteRuns) -> Done;
    run_xml (RunReference) -> RunXml;
    read_journal (ReadJournal) -> JournalPage;
    read_value (ReadValue) -> ValueRange;
    watch_run (WatchRun) -> RunView;
}

impl Shared {
    /// The latest run of each routine, by path.
    pub(super) fn last_runs(&self) -> HashMap<String, RunSummary> {
        HashMap::new()
    }
}
