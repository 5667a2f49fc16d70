//! Words as they are held against each other: case, accents, marks and white space folded away, and numbers and dates
//! by their values; nothing else.

use crate::english::cut::cut;
use crate::english::lexicon::fold;
use crate::english::lists::LISTS;
use crate::english::row::{Piece, Row};
use crate::english::scope;
use crate::english::value_words::VALUE_WORDS;
use crate::english::values;

/// A word of a text as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word without case, accents, apostrophes and the stops of an abbreviation; a number or a date as its value,
    /// however many words it was written in.
    pub folded: String,
    /// Byte at which the word starts in its text.
    pub start: usize,
    /// Byte just past the word in its text.
    pub end: usize,
    /// Whether it is written with a capital where a sentence does not ask for one.
    pub is_name: bool,
    /// Whether it stands in square brackets: an editor's word, not the speaker's.
    pub is_editorial: bool,
    /// Whether an ellipsis stands before it.
    pub follows_gap: bool,
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut end, mut is_open) = (0, false);
    for written in cut(text) {
        let start = written.start;
        let between = text.get(end..start).unwrap_or_default();
        // "[W]e", "guarantee[s]": the brackets stand inside of a word.
        let is_same_word = end > 0 && matches!(between, "[" | "]");
        if !is_same_word {
            is_open = is_open_after(is_open, between);
        }
        end = written.end();
        let folded = folded(written.text);
        if is_same_word && let Some(last) = words.last_mut() {
            last.folded.push_str(&folded);
            last.end = end;
            last.is_editorial = false;
            is_open = false;
            continue;
        }
        words.push(Word {
            folded: if is_acronym(written.text) { mark_acronym(&folded) } else { folded },
            start,
            end,
            is_name: is_name(written.text, &text[..start]),
            is_editorial: is_open,
            follows_gap: between.contains('…')
                || between.contains("...")
                || between.contains(". . ."),
        });
    }
    let mut words = spelled_one(text, join(&with_values(text, words)));
    weigh(text, &mut words);
    words
}

/// "1 race" is "one race": a lone 1 before a noun is spelled as it mostly is, for "one" is no number for certain.
fn spelled_one(text: &str, mut words: Vec<Word>) -> Vec<Word> {
    for at in 1..words.len() {
        let [one, next] = &mut words[at - 1..=at] else { continue };
        let is_before_noun = text.get(one.end..next.start) == Some(" ")
            && text[next.start..].starts_with(char::is_lowercase)
            && VALUE_WORDS.unit_of(&next.folded).is_none();
        let is_rest = text[..one.start].ends_with(['.', ':']);
        if one.folded == "1" && is_before_noun && !is_rest {
            "one".clone_into(&mut one.folded);
        }
    }
    words
}

/// An editor's words that change what is said count as words of the text: `we will [not] go`, `[in 2040]`. A name or a
/// noun phrase stands for what the speaker said: "[the president]".
fn weigh(text: &str, words: &mut [Word]) {
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_editorial {
            at += 1;
            continue;
        }
        let end = (at..words.len()).find(|&next| !words[next].is_editorial).unwrap_or(words.len());
        let stretch = &mut words[at..end];
        let written: Vec<&str> =
            stretch.iter().map(|word| text.get(word.start..word.end).unwrap_or_default()).collect();
        let is_noun = matches!(
            written[0].to_lowercase().as_str(),
            "the"
                | "a"
                | "an"
                | "this"
                | "these"
                | "those"
                | "his"
                | "her"
                | "their"
                | "our"
                | "my"
        );
        let is_weighty = stretch.iter().zip(&written).any(|(word, written)| {
            let is_name = written.starts_with(char::is_uppercase);
            word.folded.starts_with(|c: char| c.is_ascii_digit())
                || scope::is_weighty(&written.to_lowercase().replace('’', "'"), is_noun || is_name)
        });
        if is_weighty {
            stretch.iter_mut().for_each(|word| word.is_editorial = false);
        }
        at = end;
    }
}

/// Puts values in the places of the words that they are written in: "half a million" is 500000, "$3m" is 3000000 dollars.
fn with_values(text: &str, words: Vec<Word>) -> Vec<Word> {
    let piece = |word: &Word| Piece {
        written: &text[word.start..word.end],
        start: word.start,
        part: VALUE_WORDS.part(word.folded.trim_end_matches(ACRONYM)),
    };
    let pieces: Vec<Piece<'_>> = words.iter().map(piece).collect();
    let row = Row { text, pieces: &pieces };
    let mut read: Vec<Word> = Vec::with_capacity(words.len());
    let mut next = 0;
    for (at, word) in words.into_iter().enumerate() {
        if at < next {
            continue;
        }
        let Some(value) = values::read(row, at) else {
            let end = word.end;
            let is_editorial = word.is_editorial;
            read.push(word);
            if text[end..].starts_with('%') {
                let percent = "percent".to_owned();
                read.push(Word {
                    folded: percent,
                    start: end,
                    end: end + 1,
                    ..plain(is_editorial)
                });
            }
            continue;
        };
        next = value.next;
        let start = value.tokens.first().map_or(word.start, |first| first.start);
        // "US$": the letters in front belong to the sign.
        while read.last().is_some_and(|last| last.end > start) {
            read.pop();
        }
        let mut follows_gap = word.follows_gap;
        read.extend(value.tokens.into_iter().map(|token| Word {
            folded: token.folded,
            start: token.start,
            end: token.end,
            follows_gap: std::mem::take(&mut follows_gap),
            ..plain(word.is_editorial)
        }));
    }
    read
}

fn plain(is_editorial: bool) -> Word {
    Word {
        folded: String::new(),
        start: 0,
        end: 0,
        is_name: false,
        is_editorial,
        follows_gap: false,
    }
}

/// Whether a square bracket is open behind `between`.
fn is_open_after(is_open: bool, between: &str) -> bool {
    between.chars().fold(is_open, |is_open, c| match c {
        '[' => true,
        ']' => false,
        _ => is_open,
    })
}

fn folded(written: &str) -> String {
    let mut folded = fold(written);
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        // "3.5" must not become "35", a third written as one sign not 13.
        folded = folded.replace('\u{2044}', "/");
        folded.retain(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '/'));
    } else {
        folded.retain(char::is_alphanumeric);
    }
    folded
}

/// "US", "U.S": capitals that are no word of two letters.
fn is_acronym(written: &str) -> bool {
    let letters = || written.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && letters().all(char::is_uppercase)
}

/// A mark that keeps "US" apart from "us" until the writings of one thing are joined.
const ACRONYM: char = '^';

fn mark_acronym(folded: &str) -> String {
    format!("{folded}{ACRONYM}")
}

/// Folds the writings of one thing ("United States", "U.S.") into one word.
fn join(words: &[Word]) -> Vec<Word> {
    let bare: Vec<&str> = words.iter().map(|word| word.folded.trim_end_matches(ACRONYM)).collect();
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let may_be_short = words[at].folded.ends_with(ACRONYM) || (at > 0 && bare[at - 1] == "the");
        let same = LISTS
            .same_at(&bare[at..])
            .filter(|(count, _)| *count > 1 || bare[at].len() > 2 || may_be_short);
        let (count, folded) = same.unwrap_or((1, bare[at]));
        let last = &words[at + count - 1];
        joined.push(Word { folded: folded.to_owned(), end: last.end, ..words[at].clone() });
        at += count;
    }
    joined
}

/// Whether a word has a capital that is not the start of a sentence's. "I" is none.
fn is_name(written: &str, before: &str) -> bool {
    if !written.starts_with(char::is_uppercase)
        || written == "I"
        || written.starts_with("I'")
        || written.starts_with("I’")
    {
        return false;
    }
    let before = before.trim_end();
    let opens = ['"', '“', '‘', '\'', '(', '[', '«'];
    !(before.is_empty()
        || before.ends_with(['.', '!', '?', ':', '…', '•', '\n'])
        || before.ends_with(opens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let check = |text: &str, expected: &str| {
            let found: Vec<_> = words(text).into_iter().map(|word| word.folded).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        };
        check("We’ve “seen” — the OPPOSITE!", "weve seen the opposite");
        check(
            "the U.S. and the US, give us the us",
            "the united_states and the united_states give us the united_states",
        );
        check("the United States of America", "the united_states");
        check(
            "about 20% or 20 per cent or twenty percent",
            "about 20 percent or 20 percent or 20 percent",
        );
        check("800,000 and 3.5", "800000 and 3.5");
        check("Twenty-one or thirty five or one", "21 or 35 or one");
        check("It was -5, 3-5 or −7 outside", "it was -5 3 to 5 or -7 outside");
        check(
            "$3 million, £2.5m and €400 or 3 million dollars",
            "3000000 dollars 2500000 pounds and 400 euros or 3000000 dollars",
        );
        check("US$3m and 3m US dollars", "3000000 dollars and 3000000 dollars");
        check("on the 6th of January, on Jan. 6, 2026", "on 01-06 on 01-06 2026");
        check("1,5 or 15 or ½ or 12", "1.5 or 15 or 1/2 or 12");
        check("Élysée ÉLYSÉE", "elysee elysee");
        check("[W]e offer guarantee[s]", "we offer guarantees");
        check("", "");
        assert!(words("\u{cc6}%\u{c46}").len() <= 3, "marks without a letter");
    }

    #[test]
    fn editors_words_and_gaps_are_seen() {
        let of = |text: &str, what: fn(&Word) -> bool| -> Vec<String> {
            words(text).into_iter().filter(&what).map(|word| word.folded).collect()
        };
        assert_eq!(
            of("this [a Russian attack] will", |word| word.is_editorial),
            ["a", "russian", "attack"]
        );
        assert_eq!(of("[W]e [all] go", |word| word.is_editorial), ["all"]);
        for harmless in
            ["he [the suspect] ran", "[May] will go", "the [World] cup", "she [his wish]"]
        {
            assert!(words(harmless).iter().any(|word| word.is_editorial), "{harmless}");
        }
        for weighty in
            ["we will [not] go", "[If they pay,] we go", "we [hope we] go", "it opens [in 2040]"]
        {
            assert!(words(weighty).iter().all(|word| !word.is_editorial), "{weighty}");
        }
        assert_eq!(of("we … go […] on ... and off", |word| word.follows_gap), ["go", "on", "and"]);
        assert_eq!(
            of("If Putin and I go. They meet Macron", |word| word.is_name),
            ["putin", "macron"]
        );
    }
}
