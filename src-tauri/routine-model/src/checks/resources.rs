//! Who performs an activity (BPMN 2.0.2, table 8.54 and 10.3.1).

use super::findings::Findings;
use super::model::{Model, children};

const ROLES: [&str; 4] = ["resourceRole", "performer", "humanPerformer", "potentialOwner"];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for role in model.any_of(&ROLES) {
        let has = |local: &str| children(role, local).next().is_some();
        if has("resourceRef") && has("resourceAssignmentExpression") {
            findings.error("resource-named-twice", role, "names a resource and an expression for one at once.");
        }
        if has("resourceParameterBinding") && !has("resourceRef") {
            findings.error("parameter-without-resource", role, "binds parameters and names no resource.");
        }
    }
}
