//! Whatever a file holds, its reader says what is wrong with it and does not fall over: files that are good, damaged by chance, and
//! those that a fuzzer has found. `MUTATIONS` sets how many of each kind, `MUTATION_SEED` which ones. A text that makes a reader
//! panic is left in a file that the failure names; it belongs into the corpus of `tests/fuzz` then.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
#![expect(clippy::print_stdout, reason = "the seed and the counts belong to what is shown")]

mod mutation;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use acceptance_tests::readers::{self, RunFiles};
use mutation::Mutator;

/// Gives a reader so many damaged texts.
fn damage(what: &str, good: &[Vec<u8>], rule: usize, mut takes: impl FnMut(&[u8]) -> bool) {
    let wanted = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(rule);
    assert!(!good.is_empty() && good.iter().all(|text| takes(text)), "{what}: undamaged, they can be read");
    let mut mutator = Mutator::new();
    let mut taken = 0;
    for number in 0..wanted {
        let text = mutator.damaged(good);
        match catch_unwind(AssertUnwindSafe(|| takes(&text))) {
            Ok(is_taken) => taken += usize::from(is_taken),
            Err(_) => {
                let file = std::env::temp_dir().join(format!("{what}-{number}.damaged"));
                fs::write(&file, &text).unwrap();
                panic!("the reader of {what} falls over damaged text {number}, which is in {}", file.display());
            }
        }
    }
    println!("{what}: {wanted} damaged, {taken} of them read all the same");
}

/// Gives a reader every text of its corpus.
fn read_corpus(what: &str, mut takes: impl FnMut(&[u8]) -> bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(what);
    let texts = in_folder(&folder, "");
    assert!(!texts.is_empty(), "{what} has a corpus");
    for path in &texts {
        let text = fs::read(path).unwrap();
        let fell = catch_unwind(AssertUnwindSafe(|| takes(&text))).is_err();
        assert!(!fell, "the reader of {what} falls over {}", path.display());
    }
    println!("{what}: {} of the corpus", texts.len());
}

/// The sample routines' files with such an ending.
fn files(ending: &str) -> Vec<Vec<u8>> {
    in_folder(&readers::samples(), ending).iter().map(|path| fs::read(path).unwrap()).collect()
}

fn in_folder(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    paths
}

#[test]
fn no_damaged_routine_makes_its_reader_fall_over() {
    damage("routine", &files(".bpmn"), 300, readers::routine);
    read_corpus("routine", readers::routine);
}

#[test]
fn no_damaged_expression_makes_its_reader_or_the_evaluator_fall_over() {
    let good = [
        "=if a > 3 then \"much\" else \"little\"",
        "=for i in 1..5 return i * i",
        "=some x in [1, 2, 3] satisfies x > 2",
        "=date and time(\"2026-01-31T10:00:00Z\") + duration(\"P1M\")",
        "={ a: 1, b: [1, 2, { c: \"d\" }] }.b[item > 1]",
        "=string length(\"abc\") + count([1, 2]) - sum(1, 2, 3)",
        "=function(x, y) x + y",
        "=matches(\"abc\", \"^a.*c$\") and not(contains(\"x\", \"y\"))",
    ];
    let good: Vec<Vec<u8>> = good.iter().map(|text| text.as_bytes().to_vec()).collect();
    damage("expression", &good, 3_000, readers::expression);
    read_corpus("expression", readers::expression);
}

#[test]
fn no_damaged_scenario_makes_its_reader_fall_over() {
    damage("scenario", &files(".scenario.json"), 1_000, readers::scenario);
    read_corpus("scenario", readers::scenario);
}

#[test]
fn no_damaged_swarm_makes_its_reader_fall_over() {
    damage("swarm", &files(".swarm.json"), 1_000, readers::swarm);
    read_corpus("swarm", readers::swarm);
}

#[test]
fn no_damaged_run_makes_its_reader_fall_over_and_half_of_one_is_never_taken_in() {
    let files = RunFiles::new().unwrap();
    damage("run", &[files.exported()], 200, |file| files.run(file));
    read_corpus("run", |file| files.run(file));
}
