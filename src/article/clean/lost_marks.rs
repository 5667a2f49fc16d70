//! Marks of which only the first byte was left, shown as `â`: put back from what stands around them.
//!
//! Every mark of the block U+2010 to U+203A begins with the byte E2 in UTF-8, and E2 alone is `â` in
//! Latin-1. Which mark it was is decided from both its sides and from the balance of its paragraph. Where
//! that leaves it open, the mark is dropped: words are never made a quotation that may not be one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::draft::{Draft, Edit};
use crate::model::plan::{Mark, Reason};

/// The letter that is left of a mark.
pub(super) const LEFT: char = 'â';

/// Words and word ends that tell `â` the letter from `â` the mark.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// What follows an apostrophe inside a word.
    after_apostrophe: Vec<String>,
    /// Words that have the letter in English text.
    with_the_letter: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    crate::english::data(
        "lost-marks.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/lost-marks.toml")),
    )
});

/// What stands before and after the letter in the words that have it.
static AROUND: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    WORDS.with_the_letter.iter().filter_map(|word| word.split_once(LEFT)).collect()
});

/// Mends the whole draft, one paragraph a line, if its text shows that marks were lost.
pub(super) fn mend(draft: &mut Draft) {
    let text = draft.text();
    let places: Vec<_> = text.match_indices(LEFT).map(|(at, _)| Place::new(text, at)).collect();
    if !is_damaged(&places) {
        return;
    }
    let capitalised = count_capitalised(text);
    let mut edits = Vec::new();
    for places in places.chunk_by(|a, b| !text[a.at..b.at].contains('\n')) {
        edits.extend(mend_paragraph(text, places, &capitalised));
    }
    draft.edit(edits);
}

/// What stands on one side of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Letter,
    Digit,
    /// White space, the paragraph's edge.
    Space,
    /// An opening bracket or a dash.
    Opening,
    /// Punctuation that ends words, a closing bracket.
    Closing,
    Other,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        match c {
            None => Self::Space,
            Some(c) if c.is_whitespace() => Self::Space,
            Some(c) if c.is_alphabetic() => Self::Letter,
            Some(c) if c.is_numeric() => Self::Digit,
            Some('(' | '[' | '{' | '—' | '–' | '“' | '‘' | '$' | '£' | '€') => {
                Self::Opening
            }
            Some('.' | ',' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '…' | '%' | '”' | '’') => {
                Self::Closing
            }
            Some(_) => Self::Other,
        }
    }

    fn is_word(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

/// A place at which a mark may have been lost.
struct Place<'t> {
    at: usize,
    before: Side,
    after: Side,
    /// The letters that go on after it.
    tail: &'t str,
    /// The letters right before it.
    head: &'t str,
}

impl<'t> Place<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        /// Longer than any word, so that a line without spaces is not read again for each of its marks.
        const REACH: usize = 48;
        let (left, right) = (&text[..at], &text[at + LEFT.len_utf8()..]);
        let letter = |c: &char| c.is_alphabetic() && *c != LEFT;
        let tail: usize = right.chars().take(REACH).take_while(letter).map(char::len_utf8).sum();
        let head: usize =
            left.chars().rev().take(REACH).take_while(letter).map(char::len_utf8).sum();
        Self {
            at,
            before: Side::of(left.chars().next_back()),
            after: Side::of(right.chars().next()),
            tail: &right[..tail],
            head: &left[at - head..],
        }
    }

    fn is_inner_apostrophe(&self) -> bool {
        self.before.is_word()
            && WORDS.after_apostrophe.iter().any(|end| end == self.tail)
            && !self.is_letter()
    }

    /// Inside a word that has the letter, in its singular or plural.
    fn is_letter(&self) -> bool {
        if self.before != Side::Letter && self.after != Side::Letter {
            return false;
        }
        let (head, tail) = (self.head.to_lowercase(), self.tail.to_lowercase());
        let singular = tail.strip_suffix('s').unwrap_or(&tail);
        AROUND.contains(&(&*head, &*tail)) || AROUND.contains(&(&*head, singular))
    }

    fn is_inside_word(&self) -> bool {
        self.before == Side::Letter && self.after == Side::Letter && !self.is_inner_apostrophe()
    }

    /// Whether no language would write the letter here: at the end of a word, alone, or before `s`.
    fn is_telling(&self) -> bool {
        self.is_inner_apostrophe() || (!self.after.is_word() && !self.is_letter())
    }
}

/// A text in which the letter stands inside of words as often as where it cannot stand is no damaged one:
/// it is Romanian, French, Portuguese or Vietnamese.
fn is_damaged(places: &[Place<'_>]) -> bool {
    let telling = places.iter().filter(|place| place.is_telling()).count();
    let inside = places.iter().filter(|place| place.is_inside_word()).count();
    telling > inside
}

fn count_capitalised(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    let words = text.split(|c: char| !c.is_alphanumeric() || c == LEFT);
    for word in words.filter(|word| word.starts_with(char::is_uppercase)) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// A mark of the paragraph as far as its two sides tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guess {
    Settled(Mark),
    /// The letter itself.
    Letter,
    Opening,
    Closing,
    /// After a final s and before a space: a plural's apostrophe, or a closing mark.
    ClosingOrApostrophe,
}

fn mend_paragraph(
    text: &str,
    places: &[Place<'_>],
    capitalised: &HashMap<&str, usize>,
) -> Vec<Edit> {
    let mut guesses: Vec<_> = places.iter().map(|place| guess(text, place, capitalised)).collect();
    let healthy = healthy_marks(text, places);
    let depths = balance(places, &mut guesses, &healthy);
    let edits = places.iter().zip(guesses).zip(depths);
    edits
        .filter_map(|((place, guess), depth)| {
            let Guess::Settled(mark) = guess else { return None };
            let range = place.at..place.at + LEFT.len_utf8();
            Some(match mark {
                Mark::Opening => {
                    Edit::new(range, if depth > 0 { "‘" } else { "“" }, Reason::LostMark(mark))
                }
                Mark::Closing => {
                    Edit::new(range, if depth > 0 { "’" } else { "”" }, Reason::LostMark(mark))
                }
                Mark::Apostrophe => Edit::new(range, "’", Reason::LostMark(mark)),
                Mark::Dash => Edit::new(
                    range,
                    if place.before == Side::Letter { "—" } else { "–" },
                    Reason::LostMark(mark),
                ),
                Mark::Nothing => {
                    Edit::new(without_double_space(text, place, range), "", Reason::LostMark(mark))
                }
            })
        })
        .collect()
}

/// A dropped mark between two spaces takes one of them along.
fn without_double_space(text: &str, place: &Place<'_>, range: Range<usize>) -> Range<usize> {
    let spaced = place.before == Side::Space && text[range.end..].starts_with(' ');
    range.start..range.end + usize::from(spaced)
}

fn guess(text: &str, place: &Place<'_>, capitalised: &HashMap<&str, usize>) -> Guess {
    if place.is_letter() {
        return Guess::Letter;
    }
    if place.is_inner_apostrophe() {
        return Guess::Settled(Mark::Apostrophe);
    }
    match (place.before, place.after) {
        (Side::Space, Side::Space) => Guess::Settled(alone(text, place, capitalised)),
        (Side::Letter | Side::Digit, Side::Letter | Side::Digit) => {
            Guess::Settled(if place.before == Side::Digit && place.after == Side::Digit {
                Mark::Dash // A range: 2014–2022.
            } else if place.head.chars().count() < 2 || place.tail.chars().count() < 2 {
                Mark::Apostrophe // O’Brien, rock’n’roll.
            } else {
                Mark::Dash
            })
        }
        // The ’90s.
        (Side::Space, Side::Digit) if is_decade(&text[place.at + LEFT.len_utf8()..]) => {
            Guess::Settled(Mark::Apostrophe)
        }
        (Side::Space | Side::Opening, Side::Letter | Side::Digit | Side::Opening) => Guess::Opening,
        (Side::Letter, Side::Space) if place.head.ends_with(['s', 'S', 'z']) => {
            Guess::ClosingOrApostrophe
        }
        (
            Side::Letter | Side::Digit | Side::Closing,
            Side::Space | Side::Closing | Side::Opening | Side::Other,
        )
        | (Side::Closing, Side::Letter | Side::Digit) => Guess::Closing,
        _ => Guess::Settled(Mark::Nothing),
    }
}

fn is_decade(after: &str) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && after[2..].starts_with('s')
}

/// A mark between two spaces: a dash, or an invisible one inside of a name whose first part stands nowhere
/// else and whose last part does.
fn alone(text: &str, place: &Place<'_>, capitalised: &HashMap<&str, usize>) -> Mark {
    let (left, right) = (&text[..place.at], &text[place.at + LEFT.len_utf8()..]);
    if left.is_empty() || left.ends_with('\n') || right.is_empty() || right.starts_with('\n') {
        return Mark::Nothing;
    }
    let word_before = left.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let word_after = right.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let count = |word: &str| capitalised.get(word).copied().unwrap_or(0);
    let is_name = word_before.len() > 1 && count(word_before) == 1 && count(word_after) > 1;
    if is_name { Mark::Nothing } else { Mark::Dash }
}

/// Curly marks of the paragraph that are whole: offset, and whether it opens.
fn healthy_marks(text: &str, places: &[Place<'_>]) -> Vec<(usize, bool)> {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return vec![] };
    let start = text[..first.at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last.at..].find('\n').map_or(text.len(), |at| last.at + at);
    text[start..end].match_indices(['“', '”']).map(|(at, mark)| (start + at, mark == "“")).collect()
}

/// Settles openings and closings so that each has its partner. Gives back how deep each lies in others.
fn balance(places: &[Place<'_>], guesses: &mut [Guess], healthy: &[(usize, bool)]) -> Vec<usize> {
    settle_plurals(guesses);
    let mut depths = vec![0; places.len()];
    // Marks that wait for their partner: the place's index, none for a healthy mark.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut healthy = healthy.iter().copied().peekable();
    let mut pairs = Vec::new();
    for (index, place) in places.iter().enumerate() {
        while let Some((_, opens)) = healthy.next_if(|(at, _)| *at < place.at) {
            if opens {
                open.push(None);
            } else if open.last() == Some(&None) {
                open.pop();
            } else if let Some(Some(partner)) = open.pop() {
                guesses[partner] = Guess::Settled(Mark::Opening);
            }
        }
        match guesses[index] {
            Guess::Opening => open.push(Some(index)),
            Guess::Closing => {
                guesses[index] = Guess::Settled(match open.pop() {
                    Some(partner) => {
                        if let Some(partner) = partner {
                            guesses[partner] = Guess::Settled(Mark::Opening);
                            pairs.push((partner, index));
                        }
                        Mark::Closing
                    }
                    None => Mark::Nothing,
                });
            }
            _ => {}
        }
    }
    for (_, opens) in healthy {
        if opens {
            open.push(None);
        } else if let Some(Some(partner)) = open.pop() {
            guesses[partner] = Guess::Settled(Mark::Opening);
        }
    }
    for guess in guesses.iter_mut().filter(|guess| **guess == Guess::Opening) {
        *guess = Guess::Settled(Mark::Nothing);
    }
    // Pairs come innermost first; a pair that lies in another is one deeper.
    let mut ends: Vec<usize> = Vec::new();
    pairs.sort_unstable();
    for (start, end) in pairs {
        while ends.last().is_some_and(|last| *last < start) {
            ends.pop();
        }
        depths[start] = ends.len() % 2;
        depths[end] = ends.len() % 2;
        ends.push(end);
    }
    depths
}

/// `countries’ armies`: an apostrophe where no quotation is open, or where a certain closing mark follows
/// before the next opening one.
fn settle_plurals(guesses: &mut [Guess]) {
    let mut closes_later = false;
    let mut needs = vec![false; guesses.len()];
    for (guess, needs) in guesses.iter().zip(&mut needs).rev() {
        match guess {
            Guess::Opening => closes_later = false,
            Guess::Closing => closes_later = true,
            _ => {}
        }
        *needs = closes_later;
    }
    let mut open = 0usize;
    for (guess, closes_later) in guesses.iter_mut().zip(needs) {
        match guess {
            Guess::Opening => open += 1,
            Guess::Closing => open = open.saturating_sub(1),
            Guess::ClosingOrApostrophe if open > 0 && !closes_later => {
                *guess = Guess::Closing;
                open -= 1;
            }
            Guess::ClosingOrApostrophe => *guess = Guess::Settled(Mark::Apostrophe),
            _ => {}
        }
    }
}
