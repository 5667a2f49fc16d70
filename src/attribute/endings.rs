//! Where reported content ends: with the sentence, or before another report, a comment, a new clause.

use crate::attribute::annotation::Annotated;
use crate::attribute::cue::{Cue, Joint, Shape};
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::phrases::{has_clause, phrase_right};
use crate::attribute::tokens::Kind;

/// Content that begins at a unit behind its cue.
struct Content<'a> {
    sentence: &'a Annotated<'a>,
    cue: &'a Cue,
    joint: Joint,
    first: usize,
    /// All cues of the sentence.
    cues: &'a [Cue],
}

/// A place at which content may end.
struct Edge {
    at: usize,
    /// Whether a comma stands here, or in front inside of quote marks.
    comma: bool,
    /// The unit behind the comma, or at the edge.
    next: usize,
}

/// The unit behind the content that begins at `first`.
pub(crate) fn end(
    sentence: &Annotated<'_>,
    cue: &Cue,
    first: usize,
    joint: Joint,
    cues: &[Cue],
) -> usize {
    let limit = content_limit(sentence);
    match cue.shape {
        // "was called a joke by the union": the content ends in front of "by".
        Shape::PassiveAround(agent) if agent.first > first => return agent.first - 1,
        Shape::Noun(_) => return noun_clause_end(sentence, cue, first, limit),
        _ => {}
    }
    if sentence.is_quoted(first)
        && (joint == Joint::Colon
            || sentence.is_rounded_off(first) && sentence.quoted_capital(first))
    {
        return first + 1;
    }
    let content = Content { sentence, cue, joint, first, cues };
    (first + 1..limit).find(|&at| content.ends_at(at)).unwrap_or(limit)
}

/// "The claim that crime has halved is wrong": the clause of a noun in subject position ends before the main verb.
fn noun_clause_end(sentence: &Annotated<'_>, cue: &Cue, first: usize, limit: usize) -> usize {
    let subject = !(0..cue.at).any(|unit| sentence.is_finite(unit));
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
        verbs += usize::from(sentence.is_finite(unit));
    }
    limit
}

/// The unit behind the last word of the sentence, its full stop left out.
fn content_limit(sentence: &Annotated<'_>) -> usize {
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

impl Content<'_> {
    fn ends_at(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let is_comma = sentence.is(at, Kind::Comma);
        // A rounded-off fragment with a comma inside of its marks ends like a comma.
        let comma = is_comma || sentence.is_quoted(at - 1) && sentence.is_rounded_off(at - 1);
        let edge = Edge { at, comma, next: at + usize::from(is_comma) };
        if comma && sentence.token(edge.next).is_none() {
            return false;
        }
        if sentence.is(at, Kind::Semicolon) {
            let own = matches!(self.joint, Joint::Object | Joint::Infinitive);
            if own && has_clause(sentence, at + 1, sentence.len()) {
                return true;
            }
            return self.cues.iter().any(|other| (at + 1..=at + 4).contains(&other.start()));
        }
        self.participle_follows(&edge)
            || comma && (self.comment_follows(&edge) || self.outer_clause_follows(&edge))
            || self.object_ends(&edge)
            || self.report_follows(&edge)
            || sentence.is_text(at, "according") && sentence.has(at + 1, Class::TO)
    }

    /// `told them "thank you" - stopping short`: behind words that are quoted in full.
    fn participle_follows(&self, edge: &Edge) -> bool {
        let (sentence, at) = (self.sentence, edge.at);
        let mark = matches!(sentence.kind(at), Some(Kind::Comma | Kind::Dash));
        let participle = sentence.has(at + 1, Class::ING)
            || sentence.token(at + 1).is_some_and(|token| token.form.has(VerbForm::GERUND));
        self.joint == Joint::Quoted && at == self.first + 1 && mark && participle
    }

    /// ", adding", ", she said,", ", according to": a comment on what was said.
    fn comment_follows(&self, edge: &Edge) -> bool {
        let (sentence, next) = (self.sentence, edge.next);
        sentence.has(next, Class::COMMENT) && !sentence.has(next, Class::CAPITAL)
            || sentence.is_text(next, "according")
            || self.cues.iter().any(|other| {
                other.at != self.cue.at && other.start() == next && closes(sentence, other)
            })
    }

    /// What stands around the clause of the cue goes on behind its comma.
    fn outer_clause_follows(&self, edge: &Edge) -> bool {
        let (sentence, next) = (self.sentence, edge.next);
        if self.cue.is_relative() {
            // "Cruz, who threatened to leave, stayed"; "…, and who"
            let goes_on = sentence.is_finite(next)
                || sentence.has(next, Class::ADVERB) && sentence.is_finite(next + 1)
                || sentence.has(next, Class::COORDINATOR)
                    && sentence.has(next + 1, Class::RELATIVE);
            if goes_on {
                return true;
            }
        }
        // "Asked whether the dam, built in 1950, was safe, the mayor laughed."
        if matches!(self.cue.shape, Shape::Passive) {
            let subject = phrase_right(sentence, next);
            return is_fronted(sentence, self.cue)
                && subject.is_some_and(|phrase| sentence.is_finite(phrase.last + 1));
        }
        // "After Ford vowed to do better, the firm did worse."
        is_fronted(sentence, self.cue)
            && !sentence.has(next, Class::PREPOSITION.with(Class::RELATIVE))
            && has_clause(sentence, next, sentence.len())
    }

    /// An object that is named or judged ends behind its words in quote marks.
    fn object_ends(&self, edge: &Edge) -> bool {
        let (sentence, at) = (self.sentence, edge.at);
        let more =
            Class::COORDINATOR.with(Class::SUBORDINATOR).with(Class::RELATIVE).with(Class::ADVERB);
        self.joint == Joint::Object
            && sentence.is_quoted(at - 1)
            && (edge.comma
                || sentence.is(at, Kind::Dash)
                || sentence.has(at, more) && !sentence.is_quoted(at + 1))
    }

    /// "and said", ", while the mayor said": another report.
    fn report_follows(&self, edge: &Edge) -> bool {
        let (sentence, next) = (self.sentence, edge.next);
        let coordinator = sentence.has(next, Class::COORDINATOR)
            || edge.comma && sentence.has(next, Class::SUBORDINATOR) && contrasts(sentence, next);
        coordinator
            && next > self.first
            && self.cues.iter().any(|other| starts_anew(self.cue, other, next + 1, edge.comma))
    }
}

/// Whether the cue stands in a clause in front of the main one: "After Ford vowed", "When asked".
fn is_fronted(sentence: &Annotated<'_>, cue: &Cue) -> bool {
    let start = (0..=cue.start())
        .rev()
        .find(|&start| start == 0 || !sentence.has(start - 1, Class::ADVERB))
        .unwrap_or_default();
    let Some(before) = start.checked_sub(1) else {
        // "Asked whether the dam was safe, the mayor laughed."
        return matches!(cue.shape, Shape::Passive);
    };
    let subordinate = Class::SUBORDINATOR.with(Class::PREPOSITION);
    sentence.has(before, subordinate)
        && !sentence.has(before, Class::THAT.with(Class::RELATIVE).with(Class::AS))
        && !(0..before).any(|unit| sentence.is_finite(unit) || sentence.is(unit, Kind::Comma))
}

fn contrasts(sentence: &Annotated<'_>, at: usize) -> bool {
    sentence.is_any(at, &["while", "although", "though", "whereas", "but", "as"])
}

/// ", she said," within a clause: the cue has nothing of its own behind it.
fn closes(sentence: &Annotated<'_>, cue: &Cue) -> bool {
    let behind = cue.end() + 1;
    behind >= sentence.len() || matches!(sentence.kind(behind), Some(Kind::Comma | Kind::Stop))
}

/// Whether the cue `other` begins a report of its own at the unit `behind` a coordinator.
fn starts_anew(cue: &Cue, other: &Cue, behind: usize, comma: bool) -> bool {
    if other.at == cue.at || other.is_according() {
        return false;
    }
    let both = |form: VerbForm| other.form.has(form) && cue.form.has(form);
    let same_form = both(VerbForm::PAST) || both(VerbForm::THIRD) || both(VerbForm::GERUND);
    let finite = VerbForm::PAST.with(VerbForm::THIRD).with(VerbForm::BASE);
    let shared = matches!(other.shape, Shape::Shared)
        && other.group == behind
        && other.form.has(finite)
        && same_form;
    shared || comma && other.source().is_some_and(|phrase| phrase.first == behind)
}
