//! Quotations, checks and wordings as JSON.

use serde::{Deserialize, Serialize};

use super::{PassageForm, line, passage};
use crate::model::document::Document;
use crate::model::profile::Profile;
use crate::model::span::RawSpan;
use crate::model::verdict::{
    Check, Comparison, Figures, Found, Group, Match, Page, Piece, Quoted, Surroundings, Wording,
    sha256,
};
use crate::render::outline;

/// A line of input: words with an id that comes back with the verdict. Unknown keys are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WhosaidLine {
    /// Any JSON value; comes back as it is.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The words.
    pub words: String,
    /// Who is asked about.
    #[serde(default)]
    pub speaker: Option<String>,
}

/// A quotation; `form` is null for a reporter's own words.
#[derive(Serialize)]
pub(super) struct QuotedForm<'a> {
    document: &'a str,
    sha256: String,
    form: Option<&'static str>,
    content: String,
    parts: Vec<&'a str>,
    fragments: Vec<&'a str>,
    raw_bytes: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    source: Option<&'a str>,
    cue: Option<&'a str>,
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    denied: bool,
}

#[derive(Serialize)]
struct MatchForm<'a> {
    #[serde(flatten)]
    quoted: QuotedForm<'a>,
    extent: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<SentenceForm<'a>>,
    diff: Vec<PieceForm<'a>>,
    changes: Vec<&'static str>,
}

/// The whole sentence around asked words, and the code points of it that were asked for.
#[derive(Serialize)]
struct SentenceForm<'a> {
    document: &'a str,
    sha256: String,
    text: &'a str,
    raw_bytes: [usize; 2],
    asked: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct PieceForm<'a> {
    op: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
pub(super) struct WordingForm<'a> {
    document: &'a str,
    content: String,
    parts: Vec<&'a str>,
    speaker: Option<&'a str>,
    sha256: String,
    raw_bytes: Vec<[usize; 2]>,
    diff: Vec<PieceForm<'a>>,
}

#[derive(Serialize)]
pub(super) struct CheckForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    verdict: &'static str,
    speaker: Option<&'a str>,
    matches: Vec<MatchForm<'a>>,
    wordings: Vec<WordingForm<'a>>,
}

/// A verdict as one line.
#[must_use]
pub fn whosaid(id: &serde_json::Value, check: &Check<'_>) -> String {
    line(&CheckForm { id: Some(id), ..check_form(check) })
}

/// A verdict as a JSON value.
#[must_use]
pub fn verdict(check: &Check<'_>) -> serde_json::Value {
    super::value(&check_form(check))
}

pub(super) fn check_form<'a>(check: &'a Check<'_>) -> CheckForm<'a> {
    CheckForm {
        id: None,
        verdict: check.verdict.as_str(),
        speaker: check.speaker,
        matches: check.matches.iter().map(match_form).collect(),
        wordings: check.wordings.iter().map(wording).collect(),
    }
}

/// Quotations, one a line.
#[must_use]
pub fn quotes(page: &Page<'_>) -> String {
    page.quotations.iter().map(|quoted| line(&quoted_form(quoted)) + "\n").collect()
}

/// A topic side by side, as one line.
#[must_use]
pub fn compare(topic: &str, comparison: &Comparison<'_>) -> String {
    line(&comparison_form(topic, comparison))
}

pub(super) fn comparison_form<'a>(
    topic: &'a str,
    comparison: &'a Comparison<'_>,
) -> ComparisonForm<'a> {
    let passages = |list: &'_ [crate::model::answer::Passage<'_>]| -> Vec<serde_json::Value> {
        list.iter().filter_map(|one| serde_json::to_value(passage(one)).ok()).collect()
    };
    ComparisonForm {
        topic,
        documents: comparison
            .documents
            .iter()
            .filter_map(|side| {
                let document = side.first()?.document().name();
                Some(SideForm { document, passages: side.iter().map(passage).collect() })
            })
            .collect(),
        wordings: comparison.wordings.iter().map(group).collect(),
        figures: comparison.figures.iter().map(figures).collect(),
        draft: passages(&comparison.draft),
        final_text: passages(&comparison.final_text),
    }
}

/// Who somebody is, as one line.
#[must_use]
pub fn who(profile: &Profile<'_>) -> String {
    line(&profile_form(profile))
}

pub(super) fn profile_form<'a>(profile: &'a Profile<'a>) -> ProfileForm<'a> {
    let quoted_in = profile.quoted_in.iter();
    ProfileForm {
        name: &profile.name,
        aliases: &profile.aliases,
        described: profile.is_described,
        told: profile.told.iter().map(passage).collect(),
        quotations: profile.quotations,
        documents: quoted_in
            .map(|(document, quotations)| QuotedInForm {
                document: document.name(),
                quotations: *quotations,
            })
            .collect(),
        best: profile.best.iter().map(quoted_form).collect(),
        reason: profile.is_empty().then(|| outline::nobody(profile)),
        nearest: &profile.nearest,
    }
}

#[derive(Serialize)]
pub(super) struct ProfileForm<'a> {
    name: &'a str,
    aliases: &'a [&'a str],
    described: bool,
    told: Vec<PassageForm<'a>>,
    quotations: usize,
    documents: Vec<QuotedInForm<'a>>,
    best: Vec<QuotedForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    nearest: &'a [&'a str],
}

#[derive(Serialize)]
struct QuotedInForm<'a> {
    document: &'a str,
    quotations: usize,
}

#[derive(Serialize)]
pub(super) struct ComparisonForm<'a> {
    topic: &'a str,
    documents: Vec<SideForm<'a>>,
    wordings: Vec<GroupForm<'a>>,
    figures: Vec<FiguresForm<'a>>,
    draft: Vec<serde_json::Value>,
    #[serde(rename = "final")]
    final_text: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct SideForm<'a> {
    document: &'a str,
    passages: Vec<PassageForm<'a>>,
}

#[derive(Serialize)]
struct GroupForm<'a> {
    first: QuotedForm<'a>,
    others: Vec<WordingForm<'a>>,
}

#[derive(Serialize)]
struct FiguresForm<'a> {
    thing: &'a str,
    values: Vec<ValueForm<'a>>,
}

#[derive(Serialize)]
struct ValueForm<'a> {
    value: f64,
    written: Vec<WrittenForm<'a>>,
}

#[derive(Serialize)]
struct WrittenForm<'a> {
    figure: &'a str,
    text: &'a str,
    document: &'a str,
    sha256: String,
    raw_bytes: [usize; 2],
}

fn group<'a>(group: &'a Group<'a>) -> GroupForm<'a> {
    GroupForm {
        first: quoted_form(&group.first),
        others: group.others.iter().map(wording).collect(),
    }
}

fn figures<'a>(figures: &'a Figures<'a>) -> FiguresForm<'a> {
    let written = |figure: &'a crate::model::verdict::Figure<'a>| WrittenForm {
        figure: figure.passage.document().slice(figure.written),
        text: figure.passage.text(),
        document: figure.passage.document().name(),
        sha256: sha256(figure.passage.document()),
        raw_bytes: range(figure.passage.citation().raw_span()),
    };
    let value = |alike: &'a Vec<crate::model::verdict::Figure<'a>>| ValueForm {
        value: alike.first().map_or(0.0, |figure| figure.value),
        written: alike.iter().map(written).collect(),
    };
    FiguresForm { thing: &figures.thing, values: figures.values.iter().map(value).collect() }
}

fn match_form<'a>(one: &'a Match<'a>) -> MatchForm<'a> {
    MatchForm {
        quoted: match &one.found {
            Found::Quotation(quoted) => quoted_form(quoted),
            Found::Reporter(passage) => QuotedForm {
                document: passage.document().name(),
                sha256: sha256(passage.document()),
                form: None,
                content: passage.text().to_owned(),
                parts: vec![passage.text()],
                fragments: vec![],
                raw_bytes: vec![range(passage.citation().raw_span())],
                speaker: None,
                source: None,
                cue: None,
                venue: None,
                standing: None,
                denied: false,
            },
        },
        extent: one.extent.as_str(),
        sentence: one.surroundings.as_ref().map(|around| sentence(one.found.document(), around)),
        diff: one.diff.iter().map(piece).collect(),
        changes: one.changes.iter().map(|change| change.as_str()).collect(),
    }
}

/// A quotation as a JSON value.
#[must_use]
pub fn quotation(quoted: &Quoted<'_>) -> serde_json::Value {
    super::value(&quoted_form(quoted))
}

pub(super) fn quoted_form<'a>(quoted: &Quoted<'a>) -> QuotedForm<'a> {
    QuotedForm {
        document: quoted.document().name(),
        sha256: sha256(quoted.document()),
        form: Some(quoted.quotation().form().as_str()),
        content: quoted.content(),
        parts: quoted.parts().collect(),
        fragments: quoted.fragments().collect(),
        raw_bytes: quoted.raw_spans().into_iter().map(range).collect(),
        speaker: quoted.speaker(),
        source: quoted.source(),
        cue: quoted.cue(),
        venue: quoted.venue(),
        standing: quoted.quotation().standing().map(crate::model::quotation::Standing::as_str),
        denied: quoted.quotation().is_denied(),
    }
}

pub(super) fn wording<'a>(wording: &'a Wording<'a>) -> WordingForm<'a> {
    WordingForm {
        document: wording.quoted.document().name(),
        content: wording.quoted.content(),
        parts: wording.quoted.parts().collect(),
        speaker: wording.quoted.speaker(),
        sha256: sha256(wording.quoted.document()),
        raw_bytes: wording.quoted.raw_spans().into_iter().map(range).collect(),
        diff: wording.diff.iter().map(piece).collect(),
    }
}

fn sentence<'a>(document: &'a Document, around: &Surroundings) -> SentenceForm<'a> {
    let mut asked = vec![];
    let mut at = 0;
    for (words, is_asked) in around.stretches(document) {
        let end = at + words.chars().count();
        if is_asked {
            asked.push([at, end]);
        }
        at = end;
    }
    let raw_bytes = range(document.raw_span(around.sentences));
    SentenceForm {
        document: document.name(),
        sha256: sha256(document),
        text: document.slice(around.sentences),
        raw_bytes,
        asked,
    }
}

fn piece(piece: &Piece) -> PieceForm<'_> {
    PieceForm { op: piece.op.as_str(), text: &piece.text }
}

fn range(raw: RawSpan) -> [usize; 2] {
    [raw.start(), raw.end()]
}
