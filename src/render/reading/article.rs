//! One article: paragraphs with their sentences, the words that somebody is quoted with, and what was repaired.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::address::address;
use crate::model::answer::label;
use crate::model::document::{Block, Document};
use crate::model::plan::Reason;
use crate::model::span::{RawSpan, TextSpan};
use crate::model::verdict::{Quoted, sha256};
use crate::render::code_points::CodePoints;
use crate::render::{fragment, json, verdict};

#[derive(Serialize)]
struct ArticleForm<'a> {
    document: &'a str,
    sha256: String,
    label: String,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<String>,
    paragraphs: Vec<ParagraphForm<'a>>,
    /// Paragraphs before and behind these, where there are too many.
    left_out: [usize; 2],
    quotations: Vec<QuotationForm<'a>>,
    /// Who speaks, in the order of the text.
    speakers: Vec<SpeakerForm<'a>>,
    /// How the text differs from the file, by reason.
    differences: Vec<DifferenceForm>,
}

/// Spans are code points of `text`, end exclusive.
#[derive(Serialize)]
struct ParagraphForm<'a> {
    kind: &'static str,
    text: &'a str,
    sentences: Vec<SentenceForm>,
    quoted: Vec<QuotedForm>,
    repairs: Vec<RepairForm>,
    /// What the address names of it.
    passage: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct SentenceForm {
    span: [usize; 2],
    address: String,
}

/// Words of the quotation with this number.
#[derive(Serialize)]
struct QuotedForm {
    span: [usize; 2],
    quotation: usize,
}

#[derive(Serialize)]
struct RepairForm {
    span: [usize; 2],
    reason: &'static str,
    /// What stands in the file, if that is text and at hand.
    was: Option<String>,
    raw_bytes: [usize; 2],
}

#[derive(Serialize)]
struct QuotationForm<'a> {
    form: &'static str,
    /// The form in a reader's words.
    how: &'static str,
    /// Number of the speaker; null where the text does not tell.
    speaker: Option<usize>,
    source: Option<&'a str>,
    cue: Option<&'a str>,
    venue: Option<&'a str>,
    denied: bool,
    address: String,
}

#[derive(Serialize)]
struct SpeakerForm<'a> {
    name: &'a str,
    quotations: usize,
}

#[derive(Serialize)]
struct DifferenceForm {
    reason: &'static str,
    count: usize,
}

/// Most paragraphs of one article that are given, those around the passage first: more than any article has.
const PARAGRAPHS: usize = 2000;

/// An article as JSON. `quotations` are its own, in the order of the text; `raw` are the bytes of its file, where they are
/// at hand; `passage` is what an address names of it.
#[must_use]
pub fn article(
    document: &Document,
    quotations: &[Quoted<'_>],
    raw: Option<&[u8]>,
    passage: &[RawSpan],
) -> String {
    let metadata = document.metadata();
    let speakers = speakers(quotations);
    let marks = Marks::of(document, quotations, passage);
    let blocks = document.blocks().len();
    let first = marks.passage.keys().next().copied().unwrap_or_default();
    let from = first.saturating_sub(PARAGRAPHS / 2).min(blocks.saturating_sub(PARAGRAPHS));
    let to = blocks.min(from + PARAGRAPHS);
    json::line(&ArticleForm {
        document: document.name(),
        sha256: sha256(document),
        label: label(document),
        title: metadata.title.as_deref(),
        publisher: metadata.publisher.as_deref(),
        author: metadata.author.as_deref(),
        date: metadata.date.as_deref(),
        url: metadata.url.as_deref().and_then(fragment::address),
        paragraphs: (from..to).map(|at| marks.paragraph(document, at, raw)).collect(),
        left_out: [from, blocks - to],
        quotations: quotations.iter().map(|quoted| quotation(quoted, &speakers)).collect(),
        differences: differences(document),
        speakers,
    })
}

/// Who speaks, in the order of the text, and how often.
fn speakers<'c>(quotations: &[Quoted<'c>]) -> Vec<SpeakerForm<'c>> {
    let mut speakers: Vec<SpeakerForm<'c>> = vec![];
    for name in quotations.iter().filter_map(Quoted::speaker) {
        match speakers.iter_mut().find(|speaker| speaker.name == name) {
            Some(speaker) => speaker.quotations += 1,
            None => speakers.push(SpeakerForm { name, quotations: 1 }),
        }
    }
    speakers
}

fn quotation<'c>(quoted: &Quoted<'c>, speakers: &[SpeakerForm<'_>]) -> QuotationForm<'c> {
    let name = quoted.speaker();
    QuotationForm {
        form: quoted.quotation().form().as_str(),
        how: verdict::form(quoted.quotation().form()),
        speaker: name.and_then(|name| speakers.iter().position(|speaker| speaker.name == name)),
        source: quoted.source(),
        cue: quoted.cue(),
        venue: quoted.venue(),
        denied: quoted.quotation().is_denied(),
        address: address(quoted.document(), &quoted.raw_spans()),
    }
}

/// What is to be marked, by the number of the paragraph in which it stands.
#[derive(Default)]
struct Marks {
    quoted: BTreeMap<usize, Vec<(TextSpan, usize)>>,
    repairs: BTreeMap<usize, Vec<(TextSpan, RawSpan, Reason)>>,
    passage: BTreeMap<usize, Vec<TextSpan>>,
}

impl Marks {
    fn of(document: &Document, quotations: &[Quoted<'_>], passage: &[RawSpan]) -> Self {
        let mut marks = Self::default();
        for (number, quoted) in quotations.iter().enumerate() {
            for &span in quoted.spans() {
                for block in blocks_at(document, span) {
                    marks.quoted.entry(block).or_default().push((span, number));
                }
            }
        }
        let edits = document.plan().edits_in_text();
        for (span, raw, reason) in edits.filter(|(.., reason)| reason.is_repair()) {
            for block in blocks_at(document, span) {
                marks.repairs.entry(block).or_default().push((span, raw, reason));
            }
        }
        for span in passage.iter().flat_map(|&raw| spans_of(document, quotations, raw)) {
            for block in blocks_at(document, span) {
                marks.passage.entry(block).or_default().push(span);
            }
        }
        marks
    }

    fn paragraph<'d>(
        &self,
        document: &'d Document,
        at: usize,
        raw: Option<&[u8]>,
    ) -> ParagraphForm<'d> {
        let block = document.blocks()[at];
        let text = document.slice(block.span);
        let points = CodePoints::new(text);
        let within = |span: TextSpan| {
            let offset = |byte: usize| byte.clamp(block.span.start(), block.span.end());
            let start = block.span.start();
            points.span(TextSpan::new(offset(span.start()) - start, offset(span.end()) - start))
        };
        let sentences = document.sentences();
        let from = sentences.partition_point(|sentence| sentence.block < at);
        let to = sentences.partition_point(|sentence| sentence.block <= at);
        let sentences = sentences[from..to].iter().map(|sentence| SentenceForm {
            span: within(sentence.span),
            address: address(document, &[document.raw_span(sentence.span)]),
        });
        let quoted = self.quoted.get(&at).into_iter().flatten();
        let repairs = self.repairs.get(&at).into_iter().flatten();
        let passage = self.passage.get(&at).into_iter().flatten();
        ParagraphForm {
            kind: block.kind.label(),
            text,
            sentences: sentences.collect(),
            quoted: quoted
                .map(|&(span, quotation)| QuotedForm { span: within(span), quotation })
                .collect(),
            repairs: repairs
                .map(|&(span, there, reason)| RepairForm {
                    span: within(span),
                    reason: reason.label(),
                    was: raw.and_then(|raw| shown(raw.get(there.range())?)),
                    raw_bytes: [there.start(), there.end()],
                })
                .collect(),
            passage: passage.map(|&span| within(span)).collect(),
        }
    }
}

/// The numbers of the paragraphs that a stretch touches; of an empty one that in which it stands.
fn blocks_at(document: &Document, span: TextSpan) -> Range<usize> {
    let blocks = document.blocks();
    let is_before = |block: &Block| match span.is_empty() {
        true => block.span.end() < span.start(),
        false => block.span.end() <= span.start(),
    };
    let from = blocks.partition_point(is_before);
    let is_reached = |block: &Block| match span.is_empty() {
        true => block.span.start() <= span.start(),
        false => block.span.start() < span.end(),
    };
    from..blocks.partition_point(is_reached).max(from)
}

/// Bytes of a file as they are shown: as text, or as their values where they are none.
fn shown(bytes: &[u8]) -> Option<String> {
    /// What is longer is no damage that anybody would read.
    const MOST: usize = 200;
    let is_plain = |text: &&str| !text.chars().any(char::is_control);
    match std::str::from_utf8(bytes).ok().filter(is_plain) {
        _ if bytes.len() > MOST => None,
        Some(text) => Some(text.to_owned()),
        None => {
            let values: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            Some(format!("bytes {}", values.join(" ")))
        }
    }
}

/// How the text differs from the file, by reason, the most frequent first.
fn differences(document: &Document) -> Vec<DifferenceForm> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (.., reason) in document.plan().edits() {
        *counts.entry(reason.label()).or_default() += 1;
    }
    let mut found: Vec<DifferenceForm> =
        counts.into_iter().map(|(reason, count)| DifferenceForm { reason, count }).collect();
    found.sort_by_key(|difference| std::cmp::Reverse(difference.count));
    found
}

/// The stretches of clean text that a citation's bytes stand for: the very sentences or words of a quotation that were
/// cited, else all that the bytes became.
fn spans_of(document: &Document, quotations: &[Quoted<'_>], raw: RawSpan) -> Vec<TextSpan> {
    let sentences = document.sentences();
    for (at, first) in sentences.iter().enumerate() {
        if document.raw_span(first.span).start() != raw.start() {
            continue;
        }
        let runs = sentences[at..].iter().map(|last| first.span.hull(&last.span));
        let mut within = runs.take_while(|span| document.raw_span(*span).end() <= raw.end());
        if let Some(span) = within.find(|span| document.raw_span(*span) == raw) {
            return vec![span];
        }
    }
    let mut words = quotations.iter().flat_map(|quoted| quoted.spans().iter().copied());
    match words.find(|&span| document.raw_span(span) == raw) {
        Some(span) => vec![span],
        None => document.plan().text_spans(raw),
    }
}
