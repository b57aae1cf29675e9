//! Ad-hoc sub-processes (BPMN 2.0.2, 10.3.5).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, children};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for sub_process in model.all("adHocSubProcess") {
        if !sub_process.children().any(kinds::is_activity) {
            findings.error("ad-hoc-without-activity", sub_process, "holds no activity.").hint("Add one.");
        }
        for local in ["startEvent", "endEvent"] {
            for event in children(sub_process, local) {
                findings
                    .error("event-in-ad-hoc", event, "may not stand in an ad-hoc sub-process.")
                    .hint("Its activities start in any order, without a beginning or an end.");
            }
        }
    }
}
