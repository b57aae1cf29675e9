//! What is kept back for a run that a step has asked for.

use routine_model::Credits;
use serde::{Deserialize, Serialize};

use super::RunProgress;
use crate::ids::{RunId, StepId};

/// A run that a step has asked for may still cost something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenAccount {
    /// The step that has asked for it; it may be over.
    pub step: StepId,
    /// So much, at most; none where nothing limits that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Credits>,
}

impl OpenAccount {
    /// What is kept back for the run.
    #[must_use]
    pub fn kept_back(&self) -> Credits {
        self.left.unwrap_or(Credits::ZERO)
    }
}

impl RunProgress {
    /// Whether a run that was asked for may still cost something.
    #[must_use]
    pub fn has_open_accounts(&self) -> bool {
        !self.open_accounts.is_empty()
    }

    pub(crate) fn open_account(&mut self, run: RunId, account: OpenAccount) {
        self.close_account(&run);
        self.kept_back += u128::from(account.kept_back().micros());
        self.open_accounts.insert(run, account);
    }

    /// What was kept back and has been spent is not kept back any more.
    pub(crate) fn take_from_account(&mut self, run: &RunId, spent: Credits) {
        if let Some(OpenAccount { step, left: Some(left) }) = self.open_accounts.get(run).copied() {
            let left = left.checked_sub(spent).unwrap_or(Credits::ZERO);
            self.open_account(run.clone(), OpenAccount { step, left: Some(left) });
        }
    }

    pub(crate) fn close_account(&mut self, run: &RunId) {
        if let Some(account) = self.open_accounts.remove(run) {
            self.kept_back -= u128::from(account.kept_back().micros());
        }
    }
}
