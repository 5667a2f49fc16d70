//! The HTTP API: as much HTTP as one client needs.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{APPLICATION, BOT, Recorded, Shared, TOKEN, payload};

pub(super) async fn serve(listener: TcpListener, shared: Shared) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, shared.clone()));
    }
}

/// Answers requests on one connection until the client closes it.
async fn connection(stream: TcpStream, shared: Shared) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (request, is_authorized) = read(&mut stream).await?;
        let failure = take_failure(&shared, &request.path);
        let (status, body) = match failure {
            Some((status, body)) => (status, body),
            None => answer(&shared, &request, is_authorized),
        };
        if !count(&shared, &request.path) {
            shared.state().requests.push(request);
            shared.changed();
        }
        let retry_after = match (status, body["retry_after"].as_f64()) {
            (429, seconds) => format!("retry-after: {}\r\n", seconds.unwrap_or(0.3)),
            _ => String::new(),
        };
        let body = match body {
            _ if status == 204 => String::new(),
            Value::String(text) => text,
            body => body.to_string(),
        };
        let head = format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n{retry_after}content-length: {}\r\n\r\n",
            body.len()
        );
        stream.get_mut().write_all((head + &body).as_bytes()).await.ok()?;
    }
}

/// Reads one request, and whether it carries the bot's token.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<(Recorded, bool)> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut is_authorized, mut kind) = (0, false, String::new());
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        match line.trim_end().split_once(": ") {
            None => break,
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            Some((name, value)) if name.eq_ignore_ascii_case("content-type") => {
                kind = value.to_owned();
            }
            Some((name, value)) if name.eq_ignore_ascii_case("authorization") => {
                is_authorized = value == format!("Bot {TOKEN}");
            }
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let (body, files) =
        if body.is_empty() { (Value::Null, vec![]) } else { super::multipart::read(&kind, &body) };
    let path = path.strip_prefix("/api/v10").unwrap_or(&path).to_owned();
    Some((Recorded { method, path, body, files }, is_authorized))
}

/// Tells who waits for it that a reply has come, where replies are only counted.
fn count(shared: &Shared, path: &str) -> bool {
    let mut state = shared.state();
    if !state.behaviour.only_counts {
        return false;
    }
    // What comes after a first reply that was put off is not waited for.
    let Some(reply) = path.strip_prefix("/interactions/") else { return true };
    let id = reply.split('/').next().unwrap_or_default();
    match state.waiting.remove(id) {
        Some(waiting) => drop(waiting.send(())),
        None => state.surplus += 1,
    }
    true
}

fn take_failure(shared: &Shared, path: &str) -> Option<(u16, Value)> {
    let failures = &mut shared.state().behaviour.failures;
    // The space makes it possible to name the end of a path.
    let path = format!("{path} ");
    let next = failures.iter().position(|(words, ..)| path.contains(words))?;
    failures.remove(next).map(|(_, status, body)| (status, body))
}

fn answer(shared: &Shared, request: &Recorded, is_authorized: bool) -> (u16, Value) {
    let mut state = shared.state();
    let path = request.path.split('?').next().unwrap_or_default();
    let parts: Vec<_> = path.split('/').skip(1).collect();
    if let Some(known) = state.answers.get(path).filter(|_| request.method == "GET") {
        let is_file = parts[0] == "attachments";
        assert_ne!(is_file, is_authorized, "the token goes to the API alone: {path}");
        return (200, known.clone());
    }
    // These two are reached with the token of an interaction.
    let needs_token = !matches!(parts[0], "interactions" | "webhooks");
    if needs_token && !(is_authorized && state.behaviour.knows_token) {
        return (401, json!({"message": "401: Unauthorized", "code": 0}));
    }
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["gateway"]) => (200, json!({"url": &*shared.gateway_url})),
        ("GET", ["gateway", "bot"]) => (
            200,
            json!({
                "url": &*shared.gateway_url,
                "shards": 1,
                "session_start_limit": {
                    "total": 1000, "remaining": state.behaviour.sessions_left,
                    "reset_after": 86_400_000, "max_concurrency": 1,
                },
            }),
        ),
        ("GET", ["users", "@me", "guilds"]) => (200, json!([])),
        ("GET", ["applications", "@me"]) => (
            200,
            json!({
                "id": APPLICATION, "name": "verbatim", "icon": null, "description": "",
                "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64),
                "flags": 0, "interactions_endpoint_url": null,
            }),
        ),
        ("GET", ["applications", .., "commands"]) => {
            (200, state.commands.get(path).cloned().unwrap_or(json!([])))
        }
        ("PUT", ["applications", .., "commands"]) => {
            let mut commands = request.body.clone();
            for (number, command) in commands.as_array_mut().into_iter().flatten().enumerate() {
                command["id"] = json!(format!("118200000000000100{number}"));
                command["application_id"] = json!(APPLICATION);
                command["version"] = json!("1182000000000002000");
                command["default_member_permissions"] = Value::Null;
                command["nsfw"] = json!(false);
            }
            state.commands.insert(request.path.clone(), commands.clone());
            (200, commands)
        }
        ("POST", ["interactions", _, _, "callback"]) if state.behaviour.only_counts => {
            (204, Value::Null)
        }
        ("POST", ["interactions", id, _, "callback"]) => {
            if state.acknowledged.insert((*id).to_owned()) {
                (204, Value::Null)
            } else {
                let message = "Interaction has already been acknowledged.";
                (400, json!({"message": message, "code": 40_060}))
            }
        }
        ("POST", ["users", "@me", "channels"]) => {
            let person = request.body["recipient_id"].as_str().expect("an id");
            (
                200,
                json!({"id": payload::DIRECT, "type": 1, "recipients": [payload::user(person, false)]}),
            )
        }
        ("DELETE", ["webhooks", _, _, "messages", "@original"]) => (204, Value::Null),
        ("PATCH", ["webhooks", _, _, "messages", "@original"] | ["channels", _, "messages", _])
        | ("POST", ["webhooks", _, _] | ["channels", _, "messages"]) => {
            (200, payload::message(BOT, "0", &json!({"author": payload::user(BOT, true)})))
        }
        _ => (404, json!({"message": "404: Not Found", "code": 0})),
    }
}
