//! Copies of runs as a tree.

use run_engine::RunId;
use run_host::RunRow;

use crate::contract::{RunSummary, RunTree, RunTreeLine};

/// The tree of a family of runs, the oldest first, in which every copy comes behind what it is a copy of.
pub(crate) fn run_tree(family: &[RunRow], summary: impl Fn(&RunRow) -> RunSummary) -> RunTree {
    let copies = |of: Option<&RunId>| {
        let mut copies: Vec<&RunRow> = match of {
            Some(of) => {
                family.iter().filter(|row| row.origin.as_ref().is_some_and(|origin| origin.run == *of)).collect()
            }
            None => family.first().into_iter().collect(),
        };
        copies.sort_by_key(|row| std::cmp::Reverse(row.origin.as_ref().map_or(0, |origin| origin.seq)));
        copies
    };
    let mut runs = Vec::with_capacity(family.len());
    let mut open: Vec<(&RunRow, u32)> = copies(None).into_iter().map(|row| (row, 0)).collect();
    while let Some((row, depth)) = open.pop() {
        runs.push(RunTreeLine { run: summary(row), depth });
        open.extend(copies(Some(&row.run)).into_iter().map(|copy| (copy, depth + 1)));
    }
    RunTree { runs }
}
