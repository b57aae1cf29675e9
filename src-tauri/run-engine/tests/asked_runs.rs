//! Runs that steps ask for: what they may cost is kept back before, and settled once after.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use routine_model::Credits;
use run_engine::{
    Actor, Rejection, RunCommand, RunConfig, RunEffect, RunId, RunStatus, StatusReason, StepId, StepOutcome,
    StepRecord, StepStatus,
};
use serde_json::{Value, json};
use support::host::{Host, variables};
use support::sketch::routine;

fn credits(micros: u64) -> Credits {
    Credits::from_micros(micros)
}

/// Two tasks beside each other, both being done, in a run that may spend this.
fn under_way(most: Option<u64>) -> Host {
    let mut config = RunConfig::default();
    config.limits.max_credits = most.map(credits);
    let mut host = Host::started(&routine(r#"<serviceTask id="a"/><serviceTask id="b"/>"#, ""), config);
    for task in ["a", "b"] {
        host.delays.insert(task.to_owned(), 86_400_000);
    }
    host.open(json!({}));
    host
}

fn step(host: &Host, element: &str) -> StepId {
    host.progress().steps.values().find(|step| step.element.as_str() == element).expect("it is being done").id
}

fn reserve(host: &mut Host, step: StepId, run: &str, most: Option<u64>) -> Option<Credits> {
    host.send(RunCommand::ReserveForRun { step, run: RunId::from(run), most: most.map(credits) });
    host.progress().open_accounts[&RunId::from(run)].left
}

fn charge(host: &mut Host, step: StepId, run: &str, spent: u64, settled: bool) {
    host.send(RunCommand::ChargeAskedRun { step, run: RunId::from(run), spent: credits(spent), settled });
}

fn asked(call: u32, reserved: u64) -> StepRecord {
    let reserved = credits(reserved);
    StepRecord::ModelAsked { call, model: "m".to_owned(), scripted: false, request: Value::Null, reserved }
}

fn answered(call: u32, cost: u64) -> StepRecord {
    StepRecord::ModelAnswered { call, reply: json!("yes"), charge: Value::Null, credits: credits(cost) }
}

fn record(host: &mut Host, step: StepId, record: StepRecord) -> Result<(), Rejection> {
    let attempt = host.progress().steps[&step].attempt;
    host.try_send(RunCommand::RecordStep { step, attempt, record })
}

fn looked_after(host: &Host) -> Vec<(String, bool)> {
    let effects = host.machine.effects_to_resume().into_iter().filter_map(|effect| match effect {
        RunEffect::LookAfterRun { run, may_begin, .. } => Some((run.to_string(), may_begin)),
        _ => None,
    });
    effects.collect()
}

#[test]
fn a_run_that_is_asked_for_gets_its_own_limit_or_what_is_left() {
    let mut host = under_way(Some(100));
    let (a, b) = (step(&host, "a"), step(&host, "b"));
    assert_eq!(reserve(&mut host, a, "small", Some(30)), Some(credits(30)), "its own limit");
    assert_eq!(reserve(&mut host, a, "small", Some(99)), Some(credits(30)), "asked for twice it is kept back once");
    assert_eq!(reserve(&mut host, b, "large", None), Some(credits(70)), "the rest");
    assert_eq!(reserve(&mut host, b, "late", Some(5)), Some(Credits::ZERO), "nothing is left");
    let refused = record(&mut host, a, asked(1, 1));
    assert!(matches!(refused, Err(Rejection::OutOfCredits { .. })), "what is kept back is spent by nobody else");

    charge(&mut host, b, "large", 20, false);
    assert_eq!(host.progress().credits, credits(20), "while it goes on, what it has cost is taken from what it may");
    charge(&mut host, b, "large", 50, true);
    charge(&mut host, b, "large", 50, true);
    assert_eq!(host.progress().credits, credits(50), "each credit once");
    record(&mut host, a, asked(1, 20)).expect("the rest came back");
    assert!(matches!(record(&mut host, a, asked(2, 1)), Err(Rejection::OutOfCredits { .. })), "and no more than that");
}

#[test]
fn what_a_run_gets_beyond_its_limit_comes_from_the_one_that_has_asked_for_it() {
    let mut host = under_way(Some(100));
    let a = step(&host, "a");
    reserve(&mut host, a, "child", Some(30));
    let raise = |by: u64| RunCommand::RaiseForRun { run: RunId::from("child"), by: credits(by) };
    let refused = host.try_send(raise(71)).expect_err("only 70 are left");
    assert_eq!(refused, Rejection::CreditsOfAsker { asker: host.progress().run.clone(), left: credits(70) });
    host.send(raise(70));
    assert_eq!(host.progress().open_accounts[&RunId::from("child")].left, Some(credits(100)));
    assert!(matches!(record(&mut host, a, asked(1, 1)), Err(Rejection::OutOfCredits { .. })), "nothing is left here");
    host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    assert!(host.try_send(raise(1)).is_err(), "the limit of a run that is over still counts");
    charge(&mut host, a, "child", 90, true);
    assert_eq!(host.try_send(raise(1)), Err(Rejection::NotAsked(RunId::from("child"))), "it has settled");
}

#[test]
fn without_limits_nothing_is_kept_back_and_the_account_is_settled_all_the_same() {
    let mut host = under_way(None);
    let a = step(&host, "a");
    assert_eq!(reserve(&mut host, a, "free", None), None);
    assert_eq!(reserve(&mut host, a, "limited", Some(8)), Some(credits(8)));
    assert_eq!(looked_after(&host), [("free".to_owned(), true), ("limited".to_owned(), true)], "after a restart");
    charge(&mut host, a, "free", 1_000, true);
    charge(&mut host, a, "limited", 3, true);
    assert_eq!((host.progress().credits, host.progress().kept_back), (credits(1_003), 0));
    assert_eq!(looked_after(&host), []);
}

#[test]
fn a_run_that_is_over_still_pays_for_what_it_has_asked_for() {
    let mut host = under_way(Some(100));
    let a = step(&host, "a");
    reserve(&mut host, a, "child", Some(40));
    host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    assert_eq!(looked_after(&host), [("child".to_owned(), false)], "a step that is over asks for nothing more");
    charge(&mut host, a, "child", 25, true);
    assert_eq!((host.status(), host.progress().credits), (RunStatus::Cancelled, credits(25)));
    let late = RunCommand::ChargeAskedRun { step: a, run: RunId::from("other"), spent: credits(1), settled: true };
    assert!(host.try_send(late).is_err(), "for nothing else");
}

#[test]
fn a_step_that_lacks_what_is_kept_back_for_a_run_waits_for_the_rest_of_it() {
    let mut config = RunConfig { max_concurrency: 1, ..RunConfig::default() };
    config.limits.max_credits = Some(credits(100));
    let mut host = Host::started(&routine(r#"<serviceTask id="a"/><serviceTask id="b"/>"#, ""), config);
    for task in ["a", "b"] {
        host.delays.insert(task.to_owned(), 86_400_000);
        host.estimates.insert(task.to_owned(), credits(60));
    }
    host.open(json!({}));
    let a = step(&host, "a");
    reserve(&mut host, a, "child", Some(70));
    host.finish("a", StepOutcome::Succeeded { outputs: Default::default() });
    host.settle();
    let queued = |host: &Host| host.progress().steps[&step(host, "b")].status == StepStatus::Queued;
    assert!(queued(&host) && host.status() == RunStatus::InProgress, "30 are left, and it may be 70 more");
    charge(&mut host, a, "child", 10, true);
    host.settle();
    assert!(!queued(&host), "90 are left");
}

#[test]
fn a_fork_pays_for_nothing_that_the_first_run_has_asked_for() {
    let mut host = under_way(Some(100));
    let a = step(&host, "a");
    reserve(&mut host, a, "child", Some(40));
    host.send(RunCommand::ForkRun { run: RunId::from("fork") });
    assert_eq!((host.progress().kept_back, host.progress().open_accounts.len()), (0, 0));
}

/// One of several things that happen to the asker, or to one of the runs that it has asked for.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Begin { of: bool, own: Option<u64> },
    Ask { whom: usize, most: u64 },
    Answer { whom: usize, percent: u64 },
    Tell { whom: usize },
    End { whom: usize },
    EndStep { of: bool },
    Topped { by: u64 },
    Raise { whom: usize, by: u64 },
}

/// What a run may cost.
fn limit(host: &mut Host, most: Credits) {
    let mut config = host.progress().config.clone();
    config.limits.max_credits = Some(most);
    host.send(RunCommand::ConfigureRun { config: Box::new(config) });
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        3 => (any::<bool>(), proptest::option::of(0_u64..300)).prop_map(|(of, own)| Happening::Begin { of, own }),
        6 => (0_usize..9, 0_u64..200).prop_map(|(whom, most)| Happening::Ask { whom, most }),
        5 => (0_usize..9, 0_u64..=100).prop_map(|(whom, percent)| Happening::Answer { whom, percent }),
        2 => (0_usize..9).prop_map(|whom| Happening::Tell { whom }),
        2 => (0_usize..9).prop_map(|whom| Happening::End { whom }),
        1 => any::<bool>().prop_map(|of| Happening::EndStep { of }),
        1 => (0_u64..200).prop_map(|by| Happening::Topped { by }),
        2 => (0_usize..9, 1_u64..200).prop_map(|(whom, by)| Happening::Raise { whom, by }),
    ];
    proptest::collection::vec(one, 1..120)
}

/// A run with the requests of its steps that are not answered.
struct Played {
    host: Host,
    step: StepId,
    open: BTreeMap<u32, u64>,
    next: u32,
}

impl Played {
    fn ask(&mut self, most: u64) {
        if self.host.progress().steps.contains_key(&self.step)
            && record(&mut self.host, self.step, asked(self.next, most)).is_ok()
        {
            self.open.insert(self.next, most);
            self.next += 1;
        }
    }

    fn answer(&mut self, percent: u64) {
        if let Some((call, reserved)) = self.open.pop_first() {
            record(&mut self.host, self.step, answered(call, reserved * percent / 100)).unwrap();
        }
    }

    /// What it has cost by now, and may cost still for what is under way.
    fn weight(&self) -> u64 {
        self.host.progress().credits.micros() + self.open.values().sum::<u64>()
    }
}

fn end_step(played: &mut Played, step: StepId) {
    if let Some(open) = played.host.progress().steps.get(&step) {
        let (attempt, outcome) = (open.attempt, StepOutcome::Succeeded { outputs: variables(json!({})) });
        played.host.send(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Execution });
    }
    if step == played.step {
        played.open.clear();
    }
}

/// What was settled is told again, as after a restart: a run that is over refuses that, and nothing changes.
fn tell(host: &mut Host, step: StepId, run: &str, spent: u64, settled: bool) {
    let is_open = host.progress().open_accounts.contains_key(&RunId::from(run));
    let command = RunCommand::ChargeAskedRun { step, run: RunId::from(run), spent: credits(spent), settled };
    let told = host.try_send(command);
    assert!(told.is_ok() || !is_open, "an open account takes what it is told: {told:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 400, ..ProptestConfig::default() })]

    /// A run and those that it has asked for, all of them real, never cost more together than the first may; what it knows of
    /// them is never more than they have cost; and when all are settled it has paid for each of them exactly.
    #[test]
    fn a_run_and_those_it_has_asked_for_stay_within_its_limit(most in 0_u64..1_500, happenings in happenings()) {
        let host = under_way(Some(most));
        let (a, b) = (step(&host, "a"), step(&host, "b"));
        let mut cap = most;
        let mut asker = Played { host, step: a, open: BTreeMap::new(), next: 1 };
        let mut runs: BTreeMap<String, (StepId, Played)> = BTreeMap::new();
        for happening in happenings {
            let names: Vec<String> = runs.keys().cloned().collect();
            let named = |whom: usize| names.get(whom.wrapping_sub(1)).cloned();
            match happening {
                Happening::Begin { of, own } => {
                    let by = if of { a } else { b };
                    if runs.len() == 8 || !asker.host.progress().steps.contains_key(&by) {
                        continue;
                    }
                    let name = format!("run{}", runs.len());
                    let limit = reserve(&mut asker.host, by, &name, own).expect("there is a limit");
                    let host = under_way(Some(limit.micros()));
                    let step = step(&host, "a");
                    runs.insert(name, (by, Played { host, step, open: BTreeMap::new(), next: 1 }));
                }
                Happening::Ask { whom, most } => match named(whom) {
                    Some(name) => runs.get_mut(&name).unwrap().1.ask(most),
                    None => asker.ask(most),
                },
                Happening::Answer { whom, percent } => match named(whom) {
                    Some(name) => runs.get_mut(&name).unwrap().1.answer(percent),
                    None => asker.answer(percent),
                },
                Happening::Tell { whom } => if let Some(name) = named(whom) {
                    let (by, run) = &runs[&name];
                    let spent = run.host.progress().credits.micros();
                    tell(&mut asker.host, *by, &name, spent, run.host.status().is_final());
                },
                Happening::End { whom } => if let Some(name) = named(whom) {
                    let (by, run) = runs.get_mut(&name).unwrap();
                    end_step(run, run.step);
                    if !run.host.status().is_final() {
                        run.host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
                    }
                    tell(&mut asker.host, *by, &name, run.host.progress().credits.micros(), true);
                },
                Happening::EndStep { of } => end_step(&mut asker, if of { a } else { b }),
                Happening::Topped { by } => if !asker.host.status().is_final() {
                    cap += by;
                    limit(&mut asker.host, credits(cap));
                },
                Happening::Raise { whom, by } => if let Some(name) = named(whom) {
                    let raise = RunCommand::RaiseForRun { run: RunId::from(name.as_str()), by: credits(by) };
                    let child = &mut runs.get_mut(&name).unwrap().1.host;
                    let before = child.progress().config.limits.max_credits.unwrap();
                    if !child.status().is_final() && asker.host.try_send(raise).is_ok() {
                        limit(child, before.checked_add(credits(by)).unwrap());
                    }
                },
            }
            let progress = asker.host.progress();
            let known: u64 = progress.asked_runs.values().map(|credits| credits.micros()).sum();
            let own = progress.credits.micros() - known + asker.open.values().sum::<u64>();
            let theirs: u64 = runs.values().map(|(_, run)| run.weight()).sum();
            prop_assert!(own + theirs <= cap, "{} and {} of {}", own, theirs, cap);
            let kept: u64 = progress.open_accounts.values().map(|account| account.kept_back().micros()).sum();
            prop_assert!(progress.credits.micros() + asker.open.values().sum::<u64>() + kept <= cap, "the ledger of {}", cap);
            for (name, (_, run)) in &runs {
                let charged = progress.asked_runs.get(&RunId::from(name.as_str())).copied().unwrap_or_default();
                prop_assert!(charged <= run.host.progress().credits, "{} is charged with no more than it has cost", name);
                let left = progress.open_accounts.get(&RunId::from(name.as_str())).and_then(|account| account.left);
                let limit = run.host.progress().config.limits.max_credits.unwrap();
                prop_assert!(left.is_none_or(|left| left.micros() + charged.micros() == limit.micros()), "{}", name);
            }
        }
        for (name, (by, run)) in &mut runs {
            end_step(run, run.step);
            tell(&mut asker.host, *by, name, run.host.progress().credits.micros(), true);
        }
        let progress = asker.host.progress();
        let known: u64 = progress.asked_runs.values().map(|credits| credits.micros()).sum();
        let theirs: u64 = runs.values().map(|(_, run)| run.host.progress().credits.micros()).sum();
        prop_assert_eq!((known, progress.open_accounts.len()), (theirs, 0), "every run is paid for exactly");
    }
}
