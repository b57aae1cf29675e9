//! A blackboard with very many entries and versions on disk: how long it takes to write, to open, and to read one entry or a
//! page of its history. Prints one line of JSON; `cargo xtask bench board` shows it.
#![expect(clippy::print_stdout, reason = "a command line program speaks through its terminal")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use run_store::{Checkpoint, RunPersistence, SwarmAppend, SwarmRow};
use serde_json::json;
use swarm::{
    Author, CHECKPOINT_FORMAT, EntryWrite, SwarmCommand, SwarmContext, SwarmId, SwarmLimits, SwarmReaction,
    SwarmSettings, SwarmStateMachine, Timestamp,
};

const USAGE: &str = "usage: board FOLDER ENTRIES VERSIONS";
const WRITES_AT_ONCE: u64 = 1_000;
/// A page of history, as screens ask for it.
const PAGE: u32 = 50;
const SAMPLES: u64 = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, entries, versions] = arguments.as_slice() else { return Err(USAGE.into()) };
    let (entries, versions) = (entries.parse::<u64>()?, versions.parse::<u64>()?);
    let path = Path::new(folder).join("board.db");
    let id = SwarmId::from("large");

    let begun = Instant::now();
    let closed = fill(&path, &id, entries, versions)?;
    let filled = begun.elapsed();

    let before = memory();
    let begun = Instant::now();
    let store = RunPersistence::open(&path)?;
    let checkpoint = store.swarm_checkpoint(&id, u64::MAX)?.ok_or("no state was kept")?;
    let tail = store.swarm_journal(&id, checkpoint.seq + 1, None)?;
    let mut machine = SwarmStateMachine::from_checkpoint(serde_json::from_slice::<SwarmContext>(&checkpoint.state)?);
    machine.replay_on(tail)?;
    let opened = begun.elapsed();
    let context = machine.context().ok_or("no swarm")?;
    if *context != closed {
        return Err("what was opened is not what was closed".into());
    }

    // Scattered over all entries in an order that is the same every time.
    let key_of = |sample: u64| key(sample.wrapping_mul(7_919) % (entries / 100) * 100);
    let mut entry = Figures::default();
    let (mut newest, mut oldest, mut one) = (Figures::default(), Figures::default(), Figures::default());
    for sample in 0..SAMPLES {
        let key = key_of(sample);
        let version = entry.measure(|| context.board.get(&key).map(|entry| entry.version)).ok_or("no entry")?;
        let page = newest.measure(|| store.entry_history(&id, &key, None, PAGE))?;
        if page.first().map(|newest| newest.written.version) != Some(version) {
            return Err(format!("the history of {key} does not end with version {version}").into());
        }
        oldest.measure(|| store.entry_history(&id, &key, Some(u64::from(PAGE)), PAGE))?;
        one.measure(|| store.entry_history(&id, &key, Some(version / 2 + 1), 1))?;
    }
    // The one that most is written to.
    let mut hot = Figures::default();
    let most = context.board.version_of(HOT);
    for sample in 0..SAMPLES {
        let from = sample.wrapping_mul(7_919) % most + 1;
        hot.measure(|| store.entry_history(&id, HOT, Some(from), PAGE))?;
    }
    let mut machine = machine;
    let mut write = Figures::default();
    for sample in 0..SAMPLES {
        let command = post(vec![EntryWrite::set(&key_of(sample), json!(sample))]);
        let now = Timestamp(i64::try_from(sample)?);
        let seq = machine.context().map_or(0, |context| context.seq);
        write.measure(|| {
            machine.handle(command, now).map_err(Into::into).and_then(|it| keep(&store, &machine, seq, it))
        })?;
    }
    println!(
        "{}",
        json!({
            "entries": entries, "versions": versions, "hot": most,
            "fillMs": millis(filled), "openMs": millis(opened),
            "entry": entry.json(), "newestPage": newest.json(), "oldestPage": oldest.json(), "oneVersion": one.json(),
            "hotPage": hot.json(), "write": write.json(),
            "checkpointMb": megabytes(checkpoint.state.len() as u64),
            "fileMb": megabytes(std::fs::metadata(&path)?.len()),
            "swarmMb": (memory() - before).max(0.0),
        })
    );
    Ok(())
}

const HOT: &str = "count";

fn key(number: u64) -> String {
    format!("section/{}/part/{number}", number % 100)
}

fn post(writes: Vec<EntryWrite>) -> SwarmCommand {
    SwarmCommand::Post { by: Author::Person, writes }
}

/// Writes every entry in turn until there are so many versions; one write in a hundred counts in the same place.
fn fill(path: &Path, id: &SwarmId, entries: u64, versions: u64) -> Result<SwarmContext, Box<dyn Error>> {
    let store = RunPersistence::open(path)?;
    let mut machine = SwarmStateMachine::new();
    let settings = SwarmSettings {
        name: "Large".to_owned(),
        goal: "Be large".to_owned(),
        limits: SwarmLimits { entries: entries + 1, ..SwarmLimits::default() },
        ..SwarmSettings::default()
    };
    let create = SwarmCommand::CreateSwarm { swarm: id.clone(), settings: Box::new(settings) };
    let created = machine.handle(create, Timestamp(0))?;
    keep(&store, &machine, 0, created)?;
    let mut written = 0;
    while written < versions {
        let most = WRITES_AT_ONCE.min(versions - written);
        let writes = (written..written + most).map(|number| match number % 100 {
            99 => EntryWrite::set(HOT, json!(number)),
            _ => EntryWrite::set(&key(number % entries), json!({ "number": number, "text": "a line of some length" })),
        });
        let seq = machine.context().map_or(0, |context| context.seq);
        let reaction = machine.handle(post(writes.collect()), Timestamp(i64::try_from(written)?))?;
        keep(&store, &machine, seq, reaction)?;
        written += most;
    }
    let context = machine.context().ok_or("no swarm")?;
    let state = serde_json::to_vec(context)?;
    store.put_swarm_checkpoint(id, Checkpoint { seq: context.seq, format: CHECKPOINT_FORMAT, state })?;
    store.flush()?;
    Ok(context.clone())
}

fn keep(
    store: &RunPersistence,
    machine: &SwarmStateMachine,
    expected_seq: u64,
    reaction: SwarmReaction,
) -> Result<(), Box<dyn Error>> {
    let context = machine.context().ok_or("no swarm")?;
    Ok(store.append_swarm(SwarmAppend {
        swarm: context.swarm.clone(),
        expected_seq,
        entries: reaction.events.into(),
        versions: reaction.versions,
        row: SwarmRow::of(context),
    })?)
}

/// Milliseconds, one a sample.
#[derive(Default)]
struct Figures(Vec<f64>);

impl Figures {
    fn measure<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        self.0.push(millis(begun.elapsed()));
        done
    }

    fn json(&mut self) -> serde_json::Value {
        self.0.sort_by(f64::total_cmp);
        let at = |share: f64| self.0.get((self.0.len() as f64 * share) as usize).or(self.0.last()).copied();
        json!({ "median": at(0.5), "p99": at(0.99), "most": self.0.last() })
    }
}

fn millis(duration: std::time::Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

/// Megabytes that this program occupies; 0 where the system does not say.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1_024.0
}
