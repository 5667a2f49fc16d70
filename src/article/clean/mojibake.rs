//! UTF-8 that was once read as Windows-1252 (`â€œ`, `Ã©`), turned back.
//!
//! A run of characters is turned back where the bytes that Windows-1252 has for them are UTF-8 and the
//! result is likelier than what stands there: `cafÃ©` is `café`, but `CAFÉ”` stays.

use super::draft::{Draft, Edit};
use crate::model::plan::Reason;

/// Text that went through the mistake several times is turned back as often, up to this.
const ROUNDS: usize = 3;

/// Mends the whole draft.
pub(super) fn mend(draft: &mut Draft) {
    for _ in 0..ROUNDS {
        let edits = find(draft.text());
        if edits.is_empty() {
            return;
        }
        draft.edit(edits);
    }
}

fn find(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii() {
            // Text is mostly ASCII: go to the next character that is not.
            let run = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii());
            let run = run.unwrap_or(text.len() - at);
            at += run;
            before = text.as_bytes().get(at - 1).map(|byte| char::from(*byte));
            continue;
        }
        let follows_mended = edits.last().is_some_and(|edit| edit.range.end == at);
        match decode_at(&text[at..]) {
            Some(found) if found.is_likely(before, &text[at..], follows_mended) => {
                edits.push(Edit::new(at..at + found.len, found.made.to_string(), Reason::Mojibake));
                at += found.len;
                before = Some(found.made);
            }
            _ => {
                at += c.len_utf8();
                before = Some(c);
            }
        }
    }
    edits
}

/// A character that the bytes of several characters make.
struct Found {
    made: char,
    /// How many bytes of UTF-8 it made.
    width: usize,
    /// Bytes of the present text.
    len: usize,
}

fn decode_at(text: &str) -> Option<Found> {
    let mut bytes = [0; 4];
    let mut len = 0;
    let mut width = 0;
    let mut chars = text.chars();
    let lead = chars.next()?;
    bytes[0] = windows_1252(lead)?;
    let needed = match bytes[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    len += lead.len_utf8();
    width += 1;
    while width < needed {
        match chars.next() {
            Some(c) if windows_1252(c).is_some_and(|byte| (0x80..0xC0).contains(&byte)) => {
                bytes[width] = windows_1252(c)?;
                len += c.len_utf8();
            }
            // Windows-1252 has no character for 0x9D, so the last byte of a closing mark often got lost.
            after if bytes[..width] == [0xE2, 0x80] && after.is_none_or(|c| c.is_ascii()) => {
                return Some(Found { made: '”', width: 3, len });
            }
            _ => return None,
        }
        width += 1;
    }
    let made = std::str::from_utf8(&bytes[..width]).ok()?.chars().next()?;
    Some(Found { made, width, len })
}

impl Found {
    fn is_likely(&self, before: Option<char>, text: &str, follows_mended: bool) -> bool {
        let rest = &text[self.len..];
        let second = text.chars().nth(1);
        match self.width {
            4 => true,
            3 => is_common(self.made) || follows_mended || starts_another(rest, 3),
            // `Â£`, `Â°`, a no-break space: the sign itself stands after the letter.
            _ if text.starts_with('Â') => {
                second.is_some_and(|c| matches!(c, '\u{80}'..='\u{9F}' | '\u{A0}'..='\u{BF}'))
            }
            // A capital and a sign inside of a word that is not in capitals.
            _ => {
                follows_mended
                    || before.is_some_and(char::is_lowercase)
                    || (second.is_some_and(|c| !c.is_alphabetic())
                        && (rest.starts_with(char::is_lowercase) || starts_another(rest, 2)))
                    || starts_two_others(rest)
            }
        }
    }
}

fn starts_another(rest: &str, width: usize) -> bool {
    decode_at(rest).is_some_and(|next| next.width == width)
}

/// Letters of other alphabets come in words.
fn starts_two_others(rest: &str) -> bool {
    decode_at(rest).is_some_and(|next| next.width == 2 && starts_another(&rest[next.len..], 2))
}

/// Characters of three bytes that stand alone in text of Western languages.
fn is_common(c: char) -> bool {
    matches!(c,
        '\u{200B}'..='\u{200F}' | '\u{2010}'..='\u{2027}' | '\u{2028}'..='\u{203A}' | '\u{2044}'
        | '\u{20A0}'..='\u{20BF}' | '\u{2100}'..='\u{214F}' | '\u{2190}'..='\u{21FF}'
        | '\u{2212}' | '\u{2248}' | '\u{2260}' | '\u{2264}' | '\u{2265}'
        | '\u{2500}'..='\u{27BF}' | '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' | '\u{FEFF}' | '\u{FFFD}')
}

/// The characters of Windows-1252 for the bytes 0x80 to 0x9F; the five that it leaves open stand for
/// themselves. Source: the index of windows-1252 in the Encoding Standard (WHATWG).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The character that Windows-1252 has for a byte.
pub(super) fn windows_1252_char(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte that Windows-1252 has for a character.
fn windows_1252(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xFF => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::Piece;
    use crate::model::span::RawSpan;

    fn mended(text: &str) -> String {
        let copied = Piece { raw: RawSpan::new(0, text.len()), replacement: None };
        let mut draft = Draft::new(text.to_owned(), vec![copied]);
        mend(&mut draft);
        let (text_after, plan) = draft.into_parts();
        assert_eq!(plan.apply(text.as_bytes()).as_ref(), Ok(&text_after));
        text_after
    }

    #[test]
    fn turns_back_what_was_misread() {
        for (damaged, right) in [
            ("â€œWe will,â€\u{9d} he said", "“We will,” he said"),
            ("â€œWe will,â€ he said", "“We will,” he said"),
            ("Ukraineâ€™s allies", "Ukraine’s allies"),
            ("the plan â€” which", "the plan — which"),
            ("the Ã‰lysÃ©e", "the Élysée"),
            ("Ã©tÃ©", "été"),
            ("NicolÃ¡s Maduro", "Nicolás Maduro"),
            ("Â£20m at 3Â°C", "£20m at 3°C"),
            ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
            ("itÃ¢â‚¬â„¢s", "it’s"),
            ("Å ibenik and MladiÄ‡", "Å ibenik and Mladić"),
            ("ðŸ˜€", "😀"),
        ] {
            assert_eq!(mended(damaged), right);
        }
    }

    #[test]
    fn leaves_what_is_right() {
        for text in [
            "the Élysée Palace and Nicolás Maduro",
            "“CAFÉ” and “AMANHÔ",
            "României, câine, pâine, român",
            "Ângela disse que não há razão, mas Âmbar",
            "à « Paris »",
            "voilà… c’est là”",
            "Việt Nam thân ái",
            "Привет, мир",
            "日本語の文章",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
