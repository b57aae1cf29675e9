//! No branch is ever lost: the journal alone accounts for every token.

use std::collections::{BTreeMap, BTreeSet};

use run_engine::event::{IncidentStage, JournalEntry, RunEvent};
use run_engine::{BranchId, RunProgress, ScopeId, StepId, StepStatus, SubscriptionId};

/// Where a token is between two events.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// It stands before a flow node, over a sequence flow or at a start.
    Arrived,
    /// It waits there without a step.
    Waits,
    /// A step has taken it in.
    In(StepId),
    /// Its step is over, and the way out is taken next.
    Leaves,
}

#[derive(Default)]
struct Ledger {
    tokens: BTreeMap<BranchId, Token>,
    steps: BTreeMap<StepId, BranchId>,
    scopes: BTreeMap<ScopeId, Option<ScopeId>>,
    listening: BTreeSet<SubscriptionId>,
    begun: BTreeSet<BranchId>,
    /// The entry with which a complex gateway was reset last: what has come for that ends there.
    reset_at: u64,
}

/// Follows every token, step, scope and subscription through the journal, and compares what is left with the state.
/// Panics with the rule that is broken.
pub fn balance(journal: &[JournalEntry], run: &RunProgress) {
    let mut ledger = Ledger::default();
    for entry in journal {
        ledger.post(entry);
    }
    assert!(
        ledger.tokens.keys().eq(run.branches.keys()),
        "the branches that the journal leaves are those of the state"
    );
    assert!(ledger.steps.keys().eq(run.steps.keys()), "the steps that the journal leaves are those of the state");
    assert!(ledger.scopes.keys().eq(run.scopes.keys()), "the scopes that the journal leaves are those of the state");
    assert!(ledger.listening.iter().eq(run.subscriptions.keys()), "what listens by the journal listens in the state");
    let in_progress = run.steps.values().filter(|step| step.status == StepStatus::InProgress);
    let for_runs = run.open_accounts.values().map(run_engine::state::OpenAccount::kept_back);
    let kept_back = in_progress.map(run_engine::state::Step::kept_back).chain(for_runs);
    let kept_back: u128 = kept_back.map(|credits| u128::from(credits.micros())).sum();
    assert_eq!(run.kept_back, kept_back, "what is kept back for steps in progress and runs is carried along");
    for (branch, token) in &ledger.tokens {
        assert_ne!(*token, Token::Leaves, "branch {branch} has completed its step and then gone nowhere");
    }
}

impl Ledger {
    fn post(&mut self, entry: &JournalEntry) {
        let seq = entry.seq;
        match &entry.event {
            RunEvent::BranchCreated(event) => {
                assert!(self.begun.insert(event.branch), "{seq}: branch {} begins once", event.branch);
                assert!(self.scopes.contains_key(&event.scope), "{seq}: a branch begins in an open scope");
                self.tokens.insert(event.branch, Token::Arrived);
            }
            RunEvent::SequenceFlowTaken(event) => self.go(seq, event.branch),
            RunEvent::BranchMoved(event) => self.go(seq, event.branch),
            RunEvent::BranchWaiting(event) => {
                assert_eq!(self.token(seq, event.branch), Token::Arrived, "{seq}: only who has arrived waits");
                self.tokens.insert(event.branch, Token::Waits);
            }
            RunEvent::BranchesJoined(event) => {
                for &merged in &event.merged {
                    self.consume(seq, merged);
                }
                assert!(self.tokens.contains_key(&event.branch), "{seq}: who goes on after a join is alive");
                self.tokens.insert(event.branch, Token::Arrived);
            }
            RunEvent::BranchCompleted(event) => {
                let token = self.token(seq, event.branch);
                let is_reset = token == Token::Arrived && self.reset_at + 1 == seq;
                assert!(
                    token == Token::Leaves || is_reset,
                    "{seq}: a branch ends behind a flow node that it has been through, and was {token:?}"
                );
                self.consume(seq, event.branch);
            }
            RunEvent::GatewayReset(_) => self.reset_at = seq,
            RunEvent::BranchResumed(event) => {
                assert_eq!(self.token(seq, event.branch), Token::Waits, "{seq}: who waited goes on");
                self.tokens.insert(event.branch, Token::Arrived);
            }
            RunEvent::BranchCancelled(event) => self.consume(seq, event.branch),
            RunEvent::BranchFailed(event) => self.consume(seq, event.branch),
            RunEvent::StepStarted(event) => {
                let token = self.token(seq, event.branch);
                assert_eq!(token, Token::Arrived, "{seq}: a step takes in a token that has arrived");
                assert!(self.steps.insert(event.step, event.branch).is_none(), "{seq}: a step starts once");
                self.tokens.insert(event.branch, Token::In(event.step));
            }
            RunEvent::StepCompleted(event) => self.step_over(seq, event.step, event.branch),
            RunEvent::StepSkipped(event) => self.step_over(seq, event.step, event.branch),
            RunEvent::StepFailed(event) => self.step_over(seq, event.step, event.branch),
            RunEvent::StepCancelled(event) => self.step_over(seq, event.step, event.branch),
            RunEvent::IncidentRaised(event) => {
                let token = self.token(seq, event.branch);
                match event.stage {
                    IncidentStage::Entering => assert!(!matches!(token, Token::In(_)), "{seq}: it has not entered"),
                    IncidentStage::Doing => {}
                    IncidentStage::Leaving => assert_eq!(token, Token::Leaves, "{seq}: it is about to leave"),
                }
                if event.step.is_none() {
                    self.tokens.insert(event.branch, Token::Waits);
                }
            }
            // One that waits between two nodes is put where it was: before the node, or on its way out.
            RunEvent::IncidentResolved(event) if self.token(seq, event.branch) == Token::Waits => {
                self.tokens.insert(event.branch, Token::Arrived);
            }
            RunEvent::ScopeOpened(event) => {
                let is_known = event.parent.is_none_or(|parent| self.scopes.contains_key(&parent));
                assert!(is_known, "{seq}: the scope around a scope is open");
                self.scopes.insert(event.scope, event.parent);
            }
            RunEvent::ScopeCompleted(event) => self.close(seq, event.scope),
            RunEvent::ScopeCancelled(event) => self.close(seq, event.scope),
            RunEvent::ScopeFailed(event) => self.close(seq, event.scope),
            RunEvent::SubscriptionOpened(event) => {
                assert!(self.scopes.contains_key(&event.scope), "{seq}: what listens does so in an open scope");
                assert!(self.listening.insert(event.subscription), "{seq}: it begins to listen once");
            }
            RunEvent::SubscriptionClosed(event) => {
                assert!(self.listening.remove(&event.subscription), "{seq}: it stops listening once");
            }
            RunEvent::EventTriggered(event) => {
                if let Some(subscription) = event.subscription {
                    assert!(self.listening.contains(&subscription), "{seq}: what happens was listened for");
                }
            }
            _ => {}
        }
    }

    fn token(&self, seq: u64, branch: BranchId) -> Token {
        self.tokens.get(&branch).cloned().unwrap_or_else(|| panic!("{seq}: branch {branch} is alive"))
    }

    fn go(&mut self, seq: u64, branch: BranchId) {
        let token = self.token(seq, branch);
        let is_free = matches!(token, Token::Leaves) || matches!(token, Token::Arrived);
        assert!(is_free, "{seq}: a token moves between two flow nodes, and was {token:?}");
        self.tokens.insert(branch, Token::Arrived);
    }

    fn consume(&mut self, seq: u64, branch: BranchId) {
        let token = self.tokens.remove(&branch);
        assert!(token.is_some(), "{seq}: branch {branch} ends once");
        assert!(!matches!(token, Some(Token::In(_))), "{seq}: the step of branch {branch} ends before it");
    }

    fn step_over(&mut self, seq: u64, step: StepId, branch: BranchId) {
        assert_eq!(self.steps.remove(&step), Some(branch), "{seq}: a step ends once, with its branch");
        assert_eq!(self.token(seq, branch), Token::In(step), "{seq}: the branch was in its step");
        self.tokens.insert(branch, Token::Leaves);
    }

    fn close(&mut self, seq: u64, scope: ScopeId) {
        assert!(self.scopes.remove(&scope).is_some(), "{seq}: a scope ends once");
        assert!(
            !self.scopes.values().any(|around| *around == Some(scope)),
            "{seq}: what is inside a scope ends before it"
        );
    }
}
