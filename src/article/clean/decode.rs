//! From bytes to characters: UTF-8 where the bytes are that, else the encoding that fits them best.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::draft::Draft;
use super::wide::{self, Utf32};
use crate::model::plan::{Piece, Reason};
use crate::model::span::RawSpan;

/// More control characters than one in this many characters make a file binary.
const TEXT_PER_CONTROL: usize = 100;

/// More undecodable bytes than one in this many make a file binary.
const BYTES_PER_UNDECODABLE: usize = 10;

/// The draft that the bytes make; none where they are no text. `charset` is the name of the encoding that is stated for
/// them: what they are by themselves goes before it.
pub(super) fn decode(raw: &[u8], charset: Option<&[u8]>) -> Option<Draft> {
    let mut pieces = Vec::new();
    let mut drop_mark = |length: usize| {
        if length > 0 {
            let dropped = Some(("".into(), Reason::ByteOrderMark));
            pieces.push(Piece { raw: RawSpan::new(0, length), replacement: dropped });
        }
    };
    if let Some(utf32) = Utf32::detect(raw) {
        drop_mark(utf32.mark);
        let text = utf32.text(raw, &mut pieces);
        return is_text(&text).then(|| Draft::new(text, pieces));
    }
    let (bom, encoding) = match Encoding::for_bom(raw) {
        Some((encoding, length)) => (length, encoding),
        None => (0, wide::unmarked_utf16(raw).unwrap_or_else(|| stated(raw, charset))),
    };
    drop_mark(bom);
    let text = match std::str::from_utf8(&raw[bom..]) {
        Ok(text) if encoding == UTF_8 => {
            pieces.push(Piece { raw: RawSpan::new(bom, raw.len()), replacement: None });
            text.to_owned()
        }
        _ if encoding == UTF_8 => decode_utf8(raw, bom, &mut pieces),
        _ => decode_other(raw, bom, encoding, &mut pieces),
    };
    is_text(&text).then(|| Draft::new(text, pieces))
}

/// The name of the encoding that a page of HTML declares at its start.
pub(super) fn declared(raw: &[u8]) -> Option<&[u8]> {
    /// Browsers look no further, in bytes; pages that were saved have comments before it.
    const REACH: usize = 4096;
    let start = raw.get(..REACH).unwrap_or(raw);
    let found = start.windows(NAME.len()).position(|at| at.eq_ignore_ascii_case(NAME))?;
    let value = start.get(found + NAME.len()..)?.trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
    value.get(..value.iter().take_while(|byte| is_name(byte)).count())
}

/// What stands before the name of an encoding.
const NAME: &[u8] = b"charset";

/// The stated encoding if the bytes can be read in it; else the one that they tell themselves. Bytes that are UTF-8 are
/// hardly ever anything else.
fn stated(raw: &[u8], charset: Option<&[u8]>) -> &'static Encoding {
    let stated = charset.and_then(Encoding::for_label).filter(|encoding| {
        // What was read as text to find its name is not in units of two bytes.
        !encoding.name().starts_with("UTF-") && std::str::from_utf8(raw).is_err()
    });
    let fits = |encoding: &&'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(raw).is_some()
    };
    stated.filter(fits).unwrap_or_else(|| detect(raw))
}

/// UTF-8 if the bytes are that but for a few; else what the letters' frequencies speak for.
fn detect(raw: &[u8]) -> &'static Encoding {
    let (mut characters, mut broken) = (0usize, 0usize);
    for chunk in raw.utf8_chunks() {
        characters += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += chunk.invalid().len();
    }
    if broken == 0 || characters > 2 * broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(raw, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn is_text(text: &str) -> bool {
    let (mut characters, mut controls, mut undecodable) = (0usize, 0usize, 0usize);
    for c in text.chars() {
        characters += 1;
        match c {
            '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1B' => {}
            '\u{FFFD}' => undecodable += 1,
            '\0'..='\x1F' | '\x7F' => controls += 1,
            _ => {}
        }
    }
    controls * TEXT_PER_CONTROL <= characters && undecodable * BYTES_PER_UNDECODABLE <= characters
}

fn decode_utf8(raw: &[u8], start: usize, pieces: &mut Vec<Piece>) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut at = start;
    for chunk in raw[start..].utf8_chunks() {
        let (valid, invalid) = (chunk.valid().len(), chunk.invalid().len());
        text += chunk.valid();
        pieces.push(Piece { raw: RawSpan::new(at, at + valid), replacement: None });
        at += valid;
        if invalid > 0 {
            text.push(char::REPLACEMENT_CHARACTER);
            let replacement = Some(("\u{FFFD}".into(), Reason::Undecodable));
            pieces.push(Piece { raw: RawSpan::new(at, at + invalid), replacement });
            at += invalid;
        }
    }
    text
}

/// Feeds the decoder byte by byte, so that it is known which bytes made which characters. ASCII is copied,
/// a run of other letters is one piece, and so is a run of other signs.
fn decode_other(
    raw: &[u8],
    start: usize,
    encoding: &'static Encoding,
    pieces: &mut Vec<Piece>,
) -> String {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(raw.len());
    let mut run = Run::new(start);
    for at in start..raw.len() {
        let made = text.len();
        feed(&mut decoder, &raw[at..=at], false, &mut text);
        if text.len() > made {
            run.add(raw, &text, made, at + 1, pieces);
        }
    }
    let made = text.len();
    feed(&mut decoder, &[], true, &mut text);
    run.add(raw, &text, made, raw.len(), pieces);
    run.close(&text, pieces);
    text
}

fn feed(decoder: &mut Decoder, mut bytes: &[u8], last: bool, text: &mut String) {
    loop {
        text.reserve(16);
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, last);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Copied,
    Letters,
    Signs,
    Undecodable,
}

/// Neighbouring characters of one class, on their way into one piece.
struct Run {
    class: Class,
    raw: RawSpan,
    text_start: usize,
}

impl Run {
    fn new(start: usize) -> Self {
        Self { class: Class::Copied, raw: RawSpan::new(start, start), text_start: 0 }
    }

    /// Adds the text from `made` on, which was made from the raw bytes between the run's end and `raw_end`.
    fn add(
        &mut self,
        raw: &[u8],
        text: &str,
        made: usize,
        raw_end: usize,
        pieces: &mut Vec<Piece>,
    ) {
        let added = &text[made..];
        let class = if added.as_bytes() == &raw[self.raw.end()..raw_end] && added.is_ascii() {
            Class::Copied
        } else if added.contains(char::REPLACEMENT_CHARACTER) {
            Class::Undecodable
        } else if added.chars().all(char::is_alphanumeric) {
            Class::Letters
        } else {
            Class::Signs
        };
        if class != self.class {
            self.close_at(text, made, pieces);
            *self =
                Self { class, raw: RawSpan::new(self.raw.end(), self.raw.end()), text_start: made };
        }
        self.raw = RawSpan::new(self.raw.start(), raw_end);
    }

    fn close(&self, text: &str, pieces: &mut Vec<Piece>) {
        self.close_at(text, text.len(), pieces);
    }

    fn close_at(&self, text: &str, end: usize, pieces: &mut Vec<Piece>) {
        let made = || text[self.text_start..end].into();
        let replacement = match self.class {
            Class::Copied => None,
            Class::Letters | Class::Signs => Some((made(), Reason::Encoding)),
            Class::Undecodable => Some((made(), Reason::Undecodable)),
        };
        if !self.raw.is_empty() {
            pieces.push(Piece { raw: self.raw, replacement });
        }
    }
}
