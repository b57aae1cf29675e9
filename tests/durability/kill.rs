//! The program that is killed, and who kills it.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use run_engine::{StepId, Timestamp};
use run_host::{Clock, FindRoutine, HostOptions, ListRoutines, RoutineFile, RunHost, RunQuery, StartRequest};
use run_store::RunPersistence;

use crate::outside::{self, Outside};
use crate::{FOLDER, SEED, completed, random, routines, swarm, swarm_moves};
use acceptance_tests::chance::Chance;

pub const DATABASE: &str = "runs.db";

/// With this a test program says that a test has failed.
const FAILED: i32 = 101;

/// Where the number stands by which the program chooses.
const MOVE: &str = "move.txt";

/// Nothing that the program is left to do takes nearly so long.
const LONGEST_END: Duration = Duration::from_secs(600);

/// The program says this when it has taken up the run.
pub const UNDER_WAY: &str = "under way";

/// What was there when the program was killed.
pub struct Killed {
    /// Steps that had completed.
    pub completed: BTreeSet<StepId>,
    /// How many steps had been done outside.
    pub done: usize,
}

/// A host as the program has it.
pub fn host(folder: &Path) -> RunHost {
    let store = RunPersistence::open(&folder.join(DATABASE)).unwrap();
    let called = folder.to_owned();
    let find_routine: FindRoutine = Arc::new(move |process| {
        let path = format!("{process}.bpmn");
        let bytes = std::fs::read(called.join(&path)).map_err(|error| error.to_string())?;
        Ok(RoutineFile { path, name: process.to_owned(), bytes })
    });
    let find = find_routine.clone();
    let list_routines: ListRoutines =
        Arc::new(move || ["count", "short"].into_iter().filter_map(|process| find(process).ok()).collect());
    RunHost::open(
        store,
        Arc::new(Outside::new(folder)),
        HostOptions { find_routine, list_routines, ..HostOptions::default() },
    )
}

/// The program: takes up the runs that are there, or starts them, and ends when they rest.
pub fn child(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let host = host(folder);
        if random::child(folder) {
            random::work(folder, &host).await;
            return host.close().await.unwrap();
        }
        if swarm::child(folder) {
            swarm::work(folder, &host).await;
            return host.close().await.unwrap();
        }
        if swarm_moves::child(folder) {
            swarm_moves::work(folder, &host).await;
            return host.close().await.unwrap();
        }
        let mut runs = Vec::new();
        let stored = host.list(RunQuery::default()).await.unwrap().runs;
        for row in &stored {
            if !row.status.is_final() {
                host.resume(&row.run).await.unwrap();
            }
            runs.push(row.run.clone());
        }
        for file in [routines::FILE, routines::OTHER].into_iter().filter(|file| folder.join(file).exists()) {
            if stored.iter().all(|row| row.routine.path != file) {
                let bytes = std::fs::read(folder.join(file)).unwrap();
                runs.push(host.start(StartRequest::of(file, bytes)).await.unwrap());
            }
        }
        host.watch_over_runs().await;
        println!("\n{UNDER_WAY}");
        // What one of them throws is handed over before it counts as resting.
        for run in runs.iter().chain(&runs) {
            host.rest(run).await;
        }
        host.close().await.unwrap();
    });
}

/// Kills the program so many times at moments of chance, then lets it come to its end. Answers what was there each time.
#[expect(
    clippy::disallowed_methods,
    reason = "the moment of death is to be any moment, so there is nothing to wait for"
)]
pub fn until_it_ends(folder: &Path, kills: u32) -> Vec<Killed> {
    let mut chance = Chance::named(SEED);
    let mut killed = Vec::new();
    for _ in 0..kills {
        let mut program = start(folder);
        std::thread::sleep(Duration::from_micros(chance.below(60_000)));
        program.kill().unwrap();
        if program.wait().unwrap().success() {
            break;
        }
        killed.push(Killed { completed: completed(folder).into_iter().collect(), done: outside::done(folder).len() });
    }
    let_it_end(folder);
    println!("killed {} times, with {:?} steps completed", killed.len(), counts(&killed));
    killed
}

/// How many kills are made: as a rule so many, and `DURABILITY_KILLS` sets another number, such as 1,000.
pub fn wanted(rule: u32) -> u32 {
    std::env::var("DURABILITY_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(rule)
}

/// Kills a program that does not end by itself so many times at moments of chance, each within so many microseconds after
/// it is under way, or while it is being opened. Answers when each of them was dead, by the clock that journals go by.
#[expect(
    clippy::disallowed_methods,
    reason = "the moment of death is to be any moment, so there is nothing to wait for"
)]
pub fn again_and_again(folder: &Path, kills: u32, within: u64) -> Vec<Timestamp> {
    let mut chance = Chance::named(SEED);
    let mut dead = Vec::new();
    for kill in 0..kills {
        std::fs::write(folder.join(MOVE), chance.below(1 << 16).to_string()).unwrap();
        // One in four dies before it says anything.
        let mut program = if chance.below(4) == 0 { spawn(folder) } else { start(folder) };
        std::thread::sleep(Duration::from_micros(chance.below(within)));
        program.kill().unwrap();
        let code = program.wait().unwrap().code();
        assert!(!matches!(code, Some(0 | FAILED)), "it ends by being killed only, and {code:?} at kill {}", kill + 1);
        dead.push(Clock::System.now());
    }
    println!("killed {kills} times");
    dead
}

/// As [`again_and_again`], of a program that may come to its end by itself, and then does.
#[expect(
    clippy::disallowed_methods,
    reason = "the moment of death is to be any moment, so there is nothing to wait for"
)]
pub fn up_to(folder: &Path, kills: u32, within: u64) {
    let mut chance = Chance::named(SEED);
    for _ in 0..kills {
        let mut program = start(folder);
        std::thread::sleep(Duration::from_micros(chance.below(within)));
        program.kill().unwrap();
        assert_ne!(program.wait().unwrap().code(), Some(FAILED), "killed or not, it does not fail");
    }
}

/// Starts the program once more and waits for its end, but not for ever: one that just stands still has failed.
#[expect(clippy::disallowed_methods, reason = "a program that stands still gives nothing to wait for")]
pub fn let_it_end(folder: &Path) {
    let (mut program, begun) = (start(folder), Instant::now());
    let ended = loop {
        match program.try_wait().unwrap() {
            None if begun.elapsed() < LONGEST_END => std::thread::sleep(Duration::from_millis(20)),
            ended => break ended,
        }
    };
    if ended.is_none() {
        program.kill().unwrap();
    }
    assert!(ended.is_some_and(|status| status.success()), "the undisturbed program comes to its end: {ended:?}");
}

/// A number by which the program that is started chooses what it does.
pub fn chosen_move(folder: &Path) -> u64 {
    std::fs::read_to_string(folder.join(MOVE)).ok().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn counts(killed: &[Killed]) -> Vec<usize> {
    killed.iter().map(|killed| killed.completed.len()).collect()
}

/// Starts the program and waits until the run is under way.
pub fn start(folder: &Path) -> Child {
    let mut program = spawn(folder);
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    // The last line comes when it ends without having anything to do.
    let _ = lines.find(|line| line.as_ref().is_ok_and(|line| line == UNDER_WAY));
    // Somebody has to go on reading, or the program would fail to write its last lines.
    std::thread::spawn(move || lines.for_each(drop));
    program
}

/// Starts the program.
pub fn spawn(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}
