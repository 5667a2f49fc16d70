//! Items of a list inside a paragraph: `1. Oil the hinges. 2. Cut the hedges.`

/// The mark of an item: its kind, and its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Item {
    bullet: Option<char>,
    /// `.)`, `)` or `.` behind the number.
    close: &'static str,
    letter: bool,
    /// Without a number 0.
    number: u32,
}

/// Where the sentence that begins at `start` ends because the next item of its list stands behind the blank at `at`.
pub(super) fn item_before(words: &str, start: usize, at: usize) -> Option<usize> {
    let here = words.get(at..)?.strip_prefix(' ')?;
    if !here.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || is_bullet(c)) {
        return None;
    }
    let next = Item::read(here)?;
    let first = Item::read(words.get(start..at)?.trim_start())?;
    let numbered = !first.close.is_empty();
    let same = next.close == first.close && next.letter == first.letter;
    let follows =
        if numbered { next.number == first.number + 1 } else { next.bullet == first.bullet };
    (same && follows).then_some(at)
}

/// Whether the words are only the mark of an item without its stop, or end with it behind a colon.
pub(super) fn is_item_mark(before: &str) -> bool {
    let before = before.trim_start();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    let number = word.trim_start_matches(is_bullet);
    let marks =
        !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rest = before.strip_suffix(word).unwrap_or_default().trim_end();
    let alone = rest.trim_matches(is_bullet).is_empty();
    (marks && (alone || rest.ends_with([':', ';']))) || (letter && alone)
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '▪' | '●' | '◦')
}

impl Item {
    /// The mark with which the text begins.
    fn read(text: &str) -> Option<Self> {
        let bullet = text.chars().next().filter(|c| is_bullet(*c));
        let rest = text.strip_prefix(is_bullet).map_or(text, str::trim_start);
        let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let letter = digits == 0 && rest.starts_with(|c: char| c.is_ascii_lowercase());
        let (number, behind) = rest.split_at_checked(if letter { 1 } else { digits })?;
        let close = [".)", ")", "."].into_iter().find(|close| behind.starts_with(close));
        let spaced = |close: &str| {
            behind.get(close.len()..).is_some_and(|text| text.starts_with(char::is_whitespace))
        };
        match close.filter(|close| spaced(close) && !number.is_empty()) {
            Some(close) => {
                let number = if letter {
                    number.bytes().next().map(|byte| u32::from(byte - b'a') + 1)
                } else {
                    number.parse().ok()
                };
                Some(Self { bullet, close, letter, number: number? })
            }
            None => bullet.map(|_| Self { bullet, close: "", letter: false, number: 0 }),
        }
    }
}
