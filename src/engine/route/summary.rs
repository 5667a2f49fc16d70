//! Lines that ask what all of it is about, or for a summary on a topic.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// How people ask for a summary (`config/summary-words.toml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    polite: HashSet<String>,
    whole: HashSet<String>,
    verbs: HashSet<String>,
    nouns: HashSet<String>,
    everything: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    crate::english::data(
        "summary-words.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/summary-words.toml")),
    )
});

/// More words ask for something in particular.
const LONGEST: usize = 40;

/// The topic of the summary that a line asks for (`Some(None)`: of all); `None` if it asks for none.
pub(super) fn asked(text: &str) -> Option<Option<String>> {
    let written: Vec<&str> = text.split_whitespace().take(LONGEST).collect();
    let words: Vec<String> = written.iter().map(|word| bare(word)).collect();
    let range = without_politeness(&words, 0..words.len());
    if WORDS.whole.contains(&words[range.clone()].join(" ")) {
        return Some(None);
    }
    let (first, rest) = (words.get(range.start)?, range.start + 1..range.end);
    let is_behind_noun = words.get(rest.start).is_some_and(|word| {
        WORDS.nouns.contains(first) && matches!(word.as_str(), "of" | "on" | "about" | "for")
    });
    let topic = if is_behind_noun {
        rest.start + 1..rest.end
    } else if WORDS.verbs.contains(first) {
        rest
    } else {
        return None;
    };
    if topic.is_empty() {
        return None;
    }
    if WORDS.everything.contains(&words[without_politeness(&words, topic.clone())].join(" ")) {
        return Some(None);
    }
    let topic = written[topic].join(" ");
    Some(Some(topic.trim_matches(|c: char| c.is_ascii_punctuation()).to_owned()))
}

/// The words without those at the edges that ask for nothing.
fn without_politeness(words: &[String], range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let is_polite = |word: &&String| word.is_empty() || WORDS.polite.contains(*word);
    let first = words[range.clone()].iter().take_while(is_polite).count();
    let last = words[range.start + first..range.end].iter().rev().take_while(is_polite).count();
    range.start + first..range.end - last
}

/// The word in small letters, without marks: "tl;dr?" is "tldr".
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_ask_for_a_summary() {
        let check = |text: &str, expected: Option<Option<&str>>| {
            let expected = expected.map(|topic| topic.map(str::to_owned));
            assert_eq!(asked(text), expected, "{text}");
        };
        for all in [
            "summary",
            "Summary please",
            "TL;DR",
            "tldr?",
            "what happened?",
            "What’s going on here?",
            "what is this about?",
            "sum it up",
            "can you sum it up pls",
            "give me a quick summary",
            "Summarize!",
            "summary of the articles",
            "summarise all this",
            "a recap of everything, please",
        ] {
            check(all, Some(None));
        }
        check("summary of the ferry accident", Some(Some("the ferry accident")));
        check("Summarize the talks in Oslo.", Some(Some("the talks in Oslo")));
        check("tldr ferry strike", Some(Some("ferry strike")));
        check("give me a summary on Halden?", Some(Some("Halden")));
        for other in [
            "What happened on Tuesday?",
            "what happened to the ferry?",
            "What is this bridge about to cost?",
            "Who wrote the summary?",
            "What is a summary?",
            "summary judgment",
            "Will the talks recap the deal?",
            "what is the ferry?",
            "please",
            "",
        ] {
            check(other, None);
        }
    }
}
