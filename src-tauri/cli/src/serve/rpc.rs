//! The socket beside the page: calls come in, replies and pushes go out.

use std::sync::Arc;

use api::contract::{ApiError, CallFrame, ErrorCode, HostFrame};
use api::{Client, Pushes};
use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;

use super::{Shared, shutdown};

/// A routine of the largest size, every character of which is escaped, still fits.
const MAX_MESSAGE: usize = 96 * 1024 * 1024;

/// Replies that wait for a slow page; beyond that, calls wait, too.
const WAITING_REPLIES: usize = 64;

/// Opens the socket of one page.
pub(super) async fn connect(State(shared): State<Shared>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE).on_upgrade(move |socket| talk(socket, shared))
}

async fn talk(socket: WebSocket, shared: Shared) {
    let (client, pushes) = shared.studio.connect();
    let client = Arc::new(client);
    let (sink, mut incoming) = socket.split();
    let (replies, outgoing) = mpsc::channel(WAITING_REPLIES);
    let writer = tokio::spawn(write(sink, outgoing, pushes));
    let mut ending = std::pin::pin!(shutdown::requested());
    loop {
        let message = tokio::select! {
            message = incoming.next() => message,
            () = &mut ending => None,
        };
        match message {
            Some(Ok(Message::Text(text))) => take(&client, text, &replies).await,
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_))) => {}
            Some(Ok(Message::Close(_)) | Err(_)) | None => break,
        }
    }
    // Without client and replies, the writer sees that nothing more will come.
    drop((client, replies));
    let _ = writer.await;
}

/// Calls run beside each other: a dialog that is open holds up nothing else.
async fn take(client: &Arc<Client>, text: Utf8Bytes, replies: &mpsc::Sender<HostFrame>) {
    let Ok(place) = replies.clone().reserve_owned().await else { return };
    match serde_json::from_str::<CallFrame>(&text) {
        Ok(CallFrame { id, request }) => {
            let client = Arc::clone(client);
            tokio::spawn(async move {
                let answer = client.call(request).await.and_then(|response| {
                    serde_json::to_value(response).map_err(|error| {
                        ApiError::new(ErrorCode::Internal, format!("The answer cannot be written: {error}."))
                    })
                });
                place.send(match answer {
                    Ok(ok) => HostFrame::Reply { id, ok },
                    Err(err) => HostFrame::Refusal { id: Some(id), err },
                });
            });
        }
        Err(error) => {
            let err = ApiError::new(ErrorCode::InvalidRequest, format!("The call cannot be read: {error}."));
            place.send(HostFrame::Refusal { id: id_of(&text), err });
        }
    }
}

/// The number of a call that cannot be read otherwise, so that the page learns which one it was.
fn id_of(text: &str) -> Option<u32> {
    let call: serde_json::Value = serde_json::from_str(text).ok()?;
    call.get("id")?.as_u64().and_then(|id| u32::try_from(id).ok())
}

async fn write(mut sink: SplitSink<WebSocket, Message>, mut replies: mpsc::Receiver<HostFrame>, mut pushes: Pushes) {
    loop {
        let frame = tokio::select! {
            biased;
            reply = replies.recv() => reply,
            Some(push) = pushes.recv() => Some(HostFrame::Pushed(push)),
        };
        let Some(frame) = frame else { break };
        let Ok(text) = serde_json::to_string(&frame) else { continue };
        if sink.send(Message::Text(text.into())).await.is_err() {
            return;
        }
    }
    let _ = sink.close().await;
}
