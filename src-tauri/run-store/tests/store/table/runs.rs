use run_engine::{RunId, RunStatus, StepId, Timestamp, WaitReason};
use run_store::{RunQuery, StoreError, WaitingPlace};

use crate::support::{append, beginning, ending, stores};

fn ids(page: &run_store::RunPage) -> Vec<&str> {
    page.runs.iter().map(|row| &*row.run.0).collect()
}

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
fn the_latest_run_comes_first_and_every_condition_has_to_hold() {
    for (_folder, store) in stores() {
        for (run, time) in [("old", 10), ("new_est", 30), ("done", 20)] {
            store.append(beginning(run, time)).unwrap();
        }
        store.append(ending("done", 40, RunStatus::Completed)).unwrap();

        let page = store.runs(RunQuery::default()).unwrap();
        assert_eq!((ids(&page), page.total), (vec!["new_est", "done", "old"], 3));
        let check = |query: RunQuery, expected: &[&str]| {
            let page = store.runs(query.clone()).unwrap();
            assert_eq!(ids(&page), expected, "{query:?}");
        };
        check(RunQuery { statuses: vec![RunStatus::Completed, RunStatus::Failed], ..RunQuery::default() }, &["done"]);
        check(RunQuery { words: vec!["ONBOARD".into(), "old".into()], ..RunQuery::default() }, &["old"]);
        check(RunQuery { words: vec!["w_e".into()], ..RunQuery::default() }, &["new_est"]);
        check(RunQuery { words: vec!["%".into()], ..RunQuery::default() }, &[]);
        check(RunQuery { path: Some("other.bpmn".into()), ..RunQuery::default() }, &[]);
        check(RunQuery { asks: true, ..RunQuery::default() }, &[]);
        let mut asking = append("new_est", 2, 50, Vec::new(), RunStatus::InProgress);
        asking.row.asks = 2;
        store.append(asking).unwrap();
        check(RunQuery { asks: true, ..RunQuery::default() }, &["new_est"]);
        let page = store.runs(RunQuery { limit: Some(1), offset: 1, ..RunQuery::default() }).unwrap();
        assert_eq!((ids(&page), page.total), (vec!["done"], 3));
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
