//! What is put off comes later, the whole way: the dispatcher calls the server, the server tells the page.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::server;
use super::state::Demo;
use super::{reachable, secret};
use crate::article::corpus::Limits;
use crate::config::Config;
use crate::discord::dispatcher::Dispatcher;
use crate::discord::reply::Reply;
use crate::discord::request::Request;
use crate::discord::rest::Rest;
use crate::engine::live::{Live, Origin};
use crate::ops::shutdown::Shutdown;
use crate::render::discord as render;

/// The address of a page whose bot replies only when `go` is told, and what keeps its articles.
async fn slow(go: mpsc::Receiver<()>) -> (String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "The mill in Vik opened on Monday.\n").unwrap();
    let config = Config::load(None, &std::collections::HashMap::new()).unwrap();
    let origin = Origin {
        corpus: folder.path().to_owned(),
        limits: Limits::default(),
        index: None,
        answer: config.answer,
        reading_room: None,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = reachable(listener.local_addr().unwrap()).to_string();
    let secret = secret();
    let go = Mutex::new(go);
    let reply = move |_: &Request| {
        go.lock().unwrap().recv().unwrap();
        Reply::Message(render::notice("Here it is."))
    };
    let rest = Rest::local(&format!("http://{address}"), &secret).unwrap();
    let demo = Demo {
        dispatcher: Arc::new(Dispatcher::new(Arc::new(reply), rest, config.limits)),
        live: Arc::new(Live::open(origin, &mut |_, _| {}).unwrap()),
        events: Arc::default(),
        examples: Arc::default(),
        secret: Arc::new(secret),
        public_url: None,
        shutdown: Shutdown::never(),
    };
    tokio::spawn(async move { server::serve(listener, demo, &Shutdown::never()).await });
    (address, folder)
}

/// A stream that hears what happens in the channel 5.
async fn hear(address: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET /events/5 HTTP/1.1\r\nhost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).await.unwrap();
    }
    stream
}

/// The next event.
async fn next(stream: &mut BufReader<TcpStream>) -> Value {
    let mut line = String::new();
    loop {
        line.clear();
        assert_ne!(stream.read_line(&mut line).await.unwrap(), 0, "the stream has ended");
        if let Some(event) = line.strip_prefix("data: ") {
            return serde_json::from_str(event).unwrap();
        }
    }
}

/// What the page is answered with.
async fn send(address: &str, sent: &Value) -> Value {
    let body = sent.to_string();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST /interactions HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\ncontent-type: application/json\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_off_comes_later() {
    let (say, go) = mpsc::channel();
    let (address, _folder) = slow(go).await;
    let mut events = hear(&address).await;
    let ask = |id: &str, kind: u8| {
        json!({
            "id": id, "application_id": "2", "type": kind, "token": format!("5.{id}"), "user": {"id": "4"},
            "data": {"name": "ask", "custom_id": "page:1", "options": [{"name": "private", "value": true}]},
            "message": {"id": "9"},
        })
    };
    // A command: the reply takes the place of “thinking”.
    assert_eq!(send(&address, &ask("11", 2)).await, json!({"type": 5, "data": {"flags": 64}}));
    say.send(()).unwrap();
    let event = next(&mut events).await;
    assert_eq!((&event["event"], &event["token"]), (&json!("edit_reply"), &json!("5.11")));
    assert_eq!(event["message"]["embeds"][0]["description"], "Here it is.");
    // A button: what replaces nothing is a message of its own.
    assert_eq!(send(&address, &ask("12", 3)).await, json!({"type": 6}));
    say.send(()).unwrap();
    let event = next(&mut events).await;
    assert_eq!((&event["event"], &event["token"]), (&json!("follow_up"), &json!("5.12")));
    assert_eq!(event["message"]["flags"], 64);
}
