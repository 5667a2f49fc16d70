//! Mails that were saved under the name of a page or a text: their words are still packed.

/// Whether the bytes begin with the head of a mail that says how its text is packed.
pub(super) fn is_packed_mail(raw: &[u8]) -> bool {
    /// Heads of mails are rarely longer, in bytes.
    const LONGEST: usize = 64 << 10;
    let head = raw.get(..raw.len().min(LONGEST)).unwrap_or_default();
    let (mut fields, mut is_packed) = (0, false);
    for line in head.split(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
        if line.is_empty() {
            return fields > 1 && is_packed;
        }
        // A field goes on in the next line.
        let is_rest = fields > 0 && line.starts_with([' ', '\t']);
        let Some((name, value)) = line.split_once(':').filter(|_| !is_rest) else {
            if is_rest {
                continue;
            }
            return false;
        };
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || !name.bytes().all(is_name) {
            return false;
        }
        let value = value.trim().to_ascii_lowercase();
        fields += 1;
        is_packed |= match name.to_ascii_lowercase().as_str() {
            "content-transfer-encoding" => matches!(&*value, "quoted-printable" | "base64"),
            "content-type" => value.starts_with("multipart/"),
            _ => false,
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_under_other_names() {
        for (head, wanted) in [
            (
                "From: a@b.example\nMIME-Version: 1.0\nContent-Transfer-Encoding: Quoted-Printable\n\n<p>=E2",
                true,
            ),
            (
                "Received: from x\r\n\tby y\r\nContent-Type: multipart/alternative;\r\n boundary=x\r\n\r\n--x",
                true,
            ),
            (
                "From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nContent-Type: multipart/related\r\n\r\n",
                true,
            ),
            // What can be read as it stands.
            (
                "From: a@b.example\nSubject: The mill\nContent-Type: text/plain\n\nThe mill is shut.",
                false,
            ),
            ("Content-Transfer-Encoding: base64\n\nAAAA", false),
            ("The mill: a history\nContent-Transfer-Encoding: base64\n\n", false),
            ("<html><body><p>From: a</p></body></html>", false),
            ("", false),
            ("From: a@b.example\nContent-Transfer-Encoding: base64", false),
        ] {
            assert_eq!(is_packed_mail(head.as_bytes()), wanted, "{head}");
        }
    }
}
