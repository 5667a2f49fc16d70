//! The stretches of a sentence that could be an answer: noun phrases and chains of them, numbers, times, names, clauses.

use std::collections::BTreeMap;

use super::marked::Marked;
use crate::attribute::{Class, VerbForm, WordKind};

/// What a stretch is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Number,
    Amount,
    Time,
    Name,
    Noun,
    Chain,
    List,
    Prepositional,
    Infinitive,
    Gerund,
    Predicate,
    Subordinate,
    Clause,
    Quoted,
}

/// The words from `first` to `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) shape: Shape,
}

/// Phrases of one chain: "the head of the office of the mayor in Oslo".
const CHAIN: usize = 5;
/// Words of the longest stretch that may be marked.
const LONGEST: usize = 32;
/// Stretches of one passage that are looked at.
const MOST: usize = 600;

/// All stretches of the passage, each once, in the order of the text.
pub(super) fn pieces(text: &str, words: &[Marked]) -> Vec<Piece> {
    let mut found: BTreeMap<(usize, usize), Shape> = BTreeMap::new();
    let mut add = |first: usize, last: usize, shape: Shape| {
        if first <= last && last < words.len() && last - first < LONGEST && found.len() < MOST {
            found.entry((first, last)).or_insert(shape);
        }
    };
    numbers(words, &mut add);
    times(words, &mut add);
    names(words, &mut add);
    let nouns = nouns(words);
    chains(words, &nouns, &mut add);
    clauses(words, &mut add);
    quoted(text, words, &mut add);
    found.into_iter().map(|((first, last), shape)| Piece { first, last, shape }).collect()
}

/// Words in front of a number that belong to it, the longest first.
const ABOUT: [&[&str]; 15] = [
    &["at", "least"],
    &["at", "most"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["up", "to"],
    &["as", "many", "as"],
    &["about"],
    &["around"],
    &["nearly"],
    &["almost"],
    &["some"],
    &["over"],
    &["roughly"],
    &["approximately"],
];

/// Where a number starts with the words in front of it that make it less exact.
fn with_about(words: &[Marked], first: usize) -> usize {
    let stands = |about: &&&[&str]| {
        about.len() <= first
            && about
                .iter()
                .zip(&words[first - about.len()..])
                .all(|(about, word)| word.stem == *about || crude(about) == word.stem)
    };
    ABOUT.iter().find(stands).map_or(first, |about| first - about.len())
}

/// The stem of the few words of [`ABOUT`] whose stem is another.
fn crude(word: &str) -> &str {
    match word {
        "nearly" => "nearli",
        "roughly" => "roughli",
        "approximately" => "approxim",
        "least" => "least",
        other => other,
    }
}

fn numbers(words: &[Marked], add: &mut impl FnMut(usize, usize, Shape)) {
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_number {
            at += 1;
            continue;
        }
        let first = at;
        while at + 1 < words.len() && words[at + 1].is_number {
            at += 1;
        }
        let about = with_about(words, first);
        add(first, at, Shape::Number);
        add(about, at, Shape::Amount);
        let mut last = at;
        while last < at + 3
            && words
                .get(last + 1)
                .is_some_and(|word| is_noun_word(words, last + 1) && word.word.is_spoken())
        {
            last += 1;
            add(first, last, Shape::Amount);
            add(about, last, Shape::Amount);
        }
        // "34 %"
        if words.get(at + 1).is_some_and(|word| word.word.kind == WordKind::Other) {
            add(about, at + 1, Shape::Amount);
        }
        at += 1;
    }
}

fn times(words: &[Marked], add: &mut impl FnMut(usize, usize, Shape)) {
    let may_stand_in = |word: &Marked| {
        word.is_number
            || word.word.has(Class::TIME.with(Class::TIME_ADJECTIVE).with(Class::OF))
            || word.word.kind == WordKind::Comma
            || matches!(
                word.stem.as_str(),
                "the" | "mid" | "earli" | "late" | "end" | "start" | "morn" | "even" | "afternoon"
            )
    };
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_time {
            at += 1;
            continue;
        }
        let (mut first, mut last) = (at, at);
        while first > 0
            && may_stand_in(&words[first - 1])
            && at - first < 4
            && words[first - 1].word.kind != WordKind::Comma
        {
            first -= 1;
        }
        while words.get(last + 1).is_some_and(|word| word.is_time || may_stand_in(word))
            && last - at < 8
        {
            last += 1;
        }
        while last > at
            && (words[last].word.kind == WordKind::Comma
                || words[last].word.has(Class::OF.with(Class::DETERMINER)))
        {
            last -= 1;
        }
        while first < at && words[first].word.has(Class::OF) {
            first += 1;
        }
        add(at, at, Shape::Time);
        add(first, last, Shape::Time);
        add(at, last, Shape::Time);
        at = last + 1;
    }
}

fn names(words: &[Marked], add: &mut impl FnMut(usize, usize, Shape)) {
    let is_capital = |at: usize| {
        words.get(at).is_some_and(|word: &Marked| {
            word.word.has(Class::CAPITAL) && word.word.is_spoken() && (word.counts || word.is_name)
        })
    };
    let mut at = 0;
    while at < words.len() {
        if !is_capital(at) {
            at += 1;
            continue;
        }
        let first = at;
        while is_capital(at + 1)
            || words.get(at + 1).is_some_and(|word| word.word.has(Class::PARTICLE))
                && is_capital(at + 2)
        {
            at += 1;
        }
        add(first, at, Shape::Name);
        // "the High Court of the Northern Isles"
        let mut end = at;
        while let Some(next) = behind_of(words, end).filter(|&next| is_capital(next)) {
            end = next;
            while is_capital(end + 1) {
                end += 1;
            }
            add(first, end, Shape::Name);
        }
        at += 1;
    }
}

/// The place behind "of" or "of the".
fn behind_of(words: &[Marked], last: usize) -> Option<usize> {
    words.get(last + 1).filter(|word| word.word.has(Class::OF))?;
    let is_the = words.get(last + 2).is_some_and(|word| word.word.has(Class::DETERMINER));
    Some(last + if is_the { 3 } else { 2 })
}

/// Whether the word may stand inside of a noun phrase.
fn is_noun_word(words: &[Marked], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let before = at.checked_sub(1).map(|before| &words[before]);
    match word.word.kind {
        WordKind::Number | WordKind::Possessive => true,
        WordKind::Other => word.is_number,
        WordKind::Word => {
            let closed = Class::PREPOSITION
                .with(Class::COORDINATOR)
                .with(Class::SUBORDINATOR)
                .with(Class::AUXILIARY)
                .with(Class::TO);
            let is_verb = word.word.is_finite
                || word.word.form.has(VerbForm::BASE)
                    && before.is_some_and(|word| word.word.has(Class::TO.with(Class::MODAL)));
            let is_adjective = word.word.has(Class::ED.with(Class::ING))
                && before.is_some_and(|word| {
                    word.word
                        .has(Class::DETERMINER.with(Class::POSSESSIVE).with(Class::PREPOSITION))
                });
            is_adjective
                || word.word.has(Class::CAPITAL) && word.word.is_nominal
                || word.word.is_nominal && !word.word.has(closed) && !is_verb
        }
        _ => false,
    }
}

/// The noun phrases: first and last word, without what hangs on them by a preposition.
fn nouns(words: &[Marked]) -> Vec<(usize, usize)> {
    let mut found = vec![];
    let mut at = 0;
    while at < words.len() {
        let starts = words[at].word.has(Class::DETERMINER.with(Class::POSSESSIVE));
        if !starts && !is_noun_word(words, at) {
            at += 1;
            continue;
        }
        let (first, sentence) = (at, words[at].word.sentence);
        let goes_on = |at: usize| {
            words.get(at).is_some_and(|word| word.word.sentence == sentence)
                && is_noun_word(words, at)
                && !words[at].word.has(Class::DETERMINER)
        };
        let mut last = at;
        while goes_on(last + 1)
            || words.get(last + 1).is_some_and(|word| {
                word.word.has(Class::ADVERB)
                    && word.word.kind == WordKind::Word
                    && last == first
                    && starts
            }) && goes_on(last + 2)
        {
            last += 1;
        }
        if last > first || is_noun_word(words, at) {
            found.push((first, last));
        }
        at = last + 1;
    }
    found
}

fn chains(words: &[Marked], nouns: &[(usize, usize)], add: &mut impl FnMut(usize, usize, Shape)) {
    for (number, &(first, last)) in nouns.iter().enumerate() {
        let starts_with_the = words[first].word.has(Class::DETERMINER);
        let in_front = first
            .checked_sub(1)
            .filter(|&at| words[at].word.has(Class::PREPOSITION) && !words[at].word.has(Class::OF));
        let mut offer = |last: usize, shape: Shape| {
            add(first, last, shape);
            if starts_with_the && first < last {
                add(first + 1, last, shape);
            }
            if let Some(preposition) = in_front {
                add(preposition, last, Shape::Prepositional);
            }
        };
        offer(last, Shape::Noun);
        let (mut end, mut shape) = (last, Shape::Noun);
        for &(next, next_last) in nouns.iter().skip(number + 1).take(CHAIN) {
            let Some(link) = link(words, end, next) else { break };
            shape = shape.max(link);
            end = next_last;
            offer(end, shape);
        }
    }
}

/// How two phrases hang together, by what stands between them: a preposition, or a comma and "and".
fn link(words: &[Marked], last: usize, next: usize) -> Option<Shape> {
    let between = words.get(last + 1..next)?;
    let is_list = |word: &Marked| {
        word.word.kind == WordKind::Comma
            || word.word.has(Class::AND)
            || word.stem == "or"
            || word.stem == "&"
    };
    match between {
        [] => Some(Shape::Chain),
        [one] if one.word.has(Class::PREPOSITION) => Some(Shape::Chain),
        [one] if is_list(one) => Some(Shape::List),
        [one, two] if is_list(one) && is_list(two) => Some(Shape::List),
        _ => None,
    }
}

fn clauses(words: &[Marked], add: &mut impl FnMut(usize, usize, Shape)) {
    for first in 0..words.len() {
        let Some(shape) = opens(words, first) else { continue };
        let from = match shape {
            // "because it rained" answers as "it rained" does, "to win" as it stands.
            Shape::Subordinate => Some(first + 1),
            _ => None,
        };
        for last in ends(words, first) {
            add(first, last, shape);
            if let Some(from) = from {
                add(from, last, Shape::Clause);
            }
        }
    }
    // Whole clauses: what stands between two commas, or from the beginning on.
    let starts = (0..words.len()).filter(|&at| {
        at.checked_sub(1).is_none_or(|before| {
            !words[before].word.is_spoken()
                && words[before].word.kind != WordKind::Possessive
                && words[before].word.kind != WordKind::Other
                || words[before].word.sentence != words[at].word.sentence
                || words[before].word.has(Class::THAT)
        })
    });
    for first in starts {
        for last in ends(words, first).into_iter().take(2) {
            add(first, last, Shape::Clause);
        }
    }
}

/// What kind of clause the word opens.
fn opens(words: &[Marked], at: usize) -> Option<Shape> {
    let word = &words[at].word;
    let before = at.checked_sub(1).map(|before| &words[before].word);
    if word.kind != WordKind::Word {
        return None;
    }
    if word.has(Class::TO)
        && words.get(at + 1).is_some_and(|next| {
            next.word.form.has(VerbForm::BASE)
                || !next.word.has(Class::DETERMINER.with(Class::CAPITAL))
                    && next.word.kind == WordKind::Word
                    && next.word.is_nominal
                    && !next.word.has(Class::POSSESSIVE)
        })
    {
        return Some(Shape::Infinitive);
    }
    if word.has(Class::ING) || word.form.has(VerbForm::GERUND) {
        return Some(Shape::Gerund);
    }
    let opens_clause = word.has(Class::SUBORDINATOR.with(Class::RELATIVE))
        || matches!(words[at].stem.as_str(), "because" | "due" | "by");
    if opens_clause {
        return Some(Shape::Subordinate);
    }
    let begins_group =
        word.is_finite && !before.is_some_and(|before| before.is_finite || before.has(Class::TO));
    let participle = word.has(Class::ED) || word.form.has(VerbForm::PARTICIPLE);
    let bare = before.is_some_and(|before| before.has(Class::TO.with(Class::MODAL)));
    (begins_group || participle || bare).then_some(Shape::Predicate)
}

/// Where a stretch that begins with the word may end: in front of each comma and each new clause, and at the end.
fn ends(words: &[Marked], first: usize) -> Vec<usize> {
    let mut found = vec![];
    let sentence = words[first].word.sentence;
    for at in first + 1..=words.len().min(first + LONGEST) {
        let is_over = words.get(at).is_none_or(|word| {
            word.word.sentence != sentence
                || matches!(word.word.kind, WordKind::Stop | WordKind::Semicolon)
        });
        let pauses = words.get(at).is_some_and(|word| {
            matches!(
                word.word.kind,
                WordKind::Comma
                    | WordKind::Dash
                    | WordKind::Colon
                    | WordKind::Open
                    | WordKind::Close
            ) || word
                .word
                .has(Class::SUBORDINATOR.with(Class::COORDINATOR).with(Class::PREPOSITION))
                && !word.word.has(Class::OF)
        });
        if (is_over || pauses) && at > first {
            found.push(at - 1);
        }
        if is_over {
            break;
        }
    }
    found
}

/// What stands inside of a pair of quote marks.
fn quoted(text: &str, words: &[Marked], add: &mut impl FnMut(usize, usize, Shape)) {
    let mut open: Option<usize> = None;
    for (at, character) in text.char_indices() {
        match (character, open) {
            ('“', _) | ('"', None) => open = Some(at),
            ('”' | '"', Some(from)) => {
                open = None;
                let first = words.partition_point(|word| word.word.span.start() < from);
                let behind = words.partition_point(|word| word.word.span.end() <= at);
                let last = (first..behind).rev().find(|&last| words[last].word.is_spoken());
                if let Some(last) = last {
                    add(first, last, Shape::Quoted);
                }
            }
            _ => {}
        }
    }
}
