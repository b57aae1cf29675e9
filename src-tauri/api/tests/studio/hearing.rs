//! What a model says and what it has cost, told to a page that comes late.

use api::Pushes;
use api::contract::{PathAdvice, PathReason, PushBatch, StepRecordKind};
use serde_json::{Value, json};

use crate::model_server::{Answer, ModelServer};
use crate::support::Desk;

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:routine="urn:routine-studio:schema:1" targetNamespace="t"><process id="P" isExecutable="true">"#;

/// A studio whose models are on the loopback.
async fn desk(server: &ModelServer) -> Desk {
    let desk = Desk::open().await;
    let provider =
        json!({ "id": "near", "name": "Near", "protocol": "openAi", "baseUrl": server.url, "model": "tiny" });
    desk.ask("saveProvider", json!({ "provider": provider })).await;
    let price = json!({ "provider": "near", "model": "tiny", "input": "10", "output": "10" });
    desk.ask("setModelPrice", price).await;
    desk
}

/// The next that is heard of a model: whether it is all so far, and the text.
async fn heard(pushes: &mut Pushes) -> (bool, String) {
    loop {
        if let PushBatch::Heard { text, from_start, .. } = pushes.recv().await.unwrap().batch {
            return (from_start, text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_in_the_middle_of_an_answer_hears_its_beginning_too() {
    let halves = Answer::Halves("Dear Anna, ".to_owned(), "thank you.".to_owned());
    let mut server = ModelServer::start(vec![halves]).await;
    let mut desk = desk(&server).await;
    let talk = format!(
        r#"{HEAD}<startEvent id="S"/><task id="T"><extensionElements><routine:strategy mode="conversational"/>
        <routine:outputSchema>{{"type": "object", "properties": {{"letter": {{"type": "string"}}}}}}</routine:outputSchema>
        </extensionElements></task><endEvent id="E"/><sequenceFlow id="a" sourceRef="S" targetRef="T"/>
        <sequenceFlow id="b" sourceRef="T" targetRef="E"/></process></definitions>"#
    );
    let path = desk.import("talk", &talk).await;
    let run = desk.start(&path, json!({})).await;
    desk.watch(1, &run).await;
    server.begins().await;
    // Said before or after the watch began: it is heard once either way.
    assert_eq!(heard(&mut desk.pushes).await.1, "Dear Anna, ", "heard as it is said");

    let mut first = desk.another_page();
    desk.watch(1, &run).await;
    assert_eq!(heard(&mut desk.pushes).await, (true, "Dear Anna, ".to_owned()), "who comes later hears all so far");
    server.goes_on();
    for pushes in [&mut first, &mut desk.pushes] {
        assert_eq!(heard(pushes).await, (false, "thank you.".to_owned()), "then both hear the rest, once");
    }

    desk.another_page();
    let mut view = desk.watch(1, &run).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;
    let step = view.tasks[0].step_id.clone();
    let records = desk.ask("readStepRecords", json!({ "runId": run, "stepId": step, "fromSeq": 1 })).await;
    let records: Vec<api::contract::StepRecordView> = serde_json::from_value(records).unwrap();
    let said = records.iter().find_map(|record| match &record.what {
        StepRecordKind::ModelAnswered { text, .. } => Some(text.value.clone()),
        _ => None,
    });
    assert_eq!(said, Some(json!("Dear Anna, thank you.")));
    desk.another_page();
    desk.watch(1, &run).await;
    desk.ask("answerStep", json!({ "runId": run, "stepId": step, "answer": { "answer": "say", "text": "Go on" } }))
        .await;
    server.begins().await;
    let next = heard(&mut desk.pushes).await;
    assert_eq!(next, (false, "Dear Anna, ".to_owned()), "what is on record is not told again");
    server.goes_on();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_by_a_model_says_who_chose_it_and_what_that_has_cost_also_after_a_restart() {
    let choice = json!({ "flows": ["Right"], "because": "it is shorter" });
    let server = ModelServer::start(vec![Answer::Text(choice.to_string())]).await;
    let mut desk = desk(&server).await;
    let fork = format!(
        r#"{HEAD}<startEvent id="S"/><exclusiveGateway id="Fork"/><endEvent id="One"/><endEvent id="Two"/>
        <sequenceFlow id="In" sourceRef="S" targetRef="Fork"/><sequenceFlow id="Left" sourceRef="Fork" targetRef="One"/>
        <sequenceFlow id="Right" sourceRef="Fork" targetRef="Two"/></process></definitions>"#
    );
    let path = desk.import("fork", &fork).await;
    let routine = json!({ "source": "file", "path": path });
    let wish = json!({ "routine": routine, "mode": "data", "paused": false, "pathSelection": "model" });
    let started: Value = desk.ask("startRun", wish).await;
    let run = started["runId"].as_str().unwrap().to_owned();
    let mut view = desk.watch(1, &run).await;
    desk.follow(&mut view, |view| view.ended_at.is_some()).await;
    let told = PathReason {
        flow_ids: vec!["Right".to_owned()],
        because: "it is shorter".to_owned(),
        by_model: true,
        advice: Some(PathAdvice { model: "tiny".to_owned(), scripted: false, credits: "1.1".to_owned() }),
    };
    assert_eq!(view.reasons.get("Fork"), Some(&told), "100 LLM tokens in and 10 out at 10 US$ a million");

    let desk = desk.reopen().await;
    assert_eq!(desk.show(&run).await.reasons.get("Fork"), Some(&told));
}
