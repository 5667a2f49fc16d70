//! A payload with the files that go with it, as Discord takes them: JSON alone, or `multipart/form-data` (RFC 7578) with
//! `payload_json` and `files[n]`.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::render::discord::Attachment;

/// What is sent, and of which type it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its type, for a header.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Body {
    /// A payload with its files.
    ///
    /// # Errors
    /// If the payload cannot be written as JSON.
    pub fn new(payload: &impl Serialize, files: &[Attachment]) -> serde_json::Result<Self> {
        let json = serde_json::to_vec(payload)?;
        if files.is_empty() {
            return Ok(Self { content_type: "application/json".to_owned(), bytes: json });
        }
        let boundary = boundary(&json, files);
        let mut bytes = vec![];
        let mut part = |name: &str, file: Option<&str>, kind: &str, content: &[u8]| {
            let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\nContent-Type: {kind}\r\n\r\n"
            );
            bytes.extend_from_slice(head.as_bytes());
            bytes.extend_from_slice(content);
            bytes.extend_from_slice(b"\r\n");
        };
        part("payload_json", None, "application/json", &json);
        for file in files {
            let name = format!("files[{}]", file.id);
            part(&name, Some(&file.filename), kind(&file.filename), &file.bytes);
        }
        bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok(Self { content_type: format!("multipart/form-data; boundary={boundary}"), bytes })
    }
}

/// What no part has in it: a digest of all of them, which is the same for the same parts.
fn boundary(json: &[u8], files: &[Attachment]) -> String {
    let mut digest = Sha256::new_with_prefix(json);
    files.iter().for_each(|file| digest.update(&file.bytes));
    let digest = digest.finalize();
    digest.iter().take(16).fold("verbatim-".to_owned(), |line, byte| line + &format!("{byte:02x}"))
}

/// The type of a file by the end of its name.
fn kind(filename: &str) -> &'static str {
    if filename.ends_with(".png") { "image/png" } else { "application/octet-stream" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_goes_with_its_files() {
        let payload = serde_json::json!({"type": 4});
        let alone = Body::new(&payload, &[]).unwrap();
        assert_eq!(alone.content_type, "application/json");
        assert_eq!(alone.bytes, b"{\"type\":4}");
        let file = Attachment {
            id: 0,
            filename: "a.png".to_owned(),
            description: "a".to_owned(),
            bytes: vec![0, 255, 13, 10],
        };
        let with = Body::new(&payload, std::slice::from_ref(&file)).unwrap();
        let boundary = with.content_type.split_once("boundary=").unwrap().1;
        let expected = [
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n")
                .as_bytes(),
            b"Content-Type: application/json\r\n\r\n{\"type\":4}\r\n",
            format!("--{boundary}\r\n").as_bytes(),
            b"Content-Disposition: form-data; name=\"files[0]\"; filename=\"a.png\"\r\n",
            b"Content-Type: image/png\r\n\r\n",
            &file.bytes,
            format!("\r\n--{boundary}--\r\n").as_bytes(),
        ]
        .concat();
        assert_eq!(with.bytes, expected);
        assert_eq!(Body::new(&payload, &[file]).unwrap(), with, "always the same");
    }
}
