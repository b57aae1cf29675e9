use run_engine::{RunId, RunStatus};

use crate::support::{append, beginning, ending, stores, text, version};

#[test]
fn a_text_that_a_run_came_to_need_later_is_pinned_too() {
    for (_folder, store) in stores() {
        store.append(beginning("run", 10)).unwrap();
        let mut call = append("run", 2, 11, Vec::new(), RunStatus::InProgress);
        call.texts = vec![text("called")];
        store.append(call).unwrap();
        store.append(beginning("other", 12)).unwrap();
        store.append(ending("other", 13, RunStatus::Completed)).unwrap();

        store.delete_runs(&[RunId::from("other")]).unwrap();
        assert!(store.routine(&version("called")).unwrap().is_some());
    }
}
