//! Routines of chance, killed at moments of chance, beside the same routine that nobody disturbs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use run_engine::command::Resolution;
use run_engine::{JournalEntry, RunCommand, RunEvent, StepId};
use run_host::{ResultStatus, RunHost, RunQuery, StartRequest};
use run_store::RunPersistence;

use crate::server::{Called, Server};
use crate::{SEED, check_steps, generator, kill, outside, read, routines, sorted};
use acceptance_tests::chance::{Chance, given_seed};

/// Whoever finds it runs a routine of chance to its end.
const RANDOM: &str = "random";

/// So often at most one run is killed before it is let go on to its end.
const KILLS_A_RUN: u32 = 25;

/// What a person is asked about steps that were in flight: by the engine, and by a call that may not be repeated.
const INTERRUPTED: [&str; 2] = ["interrupted", "http-interrupted"];

#[test]
fn random_routines_that_are_killed_lose_no_step_and_repeat_none_that_was_finished() {
    // The same routines in every test run; `cargo xtask kills` goes further.
    let (wanted, seed) = (kill::wanted(60), given_seed(SEED).unwrap_or(1));
    let mut tally = Tally::default();
    for game in 0.. {
        if tally.kills >= wanted {
            break;
        }
        let seed = seed.wrapping_add(game);
        // Printed before it is played, so that a game that fails is the last one named.
        println!("{SEED}={seed}");
        play(seed, (wanted - tally.kills).min(KILLS_A_RUN), &mut tally);
    }
    println!(
        "{} kills from seed {seed} on: {} routines, {} steps completed, {} of them outside in {} calls; \
         0 lost, 0 finished ones repeated; {} in flight were done again, and a person was asked about {}",
        tally.kills, tally.routines, tally.steps, tally.effects, tally.calls, tally.again, tally.asked
    );
}

#[derive(Default)]
struct Tally {
    kills: u32,
    routines: u32,
    /// Completed, of any kind.
    steps: usize,
    /// Steps that have called the server.
    effects: usize,
    calls: usize,
    /// Attempts beyond the first.
    again: usize,
    /// Incidents about steps in flight.
    asked: usize,
}

/// What was there when the program was killed.
struct Death {
    journal: Vec<JournalEntry>,
    /// Calls that had arrived.
    called: usize,
    /// Steps that had left a line.
    done: usize,
}

/// One routine, first undisturbed, then killed.
fn play(seed: u64, kills: u32, tally: &mut Tally) {
    let (quiet_server, quiet) = prepare(seed);
    let begun = Instant::now();
    kill::let_it_end(quiet.path());
    let alone = begun.elapsed();
    let (undisturbed, quiet_journal) = read(quiet.path());
    assert_eq!(undisturbed.status, ResultStatus::Completed, "undisturbed it comes to its end: {undisturbed:?}");

    let (server, folder) = prepare(seed);
    let deaths = kill_it(folder.path(), &server, kills, alone, &mut Chance::of(!seed));
    kill::let_it_end(folder.path());
    let (disturbed, journal) = read(folder.path());

    assert_eq!(sorted(&disturbed), sorted(&undisturbed), "the kills must not be seen in the result");
    check_journal(&deaths, &journal);
    let killed: Vec<_> = deaths
        .iter()
        .map(|death| kill::Killed { completed: completed(&death.journal).into_iter().collect(), done: death.done })
        .collect();
    check_steps(&journal, &outside::done(folder.path()), &killed);
    let (called, quiet_called) = (server.called(), quiet_server.called());
    check_keys(&deaths, &journal, &called);
    check_unkeyed(&journal, &called, &quiet_called);
    let effects = |called: &[Called]| called.iter().filter_map(|call| call.key.clone()).collect::<BTreeSet<_>>().len();
    assert_eq!(effects(&called), effects(&quiet_called), "as many effects outside as without any kill");
    assert_eq!(completed(&journal).len(), completed(&quiet_journal).len(), "as many steps as without any kill");

    tally.kills += u32::try_from(deaths.len()).unwrap();
    tally.routines += 1;
    tally.steps += completed(&journal).len();
    tally.effects += effects(&called) + called.iter().filter(|call| call.key.is_none()).count();
    tally.calls += called.len();
    tally.again += journal.iter().filter(|entry| matches!(entry.event, RunEvent::StepRetried(_))).count();
    tally.asked += interrupted(&journal).values().sum::<usize>();
}

/// A folder with the routine, and a server of its own.
fn prepare(seed: u64) -> (Server, tempfile::TempDir) {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    generator::write(folder.path(), seed, server.port());
    std::fs::write(folder.path().join(RANDOM), "").unwrap();
    (server, folder)
}

/// Kills the program so many times, or until it has ended by itself.
#[expect(
    clippy::disallowed_methods,
    reason = "the moment of death is to be any moment, so there is nothing to wait for"
)]
fn kill_it(folder: &Path, server: &Server, kills: u32, alone: Duration, chance: &mut Chance) -> Vec<Death> {
    // Four deaths or more on the way, each after some more of it.
    let within = u64::try_from(alone.as_micros()).unwrap() / 4;
    let mut deaths = Vec::<Death>::new();
    for _ in 0..kills {
        // One in four dies at any moment since its start, also while it opens its database.
        let mut program = if chance.one_in(4) { kill::spawn(folder) } else { kill::start(folder) };
        std::thread::sleep(Duration::from_micros(chance.below(within)));
        program.kill().unwrap();
        if program.wait().unwrap().success() {
            break;
        }
        let (called, done) = (server.called(), outside::done(folder).len());
        let journal = stored(folder);
        check_commits_before_calls(&journal, &called);
        deaths.push(Death { journal, called: called.len(), done });
    }
    deaths
}

/// The journal of the only run; empty when there is none yet.
fn stored(folder: &Path) -> Vec<JournalEntry> {
    let store = RunPersistence::open(&folder.join(kill::DATABASE)).unwrap();
    let runs = store.runs(RunQuery::default()).unwrap().runs;
    assert!(runs.len() <= 1, "the routine is started once: {runs:?}");
    runs.first().map_or_else(Vec::new, |row| store.journal(&row.run, 1, None).unwrap())
}

fn completed(journal: &[JournalEntry]) -> Vec<StepId> {
    let steps = journal.iter().filter_map(|entry| match &entry.event {
        RunEvent::StepCompleted(step) => Some(step.step),
        _ => None,
    });
    steps.collect()
}

/// How often a person was asked about a step that was in flight, by element.
fn interrupted(journal: &[JournalEntry]) -> BTreeMap<String, usize> {
    let mut asked = BTreeMap::new();
    for entry in journal {
        if let RunEvent::IncidentRaised(raised) = &entry.event {
            assert!(INTERRUPTED.contains(&&*raised.code), "nothing but kills goes wrong: {raised:?}");
            *asked.entry(raised.element.to_string()).or_default() += 1;
        }
    }
    asked
}

/// What had been stored at a death is what the next program goes on from: not an entry less, and none is another.
fn check_journal(deaths: &[Death], journal: &[JournalEntry]) {
    let later = deaths.iter().skip(1).map(|death| death.journal.as_slice()).chain([journal]);
    for (number, (before, after)) in deaths.iter().zip(later).enumerate() {
        let kept = after.get(..before.journal.len());
        assert_eq!(kept, Some(before.journal.as_slice()), "what was stored at death {number} is still there");
    }
}

/// Nothing is called before what led to it is stored.
fn check_commits_before_calls(journal: &[JournalEntry], called: &[Called]) {
    let mut started = BTreeSet::new();
    let mut run = None;
    for entry in journal {
        match &entry.event {
            RunEvent::RunCreated(created) => run = Some(created.run.clone()),
            RunEvent::StepStarted(step) => {
                started.insert(step.step);
            }
            _ => {}
        }
    }
    for key in called.iter().filter_map(|call| call.key.as_ref()) {
        let known = run.as_ref().is_some_and(|run| started.iter().any(|step| *key == format!("{run}-{}", step.0)));
        assert!(known, "{key} was called, and the journal does not know that it has begun");
    }
}

/// A step with a key is called again only when it was not finished when the program was killed, and no oftener than it was
/// begun.
fn check_keys(deaths: &[Death], journal: &[JournalEntry], called: &[Called]) {
    let key_of = |step: &StepId| format!("-{}", step.0);
    for (number, death) in deaths.iter().enumerate() {
        let finished: BTreeSet<_> = completed(&death.journal).iter().map(key_of).collect();
        for call in &called[death.called..] {
            let repeated = call.key.as_ref().is_some_and(|key| finished.iter().any(|step| key.ends_with(step)));
            assert!(!repeated, "finished before death {number}, and called again after it: {call:?}");
        }
    }
    let mut attempts = BTreeMap::<String, usize>::new();
    for entry in journal {
        match &entry.event {
            RunEvent::StepStarted(step) => *attempts.entry(key_of(&step.step)).or_default() += 1,
            RunEvent::StepRetried(step) => *attempts.entry(key_of(&step.step)).or_default() += 1,
            _ => {}
        }
    }
    let mut times = BTreeMap::<&str, usize>::new();
    called.iter().filter_map(|call| call.key.as_deref()).for_each(|key| *times.entry(key).or_default() += 1);
    for (key, times) in times {
        let most = attempts.iter().find(|(step, _)| key.ends_with(*step)).map_or(0, |(_, attempts)| *attempts);
        assert!(times <= most, "{key} was called {times} times in {most} attempts");
    }
}

/// What may not be repeated silently is called once more only for each time that a person was asked and said so.
fn check_unkeyed(journal: &[JournalEntry], called: &[Called], quiet: &[Called]) {
    let count = |called: &[Called]| {
        let mut times = BTreeMap::<String, usize>::new();
        for call in called.iter().filter(|call| call.key.is_none()) {
            *times.entry(call.element.clone()).or_default() += 1;
        }
        times
    };
    let (times, wanted, asked) = (count(called), count(quiet), interrupted(journal));
    assert_eq!(times.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "the same elements have called");
    for (element, times) in times {
        let most = wanted[&element] + asked.get(&element).copied().unwrap_or_default();
        assert!(times <= most && times >= wanted[&element], "{element} has called {times} times, {most} at most");
    }
}

/// Whether the program runs a routine of chance.
pub fn child(folder: &Path) -> bool {
    folder.join(RANDOM).exists()
}

/// Takes up the run, or starts it, and looks at every incident, as a person would, until it has ended.
pub async fn work(folder: &Path, host: &RunHost) {
    let stored = host.list(RunQuery::default()).await.unwrap().runs;
    let run = match stored.first() {
        Some(row) => row.run.clone(),
        None => {
            let bytes = std::fs::read(folder.join(routines::FILE)).unwrap();
            host.start(StartRequest::of(routines::FILE, bytes)).await.unwrap()
        }
    };
    host.watch_over_runs().await;
    println!("\n{}", kill::UNDER_WAY);
    loop {
        let (snapshot, mut watcher) = host.watch(&run).await.unwrap();
        if snapshot.progress.status.is_final() {
            return;
        }
        if !snapshot.live {
            host.resume(&run).await.unwrap();
            continue;
        }
        for incident in snapshot.progress.incidents.keys() {
            let (incident, resolution) = (*incident, Resolution::Retry);
            host.send(&run, RunCommand::ResolveIncident { incident, resolution }).await.unwrap();
        }
        watcher.next().await;
    }
}
