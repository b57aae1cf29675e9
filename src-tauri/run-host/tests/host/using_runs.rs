//! Runs that steps start, look after and talk to with the program's own tools.

use std::sync::Arc;

use run_engine::{RunId, RunProgress, StepAnswer, StepRecord};
use run_host::{
    FindRoutine, HostOptions, MOST_RUNS_DEEP, ResultStatus, RoutineFile, RunHost, RunQuery, defined_tools,
    remove_defined_tool,
};
use run_store::RunPersistence;
use serde_json::{Value, json};

use crate::model_server::{Answer, ModelServer};
use crate::support::{file, request, run, sequence};
use crate::thinking::records;
use crate::with_tools::{ANSWER, answer, call, host_of, nobody_asked, say, tools, work};

const OWN: &str = r#"<routine:tools allow="routine/*"/>"#;

/// A host that finds these routines by their process.
fn host(policy: Value, routines: Vec<(&'static str, Vec<u8>)>) -> RunHost {
    let find_routine: FindRoutine = Arc::new(move |process| {
        let found = routines.iter().find(|(id, _)| *id == process).ok_or_else(|| format!("no routine {process}"))?;
        Ok(RoutineFile { path: format!("{process}.bpmn"), name: process.to_owned(), bytes: found.1.clone() })
    });
    let options = HostOptions { find_routine, ..HostOptions::default() };
    host_of(RunPersistence::in_memory().unwrap(), tools(policy), None, options)
}

/// A routine with one node.
fn child(process: &str, node: &str) -> Vec<u8> {
    file(&format!(
        r#"<process id="{process}" isExecutable="true"><startEvent id="Start"/>{node}<endEvent id="End"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Work"/><sequenceFlow id="f2" sourceRef="Work" targetRef="End"/></process>"#
    ))
}

fn double() -> Vec<u8> {
    child(
        "Double",
        r#"<scriptTask id="Work"><extensionElements><zeebe:script expression="=amount * 2" resultVariable="doubled"/></extensionElements></scriptTask>"#,
    )
}

fn own(tool: &str, arguments: Value) -> String {
    call("execute", &format!("routine__{tool}"), arguments)
}

/// What the calls of a run have come to, with whether they failed.
async fn results(host: &RunHost, run: &RunId) -> Vec<(Value, bool)> {
    let ended = records(host, run).await.into_iter().filter_map(|record| match &*record {
        StepRecord::CallEnded { result, failed, .. } => Some((result.clone(), *failed)),
        _ => None,
    });
    ended.collect()
}

#[tokio::test]
async fn a_model_starts_a_run_and_reads_what_came_of_it() {
    let start =
        own("run_routine", json!({ "action": "start", "routine": "Double", "inputs": { "amount": 4 }, "wait": true }));
    let script = [start, say("execute", ANSWER)];
    let host = host(nobody_asked(), vec![("Double", double())]);
    let (run, result) = run(&host, request(sequence(&[&work("reasoning", OWN, &script)]))).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let results = results(&host, &run).await;
    let (told, failed) = results.first().unwrap();
    assert_eq!(
        (&told["variables"]["doubled"], &told["status"], *failed),
        (&json!(8), &json!("completed"), false),
        "{told}"
    );
    let started = RunId::from(told["run"].as_str().unwrap());
    let by = host.progress(&started).await.unwrap().progress.config.asked_by.clone().unwrap();
    assert_eq!((by.run, by.call.as_str(), by.depth), (run, "1.1", 1), "it knows who asked for it");
}

#[tokio::test]
async fn what_a_started_run_costs_is_charged_to_the_one_that_asked_for_it_once() {
    let paid = r#"<task id="Work"><extensionElements><routine:strategy mode="reasoning"/><routine:model phases="one"/>
        <routine:outputSchema>{"type": "object", "required": ["answer"], "properties": {"answer": {"type": "string"}}}</routine:outputSchema>
        </extensionElements></task>"#;
    let server = ModelServer::start(vec![Answer::Text(json!({ "answer": "done" }).to_string())]).await;
    let start = |wait: bool| own("run_routine", json!({ "action": "start", "routine": "Paid", "wait": wait }));
    let status = own("run_routine", json!({ "action": "status", "run": "asker-2-1-1-1" }));
    for wait in [true, false] {
        let script = [start(wait), status.clone(), status.clone(), say("execute", ANSWER)];
        // A provider that is not there leaves it to the script.
        let scripted = format!(r#"{OWN}<routine:model provider="nowhere"/>"#);
        let nodes = sequence(&[&work("reasoning", &scripted, &script), r#"<userTask id="Last"/>"#]);
        let child = child("Paid", paid);
        let find_routine: FindRoutine = Arc::new(move |process| {
            let bytes = child.clone();
            Ok(RoutineFile { path: format!("{process}.bpmn"), name: process.to_owned(), bytes })
        });
        let options = HostOptions { find_routine, ..HostOptions::default() };
        let host = host_of(RunPersistence::in_memory().unwrap(), tools(nobody_asked()), Some(&server.url), options);
        let asker = RunId::from("asker");
        let request = run_host::StartRequest { run: Some(asker.clone()), ..request(nodes) };
        host.start(request).await.unwrap();
        let (_, mut watcher) = host.watch(&asker).await.unwrap();
        let cost = loop {
            host.rest(&asker).await;
            let child = host.progress(&RunId::from("asker-2-1-1-1")).await;
            let (child, asker) = (child.ok().map(|run| run.progress), host.progress(&asker).await.unwrap().progress);
            let charged = asker.asked_runs.values().next().copied();
            if let (Some(child), Some(charged)) = (child, charged)
                && child.status.is_final()
                && charged == child.credits
                && asker.open_accounts.is_empty()
            {
                assert_eq!(asker.credits, charged, "each credit once, however often it was told");
                break charged;
            }
            watcher.next().await;
        };
        assert_eq!(cost.to_string(), "1.1", "110 LLM tokens at 0.01 credits");
    }
}

#[tokio::test]
async fn what_is_kept_back_for_a_started_run_is_its_limit_and_comes_back_also_after_both_have_seen_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let opened = || {
        let find_routine: FindRoutine = Arc::new(|process| {
            let bytes = child("Wait", r#"<userTask id="Work"/>"#);
            Ok(RoutineFile { path: format!("{process}.bpmn"), name: process.to_owned(), bytes })
        });
        let options = HostOptions { find_routine, ..HostOptions::default() };
        host_of(RunPersistence::open(&path).unwrap(), tools(nobody_asked()), None, options)
    };
    let (asker, started) = (RunId::from("asker"), RunId::from("asker-2-1-1-1"));
    let left = |progress: &RunProgress| progress.open_accounts.get(&started).map(|account| account.left);
    for asker_ends_first in [false, true] {
        let _ = std::fs::remove_file(&path);
        let host = opened();
        let script = [own("run_routine", json!({ "action": "start", "routine": "Wait" })), say("execute", ANSWER)];
        let nodes = sequence(&[&work("reasoning", OWN, &script), r#"<userTask id="Last"/>"#]);
        let mut request = run_host::StartRequest { run: Some(asker.clone()), ..request(nodes) };
        request.config.limits.max_credits = Some("10".parse().unwrap());
        run(&host, request).await;
        let limit = host.progress(&started).await.unwrap().progress.config.limits.max_credits;
        assert_eq!(limit, Some("10".parse().unwrap()), "what the asker had left is the limit of the other");
        assert_eq!(left(&host.progress(&asker).await.unwrap().progress), Some(limit), "and is kept back for it");
        let end = async |host: &RunHost, run: &RunId, element: &str| {
            let step = crate::support::waiting_step(host, run, element).await;
            crate::support::finish_with(host, run, step, "{}").await;
            host.rest(run).await;
        };
        if asker_ends_first {
            end(&host, &asker, "Last").await;
        }
        host.close().await.unwrap();
        drop(host);

        let host = opened();
        host.resume_interrupted().await.unwrap();
        assert_eq!(left(&host.progress(&asker).await.unwrap().progress), Some(limit), "a restart changes nothing");
        let (_, mut watcher) = host.watch(&asker).await.unwrap();
        end(&host, &started, "Work").await;
        let settled = loop {
            let progress = host.progress(&asker).await.unwrap().progress;
            if progress.open_accounts.is_empty() {
                break progress;
            }
            watcher.next().await;
        };
        assert_eq!((settled.kept_back, settled.credits.is_zero()), (0, true), "it has cost nothing");
        assert_eq!(settled.status.is_final(), asker_ends_first);
        host.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_model_looks_after_the_runs_that_it_has_started_and_no_others() {
    let host = host(nobody_asked(), vec![("Wait", child("Wait", r#"<userTask id="Work"/>"#))]);
    let (other, _) = run(&host, request(sequence(&[r#"<userTask id="A"/>"#]))).await;
    // The id of what it starts first is known before: of its run, step, attempt and call.
    let mine = RunId::from("asker");
    let started = "asker-2-1-1-1";
    let order = |action: &str, run: &str| own("run_routine", json!({ "action": action, "run": run }));
    let script = [
        own("run_routine", json!({ "action": "start", "routine": "Wait" })),
        order("pause", started),
        order("resume", started),
        order("status", started),
        order("cancel", started),
        order("cancel", &other.0),
        own("run_routine", json!({ "action": "start", "routine": "Nothing" })),
        say("execute", ANSWER),
    ];
    let start =
        run_host::StartRequest { run: Some(mine.clone()), ..request(sequence(&[&work("reasoning", OWN, &script)])) };
    let (_, result) = run(&host, start).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let results = results(&host, &mine).await;
    assert_eq!(results[0].0, json!({ "run": started }), "without wait it is answered at once");
    let statuses: Vec<&Value> = results[1..5].iter().map(|(told, _)| &told["status"]).collect();
    assert_eq!(statuses, [&json!("paused"), &json!("waiting"), &json!("waiting"), &json!("cancelled")], "{results:?}");
    assert!(results[5].1 && results[5].0.to_string().contains("none that this run has started"), "{results:?}");
    assert!(results[6].1, "there is no such routine: {results:?}");
    assert_eq!(host.result(&other).await.unwrap().status, ResultStatus::Waiting, "the other one is untouched");
}

#[tokio::test]
async fn runs_do_not_start_each_other_without_end() {
    let again = own("run_routine", json!({ "action": "start", "routine": "P", "wait": true }));
    let routine = sequence(&[&work("reasoning", OWN, &[again, say("execute", ANSWER)])]);
    let host = host(nobody_asked(), vec![("P", routine.clone())]);
    let (_, result) = run(&host, request(routine)).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let all = host.list(RunQuery::default()).await.unwrap();
    assert_eq!(all.total, u64::from(MOST_RUNS_DEEP) + 1, "the first, and so many behind it");
}

#[tokio::test]
async fn a_model_talks_to_a_routine_that_it_has_started() {
    let talking = work(
        "conversational",
        "",
        &[say("turn", "Which colour?"), call("turn", "finish", json!({ "answer": "blue" }))],
    );
    let script = [
        own("run_routine", json!({ "action": "start", "routine": "Talk", "wait": true })),
        own("send_message", json!({ "run": "asker-2-1-1-1", "element": "Work", "text": "Blue." })),
        say("execute", ANSWER),
    ];
    let host = host(nobody_asked(), vec![("Talk", child("Talk", &talking))]);
    let asker = RunId::from("asker");
    let routine = request(sequence(&[&work("reasoning", OWN, &script)]));
    let (_, result) = run(&host, run_host::StartRequest { run: Some(asker.clone()), ..routine }).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    let results = results(&host, &asker).await;
    assert_eq!(results[0].0["waiting"][0]["said"], json!("Which colour?"), "{results:?}");
    assert_eq!(results[1].0["variables"]["answer"], json!("blue"), "{results:?}");
}

#[tokio::test]
async fn a_started_run_is_topped_up_only_with_what_the_one_that_asked_for_it_has_left() {
    let host = host(nobody_asked(), vec![("Wait", child("Wait", r#"<userTask id="Work"/>"#))]);
    let (asker, started) = (RunId::from("asker"), RunId::from("asker-2-1-1-1"));
    let script = [own("run_routine", json!({ "action": "start", "routine": "Wait" })), say("execute", ANSWER)];
    let nodes = sequence(&[&work("reasoning", OWN, &script), r#"<userTask id="Last"/>"#]);
    let mut request = run_host::StartRequest { run: Some(asker.clone()), ..request(nodes) };
    request.config.limits.max_credits = Some("10".parse().unwrap());
    run(&host, request).await;
    let limit = async |run: &RunId| host.progress(run).await.unwrap().progress.config.limits.max_credits;

    let refused = host.top_up(&started, "12".parse().unwrap()).await.unwrap_err();
    assert_eq!(refused.code(), "credits-of-asker", "{refused}");
    assert_eq!(limit(&started).await, Some("10".parse().unwrap()), "nothing has changed");
    host.top_up(&asker, "13".parse().unwrap()).await.unwrap();
    host.top_up(&started, "12".parse().unwrap()).await.unwrap();
    assert_eq!(limit(&started).await, Some("12".parse().unwrap()));
    let kept = host.progress(&asker).await.unwrap().progress.open_accounts[&started].left;
    assert_eq!(kept, Some("12".parse().unwrap()), "it is kept back there");
    assert_eq!(host.top_up(&asker, "13".parse().unwrap()).await.unwrap_err().code(), "no-more-credits");
}

#[tokio::test]
async fn a_message_that_a_model_sends_reaches_the_run_that_waits_for_it() {
    let waits = file(
        r#"<message id="M" name="paid"/><process id="P" isExecutable="true"><startEvent id="Start"/>
        <intermediateCatchEvent id="Catch"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><endEvent id="End"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Catch"/><sequenceFlow id="f2" sourceRef="Catch" targetRef="End"/></process>"#,
    );
    let host = host(nobody_asked(), Vec::new());
    let (waiting, _) = run(&host, request(waits)).await;
    let script = [own("send_message", json!({ "name": "paid", "variables": { "amount": 3 } })), say("execute", ANSWER)];
    let (run_id, _) = run(&host, request(sequence(&[&work("reasoning", OWN, &script)]))).await;
    host.rest(&waiting).await;
    let result = host.result(&waiting).await.unwrap();
    assert_eq!((result.status, &result.variables["amount"]), (ResultStatus::Completed, &json!(3)), "{result:?}");
    let told = results(&host, &run_id).await;
    assert_eq!(told[0].0, json!({ "taken": { "run": waiting } }));
}

#[tokio::test]
async fn a_tool_that_a_model_defines_waits_for_a_person_and_runs_its_routine_afterwards() {
    let definition = json!({ "name": "double_it", "description": "Doubles an amount.", "routine": "Double",
        "inputSchema": { "type": "object", "required": ["amount"], "properties": { "amount": { "type": "number" } } } });
    let host = host(json!({}), vec![("Double", double())]);
    let define = [own("define_tool", definition), say("execute", ANSWER)];
    let (defining, result) = run(&host, request(sequence(&[&work("reasoning", OWN, &define)]))).await;
    assert_eq!(result.waiting.first().map(|place| place.on), Some("approval"), "a person is asked: {result:?}");
    answer(&host, &defining, StepAnswer::Approve { call: "1.1".to_owned(), arguments: None }).await;
    assert_eq!(results(&host, &defining).await, [(json!({ "defined": "double_it" }), false)]);

    let using = [own("double_it", json!({ "amount": 21 })), say("execute", ANSWER)];
    let (run_id, _) = run(&host, request(sequence(&[&work("reasoning", OWN, &using)]))).await;
    answer(&host, &run_id, StepAnswer::Approve { call: "1.1".to_owned(), arguments: None }).await;
    let told = results(&host, &run_id).await;
    assert_eq!(told[0].0["variables"]["doubled"], json!(42), "{told:?}");

    let store = host.store();
    let kept = defined_tools(store).unwrap();
    assert_eq!(
        (&*kept[0].tool.name, kept[0].run.as_ref()),
        ("double_it", Some(&defining)),
        "it says where it comes from"
    );
    assert!(remove_defined_tool(store, "double_it").unwrap());
    assert!(!remove_defined_tool(store, "double_it").unwrap(), "it is gone");
    let (_, result) = run(&host, request(sequence(&[&work("reasoning", OWN, &using)]))).await;
    assert_ne!(
        result.waiting.first().map(|place| place.on),
        Some("approval"),
        "nobody is asked about a tool that is gone"
    );
}
