//! A payload with files, as Discord reads it.

use serde_json::Value;

/// The payload of a body of this type, and the files that came with it. It fails on what Discord would not read.
pub fn read(kind: &str, body: &[u8]) -> (Value, Vec<(String, Vec<u8>)>) {
    let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") else {
        assert_eq!(kind, "application/json");
        return (serde_json::from_slice(body).expect("the bot sends JSON"), vec![]);
    };
    let mark = format!("--{boundary}");
    let rest = body.strip_prefix(mark.as_bytes()).expect("the boundary comes first");
    let mark = format!("\r\n{mark}");
    let mut parts = split(rest, mark.as_bytes());
    assert_eq!(parts.pop(), Some(&b"--\r\n"[..]), "the last boundary ends it");
    let (mut payload, mut files) = (Value::Null, vec![]);
    for part in parts {
        let part = part.strip_prefix(b"\r\n").expect("a line of its own");
        let [head, content] = split(part, b"\r\n\r\n")[..] else {
            panic!("a part has a head and a body")
        };
        let head = std::str::from_utf8(head).expect("text");
        let value = |key: &str| {
            let (_, rest) = head.split_once(&format!("{key}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        match value("; name").expect("a name").as_str() {
            "payload_json" => payload = serde_json::from_slice(content).expect("JSON"),
            name => {
                assert_eq!(name, format!("files[{}]", files.len()));
                files.push((value("filename").expect("a file name"), content.to_vec()));
            }
        }
    }
    (payload, files)
}

fn split<'b>(bytes: &'b [u8], mark: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = vec![];
    let mut from = 0;
    let mut at = 0;
    while at + mark.len() <= bytes.len() {
        if &bytes[at..at + mark.len()] == mark {
            parts.push(&bytes[from..at]);
            at += mark.len();
            from = at;
        } else {
            at += 1;
        }
    }
    parts.push(&bytes[from..]);
    parts
}
