//! Cuts text into words, marks and paragraph breaks, each with its place and its word classes.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::lexicon::{Class, Frames, VerbForm, look_up};
use crate::english::names;
use crate::model::span::TextSpan;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number,
    Comma,
    /// `.`, `!`, `?`: the end of a sentence unless it stands inside of a quotation.
    Stop,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    Mark(Mark),
    /// `'s` and the bare apostrophe behind a plural cannot be told apart from other uses; this is `'s`.
    Possessive,
    /// The end of a paragraph.
    Break,
    Other,
}

/// The families of quote marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Double,
    DoubleOpen,
    DoubleClose,
    Single,
    SingleOpen,
    SingleClose,
}

/// A stretch of text with its classes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    start: u32,
    end: u32,
    pub(crate) kind: Kind,
    pub(crate) class: Class,
    pub(crate) frames: Frames,
    pub(crate) form: VerbForm,
}

impl Token {
    fn new(start: usize, end: usize, kind: Kind) -> Self {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self {
            start: offset(start),
            end: offset(end),
            kind,
            class: Class::default(),
            frames: Frames::default(),
            form: VerbForm::default(),
        }
    }

    /// One word from this token to the last one.
    pub(crate) fn joined_to(&self, last: &Self, class: Class) -> Self {
        Self { class, ..Self::new(self.start(), last.end(), Kind::Word) }
    }

    pub(crate) fn start(&self) -> usize {
        self.start as usize
    }

    pub(crate) fn end(&self) -> usize {
        self.end as usize
    }

    pub(crate) fn span(&self) -> TextSpan {
        TextSpan::new(self.start(), self.end())
    }

    pub(crate) fn has(&self, class: Class) -> bool {
        self.class.has(class)
    }

    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// Cuts `text` into tokens; white space inside of a paragraph is left out.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    cut(text, 0, ends_paragraph, &mut tokens);
    tokens
}

/// Cuts the stretches of `text` into tokens; each is one paragraph, however many lines it has.
pub(crate) fn tokenize_paragraphs(
    text: &str,
    paragraphs: impl Iterator<Item = TextSpan>,
) -> Vec<Token> {
    let mut tokens = Vec::new();
    for span in paragraphs {
        let Some(stretch) = text.get(..span.end()) else { continue };
        if !tokens.is_empty() {
            tokens.push(Token::new(span.start(), span.start(), Kind::Break));
        }
        cut(stretch, span.start(), |_, _, _| false, &mut tokens);
    }
    tokens
}

/// The text in front of the byte; nothing if that is inside of a character.
fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// The text from the byte on; nothing if that is inside of a character.
fn behind(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn cut(
    text: &str,
    start: usize,
    ends_paragraph: fn(&str, usize, usize) -> bool,
    tokens: &mut Vec<Token>,
) {
    let mut at = start;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = behind(text, at);
        if first.is_whitespace() {
            let blank = rest.len() - rest.trim_start().len();
            if ends_paragraph(text, at, blank) && !tokens.is_empty() {
                tokens.push(Token::new(at, at + blank, Kind::Break));
            }
            at += blank;
            continue;
        }
        let (len, kind) = if is_superscript(first) {
            let run = rest.trim_start_matches(is_superscript);
            (rest.len() - run.len(), Kind::Other)
        } else if first.is_alphanumeric() {
            let len = word_len(text, at);
            let number = first.is_ascii_digit()
                && before(rest, len).bytes().all(|byte| !byte.is_ascii_alphabetic());
            (len, if number { Kind::Number } else { Kind::Word })
        } else if let Some(len) = clitic_len(text, at) {
            (
                len,
                if len <= 4 && is_possessive(before(rest, len)) {
                    Kind::Possessive
                } else {
                    Kind::Word
                },
            )
        } else if let Some(len) = handle_len(text, at) {
            (len, Kind::Word)
        } else {
            symbol(rest, first)
        };
        let mut token = Token::new(at, at + len, kind);
        if matches!(kind, Kind::Word | Kind::Possessive) {
            classify(&mut token, before(rest, len));
        }
        tokens.push(token);
        at += len;
    }
}

/// Whether the blank of `len` bytes at `at` ends a paragraph. A single line break does not if the line
/// was merely wrapped: it neither ends with a mark nor is followed by a capital.
fn ends_paragraph(text: &str, at: usize, len: usize) -> bool {
    let blank = before(behind(text, at), len);
    let breaks = blank.matches('\n').count();
    if breaks != 1 {
        return breaks > 1 || blank.contains('\r');
    }
    let wrapped = behind(text, at + len).chars().next().is_some_and(char::is_lowercase)
        && before(text, at)
            .chars()
            .next_back()
            .is_some_and(|last| last.is_alphanumeric() || last == ',');
    !wrapped
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Length of the word at `at`: letters and digits, joined by hyphens, apostrophes and the stops of abbreviations.
fn word_len(text: &str, at: usize) -> usize {
    let rest = behind(text, at);
    let mut end = 0;
    for (offset, c) in rest.char_indices() {
        let next = behind(rest, offset + c.len_utf8()).chars().next();
        let joins = match c {
            _ if is_superscript(c) => is_measured(before(rest, offset)),
            _ if c.is_alphanumeric() => true,
            '-' | '‑' => next.is_some_and(char::is_alphanumeric),
            // "RFE/RL", "M&S"
            '/' | '&' => {
                before(rest, offset).ends_with(char::is_uppercase)
                    && next.is_some_and(char::is_uppercase)
            }
            '\'' | '’' => {
                next.is_some_and(char::is_alphabetic) && clitic_len(text, at + offset).is_none()
                    || is_shortened_particle(
                        before(rest, offset),
                        behind(rest, offset + c.len_utf8()),
                    )
            }
            '.' => {
                let word = before(rest, offset);
                is_inner_stop(word, next) && !is_answer(word, behind(rest, offset + 1))
            }
            ',' => {
                before(rest, offset).ends_with(|d: char| d.is_ascii_digit())
                    && next.is_some_and(|d| d.is_ascii_digit())
            }
            _ => c == '\u{ad}' || is_mark_on_letter(c),
        };
        if !joins {
            break;
        }
        end = offset + c.len_utf8();
    }
    end
}

/// "de’ Rossi": a particle that has lost its end, in front of a name.
fn is_shortened_particle(word: &str, behind: &str) -> bool {
    matches!(word, "de" | "De")
        && behind.strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// A raised number: the mark of a note, or a power.
pub(crate) fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Whether a raised number behind the word is a power: "10²", "km²".
fn is_measured(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit() || is_superscript(c))
        || ["m", "km", "cm", "mm", "ft", "mi", "yd", "s", "x"].contains(&word)
}

/// Length of a handle at `at`: "@anovak", "@anna.novak@example.org".
fn handle_len(text: &str, at: usize) -> Option<usize> {
    let name = behind(text, at).strip_prefix('@')?;
    let left = before(text, at).chars().next_back();
    if left.is_some_and(|c| c.is_alphanumeric() || c == '.') {
        return None;
    }
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut end = 0;
    for (offset, c) in name.char_indices() {
        let next = behind(name, offset + c.len_utf8()).chars().next();
        let joins = matches!(c, '.' | '@' | '-') && offset > 0 && next.is_some_and(is_letter);
        if !is_letter(c) && !joins {
            break;
        }
        end = offset + c.len_utf8();
    }
    (end > 0).then_some('@'.len_utf8() + end)
}

fn is_mark_on_letter(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a stop behind `word` belongs to it: "U.S.", "J.R.", "3.5", "Mr.".
fn is_inner_stop(word: &str, next: Option<char>) -> bool {
    let last_piece = word.rsplit(['.', '-']).next().unwrap_or(word);
    let single_capital =
        last_piece.chars().count() == 1 && last_piece.chars().all(char::is_uppercase);
    if next.is_some_and(char::is_alphanumeric) {
        let digits = last_piece.bytes().all(|byte| byte.is_ascii_digit());
        return digits && next.is_some_and(|d| d.is_ascii_digit())
            || single_capital
            || last_piece.chars().count() == 1 && next.is_some_and(char::is_lowercase)
            || next.is_some_and(char::is_lowercase) && word.len() > 2;
    }
    let short = word.len() <= 6;
    single_capital
        || word.contains('.') && short && last_piece.chars().count() == 1
        || short
            && lower(word, |word| look_up(word).class.has(Class::ABBREVIATION))
            && starts_upper(word)
}

/// Whether "No." is an answer, not a number's: no digit follows.
fn is_answer(word: &str, behind: &str) -> bool {
    word.eq_ignore_ascii_case("no")
        && !behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Length of a clitic at `at`, an apostrophe and what is left of a word: `'s`, `'ll`, `'ve`, `'d`, `'re`.
fn clitic_len(text: &str, at: usize) -> Option<usize> {
    let rest = behind(text, at);
    let apostrophe = rest.chars().next().filter(|&c| is_apostrophe(c))?;
    let left = before(text, at).chars().next_back()?;
    if !left.is_alphanumeric() && left != '.' {
        return None;
    }
    let tail = behind(rest, apostrophe.len_utf8());
    let letters: usize =
        tail.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).take(4).sum();
    let clitic = ["s", "S", "d", "ll", "ve", "re", "m"].contains(&before(tail, letters));
    clitic.then_some(apostrophe.len_utf8() + letters)
}

fn is_possessive(word: &str) -> bool {
    word.ends_with(['s', 'S'])
}

fn symbol(rest: &str, first: char) -> (usize, Kind) {
    let len = first.len_utf8();
    if rest.starts_with("''")
        || rest.starts_with("``")
        || rest.starts_with("’’")
        || rest.starts_with("‘‘")
    {
        let mark = match first {
            '`' | '‘' => Mark::DoubleOpen,
            _ => Mark::Double,
        };
        return (2 * len, Kind::Mark(mark));
    }
    // The marks of those who have no others: ",,We stay'', said Berg.", "<<We stay>>".
    if let Some(behind) = rest.strip_prefix(",,").or_else(|| rest.strip_prefix("<<")) {
        let word = behind.starts_with(char::is_alphanumeric);
        let kind = if word { Kind::Mark(Mark::DoubleOpen) } else { Kind::Other };
        return (2 * len, kind);
    }
    if let Some(behind) = rest.strip_prefix(">>") {
        let blank = behind.starts_with(' ');
        let kind = if blank { Kind::Other } else { Kind::Mark(Mark::DoubleClose) };
        return (2 * len, kind);
    }
    if rest.starts_with("--") {
        let dashes = rest.len() - rest.trim_start_matches('-').len();
        return (dashes, Kind::Dash);
    }
    if rest.starts_with("..") {
        let dots = rest.len() - rest.trim_start_matches('.').len();
        return (dots, Kind::Other);
    }
    let kind = match first {
        ',' => Kind::Comma,
        '.' | '!' | '?' => Kind::Stop,
        ':' => Kind::Colon,
        ';' => Kind::Semicolon,
        '–' | '—' | '―' | '-' => Kind::Dash,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '"' | '＂' => Kind::Mark(Mark::Double),
        '“' | '„' | '‟' | '«' | '「' | '『' | '〝' | '❝' => {
            Kind::Mark(Mark::DoubleOpen)
        }
        '”' | '»' | '」' | '』' | '〞' | '〟' | '❞' => Kind::Mark(Mark::DoubleClose),
        '\'' => Kind::Mark(Mark::Single),
        '‘' | '`' | '‚' | '‛' | '‹' => Kind::Mark(Mark::SingleOpen),
        '’' | '´' | '›' => Kind::Mark(Mark::SingleClose),
        _ => Kind::Other,
    };
    (len, kind)
}

/// The class that the ending of a word shows if no list knows it.
pub(crate) fn unknown_form(token: &Token, word: &str) -> Class {
    let known = !token.class.without(Class::CAPITAL).is_empty() || !token.form.is_empty();
    if known { Class::default() } else { ending(word) }
}

fn ending(word: &str) -> Class {
    match word {
        _ if word.ends_with("ed") && word.len() > 3 => Class::ED,
        _ if word.ends_with("ing") && word.len() > 4 => Class::ING,
        _ if word.ends_with("ly") && word.len() > 4 => Class::ADVERB,
        _ => Class::default(),
    }
}

fn classify(token: &mut Token, word: &str) {
    let entry = lower(word, |word| {
        let entry = look_up(word);
        match word.strip_suffix('.') {
            Some(bare) => {
                let bare = look_up(bare);
                if bare.class.has(Class::ABBREVIATION) || entry.class.is_empty() {
                    bare
                } else {
                    entry
                }
            }
            None => entry,
        }
    });
    let mut class = entry.class;
    if word.ends_with('.') {
        class = class.with(Class::ABBREVIATION);
    }
    if word.starts_with('@') {
        class = Class::CAPITAL;
    } else if starts_upper(word) || names::has_attached_particle(word) {
        class = class.with(Class::CAPITAL);
        if word.chars().all(|c| !c.is_lowercase()) {
            class = class.with(Class::ALL_CAPITALS);
        }
    } else if entry.class.is_empty() && entry.form.is_empty() {
        class = class.with(ending(word));
    }
    token.class = class;
    token.frames = entry.frames;
    token.form = entry.form;
    // A word in -ed that is an adjective, or a hyphenated role ("vice-president"), keeps only what its last part is.
    if (token.class.is_empty() || token.class == Class::CAPITAL)
        && let Some((_, last)) = word.rsplit_once('-')
    {
        let roles = Class::ROLE;
        let entry = lower(last, look_up);
        if entry.class.has(roles) {
            token.class = token.class.with(entry.class);
        }
    }
}

/// Calls `look` with the word in lower case and with straight apostrophes.
fn lower<T>(word: &str, look: impl FnOnce(&str) -> T) -> T {
    const LONGEST: usize = 32;
    let mut buffer = [0_u8; LONGEST];
    if word.len() <= LONGEST && word.is_ascii() {
        let mut lowered = 0;
        for (to, byte) in buffer.iter_mut().zip(word.bytes()) {
            *to = byte.to_ascii_lowercase();
            lowered += 1;
        }
        let bytes = buffer.get(..lowered).unwrap_or_default();
        return look(std::str::from_utf8(bytes).unwrap_or_default());
    }
    look(&word.to_lowercase().replace('’', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts() {
        let cases = [
            ("Mr. Lin said.", "Mr.|Lin|said|."),
            ("J.R. Tolland-Pike, 24", "J.R.|Tolland-Pike|,|24"),
            ("Trump's son-in-law", "Trump|'s|son-in-law"),
            ("I'll say he’s “fine”", "I|'ll|say|he|’s|“|fine|”"),
            ("''No,'' he said -- twice", "''|No|,|''|he|said|--|twice"),
            ("40,000 crowns, or $3.5m", "40,000|crowns|,|or|$|3.5m"),
            ("don’t… go", "don’t|…|go"),
            ("“No.” No. 5", "“|No|.|”|No.|5"),
            ("at the end. The U.S. will", "at|the|end|.|The|U.S.|will"),
            ("wrapped\nline", "wrapped|line"),
            ("ask @a_novak, not a@b.se", "ask|@a_novak|,|not|a|@|b.se"),
            ("Heading\n\nText", "Heading|\n\n|Text"),
        ];
        for (text, expected) in cases {
            let cut: Vec<&str> =
                tokenize(text).iter().map(|token| &text[token.span().range()]).collect();
            assert_eq!(cut.join("|"), expected);
        }
    }
}
