//! The rules for cues that are no plain verb: "according to", nouns, headlines, verbs that no list knows.

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::candidate::{Candidate, Construction, RELAYS};
use crate::attribute::cue::{Cue, Shape};
use crate::attribute::leftward::phrase_left;
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::parenthesis::phrase_before_parenthesis;
use crate::attribute::phrases::{can_speak, phrase_right};
use crate::attribute::subjects::verb_group;
use crate::attribute::tokens::Kind;

/// How far behind a noun its "that" is looked for, in units.
const NOUN_REACH: usize = 9;

/// "according to the mayor", ", per the mayor"
pub(crate) fn according(sentence: &Annotated<'_>, word: &Candidate) -> Option<Cue> {
    let at = word.at;
    if !word.token.has(Class::ACCORDING) {
        return None;
    }
    let according = sentence.is_text(at, "according") && sentence.has(at + 1, Class::TO);
    // but "Jon Voss, Per Holm"
    let per = sentence.is_text(at, "per")
        && !word.token.has(Class::CAPITAL)
        && at > 0
        && sentence.is(at - 1, Kind::Comma);
    if !according && !per {
        return None;
    }
    let phrase = phrase_right(sentence, at + 1 + usize::from(according))?;
    Some(word.word(Shape::According(phrase), Frames::CLAUSE, VerbForm::default()))
}

/// "Reuters quotes the draft as saying": the source is who is quoted, not who quotes.
pub(crate) fn relayed(sentence: &Annotated<'_>, word: &Candidate) -> Option<Cue> {
    let at = word.at;
    if !word.token.form.has(VerbForm::GERUND) || at < 3 || !sentence.has(at - 1, Class::AS) {
        return None;
    }
    let (source, group) = if sentence.is_any(at - 2, &RELAYS) {
        // "was quoted as saying" has its source in front of the verb.
        let before = verb_group(sentence, at - 2).first.checked_sub(1)?;
        // "Nadine Ode, who joined in April, was quoted as saying"
        let source = match sentence.is(before, Kind::Comma) {
            true => phrase_before_parenthesis(sentence, before)?,
            false => phrase_left(sentence, before)?,
        };
        (source, source.first)
    } else {
        let phrase = phrase_left(sentence, at - 2)?;
        let verb = phrase.first.checked_sub(1).filter(|&verb| sentence.is_any(verb, &RELAYS))?;
        let quoting = verb.checked_sub(1)?;
        (phrase, phrase_left(sentence, quoting).map_or(verb, |quoting| quoting.first))
    };
    let cue = word.word(Shape::Relayed(source), word.token.frames, word.token.form);
    Some(Cue { group, ..cue })
}

/// `Pike quoted Lee: “…”`, `Pike repeated Lee's words: “…”`: the source is whose words are passed on.
pub(crate) fn passed_on(sentence: &Annotated<'_>, word: &Candidate) -> Option<Cue> {
    const REPEATS: [&str; 6] = ["repeated", "repeats", "echoed", "echoes", "recited", "recalled"];
    let quotes = sentence.is_any(word.at, &RELAYS);
    if !quotes && !sentence.is_any(word.at, &REPEATS) || word.group.passive {
        return None;
    }
    let phrase = phrase_right(sentence, word.at + 1)?;
    let colon = phrase.last + 1;
    let says = sentence.is(colon, Kind::Colon) && sentence.is_quoted(colon + 1);
    let owned = (phrase.first..phrase.last)
        .find(|&unit| sentence.is(unit + 1, Kind::Possessive))
        .filter(|&owner| sentence.has(owner, Class::CAPITAL));
    // "quoted her letter": her own.
    let whose = match owned {
        Some(owner) => Phrase { first: phrase.first, last: owner },
        None if quotes && sentence.has(phrase.first, Class::CAPITAL.with(Class::DETERMINER)) => {
            phrase
        }
        None => return None,
    };
    let frames = word.token.frames.with(Frames::CLAUSE);
    (says && can_speak(sentence, &whose)).then(|| Cue {
        group: word.group.first,
        negated: word.group.negated,
        ..word.word(Shape::PassedOn { whose, last: phrase.last }, frames, word.token.form)
    })
}

/// "Sanders Says He Will Run": in a headline the verb has a capital, and everything in front of it is its subject.
pub(crate) fn headline(sentence: &Annotated<'_>, word: &Candidate) -> Option<Cue> {
    let (at, token) = (word.at, word.token);
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let reports = token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED);
    if word.construction != Construction::Unlisted
        || !reports
        || !token.form.has(finite)
        || !token.has(Class::CAPITAL)
        || !(1..=6).contains(&at)
    {
        return None;
    }
    let subject = (0..at)
        .all(|unit| sentence.has(unit, Class::CAPITAL) && !sentence.has(unit, Class::AUXILIARY));
    (subject && sentence.is_title_case()).then(|| {
        word.word(Shape::Headline(Phrase { first: 0, last: at - 1 }), token.frames, token.form)
    })
}

/// A verb that no list knows, between a rounded-off quotation and a person: `"Nonsense," harrumphed Hal Burke`.
pub(crate) fn unknown_verb(sentence: &Annotated<'_>, word: &Candidate) -> Option<Cue> {
    let at = word.at;
    if word.construction != Construction::Unlisted
        || !word.token.is_word()
        || !word.token.has(Class::ED)
    {
        return None;
    }
    let before = at.checked_sub(1)?;
    if sentence.is_rounded_off(before) {
        let phrase = phrase_right(sentence, at + 1)?;
        return is_person_like(sentence, &phrase)
            .then(|| word.word(Shape::Inverted(phrase), Frames::QUOTING, VerbForm::PAST));
    }
    let phrase = phrase_left(sentence, before)?;
    let quoted = phrase.first > 0 && sentence.is_rounded_off(phrase.first - 1);
    let ends =
        matches!(sentence.kind(at + 1), Some(Kind::Stop | Kind::Comma)) || at + 1 == sentence.len();
    let person = is_person_like(sentence, &phrase) || sentence.has(phrase.last, Class::PRONOUN);
    (quoted && ends && person)
        .then(|| word.word(Shape::Verb(phrase), Frames::QUOTING, VerbForm::PAST))
}

fn is_person_like(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    (phrase.first..=phrase.last).any(|unit| sentence.has(unit, Class::CAPITAL.with(Class::ROLE)))
}

/// "the minister's claim that", "a claim by the minister that"; "a statement saying" is left to the verb.
pub(crate) fn noun(sentence: &Annotated<'_>, word: &Candidate) -> Option<Cue> {
    let at = word.at;
    if !word.token.has(Class::CUE_NOUN) || at == 0 || word.token.has(Class::CAPITAL) {
        return None;
    }
    let reports = (at + 1..sentence.len().min(at + NOUN_REACH))
        .take_while(|&unit| sentence.is_word(unit) && !sentence.is_finite(unit))
        .any(|unit| sentence.has(unit, Class::THAT));
    if !reports {
        return None;
    }
    let owner = owner(sentence, at)?;
    Some(word.word(Shape::Noun(owner), Frames::THAT, VerbForm::default()))
}

/// Whose the noun is: "the minister's bold claim", "his claim", "a claim by the minister".
fn owner(sentence: &Annotated<'_>, noun: usize) -> Option<Phrase> {
    let owns =
        |unit: usize| sentence.has(unit, Class::POSSESSIVE) || sentence.is(unit, Kind::Possessive);
    let before = noun.checked_sub(1)?;
    let adjective = before > 0
        && sentence.is_word(before)
        && !sentence.has(before, Class::POSSESSIVE)
        && owns(before - 1);
    let owner = if adjective { before - 1 } else { before };
    if sentence.is(owner, Kind::Possessive) {
        phrase_left(sentence, owner.checked_sub(1)?)
    } else if sentence.has(owner, Class::POSSESSIVE) {
        Some(Phrase { first: owner, last: owner })
    } else if sentence.has(noun + 1, Class::BY) {
        phrase_right(sentence, noun + 2)
    } else {
        None
    }
}
