//! A model's file, run by a side program. The one here is this test itself, started once more: it speaks the protocol for
//! real, and crashes when it is asked to.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use step_execution::NoSecrets;
use step_execution::model::{
    LocalRunner, MemoryBook, ModelChoice, ModelSettings, Models, PatienceSettings, Protocol, ProviderSettings,
    ResolvedModel,
};

use super::server::{end, head, piece, stream_head};
use super::{ask, question};

/// The program: says its process as an answer, refuses who has not the key, and crashes at the word.
#[test]
#[ignore = "it is a program, which other tests start"]
fn program() {
    let Ok(key) = std::env::var("ROUTINE_LOCAL_MODEL_KEY") else { return };
    assert!(std::env::var_os("ROUTINE_SECRET_SEEN").is_none(), "it sees no secret of the program that starts it");
    let file = std::env::var("ROUTINE_LOCAL_MODEL_FILE").unwrap();
    if std::fs::read(file).unwrap() == b"broken" {
        std::process::exit(3);
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    writeln!(std::io::stdout(), "\nhttp://{}/v1/", listener.local_addr().unwrap()).unwrap();
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    for mut stream in listener.incoming().flatten() {
        let (mut text, mut buffer) = (String::new(), [0; 4096]);
        while !text.contains("\"messages\"") || !text.trim_end().ends_with('}') {
            match stream.read(&mut buffer) {
                Ok(count) if count > 0 => text.push_str(&String::from_utf8_lossy(&buffer[..count])),
                _ => break,
            }
        }
        let said = if !text.contains(&format!("Bearer {key}")) {
            head("401 Unauthorized", "application/json", "content-length: 2\r\n") + "{}"
        } else if text.contains("crash at once") {
            std::process::exit(7);
        } else if text.contains("crash in the midst") {
            let _ = write!(stream, "{}{}", stream_head(), piece("I am go"));
            std::process::exit(7);
        } else {
            format!("{}{}{}", stream_head(), piece(&std::process::id().to_string()), end("stop"))
        };
        let _ = stream.write_all(said.as_bytes());
    }
}

struct Desk {
    _folder: tempfile::TempDir,
    model: ResolvedModel,
}

async fn desk(content: &[u8], idle: Duration) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.gguf");
    std::fs::write(&file, content).unwrap();
    let settings = ProviderSettings {
        id: "local".to_owned(),
        name: "Local model".to_owned(),
        protocol: Protocol::LocalFile,
        base_url: String::new(),
        secret: None,
        model: None,
        prices: None,
        file: Some(file),
        patience: PatienceSettings { attempts: Some(1), ..PatienceSettings::default() },
    };
    let arguments = ["--ignored", "--exact", "models::side_program::program", "--nocapture"];
    let runner = LocalRunner {
        program: std::env::current_exe().unwrap(),
        arguments: arguments.iter().map(Into::into).collect(),
        patience: Duration::from_secs(120),
        idle,
    };
    let settings = ModelSettings { providers: vec![settings], ..ModelSettings::default() };
    let models = Models::new(settings, Arc::new(NoSecrets), Arc::new(MemoryBook::default())).with_runner(runner);
    let model = models.resolve(&ModelChoice::default()).await.unwrap();
    Desk { _folder: folder, model }
}

impl Desk {
    /// Its process, as it says.
    async fn process(&self) -> String {
        ask(&*self.model.provider, &question("Who are you?")).await.0.unwrap().text
    }
}

const LONG: Duration = Duration::from_secs(600);

#[tokio::test]
async fn the_first_question_starts_it_and_the_next_ones_find_it() {
    let desk = desk(b"model", LONG).await;
    assert_eq!(desk.model.model, "small", "a file's model is called as the file");
    let first = desk.process().await;
    assert_eq!(desk.process().await, first, "it is the same process");
    assert_ne!(first, std::process::id().to_string(), "and not this one");
}

#[tokio::test]
async fn a_crash_is_a_failed_question_and_the_next_one_starts_it_again() {
    let desk = desk(b"model", LONG).await;
    let first = desk.process().await;
    for words in ["crash at once", "crash in the midst"] {
        let (reply, _) = ask(&*desk.model.provider, &question(words)).await;
        let error = reply.unwrap_err();
        assert!(error.is_retryable(), "{words}: {error:?}");
    }
    assert_ne!(desk.process().await, first, "another process answers");
}

#[tokio::test]
async fn it_goes_when_nobody_asks_any_more() {
    let desk = desk(b"model", Duration::from_millis(50)).await;
    let first = desk.process().await;
    let gone = || !std::path::Path::new(&format!("/proc/{first}/cmdline")).exists();
    let waited = tokio::time::timeout(Duration::from_secs(120), async {
        while cfg!(target_os = "linux") && !gone() {
            tokio::task::yield_now().await;
        }
    });
    waited.await.unwrap();
    desk.process().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_loaded_is_a_failure_in_words() {
    let desk = desk(b"broken", LONG).await;
    let error = ask(&*desk.model.provider, &question("Who are you?")).await.0.unwrap_err();
    assert_eq!(error.code(), "model-unreachable");
    assert!(error.to_string().contains("ended while it loaded"), "{error}");
}
