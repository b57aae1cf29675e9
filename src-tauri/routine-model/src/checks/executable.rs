//! Whether the file asks to be executed (BPMN 2.0.2, table 10.1).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, flag};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let processes: Vec<_> = model.all("process").collect();
    let has_nodes = |process: &crate::xml::Element<'_>| process.children().any(kinds::is_flow_node);
    if !processes.iter().any(|process| flag(*process, "isExecutable")) {
        for process in processes.iter().filter(|process| has_nodes(process)) {
            findings
                .error("not-executable", *process, "is not marked as executable, so it only runs as a token game.")
                .hint("Set `isExecutable` to true.");
        }
    }
    for process in &processes {
        // Table 10.1: a public process is a description of one and never executed.
        if flag(*process, "isExecutable") && process.value("processType").as_deref() == Some("Public") {
            findings.error("public-process-executable", *process, "is public and executable at once.");
        }
    }
    for import in model.all("import") {
        let is_bpmn = import.value("importType").is_some_and(|kind| kind.contains("/spec/BPMN/"));
        if is_bpmn {
            let location = import.value("location").unwrap_or_default().into_owned();
            findings
                .error("import-not-read", import, format!("asks for “{location}”; imported BPMN files are not read."))
                .hint("Copy what is needed into this file.");
        }
    }
}
