//! What a corpus speaks of: names and phrases of two or three words that come up again and again.

use crate::model::document::DocumentNumber;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::english::lexicon;
use crate::english::words::words;
use crate::quotations::Quotations;
use crate::quotations::check::Token;

/// Words of a phrase at most.
const LONGEST: usize = 3;
/// Words of the corpus that are looked at: more would take longer than anybody waits, and what a corpus speaks of
/// shows sooner.
const LOOKED_AT: usize = 300_000;
/// Topics that are kept.
const KEPT: usize = 500;
/// A phrase that stands so often in a longer one has no life of its own.
const OWN_LIFE: f32 = 0.7;

/// A phrase with where it was first seen and how often.
struct Phrase<'t> {
    words: &'t [Token],
    document: DocumentNumber,
    last_document: Option<DocumentNumber>,
    documents: usize,
    times: usize,
}

impl Quotations {
    /// Names and phrases that several documents have, or if there is one document, those that it has several times;
    /// those that most documents have come first.
    #[must_use]
    pub fn topics(&self) -> Vec<String> {
        let phrases = self.phrases();
        let longer = longer(&phrases);
        let is_known = |phrase: &Phrase<'_>| {
            phrase.times > 1 && (phrase.documents > 1 || self.documents.len() == 1)
        };
        let lives = |key: &[u32], phrase: &Phrase<'_>| {
            let in_longer = longer.get(key).copied().unwrap_or_default();
            (in_longer as f32) < OWN_LIFE * phrase.times as f32
        };
        let mut topics: Vec<_> =
            phrases.iter().filter(|(key, phrase)| is_known(phrase) && lives(key, phrase)).collect();
        topics.sort_by_key(|(_, phrase)| {
            let seen = (phrase.document, phrase.words[0].start, phrase.words.len());
            (Reverse((phrase.documents, phrase.times)), seen)
        });
        topics.truncate(KEPT);
        let text = |phrase: &Phrase<'_>| {
            let (first, last) = (phrase.words.first()?, phrase.words.last()?);
            self.documents[phrase.document.index()]
                .text()
                .get(first.start as usize..last.end as usize)
        };
        let topics = topics.into_iter().filter_map(|(_, phrase)| text(phrase));
        topics.filter(|topic| is_thing(topic)).map(str::to_owned).collect()
    }

    fn phrases(&self) -> HashMap<Vec<u32>, Phrase<'_>> {
        let mut phrases: HashMap<Vec<u32>, Phrase<'_>> = HashMap::new();
        let mut left = LOOKED_AT;
        for row in &self.rows[self.reported.len()..] {
            let tokens = &self.tokens[row.tokens.clone()];
            left = left.saturating_sub(tokens.len());
            if left == 0 {
                break;
            }
            let text = self.documents[row.document.index()].text();
            for (at, length) in (0..tokens.len()).flat_map(|at| (1..=LONGEST).map(move |n| (at, n)))
            {
                let Some(words) = tokens.get(at..at + length) else { break };
                if !self.is_phrase(text, words) || is_cut(text, tokens, at, length) {
                    continue;
                }
                let key = words.iter().map(|token| self.vocabulary.stem(token.word)).collect();
                let phrase = phrases.entry(key).or_insert(Phrase {
                    words,
                    document: row.document,
                    last_document: None,
                    documents: 0,
                    times: 0,
                });
                phrase.times += 1;
                phrase.documents += usize::from(phrase.last_document != Some(row.document));
                phrase.last_document = Some(row.document);
            }
        }
        phrases
    }

    /// Whether words that stand in a row can be a topic: nothing but spaces between them, a word that says something
    /// at both ends, and a name if it is one word.
    fn is_phrase(&self, text: &str, words: &[Token]) -> bool {
        let says = |token: &Token| {
            let word = self.vocabulary.text(token.word);
            !self.vocabulary.is_small(token.word)
                && word.chars().count() > 2
                && word.starts_with(char::is_alphabetic)
        };
        let apart =
            |pair: &[Token]| text.get(pair[0].end as usize..pair[1].start as usize) == Some(" ");
        let ends = words.first().is_some_and(says) && words.last().is_some_and(says);
        let is_name =
            |token: &Token| self.vocabulary.is_name(self.vocabulary.text(token.word), false);
        ends && words.windows(2).all(apart) && (words.len() > 1 || words.iter().all(is_name))
    }
}

/// Whether words start or end in the middle of a name.
fn is_cut(text: &str, tokens: &[Token], at: usize, length: usize) -> bool {
    let is_one_name = |first: usize| {
        tokens.get(first..first + 2).is_some_and(|pair| {
            let between = text.get(pair[0].end as usize..pair[1].start as usize);
            pair.iter().all(|token| token.is_name) && between == Some(" ")
        })
    };
    at.checked_sub(1).is_some_and(is_one_name) || is_one_name(at + length - 1)
}

/// Whether words can be what something is about: no talk of talking, nobody's without what is theirs.
fn is_thing(phrase: &str) -> bool {
    let terms = lexicon::terms(phrase);
    !terms.iter().any(lexicon::Term::is_weak) && !phrase.ends_with("'s") && !phrase.ends_with("’s")
}

/// How often each phrase stands in one that is a word longer and comes up most.
fn longer(phrases: &HashMap<Vec<u32>, Phrase<'_>>) -> HashMap<Vec<u32>, usize> {
    let mut longer: HashMap<Vec<u32>, usize> = HashMap::new();
    for (key, phrase) in phrases.iter().filter(|(key, phrase)| key.len() > 1 && phrase.times > 1) {
        for part in [&key[1..], &key[..key.len() - 1]] {
            let most = longer.entry(part.to_vec()).or_default();
            *most = phrase.times.max(*most);
        }
    }
    longer
}

/// Those of all topics with a word, not only a small one, that starts with what was typed; those that start with
/// it first.
#[must_use]
pub fn matching<'t>(topics: &'t [String], typed: &str, limit: usize) -> Vec<&'t str> {
    let folded =
        |text: &str| -> Vec<String> { words(text).into_iter().map(|word| word.folded).collect() };
    let typed = folded(typed).join(" ");
    let place = |topic: &str| {
        let topic = folded(topic);
        (0..topic.len()).position(|at| topic[at..].join(" ").starts_with(&typed))
    };
    let mut found: Vec<_> = topics
        .iter()
        .enumerate()
        .filter_map(|(number, topic)| Some((place(topic)?.min(1), number, topic.as_str())))
        .collect();
    found.sort_unstable();
    found.into_iter().take(limit).map(|(.., topic)| topic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_that_match_what_was_typed() {
        let topics =
            ["security guarantees", "Ukraine", "national security", "US"].map(str::to_owned);
        let check = |typed: &str, expected: &[&str]| {
            assert_eq!(matching(&topics, typed, 3), expected, "{typed:?}");
        };
        check("", &["security guarantees", "Ukraine", "national security"]);
        check("SEC", &["security guarantees", "national security"]);
        check("security g", &["security guarantees"]);
        check("u", &["Ukraine", "US"]);
        check("curity", &[]);
    }
}
