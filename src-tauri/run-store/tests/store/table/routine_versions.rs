use run_engine::{RunId, RunStatus};

use crate::support::{beginning, ending, stores, text, version};

#[test]
fn a_text_comes_back_byte_for_byte_and_the_first_one_of_a_version_stays() {
    for (_folder, store) in stores() {
        let mut first = beginning("one", 10);
        first.texts[0].bytes = vec![0xff, 0x00, b'<'];
        let kept = first.texts[0].clone();
        store.append(first).unwrap();
        store.append(beginning("two", 11)).unwrap();
        assert_eq!(store.routine(&version("v1")).unwrap(), Some(kept));
        assert_eq!(store.routine(&version("v2")).unwrap(), None);
    }
}

#[test]
fn a_text_stays_as_long_as_a_run_needs_it() {
    for (_folder, store) in stores() {
        for (run, own) in [("one", "v2"), ("two", "v3")] {
            let mut append = beginning(run, 10);
            append.texts.push(text(own));
            store.append(append).unwrap();
            store.append(ending(run, 11, RunStatus::Completed)).unwrap();
        }
        store.delete_runs(&[RunId::from("one")]).unwrap();
        let kept = ["v1", "v2", "v3"].map(|name| store.routine(&version(name)).unwrap().is_some());
        assert_eq!(kept, [true, false, true], "v1 is still needed by the other run");
    }
}
