use run_engine::{RunId, RunStatus, StepId, Timestamp, WaitReason};
use run_store::{RunQuery, StoreError, WaitingPlace};

use crate::support::{append, beginning, ending, stores};

#[test]
fn the_line_of_a_run_changes_with_its_journal() {
    for (_folder, store) in stores() {
        store.append(beginning("run", 10)).unwrap();
        let mut waits = append("run", 2, 20, Vec::new(), RunStatus::InProgress);
        waits.row.created_at = Timestamp(10);
        waits.row.steps = 3;
        waits.row.incidents = 1;
        waits.row.micro_credits = 4_250_000;
        waits.row.waiting = vec![WaitingPlace {
            element: "Review".into(),
            name: Some("Review it".into()),
            on: WaitReason::Worker { task_type: "mail".into() },
            step: Some(StepId(3)),
            since: Some(Timestamp(20)),
            until: None,
        }];
        waits.row.asks = 1;
        let row = waits.row.clone();
        store.append(waits).unwrap();
        assert_eq!(store.run(&RunId::from("run")).unwrap(), row);
    }
}

#[test]
fn a_run_that_does_not_exist_is_said_so() {
    for (_folder, store) in stores() {
        let nobody = RunId::from("nobody");
        assert_eq!(store.run(&nobody), Err(StoreError::UnknownRun(nobody)));
    }
}

#[test]
fn only_ended_runs_are_deleted_and_all_or_none() {
    for (_folder, store) in stores() {
        store.append(beginning("going", 10)).unwrap();
        store.append(beginning("done", 20)).unwrap();
        store.append(ending("done", 21, RunStatus::Failed)).unwrap();
        let (going, done) = (RunId::from("going"), RunId::from("done"));

        let both = store.delete_runs(&[done.clone(), going.clone()]);
        assert_eq!(both, Err(StoreError::RunNotEnded(going.clone())));
        assert_eq!(store.runs(RunQuery::default()).unwrap().total, 2);

        store.delete_runs(std::slice::from_ref(&done)).unwrap();
        assert_eq!(store.journal(&done, 1, None).unwrap(), []);
        assert_eq!(store.journal(&going, 1, None).unwrap().len(), 2);
        assert_eq!(store.delete_runs(std::slice::from_ref(&done)), Err(StoreError::UnknownRun(done)));
    }
}
