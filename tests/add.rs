//! `verbatim add`: the real program against real sockets.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PAGE: &str = "<html><head><title>Mill closes</title></head><body><article><h1>Mill closes</h1><p>The mill by the river closed on Monday after ninety years, the owners said.</p><p>“We could not find anyone to run it,” said Ann Moor, who inherited the mill from her father.</p><p>The council of Reedham will decide in May whether the building can be turned into flats.</p></article></body></html>";

/// A server that answers by the path it is asked for.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            std::thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let mut first = String::new();
                let _ = reader.read_line(&mut first);
                let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                loop {
                    let mut line = String::new();
                    if reader.read_line(&mut line).unwrap_or(0) < 3 {
                        break;
                    }
                }
                answer(&mut stream, &path);
            });
        }
    });
    format!("http://{address}")
}

fn answer(stream: &mut std::net::TcpStream, path: &str) {
    let whole = |kind: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let status = |line: &str, more: &str| {
        format!("HTTP/1.1 {line}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n")
            .into_bytes()
    };
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(PAGE);
    let bytes = match path {
        "/robots.txt" => whole("text/plain", b"User-agent: *\nDisallow: /private/\n"),
        "/news/mill-closes.html?a=1" | "/private/mill" => whole("text/html; charset=utf-8", PAGE.as_bytes()),
        "/latin" => whole("text/html; charset=windows-1252", &latin),
        "/text.md" => whole("text/plain", b"# Ferry\n\nThe ferry to Hale starts again in *March*, the council said."),
        "/moved" => status("302 Found", "Location: /news/mill-closes.html?a=1\r\n"),
        "/circle" => status("301 Moved Permanently", "Location: /circle\r\n"),
        "/file" => status("302 Found", "Location: file:///etc/passwd\r\n"),
        "/hidden" => status("302 Found", "Location: /private/mill\r\n"),
        "/gone" => status("410 Gone", ""),
        "/busy" => status("429 Too Many Requests", "Retry-After: 9\r\n"),
        "/broken" => status("503 Service Unavailable", ""),
        "/picture" => whole("image/png", b"\x89PNG"),
        "/empty" => whole("text/html", b"<html><body><p></p></body></html>"),
        "/lie" => b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\nConnection: close\r\n\r\n<p>short".to_vec(),
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 65536]).is_ok() {}
            return;
        }
        "/hang" => {
            std::thread::sleep(std::time::Duration::from_secs(60));
            return;
        }
        _ => status("404 Not Found", ""),
    };
    let _ = stream.write_all(&bytes);
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["add", "--corpus"])
        .arg(folder)
        .args(arguments)
        .current_dir(folder)
        .env("VERBATIM__CORPUS__MAX_FILE_BYTES", "1000000")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Runs it and compares the exit code and words of what it prints; all of it.
fn check(folder: &Path, arguments: &[&str], code: i32, words: &[&str]) -> String {
    let output =
        run(folder, arguments, b"The ferry to Hale starts again in March, the council said.");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{arguments:?}, {word:?}: {said}");
    }
    said
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn pages_files_and_standard_input_are_added() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let server = serve();
    let page = format!("{server}/moved");
    check(
        folder,
        &[&page, "--allow-private", "--dry-run"],
        0,
        &["Mill closes", "2 quotations in it", "It would be added as"],
    );
    assert!(files(folder).is_empty());
    check(folder, &[&page, "--allow-private"], 0, &["Added as 127.0.0.1-"]);
    let stored = files(folder);
    assert_eq!(stored.len(), 2, "{stored:?}");
    assert!(stored[0].ends_with("news-mill-closes.html"), "{stored:?}");
    assert_eq!(fs::read_to_string(folder.join(&stored[0])).unwrap(), PAGE);
    let sources = fs::read_to_string(folder.join("sources.toml")).unwrap();
    for words in [
        &*format!("url = \"{server}/news/mill-closes.html?a=1\""),
        "charset = \"utf-8\"",
        "retrieved = 20",
        "sha256 = \"",
    ] {
        assert!(sources.contains(words), "{words}: {sources}");
    }
    // The same again, also in other bytes.
    check(
        folder,
        &[&page, "--allow-private"],
        1,
        &["Nothing is added: the same text is there as 127"],
    );
    check(folder, &[&format!("{server}/latin"), "--allow-private"], 1, &["the same text is there"]);
    check(
        folder,
        &[&format!("{server}/text.md"), "--allow-private", "--name", "ferry.md"],
        0,
        &["Added as ferry.md", "Ferry"],
    );
    check(folder, &["-", "--dry-run"], 0, &["It would be added as standard-input.txt"]);
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("A “mill” (1).txt");
    fs::write(&file, "A new mill was opened in Hale on Friday, its owner said.").unwrap();
    let said = check(
        folder,
        &[file.to_str().unwrap(), "--json"],
        0,
        &["\"stored\":\"A-mill-1.txt\"", "\"same_as\":null"],
    );
    assert!(said.starts_with("{\"documents\":[{"), "{said}");
    let listed = Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .args(["check", "--corpus"])
        .arg(folder)
        .output()
        .unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("3 documents are served, 0 are skipped."), "{listed}");
    // Names that lead out of the folder or are taken, and a file that nobody could read.
    for name in ["../x.txt", ".x.txt", "ferry.md", "x.jpg"] {
        check(folder, &["-", "--name", name], 2, &["is no name for it"]);
    }
    fs::write(folder.join("sources.toml"), "[no").unwrap();
    check(folder, &["-"], 2, &["sources.toml is not understood", "repair it first"]);
    assert!(!folder.join("standard-input.txt").exists());
}

#[test]
fn what_cannot_be_fetched_is_said_in_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let server = serve();
    let private = server.replace("127.0.0.1", "localhost");
    check(
        folder,
        &[&format!("{server}/moved")],
        2,
        &["private network: allow it with --allow-private"],
    );
    check(
        folder,
        &[&format!("{private}/moved")],
        2,
        &["localhost is an address of a private network"],
    );
    check(folder, &["http://[::1]:9/"], 2, &["private network"]);
    check(folder, &["http://"], 2, &["no web address"]);
    for (path, code, words) in [
        ("/private/mill", 2, "pass it over with --ignore-robots"),
        ("/hidden", 2, "pass it over with --ignore-robots"),
        ("/circle", 3, "leads on more than 5 times"),
        ("/file", 2, "is no web address"),
        ("/gone", 3, "answers 410 Gone"),
        ("/busy", 3, "answers 429 Too Many Requests"),
        ("/broken", 3, "answers 503"),
        ("/picture", 2, "image/png is nothing that is read"),
        ("/empty", 1, "Nothing is added: it has nothing to serve."),
        ("/endless", 3, "it has more than 1000000 bytes"),
        ("/lie", 3, "cannot be reached"),
    ] {
        check(folder, &[&format!("{server}{path}"), "--allow-private"], code, &[words]);
    }
    check(
        folder,
        &[&format!("{server}/hang"), "--allow-private", "--timeout", "1"],
        3,
        &["not there after 1s"],
    );
    check(
        folder,
        &[&format!("{server}/private/mill"), "--allow-private", "--ignore-robots", "--dry-run"],
        0,
        &["Mill closes"],
    );
    check(folder, &["nowhere.txt"], 2, &["nowhere.txt cannot be read"]);
    assert!(files(folder).is_empty());
}

/// A proxy that answers itself, and notes the first line of what it is asked.
fn proxy() -> (String, std::sync::Arc<std::sync::Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::sync::Arc::new(std::sync::Mutex::new(vec![]));
    let noted = std::sync::Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut first = String::new();
            let _ = reader.read_line(&mut first);
            let mut line = String::new();
            while reader.read_line(&mut line).unwrap_or(0) > 2 {
                line.clear();
            }
            noted.lock().unwrap().push(first.trim().to_owned());
            let (status, body) = if first.contains("robots.txt") || first.starts_with("CONNECT") {
                ("404 Not Found", "")
            } else {
                ("200 OK", PAGE)
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (address, asked)
}

#[test]
fn a_proxy_is_used_and_private_addresses_are_refused_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (proxy, asked) = proxy();
    let server = serve();
    let check = |variables: &[(&str, &str)], arguments: &[&str], code: i32, words: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
            .args(["add", "--dry-run", "--corpus"])
            .arg(folder.path())
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{variables:?} {arguments:?}: {said}");
        assert!(said.contains(words), "{variables:?} {arguments:?}: {said}");
        std::mem::take(&mut *asked.lock().unwrap())
    };
    let page = "http://news.invalid/mill";
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let asked = check(&[(name, &proxy)], &[page], 0, "Mill closes");
        assert_eq!(
            asked,
            [
                "GET http://news.invalid/robots.txt HTTP/1.1",
                "GET http://news.invalid/mill HTTP/1.1"
            ],
            "{name}"
        );
    }
    for name in ["HTTPS_PROXY", "ALL_PROXY"] {
        let page = "https://news.invalid/mill";
        let asked = check(&[(name, &proxy)], &[page], 3, "news.invalid cannot be reached");
        assert_eq!(asked, ["CONNECT news.invalid:443 HTTP/1.1"], "{name}");
    }
    for private in ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost/", "http://a.local/"]
    {
        let asked = check(&[("ALL_PROXY", &proxy)], &[private], 2, "address of a private network");
        assert_eq!(asked, [""; 0], "{private}");
    }
    // What NO_PROXY lists is asked at the address that was checked.
    let direct = [("ALL_PROXY", proxy.as_str()), ("NO_PROXY", "127.0.0.1")];
    let address = format!("{server}/news/mill-closes.html?a=1");
    assert_eq!(check(&direct, &[&address, "--allow-private"], 0, "Mill closes"), [""; 0]);
    assert_eq!(check(&direct, &[&address], 2, "address of a private network"), [""; 0]);
}
