//! Character references of HTML (`&amp;`, `&#8217;`), which get into plain text too, and twice into pages.

use super::draft::{Draft, Edit};
use super::mojibake::windows_1252_char;
use crate::model::plan::Reason;

/// A reference that was written as text was resolved once too little; more often is a mistake of its own.
const ROUNDS: usize = 2;

/// Resolves the references of the text that end with a semicolon.
pub(super) fn resolve(draft: &mut Draft) {
    for _ in 0..ROUNDS {
        let text = draft.text();
        let mut edits = Vec::new();
        for (at, _) in text.match_indices('&') {
            let rest = text.get(at..).unwrap_or_default();
            if let (len, Some(made)) = reference(rest)
                && rest.get(..len).is_some_and(|reference| reference.ends_with(';'))
            {
                edits.push(Edit::new(at..at + len, made, Reason::Entity));
            }
        }
        if edits.is_empty() {
            return;
        }
        draft.edit(edits);
    }
}

/// A character reference: its length and what it stands for; one byte and nothing where the sign is text.
pub(super) fn reference(text: &str) -> (usize, Option<String>) {
    /// No name of a reference is longer, in bytes.
    const LONGEST: usize = 40;
    let bytes = text.as_bytes();
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
    let body = bytes.iter().skip(1).take(LONGEST).take_while(is_part).count();
    let end = 1 + body;
    let len = end + usize::from(bytes.get(end) == Some(&b';'));
    let name = text.get(1..end).unwrap_or_default();
    if name.is_empty() {
        return (1, None);
    }
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        // Numbers of the C1 controls mean Windows-1252 in HTML.
        let made = code.ok().and_then(|code| match u8::try_from(code) {
            Ok(byte @ 0x80..=0x9F) => Some(windows_1252_char(byte)),
            _ => char::from_u32(code),
        });
        return made.map_or((1, None), |made| (len, Some(made.to_string())));
    }
    let whole = format!("&{name};");
    let made = html_escape::decode_html_entities(&whole);
    if made == whole { (1, None) } else { (len, Some(made.into_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    #[test]
    fn resolves_references() {
        for (text, wanted) in [
            ("Lund &amp; Berg said it&#39;s &ldquo;shut&rdquo;", "Lund & Berg said it's “shut”"),
            ("it&amp;#8217;s", "it’s"),
            ("AT&T; R&D & more &bogus; a&b", "AT&T; R&D & more &bogus; a&b"),
            ("&amp", "&amp"),
            ("", ""),
        ] {
            let copied = Piece { raw: RawSpan::new(0, text.len()), replacement: None };
            let mut draft = Draft::new(text.to_owned(), vec![copied]);
            resolve(&mut draft);
            assert_eq!(draft.text(), wanted);
        }
    }
}
