//! The names that the mission gives to its components are findable in the code.

use crate::checkout;

/// Declared as a Rust type (or, for the settings, written in `routine-model`).
const COMPONENTS: &[&str] = &[
    "BranchLocationDataMap",
    "BranchManager",
    "ConversationalStrategy",
    "DeterministicStrategy",
    "ExecutionContext",
    "ExecutionContextManager",
    "NavigatorFactory",
    "PathSelectionHandler",
    "ReasoningStrategy",
    "RoutineContext",
    "RoutineStrategyDetector",
    "RunLimitsManager",
    "RunLoader",
    "RunNotifier",
    "RunPersistence",
    "RunProgress",
    "RunStateMachine",
    "StateSynchronizer",
    "StrategyFactory",
    "SubroutineContext",
    "SubroutineContextManager",
    "SubroutineExecutor",
    "SwarmContext",
    "UnifiedExecutionEngine",
    "UnifiedSubroutineExecutor",
];

const SETTINGS: &[&str] = &["executionStrategy", "allowStrategyOverride"];

fn declared_types() -> Vec<String> {
    let rust = checkout::sources().into_iter().filter(|path| path.starts_with("src-tauri/") && path.ends_with(".rs"));
    rust.filter_map(|path| checkout::text(&path))
        .flat_map(|text| text.lines().filter_map(declared_type).collect::<Vec<_>>())
        .collect()
}

fn declared_type(line: &str) -> Option<String> {
    let mut words = line.trim_start().split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.find(|word| ["struct", "enum", "trait", "type"].contains(word))?;
    words.next().map(str::to_owned)
}

#[test]
fn every_component_of_the_mission_is_declared_under_its_name() {
    let declared = declared_types();
    let missing: Vec<_> = COMPONENTS.iter().filter(|name| !declared.iter().any(|one| one == *name)).collect();
    assert!(missing.is_empty(), "no struct, enum, trait or type is called {missing:?}");
}

#[test]
fn the_strategy_settings_are_read_under_their_names() {
    let model: String = checkout::sources()
        .iter()
        .filter(|path| path.starts_with("src-tauri/routine-model/"))
        .filter_map(|path| checkout::text(path))
        .collect();
    let missing: Vec<_> = SETTINGS.iter().filter(|name| !model.contains(**name)).collect();
    assert!(missing.is_empty(), "routine-model does not know the settings {missing:?}");
}
