use run_engine::RunStatus;
use run_host::{ResultStatus, RunQuery};

use crate::support::{host, names, run, sequence, token_game};

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
