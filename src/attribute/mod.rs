//! Who said what: finds the quotations of a text and names their speakers.
//!
//! The way of the data, one file a step: text → tokens, without the marks of notes (`notes`) and of shouting (`capitals`) → quoted stretches (`marks`) → sentences of units → annotated sentences
//! (`annotation`) → cues with their sources and contents, said or denied (`cues`, `phrases`, `clauses`, `polarity`,
//! `extraction`) → quotations without a cue (`floating`) → speakers (`people`, `coreference`). Every step looks at a bounded window, so time and
//! memory grow with the length of the text alone.

mod classes;
mod word_lists;
mod lexicon;
mod tokens;
mod notes;
mod capitals;
mod marks;
mod sentences;
mod annotation;
mod assertion;
mod leftward;
mod phrases;
mod parenthesis;
mod subjects;
mod cue;
mod candidate;
mod verb_cues;
mod word_cues;
mod cues;
mod endings;
mod adjuncts;
mod addressee;
mod clauses;
mod polarity;
mod posts;
mod in_front;
mod reports;
mod extraction;
mod signatures;
mod floating;
mod transcript;
mod interview;
mod introductions;
mod people;
mod name_index;
mod names;
mod bearers;
mod beside_names;
mod given_times;
mod bodies;
mod openers;
mod coreference;
mod kinds;
mod namesakes;
mod descriptions;
mod salience;
mod pronouns;
mod continued;
mod company;
mod venue;
mod registry;
mod outline;

pub(crate) use lexicon::{Class, VerbForm};
pub(crate) use outline::{Word, outline};
pub use registry::{Speakers, Voice};
pub(crate) use tokens::Kind as WordKind;

use crate::attribute::annotation::Annotated;
use crate::attribute::coreference::Resolver;
use crate::attribute::people::People;
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};
use crate::model::document::{BlockKind, Document};
use crate::model::quotation::{Draft, Evidence, Form, Quotation};
use crate::model::span::TextSpan;

/// Whether a word in small letters names what somebody is: "adviser", "spokeswoman", "fisherman".
#[must_use]
pub fn is_role(word: &str) -> bool {
    lexicon::look_up(word).class.has(Class::ROLE)
}

/// Whether a word in small letters is known as a first name.
#[must_use]
pub fn is_given_name(word: &str) -> bool {
    lexicon::look_up(word).class.has(Class::GIVEN)
}

/// The quotations of any English text, in the order of the text; the text is taken as it is.
///
/// Paragraphs are lines or blocks between blank lines. Spans are bytes of `text`.
#[must_use]
pub fn attribute(text: &str) -> Vec<Quotation> {
    quotations(text, tokens::tokenize(text))
}

/// The quotations of a document, in the order of its text.
///
/// Headline, standfirst and paragraphs are read together, captions apart from them, so that no pronoun reaches into
/// a picture; sub-headings, bylines and datelines are not read.
#[must_use]
pub fn attribute_document(document: &Document) -> Vec<Quotation> {
    let read = |kinds: &[BlockKind]| {
        let blocks = document.blocks().iter().filter(|block| kinds.contains(&block.kind));
        let tokens = tokens::tokenize_paragraphs(document.text(), blocks.map(|block| block.span));
        quotations(document.text(), tokens)
    };
    let mut found = read(&[BlockKind::Headline, BlockKind::Standfirst, BlockKind::Body]);
    found.extend(read(&[BlockKind::Caption]));
    found.sort_by_key(Quotation::span);
    found
}

/// Those that start in a block that is served.
#[must_use]
pub fn attribute_served(document: &Document) -> Vec<Quotation> {
    let is_served = |quotation: &Quotation| {
        let start = quotation.span().start();
        let after = document.blocks().partition_point(|block| block.span.start() <= start);
        let block = after.checked_sub(1).and_then(|at| document.blocks().get(at));
        block.is_some_and(|block| block.kind.is_served())
    };
    attribute_document(document).into_iter().filter(is_served).collect()
}

fn quotations(text: &str, mut tokens: Vec<Token>) -> Vec<Quotation> {
    notes::leave_out(text, &mut tokens);
    capitals::lower(text, &mut tokens);
    capitals::read_acronyms(text, &mut tokens);
    given_times::read_names(text, &mut tokens);
    openers::mark(text, &mut tokens);
    bodies::join(text, &mut tokens);
    let quoted = marks::find(text, &tokens);
    let reading = Reading::new(text, tokens, quoted);
    let reports = read(&reading);
    let people = People::find(&reading);
    let mut resolver = Resolver::new(&reading, &people, &reports);
    reports.iter().filter_map(|report| quotation(&reading, report, &mut resolver)).collect()
}

/// Whether the report is a quotation that is still without a speaker and ends right in front of the sentence, in its
/// paragraph.
fn is_tagged(reading: &Reading<'_>, before: &Report, sentence: usize) -> bool {
    before.source == Source::Continued
        && before.rule == floating::WHOLE_SENTENCE
        && before.last_sentence + 1 == sentence
        && !reading.opens_paragraph(sentence)
}

fn read(reading: &Reading<'_>) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut pending = None;
    let style = transcript::style(reading);
    let interview = interview::find(reading);
    let mut index = 0;
    while index < reading.sentences.len() {
        let sentence = Annotated::new(reading.sentence(index));
        let opens = reading.opens_paragraph(index);
        let turn = opens.then(|| {
            let asked = interview.get(index).is_some_and(|&spoken| spoken);
            transcript::turn(&sentence, style)
                .or_else(|| asked.then(|| interview::turn(&sentence)).flatten())
        });
        index += 1;
        if let Some(mut turn) = turn.flatten() {
            while index < reading.sentences.len() && !reading.opens_paragraph(index) {
                turn.extend_to(&reading.sentence(index));
                index += 1;
            }
            reports.push(turn);
            pending = None;
            continue;
        }
        let signed = opens
            && (posts::sign(&sentence, &mut reports) || signatures::sign(&sentence, &mut reports));
        if signed {
            pending = None;
            continue;
        }
        let extraction::Found { reports: mut found, pending: next, tag } =
            extraction::read(&sentence);
        if let Some(tag) = tag
            && let Some(before) = reports.last_mut()
            && is_tagged(reading, before, sentence.index)
        {
            before.take_tag(tag);
        }
        let floating = floating::read(&sentence, &found, pending.as_ref());
        found.extend(floating);
        found.sort_by_key(Report::start);
        for mut report in found {
            match reports.last_mut() {
                Some(before) if goes_on(reading, before, &report) => before.append(report),
                Some(before)
                    if report.source == Source::Continued
                        && stands_beside(reading, before, &report) =>
                {
                    report.source = Source::Untold;
                    reports.push(report);
                }
                _ => reports.push(report),
            }
        }
        pending = next;
    }
    part_side_by_side(reading, &mut reports);
    reports
}

/// The quoted stretch in which the report before ends, if this one begins with the next stretch.
fn last_quoted<'r>(
    reading: &'r Reading<'_>,
    before: &Report,
    report: &Report,
) -> Option<&'r marks::Quoted> {
    let last = before.parts.last()?;
    let opened = reading.quoted_before(report.parts.first()?.start());
    let quoted = reading.quoted.get(opened.checked_sub(1)?)?;
    let end = reading.tokens.get(quoted.last)?;
    last.contains(&end.span()).then_some(quoted)
}

/// `"It was hard. "We stuck to it."`: whether nothing closes the marks in front of the report, which open again at once,
/// as they do in front of the next paragraph of one speech.
fn reopens(reading: &Reading<'_>, before: &Report, report: &Report) -> bool {
    before.last_sentence + 1 == report.sentence
        && !reading.opens_paragraph(report.sentence)
        && last_quoted(reading, before, report).is_some_and(|quoted| {
            let next = reading.tokens.get(quoted.last + 1);
            !quoted.closed && next.is_some_and(|next| next.start() == report.start())
        })
}

/// `“No.” “Why not?”`: whether the marks of a whole quotation close and open again, without a word between.
fn stands_beside(reading: &Reading<'_>, before: &Report, report: &Report) -> bool {
    let between = before.parts.last().and_then(|last| reading.text.get(last.end()..report.start()));
    before.last_sentence + 1 == report.sentence
        && !reading.opens_paragraph(report.sentence)
        && !reopens(reading, before, report)
        && between.is_some_and(|between| between.trim().is_empty())
        && reading.sentence(before.last_sentence).is_quoted(0)
        && reading.sentence(before.last_sentence).len() == 1
}

/// `“The dogs are gone.” “Are they?” Ann Lee asked.`: marks that close and open again part two speakers, and nobody says
/// who the first is.
fn part_side_by_side(reading: &Reading<'_>, reports: &mut [Report]) {
    let paragraph = |report: &Report| reading.sentence(report.sentence).paragraph;
    let mut earlier = None;
    let mut rest = reports;
    while let [before, behind @ ..] = rest {
        let parted = behind.first().is_some_and(|report| {
            before.source == Source::Continued
                && before.rule == floating::WHOLE_SENTENCE
                && before.last_sentence + 1 == report.sentence
                && paragraph(before) == paragraph(report)
                && earlier != Some(paragraph(before))
                && matches!(report.source, Source::Phrase(_))
                && report.rule == reports::IN_FRONT
                && is_direct(reading, &report.parts)
        });
        if parted {
            match behind.first().filter(|report| reopens(reading, before, report)) {
                Some(report) => before.take_cue(report),
                None => before.source = Source::Untold,
            }
        }
        earlier = Some(paragraph(before));
        rest = behind;
    }
}

/// A report of one sentence has at most this many parts: before and behind its cue, and one to spare.
const MOST_PARTS: usize = 3;

/// Whether the report is the rest of the one before: `"We will," said Starmer. "We must."`, or the next paragraph of a
/// quotation whose marks were not closed.
fn goes_on(reading: &Reading<'_>, before: &Report, report: &Report) -> bool {
    if report.source != Source::Continued
        || report.rule != floating::WHOLE_SENTENCE
        || stands_beside(reading, before, report)
    {
        return false;
    }
    let left_open = last_quoted(reading, before, report).is_some_and(|quoted| quoted.continues)
        || reopens(reading, before, report);
    let paragraph = |report: &Report| reading.sentence(report.sentence).paragraph;
    // What was appended is direct, so the parts of the first sentence tell.
    let parts = before.parts.get(..before.parts.len().min(MOST_PARTS)).unwrap_or_default();
    left_open
        || paragraph(before) == paragraph(report)
            && before.last_sentence + 1 == report.sentence
            && is_direct(reading, parts)
}

fn quotation(
    reading: &Reading<'_>,
    report: &Report,
    resolver: &mut Resolver<'_>,
) -> Option<Quotation> {
    let resolved = resolver.resolve(report);
    let fragments = fragments(reading, &report.parts);
    let source = match &report.source {
        Source::Phrase(tokens) => reading.span(tokens),
        Source::Continued => resolved.source,
        Source::Untold => None,
    };
    let venue = venue::find(reading, report).or_else(|| posts::venue(reading, report));
    let draft = Draft {
        form: match report.rule {
            transcript::RULE | posts::RULE => Form::Direct,
            _ => form(reading, &report.parts, &fragments),
        },
        parts: report.parts.clone(),
        fragments,
        cue: report.cue,
        source,
        standing: venue::standing(reading, report, resolved.speaker.as_ref()),
        speaker: resolved.speaker,
        venue,
        denied: report.denied,
        evidence: Evidence {
            rule: report.rule,
            cue: report.cue_rule,
            resolution: resolved.rule,
            candidates: resolved.candidates,
        },
    };
    Quotation::new(reading.text, draft)
}

/// The stretches inside quote marks that lie within the parts, without the marks.
fn fragments(reading: &Reading<'_>, parts: &[TextSpan]) -> Vec<TextSpan> {
    let mut found = Vec::new();
    for part in parts {
        let from = reading.quoted_before(part.start());
        for quoted in reading.quoted.get(from..).unwrap_or_default() {
            let Some(span) = reading.span(&quoted.inner()) else { break };
            if span.start() >= part.end() {
                break;
            }
            if part.contains(&span) {
                found.push(span);
            }
        }
    }
    found
}

/// Whether one of the spans, which are in order and apart, covers `inner`.
fn covered(spans: &[TextSpan], inner: &TextSpan) -> bool {
    let behind = spans.partition_point(|span| span.end() < inner.end());
    spans.get(behind).is_some_and(|span| span.contains(inner))
}

fn is_direct(reading: &Reading<'_>, parts: &[TextSpan]) -> bool {
    form(reading, parts, &fragments(reading, parts)) == Form::Direct
}

/// Direct if every word of the parts stands inside marks, indirect if none does.
fn form(reading: &Reading<'_>, parts: &[TextSpan], fragments: &[TextSpan]) -> Form {
    if fragments.is_empty() {
        return Form::Indirect;
    }
    let outside = parts.iter().any(|part| {
        let from = reading.tokens.partition_point(|token| token.start() < part.start());
        let tokens = reading.tokens.iter().skip(from);
        tokens.take_while(|token| token.end() <= part.end()).any(|token| {
            matches!(token.kind, Kind::Word | Kind::Number) && !covered(fragments, &token.span())
        })
    });
    if outside { Form::Mixed } else { Form::Direct }
}
