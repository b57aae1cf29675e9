use std::collections::BTreeMap;

use run_engine::event::{StepCompleted, VariableSet};
use run_engine::{Actor, BranchId, RunEvent, RunId, RunStatus, ScopeId, StepId};
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
