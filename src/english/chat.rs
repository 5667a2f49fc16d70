//! How people type in chats: short spellings written out, words that ask nothing left out (`config/chat-spellings.toml`).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::data;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChatData {
    fillers: HashSet<String>,
    openings: Vec<String>,
    slight: HashSet<String>,
    spellings: HashMap<String, String>,
}

static CHAT: LazyLock<ChatData> =
    LazyLock::new(|| data("chat-spellings.toml", include_str!("../../config/chat-spellings.toml")));

/// Whether a word only says how sure or how strongly something is asked. An article need not have it.
#[must_use]
pub(crate) fn is_slight(word: &str) -> bool {
    CHAT.slight.contains(word)
}

/// The question with its short spellings written out and without what only addresses us. A question that needs neither is
/// left as it is, and so is what stands in quote marks.
#[must_use]
pub(crate) fn written_out(question: &str) -> Cow<'_, str> {
    let question = without_openings(question);
    let mut written = String::new();
    let mut is_changed = false;
    let mut is_quoted = false;
    for (at, piece) in question.split_inclusive(char::is_whitespace).enumerate() {
        let word = bare(piece);
        let start = piece.find(word).unwrap_or_default();
        is_quoted ^= has_mark(&piece[..start]);
        let instead = if is_quoted || word.is_empty() { None } else { instead(word, at == 0) };
        is_quoted ^= has_mark(&piece[start..]);
        match instead {
            Some(instead) => {
                is_changed = true;
                written.push_str(&piece[..start]);
                written.push_str(instead);
                written.push_str(&piece[start + word.len()..]);
            }
            None => written.push_str(piece),
        }
    }
    if is_changed { Cow::Owned(written) } else { Cow::Borrowed(question) }
}

/// Whether a quotation begins or ends here.
fn has_mark(text: &str) -> bool {
    text.matches(['"', '“', '”']).count() % 2 == 1
}

/// A piece of text between blanks without the marks around it. A slash belongs to "w/".
fn bare(piece: &str) -> &str {
    piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '/')
}

/// What is to be written instead of a word: it stands in small letters, but for the first one of the question.
fn instead(word: &str, is_first: bool) -> Option<&'static str> {
    let mut letters = word.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    // A capital is a name's or an abbreviation's: "PM", "Mon".
    if letters.any(char::is_uppercase) || is_capital && (!is_first || word.len() < 2) {
        return None;
    }
    let word = word.to_lowercase();
    if CHAT.fillers.contains(&word) {
        return Some("");
    }
    CHAT.spellings.get(&word).map(String::as_str)
}

/// The question without beginnings that speak of asking.
fn without_openings(question: &str) -> &str {
    let mut rest = question.trim_start();
    loop {
        let behind = CHAT.openings.iter().filter_map(|opening| {
            let start = rest.get(..opening.len())?;
            let behind = rest[opening.len()..].trim_start_matches([',', ':', '.', '!']);
            let is_whole = behind.len() > behind.trim_start().len();
            let is_more = behind.split_whitespace().nth(1).is_some();
            (start.eq_ignore_ascii_case(opening) && is_whole && is_more)
                .then(|| behind.trim_start())
        });
        match behind.min_by_key(|behind| behind.len()) {
            Some(behind) => rest = behind,
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_spellings_are_written_out_and_other_words_stay() {
        let check = |question: &str, expected: &str| {
            let written = written_out(question);
            let words: Vec<_> = written.split_whitespace().collect();
            assert_eq!(words.join(" "), expected, "{question}");
        };
        check("how many ppl got thru last nite?", "how many people got through last night?");
        check("Didnt the govt say so", "didn't the government say so");
        check("wat happened 2nite w/ the dems", "what happened tonight with the democrats");
        check("lol did u see that, tbh", "did you see that,");
        check("hey, can you tell me who the mayor is", "who the mayor is");
        check("ok so do you know when it opens", "when it opens");
        check("who said \"u r late\" to the gov", "who said \"u r late\" to the governor");
        check("Will R. Dent meet the PM on Mon?", "Will R. Dent meet the PM on Mon?");
        check("Sat they still", "Sat they still");
        check("so what", "so what");
        check("But why?", "But why?");
        check("", "");
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_written_out(text in "\\PC{0,60}") {
            let once = written_out(&text).into_owned();
            proptest::prop_assert!(once.len() <= text.len() * 12 + 12);
        }
    }
}
