use run_engine::RunStatus;
use run_host::{ResultStatus, RunQuery, RunTest};
use serde_json::json;

use crate::support::{
    finish_with, host, names, request, routine, run, script, sequence, token_game, waiting_step, with_inputs,
};

#[tokio::test]
async fn a_run_goes_from_text_to_stored_result() {
    let host = host();
    let (run, result) = run(&host, token_game(sequence(&[r#"<task id="A"/>"#, r#"<task id="B"/>"#]))).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    assert_eq!(names(&result.completed), ["Start", "A", "B", "End", "P"]);
    assert_eq!(names(&result.flows_taken), ["Start-A", "A-B", "B-End"]);

    let page = host.list(RunQuery::default()).await.unwrap();
    let [row] = page.runs.as_slice() else { panic!("one run: {page:?}") };
    assert_eq!((&row.run, row.status, row.routine.name.as_str()), (&run, RunStatus::Completed, "Test"));
    let journal = host.journal(&run, 1, None).await.unwrap();
    assert_eq!(row.seq, journal.len() as u64);
    assert!(journal.iter().zip(1..).all(|(entry, seq)| entry.seq == seq));
}

#[tokio::test]
async fn scripts_and_conditions_decide_where_a_run_goes() {
    let content = format!(
        r#"<startEvent id="S"/>{}<exclusiveGateway id="G" default="small"/><endEvent id="Large"/><endEvent id="Small"/>
           <sequenceFlow id="a" sourceRef="S" targetRef="T"/><sequenceFlow id="b" sourceRef="T" targetRef="G"/>
           <sequenceFlow id="large" sourceRef="G" targetRef="Large"><conditionExpression>=total &gt; 100</conditionExpression></sequenceFlow>
           <sequenceFlow id="small" sourceRef="G" targetRef="Small"/>"#,
        script("T", "total", "price * 3")
    );
    let host = host();
    for (price, end) in [(50, "Large"), (5, "Small")] {
        let request = with_inputs(request(routine(&content)), json!({ "price": price }));
        let (_, result) = run(&host, request).await;
        assert_eq!(names(&result.completed), ["S", "T", "G", end, "P"], "{price}");
        assert_eq!(result.variables["total"], json!(price * 3));
    }
}

#[tokio::test]
async fn a_person_finishes_what_waits_for_one() {
    let host = host();
    let (run, result) = run(&host, request(sequence(&[r#"<userTask id="Review" name="Review it"/>"#]))).await;
    assert_eq!(result.status, ResultStatus::Waiting);
    assert_eq!((result.waiting[0].element.as_str(), result.waiting[0].on), ("Review", "form"));
    let row = host.list(RunQuery::default()).await.unwrap().runs.remove(0);
    assert_eq!((row.status, row.waiting[0].name.as_deref()), (RunStatus::InProgress, Some("Review it")));
    let asking = || host.list(RunQuery::of(RunTest::Asks));
    assert_eq!(asking().await.unwrap().runs, std::slice::from_ref(&row), "it waits for a person");

    let step = waiting_step(&host, &run, "Review").await;
    assert_eq!((row.asks, row.waiting[0].step), (1, Some(step)));
    assert!(row.waiting[0].since.is_some() && row.waiting[0].until.is_none(), "{row:?}");
    finish_with(&host, &run, step, r#"{"approved": true}"#).await;
    host.rest(&run).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!((result.status, &result.variables["approved"]), (ResultStatus::Completed, &json!(true)));
    assert!(!host.is_live(&run), "an ended run leaves memory");
    assert_eq!(asking().await.unwrap().total, 0, "nobody is waited for any more");
}

#[tokio::test]
async fn a_script_of_javascript_is_done_outside_the_loop() {
    let task =
        r#"<scriptTask id="T" scriptFormat="javascript"><script>return { sum: input.a + 1 };</script></scriptTask>"#;
    let (_, result) = run(&host(), with_inputs(request(sequence(&[task])), json!({"a": 41}))).await;
    assert_eq!(result.status, ResultStatus::Completed, "{result:?}");
    assert_eq!(result.variables["sum"].as_f64(), Some(42.0));
}
