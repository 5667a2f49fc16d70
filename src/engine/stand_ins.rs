//! "He" and "it" at the beginning of a sentence stand for who or what the sentence before names, as far as a question asks for it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::search::rank::{Hit, Matches, PreparedQuery, Token, Traits, number};

/// A sentence of a unit, or next to one.
pub(super) struct Read {
    pub(super) sentence: usize,
    pub(super) block: usize,
    /// Its words, by their places among all that are read.
    pub(super) tokens: Range<usize>,
    pub(super) hits: Vec<Hit>,
    pub(super) matches: Matches,
}

/// Words that stand for a person, and those that may stand for anything.
static PERSONS: LazyLock<Vec<u64>> =
    LazyLock::new(|| ["he", "she", "his", "her", "him"].map(number).to_vec());
static THINGS: LazyLock<Vec<u64>> =
    LazyLock::new(|| ["it", "its", "they", "their", "them"].map(number).to_vec());

/// So many words at the beginning of a sentence are looked at: "In June he".
const LOOKED_AT: usize = 4;

/// What a name counts that is only stood for.
const STOOD_FOR: f32 = 0.8;

/// Adds to sentences that begin with a word that stands for somebody the names of the sentence before, as found in its place.
/// `edges` are the sentences beside those that are read.
pub(super) fn add(
    asked: &PreparedQuery,
    words: &[Token],
    all: &mut [Read],
    edges: &BTreeMap<usize, Matches>,
) {
    let is_name = |term: &usize| asked.terms[*term].query.term.is_name;
    let names: Vec<usize> = (0..asked.terms.len()).filter(is_name).collect();
    if names.is_empty() {
        return;
    }
    for at in 0..all.len() {
        let Some((place, is_person)) = stand_in(&words[all[at].tokens.clone()]) else { continue };
        let Some(before) = all[at].sentence.checked_sub(1) else { continue };
        let named =
            match at.checked_sub(1).map(|one| &all[one]).filter(|one| one.sentence == before) {
                Some(one) => one.matches.clone(),
                None => match edges.get(&before) {
                    Some(matches) => matches.clone(),
                    None => continue,
                },
            };
        let one = &mut all[at];
        for &term in &names {
            let is_place = Token::of(&asked.terms[term].query.term).is(Traits::PLACE);
            let share = STOOD_FOR * named.share(term);
            if one.matches.share(term) < share && !(is_person && is_place) {
                one.hits.push(Hit { at: place, term, share });
            }
        }
        one.hits.sort_by_key(|hit| hit.at);
        one.matches = Matches::of(asked, &one.hits);
    }
}

/// Where a word that stands for somebody or something is, and whether for somebody; nothing before it is a name.
fn stand_in(sentence: &[Token]) -> Option<(usize, bool)> {
    for (at, token) in sentence.iter().enumerate().take(LOOKED_AT) {
        if PERSONS.contains(&token.word.word) {
            return Some((at, true));
        }
        // "Officials said it": only at the very beginning does "it" stand for the subject before.
        if THINGS.contains(&token.word.word) {
            return (at == 0).then_some((at, false));
        }
        if token.is_name && !token.is(Traits::TIME) {
            return None;
        }
    }
    None
}
