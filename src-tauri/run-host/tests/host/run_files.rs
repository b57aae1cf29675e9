//! Runs as files: handed over, looked at elsewhere, refused when they are damaged.

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use run_engine::{RunCommand, RunId, RunStatus};
use run_host::{ExportFormat, ForkRequest, HostError, REDACTED, Redaction, ResultStatus, RunFileError, RunHost};
use serde_json::{Value, json};

use crate::support::{finish_with, host, request, run, script, sequence, waiting_step, with_inputs};

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn export(host: &RunHost, run: &RunId, format: ExportFormat, redaction: Redaction) -> String {
    let memory = Memory::default();
    host.export(run, format, redaction, Box::new(memory.clone())).await.unwrap();
    String::from_utf8(memory.0.lock().unwrap().clone()).unwrap()
}

async fn import(host: &RunHost, text: &str) -> Result<RunId, HostError> {
    host.import(Box::new(Cursor::new(text.to_owned().into_bytes()))).await
}

fn asked() -> Vec<u8> {
    sequence(&[
        &script("Greet", "greeting", "&quot;Dear &quot; + customer"),
        r#"<userTask id="Ask"><extensionElements><zeebe:userTask/></extensionElements></userTask>"#,
        &script("Add", "sum", "amount + 1"),
    ])
}

async fn waiting(host: &RunHost) -> RunId {
    let inputs = json!({ "amount": 4, "customer": "Ada Lovelace", "iban": "DE02120300000000202051" });
    let (run, result) = run(host, with_inputs(request(asked()), inputs)).await;
    assert_eq!(result.status, ResultStatus::Waiting);
    run
}

#[tokio::test]
async fn a_run_is_the_same_elsewhere_and_goes_on_only_as_a_fork() {
    let here = host();
    let first = waiting(&here).await;
    let text = export(&here, &first, ExportFormat::Run, Redaction::default()).await;

    let there = host();
    let copy = import(&there, &text).await.unwrap();
    assert_ne!(copy, first, "it has a name of its own");
    let (before, after) = (here.result(&first).await.unwrap(), there.result(&copy).await.unwrap());
    assert_eq!((after.status, &after.variables), (before.status, &before.variables));
    let (entries, copied) =
        (here.journal(&first, 2, None).await.unwrap(), there.journal(&copy, 2, None).await.unwrap());
    assert_eq!(entries, copied, "every entry is there but for the name in the first one");
    let row = there.list(run_host::RunQuery::default()).await.unwrap().runs.remove(0);
    assert_eq!(row.imported.map(|imported| imported.run), Some(first.clone()));

    assert_eq!(
        there.send(&copy, RunCommand::PauseRun { reason: run_engine::StatusReason::UserPaused }).await,
        Err(HostError::Imported(copy.clone()))
    );
    assert_eq!(there.resume(&copy).await, Err(HostError::Imported(copy.clone())));
    assert_eq!(there.resume_interrupted().await.unwrap(), [], "nobody takes it up");

    let fork = there.fork(&copy, ForkRequest::default()).await.unwrap();
    there.send(&fork, RunCommand::ResumeRun).await.unwrap();
    there.rest(&fork).await;
    let step = waiting_step(&there, &fork, "Ask").await;
    finish_with(&there, &fork, step, "{}").await;
    there.rest(&fork).await;
    assert_eq!(there.result(&fork).await.unwrap().variables["sum"], json!(5));

    // What was exported from here comes back beside the first one, and again from a copy.
    let second = import(&here, &export(&there, &fork, ExportFormat::Run, Redaction::default()).await).await.unwrap();
    assert_eq!(here.progress(&second).await.unwrap().progress.status, RunStatus::Completed);
    assert_eq!(here.progress(&second).await.unwrap().progress.run, second);
    there.delete(vec![copy]).await.unwrap();
}

#[tokio::test]
async fn what_is_left_out_is_nowhere_in_the_file() {
    let host = host();
    let run = waiting(&host).await;
    let redaction = Redaction { variables: ["iban".to_owned(), "cust*".to_owned()].into(), ..Redaction::default() };
    for format in [ExportFormat::Run, ExportFormat::Ndjson, ExportFormat::Ocel] {
        let whole = export(&host, &run, format, Redaction::default()).await;
        assert!(whole.contains("DE02120300000000202051") && whole.contains("Dear Ada Lovelace"));
        let text = export(&host, &run, format, redaction.clone()).await;
        assert!(!text.contains("DE0212") && !text.contains("Lovelace"), "also where another value repeats it");
        assert!(text.contains(REDACTED) && text.contains("Dear (redacted)"));
    }
    let copy = import(&host, &export(&host, &run, ExportFormat::Run, redaction).await).await.unwrap();
    let result = host.result(&copy).await.unwrap();
    assert_eq!((&result.variables["iban"], &result.variables["amount"]), (&json!(REDACTED), &json!(4)));
}

#[tokio::test]
async fn a_damaged_file_is_refused_with_its_line_and_nothing_is_kept() {
    let host = host();
    let run = waiting(&host).await;
    let text = export(&host, &run, ExportFormat::Run, Redaction::default()).await;
    let lines: Vec<&str> = text.lines().collect();
    let count = lines.len() as u64;
    let joined = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let refused = async |text: &str| match import(&host, text).await {
        Err(HostError::File(error)) => error,
        other => panic!("{other:?}"),
    };
    let line = |error: RunFileError| match error {
        RunFileError::Damaged { line, reason } => (line, reason),
        other => panic!("{other}"),
    };

    assert!(matches!(refused("").await, RunFileError::Foreign { .. }));
    assert!(matches!(refused("<xml/>\n").await, RunFileError::Foreign { .. }));
    assert!(matches!(refused("{\"format\":\"other\"}\n").await, RunFileError::Foreign { .. }));
    let newer = text.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(refused(&newer).await, RunFileError::Newer { found: 2, known: 1 });
    for cut in 2..lines.len() {
        assert_eq!(line(refused(&joined(&lines[..cut])).await).0, cut as u64 + 1, "cut off behind line {cut}");
    }
    assert_eq!(line(refused(&text[..text.len() - 1]).await).0, count, "its last byte is missing");
    assert_eq!(
        line(refused(&text.replacen("Ada", "Eva", 1)).await),
        (count, "something in it has been changed since it was written".to_owned())
    );
    let changed = text.replacen("id=\\\"Greet\\\"", "id=\\\"Other\\\"", 1);
    assert_ne!(changed, text);
    assert_eq!(line(refused(&changed).await).0, 2, "a text that is not the one of its version");
    let mut swapped = lines.clone();
    swapped.swap(6, 7);
    assert_eq!(line(refused(&joined(&swapped)).await).0, 7, "entries that do not follow each other");
    assert_eq!(line(refused(&format!("{text}\n")).await).0, count + 1, "something follows");
    assert_eq!(line(refused(&text.replacen("\"entries\":", "\"entries\":9", 1)).await).0, count);
    assert_eq!(host.list(run_host::RunQuery::default()).await.unwrap().total, 1, "nothing of them is there");
}

#[tokio::test]
async fn an_event_log_names_every_step_with_its_run_and_branch() {
    let host = host();
    let run = waiting(&host).await;
    let log: Value =
        serde_json::from_str(&export(&host, &run, ExportFormat::Ocel, Redaction::default()).await).unwrap();
    let events = log["events"].as_array().unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["Start", "Greet"], "what has ended, in order");
    let types: Vec<&Value> = log["eventTypes"].as_array().unwrap().iter().map(|kind| &kind["name"]).collect();
    assert_eq!(types, ["Greet", "Start"], "every type is declared");
    let objects: Vec<&Value> = log["objects"].as_array().unwrap().iter().map(|object| &object["id"]).collect();
    for event in events {
        assert!(event["time"].as_str().unwrap().ends_with('Z'), "{event}");
        for related in event["relationships"].as_array().unwrap() {
            assert!(objects.contains(&&related["objectId"]), "what it names is there: {related}");
        }
    }
}
