//! A sentence with what the steps ask of it again and again, found once: its finite verbs and the ends of its noun
//! phrases for every unit, its phrases and verb groups where they are asked for.

use std::cell::Cell;
use std::ops::Deref;

use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

/// A noun phrase: the units from `first` to `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A verb with the adverbs, times and auxiliaries in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) first: usize,
    pub(crate) passive: bool,
    pub(crate) progressive: bool,
    pub(crate) infinitive: bool,
    pub(crate) negated: bool,
}

/// A sentence and its annotation; it is read like the sentence itself.
pub(crate) struct Annotated<'r> {
    sentence: Sentence<'r>,
    words: Vec<Word>,
    left: Memo<Option<Phrase>>,
    right: Memo<Option<Phrase>>,
    groups: Memo<Group>,
}

/// What is found for every unit.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    finite: bool,
    nominal: bool,
}

impl<'r> Deref for Annotated<'r> {
    type Target = Sentence<'r>;

    fn deref(&self) -> &Sentence<'r> {
        &self.sentence
    }
}

/// How far a bracket is looked for, in units.
const LONGEST_BRACKET: usize = 45;

impl<'r> Annotated<'r> {
    pub(crate) fn new(sentence: Sentence<'r>) -> Self {
        let words = (0..sentence.len())
            .map(|unit| {
                let finite = is_finite(&sentence, unit);
                Word { finite, nominal: is_nominal(&sentence, unit, finite) }
            })
            .collect();
        let units = sentence.len();
        Self {
            sentence,
            words,
            left: Memo::new(units),
            right: Memo::new(units),
            groups: Memo::new(units),
        }
    }

    /// Whether the unit is a verb that is finite without doubt, or an auxiliary.
    pub(crate) fn is_finite(&self, unit: usize) -> bool {
        self.words.get(unit).is_some_and(|word| word.finite)
    }

    /// Whether the unit can be the last word of a noun phrase.
    pub(crate) fn is_nominal(&self, unit: usize) -> bool {
        self.words.get(unit).is_some_and(|word| word.nominal)
    }

    /// The phrase that ends with the unit, found by `find` the first time.
    pub(crate) fn left(
        &self,
        last: usize,
        find: impl FnOnce() -> Option<Phrase>,
    ) -> Option<Phrase> {
        self.left.get(last, find)
    }

    /// The phrase that begins with the unit, found by `find` the first time.
    pub(crate) fn right(
        &self,
        first: usize,
        find: impl FnOnce() -> Option<Phrase>,
    ) -> Option<Phrase> {
        self.right.get(first, find)
    }

    /// The group of the verb at the unit, found by `find` the first time.
    pub(crate) fn group(&self, at: usize, find: impl FnOnce() -> Group) -> Group {
        self.groups.get(at, find)
    }

    /// The opening bracket of the closing one at `close`.
    pub(crate) fn open_bracket(&self, close: usize) -> Option<usize> {
        let floor = close.saturating_sub(LONGEST_BRACKET);
        (floor..close).rev().find(|&at| self.is(at, Kind::Open))
    }

    /// Whether the unit is one of the words, in any case.
    pub(crate) fn is_any(&self, unit: usize, words: &[&str]) -> bool {
        let text = self.text(unit);
        words.iter().any(|word| text.eq_ignore_ascii_case(word))
    }
}

/// Values for the units of a sentence, each found when it is first asked for.
struct Memo<T>(Vec<Cell<Option<T>>>);

impl<T: Copy> Memo<T> {
    fn new(units: usize) -> Self {
        Self(vec![Cell::new(None); units])
    }

    fn get(&self, unit: usize, find: impl FnOnce() -> T) -> T {
        let Some(cell) = self.0.get(unit) else { return find() };
        if let Some(known) = cell.get() {
            return known;
        }
        let found = find();
        cell.set(Some(found));
        found
    }
}

fn is_finite(sentence: &Sentence<'_>, unit: usize) -> bool {
    let Some(token) = sentence.token(unit) else { return false };
    if token.has(Class::CAPITAL) && unit > 0 || token.kind == Kind::Possessive {
        return false;
    }
    if !token.has(Class::AUXILIARY) && is_plural_noun(sentence, unit) {
        return false;
    }
    token.has(Class::FINITE.with(Class::AUXILIARY))
        || token.form.has(VerbForm::PAST)
        || token.form.has(VerbForm::THIRD)
            && !token.has(Class::HOMOGRAPH.with(Class::ROLE).with(Class::TEXT))
        || token.has(Class::ED) && !is_behind_determiner(sentence, unit)
}

/// "three wins", "their needs": a word in -s behind what counts or owns it.
fn is_plural_noun(sentence: &Sentence<'_>, unit: usize) -> bool {
    let Some(before) = unit.checked_sub(1) else { return false };
    let counted = sentence.has(before, Class::DETERMINER)
        && sentence.has(before, Class::SUBJECT)
        && !["one", "this", "that", "all", "some", "most", "none", "there"]
            .iter()
            .any(|word| sentence.is_text(before, word));
    let owned = counted
        || sentence.has(before, Class::POSSESSIVE)
        || ["the", "a", "an", "no"].iter().any(|word| sentence.is_text(before, word))
        // but "Channel 4 says"
        || sentence.is(before, Kind::Number)
            && !before.checked_sub(1).is_some_and(|name| sentence.has(name, Class::CAPITAL));
    owned && sentence.text(unit).ends_with('s')
}

/// Whether the unit stands where an adjective does: "the retired general", "the newly elected mayor".
fn is_behind_determiner(sentence: &Sentence<'_>, unit: usize) -> bool {
    let determiner = |unit: usize| {
        sentence.has(unit, Class::DETERMINER.with(Class::PREPOSITION))
            && !sentence.has(unit, Class::SUBJECT.with(Class::THAT))
            || sentence.is(unit, Kind::Possessive)
    };
    let adverb =
        |unit: usize| sentence.has(unit, Class::ADVERB) && !sentence.has(unit, Class::TIME);
    unit > 0 && (determiner(unit - 1) || unit > 1 && adverb(unit - 1) && determiner(unit - 2))
}

/// Whether the unit is a finite verb of saying.
fn is_cue(sentence: &Sentence<'_>, unit: usize) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    sentence.token(unit).is_some_and(|token| {
        token.form.has(finite) && !token.frames.is_empty() && !token.has(Class::HOMOGRAPH)
    })
}

fn is_nominal(sentence: &Sentence<'_>, unit: usize, finite: bool) -> bool {
    let Some(token) = sentence.token(unit) else { return false };
    match token.kind {
        Kind::Number => true,
        Kind::Word => {
            let closed = Class::DETERMINER
                .with(Class::COORDINATOR)
                .with(Class::SUBORDINATOR)
                .with(Class::PREPOSITION)
                .with(Class::AUXILIARY)
                .with(Class::NEGATION);
            if token.has(Class::SUBJECT.with(Class::OBJECT)) && !token.has(Class::SUBORDINATOR) {
                return true;
            }
            let adverb = token.has(Class::ADVERB) && !token.has(Class::ROLE);
            if token.has(Class::CAPITAL) {
                // "However, a trader said", but "Next said".
                let verb = token.has(Class::ING.with(Class::ED)) || token.form == VerbForm::GERUND;
                let opener =
                    (adverb || verb) && !token.has(Class::GIVEN) && !is_cue(sentence, unit + 1);
                return unit > 0 || !token.has(closed) && !opener;
            }
            !(token.has(closed) || adverb || finite)
        }
        _ => false,
    }
}
