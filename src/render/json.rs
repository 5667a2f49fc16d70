//! Answers as JSON: stable forms, documented in docs/json.md.

mod quoted;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::article::corpus::{Corpus, Skipped};
use crate::engine::{Explained, Reply};
use crate::model::answer::{Answer, Outcome, Passage, Summary};
use crate::model::document::Document;
use crate::model::span::TextSpan;
use crate::model::verdict::sha256;
use crate::search::rank;
pub use quoted::{WhosaidLine, compare, quotation, quotes, verdict, who, whosaid};

/// A line of input: a question with an id that comes back with its answer. Unknown keys are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AskLine {
    /// Any JSON value; comes back as it is.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The question.
    pub question: String,
}

#[derive(Serialize)]
struct AnswerForm<'a> {
    id: &'a serde_json::Value,
    question: &'a str,
    outcome: &'static str,
    confidence: f32,
    reason: Option<String>,
    passages: Vec<PassageForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whosaid: Option<quoted::CheckForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<Vec<quoted::QuotedForm<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<quoted::ComparisonForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<SummaryForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<quoted::ProfileForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Vec<ExplainedForm<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<CandidateForm<'a>>>,
}

/// What is told of an answer besides, where that was asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Besides<'a> {
    /// What speaks for the best sentences.
    pub explained: Option<&'a [Explained]>,
    /// The best sentences, however sure they are.
    pub candidates: Option<&'a [Passage<'a>]>,
}

/// A sentence among which the answer was chosen.
#[derive(Serialize)]
struct CandidateForm<'a> {
    text: &'a str,
    document: &'a str,
    raw_bytes: [usize; 2],
}

#[derive(Serialize)]
struct ExplainedForm<'a> {
    document: &'a str,
    text: &'a str,
    score: f32,
    confidence: f32,
    /// By name: the feature, what it adds to the score, what it adds to the log odds of the confidence.
    features: BTreeMap<&'static str, [f32; 3]>,
}

#[derive(Serialize)]
struct PassageForm<'a> {
    text: &'a str,
    document: &'a str,
    publisher: Option<&'a str>,
    title: Option<&'a str>,
    sha256: String,
    raw_bytes: [usize; 2],
    repaired: bool,
    speakers: &'a [String],
    also_in: Vec<&'a str>,
    /// Where the answer itself stands: code points of `text`.
    highlight: Option<[usize; 2]>,
    /// What is shown to a reader where the sentence alone would be torn.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<WholeForm<'a>>,
}

/// A sentence with those that it leans on.
#[derive(Serialize)]
struct WholeForm<'a> {
    text: &'a str,
    document: &'a str,
    sha256: String,
    raw_bytes: [usize; 2],
}

#[derive(Serialize)]
struct SummaryForm<'a> {
    topic: Option<&'a str>,
    sentences: Vec<PassageForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct DocumentForm<'a> {
    document: &'a str,
    sha256: String,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    sentences: usize,
    edits: BTreeMap<&'static str, usize>,
    /// Where each value was read.
    read_from: BTreeMap<&'static str, String>,
    warning: Option<String>,
}

#[derive(Serialize)]
struct SkippedForm<'a> {
    document: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct CheckForm<'a> {
    documents: Vec<DocumentForm<'a>>,
    skipped: Vec<SkippedForm<'a>>,
}

#[derive(Serialize)]
struct AddedForm<'a> {
    documents: Vec<DocumentForm<'a>>,
    skipped: Vec<SkippedForm<'a>>,
    quotations: usize,
    stored: Option<&'a str>,
    same_as: Option<&'a str>,
}

#[derive(Serialize)]
struct TextForm<'a> {
    document: &'a str,
    blocks: Vec<BlockForm<'a>>,
}

#[derive(Serialize)]
struct BlockForm<'a> {
    kind: &'static str,
    text: &'a str,
    sentences: Vec<&'a str>,
}

#[derive(Serialize)]
struct ErrorForm<'a> {
    line: usize,
    error: &'a str,
}

/// An answer as one line, with what speaks for the sentences if that was asked for.
#[must_use]
pub fn answer(
    id: &serde_json::Value,
    question: &str,
    answer: &Answer<'_>,
    besides: Besides<'_>,
) -> String {
    line(&answer_form(id, question, answer, besides))
}

/// The reply to a question that asks for another call than `ask`, as one line: passages as in [`answer`], and what
/// that call gives under its name.
#[must_use]
pub fn reply(
    id: &serde_json::Value,
    question: &str,
    answer: &Answer<'_>,
    reply: &Reply<'_>,
    besides: Besides<'_>,
) -> String {
    let form = answer_form(id, question, answer, besides);
    line(&match reply {
        Reply::Answer(_) => form,
        Reply::Check(check) => AnswerForm { whosaid: Some(quoted::check_form(check)), ..form },
        Reply::Quotes(page) => AnswerForm {
            quotes: Some(page.quotations.iter().map(quoted::quoted_form).collect()),
            ..form
        },
        Reply::Comparison(comparison) => {
            AnswerForm { compare: Some(quoted::comparison_form(question, comparison)), ..form }
        }
        Reply::Profile(profile) => AnswerForm { who: Some(quoted::profile_form(profile)), ..form },
        Reply::Summary(summary) => AnswerForm { summary: Some(summary_form(summary)), ..form },
    })
}

/// A summary as one line.
#[must_use]
pub fn summary(summary: &Summary<'_>) -> String {
    line(&summary_form(summary))
}

fn summary_form<'a>(summary: &'a Summary<'a>) -> SummaryForm<'a> {
    SummaryForm {
        topic: summary.topic.as_deref(),
        sentences: summary.sentences.iter().map(passage).collect(),
        reason: summary.refusal.as_ref().map(ToString::to_string),
        note: summary.note(),
    }
}

fn answer_form<'a>(
    id: &'a serde_json::Value,
    question: &'a str,
    answer: &'a Answer<'_>,
    besides: Besides<'a>,
) -> AnswerForm<'a> {
    let (outcome, reason) = match &answer.outcome {
        Outcome::Answered => ("answered", None),
        Outcome::NotFound(refusal) => ("not_found", Some(refusal.to_string())),
    };
    AnswerForm {
        id,
        question,
        outcome,
        confidence: answer.confidence,
        reason,
        passages: answer.passages.iter().map(passage).collect(),
        whosaid: None,
        quotes: None,
        compare: None,
        summary: None,
        who: None,
        note: answer.note.as_ref().map(ToString::to_string),
        explain: besides.explained.map(|all| all.iter().map(explained_form).collect()),
        candidates: besides.candidates.map(|all| all.iter().map(candidate_form).collect()),
    }
}

fn candidate_form<'a>(passage: &'a Passage<'a>) -> CandidateForm<'a> {
    let raw = passage.citation().raw_span();
    CandidateForm {
        text: passage.text(),
        document: passage.document().name(),
        raw_bytes: [raw.start(), raw.end()],
    }
}

fn explained_form(explained: &Explained) -> ExplainedForm<'_> {
    let features = &explained.features;
    let shares = rank::score_shares(features).into_iter().zip(rank::confidence_shares(features));
    let values = features.named().into_iter().zip(shares);
    ExplainedForm {
        document: &explained.document,
        text: &explained.text,
        score: rank::score(features),
        confidence: rank::confidence(features),
        features: values
            .map(|((name, value), ((_, score), (_, confidence)))| {
                (name, [value, score, confidence])
            })
            .collect(),
    }
}

/// The documents as one line.
#[must_use]
pub fn sources(documents: &[Document]) -> String {
    line(&documents.iter().map(document).collect::<Vec<_>>())
}

/// What is served of a corpus and what is not, as one line.
#[must_use]
pub fn check(corpus: &Corpus) -> String {
    line(&CheckForm {
        documents: corpus.documents().iter().map(document).collect(),
        skipped: corpus.skipped().iter().map(skipped).collect(),
    })
}

/// What is understood of a file that is to be added, as what it was stored, and where the same text is already.
#[must_use]
pub fn added(
    corpus: &Corpus,
    quotations: usize,
    stored: Option<&str>,
    same: Option<&str>,
) -> String {
    line(&AddedForm {
        documents: corpus.documents().iter().map(document).collect(),
        skipped: corpus.skipped().iter().map(skipped).collect(),
        quotations,
        stored,
        same_as: same,
    })
}

/// The clean text of a document, block by block, those that are served in sentences, as one line.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut sentences = document.sentences().iter().peekable();
    let blocks = document.blocks().iter().enumerate().map(|(index, block)| {
        let mut found = vec![];
        while let Some(sentence) = sentences.next_if(|sentence| sentence.block == index) {
            found.push(document.slice(sentence.span));
        }
        BlockForm { kind: block.kind.label(), text: document.slice(block.span), sentences: found }
    });
    line(&TextForm { document: document.name(), blocks: blocks.collect() })
}

/// What is wrong with a line of input (counted from 1), as one line.
#[must_use]
pub fn error(number: usize, error: &str) -> String {
    line(&ErrorForm { line: number, error })
}

/// A passage as a JSON value.
#[must_use]
pub fn passage_value(passage: &Passage<'_>) -> serde_json::Value {
    value(&self::passage(passage))
}

fn passage<'a>(passage: &'a Passage<'a>) -> PassageForm<'a> {
    let document = passage.document();
    let metadata = document.metadata();
    let raw_bytes = |span: TextSpan| {
        let raw = document.raw_span(span);
        [raw.start(), raw.end()]
    };
    let (answering, speakers) = passage.answering();
    let shown = passage.span();
    let marked = passage.highlight().filter(|marked| answering.contains(marked));
    let code_points = |from, to| document.slice(TextSpan::new(from, to)).chars().count();
    PassageForm {
        text: document.slice(answering),
        document: document.name(),
        publisher: metadata.publisher.as_deref(),
        title: metadata.title.as_deref(),
        sha256: sha256(document),
        raw_bytes: raw_bytes(answering),
        repaired: document.is_repaired(answering),
        speakers,
        also_in: passage.also_in().iter().map(|other| other.name()).collect(),
        highlight: marked.map(|marked| {
            let start = code_points(answering.start(), marked.start());
            [start, start + code_points(marked.start(), marked.end())]
        }),
        whole: (shown != answering).then(|| WholeForm {
            text: passage.text(),
            document: document.name(),
            sha256: sha256(document),
            raw_bytes: raw_bytes(shown),
        }),
    }
}

fn document(document: &Document) -> DocumentForm<'_> {
    let metadata = document.metadata();
    let mut edits = BTreeMap::new();
    for (_, _, reason) in document.plan().edits() {
        *edits.entry(reason.label()).or_default() += 1;
    }
    DocumentForm {
        document: document.name(),
        sha256: sha256(document),
        title: metadata.title.as_deref(),
        publisher: metadata.publisher.as_deref(),
        author: metadata.author.as_deref(),
        date: metadata.date.as_deref(),
        url: metadata.url.as_deref(),
        sentences: document.sentences().len(),
        edits,
        read_from: metadata.origins.named().map(|(name, from)| (name, from.to_string())).collect(),
        warning: metadata.doubt.map(|doubt| doubt.to_string()),
    }
}

fn skipped(skipped: &Skipped) -> SkippedForm<'_> {
    SkippedForm { document: &skipped.name, reason: skipped.reason.to_string() }
}

/// A form as a value.
#[expect(clippy::expect_used, reason = "these forms have only string keys and finite numbers")]
fn value(form: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(form).expect("a form is always JSON")
}

/// A form as one line.
#[expect(clippy::expect_used, reason = "these forms have only string keys and finite numbers")]
pub(crate) fn line(form: &impl Serialize) -> String {
    serde_json::to_string(form).expect("a form is always JSON")
}
