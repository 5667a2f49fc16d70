//! Who said what: finds the quotations of a text and names their speakers.
//!
//! The way of the data, one file a step: text → tokens → quoted stretches (`marks`) → sentences of units → cues with
//! their sources and contents (`cues`, `phrases`, `clauses`, `reports`) → quotations without a cue (`floating`) →
//! speakers (`people`, `coreference`). Every step looks at a bounded window, so time and memory grow with the length
//! of the text alone.

mod lexicon;
mod tokens;
mod marks;
mod sentences;
mod phrases;
mod cues;
mod clauses;
mod reports;
mod floating;
mod people;
mod coreference;

use crate::attribute::coreference::Resolver;
use crate::attribute::people::People;
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::Kind;
use crate::quotation::{Draft, Evidence, Form, Quotation};
use crate::span::TextSpan;

/// The quotations of any English text, in the order of the text; the text is taken as it is.
///
/// Paragraphs are lines or blocks between blank lines. Spans are bytes of `text`.
#[must_use]
pub fn attribute(text: &str) -> Vec<Quotation> {
    let tokens = tokens::tokenize(text);
    let quoted = marks::find(text, &tokens);
    let reading = Reading::new(text, tokens, quoted);
    let reports = read(&reading);
    let people = People::find(&reading);
    let mut resolver = Resolver::new(&reading, &people);
    reports.iter().filter_map(|report| quotation(&reading, report, &mut resolver)).collect()
}

fn read(reading: &Reading<'_>) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut pending = None;
    for index in 0..reading.sentences.len() {
        let sentence = reading.sentence(index);
        let (mut found, next) = reports::read(&sentence);
        let floating = floating::read(&sentence, &found, pending.as_ref());
        found.extend(floating);
        found.sort_by_key(|report| report.parts[0].start());
        reports.extend(found);
        pending = next;
    }
    reports
}

fn quotation(
    reading: &Reading<'_>,
    report: &Report,
    resolver: &mut Resolver<'_>,
) -> Option<Quotation> {
    let resolved = resolver.resolve(report);
    let fragments = fragments(reading, &report.parts);
    let source = match &report.source {
        Source::Phrase(tokens) => Some(TextSpan::new(
            reading.tokens[tokens.start].start(),
            reading.tokens[tokens.end - 1].end(),
        )),
        Source::Continued | Source::Untold => None,
    };
    let draft = Draft {
        form: form(reading, &report.parts, &fragments),
        parts: report.parts.clone(),
        fragments,
        cue: report.cue,
        source,
        speaker: resolved.speaker,
        venue: None,
        standing: None,
        evidence: Evidence {
            rule: report.rule,
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
        let from = reading
            .quoted
            .partition_point(|quoted| reading.tokens[quoted.first].start() < part.start());
        for quoted in &reading.quoted[from..] {
            let inner = quoted.inner();
            if inner.is_empty() || reading.tokens[quoted.first].start() >= part.end() {
                break;
            }
            let span = TextSpan::new(
                reading.tokens[inner.start].start(),
                reading.tokens[inner.end - 1].end(),
            );
            if part.contains(&span) {
                found.push(span);
            }
        }
    }
    found
}

/// Direct if every word of the parts stands inside marks, indirect if none does.
fn form(reading: &Reading<'_>, parts: &[TextSpan], fragments: &[TextSpan]) -> Form {
    if fragments.is_empty() {
        return Form::Indirect;
    }
    let outside = parts.iter().any(|part| {
        let from = reading.tokens.partition_point(|token| token.start() < part.start());
        reading.tokens[from..].iter().take_while(|token| token.end() <= part.end()).any(|token| {
            matches!(token.kind, Kind::Word | Kind::Number)
                && !fragments.iter().any(|fragment| fragment.contains(&token.span()))
        })
    });
    if outside { Form::Mixed } else { Form::Direct }
}
