//! Routines of chance that always come to the same end: whatever branches do at the same time, no two of them write the same
//! variable, and nothing is decided by who was first.

mod blocks;
mod outline;

use std::path::Path;

use crate::routines;
use acceptance_tests::chance::Chance;
use blocks::Blocks;
use outline::Outline;

/// How often blocks may lie in blocks.
const DEPTH: u32 = 3;

/// Writes a routine and those that it calls into a folder; calls outside go to this port.
pub fn write(folder: &Path, seed: u64, port: u16) {
    let mut blocks = Blocks::new(Chance::of(seed), port);
    let text = main(&mut blocks);
    std::fs::write(folder.join(routines::FILE), text).unwrap();
    for (process, text) in blocks.called {
        std::fs::write(folder.join(format!("{process}.bpmn")), text).unwrap();
    }
}

fn main(blocks: &mut Blocks) -> String {
    let mut outline = Outline::begin("main");
    let first = blocks.script(&mut outline, "0");
    outline.flow("Start", &first, None);
    let last = blocks.some(&mut outline, first, DEPTH);
    outline.flow(&last, "End", None);
    outline.definitions(&blocks.heads)
}
