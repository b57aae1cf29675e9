//! What a routine is: BPMN text in, checked graph and diagnostics out.
