//! The statement of an account: a fold over a swarm's journal.

use std::collections::BTreeMap;

use routine_model::{Credits, MemberId, RunId, StepId, Timestamp};

use super::{Holder, Ledger};
use crate::ask::Charge;
use crate::broken::Broken;
use crate::event::{SwarmEvent, SwarmJournalEntry};

/// Under which name the choice of routines by models stands among the routines.
pub const CHOOSING: &str = "(choice of routines)";

/// One line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The journal's entry.
    pub seq: u64,
    /// When.
    pub time: Timestamp,
    /// What happened.
    pub kind: StatementKind,
    /// With how much.
    pub amount: Credits,
    /// For whom; none when it is about the account itself.
    pub holder: Option<Holder>,
    /// Spent in all after it.
    pub spent: Credits,
    /// Reserved in all after it.
    pub reserved: Credits,
    /// Available after it; none without a cap.
    pub available: Option<Credits>,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementKind {
    /// The cap was set or raised.
    Allocated,
    /// Kept back for a holder.
    Reserved,
    /// Asked for, and more than was there.
    Refused,
    /// Spent by a holder.
    Spent,
    /// Given back by a holder.
    Returned,
}

/// What something cost in all, and how often it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spending {
    /// How often.
    pub charges: u64,
    /// How much.
    pub amount: Credits,
}

/// All lines, and who spent what. What a run spent without saying on what is under none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Every movement, oldest first.
    pub lines: Vec<StatementLine>,
    /// By member.
    pub by_member: BTreeMap<Option<MemberId>, Spending>,
    /// By the routine's path or name; child swarms have their id here.
    pub by_routine: BTreeMap<String, Spending>,
    /// By run and step.
    pub by_step: BTreeMap<(RunId, Option<StepId>, Option<String>), Spending>,
    /// By the strategy's word.
    pub by_strategy: BTreeMap<Option<String>, Spending>,
    /// The account after the last line.
    pub ledger: Ledger,
    routines: BTreeMap<RunId, (String, Option<MemberId>)>,
}

impl Statement {
    /// The statement of a journal from its beginning on.
    ///
    /// # Errors
    /// The entries are not a swarm's journal from its beginning on.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e SwarmJournalEntry>) -> Result<Self, Broken> {
        let mut statement = Self::default();
        entries.into_iter().try_for_each(|entry| statement.add(entry))?;
        Ok(statement)
    }

    /// Goes on with the next entry.
    ///
    /// # Errors
    /// The entry does not fit those before.
    pub fn add(&mut self, entry: &SwarmJournalEntry) -> Result<(), Broken> {
        match &entry.event {
            SwarmEvent::SwarmCreated(event) => {
                self.ledger = Ledger::new(event.settings.credits);
                if let Some(credits) = event.settings.credits {
                    self.line(entry, StatementKind::Allocated, credits, None);
                }
            }
            SwarmEvent::RunPlanned(event) => {
                self.routines.insert(event.run.clone(), (event.routine.clone(), event.member.clone()));
            }
            SwarmEvent::RunJoined(event) => {
                self.routines.insert(event.run.clone(), (event.routine.clone(), event.member.clone()));
            }
            SwarmEvent::CreditsAllocated(event) => {
                self.ledger.allocate(event.amount)?;
                self.line(entry, StatementKind::Allocated, event.amount, None);
            }
            SwarmEvent::CreditsReserved(event) => {
                self.ledger.reserve(&event.holder, event.amount)?;
                self.line(entry, StatementKind::Reserved, event.amount, Some(&event.holder));
            }
            SwarmEvent::CreditsRefused(event) => {
                self.line(entry, StatementKind::Refused, event.amount, Some(&event.holder));
            }
            SwarmEvent::CreditsSettled(event) => {
                self.ledger.settle(&event.holder, event.total)?;
                if !event.amount.is_zero() {
                    self.line(entry, StatementKind::Spent, event.amount, Some(&event.holder));
                }
                self.spend(&event.holder, event.amount, &event.charges)?;
            }
            SwarmEvent::CreditsReturned(event) => {
                self.ledger.release(&event.holder)?;
                self.line(entry, StatementKind::Returned, event.amount, Some(&event.holder));
            }
            SwarmEvent::SwarmStatusChanged(_)
            | SwarmEvent::SwarmClosed(_)
            | SwarmEvent::GoalSet(_)
            | SwarmEvent::SwarmConfigured(_)
            | SwarmEvent::EntryWritten(_)
            | SwarmEvent::WriteRefused(_)
            | SwarmEvent::EntriesRead(_)
            | SwarmEvent::WatchOpened(_)
            | SwarmEvent::WatchMet(_)
            | SwarmEvent::AskRefused(_)
            | SwarmEvent::AskDone(_)
            | SwarmEvent::ReceiptsDropped(_)
            | SwarmEvent::RunLost(_)
            | SwarmEvent::RunLeft(_)
            | SwarmEvent::RoutinesOffered(_)
            | SwarmEvent::SubtaskAdded(_)
            | SwarmEvent::SubtaskChanged(_)
            | SwarmEvent::SubtaskMoved(_)
            | SwarmEvent::RoutineAsked(_)
            | SwarmEvent::RoutineChosen(_)
            | SwarmEvent::ResourceAdded(_)
            | SwarmEvent::ResourceUpdated(_)
            | SwarmEvent::ResourceDeleted(_)
            | SwarmEvent::MemberSet(_)
            | SwarmEvent::MemberRemoved(_)
            | SwarmEvent::RoleSet(_)
            | SwarmEvent::RoleRemoved(_)
            | SwarmEvent::LeaderSet(_)
            | SwarmEvent::ChildSpawned(_)
            | SwarmEvent::ChildEnded(_) => {}
        }
        Ok(())
    }

    fn line(&mut self, entry: &SwarmJournalEntry, kind: StatementKind, amount: Credits, holder: Option<&Holder>) {
        self.lines.push(StatementLine {
            seq: entry.seq,
            time: entry.time,
            kind,
            amount,
            holder: holder.cloned(),
            spent: self.ledger.spent,
            reserved: self.ledger.reserved,
            available: self.ledger.available(),
        });
    }

    fn spend(&mut self, holder: &Holder, amount: Credits, charges: &[Charge]) -> Result<(), Broken> {
        let run = match holder {
            Holder::Child(_) | Holder::Choice(_) => {
                let what = match holder {
                    Holder::Child(child) => child.to_string(),
                    Holder::Choice(_) | Holder::Run(_) => CHOOSING.to_owned(),
                };
                add(self.by_routine.entry(what).or_default(), amount, 1)?;
                add(self.by_member.entry(None).or_default(), amount, 1)?;
                return add(self.by_strategy.entry(None).or_default(), amount, 1);
            }
            Holder::Run(run) => run,
        };
        let (routine, member) = self.routines.get(run).cloned().unwrap_or_default();
        let nameless = (run.clone(), None, None);
        let unexplained = self.by_step.get(&nameless).map_or(Credits::ZERO, |spending| spending.amount);
        let mut left = unexplained.checked_add(amount).ok_or(Broken::Credits)?;
        if !amount.is_zero() {
            add(self.by_routine.entry(routine).or_default(), amount, (charges.len() as u64).max(1))?;
            add(self.by_member.entry(member.clone()).or_default(), amount, 1)?;
            add(self.by_strategy.entry(None).or_default(), amount, 1)?;
            add(self.by_step.entry(nameless.clone()).or_default(), amount, 1)?;
        }
        for charge in charges {
            // What is said beyond what was spent does not count.
            let amount = charge.amount.min(left);
            left = left.checked_sub(amount).ok_or(Broken::Credits)?;
            let who = charge.member.clone().or_else(|| member.clone());
            explain(&mut self.by_member, &member, who, amount)?;
            explain(&mut self.by_strategy, &None, charge.strategy.clone(), amount)?;
            let step = (run.clone(), charge.step, charge.element.clone());
            explain(&mut self.by_step, &nameless, step, amount)?;
        }
        Ok(())
    }
}

/// Says of an amount, which stands under one name already, that it belongs under another.
fn explain<K: Ord>(spendings: &mut BTreeMap<K, Spending>, from: &K, to: K, amount: Credits) -> Result<(), Broken> {
    if *from == to || amount.is_zero() {
        return Ok(());
    }
    let known = spendings.get_mut(from).ok_or(Broken::Credits)?;
    known.amount = known.amount.checked_sub(amount).ok_or(Broken::Credits)?;
    if known.amount.is_zero() {
        spendings.remove(from);
    }
    add(spendings.entry(to).or_default(), amount, 1)
}

fn add(spending: &mut Spending, amount: Credits, charges: u64) -> Result<(), Broken> {
    spending.amount = spending.amount.checked_add(amount).ok_or(Broken::Credits)?;
    spending.charges += charges;
    Ok(())
}
