//! docs/expressions.md says which functions of Camunda 8 there are; here each of its examples is evaluated.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use std::path::Path;

use routine_model::expression::{Clock, Expression, Variables};
use serde_json::Value;

struct Now;

impl Variables for Now {
    fn get(&self, _: &str) -> Option<&Value> {
        None
    }

    fn clock(&self) -> Option<Clock> {
        Some(Clock { now_ms: 1_717_200_000_000, zone: "Europe/Berlin".to_owned() })
    }
}

/// What stands between the outermost back-ticks of a cell.
fn code(cell: &str) -> Option<&str> {
    cell.trim().strip_prefix('`')?.strip_suffix('`')
}

#[test]
fn every_function_of_camunda_8_is_there_or_refused_as_the_documentation_says() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/expressions.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix("|"));
    let mut functions = 0;
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [function, supported, example, rest @ ..] = cells.as_slice() else { panic!("four cells: {row}") };
        let example = format!("={}", code(example).unwrap_or_else(|| panic!("{row}")));
        let parsed = Expression::parse(&example);
        if supported.starts_with("no") {
            let error = parsed.expect_err(&example);
            assert!(error.message.contains("There is no function"), "{function} is refused, says {error}");
        } else {
            let gives = rest.first().and_then(|gives| code(gives)).unwrap_or_else(|| panic!("{row}"));
            let value = parsed.unwrap_or_else(|error| panic!("{example}: {error}")).evaluate(&Now).unwrap();
            assert_eq!(value, serde_json::from_str::<Value>(gives).unwrap(), "{function}: {example}");
        }
        functions += 1;
    }
    assert!(functions > 110, "all functions are listed, not {functions}");
}
