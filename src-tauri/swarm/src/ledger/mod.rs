//! The account of a swarm: exact, and whole after every event.
//!
//! At each level what was allocated is what is spent, reserved below, or available. What a run or a child swarm has spent is a
//! fact, even when it is more than what was reserved for it: the account is overdrawn by what is missing then, and the first
//! credits that come pay for that.

mod statement;

use std::collections::BTreeMap;

use routine_model::{Credits, RunId, SubtaskId, SwarmId};
use serde::{Deserialize, Serialize};

pub use statement::{CHOOSING, Spending, Statement, StatementKind, StatementLine};

use crate::broken::Broken;

/// Whom credits are reserved for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Holder {
    /// A run.
    Run(RunId),
    /// A child swarm.
    Child(SwarmId),
    /// The coordinator, while a model chooses a routine for this subtask.
    Choice(SubtaskId),
}

/// What is kept for one holder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Allotment {
    /// What it may spend in all; when it has left, what it has spent.
    pub allotted: Credits,
    /// What it has spent.
    pub spent: Credits,
}

impl Allotment {
    /// What is still reserved for it.
    #[must_use]
    pub fn left(&self) -> Credits {
        self.allotted.checked_sub(self.spent).unwrap_or(Credits::ZERO)
    }
}

/// The account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// What may be spent in all; none is without a cap.
    pub allocated: Option<Credits>,
    /// Spent by everybody below.
    pub spent: Credits,
    /// Kept back for everybody below.
    pub reserved: Credits,
    /// Spent and reserved beyond what was allocated.
    pub overdrawn: Credits,
    /// What each run has.
    pub runs: BTreeMap<RunId, Allotment>,
    /// What each child swarm has.
    pub children: BTreeMap<SwarmId, Allotment>,
    /// What the choice of a routine by a model has cost, by subtask.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<SubtaskId, Allotment>,
}

impl Ledger {
    /// An account with so much.
    #[must_use]
    pub fn new(allocated: Option<Credits>) -> Self {
        Self { allocated, ..Self::default() }
    }

    /// What can still be reserved; none without a cap.
    #[must_use]
    pub fn available(&self) -> Option<Credits> {
        let used = self.spent.checked_add(self.reserved)?;
        self.allocated.map(|allocated| allocated.checked_sub(used).unwrap_or(Credits::ZERO))
    }

    /// Whether so much can be reserved.
    #[must_use]
    pub fn can_reserve(&self, amount: Credits) -> bool {
        let fits = self.spent.checked_add(self.reserved).and_then(|used| used.checked_add(amount));
        fits.is_some_and(|used| self.allocated.is_none_or(|allocated| used <= allocated))
    }

    /// What a holder has.
    #[must_use]
    pub fn allotment(&self, holder: &Holder) -> Allotment {
        match holder {
            Holder::Run(run) => self.runs.get(run),
            Holder::Child(child) => self.children.get(child),
            Holder::Choice(subtask) => self.choices.get(subtask),
        }
        .copied()
        .unwrap_or_default()
    }

    /// Whether a holder's total can be booked without leaving what can be counted.
    #[must_use]
    pub(crate) fn can_settle(&self, holder: &Holder, total: Credits) -> bool {
        self.totals().settle(self.allotment(holder), total).is_some()
    }

    /// So much more may be spent; where nothing was capped, so much beside what is spent and kept back by now.
    pub(crate) fn allocate(&mut self, amount: Credits) -> Result<(), Broken> {
        let uncapped = || self.spent.checked_add(self.reserved).ok_or(Broken::Credits);
        let more = self.allocated.map_or_else(uncapped, Ok)?.checked_add(amount);
        self.allocated = Some(more.ok_or(Broken::Credits)?);
        self.balance()
    }

    pub(crate) fn reserve(&mut self, holder: &Holder, amount: Credits) -> Result<(), Broken> {
        let reserved = self.reserved.checked_add(amount).ok_or(Broken::Credits)?;
        let allotment = self.entry(holder);
        allotment.allotted = allotment.allotted.checked_add(amount).ok_or(Broken::Credits)?;
        self.reserved = reserved;
        self.balance()
    }

    pub(crate) fn settle(&mut self, holder: &Holder, total: Credits) -> Result<(), Broken> {
        let mut totals = self.totals();
        let allotment = totals.settle(self.allotment(holder), total).ok_or(Broken::Credits)?;
        (self.spent, self.reserved) = (totals.spent, totals.reserved);
        *self.entry(holder) = allotment;
        self.balance()
    }

    /// What is left of a holder's allotment is free again.
    pub(crate) fn release(&mut self, holder: &Holder) -> Result<(), Broken> {
        let allotment = self.entry(holder);
        let left = allotment.left();
        allotment.allotted = allotment.spent;
        self.reserved = self.reserved.checked_sub(left).ok_or(Broken::Credits)?;
        self.balance()
    }

    /// The sum that has to be true after every event, at this level and for every holder.
    ///
    /// # Errors
    /// Which sum is wrong.
    pub fn check(&self) -> Result<(), String> {
        let below = || self.runs.values().chain(self.children.values()).chain(self.choices.values());
        let sum = |amount: fn(&Allotment) -> Credits| {
            below().try_fold(Credits::ZERO, |sum, allotment| sum.checked_add(amount(allotment)))
        };
        if below().any(|allotment| allotment.spent > allotment.allotted) {
            return Err("somebody has spent more than was allotted".to_owned());
        }
        if sum(|allotment| allotment.spent) != Some(self.spent) {
            return Err(format!("{} are spent, and those below have spent another sum", self.spent));
        }
        if sum(Allotment::left) != Some(self.reserved) {
            return Err(format!("{} are reserved, and those below have another sum left", self.reserved));
        }
        let Some((allocated, available)) = self.allocated.zip(self.available()) else {
            return if self.overdrawn.is_zero() {
                Ok(())
            } else {
                Err("nothing is overdrawn without a cap".to_owned())
            };
        };
        let has = allocated.checked_add(self.overdrawn);
        let uses = self.spent.checked_add(self.reserved).and_then(|used| used.checked_add(available));
        if has != uses || has.is_none() {
            return Err(format!(
                "{allocated} allocated and {} overdrawn are not {} spent, {} reserved and {available} available",
                self.overdrawn, self.spent, self.reserved
            ));
        }
        Ok(())
    }

    fn entry(&mut self, holder: &Holder) -> &mut Allotment {
        match holder {
            Holder::Run(run) => self.runs.entry(run.clone()).or_default(),
            Holder::Child(child) => self.children.entry(child.clone()).or_default(),
            Holder::Choice(subtask) => self.choices.entry(subtask.clone()).or_default(),
        }
    }

    fn totals(&self) -> Totals {
        Totals { spent: self.spent, reserved: self.reserved }
    }

    fn balance(&mut self) -> Result<(), Broken> {
        let used = self.spent.checked_add(self.reserved).ok_or(Broken::Credits)?;
        let over = self.allocated.and_then(|allocated| used.checked_sub(allocated));
        self.overdrawn = over.unwrap_or(Credits::ZERO);
        Ok(())
    }
}

/// The sums over everybody below.
struct Totals {
    spent: Credits,
    reserved: Credits,
}

impl Totals {
    /// Books a holder's total; what it has then, or none when a sum cannot be counted.
    fn settle(&mut self, was: Allotment, total: Credits) -> Option<Allotment> {
        let Some(more) = total.checked_sub(was.spent) else { return Some(was) };
        let from_reserved = more.min(was.left());
        self.reserved = self.reserved.checked_sub(from_reserved)?;
        self.spent = self.spent.checked_add(more)?;
        self.spent.checked_add(self.reserved)?;
        Some(Allotment { allotted: was.allotted.max(total), spent: total })
    }
}
