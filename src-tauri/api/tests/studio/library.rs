//! The project folder through the command list.

use crate::support::{APPROVAL, Desk, named};
use api::contract::{ErrorCode, PushBatch};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_routine_is_made_edited_renamed_copied_deleted_and_brought_back() {
    let desk = Desk::open().await;
    let blank = desk.ask("createRoutine", json!({ "name": "Plan a launch", "origin": { "from": "blank" } })).await;
    assert_eq!(blank["routine"]["name"], json!("Plan a launch"));
    assert_eq!(blank["routine"]["fileName"], json!("Plan-a-launch.bpmn"));
    assert_eq!(blank["processes"][0]["starts"], json!(["Start"]));
    assert_eq!(blank["diagnostics"], json!([]), "a new routine has no problems");
    let path = blank["routine"]["path"].clone();

    let version = blank["routine"]["version"].clone();
    let saved = desk.ask("saveRoutine", json!({ "path": path, "xml": APPROVAL, "expectedVersion": version })).await;
    assert_eq!(saved["routine"]["name"], json!("Approve an invoice"), "the name is the process's");
    assert_eq!(saved["routine"]["flowNodes"], json!(5));

    let renamed = desk.ask("renameRoutine", json!({ "path": path, "name": "Invoices" })).await;
    assert_eq!(renamed["fileName"], json!("Invoices.bpmn"));
    let copy = desk.ask("duplicateRoutine", json!({ "path": renamed["path"] })).await;
    assert_eq!(copy["fileName"], json!("Invoices-2.bpmn"));
    let taken = desk.call("renameRoutine", json!({ "path": copy["path"], "name": "Invoices" })).await.unwrap_err();
    assert_eq!(taken.code, ErrorCode::AlreadyExists);

    let trashed = desk.ask("deleteRoutine", json!({ "path": copy["path"] })).await;
    let listed = desk.ask("listRoutines", json!({})).await;
    assert_eq!(listed["routines"].as_array().unwrap().len(), 1, "the trash is not listed");
    let restored = desk.ask("restoreRoutine", trashed).await;
    assert_eq!(restored["path"], copy["path"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn saving_over_what_another_program_wrote_is_a_conflict() {
    let desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let opened = desk.ask("openRoutine", json!({ "path": path })).await;
    let theirs = APPROVAL.replace("Approve an invoice", "Theirs");
    std::fs::write(&path, &theirs).unwrap();

    let mine = APPROVAL.replace("Approve an invoice", "Mine");
    let save = json!({ "path": path, "xml": mine, "expectedVersion": opened["routine"]["version"] });
    assert_eq!(desk.call("saveRoutine", save).await.unwrap_err().code, ErrorCode::Conflict);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs, "nothing was written");

    desk.ask("saveRoutine", json!({ "path": path, "xml": mine })).await;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), mine, "without a version, the user has decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_reaches_no_file_that_the_user_did_not_choose() {
    let desk = Desk::open().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = elsewhere.path().join("other.bpmn");
    std::fs::write(&outside, APPROVAL).unwrap();
    let path = json!(named(&outside));
    let routine = json!({ "source": "file", "path": path });
    for (method, params) in [
        ("openRoutine", json!({ "path": path })),
        ("saveRoutine", json!({ "path": path, "xml": "<a/>" })),
        ("deleteRoutine", json!({ "path": path })),
        ("duplicateRoutine", json!({ "path": path })),
        ("renameRoutine", json!({ "path": path, "name": "x" })),
        ("startRun", json!({ "routine": routine, "mode": "data", "paused": true })),
        ("setProjectFolder", json!({ "folder": named(elsewhere.path()) })),
    ] {
        let error = desk.call(method, params).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::PathNotAllowed, "{method}: {error:?}");
    }
    desk.studio.open_file(&outside).unwrap();
    let opened = desk.ask("takeOpened", json!({})).await;
    assert_eq!(opened[0]["open"], json!("routine"));
    desk.ask("openRoutine", json!({ "path": opened[0]["path"] })).await;
    assert_eq!(desk.ask("takeOpened", json!({})).await, json!([]), "the queue is pulled once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_programs_do_in_the_folder_is_told() {
    let mut desk = Desk::open().await;
    desk.ask("watchLibrary", json!({ "subscription": 3 })).await;
    let path = desk.project().join("from-elsewhere.bpmn");
    std::fs::write(&path, APPROVAL).unwrap();
    let named_there = |batch: &PushBatch| match batch {
        PushBatch::Library { changed, .. } => changed.iter().any(|line| line.file_name == "from-elsewhere.bpmn"),
        _ => false,
    };
    let push = desk.next_push(named_there).await;
    assert_eq!(push.subscription, 3);
    std::fs::remove_file(&path).unwrap();
    desk.next_push(|batch| matches!(batch, PushBatch::Library { removed, .. } if removed.len() == 1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_settings_and_page_state_survive_a_restart() {
    let desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let draft = json!({ "key": path, "path": path, "name": "approval", "xml": "<half", "baseVersion": "1" });
    desk.ask("saveDraft", draft).await;
    let mut settings = desk.ask("getSettings", json!({})).await;
    settings["theme"] = json!("dark");
    desk.ask("setSettings", json!({ "settings": settings })).await;
    desk.ask("setUiState", json!({ "key": "panels", "value": { "left": 240 } })).await;

    let desk = desk.reopen().await;
    let opened = desk.ask("openRoutine", json!({ "path": path })).await;
    assert_eq!(opened["draft"]["xml"], json!("<half"), "the draft is offered with its routine");
    assert_eq!(opened["routine"]["hasDraft"], json!(true));
    assert_eq!(desk.ask("getSettings", json!({})).await["theme"], json!("dark"));
    assert_eq!(desk.ask("getUiState", json!({ "key": "panels" })).await, json!({ "left": 240 }));
    desk.ask("discardDraft", json!({ "key": path })).await;
    assert_eq!(desk.ask("listDrafts", json!({})).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_request_is_refused_in_words() {
    let desk = Desk::open().await;
    for (method, params) in [("noSuchThing", json!({})), ("openRoutine", json!({})), ("showRun", json!({ "runId": 5 }))]
    {
        let error = desk.call(method, params).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidRequest, "{method}");
    }
    let error = desk.call("pickRoutine", json!({})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotAvailable, "a browser page has no native dialogs");
}
