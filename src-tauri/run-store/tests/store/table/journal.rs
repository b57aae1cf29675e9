use std::collections::BTreeMap;
use std::sync::Arc;

use run_engine::event::{StepCompleted, StepRecorded, VariableSet};
use run_engine::{Actor, BranchId, RunEvent, RunId, RunStatus, ScopeId, StepId, StepRecord};
use serde_json::json;

use crate::support::{append, beginning, stores};

#[test]
fn a_journal_comes_back_as_it_was_written_in_stretches() {
    for (_folder, store) in stores() {
        let first = beginning("run", 10);
        let outputs = BTreeMap::from([
            ("text".to_owned(), json!("ümläut \u{0} \"quoted\" 😀")),
            ("none".to_owned(), json!(null)),
        ]);
        let completed = StepCompleted {
            step: StepId(7),
            branch: BranchId(1),
            element: "Task".into(),
            outputs,
            by: Actor::Run { run: "other".into() },
        };
        let set =
            VariableSet { scope: ScopeId(1), name: "amount".into(), value: json!({"deep": [1, 2.5, {"x": true}]}) };
        let second = append(
            "run",
            2,
            11,
            vec![RunEvent::StepCompleted(completed), RunEvent::VariableSet(set)],
            RunStatus::InProgress,
        );
        let all: Vec<_> = first.entries.iter().chain(second.entries.iter()).cloned().collect();
        store.append(first).unwrap();
        store.append(second).unwrap();

        let run = RunId::from("run");
        assert_eq!(store.journal(&run, 1, None).unwrap(), all);
        assert_eq!(store.journal(&run, 2, Some(2)).unwrap(), all[1..3]);
        assert_eq!(store.journal(&run, 5, None).unwrap(), []);
        assert_eq!(store.journal(&RunId::from("nobody"), 1, None).unwrap(), []);
    }
}

#[test]
fn what_a_step_has_put_on_record_comes_without_that_of_others_from_a_place_on() {
    let recorded = |step: u64, phase: &str| {
        RunEvent::StepRecorded(StepRecorded {
            step: StepId(step),
            branch: BranchId(1),
            element: "Task".into(),
            attempt: 1,
            record: Arc::new(StepRecord::PhaseBegun { phase: phase.to_owned() }),
        })
    };
    for (_folder, store) in stores() {
        store.append(beginning("run", 10)).unwrap();
        let set = VariableSet { scope: ScopeId(1), name: "step".into(), value: json!(7) };
        let events = vec![recorded(7, "a"), recorded(8, "b"), RunEvent::VariableSet(set), recorded(7, "c")];
        let appended = append("run", 2, 11, events, RunStatus::InProgress);
        let all: Vec<_> = appended.entries.to_vec();
        store.append(appended).unwrap();
        let run = RunId::from("run");
        let of = |step, from| store.step_records(&run, StepId(step), from).unwrap();
        assert_eq!(of(7, 1), [all[0].clone(), all[3].clone()], "its own, in order");
        assert_eq!(of(7, all[1].seq), [all[3].clone()], "from a place on");
        assert_eq!(of(9, 1), [], "nothing of a step that has none");
    }
}
