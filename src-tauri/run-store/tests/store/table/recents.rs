use run_engine::Timestamp;
use run_store::Recent;

use crate::support::stores;

fn recent(path: &str, opened_at: i64) -> Recent {
    Recent { path: path.into(), name: path.into(), opened_at: Timestamp(opened_at) }
}

#[test]
fn the_file_that_was_opened_last_comes_first_and_is_named_once() {
    for (_folder, store) in stores() {
        for (path, time) in [("a", 1), ("b", 2), ("a", 3)] {
            store.note_recent(recent(path, time)).unwrap();
        }
        assert_eq!(store.recents().unwrap(), [recent("a", 3), recent("b", 2)]);
        store.forget_recent("a").unwrap();
        assert_eq!(store.recents().unwrap(), [recent("b", 2)]);
    }
}

#[test]
fn the_fifty_latest_files_are_kept() {
    for (_folder, store) in stores() {
        for time in 1..=60 {
            store.note_recent(recent(&format!("file {time}"), time)).unwrap();
        }
        let kept = store.recents().unwrap();
        assert_eq!((kept.len(), kept[0].opened_at.0, kept[49].opened_at.0), (50, 60, 11));
    }
}
