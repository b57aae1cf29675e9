//! What a run may spend is what the swarm has reserved for it.

use proptest::prelude::*;
use routine_model::Credits;
use run_engine::{RunCommand, RunStatus, StatusReason};
use serde_json::json;

use super::board::Board;
use super::support::sketch::routine;
use super::{Host, answer_all, in_swarm, started};

fn micros(micros: u64) -> Credits {
    Credits::from_micros(micros)
}

fn with_credits(left: u64) -> Board {
    Board { credits: Some(micros(left)), ..Board::default() }
}

/// A run of one task that may cost 60, and does.
fn priced(board: &mut Board) -> Host {
    let mut host = started(&routine(r#"<serviceTask id="a"/>"#, ""), in_swarm(), board);
    host.estimates.insert("a".to_owned(), micros(60));
    host.delays.insert("a".to_owned(), 1_000);
    host.open(json!({}));
    answer_all(&mut host, board);
    host
}

fn charge(host: &mut Host, amount: u64) {
    let step = host.step_at("a");
    host.send(RunCommand::ChargeStep { step, credits: micros(amount) });
}

#[test]
fn a_step_begins_when_what_it_may_cost_is_reserved() {
    let mut board = with_credits(100);
    let mut host = priced(&mut board);
    assert_eq!((board.reserved, board.credits), (micros(60), Some(micros(40))));
    charge(&mut host, 50);
    host.pass(1_000);
    assert_eq!(host.status(), RunStatus::Completed);
    let leave = host.asks.last().unwrap();
    assert_eq!((leave.request.word(), leave.spent_total), ("leave", micros(50)), "the rest is the swarm's again");
}

#[test]
fn a_run_that_is_refused_credits_pauses_and_goes_on_when_the_swarm_is_topped_up() {
    let mut board = with_credits(10);
    let mut host = priced(&mut board);
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Paused, Some(StatusReason::MaxCredits)));
    let words: Vec<_> = host.asks.iter().map(|ask| ask.request.word()).collect();
    assert_eq!(words, ["join", "reserve", "reserve"], "the second one is patient");
    host.send(RunCommand::ResumeRun);
    answer_all(&mut host, &mut board);
    assert_eq!(host.asks.len(), 3, "resuming it asks nothing new");
    board.credits = Some(micros(100));
    answer_all(&mut host, &mut board);
    assert_eq!((host.status(), host.progress().steps_in_progress), (RunStatus::InProgress, 1));
}

#[test]
fn topping_up_wakes_a_run_that_has_paused_and_no_other() {
    let mut board = with_credits(10);
    let mut host = priced(&mut board);
    board.credits = Some(micros(100));
    answer_all(&mut host, &mut board);
    assert_eq!(host.status(), RunStatus::InProgress, "it was paused for want of credits");

    let mut board = with_credits(10);
    let mut host = priced(&mut board);
    host.send(RunCommand::ResumeRun);
    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
    board.credits = Some(micros(100));
    answer_all(&mut host, &mut board);
    assert_eq!(host.status(), RunStatus::Paused, "a person has paused it");
}

#[test]
fn the_run_s_own_limit_counts_when_it_is_lower() {
    let mut config = in_swarm();
    config.limits.max_credits = Some(micros(50));
    let mut board = with_credits(1_000);
    let mut host = started(&routine(r#"<serviceTask id="a"/>"#, ""), config, &mut board);
    host.estimates.insert("a".to_owned(), micros(60));
    host.open(json!({}));
    answer_all(&mut host, &mut board);
    assert_eq!((host.status(), board.reserved), (RunStatus::Paused, Credits::ZERO), "the swarm is not asked in vain");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Several runs under one cap, whose steps cost at most what was estimated.
    #[test]
    fn runs_together_never_spend_more_than_the_swarm_has(
        cap in 0u64..200,
        costs in prop::collection::vec((0u64..80, 0u64..=100), 1..6),
    ) {
        let mut left = Some(micros(cap));
        let mut spent = 0;
        for (estimate, share) in costs {
            let mut board = Board { credits: left, ..Board::default() };
            let mut host = started(&routine(r#"<serviceTask id="a"/>"#, ""), in_swarm(), &mut board);
            host.estimates.insert("a".to_owned(), micros(estimate));
            host.delays.insert("a".to_owned(), 1_000);
            host.open(json!({}));
            answer_all(&mut host, &mut board);
            if host.progress().steps_in_progress == 1 {
                charge(&mut host, estimate * share / 100);
                host.pass(1_000);
            } else {
                host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
            }
            let total = host.asks.last().unwrap().spent_total;
            prop_assert!(total <= board.reserved, "what a run spends was reserved before");
            spent += total.micros();
            let returned = board.reserved.checked_sub(total).unwrap();
            left = board.credits.and_then(|left| left.checked_add(returned));
            prop_assert!(spent <= cap);
            prop_assert_eq!(left, Some(micros(cap - spent)));
        }
    }
}
