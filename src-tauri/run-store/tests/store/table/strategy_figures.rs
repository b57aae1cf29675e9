use run_engine::{RunId, RunStatus};
use run_store::{StoreError, StrategyFigureRow};

use crate::support::{beginning, ending, stores};

fn row(path: &str, strategy: &str, successes: u64) -> StrategyFigureRow {
    StrategyFigureRow {
        routine_path: path.into(),
        element: "Draft".into(),
        strategy: strategy.into(),
        runs: 1,
        successes,
        scripted: 0,
        micro_credits: 1_500,
        time_ms: 20,
    }
}

#[test]
fn figures_are_added_up_by_routine_element_and_strategy() {
    for (_folder, store) in stores() {
        let mut begun = beginning("run", 1);
        begun.figures =
            vec![row("a.bpmn", "reasoning", 1), row("a.bpmn", "deterministic", 0), row("b.bpmn", "reasoning", 1)];
        store.append(begun).unwrap();
        let mut ended = ending("run", 2, RunStatus::Completed);
        ended.figures = vec![row("a.bpmn", "reasoning", 0)];
        store.append(ended).unwrap();

        let both = StrategyFigureRow { runs: 2, micro_credits: 3_000, time_ms: 40, ..row("a.bpmn", "reasoning", 1) };
        let of_a = [row("a.bpmn", "deterministic", 0), both];
        assert_eq!(store.strategy_figures(Some("a.bpmn")).unwrap(), of_a);
        assert_eq!(store.strategy_figures(None).unwrap().len(), 3);
        store.delete_runs(&[RunId::from("run")]).unwrap();
        assert_eq!(store.strategy_figures(Some("a.bpmn")).unwrap(), of_a, "they outlive the run");
    }
}

#[test]
fn entries_that_are_there_already_are_not_counted_again() {
    for (_folder, store) in stores() {
        let mut begun = beginning("run", 1);
        begun.figures = vec![row("a.bpmn", "reasoning", 1)];
        store.append(begun.clone()).unwrap();
        let refused = store.append(begun).unwrap_err();
        assert!(matches!(refused, StoreError::Conflict { .. }), "{refused:?}");
        assert_eq!(store.strategy_figures(None).unwrap(), [row("a.bpmn", "reasoning", 1)]);
    }
}
