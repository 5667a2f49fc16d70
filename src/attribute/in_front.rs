//! Content in front of its cue: "The harbour will close, Lund said", and the rest of it behind.

use std::ops::Range;

use crate::attribute::annotation::Annotated;
use crate::attribute::clauses;
use crate::attribute::cue::{Cue, Joint, Shape};
use crate::attribute::endings;
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::phrases::has_clause;
use crate::attribute::tokens::Kind;

/// `"Never again!" is what Lund said.`: the quotation stands in front of "is what".
fn behind_cleft(sentence: &Annotated<'_>, end: usize) -> usize {
    let cleft = end > 1
        && sentence.is_any(end, &["what", "how"])
        && sentence.has(end - 1, Class::BE)
        && sentence.is_quoted(end - 2);
    if cleft { end - 2 } else { end }
}

/// How many units a clause without a known verb must have.
const SHORTEST_CLAUSE: usize = 4;

/// Content in front of a cue, and where the sentence goes on with it behind the cue.
pub(crate) type Fronted = (Range<usize>, Option<Range<usize>>);

/// How long an apposition to the speaker may be between two quotations, in units.
const ASIDE_OF_SPEAKER: usize = 30;

/// A cue and what stands around it.
struct Place<'a> {
    sentence: &'a Annotated<'a>,
    cue: &'a Cue,
    cues: &'a [Cue],
    /// The first unit that is free for content.
    floor: usize,
    /// The last unit in front of cue and source.
    end: usize,
    /// Whether that is a comma.
    comma: bool,
}

/// The content in front of the cue, and the rest of it behind: `"If the wind drops," Tan said, "we play."`
pub(crate) fn in_front(
    sentence: &Annotated<'_>,
    cue: &Cue,
    floor: usize,
    cues: &[Cue],
) -> Option<Fronted> {
    let end = behind_cleft(sentence, cue.start().checked_sub(1)?);
    if end < floor || matches!(cue.shape, Shape::Shared | Shape::Noun(_) | Shape::Relative(_)) {
        return None;
    }
    let comma = sentence.is(end, Kind::Comma);
    let place = Place { sentence, cue, cues, floor, end, comma };
    match place.quotation() {
        Some(quoted) => Some(place.quoted(quoted)),
        None if matches!(cue.shape, Shape::Passive) => None,
        None => place.clause(),
    }
}

impl Place<'_> {
    /// The quotation right in front, if it is one that the cue may report.
    fn quotation(&self) -> Option<usize> {
        let sentence = self.sentence;
        let unit = self.end.checked_sub(usize::from(self.comma))?;
        let rounded =
            self.comma || sentence.is_rounded_off(unit) || sentence.quoted_words(unit) > 3;
        (unit >= self.floor && sentence.is_quoted(unit) && rounded).then_some(unit)
    }

    fn quoted(&self, quoted: usize) -> Fronted {
        let sentence = self.sentence;
        let first = quotation_start(sentence, self.floor, quoted);
        let begin = match clauses::begin(sentence, self.cue) {
            Some((at, Joint::Quoted)) => Some((at, Joint::Quoted)),
            _ => self.that_behind_comma().or_else(|| self.resumed()),
        };
        let behind =
            begin.map(|(at, joint)| at..endings::end(sentence, self.cue, at, joint, self.cues));
        (first..quoted + 1, behind)
    }

    /// `"We are late," she wrote in a letter to the crew, that the boat had sunk.`
    fn that_behind_comma(&self) -> Option<(usize, Joint)> {
        let that = closing_comma(self.sentence, self.cue)? + 1;
        let clause = self.sentence.has(that, Class::THAT)
            && self.cue.frames.has(Frames::CLAUSE)
            && has_clause(self.sentence, that + 1, self.sentence.len());
        clause.then_some((that, Joint::Clause))
    }

    /// `"We wait," said Lee, the mayor of Bergen, "and hope."`: a quotation behind an apposition that ends the sentence.
    fn resumed(&self) -> Option<(usize, Joint)> {
        let (sentence, from) = (self.sentence, self.cue.end() + 1);
        let quoted = (from..sentence.len().min(from + ASIDE_OF_SPEAKER))
            .find(|&unit| sentence.is_quoted(unit))?;
        let free = !self.cues.iter().any(|cue| (from..quoted).contains(&cue.at));
        let apposition = sentence.is(from, Kind::Comma) && sentence.is(quoted - 1, Kind::Comma);
        let ends = sentence.kind(quoted + 1).is_none_or(|kind| kind == Kind::Stop)
            && !sentence.is_quoted(quoted + 1);
        (free && apposition && ends).then_some((quoted, Joint::Quoted))
    }

    fn clause(&self) -> Option<Fronted> {
        let (sentence, cue, end) = (self.sentence, self.cue, self.end);
        let first = skip_lead(sentence, self.floor, end);
        if let Some(rest) = self.quoted_rest(first) {
            return Some((first..end, Some(rest)));
        }
        if !self.is_joined() || self.takes_object() || cue.negated {
            return None;
        }
        let rest = interrupted(sentence, cue, self.cues);
        if first >= end {
            // "And, he said, it is late."
            return rest.map(|rest| (rest, None));
        }
        let whole = has_clause(sentence, first, end + usize::from(!self.comma))
            || self.closes_sentence() && end - first >= SHORTEST_CLAUSE;
        // A headline has no verb of its own: "No 'clear answer' on defence, says Zelensky".
        let stopped = sentence.is(sentence.len() - 1, Kind::Stop);
        let whole = whole
            || self.comma
                && matches!(cue.shape, Shape::Inverted(_) | Shape::PassiveBy(_))
                && !stopped;
        if !whole && rest.is_none() {
            return None;
        }
        let apart = self.comma || sentence.is(end, Kind::Dash);
        let stop = if apart { end } else { cue.start() };
        let rest = rest.filter(|rest| {
            !whole
                || sentence.has(first, Class::PREPOSITION) && !sentence.is_finite(rest.start)
                || sentence.has(rest.start, Class::TO.with(Class::THAT))
        });
        (first < stop).then_some((first..stop, rest))
    }

    /// `The work of the club, she said, "is a perfect example"`: the rest of the clause, in quote marks.
    fn quoted_rest(&self, first: usize) -> Option<Range<usize>> {
        let (sentence, cue) = (self.sentence, self.cue);
        let quoted = cue.end() + 2;
        let goes_on = self.comma
            && sentence.is(cue.end() + 1, Kind::Comma)
            && sentence.is_quoted(quoted)
            && !sentence.quoted_capital(quoted);
        let says = cue.frames.has(Frames::CLAUSE) && !cue.negated;
        let subject = first < self.end
            && sentence.is_nominal(self.end.checked_sub(1)?)
            && !is_adjunct(sentence, first, self.end);
        (goes_on && says && subject)
            .then(|| quoted..endings::end(sentence, cue, quoted, Joint::Quoted, self.cues))
    }

    /// Whether the cue has an object, so that the clause in front is not what it reports:
    /// "When it rained, she recommended a hall".
    fn takes_object(&self) -> bool {
        let (sentence, cue) = (self.sentence, self.cue);
        if cue.has_source_behind() || cue.is_according() || cue.frames.has(Frames::ADDRESSEE) {
            return false;
        }
        let next = cue.at + 1;
        let adjunct = Class::TIME
            .with(Class::TIME_ADJECTIVE)
            .with(Class::PREPOSITION)
            .with(Class::ADVERB)
            .with(Class::SUBORDINATOR)
            .with(Class::COORDINATOR)
            .with(Class::THAT);
        let gerund = sentence.has(next, Class::ING)
            || sentence.token(next).is_some_and(|token| token.form.has(VerbForm::GERUND));
        (sentence.has(next, Class::DETERMINER) || sentence.is_nominal(next))
            && !sentence.has(next, adjunct)
            && !gerund
    }

    /// ", she said." at the end: what stands in front is a clause, be its verb known or not.
    fn closes_sentence(&self) -> bool {
        let (sentence, cue) = (self.sentence, self.cue);
        let next = sentence.kind(cue.at + 1);
        self.comma
            && matches!(cue.shape, Shape::Verb(_))
            && next.is_none_or(|kind| kind == Kind::Stop)
            && !sentence.is_quoted(cue.at + 1)
    }

    /// Whether a clause in front may be what the cue reports.
    fn is_joined(&self) -> bool {
        let (sentence, cue) = (self.sentence, self.cue);
        let says = cue.frames.has(Frames::CLAUSE) && !cue.frames.has(Frames::THOUGHT);
        let joined = cue.is_according()
            || self.comma
            || sentence.is(self.end, Kind::Dash)
            || cue.is_comment();
        // "As Lund noted, the harbour": what is reported stands behind.
        let leads = cue.is_comment()
            && sentence.is(cue.end() + 1, Kind::Comma)
            && cue.start() <= self.floor + 1;
        says && joined && !leads && (cue.is_according() || !self.has_content_behind())
    }

    fn has_content_behind(&self) -> bool {
        let (sentence, end) = (self.sentence, self.end);
        let Some((first, joint)) = clauses::begin(sentence, self.cue) else { return false };
        // "The harbour will close, Lund said after talks that took all night": behind an adjunct, "that" may be its own.
        let far = joint == Joint::Clause
            && !self.cue.frames.has(Frames::ADDRESSEE)
            && (self.cue.at + 1..first).any(|unit| sentence.has(unit, Class::PREPOSITION));
        let lead = skip_lead(sentence, self.floor, end);
        let own = far
            && self.comma
            && !sentence.has(lead, Class::SUBORDINATOR.with(Class::PREPOSITION))
            && has_clause(sentence, lead, end);
        !own
    }
}

/// "After all", "six months ago", "in the end": a stretch without a verb that begins as an adjunct does.
fn is_adjunct(sentence: &Annotated<'_>, first: usize, end: usize) -> bool {
    let begins =
        Class::PREPOSITION.with(Class::ADVERB).with(Class::TIME).with(Class::TIME_ADJECTIVE);
    let last = end.saturating_sub(1);
    let timed = sentence.has(last, Class::TIME) || sentence.is_text(last, "ago");
    (sentence.has(first, begins) || timed)
        && !(first..end).any(|unit| sentence.is_finite(unit) || sentence.is_quoted(unit))
}

/// Where content begins that ends with the quoted unit: at the mark, or with the clause that leads up to it.
fn quotation_start(sentence: &Annotated<'_>, floor: usize, quoted: usize) -> usize {
    let mut first = quoted;
    while first > floor && sentence.is_quoted(first - 1) {
        first -= 1;
    }
    let Some(before) = first.checked_sub(1).filter(|&before| before >= floor) else { return first };
    let free = matches!(
        sentence.kind(before),
        Some(Kind::Comma | Kind::Colon | Kind::Stop | Kind::Dash | Kind::Semicolon)
    );
    let capital = sentence.quoted_capital(first);
    let coordinated = sentence.has(before, Class::COORDINATOR) && capital;
    if free && capital || coordinated || sentence.is(before, Kind::Colon) {
        return first;
    }
    skip_lead(sentence, floor, first)
}

/// The first unit of the clause that ends before `end`: behind conjunctions and a dateline.
fn skip_lead(sentence: &Annotated<'_>, floor: usize, end: usize) -> usize {
    let mut first = floor;
    if floor == 0
        && let Some(dash) = dateline(sentence)
    {
        first = dash + 1;
    }
    if let Some(colon) = (first..end).rev().find(|&unit| sentence.is(unit, Kind::Colon)) {
        first = colon + 1;
    }
    while first < end
        && (sentence.has(first, Class::COORDINATOR)
            || matches!(sentence.kind(first), Some(Kind::Comma | Kind::Dash | Kind::Close)))
    {
        first += 1;
    }
    first
}

/// The dash behind "PARIS (AP)".
fn dateline(sentence: &Annotated<'_>) -> Option<usize> {
    let dash = (0..sentence.len().min(10)).find(|&unit| sentence.is(unit, Kind::Dash))?;
    let place =
        sentence.has(0, Class::ALL_CAPITALS) || sentence.is(dash.wrapping_sub(1), Kind::Close);
    (place && !(0..dash).any(|unit| sentence.is_finite(unit))).then_some(dash)
}

/// The comma behind ", she said" or ", she told them on Monday".
fn closing_comma(sentence: &Annotated<'_>, cue: &Cue) -> Option<usize> {
    let first = cue.end() + 1;
    (first..sentence.len().min(first + ASIDE_REACH))
        .take_while(|&unit| !sentence.is_quoted(unit) && !sentence.is_finite(unit))
        .find(|&unit| !matches!(sentence.kind(unit), Some(Kind::Word | Kind::Number)))
        .filter(|&unit| sentence.is(unit, Kind::Comma))
}

/// How far behind a cue the comma may stand that ends its aside, in units.
const ASIDE_REACH: usize = 14;

/// The clause that goes on behind ", she said,".
fn interrupted(sentence: &Annotated<'_>, cue: &Cue, cues: &[Cue]) -> Option<Range<usize>> {
    let comma = closing_comma(sentence, cue)?;
    let first = comma + 1;
    let goes_on = sentence.has(first, Class::TO)
        || sentence.has(first, Class::THAT)
            && (sentence.is_finite(first + 1) || has_clause(sentence, first + 1, sentence.len()));
    let other = Class::COMMENT.with(Class::RELATIVE).with(Class::COORDINATOR);
    if !goes_on && sentence.has(first, other) {
        return None;
    }
    let verb = sentence.is_finite(first) || sentence.has(first, Class::AUXILIARY);
    (goes_on || verb || has_clause(sentence, first, sentence.len()))
        .then(|| first..endings::end(sentence, cue, first, Joint::Clause, cues))
}
