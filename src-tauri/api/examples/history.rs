//! A long run, and many that wait: how quickly a page opens the long one and moves about in its past, and what the waiting
//! ones need in memory. Prints one line of JSON; `cargo xtask bench history` shows it.
#![expect(clippy::print_stdout, reason = "a command line program speaks through its terminal")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use api::contract::{HostKind, Response};
use api::headless::process_memory;
use api::{Client, SecretFolders, Studio, StudioOptions};
use serde_json::{Value, json};

const USAGE: &str = "usage: history FOLDER LONG.bpmn WAITING.bpmn RUNS";
/// So many places of the past are looked at, scattered over the whole run.
const LOOKS: u64 = 300;
const LOOK_EVERY: Duration = Duration::from_millis(20);

type Outcome<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, long, waiting, runs] = arguments.as_slice() else { return Err(USAGE.into()) };
    let (folder, runs) = (Path::new(folder), runs.parse::<u32>()?);

    let studio = open(folder).await?;
    let (client, _pushes) = studio.connect();
    let begun = Instant::now();
    let run = start(&client, &import(&client, "long", long).await?).await?;
    let ended = until(&client, &run, "completed").await?;
    let ran = begun.elapsed();
    let entries = ended["seq"].as_u64().ok_or("a view without its entry")?;
    drop(client);
    studio.close().await;

    let studio = open(folder).await?;
    let (client, _pushes) = studio.connect();
    let begun = Instant::now();
    let view = ask(&client, "watchRun", json!({ "subscription": 1, "runId": run })).await?;
    let opened = begun.elapsed();
    if view["seq"].as_u64() != Some(entries) {
        return Err("what was opened is not what was closed".into());
    }
    let before = memory();
    let mut looks = Vec::new();
    for look in 0..LOOKS {
        let seq = look.wrapping_mul(7_919 * 131) % entries + 1;
        let begun = Instant::now();
        let then = ask(&client, "readRunAt", json!({ "runId": run, "seq": seq })).await?;
        looks.push(begun.elapsed());
        if then["seq"].as_u64() != Some(seq) {
            return Err(format!("entry {seq} shows another one").into());
        }
    }
    let grown = memory() - before;
    looks.sort();
    drop(client);
    studio.close().await;

    let studio = open(folder).await?;
    let (client, _pushes) = studio.connect();
    let path = import(&client, "waiting", waiting).await?;
    let one = start(&client, &path).await?;
    until_waiting(&client, &one).await?;
    let before = memory();
    for _ in 1..runs {
        start(&client, &path).await?;
    }
    let last = start(&client, &path).await?;
    until_waiting(&client, &last).await?;
    let waiting_mb = memory() - before;
    drop(client);
    studio.close().await;

    let at = |part: f64| looks.get(((looks.len() - 1) as f64 * part) as usize).copied().map_or(0.0, ms);
    println!(
        "{}",
        json!({
            "entries": entries, "ranMs": ms(ran), "openMs": ms(opened),
            "lookMedianMs": at(0.5), "lookP99Ms": at(0.99), "lookMostMs": at(1.0), "lookMb": grown,
            "waitingRuns": runs, "waitingMb": waiting_mb,
        })
    );
    Ok(())
}

async fn open(folder: &Path) -> Outcome<Studio> {
    let options = StudioOptions {
        database: Some(folder.join("studio.db")),
        project_folder: Some(folder.join("project")),
        secrets: SecretFolders { keychain: false, vault: Some(folder.join("vault.age")) },
        ..StudioOptions::new(HostKind::Browser)
    };
    Studio::open(options).await.map_err(|error| format!("{error:?}").into())
}

async fn ask(client: &Client, method: &str, params: Value) -> Outcome<Value> {
    let request = json!({ "method": method, "params": params });
    let response: Response = client.call_json(request).await.map_err(|error| format!("{method}: {error:?}"))?;
    Ok(serde_json::to_value(response)?)
}

/// Puts a file into the project folder, and gives its path there.
async fn import(client: &Client, name: &str, file: &str) -> Outcome<String> {
    let xml = std::fs::read_to_string(file)?;
    let opened = ask(client, "importRoutine", json!({ "name": name, "xml": xml })).await?;
    Ok(opened["routine"]["path"].as_str().ok_or("a routine without a path")?.to_owned())
}

async fn start(client: &Client, path: &str) -> Outcome<String> {
    let routine = json!({ "source": "file", "path": path });
    let params = json!({ "routine": routine, "inputs": {}, "mode": "data", "paused": false });
    Ok(ask(client, "startRun", params).await?["runId"].as_str().ok_or("a run without an id")?.to_owned())
}

async fn until(client: &Client, run: &str, status: &str) -> Outcome<Value> {
    loop {
        let view = ask(client, "showRun", json!({ "runId": run })).await?;
        if view["status"] == status {
            return Ok(view);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn until_waiting(client: &Client, run: &str) -> Outcome<()> {
    loop {
        let view = ask(client, "showRun", json!({ "runId": run })).await?;
        if view["tasks"].as_array().is_some_and(|tasks| !tasks.is_empty()) {
            return Ok(());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Megabytes of this process now; zero where the system does not tell.
fn memory() -> f64 {
    process_memory("VmRSS:").unwrap_or_default()
}
