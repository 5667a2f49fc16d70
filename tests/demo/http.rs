//! What the server says over HTTP: what it serves, to whom, and what it refuses.

use serde_json::{Value, json};

use super::QUESTION;
use super::fake_discord::payload;
use super::program::Demo;

#[tokio::test]
async fn the_page_is_served_with_a_strict_policy() {
    let demo = Demo::start(&[]);
    let (_, _, html) = demo.get("/").await;
    let files: Vec<&str> = html.split('"').filter(|word| word.starts_with('/')).collect();
    assert!(files.contains(&"/app.js") && files.contains(&"/page.css"), "{files:?}");
    for path in files.into_iter().chain(["/"]) {
        let (status, head, _) = demo.get(path).await;
        assert_eq!(status, 200, "{path}");
        for header in [
            "default-src 'none'; script-src 'self'; style-src 'self'",
            "require-trusted-types-for 'script'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
        ] {
            assert!(head.contains(header), "{header} is missing for {path}: {head}");
        }
        assert!(!head.contains("unsafe"), "{head}");
    }
    let (status, _, started) = demo.get("/start").await;
    let started: Value = serde_json::from_str(&started).expect("JSON");
    assert_eq!((status, &started["articles"]), (200, &json!(5)));
    assert!(started["commands"].as_array().is_some_and(|commands| commands.len() > 8));
    assert_eq!(demo.get("/nothing").await.0, 404);
    assert_eq!(demo.get("/../Cargo.toml").await.0, 404);
    // A page that is open does not hold up the end.
    let mut open = tokio::net::TcpStream::connect(&demo.address).await.expect("a connection");
    let request = format!("GET /events/5 HTTP/1.1\r\nhost: {}\r\n\r\n", demo.address);
    tokio::io::AsyncWriteExt::write_all(&mut open, request.as_bytes()).await.expect("sent");
    assert_eq!(demo.end().await, Some(0));
}

/// Every example is answered, save the one that shows a refusal.
#[tokio::test]
async fn examples_are_made_of_the_articles_at_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = "Harbour opens\n\nMayor Ada Lund opened the new harbour in Vik on Monday. “We will not raise the fees this \
                   year,” Lund said. “The harbour belongs to everybody in Vik,” said captain Olav Berg.\n\nLund added that the \
                   new harbour had cost 3 million crowns.\n";
    std::fs::write(folder.path().join("harbour.txt"), article).expect("written");
    let dir = folder.path().display().to_string();
    for (variables, least) in [(vec![], 7), (vec![("VERBATIM__CORPUS__DIR", dir.as_str())], 4)] {
        let demo = Demo::start(&variables);
        let started: Value = serde_json::from_str(&demo.get("/start").await.2).expect("JSON");
        let examples = started["examples"].as_array().expect("a list").clone();
        assert!(examples.len() >= least, "{examples:?}");
        let mut refused = 0;
        for (number, example) in examples.iter().enumerate() {
            let id = (100 + number).to_string();
            let sent = match example["command"].as_str() {
                Some(name) => payload::command(&id, name, &example["options"]),
                None => payload::ask(&id, example["words"].as_str().expect("words"), None),
            };
            let reply = demo.post("/interactions", &sent).await.1;
            refused += usize::from(reply["data"]["flags"] == 64);
        }
        assert!(refused <= 1, "{examples:?}");
    }
}

#[tokio::test]
async fn nobody_else_is_let_in() {
    let demo = Demo::start(&[("VERBATIM__DEMO__PUBLIC_URL", "https://news.example")]);
    let host = demo.address.clone();
    let own = format!("http://{host}");
    let sent = payload::ask("1", QUESTION, None).to_string();
    let check = async |line: &str, headers: &[(&str, &str)], expected: u16| {
        let status = demo.ask(line, headers, sent.as_bytes()).await.0;
        assert_eq!(status, expected, "{line} {headers:?}");
    };
    let json = ("content-type", "application/json");
    check("GET /", &[("host", "evil.example")], 421).await;
    check("GET /", &[("host", "127.0.0.1.evil.example")], 421).await;
    check("GET /", &[("host", "news.example")], 200).await;
    check("GET /", &[("host", "localhost:99")], 200).await;
    check("POST /interactions", &[("host", &host), ("origin", &own), json], 200).await;
    check("POST /interactions", &[("host", &host), json], 403).await;
    check("POST /interactions", &[("host", &host), ("origin", "http://evil.example"), json], 403)
        .await;
    check("POST /interactions", &[("host", &host), ("origin", "null"), json], 403).await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    check("POST /interactions", &[("host", &host), ("origin", &own), form], 415).await;
    check("GET /interactions", &[("host", &host)], 405).await;
    check("DELETE /messages", &[("host", &host), ("origin", &own), json], 405).await;
    // The calls of Discord's API are for the program alone.
    let call = "POST /api/v10/channels/5/messages";
    check(call, &[("host", &host), ("origin", &own), json], 401).await;
    check(call, &[("host", &host), ("authorization", "Bot 0123"), json], 401).await;
    check("OPTIONS /interactions", &[("host", &host), ("origin", "http://evil.example")], 403)
        .await;
}

#[tokio::test]
async fn bad_input_is_refused_and_nothing_else_is_lost() {
    let demo = Demo::start(&[]);
    let origin = format!("http://{}", demo.address);
    let headers = [
        ("host", demo.address.as_str()),
        ("origin", &origin),
        ("content-type", "application/json"),
    ];
    let check = async |path: &str, body: &[u8], expected: u16, words: &str| {
        let (status, _, said) = demo.ask(&format!("POST {path}"), &headers, body).await;
        assert_eq!(status, expected, "{path}: {said}");
        assert!(said.contains(words), "{words} is missing in {said:?}");
    };
    check("/interactions", b"{", 400, "line 1").await;
    check("/interactions", b"[]", 400, "token").await;
    check("/interactions", br#"{"token": "5.t", "type": 2}"#, 400, "id").await;
    check("/interactions", &vec![b' '; 300_000], 413, "").await;
    check("/messages", b"\xff", 400, "").await;
    check("/messages", b"7", 400, "author").await;
    check("/messages", br#"{"type": 6, "author": {"id": "4"}}"#, 204, "").await;
    check("/messages", br#"{"author": {"id": "4"}, "content": "?"}"#, 400, "id").await;
    assert_eq!(demo.get("/events/mine").await.0, 400);
    let reply = demo.post("/interactions", &payload::ask("9", QUESTION, None)).await;
    assert_eq!((reply.0, &reply.1["type"]), (200, &json!(4)));
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let demo = Demo::start(&[]);
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["demo", "--no-open"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("VERBATIM__DEMO__BIND", &demo.address)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains(&demo.address) && said.contains("demo.bind"), "{said}");
}
