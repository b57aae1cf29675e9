use run_engine::{RunId, RunStatus, StatusReason, Timestamp};
use run_store::{Measure, Relation, RunCondition, RunCursor, RunPage, RunPersistence, RunQuery, RunTest};

use crate::support::{append, beginning, ending, stores};

fn ids(page: &RunPage) -> Vec<&str> {
    page.runs.iter().map(|row| &*row.run.0).collect()
}

/// Three runs: `old` of 10, `done` of 20 to 40, which cost 4 credits, and `new_est` of 30.
fn three(store: &RunPersistence) {
    for (run, time) in [("old", 10), ("new_est", 30), ("done", 20)] {
        store.append(beginning(run, time)).unwrap();
    }
    let mut end = ending("done", 40, RunStatus::Completed);
    end.row.created_at = Timestamp(20);
    end.row.micro_credits = 4_000_000;
    store.append(end).unwrap();
}

fn check(store: &RunPersistence, conditions: Vec<RunCondition>, expected: &[&str]) {
    let page = store.runs(RunQuery { conditions: conditions.clone(), ..RunQuery::default() }).unwrap();
    assert_eq!(ids(&page), expected, "{conditions:?}");
    assert_eq!(page.total, expected.len() as u64, "{conditions:?}");
}

#[test]
fn the_latest_run_comes_first_and_every_condition_has_to_hold() {
    for (_folder, store) in stores() {
        three(&store);
        let yes = |test: RunTest| RunCondition { test, not: false };
        let no = |test: RunTest| RunCondition { test, not: true };
        let check = |conditions, expected: &[&str]| check(&store, conditions, expected);
        check(vec![], &["new_est", "done", "old"]);
        check(vec![yes(RunTest::Status(vec![RunStatus::Completed, RunStatus::Failed]))], &["done"]);
        check(vec![no(RunTest::Status(vec![RunStatus::Completed]))], &["new_est", "old"]);
        check(vec![yes(RunTest::Text("ONBOARD".into())), yes(RunTest::Text("old".into()))], &["old"]);
        check(vec![yes(RunTest::Routine("old".into()))], &[]);
        check(vec![yes(RunTest::Text("w_e".into()))], &["new_est"]);
        check(vec![yes(RunTest::Text("%".into()))], &[]);
        check(vec![yes(RunTest::Path("other.bpmn".into()))], &[]);
        check(vec![yes(RunTest::Reason(vec![StatusReason::MaxCredits]))], &[]);
        check(vec![yes(RunTest::Copied)], &[]);
        check(vec![no(RunTest::Imported)], &["new_est", "done", "old"]);
        check(vec![yes(RunTest::TokenGame)], &[]);
        check(vec![yes(RunTest::Removable)], &["done"]);
        check(vec![yes(RunTest::Is(Measure::MicroCredits, Relation::Above, 3_999_999))], &["done"]);
        check(vec![yes(RunTest::Is(Measure::Created, Relation::AtMost, 20))], &["done", "old"]);
        check(vec![yes(RunTest::Within(Measure::Created, 10, 30))], &["done", "old"]);
        check(vec![no(RunTest::Within(Measure::Created, 10, 30))], &["new_est"]);
        check(vec![yes(RunTest::Is(Measure::Duration, Relation::Equal, 20))], &["done"]);
        check(vec![no(RunTest::Is(Measure::Duration, Relation::Above, 20))], &["done"]);
        check(vec![yes(RunTest::Is(Measure::Incidents, Relation::AtLeast, 1))], &[]);
        check(vec![yes(RunTest::Asks)], &[]);
        let mut asking = append("new_est", 2, 50, Vec::new(), RunStatus::InProgress);
        asking.row.asks = 2;
        store.append(asking).unwrap();
        check(vec![yes(RunTest::Asks)], &["new_est"]);
    }
}

#[test]
fn a_page_goes_on_where_the_last_one_ended_whatever_has_come_or_gone_meanwhile() {
    for (_folder, store) in stores() {
        three(&store);
        let page = |after| store.runs(RunQuery { after, limit: Some(1), ..RunQuery::default() }).unwrap();
        let first = page(None);
        assert_eq!((ids(&first), first.total), (vec!["new_est"], 3));
        store.append(beginning("newer", 60)).unwrap();
        let cursor: RunCursor = first.next.unwrap().to_string().parse().unwrap();
        let second = page(Some(cursor));
        assert_eq!((ids(&second), second.total), (vec!["done"], 4));
        store.delete_runs(&[RunId::from("done")]).unwrap();
        let third = page(second.next);
        assert_eq!((ids(&third), third.next), (vec!["old"], None), "nothing follows the last one");
        "never".parse::<RunCursor>().unwrap_err();
    }
}

#[test]
fn some_runs_are_looked_at_while_all_are_counted() {
    for (_folder, store) in stores() {
        three(&store);
        let among = Some(vec![RunId::from("old"), RunId::from("done"), RunId::from("nobody")]);
        let open = RunQuery::of(RunTest::Status(vec![RunStatus::InProgress]));
        let page = store.runs(RunQuery { among, ..open }).unwrap();
        assert_eq!((ids(&page), page.total), (vec!["old"], 2));
    }
}

#[test]
fn of_each_routine_the_latest_run_is_found() {
    for (_folder, store) in stores() {
        assert_eq!(store.latest_runs().unwrap(), []);
        three(&store);
        let mut other = beginning("other", 5);
        other.row.routine.path = "other.bpmn".into();
        store.append(other).unwrap();
        let mut latest: Vec<_> = store.latest_runs().unwrap().into_iter().map(|row| row.run.to_string()).collect();
        latest.sort_unstable();
        assert_eq!(latest, ["new_est", "other"]);
    }
}
