//! Servers that do not behave: a coded failure in words, soon, and without the key.

use std::time::{Duration, Instant};

use step_execution::model::{ModelError, Protocol};

use super::server::{Say, Server, head, json, piece, stream, stream_head};
use super::{KEY, ask, online, patient, question, within};

async fn failure(says: Vec<Say>) -> (ModelError, usize) {
    failure_within(says, Duration::from_secs(60)).await
}

async fn failure_within(says: Vec<Say>, time: Duration) -> (ModelError, usize) {
    let server = Server::start(says).await;
    let (reply, _) = ask(&within(online(Protocol::OpenAi, &server.base_url), time), &question("Say hello")).await;
    let error = reply.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(KEY), "no failure holds the key: {error:?}");
    (error, server.asked().len())
}

#[tokio::test]
async fn a_key_that_is_not_accepted_is_said_once_and_not_repeated() {
    let body = format!(r#"{{"error":{{"message":"Incorrect API key provided: {KEY}"}}}}"#);
    let (error, asked) = failure(vec![json("401 Unauthorized", "", &body)]).await;
    assert_eq!((error.code(), asked), ("model-unauthorized", 1));
    assert!(error.to_string().contains("Incorrect API key"), "it says what the provider says: {error}");
}

#[tokio::test]
async fn a_request_that_is_refused_is_not_repeated() {
    let body = r#"{"error":{"message":"model tiny does not exist"}}"#;
    let (error, asked) = failure(vec![json("404 Not Found", "", body)]).await;
    assert_eq!((error.code(), asked), ("model-refused", 1));
    assert!(error.to_string().contains("does not exist"), "it says what the provider says: {error}");
}

#[tokio::test]
async fn a_busy_server_is_asked_again_after_the_time_that_it_names() {
    let busy = json("429 Too Many Requests", "retry-after-ms: 60\r\n", r#"{"error":{"message":"slow down"}}"#);
    let server = Server::start(vec![busy.clone(), busy, stream(&["Hello"], "stop")]).await;
    let started = Instant::now();
    let (reply, _) = ask(&patient(online(Protocol::OpenAi, &server.base_url)), &question("Say hello")).await;
    assert_eq!(reply.unwrap().text, "Hello");
    assert_eq!(server.asked().len(), 3, "twice busy, then answered");
    assert!(started.elapsed() >= Duration::from_millis(120), "it waited as it was told");
}

#[tokio::test]
async fn a_server_that_wants_too_long_a_pause_is_given_up() {
    let busy = json("429 Too Many Requests", "retry-after: 3600\r\n", "{}");
    let (error, asked) = failure(vec![busy]).await;
    assert_eq!((error.code(), error.wait(), asked), ("model-rate-limited", Some(Duration::from_secs(3600)), 1));
}

#[tokio::test]
async fn a_server_with_a_fault_is_asked_three_times() {
    let (error, asked) = failure(vec![json("500 Internal Server Error", "", "<html>oops</html>")]).await;
    assert_eq!((error.code(), asked), ("model-overloaded", 3));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_not_taken_for_whole_nor_paid_twice() {
    let (error, asked) = failure(vec![Say::Break(format!("{}{}", stream_head(), piece("Hel")))]).await;
    assert_eq!((error.code(), asked), ("model-bad-reply", 1), "{error}");
}

#[tokio::test]
async fn what_is_no_json_is_a_bad_reply() {
    let (error, _) = failure(vec![Say::Response(format!("{}data: {{nonsense\n\n", stream_head()))]).await;
    assert_eq!(error.code(), "model-bad-reply", "{error}");
}

#[tokio::test]
async fn a_server_that_is_silent_is_given_up_in_time() {
    let short = Duration::from_millis(200);
    let (error, _) = failure_within(vec![Say::Hang(String::new())], short).await;
    assert_eq!(error.code(), "model-timeout", "{error}");
    let (error, _) = failure_within(vec![Say::Hang(format!("{}{}", stream_head(), piece("Hel")))], short).await;
    assert_eq!(error.code(), "model-timeout", "{error}");
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let long = "x".repeat(64 << 10);
    let server = Server::start(vec![Say::Endless(stream_head(), piece(&long))]).await;
    let (reply, _) = ask(&online(Protocol::OpenAi, &server.base_url), &question("Say hello")).await;
    assert_eq!(reply.unwrap_err().code(), "model-bad-reply", "four MiB of text are enough");
}

#[tokio::test]
async fn nobody_there_is_said() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1/", listener.local_addr().unwrap());
    drop(listener);
    let (reply, _) = ask(&patient(online(Protocol::OpenAi, &base_url)), &question("Say hello")).await;
    let error = reply.unwrap_err();
    assert_eq!(error.code(), "model-unreachable", "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_key() {
    let elsewhere = Server::start(vec![stream(&["stolen"], "stop")]).await;
    let away = head("302 Found", "text/plain", &format!("location: {}\r\ncontent-length: 0\r\n", elsewhere.base_url));
    let (_, asked) = failure(vec![Say::Response(away)]).await;
    assert!(asked >= 1 && elsewhere.asked().is_empty(), "the other server hears nothing");
}

#[tokio::test]
async fn giving_up_closes_the_connection() {
    let server = Server::start(vec![Say::Endless(stream_head(), piece("x"))]).await;
    let model = online(Protocol::OpenAi, &server.base_url);
    let request = question("Say hello");
    let hear = |_: &str| ();
    let asked = tokio::time::timeout(
        Duration::from_millis(200),
        step_execution::model::ModelProvider::ask(&model, &request, &hear),
    );
    assert!(asked.await.is_err(), "the answer would go on for ever, and dropping it ends it");
}
