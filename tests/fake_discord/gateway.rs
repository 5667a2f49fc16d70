//! The gateway: hello, identify, heartbeats, events, and all the ways in which a connection ends.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::{APPLICATION, Act, BOT, OnIdentify, Shared, TOKEN, payload};

pub(super) async fn serve(listener: TcpListener, shared: Shared) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, shared.clone()));
    }
}

/// One connection from its beginning to its end.
async fn connection(stream: TcpStream, shared: Shared) {
    if !shared.state().behaviour.upgrades {
        // Hold the connection and say nothing.
        std::future::pending::<()>().await;
    }
    let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else { return };
    let interval = shared.state().behaviour.heartbeat.as_millis();
    send(&mut socket, json!({"op": 10, "d": {"heartbeat_interval": interval}})).await;
    let (act, mut acts) = mpsc::unbounded_channel();
    let mut session = None;
    loop {
        tokio::select! {
            received = socket.next() => {
                let Some(Ok(message)) = received else { break };
                match message {
                    Message::Text(text) => {
                        let payload = serde_json::from_str(&text).expect("the bot sends JSON");
                        if received_one(&mut socket, &shared, &payload).await {
                            session = Some(act.clone());
                            shared.state().session.clone_from(&session);
                            shared.changed();
                        }
                    }
                    Message::Close(_) => break,
                    _ => {}
                }
            }
            Some(act) = acts.recv() => {
                // Another connection may not take the place of this one while it ends.
                if !perform(&mut socket, &shared, act).await {
                    break;
                }
            }
        }
    }
    let mut state = shared.state();
    if session.is_some_and(|mine| state.session.as_ref().is_some_and(|now| now.same_channel(&mine)))
    {
        state.session = None;
    }
    drop(state);
    shared.changed();
}

type Socket = WebSocketStream<TcpStream>;

/// Handles what the bot sent; whether the session is ready from now on.
async fn received_one(socket: &mut Socket, shared: &Shared, payload: &Value) -> bool {
    let opcode = payload["op"].as_u64().expect("an opcode");
    shared.state().received.push(u8::try_from(opcode).expect("a small opcode"));
    let behaviour = shared.state().behaviour.clone();
    let is_ready = match opcode {
        1 if behaviour.acknowledges => {
            send(socket, json!({"op": 11})).await;
            false
        }
        2 => {
            // Discord takes the token with and without the word before it.
            let token = payload["d"]["token"].as_str().expect("a token");
            assert_eq!(token.trim_start_matches("Bot "), TOKEN);
            assert_eq!(payload["d"]["intents"].as_u64().expect("intents") & PRIVILEGED, 0);
            shared.state().identified.push(payload["d"]["shard"].clone());
            identified(socket, shared, behaviour.on_identify).await
        }
        6 => {
            assert_eq!(payload["d"]["session_id"], SESSION);
            event(socket, shared, "RESUMED", json!({"_trace": []})).await;
            true
        }
        _ => false,
    };
    shared.changed();
    is_ready
}

const SESSION: &str = "a-session";
/// Members, presences, message content.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;

async fn identified(socket: &mut Socket, shared: &Shared, then: OnIdentify) -> bool {
    match then {
        OnIdentify::Ready => {
            shared.state().sequence = 0;
            let ready = json!({
                "v": 10, "user": payload::user(BOT, true), "guilds": [], "session_id": SESSION,
                "resume_gateway_url": &*shared.gateway_url, "shard": [0, 1],
                "application": {"id": APPLICATION, "flags": 0},
            });
            event(socket, shared, "READY", ready).await;
            return true;
        }
        OnIdentify::Close(code) => close(socket, code).await,
        OnIdentify::InvalidSession => send(socket, json!({"op": 9, "d": false})).await,
        OnIdentify::Nothing => {}
    }
    false
}

/// Does what a test wants; whether the connection goes on.
async fn perform(socket: &mut Socket, shared: &Shared, act: Act) -> bool {
    match act {
        Act::Dispatch(kind, data) => event(socket, shared, kind, data).await,
        Act::Opcode(opcode, data) => send(socket, json!({"op": opcode, "d": data})).await,
        Act::Close(code) => {
            shared.state().session = None;
            close(socket, code).await;
        }
        Act::DropConnection => {
            shared.state().session = None;
            return false;
        }
        Act::GoDeaf => std::future::pending().await,
    }
    true
}

async fn event(socket: &mut Socket, shared: &Shared, kind: &str, data: Value) {
    let sequence = {
        let mut state = shared.state();
        state.sequence += 1;
        state.sequence
    };
    send(socket, json!({"op": 0, "t": kind, "s": sequence, "d": data})).await;
}

async fn close(socket: &mut Socket, code: u16) {
    let frame = CloseFrame { code: code.into(), reason: "".into() };
    // The other side may be gone already, and waiting for its answer must not hold up the test.
    let _ = tokio::time::timeout(Duration::from_secs(1), socket.close(Some(frame))).await;
}

async fn send(socket: &mut Socket, payload: Value) {
    // The other side may be gone already.
    let _ = socket.send(Message::text(payload.to_string())).await;
}
