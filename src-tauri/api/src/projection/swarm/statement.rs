//! A swarm's account in the words of screens.

use std::collections::BTreeMap;

use routine_model::{Credits, Timestamp};
use swarm::ledger::{Holder, Spending, Statement, StatementKind, StatementLine};
use swarm::state::Record;
use swarm::{LeaveStatus, SwarmEvent, SwarmJournalEntry};

use super::Names;
use super::author::routine_name;
use crate::contract::{
    BreakdownBy, BreakdownLine, BurnDown, BurnDownPoint, CreditsBreakdown, LedgerKind, LedgerLine, LedgerPage,
    RunStatus, SwarmRecordPage, SwarmRecordView,
};
use crate::projection::milliseconds;
use crate::projection::values::value_view;

/// A stretch of the ledger, the latest line first.
pub(crate) fn ledger_page(names: Names<'_>, statement: &Statement, skip: u64, limit: u32) -> LedgerPage {
    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
    let lines = statement.lines.iter().rev().skip(skip).take(limit as usize);
    LedgerPage { lines: lines.map(|line| ledger_line(names, line)).collect(), total: statement.lines.len() as u64 }
}

fn ledger_line(names: Names<'_>, line: &StatementLine) -> LedgerLine {
    let (run, child) = match &line.holder {
        Some(Holder::Run(run)) => (Some(run), None),
        Some(Holder::Child(child)) => (None, Some(child)),
        Some(Holder::Choice(_)) | None => (None, None),
    };
    LedgerLine {
        seq: line.seq,
        time: milliseconds(line.time),
        kind: match line.kind {
            StatementKind::Allocated => LedgerKind::Allocated,
            StatementKind::Reserved => LedgerKind::Reserved,
            StatementKind::Refused => LedgerKind::Refused,
            StatementKind::Spent => LedgerKind::Spent,
            StatementKind::Returned => LedgerKind::Returned,
        },
        amount: line.amount.to_string(),
        run_id: run.map(ToString::to_string),
        child_swarm: child.map(ToString::to_string),
        name: run.and_then(|run| names.routine(run)),
        spent: line.spent.to_string(),
        reserved: line.reserved.to_string(),
        available: line.available.map(|credits| credits.to_string()),
    }
}

/// Who spent what, the most expensive first.
pub(crate) fn breakdown(names: Names<'_>, statement: &Statement, by: BreakdownBy) -> CreditsBreakdown {
    let mut sums: BTreeMap<String, Spending> = BTreeMap::new();
    let mut add = |name: String, spending: Spending| {
        let sum = sums.entry(name).or_default();
        sum.charges += spending.charges;
        sum.amount = sum.amount.checked_add(spending.amount).unwrap_or(sum.amount);
    };
    match by {
        BreakdownBy::Member => {
            for (member, spending) in &statement.by_member {
                add(member.as_ref().map(|member| names.member(member)).unwrap_or_default(), *spending);
            }
        }
        BreakdownBy::Routine => {
            for (routine, spending) in &statement.by_routine {
                add(routine_name(routine), *spending);
            }
        }
        BreakdownBy::Step => {
            for ((run, _, element), spending) in &statement.by_step {
                let routine = names.routine(run).unwrap_or_else(|| run.to_string());
                let step = element.as_ref().map_or_else(|| routine.clone(), |element| format!("{routine} · {element}"));
                add(step, *spending);
            }
        }
        BreakdownBy::Strategy => {
            for (strategy, spending) in &statement.by_strategy {
                add(strategy.clone().unwrap_or_default(), *spending);
            }
        }
    }
    let mut lines: Vec<_> = sums.into_iter().collect();
    lines.sort_by_key(|(_, line)| std::cmp::Reverse(line.amount));
    let lines = lines.into_iter().map(|(name, spending)| BreakdownLine {
        name,
        charges: spending.charges,
        spent: spending.amount.to_string(),
    });
    CreditsBreakdown { lines: lines.collect(), spent: statement.ledger.spent.to_string() }
}

/// How the account went down, at so many points at most, and when it will be empty.
pub(crate) fn burn_down(statement: &Statement, points: u32, now: Timestamp) -> BurnDown {
    let mut all: Vec<Point> = Vec::new();
    let mut cap = None;
    for line in &statement.lines {
        if line.kind == StatementKind::Allocated {
            cap = Some(cap.unwrap_or(Credits::ZERO).checked_add(line.amount).unwrap_or(Credits::from_micros(u64::MAX)));
        }
        all.push(Point { time: line.time, spent: line.spent, reserved: line.reserved, cap });
    }
    if let Some(last) = all.last().cloned() {
        all.push(Point { time: now.max(last.time), ..last });
    }
    let exhausted_at = exhausted(&all);
    let every = all.len().div_ceil(points.max(2) as usize).max(1);
    let last = all.len().saturating_sub(1);
    let shown = all.iter().enumerate().filter(|(index, _)| index % every == 0 || *index == last);
    BurnDown {
        points: shown
            .map(|(_, point)| BurnDownPoint {
                time: milliseconds(point.time),
                spent: point.spent.to_string(),
                reserved: point.reserved.to_string(),
                cap: point.cap.map(|credits| credits.to_string()),
            })
            .collect(),
        exhausted_at,
    }
}

#[derive(Clone)]
struct Point {
    time: Timestamp,
    spent: Credits,
    reserved: Credits,
    cap: Option<Credits>,
}

/// When the cap is reached at the pace of the last quarter of the time.
fn exhausted(points: &[Point]) -> Option<u64> {
    let (first, last) = (points.first()?, points.last()?);
    let cap = last.cap?;
    let passed = u128::try_from(last.time.0.checked_sub(first.time.0)?).ok()?;
    let quarter = last.time.0.checked_sub(i64::try_from(passed / 4).ok()?)?;
    let then = points.iter().rfind(|point| point.time.0 <= quarter).unwrap_or(first);
    let spent = u128::from(last.spent.checked_sub(then.spent)?.micros());
    let left = u128::from(cap.checked_sub(last.spent)?.micros());
    let more = (left * (passed / 4)).checked_div(spent)?;
    milliseconds(last.time).checked_add(u64::try_from(more).ok()?)
}

/// A stretch of what runs gave and cost, the latest first.
pub(crate) fn records_page(
    names: Names<'_>,
    journal: &[SwarmJournalEntry],
    before: Option<u64>,
    limit: u32,
) -> SwarmRecordPage {
    let all: Vec<(u64, &Record)> = journal
        .iter()
        .filter_map(|entry| match &entry.event {
            SwarmEvent::RunLeft(left) => Some((entry.seq, &left.record)),
            _ => None,
        })
        .collect();
    let wanted = all.iter().rev().filter(|(seq, _)| before.is_none_or(|before| *seq < before));
    let records = wanted.take(limit as usize).map(|(seq, record)| record_view(names, *seq, record)).collect();
    SwarmRecordPage { records, total: all.len() as u64 }
}

fn record_view(names: Names<'_>, seq: u64, record: &Record) -> SwarmRecordView {
    SwarmRecordView {
        seq,
        time: milliseconds(record.ended),
        run_id: record.run.to_string(),
        routine: names.routine(&record.run).or_else(|| Some(routine_name(&record.routine))),
        subtask: record.subtask.as_ref().map(ToString::to_string),
        status: match record.status {
            LeaveStatus::Completed => RunStatus::Completed,
            LeaveStatus::Failed => RunStatus::Failed,
            LeaveStatus::Cancelled => RunStatus::Cancelled,
        },
        outputs: value_view(&record.outputs, || seq.to_string()),
        spent: record.spent.to_string(),
    }
}
