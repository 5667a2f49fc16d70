//! Puts cues, sources and contents of one sentence together into reports.

use std::ops::Range;

use crate::attribute::clauses::{self, Joint};
use crate::attribute::cues::{self, Cue, CueKind, Subject};
use crate::attribute::endings;
use crate::attribute::lexicon::{Class, Frames};
use crate::attribute::phrases::{
    Phrase, can_speak, has_clause, is_finite, main_subject, phrase_left,
};
use crate::attribute::polarity;
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;
use crate::model::span::TextSpan;

/// Who is reported, before anybody asks who that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The noun phrase of these tokens.
    Phrase(Range<usize>),
    /// Whoever spoke last, or the subject of the sentence before.
    Continued,
    /// The text does not say.
    Untold,
}

/// Content, cue and source as found in one sentence.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) sentence: usize,
    /// Index of the sentence in which the parts end.
    pub(crate) last_sentence: usize,
    pub(crate) parts: Vec<TextSpan>,
    pub(crate) cue: Option<TextSpan>,
    pub(crate) source: Source,
    pub(crate) rule: &'static str,
    /// Whether what is reported is not so, or was not said.
    pub(crate) denied: bool,
    /// Units of the sentence that the parts cover.
    units: Vec<Range<usize>>,
}

impl Report {
    pub(crate) fn new(
        sentence: &Sentence<'_>,
        units: Range<usize>,
        rest: Option<Range<usize>>,
        cue: Option<TextSpan>,
        source: Source,
        rule: &'static str,
    ) -> Option<Self> {
        let units: Vec<_> = [Some(units), rest]
            .into_iter()
            .flatten()
            .filter_map(|range| trim(sentence, range))
            .collect();
        let parts: Vec<_> =
            units.iter().map(|range| sentence.span(range.start, range.end - 1)).collect();
        (!parts.is_empty()).then_some(Self {
            sentence: sentence.index,
            last_sentence: sentence.index,
            parts,
            cue,
            source,
            rule,
            denied: false,
            units,
        })
    }

    /// The same, denied or not.
    pub(crate) fn denied(mut self, denied: bool) -> Self {
        self.denied = denied;
        self
    }

    /// Takes the parts of a report that goes on with this one.
    pub(crate) fn append(&mut self, rest: Self) {
        self.parts.extend(rest.parts);
        self.last_sentence = rest.last_sentence;
    }

    /// Takes the parts of a report that this one names the speaker of.
    pub(crate) fn prepend(&mut self, mut before: Self) {
        before.parts.append(&mut self.parts);
        self.parts = before.parts;
    }

    /// Takes in all of a sentence behind this report.
    pub(crate) fn extend_to(&mut self, sentence: &Sentence<'_>) {
        let Some(last) = sentence.len().checked_sub(1) else { return };
        if let Some(part) = self.parts.last_mut() {
            *part = part.hull(&sentence.span(0, last));
        }
        self.last_sentence = sentence.index;
    }

    /// Whether the parts cover the unit of its sentence.
    pub(crate) fn covers(&self, unit: usize) -> bool {
        self.units.iter().any(|range| range.contains(&unit))
    }
}

/// The range without punctuation at its edges.
fn trim(sentence: &Sentence<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let loose = |unit: usize| {
        matches!(
            sentence.kind(unit),
            Some(Kind::Comma | Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Dash)
        )
    };
    let (mut start, mut end) = (range.start, range.end.min(sentence.len()));
    while start < end && loose(start) {
        start += 1;
    }
    while start < end && loose(end - 1) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// What the sentence leaves for the next one: "Cruz continued:" at the end of a paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) cue: Option<TextSpan>,
    pub(crate) source: Source,
}

/// The rule for content in front of its cue.
pub(crate) const IN_FRONT: &str = "content in front";

/// The reports of the sentence, in order, and what it leaves open.
pub(crate) fn read(sentence: &Sentence<'_>) -> (Vec<Report>, Option<Pending>) {
    let cues = cues::find(sentence);
    let mut reports: Vec<Report> = Vec::new();
    // Behind the content that stood in front of a cue, and behind any content.
    let mut floor = 0;
    let mut nested_until = 0;
    let mut shared: Option<Source> = None;
    for cue in &cues {
        let source = match cue.subject {
            Subject::Phrase(phrase) => Source::Phrase(sentence.tokens(phrase.first, phrase.last)),
            Subject::Shared => shared.clone().unwrap_or_else(|| subject_of(sentence, cue)),
            Subject::Untold => Source::Untold,
        };
        let span = sentence.span(cue.at, cue.at);
        if let Some((range, rest)) = in_front(sentence, cue, floor, &cues) {
            floor = cue.end.max(cue.at) + 1;
            if let Some(rest) = &rest {
                floor = rest.end;
                nested_until = rest.end;
            }
            reports.retain(|report| !range.clone().any(|unit| report.covers(unit)));
            let report = Report::new(sentence, range, rest, Some(span), source.clone(), IN_FRONT);
            reports.extend(report.map(|report| report.denied(polarity::is_unsaid(sentence, cue))));
            shared = Some(source);
            continue;
        }
        if cue.at < nested_until {
            continue;
        }
        let is_according = cue.kind == CueKind::According;
        let (behind, found_by) = if is_according {
            (behind_according(sentence, cue, &cues), "according to")
        } else {
            (behind_comment(sentence, cue, &cues), "behind a comment")
        };
        if let Some(range) = behind {
            nested_until = range.end;
            reports.extend(Report::new(
                sentence,
                range,
                None,
                Some(span),
                source.clone(),
                found_by,
            ));
            shared = Some(source);
            continue;
        }
        if is_according {
            continue;
        }
        if let Some((first, joint)) = clauses::begin(sentence, cue) {
            if !is_wanted(cue, joint) {
                continue;
            }
            let end = endings::end(sentence, cue, first, joint, &cues);
            let questioned = joint != Joint::Question || end > first + 1;
            // "sang 'Blue Moon'": a title is no speech.
            let titled = joint == Joint::Quoted
                && sentence.is_title(first)
                && !cue.frames.has(Frames::CLAUSE);
            if end > first && questioned && !titled {
                nested_until = end;
                let content = first..end;
                let denied = polarity::is_denied(sentence, cue, joint, &content);
                let source = source.clone();
                let report = Report::new(sentence, content, None, Some(span), source, rule(joint));
                reports.extend(report.map(|report| report.denied(denied)));
            }
        }
        shared = Some(source);
    }
    add_colon(sentence, &mut reports);
    (reports, pending(sentence, &cues))
}

fn rule(joint: Joint) -> &'static str {
    match joint {
        Joint::Clause => "clause behind",
        Joint::Quoted => "quotation behind",
        Joint::Colon => "behind a colon",
        Joint::Question => "question behind",
        Joint::Infinitive => "infinitive behind",
        Joint::Object => "object in marks",
    }
}

fn is_wanted(cue: &Cue, joint: Joint) -> bool {
    let thought = cue.frames.has(Frames::THOUGHT);
    match joint {
        Joint::Quoted => true,
        Joint::Colon => !thought,
        Joint::Object => !cue.negated,
        Joint::Clause | Joint::Question | Joint::Infinitive => !cue.negated && !thought,
    }
}

fn subject_of(sentence: &Sentence<'_>, cue: &Cue) -> Source {
    main_subject(sentence, cue.group)
        .filter(|phrase| can_speak(sentence, phrase))
        .map_or(Source::Continued, |phrase| {
            Source::Phrase(sentence.tokens(phrase.first, phrase.last))
        })
}

/// The content in front of the cue, and the rest of it behind: `"If the rain stops," Tan said, "we play."`
fn in_front(
    sentence: &Sentence<'_>,
    cue: &Cue,
    floor: usize,
    cues: &[Cue],
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let start = cue.start();
    let end = start.checked_sub(1)?;
    if end < floor
        || matches!(cue.subject, Subject::Shared | Subject::Untold)
        || cue.kind == CueKind::Noun
    {
        return None;
    }
    let comma = sentence.is(end, Kind::Comma);
    let quoted_unit = if comma { end.checked_sub(1)? } else { end };
    let quoted = sentence.is_quoted(quoted_unit) && quoted_unit >= floor;
    let rounded = quoted
        && (comma
            || sentence.is_rounded_off(quoted_unit)
            || sentence.quoted_words(quoted_unit) > 3);
    if cue.relative {
        return None;
    }
    let mut right = clauses::begin(sentence, cue);
    if !rounded {
        // "The harbour will close, Lund said after talks that took all night": behind an adjunct, "that" may be its own.
        let far = right.is_some_and(|(first, joint)| {
            joint == Joint::Clause
                && (cue.at + 1..first).any(|unit| sentence.has(unit, Class::PREPOSITION))
        });
        let lead = skip_lead(sentence, floor, end);
        if far
            && comma
            && !sentence.has(lead, Class::SUBORDINATOR.with(Class::PREPOSITION))
            && has_clause(sentence, lead, end)
        {
            right = None;
        }
        let joined =
            cue.kind == CueKind::According || comma || sentence.is(end, Kind::Dash) || cue.comment;
        if !joined || right.is_some() && cue.kind != CueKind::According || cue.negated {
            return None;
        }
        if !cue.frames.has(Frames::CLAUSE) || cue.frames.has(Frames::THOUGHT) {
            return None;
        }
        if cue.comment && sentence.is(cue.end.max(cue.at) + 1, Kind::Comma) && start <= floor + 1 {
            return None;
        }
        let first = skip_lead(sentence, floor, end);
        let whole = has_clause(sentence, first, end + usize::from(!comma));
        let rest = interrupted(sentence, cue, cues);
        // A headline has no verb of its own: "No 'clear answer' on defence, says Zelensky".
        let stopped = sentence.is(sentence.len() - 1, Kind::Stop);
        let whole = whole || comma && cue.kind == CueKind::Inverted && !stopped;
        if !whole && rest.is_none() {
            return None;
        }
        let stop = if comma || sentence.is(end, Kind::Dash) { end } else { start };
        return (first < stop).then_some((
            first..stop,
            rest.filter(|rest| {
                !whole
                    || sentence.has(first, Class::PREPOSITION) && !is_finite(sentence, rest.start)
            }),
        ));
    }
    let first = quotation_start(sentence, floor, quoted_unit);
    let behind = match right {
        Some((at, Joint::Quoted)) => Some(at..endings::end(sentence, cue, at, Joint::Quoted, cues)),
        _ => None,
    };
    Some((first..quoted_unit + 1, behind))
}

/// Where content begins that ends with the quoted unit: at the mark, or with the clause that leads up to it.
fn quotation_start(sentence: &Sentence<'_>, floor: usize, quoted: usize) -> usize {
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
fn skip_lead(sentence: &Sentence<'_>, floor: usize, end: usize) -> usize {
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
fn dateline(sentence: &Sentence<'_>) -> Option<usize> {
    let dash = (0..sentence.len().min(10)).find(|&unit| sentence.is(unit, Kind::Dash))?;
    let place =
        sentence.has(0, Class::ALL_CAPITALS) || sentence.is(dash.wrapping_sub(1), Kind::Close);
    (place && !(0..dash).any(|unit| is_finite(sentence, unit))).then_some(dash)
}

/// The clause that goes on behind ", she said,".
fn interrupted(sentence: &Sentence<'_>, cue: &Cue, cues: &[Cue]) -> Option<Range<usize>> {
    let comma = cue.end.max(cue.at) + 1;
    let first = comma + 1;
    if !sentence.is(comma, Kind::Comma)
        || sentence.has(first, Class::COMMENT.with(Class::RELATIVE).with(Class::COORDINATOR))
    {
        return None;
    }
    let verb = is_finite(sentence, first) || sentence.has(first, Class::AUXILIARY);
    (verb || has_clause(sentence, first, sentence.len()))
        .then(|| first..endings::end(sentence, cue, first, Joint::Clause, cues))
}

/// "As Comey noted last week, people could still be fired."
fn behind_comment(sentence: &Sentence<'_>, cue: &Cue, cues: &[Cue]) -> Option<Range<usize>> {
    let leads = cue.comment && cue.start() <= 1 && cue.frames.has(Frames::CLAUSE);
    if !leads || cue.negated {
        return None;
    }
    let after = cue.end.max(cue.at) + 1;
    let comma =
        (after..sentence.len().min(after + 12)).find(|&unit| sentence.is(unit, Kind::Comma))?;
    let first = comma + 1;
    let plain = !(after..comma).any(|unit| is_finite(sentence, unit));
    (plain && has_clause(sentence, first, sentence.len()))
        .then(|| first..endings::end(sentence, cue, first, Joint::Clause, cues))
}

/// "According to police, the car left the road."
fn behind_according(sentence: &Sentence<'_>, cue: &Cue, cues: &[Cue]) -> Option<Range<usize>> {
    let mut comma = cue.end + 1;
    let limit = sentence.len().min(comma + 40);
    while comma < limit
        && !(sentence.is(comma, Kind::Comma) && has_clause(sentence, comma + 1, sentence.len()))
    {
        comma += 1;
    }
    let first = comma + 1;
    if comma >= limit || cue.at > 8 {
        return None;
    }
    // A parenthesis behind the source: "according to Lars Holm, who leads the unit, the car".
    let first = match (first..limit).find(|&unit| sentence.is(unit, Kind::Comma)) {
        Some(close)
            if sentence.has(first, Class::RELATIVE)
                && has_clause(sentence, close + 1, sentence.len()) =>
        {
            close + 1
        }
        _ => first,
    };
    let end = endings::end(sentence, cue, first, Joint::Clause, cues);
    (first < end).then_some(first..end)
}

/// `Kerr: "I ran."` and a quotation behind any other colon whose sentence has no cue.
fn add_colon(sentence: &Sentence<'_>, reports: &mut Vec<Report>) {
    let Some(colon) = (1..sentence.len())
        .find(|&unit| sentence.is(unit, Kind::Colon) && sentence.is_quoted(unit + 1))
    else {
        return;
    };
    if reports.iter().any(|report| report.covers(colon + 1)) {
        return;
    }
    let source = before_colon(sentence, colon);
    reports.extend(Report::new(
        sentence,
        colon + 1..colon + 2,
        None,
        None,
        source,
        "behind a colon",
    ));
}

/// Who speaks behind a colon without a cue: the phrase right before it, else the subject.
fn before_colon(sentence: &Sentence<'_>, colon: usize) -> Source {
    let phrase = colon.checked_sub(1).and_then(|last| phrase_left(sentence, last));
    let named = |phrase: &Phrase| {
        let alone = phrase.first == 0
            || sentence.is_text(phrase.first - 1, "from")
            || sentence.has(phrase.first - 1, Class::BY);
        alone && can_speak(sentence, phrase)
    };
    match phrase
        .filter(named)
        .or_else(|| main_subject(sentence, colon).filter(|phrase| can_speak(sentence, phrase)))
    {
        Some(phrase) => Source::Phrase(sentence.tokens(phrase.first, phrase.last)),
        None => Source::Continued,
    }
}

fn pending(sentence: &Sentence<'_>, cues: &[Cue]) -> Option<Pending> {
    let last = sentence.len().checked_sub(1)?;
    if !sentence.is(last, Kind::Colon) {
        return None;
    }
    let cue = cues.iter().rev().find(|cue| matches!(cue.subject, Subject::Phrase(_)));
    let source = match cue.map(|cue| cue.subject) {
        Some(Subject::Phrase(phrase)) => Source::Phrase(sentence.tokens(phrase.first, phrase.last)),
        _ => before_colon(sentence, last),
    };
    Some(Pending { cue: cue.map(|cue| sentence.span(cue.at, cue.at)), source })
}
