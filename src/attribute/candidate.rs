//! A word that may report: the verb group that ends with it, and how it is used there.

use crate::attribute::annotation::{Annotated, Group};
use crate::attribute::cue::{Cue, Shape};
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::subjects::{is_contracted, verb_group};
use crate::attribute::tokens::{Kind, Token};

/// A word that may report, with the verb group that ends with it.
pub(crate) struct Candidate {
    pub(crate) at: usize,
    pub(crate) token: Token,
    pub(crate) group: Group,
    pub(crate) construction: Construction,
}

/// How a word that may report is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Construction {
    /// It is no form of a verb that is known to report, or it is a name.
    Unlisted,
    /// It passes on what "as saying" reports.
    Relay,
    /// A noun or an adjective: "the said man", "its report", "of concern".
    Noun,
    Passive,
    /// A form in -ing without an auxiliary.
    Gerund,
    /// A participle without an auxiliary.
    Participle,
    Infinitive,
    Finite,
}

impl Candidate {
    pub(crate) fn at(sentence: &Annotated<'_>, at: usize) -> Option<Self> {
        let token = *sentence.token(at)?;
        let others = Class::ED.with(Class::CUE_NOUN).with(Class::ACCORDING);
        if token.frames.is_empty() && !token.has(others) {
            return None;
        }
        let group = verb_group(sentence, at);
        let construction = construction(sentence, &token, at, &group);
        Some(Self { at, token, group, construction })
    }

    /// The unit in front of the verb group.
    pub(crate) fn before(&self) -> Option<usize> {
        self.group.first.checked_sub(1)
    }

    /// Whether adverbs or auxiliaries belong to the verb.
    pub(crate) fn is_modified(&self) -> bool {
        self.group.first < self.at
    }

    /// The verb as a cue of this shape.
    pub(crate) fn verb(&self, shape: Shape) -> Cue {
        Cue {
            shape,
            group: self.group.first,
            at: self.at,
            frames: self.token.frames,
            form: self.token.form,
            negated: self.group.negated,
            rule: "",
        }
    }

    /// The word as a cue of this shape and without auxiliaries, that opens these constructions.
    pub(crate) fn word(&self, shape: Shape, frames: Frames, form: VerbForm) -> Cue {
        Cue { shape, group: self.at, at: self.at, frames, form, negated: false, rule: "" }
    }
}

fn construction(sentence: &Annotated<'_>, token: &Token, at: usize, group: &Group) -> Construction {
    let name = token.has(Class::CAPITAL) && at > 0 && !is_shouted(sentence, token);
    if token.frames.is_empty() || !token.is_word() || name {
        return Construction::Unlisted;
    }
    if is_relay(sentence, at) {
        return Construction::Relay;
    }
    let modified = group.first < at;
    let gerund = token.form.has(VerbForm::GERUND);
    if !modified && is_noun(sentence, token, at) {
        return Construction::Noun;
    }
    match () {
        () if group.passive && !gerund => Construction::Passive,
        () if gerund && !group.progressive => Construction::Gerund,
        () if token.form == VerbForm::PARTICIPLE && !modified => Construction::Participle,
        () if group.infinitive => Construction::Infinitive,
        () => Construction::Finite,
    }
}

/// "SAID ANN LEE": all words of the sentence are in capitals, so that capitals tell nothing.
fn is_shouted(sentence: &Annotated<'_>, token: &Token) -> bool {
    token.has(Class::ALL_CAPITALS)
        && (0..sentence.len())
            .all(|unit| !sentence.is_word(unit) || sentence.has(unit, Class::ALL_CAPITALS))
}

/// Whether a determiner or an owner in front makes the word a noun.
fn is_noun(sentence: &Annotated<'_>, token: &Token, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    // "Foster's said": the name ends like an owner.
    let name = token.form.has(VerbForm::PAST)
        && !token.has(Class::HOMOGRAPH.with(Class::CUE_NOUN))
        && before.checked_sub(1).is_some_and(|unit| sentence.has(unit, Class::CAPITAL));
    let contracted = || {
        token.form.has(VerbForm::GERUND.with(VerbForm::PARTICIPLE))
            && is_contracted(sentence, before)
    };
    sentence.has(before, Class::DETERMINER) && !sentence.has(before, Class::SUBJECT)
        || sentence.has(before, Class::POSSESSIVE)
        || sentence.is(before, Kind::Possessive) && !name && !contracted()
}

/// How far behind a verb of passing on its "as saying" is looked for, in units.
const RELAY_REACH: usize = 10;

/// Verbs of those who pass on what others said.
pub(crate) const RELAYS: [&str; 7] =
    ["quotes", "quoted", "quote", "cites", "cited", "quoting", "citing"];

/// Whether the verb passes on what "as saying" behind it reports.
fn is_relay(sentence: &Annotated<'_>, at: usize) -> bool {
    sentence.is_any(at, &RELAYS)
        && (at + 2..sentence.len().min(at + RELAY_REACH))
            .any(|unit| sentence.has(unit, Class::AS) && sentence.is_text(unit + 1, "saying"))
}
