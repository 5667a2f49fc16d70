//! What is said in mockery: as true as something that nobody is, or asked back in disbelief.

use std::ops::Range;

use super::sentence::{Sentence, is_negated_form};
use super::words::WORDS;

/// "And I am the Queen of Spain": what nobody is.
pub(super) fn is_absurd(sentence: &Sentence) -> bool {
    const LONGEST: usize = 9;
    const NOBODY: [&str; 24] = [
        "queen",
        "king",
        "pope",
        "emperor",
        "empress",
        "tsar",
        "dutchman",
        "princess",
        "uncle",
        "banana",
        "teapot",
        "santa",
        "napoleon",
        "cleopatra",
        "caesar",
        "elvis",
        "tooth",
        "martian",
        "astronaut",
        "ballerina",
        "giraffe",
        "unicorn",
        "sheba",
        "marie",
    ];
    let first = usize::from(sentence.is_coordinator(0));
    let is_me = sentence.is(first, &["i'm"])
        || sentence.is(first, &["i"]) && sentence.is(first + 1, &["am"]);
    first == 1
        && is_me
        && sentence.len() <= LONGEST
        && (first..sentence.len()).any(|at| sentence.is(at, &NOBODY))
}

/// "We have sold it, have we?": who asks so does not believe it; "…, haven't we?" asks for assent.
pub(super) fn disbelieving_tag(sentence: &Sentence) -> Option<Range<usize>> {
    let last = sentence.len().checked_sub(1).filter(|_| sentence.is_question)?;
    let tag = last.checked_sub(1).filter(|&tag| {
        sentence.has_comma(tag)
            && sentence.is_auxiliary(tag)
            && (WORDS.pronouns.contains(sentence.word(last)) || sentence.is(last, &["there"]))
    })?;
    let is_negative = |at: usize| {
        let word = sentence.word(at);
        is_negated_form(word)
            || WORDS.negators.contains(word)
            || WORDS.nobody.contains(word)
            || matches!(word, "no" | "cannot" | "nothing" | "hardly" | "few")
    };
    let start = sentence.main_start(tag.saturating_sub(1));
    (!is_negative(tag) && !(start..tag).any(is_negative)).then_some(tag..last + 1)
}
