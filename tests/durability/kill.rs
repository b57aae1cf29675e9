//! The program that is killed, and who kills it.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use run_engine::{RunConfig, StepId};
use run_host::{HostOptions, OpenRequest, RunHost, RunQuery, StartRequest};
use run_store::RunPersistence;

use crate::outside::{self, Outside};
use crate::{FOLDER, completed, routines};

pub const DATABASE: &str = "runs.db";

/// The program says this when it has taken up the run.
const UNDER_WAY: &str = "under way";

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
    RunHost::open(store, Arc::new(Outside::new(folder)), HostOptions::default())
}

/// The program: takes up the run that is there, or starts it, and ends when the run rests.
pub fn child(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let host = host(folder);
        let runs = host.list(RunQuery::default()).await.unwrap().runs;
        let run = match runs.first() {
            Some(row) if row.status.is_final() => return,
            Some(row) => {
                host.resume(&row.run).await.unwrap();
                row.run.clone()
            }
            None => {
                let bytes = std::fs::read(folder.join(routines::FILE)).unwrap();
                let open = Some(OpenRequest::default());
                let (path, config) = (routines::FILE.to_owned(), RunConfig::default());
                host.start(StartRequest { run: None, path, name: None, bytes, config, paused: false, open })
                    .await
                    .unwrap()
            }
        };
        println!("\n{UNDER_WAY}");
        host.rest(&run).await;
        host.close().await.unwrap();
    });
}

/// Kills the program so many times at moments of chance, then lets it come to its end. Answers what was there each time.
#[expect(
    clippy::disallowed_methods,
    reason = "the moment of death is to be any moment, so there is nothing to wait for"
)]
pub fn until_it_ends(folder: &Path, kills: u32) -> Vec<Killed> {
    let mut chance = Chance::new();
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
    assert!(start(folder).wait().unwrap().success(), "the undisturbed program comes to its end");
    println!("killed {} times, with {:?} steps completed", killed.len(), counts(&killed));
    killed
}

fn counts(killed: &[Killed]) -> Vec<usize> {
    killed.iter().map(|killed| killed.completed.len()).collect()
}

/// Starts the program and waits until the run is under way.
fn start(folder: &Path) -> Child {
    let mut program = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    // The last line comes when it ends without having anything to do.
    let _ = lines.find(|line| line.as_ref().is_ok_and(|line| line == UNDER_WAY));
    // Somebody has to go on reading, or the program would fail to write its last lines.
    std::thread::spawn(move || lines.for_each(drop));
    program
}

/// Numbers of chance from a seed that is printed; `DURABILITY_SEED` sets it.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let given = std::env::var("DURABILITY_SEED").ok().and_then(|seed| seed.parse().ok());
        let time = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
        let seed: u64 = given.unwrap_or_else(time);
        println!("DURABILITY_SEED={seed}");
        Self(seed | 1)
    }

    /// A number below a limit (xorshift, good enough for moments).
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
