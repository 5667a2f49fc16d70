//! Paragraphs in capitals alone: which of their words would have a small letter in running text.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use std::collections::HashSet;
use std::ops::Range;

use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::tokens::{Kind, Token, unknown_form};

/// A paragraph with fewer words tells nothing: "BERG: NO."
const FEWEST_WORDS: usize = 4;
/// How many of ten words must be in capitals.
const SHARE_OF_TEN: usize = 9;
/// How many words in a row a name may have.
const LONGEST_NAME: usize = 3;

/// Takes the capital from the common words of every paragraph that is written in capitals, so that verbs are read as
/// verbs and names as names. Words that no list knows keep it where a name stands, or where the text has it elsewhere.
pub(crate) fn lower(text: &str, tokens: &mut [Token]) {
    let paragraphs = paragraphs(tokens);
    if !paragraphs.iter().any(|(_, shouted)| *shouted) {
        return;
    }
    let folded = |token: &Token| text.get(token.span().range()).unwrap_or_default().to_lowercase();
    let mut names: HashSet<String> = HashSet::new();
    for (range, _) in paragraphs.iter().filter(|(_, shouted)| !shouted) {
        let words = tokens.get(range.clone()).unwrap_or_default();
        let capital = |pair: &[Token]| match pair {
            [before, word] if before.is_word() && word.has(Class::CAPITAL) => Some(folded(word)),
            _ => None,
        };
        names.extend(words.windows(2).filter_map(capital));
    }
    for (range, _) in paragraphs.iter().filter(|(_, shouted)| *shouted) {
        let words = tokens.get(range.clone()).unwrap_or_default();
        let found = (0..words.len()).filter(|&at| is_in_name(words, at));
        names.extend(found.filter_map(|at| words.get(at)).map(folded));
    }
    for (range, _) in paragraphs.iter().filter(|(_, shouted)| *shouted) {
        let mut opens = true;
        let mut end = 0;
        for token in tokens.get_mut(range.clone()).unwrap_or_default() {
            if token.is_word() && token.has(Class::ALL_CAPITALS) {
                let word = folded(token);
                let named = is_name(token) || is_unknown(token) && names.contains(&word);
                token.class = token.class.without(Class::ALL_CAPITALS);
                if !named && !opens {
                    token.class = token.class.without(Class::CAPITAL);
                    token.class = token.class.with(unknown_form(token, &word));
                }
            }
            // A mark that hangs on the word behind it opens; one behind a stop closes a sentence with it.
            opens = match token.kind {
                Kind::Stop => true,
                Kind::Mark(_) => opens || token.start() > end,
                _ => false,
            };
            end = token.end();
        }
    }
}

/// Takes its other classes from what reads like a small word, but is the short name of a body where its paragraph is not
/// in capitals: "the WHO said".
pub(crate) fn read_acronyms(text: &str, tokens: &mut [Token]) {
    let is_acronym = |token: &Token| {
        token.is_word()
            && token.has(Class::ALL_CAPITALS)
            && text.get(token.span().range()).is_some_and(|word| ACRONYMS.contains(&word))
    };
    for token in tokens.iter_mut().filter(|token| is_acronym(token)) {
        token.class = Class::CAPITAL.with(Class::ALL_CAPITALS).with(Class::BODY);
    }
}

/// The World Health Organization; others that are written like a small word ("US") are read by their lists.
const ACRONYMS: [&str; 1] = ["WHO"];

/// The paragraphs, and whether each is written in capitals.
fn paragraphs(tokens: &[Token]) -> Vec<(Range<usize>, bool)> {
    let mut start = 0;
    tokens
        .split(|token| token.kind == Kind::Break)
        .map(|paragraph| {
            let range = start..start + paragraph.len();
            start = range.end + 1;
            let long = |token: &&Token| token.is_word() && token.end() - token.start() > 1;
            let words = paragraph.iter().filter(long).count();
            let capitals =
                paragraph.iter().filter(long).filter(|t| t.has(Class::ALL_CAPITALS)).count();
            (range, words >= FEWEST_WORDS && capitals * 10 >= words * SHARE_OF_TEN)
        })
        .collect()
}

/// Words that have a capital in any text, and are nothing else.
fn is_name(token: &Token) -> bool {
    let proper =
        Class::GIVEN.with(Class::PEOPLE).with(Class::DAY).with(Class::MONTH).with(Class::PLACE);
    let common = Class::AUXILIARY
        .with(Class::PREPOSITION)
        .with(Class::PRONOUN)
        .with(Class::DETERMINER)
        .with(Class::COORDINATOR)
        .with(Class::FINITE)
        .with(Class::ADVERB);
    token.has(proper.with(Class::BEFORE_NAME)) && !token.has(common) && token.form.is_empty()
        || token.has(Class::ABBREVIATION) && token.end() - token.start() == 2
}

fn is_unknown(token: &Token) -> bool {
    let shape = Class::CAPITAL.with(Class::ALL_CAPITALS).with(Class::ED).with(Class::ING);
    token.is_word() && token.class.without(shape).is_empty() && token.form.is_empty()
}

/// Whether the unknown word at `at` stands where a name does: behind a given name, a title or a role, or beside the verb
/// of a report.
fn is_in_name(words: &[Token], at: usize) -> bool {
    let unknown = |at: usize| words.get(at).is_some_and(is_unknown);
    if !unknown(at) {
        return false;
    }
    let first = (at.saturating_sub(LONGEST_NAME)..at)
        .rev()
        .take_while(|&at| unknown(at))
        .last()
        .unwrap_or(at);
    let behind = (at + 1..at + LONGEST_NAME + 1).find(|&at| !unknown(at)).unwrap_or(at);
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let reports = |token: &Token| token.form.has(finite) && !token.frames.is_empty();
    let before = first.checked_sub(1).and_then(|before| words.get(before));
    let leads = before.is_some_and(|token| {
        is_name(token) || token.has(Class::TITLE.with(Class::ROLE)) || reports(token)
    });
    let free = before.is_none_or(|token| !token.is_word());
    leads || free && words.get(behind).is_some_and(reports)
}
