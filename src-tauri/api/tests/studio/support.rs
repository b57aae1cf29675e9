//! A studio over a folder that is gone after the test.

use std::path::{Path, PathBuf};

use api::contract::{ApiError, HostKind, Push, PushBatch, Response, RunView};
use api::{Client, Pushes, SecretFolders, Studio, StudioOptions, fold};
use serde_json::{Value, json};

/// A routine with a form, a fork with conditions, and a script.
pub const APPROVAL: &str = include_str!("approval.bpmn");

/// A studio in a folder of its own.
pub struct Desk {
    folder: tempfile::TempDir,
    pub studio: Studio,
    pub client: Client,
    pub pushes: Pushes,
    /// Of pages that were opened before; they watch for as long as they are kept.
    earlier: Vec<Client>,
}

impl Desk {
    pub async fn open() -> Self {
        Self::over(tempfile::tempdir().unwrap()).await
    }

    async fn over(folder: tempfile::TempDir) -> Self {
        let options = StudioOptions {
            database: Some(folder.path().join("studio.db")),
            project_folder: Some(folder.path().join("project")),
            secrets: SecretFolders { keychain: false, vault: Some(folder.path().join("vault.age")) },
            ..StudioOptions::new(HostKind::Browser)
        };
        let studio = Studio::open(options).await.unwrap();
        let (client, pushes) = studio.connect();
        Self { folder, studio, client, pushes, earlier: Vec::new() }
    }

    /// The program is closed and opened again.
    pub async fn reopen(self) -> Self {
        let Self { folder, studio, client, pushes, earlier } = self;
        drop((client, pushes, earlier));
        studio.close().await;
        Self::over(folder).await
    }

    /// Another page is opened, and speaks from here on; what the one before is told comes to what is returned.
    pub fn another_page(&mut self) -> Pushes {
        let (client, pushes) = self.studio.connect();
        let before = std::mem::replace(&mut self.pushes, pushes);
        self.earlier.push(std::mem::replace(&mut self.client, client));
        before
    }

    pub fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// Calls a command as a page does, in JSON.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value, ApiError> {
        let response: Response = self.client.call_json(json!({ "method": method, "params": params })).await?;
        Ok(serde_json::to_value(response).unwrap())
    }

    /// Calls a command that has to work.
    pub async fn ask(&self, method: &str, params: Value) -> Value {
        self.call(method, params).await.unwrap_or_else(|error| panic!("{method} is refused: {error:?}"))
    }

    /// Puts a text into the project folder and gives its path.
    pub async fn import(&self, name: &str, xml: &str) -> String {
        let opened = self.ask("importRoutine", json!({ "name": name, "xml": xml })).await;
        opened["routine"]["path"].as_str().unwrap().to_owned()
    }

    /// Starts a run of a file and gives its id.
    pub async fn start(&self, path: &str, inputs: Value) -> String {
        let routine = json!({ "source": "file", "path": path });
        let params = json!({ "routine": routine, "inputs": inputs, "mode": "data", "paused": false });
        self.ask("startRun", params).await["runId"].as_str().unwrap().to_owned()
    }

    pub async fn show(&self, run: &str) -> RunView {
        serde_json::from_value(self.ask("showRun", json!({ "runId": run })).await).unwrap()
    }

    /// Watches a run.
    pub async fn watch(&self, subscription: u32, run: &str) -> RunView {
        let view = self.ask("watchRun", json!({ "subscription": subscription, "runId": run })).await;
        serde_json::from_value(view).unwrap()
    }

    /// Folds what is pushed into a view until it has come far enough.
    pub async fn follow(&mut self, view: &mut RunView, enough: impl Fn(&RunView) -> bool) {
        while !enough(view) {
            let push = self.next_push(|batch| matches!(batch, PushBatch::Run { .. })).await;
            let PushBatch::Run { updates } = push.batch else { continue };
            for update in updates {
                assert_eq!(update.from_seq, view.seq + 1, "updates follow each other without a gap");
                assert_eq!(update.entries.len() as u64, update.seq + 1 - update.from_seq, "every entry is told");
                update.changes.iter().for_each(|change| fold(view, change));
                view.seq = update.seq;
            }
        }
    }

    /// The next push of a kind; others are passed over.
    pub async fn next_push(&mut self, wanted: impl Fn(&PushBatch) -> bool) -> Push {
        let limit = std::time::Duration::from_secs(120);
        loop {
            let push = tokio::time::timeout(limit, self.pushes.recv()).await.expect("a push comes in time").unwrap();
            if wanted(&push.batch) {
                return push;
            }
        }
    }
}

/// A path as a page names it.
pub fn named(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
