//! Recorded traffic answers like the provider did, and only what was asked then.

use std::sync::Arc;

use step_execution::model::{Protocol, RecordedModel, RecordingModel};

use super::server::{Server, stream};
use super::{KEY, ask, online, question};

#[tokio::test]
async fn what_was_recorded_is_played_back_and_holds_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(vec![stream(&["Hel", "lo"], "stop")]).await;
    let recording = RecordingModel::new(Arc::new(online(Protocol::OpenAi, &server.base_url)), folder.path());
    let (live, _) = ask(&recording, &question("Say hello")).await;
    let recorded = RecordedModel::new(folder.path());
    let (played, _) = ask(&recorded, &question("Say hello")).await;
    assert_eq!(live, played, "the recording answers like the provider");
    let (other, _) = ask(&recorded, &question("Say good bye")).await;
    assert_eq!(other.unwrap_err().code(), "model-not-scripted", "another question was never recorded");
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(KEY), "a recording holds no key");
    }
}
