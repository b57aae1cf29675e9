use run_engine::Timestamp;
use run_store::StrategyVerdict;

use crate::support::stores;

#[test]
fn the_latest_decision_about_a_change_counts() {
    for (_folder, store) in stores() {
        let verdict = |to: &str, accepted, time| StrategyVerdict {
            routine_path: "a.bpmn".into(),
            element: "Draft".into(),
            from: "reasoning".into(),
            to: to.into(),
            accepted,
            runs: 50,
            decided_at: Timestamp(time),
        };
        store.put_strategy_verdict(verdict("deterministic", false, 1)).unwrap();
        store.put_strategy_verdict(verdict("conversational", false, 2)).unwrap();
        store.put_strategy_verdict(verdict("deterministic", true, 3)).unwrap();
        let known = store.strategy_verdicts("a.bpmn").unwrap();
        assert_eq!(known, [verdict("conversational", false, 2), verdict("deterministic", true, 3)]);
        assert_eq!(store.strategy_verdicts("b.bpmn").unwrap(), []);
    }
}
