//! What happens to a random run: commands by chance, then everything that it waits for until it ends or rests for good.

use routine_model::ElementId;
use run_engine::command::Resolution;
use run_engine::event::Trigger;
use run_engine::state::Subscription;
use run_engine::{
    Actor, BreakOn, FailureKind, Intervention, Rejection, RunCommand, RunStatus, StatusReason, StepOutcome, StepStatus,
    VariableMap, WaitReason,
};
use serde_json::json;

use super::support::host::{Host, failure, variables};

/// One thing that might happen; most of the time the run goes on.
pub type Action = (u8, u8);

/// More branches than this are an explosion that the routine itself has built; the run is cancelled.
const MOST_BRANCHES: usize = 200;

fn pick<T>(all: Vec<T>, choice: u8) -> Option<T> {
    let index = usize::from(choice).checked_rem(all.len())?;
    all.into_iter().nth(index)
}

/// Does it. Many of these make no sense at that moment: the host checks that a rejection changes nothing.
pub fn act(host: &mut Host, (action, choice): Action) {
    if host.status().is_final() {
        return;
    }
    match command(host, action % 32, choice) {
        Some(command) => {
            if let Err(Rejection::InterventionRefused { reason, .. }) = host.try_send(command) {
                assert!(!reason.contains("contradict"), "whatever is refused is refused for a reason: {reason}");
            }
        }
        None if choice.is_multiple_of(2) => host.perform(),
        None if host.machine.has_ready() => host.send(RunCommand::Advance),
        None => host.perform(),
    }
    host.now.0 += i64::from(choice) * 10;
}

fn command(host: &Host, action: u8, choice: u8) -> Option<RunCommand> {
    let run = host.progress();
    match action {
        0 => Some(RunCommand::PauseRun { reason: StatusReason::UserPaused }),
        1 | 2 => Some(RunCommand::ResumeRun),
        3 => {
            pick(run.branches.keys().copied().collect(), choice).map(|branch| RunCommand::Step { branch: Some(branch) })
        }
        4 => Some(RunCommand::Step { branch: None }),
        5 => pick(run.incidents.keys().copied().collect(), choice).map(|incident| RunCommand::ResolveIncident {
            incident,
            resolution: [Resolution::Retry, Resolution::Skip, Resolution::Fail][usize::from(choice) % 3],
        }),
        6 => pick(run.decisions.values().cloned().collect(), choice).map(|decision| RunCommand::DecidePath {
            decision: decision.id,
            flows: vec![decision.options[usize::from(choice) % decision.options.len()].flow.clone()],
            by: Actor::Person,
            because: None,
        }),
        7 | 8 => finish(host, choice, {
            let kind = if choice.is_multiple_of(3) { FailureKind::Technical } else { FailureKind::BpmnError };
            let mut failure = failure(kind, "by chance");
            failure.retryable = choice.is_multiple_of(2);
            if kind == FailureKind::BpmnError {
                failure.code = "e0".to_owned();
            }
            StepOutcome::Failed { failure }
        }),
        9..=13 => finish(host, choice, succeeded(json!({"odd": choice % 2 == 1}))),
        14 if choice < 40 => Some(RunCommand::RecoverSteps),
        15 if choice < 8 => Some(RunCommand::CancelRun { reason: StatusReason::UserCancelled }),
        16 | 17 => Some(message("m0", None)),
        18 => Some(message("m1", Some(if choice < 200 { "k" } else { "other" }))),
        19 | 20 => Some(RunCommand::BroadcastSignal {
            name: "s0".to_owned(),
            variables: variables(json!({"heard": choice})),
            by: Actor::Person,
        }),
        21 | 22 => pick(run.subscriptions.values().collect(), choice).map(happen),
        23 => pick(run.scopes.keys().copied().collect(), choice).map(|scope| RunCommand::SetVariable {
            scope,
            name: "n".to_owned(),
            value: json!(choice % 6),
        }),
        25 => Some(RunCommand::SetBreakpoint {
            breakpoint: None,
            on: breakpoint(host, choice)?,
            enabled: true,
            once: choice.is_multiple_of(3),
            by: Actor::Person,
        }),
        26 => pick(run.breakpoints.all.keys().copied().collect(), choice)
            .map(|breakpoint| RunCommand::RemoveBreakpoint { breakpoint }),
        27..=29 => intervention(host, choice).map(|intervention| RunCommand::Intervene {
            interventions: vec![intervention],
            expected_seq: None,
            by: Actor::Person,
        }),
        24 => pick(run.branches.values().map(|branch| branch.element.clone()).collect(), choice)
            .map(|element| RunCommand::Trigger { element }),
        _ => None,
    }
}

fn message(name: &str, key: Option<&str>) -> RunCommand {
    RunCommand::CorrelateMessage {
        name: name.to_owned(),
        correlation_key: key.map(str::to_owned),
        variables: variables(json!({"came": name})),
        by: Actor::Person,
    }
}

fn succeeded(outputs: serde_json::Value) -> StepOutcome {
    StepOutcome::Succeeded { outputs: variables(outputs) }
}

fn finish(host: &Host, choice: u8, outcome: StepOutcome) -> Option<RunCommand> {
    let open = host.progress().steps.values().map(|step| (step.id, step.attempt)).collect();
    let (step, attempt) = pick(open, choice)?;
    Some(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person })
}

/// What a subscription listens for, happens.
fn happen(open: &Subscription) -> RunCommand {
    match &open.trigger {
        Trigger::Timer { .. } => RunCommand::FireTimer { subscription: open.id },
        Trigger::Message { name, correlation_key } => message(name, correlation_key.as_deref()),
        Trigger::Signal { name } => {
            RunCommand::BroadcastSignal { name: name.clone(), variables: VariableMap::new(), by: Actor::Person }
        }
        Trigger::Condition { .. } => {
            RunCommand::SetVariable { scope: open.scope, name: "n".to_owned(), value: json!(5) }
        }
        Trigger::Command => RunCommand::Trigger { element: open.element.clone() },
    }
}

/// Gives the run whatever it waits for, until it has ended or nothing can help it, such as a join that nothing reaches.
pub fn drain(host: &mut Host) {
    for round in 0..400 {
        if host.status().is_final() {
            return;
        }
        if host.progress().branches.len() > MOST_BRANCHES {
            host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
        } else if host.status() == RunStatus::Paused {
            host.send(RunCommand::ResumeRun);
        } else if !host.effects.is_empty() {
            host.perform();
        } else if host.machine.has_ready() {
            host.send(RunCommand::Advance);
        } else if !help(host, round) {
            return;
        }
    }
}

fn help(host: &mut Host, round: usize) -> bool {
    let run = host.progress();
    let resolution = if round.is_multiple_of(2) { Resolution::Skip } else { Resolution::Retry };
    let wanted = run
        .incidents
        .keys()
        .next()
        .map(|&incident| RunCommand::ResolveIncident { incident, resolution })
        .or_else(|| {
            let decision = run.decisions.values().next()?;
            let flows = vec![decision.options.first()?.flow.clone()];
            Some(RunCommand::DecidePath { decision: decision.id, flows, by: Actor::Person, because: None })
        })
        .or_else(|| {
            open_steps(host).first().map(|&(step, attempt)| RunCommand::FinishStep {
                step,
                attempt,
                outcome: succeeded(json!({})),
                by: Actor::Person,
            })
        })
        .or_else(|| run.subscriptions.values().nth(round % run.subscriptions.len().max(1)).map(happen));
    wanted.is_some_and(|command| host.try_send(command).is_ok() || round < 300)
}

/// Steps that somebody outside may finish, with their attempts.
pub fn open_steps(host: &Host) -> Vec<(run_engine::StepId, u32)> {
    let is_open = |status: &StepStatus| match status {
        StepStatus::Waiting { on } => {
            matches!(on, WaitReason::Form | WaitReason::ManualWork | WaitReason::Worker { .. } | WaitReason::Trigger)
        }
        StepStatus::Queued | StepStatus::InProgress => false,
    };
    let steps = host.progress().steps.values().filter(|step| step.activity && is_open(&step.status));
    steps.map(|step| (step.id, step.attempt)).collect()
}

/// A node that the run has been at, or stands at.
fn element(host: &Host, choice: u8) -> Option<ElementId> {
    let run = host.progress();
    let seen = run.marks.keys().chain(run.branches.values().map(|branch| &branch.element));
    pick(seen.cloned().collect(), choice)
}

fn breakpoint(host: &Host, choice: u8) -> Option<BreakOn> {
    Some(match choice % 6 {
        0 | 1 => BreakOn::Before { element: element(host, choice / 6)? },
        2 => BreakOn::After { element: element(host, choice / 6)? },
        3 => BreakOn::Error,
        4 => BreakOn::Expression { expression: "n > 2".to_owned() },
        _ => BreakOn::Variable { name: "n".to_owned() },
    })
}

fn intervention(host: &Host, choice: u8) -> Option<Intervention> {
    let run = host.progress();
    let branch = pick(run.branches.keys().copied().collect(), choice / 5);
    Some(match choice % 5 {
        0 => Intervention::SkipStep { branch: branch? },
        1 => Intervention::RetryStep { branch: branch?, strategy: None },
        2 => Intervention::MoveBranch { branch: branch?, element: element(host, choice / 5)? },
        3 => Intervention::AddBranch { element: element(host, choice / 5)?, scope: None },
        _ => Intervention::CancelBranch { branch: branch? },
    })
}
