use run_engine::RunId;
use run_store::{Checkpoint, StoreError};

use crate::support::{beginning, stores};

#[test]
fn the_latest_checkpoint_before_a_place_is_found() {
    for (_folder, store) in stores() {
        store.append(beginning("run", 10)).unwrap();
        let run = RunId::from("run");
        let checkpoint = |seq| Checkpoint { seq, format: 1, state: vec![seq as u8; 3] };
        for seq in [10, 20] {
            store.put_checkpoint(&run, checkpoint(seq)).unwrap();
        }
        assert_eq!(store.checkpoint(&run, 9).unwrap(), None);
        assert_eq!(store.checkpoint(&run, 19).unwrap(), Some(checkpoint(10)));
        assert_eq!(store.checkpoint(&run, 99).unwrap(), Some(checkpoint(20)));

        let newer = Checkpoint { format: 2, ..checkpoint(20) };
        store.put_checkpoint(&run, newer.clone()).unwrap();
        assert_eq!(store.checkpoint(&run, 20).unwrap(), Some(newer));
    }
}

#[test]
fn a_checkpoint_belongs_to_a_run() {
    for (_folder, store) in stores() {
        let nobody = RunId::from("nobody");
        let refused = store.put_checkpoint(&nobody, Checkpoint { seq: 1, format: 1, state: Vec::new() });
        assert_eq!(refused, Err(StoreError::UnknownRun(nobody)));
    }
}
