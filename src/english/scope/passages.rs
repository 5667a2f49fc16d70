//! Passages of somebody else's that are read out or listed: "I will read you one", "That was from an angry father",
//! "I keep a list of fairy tales. One: …".

use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// Words for what somebody put into words.
const PASSAGES: [&str; 22] = [
    "words", "word", "line", "lines", "tune", "story", "song", "slogan", "phrase", "sentence",
    "message", "mantra", "refrain", "excuse", "argument", "theory", "tale", "letter", "text",
    "script", "version", "headline",
];

/// What a sentence announces of the next one: "I will read you the one that came", "I'll give you the gist of his
/// leaflet", "Let me play devil's advocate".
pub(super) fn read_out(sentence: &Sentence) -> Option<Change> {
    const LONGEST: usize = 16;
    let last = sentence.len();
    let any = |words: &[&str]| (0..last).any(|at| sentence.is(at, words));
    if last == 0 || sentence.is_question || any(&["not", "never", "won't", "don't", "can't"]) {
        return None;
    }
    if any(&["devil's", "devil’s"]) && any(&["play", "put", "be", "playing", "wear", "being"]) {
        return Some(Change::Doubt);
    }
    let verb = (0..last).find(|&at| sentence.is(at, &["read", "quote", "recite", "give"]))?;
    let is_announced = (verb.saturating_sub(3)..verb)
        .any(|at| sentence.is(at, &["will", "shall", "let", "i'll", "may", "going", "can"]));
    let told = usize::from(WORDS.addressees.contains(sentence.word(verb + 1)));
    let what = verb + 1 + told;
    let is_given = sentence.is(verb, &["give"])
        && (what..(what + 4).min(last)).any(|at| sentence.is(at, &["gist", "flavour", "flavor"]));
    let is_read = !sentence.is(verb, &["give"])
        && (told == 1 || sentence.is(verb, &["quote"]))
        && (sentence.is(
            what,
            &[
                "the", "a", "an", "one", "some", "this", "what", "from", "his", "her", "their",
                "two", "part",
            ],
        ) || sentence.has_owner(what + 1));
    (is_announced && (is_given || is_read) && last - verb <= LONGEST).then_some(Change::Attribution)
}

/// What a sentence says of the one before: "That was from the father of a goalkeeper", "Those are the words that you came
/// to write down".
pub(super) fn others_passage(sentence: &Sentence) -> Option<Change> {
    let points = sentence.is(0, &["that", "those", "this", "these", "that's"]);
    if !points || sentence.is_question {
        return None;
    }
    let be = usize::from(!sentence.is(0, &["that's"]));
    let is_be =
        be == 0 || WORDS.be.contains(sentence.word(be)) || sentence.is(be, &["came", "comes"]);
    if !is_be {
        return None;
    }
    let next = be + 1;
    let is_from = sentence.is(next, &["from"])
        && !sentence.is(next + 1, &["me", "us", "my", "our", "now", "then", "here", "the"]);
    let writes = (next + 1..next + 4).any(|at| {
        sentence.is(
            at,
            &[
                "father", "mother", "man", "woman", "letter", "email", "reader", "leaflet",
                "member", "listener", "message", "post",
            ],
        )
    });
    if is_from || sentence.is(next, &["from"]) && writes {
        return Some(Change::Attribution);
    }
    let noun = (next + 1..next + 4).find(|&at| PASSAGES.contains(&sentence.word(at)))?;
    let is_the = sentence.is(next, &["the"]);
    // "That's the official line"
    let is_official = sentence.len() == noun + 1
        && (next..noun).any(|at| {
            sentence.is(
                at,
                &["official", "party", "company", "government", "usual", "their", "his", "her"],
            )
        });
    if is_official {
        return Some(Change::Attribution);
    }
    let whose = noun + 1 + usize::from(sentence.is(noun + 1, &["that", "which"]));
    let is_theirs = !sentence.is_own(whose)
        && whose < sentence.len()
        && sentence.has_verb(whose..sentence.len())
        && !sentence.is(whose, &["of", "in", "on", "for", "from", "is", "was"]);
    (is_the && is_theirs).then_some(Change::Attribution)
}

/// Whether a sentence is an item of a list: "One: …", "Second: …".
#[must_use]
pub fn is_item(sentence: &Sentence) -> bool {
    sentence.has_colon(1)
        && sentence.is(
            0,
            &[
                "one", "two", "three", "four", "five", "six", "first", "second", "third", "fourth",
                "1", "2", "3", "4", "5", "myth", "next", "another", "last",
            ],
        )
}

/// Whether a sentence announces things that are not so: "I keep a list of fairy tales", "The film gets four things wrong".
#[must_use]
pub fn announces_untruths(sentence: &Sentence) -> bool {
    let any = |words: &[&str]| (0..sentence.len()).any(|at| sentence.is(at, words));
    let is_own = |at: usize| (at.saturating_sub(2)..at).any(|at| sentence.is(at, &["my", "our"]));
    let is_untruths = |at: usize| {
        let is_noun = WORDS.falsehoods.contains(sentence.word(at))
            && sentence.word(at).ends_with('s')
            || sentence
                .is(at, &["tales", "rumours", "rumors", "allegations", "accusations", "claims"]);
        // "I got two things wrong"
        let is_wrong = sentence.is(at, &["wrong"]) && !sentence.subject_is_own(at);
        (is_noun && !is_own(at)) || is_wrong
    };
    (0..sentence.len()).any(is_untruths) && !any(&["no", "not", "never"])
}
