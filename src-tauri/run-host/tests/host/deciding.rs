//! Decisions of DMN files: found once, pinned for the run.

use std::sync::{Arc, Mutex};

use routine_model::decision::DecisionModel;
use run_host::{HostOptions, ResultStatus, RunHost, version_of};
use run_store::RunPersistence;
use step_execution::{DecisionFile, ExecutionResources, Outside, ScriptPlace, UnifiedSubroutineExecutor};

use crate::support::{finish_with, request, run, sequence, waiting_step};

/// The file as it is on the disk; none when it is gone.
type File = Arc<Mutex<Option<&'static str>>>;

const STEW: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="dish" name="Dish">
<literalExpression><text>"stew"</text></literalExpression></decision></definitions>"#;
const SOUP: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="dish" name="Dish">
<literalExpression><text>"soup"</text></literalExpression></decision></definitions>"#;

fn host(store: RunPersistence, file: &File) -> RunHost {
    let file = Arc::clone(file);
    let find_decision = Arc::new(move |id: &str| {
        let text = file.lock().unwrap().ok_or_else(|| format!("no DMN file has the decision {id}"))?;
        let (version, model) = (version_of(text.as_bytes()).0.to_string(), DecisionModel::read(text.as_bytes()));
        Ok(DecisionFile { path: "dishes.dmn".to_owned(), version, model, bytes: text.as_bytes().into() })
    });
    let outside = Outside { find_decision, ..Outside::default() };
    let resources = ExecutionResources { outside, ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources);
    RunHost::open(store, Arc::new(executor), HostOptions::default())
}

fn decide(variable: &str) -> String {
    format!(
        r#"<businessRuleTask id="Decide_{variable}"><extensionElements>
        <zeebe:calledDecision decisionId="dish" resultVariable="{variable}"/></extensionElements></businessRuleTask>"#
    )
}

#[tokio::test]
async fn a_run_keeps_the_text_of_a_decision_though_the_file_changes_and_vanishes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let nodes = [decide("first"), wait("A"), decide("second"), wait("B"), decide("third")];
    let routine = sequence(&nodes.each_ref().map(String::as_str));
    let file = File::new(Mutex::new(Some(STEW)));

    let first = host(RunPersistence::open(&path).unwrap(), &file);
    let (run_id, _) = run(&first, request(routine.clone())).await;
    let step = waiting_step(&first, &run_id, "A").await;
    *file.lock().unwrap() = Some(SOUP);
    finish_with(&first, &run_id, step, "{}").await;
    first.rest(&run_id).await;
    let step = waiting_step(&first, &run_id, "B").await;
    first.close().await.unwrap();
    drop(first);

    *file.lock().unwrap() = None;
    let second = host(RunPersistence::open(&path).unwrap(), &file);
    second.resume_interrupted().await.unwrap();
    finish_with(&second, &run_id, step, "{}").await;
    second.rest(&run_id).await;
    let result = second.result(&run_id).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed);
    for variable in ["first", "second", "third"] {
        assert_eq!(result.variables[variable], "stew", "{variable}: the text that was used first counts to the end");
    }

    *file.lock().unwrap() = Some(SOUP);
    let (other, _) = run(&second, request(routine)).await;
    let step = waiting_step(&second, &other, "A").await;
    finish_with(&second, &other, step, "{}").await;
    second.rest(&other).await;
    let step = waiting_step(&second, &other, "B").await;
    finish_with(&second, &other, step, "{}").await;
    second.rest(&other).await;
    assert_eq!(second.result(&other).await.unwrap().variables["third"], "soup", "another run finds the new text");
}

fn wait(id: &str) -> String {
    format!(r#"<userTask id="{id}"/>"#)
}
