use run_engine::Timestamp;
use run_store::Draft;
use serde_json::json;

use crate::support::stores;

fn draft(key: &str, saved_at: i64) -> Draft {
    Draft {
        key: key.into(),
        path: Some(format!("{key}.bpmn")),
        name: key.into(),
        xml: "<definitions/>".into(),
        base_version: Some("abc".into()),
        undo: Some(json!({"index": 3})),
        saved_at: Timestamp(saved_at),
    }
}

#[test]
fn a_draft_replaces_the_one_with_its_key_and_the_latest_comes_first() {
    for (_folder, store) in stores() {
        store.put_draft(draft("a", 1)).unwrap();
        store.put_draft(draft("b", 2)).unwrap();
        let newer = Draft { xml: "<changed/>".into(), path: None, base_version: None, undo: None, ..draft("a", 3) };
        store.put_draft(newer.clone()).unwrap();
        assert_eq!(store.drafts().unwrap(), [newer, draft("b", 2)]);
    }
}

#[test]
fn a_discarded_draft_is_gone() {
    for (_folder, store) in stores() {
        store.put_draft(draft("a", 1)).unwrap();
        assert!(store.discard_draft("a").unwrap());
        assert!(!store.discard_draft("a").unwrap());
        assert_eq!(store.drafts().unwrap(), []);
    }
}
