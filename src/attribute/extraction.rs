//! Puts cues, sources and contents of one sentence together into reports.

use std::ops::Range;

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::assertion;
use crate::attribute::clauses;
use crate::attribute::cue::{Cue, Joint, Shape};
use crate::attribute::cues;
use crate::attribute::endings;
use crate::attribute::in_front::in_front;
use crate::attribute::leftward::phrase_left;
use crate::attribute::lexicon::{Class, Frames};
use crate::attribute::phrases::{can_speak, has_clause, main_subject};
use crate::attribute::polarity;
use crate::attribute::reports::{IN_FRONT, Pending, Report, Source, Tag};
use crate::attribute::signatures;
use crate::attribute::tokens::Kind;

/// How far behind "according to" the comma may stand that closes it, in units.
const ACCORDING_REACH: usize = 40;

/// How far from the start of its sentence "according to" may stand if its content follows, in units.
const ACCORDING_START: usize = 8;

/// The reports of the sentence, in order, and what it leaves open.
pub(crate) fn read(sentence: &Annotated<'_>) -> Found {
    let cues = cues::find(sentence);
    let mut extraction = Extraction {
        sentence,
        cues: &cues,
        reports: Vec::new(),
        floor: 0,
        nested_until: 0,
        shared: None,
    };
    for cue in &cues {
        extraction.take(cue);
    }
    let mut reports = extraction.reports;
    reports.extend(behind_colon(sentence, &reports));
    let tag = if reports.is_empty() { tag(sentence, &cues) } else { None };
    Found { reports, pending: pending(sentence, &cues), tag }
}

/// What is found in a sentence.
pub(crate) struct Found {
    pub(crate) reports: Vec<Report>,
    pub(crate) pending: Option<Pending>,
    pub(crate) tag: Option<Tag>,
}

/// `"Is it safe?" Ann Lee, the mayor, asked at the meeting.`: a sentence that names who says what stands before it.
fn tag(sentence: &Annotated<'_>, cues: &[Cue]) -> Option<Tag> {
    let [cue] = cues else { return None };
    let Shape::Verb(phrase) = cue.shape else { return None };
    let says = cue.frames.has(Frames::QUESTION)
        || cue.frames.has(Frames::CLAUSE) && !cue.frames.has(Frames::GUARDED.with(Frames::THOUGHT));
    let next = cue.at + 1;
    let adjunct = Class::PREPOSITION.with(Class::TIME).with(Class::ADVERB);
    let alone = sentence.kind(next).is_none_or(|kind| kind == Kind::Stop)
        && !sentence.is_quoted(next)
        || sentence.has(next, adjunct);
    let last = sentence.len().checked_sub(1)?;
    let whole = phrase.first == 0 && !sentence.is(last, Kind::Colon) && !cue.negated;
    (says && alone && whole).then(|| Tag {
        source: Source::phrase(sentence, phrase),
        cue: sentence.span(cue.at, cue.at),
        rule: cue.rule,
    })
}

/// The reports that were found so far, from left to right.
struct Extraction<'a> {
    sentence: &'a Annotated<'a>,
    cues: &'a [Cue],
    reports: Vec<Report>,
    /// Behind the content that stood in front of a cue.
    floor: usize,
    /// Behind any content: a cue in it is part of what somebody says.
    nested_until: usize,
    /// The source of the cue before.
    shared: Option<Source>,
}

impl Extraction<'_> {
    fn take(&mut self, cue: &Cue) {
        let source = match cue.shape {
            Shape::Shared => self.shared.clone().unwrap_or_else(|| self.subject_of(cue)),
            _ => cue
                .source()
                .filter(|phrase| !assertion::is_nobody(self.sentence, phrase))
                .map_or(Source::Untold, |phrase| Source::phrase(self.sentence, phrase)),
        };
        let speaks = self.content_in_front(cue, &source)
            || cue.at >= self.nested_until
                && (self.content_behind_lead(cue, &source)
                    || self.content_in_relative(cue, &source)
                    || !cue.is_according() && self.content_behind(cue, &source));
        if speaks && matches!(source, Source::Phrase(_)) {
            self.shared = Some(source);
        }
    }

    fn content_in_front(&mut self, cue: &Cue, source: &Source) -> bool {
        let sentence = self.sentence;
        let Some((range, rest)) = in_front(sentence, cue, self.floor, self.cues) else {
            return false;
        };
        self.floor = cue.end() + 1;
        if let Some(rest) = &rest {
            self.floor = rest.end;
            self.nested_until = rest.end;
        }
        self.reports.retain(|report| !range.clone().any(|unit| report.covers(unit)));
        let content = range.clone();
        let report = Report::of_cue(sentence, cue, range, rest, source.clone(), IN_FRONT);
        let unsaid = polarity::is_unsaid(sentence, cue);
        let taken_back = assertion::taken_back(sentence, cue, &content);
        self.reports.extend(report.map(|report| report.denied(unsaid).taken_back(taken_back)));
        true
    }

    /// The main clause behind "according to the mayor," and "as the mayor noted,".
    fn content_behind_lead(&mut self, cue: &Cue, source: &Source) -> bool {
        let (sentence, cues) = (self.sentence, self.cues);
        let (range, rule) = match cue.is_according() {
            true => (behind_according(sentence, cue, cues), "according to"),
            false => (behind_comment(sentence, cue, cues), "behind a comment"),
        };
        let Some(range) = range else { return false };
        self.nested_until = range.end;
        self.reports.extend(Report::of_cue(sentence, cue, range, None, source.clone(), rule));
        true
    }

    /// "a cell which she said was cold": the rest of the relative clause.
    fn content_in_relative(&mut self, cue: &Cue, source: &Source) -> bool {
        let sentence = self.sentence;
        let Some(first) = verb_of_relative(sentence, cue) else { return false };
        let end = endings::end(sentence, cue, first, Joint::Clause, self.cues);
        // "Lee, who she said was ill, left": the clause around goes on.
        let outer = |unit: &usize| {
            sentence.is(*unit, Kind::Comma)
                && (sentence.is_finite(unit + 1)
                    || sentence.has(unit + 1, Class::ADVERB) && sentence.is_finite(unit + 2))
        };
        let end = (first..end).find(outer).unwrap_or(end);
        self.nested_until = end;
        let rule = "relative clause around";
        let content = first..end;
        let denied = polarity::is_denied(sentence, cue, Joint::Clause, &content);
        let report = Report::of_cue(sentence, cue, content, None, source.clone(), rule);
        self.reports.extend(report.map(|report| report.denied(denied)));
        true
    }

    /// Whether the cue is one of a speaker, be there content or not.
    fn content_behind(&mut self, cue: &Cue, source: &Source) -> bool {
        let sentence = self.sentence;
        let Some((first, joint)) = clauses::begin(sentence, cue) else { return true };
        if !is_wanted(cue, joint) {
            return false;
        }
        let end = endings::end(sentence, cue, first, joint, self.cues);
        let questioned = joint != Joint::Question || end > first + 1;
        // "sang 'Blue Moon'": a title is no speech.
        let titled = joint == Joint::Quoted
            && (sentence.is_title(first) && !cue.frames.has(Frames::CLAUSE)
                || signatures::is_announced(sentence, first));
        if end > first && questioned && !titled {
            self.nested_until = end;
            let content = first..end;
            let denied = polarity::is_denied(sentence, cue, joint, &content);
            let taken_back = assertion::taken_back(sentence, cue, &content);
            let report = Report::of_cue(sentence, cue, content, None, source.clone(), rule(joint));
            self.reports.extend(report.map(|report| report.denied(denied).taken_back(taken_back)));
        }
        true
    }

    /// The subject of the main clause, for a verb that has none of its own.
    fn subject_of(&self, cue: &Cue) -> Source {
        main_subject(self.sentence, cue.group)
            .filter(|phrase| can_speak(self.sentence, phrase))
            .map_or(Source::Continued, |phrase| Source::phrase(self.sentence, phrase))
    }
}

/// The verb of the relative clause in which the cue and its subject stand, behind its pronoun: "which she said was".
fn verb_of_relative(sentence: &Annotated<'_>, cue: &Cue) -> Option<usize> {
    let Shape::Verb(subject) = cue.shape else { return None };
    let pronoun = subject.first.checked_sub(1)?;
    let relative = sentence.is_any(pronoun, &["which", "who", "whom", "that", "what"]);
    let says = cue.frames.has(Frames::CLAUSE) && !cue.frames.has(Frames::THOUGHT);
    if !relative || !says || cue.negated {
        return None;
    }
    let verb = (cue.at + 1..sentence.len().min(cue.at + 4))
        .find(|&unit| !sentence.has(unit, Class::TIME.with(Class::ADVERB)))?;
    let next = sentence.has(verb, Class::AUXILIARY)
        || sentence.is_finite(verb) && !sentence.has(verb, Class::ED);
    next.then_some(verb)
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

/// "As Comey noted last week, people could still be fired."
fn behind_comment(sentence: &Annotated<'_>, cue: &Cue, cues: &[Cue]) -> Option<Range<usize>> {
    let leads = cue.is_comment() && cue.start() <= 1 && cue.frames.has(Frames::CLAUSE);
    if !leads || cue.negated {
        return None;
    }
    let after = cue.end() + 1;
    let comma =
        (after..sentence.len().min(after + 12)).find(|&unit| sentence.is(unit, Kind::Comma))?;
    let first = comma + 1;
    let plain = !(after..comma).any(|unit| sentence.is_finite(unit));
    (plain && has_clause(sentence, first, sentence.len()))
        .then(|| first..endings::end(sentence, cue, first, Joint::Clause, cues))
}

/// "According to police, the car left the road."
fn behind_according(sentence: &Annotated<'_>, cue: &Cue, cues: &[Cue]) -> Option<Range<usize>> {
    let mut comma = cue.end() + 1;
    let limit = sentence.len().min(comma + ACCORDING_REACH);
    while comma < limit
        && !(sentence.is(comma, Kind::Comma) && has_clause(sentence, comma + 1, sentence.len()))
    {
        comma += 1;
    }
    let first = comma + 1;
    if comma >= limit || cue.at > ACCORDING_START {
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
fn behind_colon(sentence: &Annotated<'_>, reports: &[Report]) -> Option<Report> {
    let colon = (1..sentence.len())
        .find(|&unit| sentence.is(unit, Kind::Colon) && sentence.is_quoted(unit + 1))?;
    if reports.iter().any(|report| report.covers(colon + 1)) {
        return None;
    }
    let source =
        signatures::framed(sentence, colon + 1).unwrap_or_else(|| before_colon(sentence, colon));
    Report::new(sentence, colon + 1..colon + 2, None, None, source, "behind a colon")
}

/// Who speaks behind a colon without a cue: the phrase right before it, else the subject.
fn before_colon(sentence: &Annotated<'_>, colon: usize) -> Source {
    let phrase = colon.checked_sub(1).and_then(|last| phrase_left(sentence, last));
    let named = |phrase: &Phrase| {
        let alone = phrase.first.checked_sub(1).is_none_or(|before| {
            sentence.is_text(before, "from") || sentence.has(before, Class::BY)
        });
        alone && can_speak(sentence, phrase)
    };
    phrase
        .filter(named)
        .or_else(|| main_subject(sentence, colon).filter(|phrase| can_speak(sentence, phrase)))
        .map_or(Source::Continued, |phrase| Source::phrase(sentence, phrase))
}

fn pending(sentence: &Annotated<'_>, cues: &[Cue]) -> Option<Pending> {
    let last = sentence.len().checked_sub(1)?;
    if !sentence.is(last, Kind::Colon) {
        return None;
    }
    let named = cues.iter().rev().find_map(|cue| Some((cue, cue.source()?)));
    Some(match named {
        Some((cue, phrase)) => Pending {
            cue: Some(sentence.span(cue.at, cue.at)),
            source: Source::phrase(sentence, phrase),
        },
        None => Pending { cue: None, source: before_colon(sentence, last) },
    })
}
