//! A run's timeline, followed from its journal: rows, bars, cost, pauses and flags.
//!
//! It keeps all of a run in a few dozen bytes a bar, so a page is sent what has changed since it asked last, and a long
//! run is read once. Deliberately absent: names, which the page takes from the drawing, and widths.

mod bars;
mod rows;
mod take;

use routine_model::Credits;
use run_engine::JournalEntry;

use super::RoutineGraphs;
use super::milliseconds;
use crate::contract::{TimelineCost, TimelineFlag, TimelinePause, TimelineView};
use bars::Bars;
use rows::Rows;

/// What a run did when, as far as its journal was followed.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    seq: u64,
    began_at: u64,
    last_at: u64,
    rows: Rows,
    bars: Bars,
    spent: Credits,
    costs: Vec<TimelineCost>,
    pauses: Vec<TimelinePause>,
    flags: Vec<TimelineFlag>,
}

/// Where in the journal something happened.
#[derive(Debug, Clone, Copy)]
struct Moment {
    seq: u64,
    time: u64,
}

impl Timeline {
    /// The last entry that was followed.
    pub(crate) fn seq(&self) -> u64 {
        self.seq
    }

    /// Follows the journal; entries that were followed already are passed over.
    pub(crate) fn follow(&mut self, entries: &[JournalEntry], graphs: &RoutineGraphs) {
        for entry in entries {
            if entry.seq <= self.seq {
                continue;
            }
            let at = Moment { seq: entry.seq, time: milliseconds(entry.time) };
            if self.seq == 0 {
                self.began_at = at.time;
            }
            self.take(&entry.event, at, graphs);
            (self.seq, self.last_at) = (at.seq, at.time);
        }
    }

    /// All that has changed after an entry; everything after 0.
    pub(crate) fn since(&self, seq: u64) -> TimelineView {
        let costs = self.costs.partition_point(|cost| cost.seq <= seq);
        let flags = self.flags.partition_point(|flag| flag.seq <= seq);
        TimelineView {
            seq: self.seq,
            began_at: self.began_at,
            last_at: self.last_at,
            rows: self.rows.since(seq),
            bars: self.bars.since(seq),
            costs: self.costs[costs..].to_vec(),
            pauses: self.pauses.iter().filter(|pause| pause.to_seq.unwrap_or(pause.from_seq) > seq).cloned().collect(),
            flags: self.flags[flags..].to_vec(),
        }
    }

    fn pause(&mut self, at: Moment) {
        if self.pauses.last().is_none_or(|pause| pause.to.is_some()) {
            self.pauses.push(TimelinePause { from_seq: at.seq, from: at.time, to_seq: None, to: None });
        }
    }

    fn go_on(&mut self, at: Moment) {
        if let Some(pause) = self.pauses.last_mut()
            && pause.to.is_none()
        {
            (pause.to_seq, pause.to) = (Some(at.seq), Some(at.time));
        }
    }

    fn spend(&mut self, credits: Credits, at: Moment) {
        if !credits.is_zero() {
            self.spent = self.spent.checked_add(credits).unwrap_or(self.spent);
            self.costs.push(TimelineCost { seq: at.seq, time: at.time, credits: self.spent.to_string() });
        }
    }
}
