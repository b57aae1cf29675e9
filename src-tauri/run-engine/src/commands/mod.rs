//! What each command does: first everything that speaks against it, then events.

mod answer_step;
mod asked_runs;
mod breakpoint;
mod credits;
mod decide_path;
mod finish_step;
mod fork;
mod happen;
mod intervene;
mod iterate;
mod life;
mod migrate;
mod open_process;
mod override_strategy;
mod pin_decision;
mod record_step;
mod recover;
mod resolve_incident;
mod routine_loaded;
mod set_variable;
mod swarm_answered;
mod trigger;

use breakpoint::Wish;

use crate::breakpoints;
use crate::broken::Broken;
use crate::config::OnOnlyWaitingBranches;
use crate::event::RunStatusChanged;
use crate::status::{RunStatus, StatusReason};
use crate::subscriptions::{Payload, deliver_buffered, fire_conditions};
use crate::turn::Turn;
use crate::{Rejection, RunCommand, data_flow, flow_nodes, limits, run_end, steps};

pub(crate) use recover::effects_to_resume;

/// Does what a command asks of an existing run.
pub(crate) fn handle(turn: &mut Turn<'_>, command: RunCommand) -> Result<(), Rejection> {
    let deadline = limits::deadline(turn.state());
    match command {
        RunCommand::CreateRun { .. } => Err(life::exists_already(turn)),
        RunCommand::ForkRun { run } => fork::fork(turn, run),
        RunCommand::StartRun { paused } => life::start(turn, paused),
        RunCommand::OpenProcess { process, start, inputs } => open_process::open(turn, process, start, inputs),
        RunCommand::Advance => iterate::advance(turn),
        RunCommand::Step { branch } => iterate::step(turn, branch),
        RunCommand::PauseRun { reason } => life::pause(turn, reason),
        RunCommand::ResumeRun => life::resume(turn),
        RunCommand::CancelRun { reason } => life::cancel(turn, reason),
        RunCommand::ConfigureRun { config } => life::configure(turn, config),
        RunCommand::FinishStep { step, attempt, outcome, by } => finish_step::finish(turn, step, attempt, outcome, by),
        RunCommand::EstimateStep { step, credits } => credits::estimate(turn, step, credits),
        RunCommand::ChargeStep { step, credits } => credits::charge(turn, step, credits),
        RunCommand::ReserveForRun { step, run, most } => asked_runs::reserve(turn, step, run, most),
        RunCommand::RaiseForRun { run, by } => asked_runs::raise(turn, run, by),
        RunCommand::ChargeAskedRun { step, run, spent, settled } => asked_runs::charge(turn, step, run, spent, settled),
        RunCommand::RecordStep { step, attempt, record } => record_step::record(turn, step, attempt, record),
        RunCommand::PinDecision { step, decision, file } => pin_decision::pin(turn, step, decision, file),
        RunCommand::AnswerStep { step, answer, by } => answer_step::answer(turn, step, answer, by),
        RunCommand::OverrideStrategy { element, step, setting, by } => {
            override_strategy::override_with(turn, element, step, setting, by)
        }
        RunCommand::CheckLimits => life::check_limits(turn),
        RunCommand::NoteProgress { step, note } => finish_step::note(turn, step, note),
        RunCommand::DecidePath { decision, flows, by, because } => {
            decide_path::decide(turn, decision, &flows, by, because)
        }
        RunCommand::LeaveDecision { decision, reason, needed } => decide_path::leave(turn, decision, reason, needed),
        RunCommand::ChooseFlows { element, flows } => decide_path::choose(turn, element, flows),
        RunCommand::SetBreakpoint { breakpoint, on, enabled, once, by } => {
            breakpoint::set(turn, breakpoint, Wish { on, enabled, once }, by)
        }
        RunCommand::RemoveBreakpoint { breakpoint } => breakpoint::remove(turn, breakpoint),
        RunCommand::Intervene { interventions, expected_seq, by } => {
            intervene::intervene(turn, interventions, expected_seq, &by)
        }
        RunCommand::MigrateRun { routine, expected_seq, by, .. } => migrate::migrate(turn, routine, expected_seq, by),
        RunCommand::SetVariable { scope, name, value } => set_variable::set(turn, scope, name, value),
        RunCommand::ResolveIncident { incident, resolution } => resolve_incident::resolve(turn, incident, resolution),
        RunCommand::SwarmAnswered { ask, answer } => swarm_answered::answered(turn, ask, answer),
        RunCommand::RecoverSteps => recover::recover(turn),
        RunCommand::Trigger { element } => trigger::trigger(turn, &element),
        RunCommand::ActivateElement { element, variables, by } => {
            trigger::activate(turn, &element, Payload { variables, by })
        }
        RunCommand::FireTimer { subscription } => happen::fire_timer(turn, subscription),
        RunCommand::CorrelateMessage { name, correlation_key, variables, by } => {
            happen::message(turn, name, correlation_key, Payload { variables, by })
        }
        RunCommand::DeliverMessageFlow { flow } => happen::message_flow(turn, &flow),
        RunCommand::BroadcastSignal { name, variables, by } => happen::signal(turn, name, &Payload { variables, by }),
        RunCommand::RoutineLoaded { step, result } => routine_loaded::loaded(turn, step, result),
    }?;
    settle(turn)?;
    breakpoints::look_around(turn)?;
    limits::ask_for_deadline(turn, deadline);
    Ok(())
}

/// What follows from any command: kept messages find who listens now, data that something waited for are there,
/// conditional events happen, inclusive joins go on, queued steps begin where there is room, and a run in which every branch waits does what its policy says.
fn settle(turn: &mut Turn<'_>) -> Result<(), Broken> {
    deliver_buffered(turn)?;
    if !turn.state().awaiting_inputs.is_empty() && !turn.changed().is_empty() {
        let changed = turn.changed().clone();
        data_flow::look_again(turn, &changed)?;
    }
    fire_conditions(turn)?;
    flow_nodes::join_waiting(turn)?;
    flow_nodes::resume_in_order(turn)?;
    steps::begin_queued(turn)?;
    decide_path::ask_again(turn)?;
    let run = turn.state();
    let only_waiting = run.status == RunStatus::InProgress
        && run.ready.is_empty()
        && run.queued.is_empty()
        && run.steps_in_progress == 0
        && !run.is_being_answered()
        && !run.branches.is_empty();
    if !only_waiting {
        return Ok(());
    }
    let message = Some("every branch waits".to_owned());
    match run.config.policies.on_only_waiting_branches {
        OnOnlyWaitingBranches::Continue => Ok(()),
        OnOnlyWaitingBranches::Pause => turn.emit(RunStatusChanged {
            status: RunStatus::Paused,
            reason: Some(StatusReason::AutomaticPause),
            message,
        }),
        OnOnlyWaitingBranches::Stop => run_end::end(turn, RunStatus::Failed, StatusReason::AutomaticStop, message),
    }
}

/// Refuses what only a run that has started and not ended can do.
fn expect_alive(turn: &Turn<'_>) -> Result<(), Rejection> {
    match turn.state().status {
        RunStatus::InProgress | RunStatus::Paused => Ok(()),
        status @ (RunStatus::Scheduled | RunStatus::Completed | RunStatus::Failed | RunStatus::Cancelled) => {
            Err(Rejection::WrongRunStatus(status))
        }
    }
}
