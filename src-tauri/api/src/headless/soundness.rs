//! Soundness of a file's processes, for terminals.

use std::path::Path;

use routine_model::RoutineGraph;
use routine_model::soundness::{Counterexample, Problem, Soundness, soundness};
use serde_json::{Value, json};

use crate::contract::ApiError;
use crate::library::read_routine;
use crate::reading::read;

/// The verdict on a file.
#[derive(Debug)]
pub struct JudgedFile {
    /// All of it, for programs.
    pub object: Value,
    /// The same for people, line by line.
    pub lines: Vec<String>,
    /// Something is wrong.
    pub has_problem: bool,
    /// Everything that can happen was looked at.
    pub is_decided: bool,
}

/// Looks for ways in which a file's processes can get stuck.
///
/// # Errors
/// When the file is missing, cannot be read, or nothing of it can be understood.
pub fn judge_file(path: &Path) -> Result<JudgedFile, ApiError> {
    read(&read_routine(path)?.bytes).if_xml()?;
    let reading = routine_model::read_routine(&read_routine(path)?.bytes);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let verdicts = soundness(&reading.graph);
    let each: Vec<Value> = verdicts.iter().map(|verdict| object(&reading.graph, &name, verdict)).collect();
    Ok(JudgedFile {
        object: together(each),
        lines: verdicts.iter().flat_map(|verdict| lines(&reading.graph, verdict)).collect(),
        has_problem: verdicts.iter().any(Soundness::has_problem),
        is_decided: verdicts.iter().all(|verdict| verdict.decided),
    })
}

fn object(graph: &RoutineGraph, file: &str, verdict: &Soundness) -> Value {
    let mut object = json!(verdict);
    object["counterexamples"] =
        verdict.counterexamples.iter().map(|example| example_object(graph, file, example)).collect();
    object
}

fn example_object(graph: &RoutineGraph, file: &str, example: &Counterexample) -> Value {
    let mut object = json!(example);
    object["property"] = json!(property(example.problem));
    object["message"] = json!(example.sentence(graph));
    object["path"] = json!(example.path_in_words(graph));
    let scenario = &mut object["scenario"];
    scenario["version"] = json!(1);
    scenario["routine"] = json!(file);
    match example.problem {
        // Both tokens may go on at once, so that the end of the script says nothing.
        Problem::Unsafe => {}
        Problem::Deadlock | Problem::Livelock | Problem::ImproperCompletion => {
            scenario["expect"] = json!({ "status": "waiting" });
        }
    }
    object
}

fn property(problem: Problem) -> &'static str {
    match problem {
        Problem::Unsafe => "safe",
        Problem::Deadlock | Problem::Livelock => "optionToComplete",
        Problem::ImproperCompletion => "properCompletion",
    }
}

/// One verdict on all processes, with those on each where there are several.
fn together(each: Vec<Value>) -> Value {
    let mut each = each;
    if each.len() == 1 {
        return each.remove(0);
    }
    let all = |key: &str| {
        let mut answers = each.iter().map(|verdict| &verdict[key]);
        if answers.clone().any(|answer| answer == &json!(false)) {
            return json!(false);
        }
        if answers.any(Value::is_null) { Value::Null } else { json!(true) }
    };
    let joined =
        |key: &str| -> Value { each.iter().filter_map(|verdict| verdict[key].as_array()).flatten().cloned().collect() };
    let because = each.iter().find_map(|verdict| verdict.get("undecidedBecause")).cloned();
    let mut object = json!({
        "safe": all("safe"),
        "optionToComplete": all("optionToComplete"),
        "properCompletion": all("properCompletion"),
        "deadActivities": joined("deadActivities"),
        "deadFlowNodes": joined("deadFlowNodes"),
        "decided": all("decided"),
        "counterexamples": joined("counterexamples"),
    });
    if let Some(because) = because {
        object["undecidedBecause"] = because;
    }
    object["processes"] = Value::from(each);
    object
}

fn lines(graph: &RoutineGraph, verdict: &Soundness) -> Vec<String> {
    let answer = |answer: Option<bool>| match answer {
        Some(true) => "yes",
        Some(false) => "NO",
        None => "not decided",
    };
    let dead: Vec<&str> = verdict.dead_flow_nodes.iter().map(routine_model::ElementId::as_str).collect();
    let dead = match (dead.as_slice(), verdict.decided) {
        ([], true) => "none".to_owned(),
        ([], false) => "not decided".to_owned(),
        (some, _) => some.join(", "),
    };
    let mut lines = vec![
        verdict.process.to_string(),
        format!("  never two tokens on one flow   {}", answer(verdict.safe)),
        format!("  can always still end           {}", answer(verdict.option_to_complete)),
        format!("  leaves no token behind         {}", answer(verdict.proper_completion)),
        format!("  never entered                  {dead}"),
    ];
    if let Some(because) = &verdict.undecided_because {
        lines.push(format!("  not decided, because {because}"));
    }
    for example in &verdict.counterexamples {
        lines.push(format!("  {}", example.sentence(graph)));
        let path = example.path_in_words(graph).into_iter().zip(1..);
        lines.extend(path.map(|(words, number)| format!("    {number}. {words}")));
    }
    lines
}
