//! Where reported content ends: with the sentence, or before another report, a comment, a new clause.

use crate::attribute::clauses::Joint;
use crate::attribute::cues::{Cue, CueKind, Subject};
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::phrases::{has_clause, is_finite};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

/// The unit behind the content that begins at `first`. `others` are the further cues of the sentence.
pub(crate) fn end(
    sentence: &Sentence<'_>,
    cue: &Cue,
    first: usize,
    joint: Joint,
    others: &[Cue],
) -> usize {
    let sentence_end = content_limit(sentence);
    let mut at = first;
    // "was called a joke by the union": the content ends in front of "by".
    if let Subject::Phrase(agent) = cue.subject
        && agent.first > first
        && cue.kind == CueKind::Verb
    {
        return agent.first - 1;
    }
    if cue.kind == CueKind::Noun {
        return noun_clause_end(sentence, cue, first, sentence_end);
    }
    if sentence.is_quoted(first)
        && (joint == Joint::Colon
            || sentence.is_rounded_off(first) && sentence.quoted_capital(first))
    {
        return first + 1;
    }
    while at < sentence_end {
        if at > first && breaks_off(sentence, cue, joint, first, at, others) {
            return at;
        }
        at += 1;
    }
    sentence_end
}

/// "The claim that crime has halved is wrong": the clause of a noun in subject position ends before the main verb.
fn noun_clause_end(sentence: &Sentence<'_>, cue: &Cue, first: usize, limit: usize) -> usize {
    let subject = !(0..cue.at).any(|unit| is_finite(sentence, unit));
    let mut verbs = 0;
    for unit in first + 1..limit {
        if sentence.is(unit, Kind::Comma) {
            return unit;
        }
        let auxiliary = sentence.has(unit, Class::AUXILIARY)
            && !sentence.has(unit - 1, Class::SUBJECT.with(Class::RELATIVE));
        if subject && verbs > 0 && auxiliary && !sentence.has(unit - 1, Class::AUXILIARY) {
            return unit;
        }
        verbs += usize::from(is_finite(sentence, unit));
    }
    limit
}

/// The unit behind the last word of the sentence, its full stop left out.
fn content_limit(sentence: &Sentence<'_>) -> usize {
    let mut end = sentence.len();
    while end > 0
        && matches!(
            sentence.kind(end - 1),
            Some(Kind::Stop | Kind::Close | Kind::Dash | Kind::Comma)
        )
    {
        end -= 1;
    }
    end
}

fn breaks_off(
    sentence: &Sentence<'_>,
    cue: &Cue,
    joint: Joint,
    first: usize,
    at: usize,
    others: &[Cue],
) -> bool {
    // A rounded-off fragment with a comma inside of its marks ends like a comma.
    let comma = sentence.is(at, Kind::Comma)
        || at > 0 && sentence.is_quoted(at - 1) && sentence.is_rounded_off(at - 1);
    let next = if sentence.is(at, Kind::Comma) { at + 1 } else { at };
    if comma {
        let Some(token) = sentence.token(next) else { return false };
        if token.has(Class::COMMENT) && !token.has(Class::CAPITAL)
            || sentence.is_text(next, "according")
        {
            return true;
        }
        if others.iter().any(|other| {
            other.at != cue.at && other.start() == next && ends_with_cue(sentence, other)
        }) {
            return true;
        }
    }
    if sentence.is(at, Kind::Semicolon) {
        return others.iter().any(|other| other.start() > at && other.start() <= at + 4);
    }
    if joint == Joint::Object && sentence.is_quoted(at.wrapping_sub(1)) {
        let more =
            Class::COORDINATOR.with(Class::SUBORDINATOR).with(Class::RELATIVE).with(Class::ADVERB);
        if comma
            || sentence.is(at, Kind::Dash)
            || sentence.has(at, more) && !sentence.is_quoted(at + 1)
        {
            return true;
        }
    }
    if comma
        && sentence.has(next, Class::COORDINATOR)
        && sentence.has(next + 1, Class::RELATIVE)
        && cue.relative
    {
        return true;
    }
    // The clause around "who said" goes on behind its comma: "Cruz, who threatened to leave, stayed".
    if comma
        && cue.relative
        && (is_finite(sentence, next)
            || sentence.has(next, Class::ADVERB) && is_finite(sentence, next + 1))
    {
        return true;
    }
    // "After Ford vowed to do better, the firm did worse."
    if comma
        && is_fronted(sentence, cue)
        && !sentence.has(next, Class::PREPOSITION.with(Class::RELATIVE))
        && has_clause(sentence, next, sentence.len())
    {
        return true;
    }
    let coordinator = sentence.has(next, Class::COORDINATOR)
        || comma && sentence.has(next, Class::SUBORDINATOR) && contrast(sentence, next);
    if coordinator && next > first {
        let behind = next + 1;
        return others.iter().any(|other| starts_anew(cue, other, behind, comma));
    }
    sentence.is_text(at, "according") && sentence.has(at + 1, Class::TO)
}

/// Whether the cue stands in a clause in front of the main one: "After Ford vowed", "When asked".
fn is_fronted(sentence: &Sentence<'_>, cue: &Cue) -> bool {
    let Some(before) = cue.start().checked_sub(1) else { return false };
    let subordinate = Class::SUBORDINATOR.with(Class::PREPOSITION);
    sentence.has(before, subordinate)
        && !sentence.has(before, Class::THAT.with(Class::RELATIVE).with(Class::AS))
        && !(0..before).any(|unit| is_finite(sentence, unit) || sentence.is(unit, Kind::Comma))
}

fn contrast(sentence: &Sentence<'_>, at: usize) -> bool {
    ["while", "although", "though", "whereas", "but", "as"]
        .iter()
        .any(|word| sentence.is_text(at, word))
}

/// ", she said," within a clause: the other cue has nothing of its own behind it.
fn ends_with_cue(sentence: &Sentence<'_>, other: &Cue) -> bool {
    let behind = other.end.max(other.at) + 1;
    behind >= sentence.len() || matches!(sentence.kind(behind), Some(Kind::Comma | Kind::Stop))
}

/// Whether the cue `other` begins a report of its own at the unit `behind` a coordinator.
fn starts_anew(cue: &Cue, other: &Cue, behind: usize, comma: bool) -> bool {
    if other.at == cue.at || other.kind == CueKind::According {
        return false;
    }
    let finite = VerbForm::PAST.with(VerbForm::THIRD).with(VerbForm::BASE);
    let shared =
        matches!(other.subject, Subject::Shared) && other.group == behind && other.form.has(finite);
    let same_form = other.form.has(VerbForm::PAST) && cue.form.has(VerbForm::PAST)
        || other.form.has(VerbForm::THIRD) && cue.form.has(VerbForm::THIRD)
        || other.form.has(VerbForm::GERUND) && cue.form.has(VerbForm::GERUND);
    let own = matches!(other.subject, Subject::Phrase(phrase) if phrase.first == behind);
    shared && same_form || own && comma
}
