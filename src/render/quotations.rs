//! The quotations of a text as JSON and as text for a terminal.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::model::quotation::Quotation;
use crate::render::code_points::CodePoints;
use crate::render::terminal::Style;

/// A line of input: a text with an id that comes back with its quotations. Unknown keys are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TextLine {
    /// Any JSON value; comes back as it is.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The text, taken as it is.
    pub text: String,
}

#[derive(Serialize)]
struct TextForm<'a> {
    id: &'a serde_json::Value,
    quotes: Vec<QuotationForm<'a>>,
}

/// Offsets are Unicode code points, end exclusive.
#[derive(Serialize)]
struct QuotationForm<'a> {
    start: usize,
    end: usize,
    parts: Vec<[usize; 2]>,
    kind: &'static str,
    speaker: Option<&'a str>,
    speaker_span: Option<[usize; 2]>,
    cue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<ExplanationForm<'a>>,
}

#[derive(Serialize)]
struct ExplanationForm<'a> {
    rule: &'a str,
    cue: &'a str,
    resolution: &'a str,
    candidates: &'a [String],
}

/// The quotations of a text as one line of JSON; with what decided if `explain`.
#[must_use]
pub fn json(id: &serde_json::Value, text: &str, quotations: &[Quotation], explain: bool) -> String {
    let points = CodePoints::new(text);
    let quotes = quotations
        .iter()
        .map(|quotation| {
            let evidence = quotation.evidence();
            let [start, end] = points.span(quotation.span());
            QuotationForm {
                start,
                end,
                parts: quotation.parts().iter().map(|part| points.span(*part)).collect(),
                kind: quotation.form().as_str(),
                speaker: quotation.speaker().map(|speaker| speaker.name.as_str()),
                speaker_span: quotation.source().map(|span| points.span(span)),
                cue: quotation.cue().and_then(|cue| text.get(cue.range())),
                explanation: explain.then_some(ExplanationForm {
                    rule: evidence.rule,
                    cue: evidence.cue,
                    resolution: evidence.resolution,
                    candidates: &evidence.candidates,
                }),
            }
        })
        .collect();
    serde_json::to_string(&TextForm { id, quotes }).unwrap_or_default()
}

/// The quotations of a text as lines: speaker and form, then the words, then what decided if `explain`.
#[must_use]
pub fn terminal(text: &str, quotations: &[Quotation], explain: bool, style: Style) -> String {
    let mut out = String::new();
    for quotation in quotations {
        let speaker = quotation.speaker().map_or("(not told)", |speaker| speaker.name.as_str());
        let cue = quotation.cue().and_then(|cue| text.get(cue.range())).unwrap_or("no cue");
        let _ = writeln!(out, "{speaker} · {} · {cue}", quotation.form().as_str());
        let parts = quotation.parts().iter().filter_map(|part| text.get(part.range()));
        let words = parts.collect::<Vec<_>>().join(" … ");
        style.paragraph(
            &mut out,
            "    ",
            None,
            &words.split_whitespace().collect::<Vec<_>>().join(" "),
        );
        if explain {
            let evidence = quotation.evidence();
            let _ = write!(out, "    found by: {}", evidence.rule);
            if !evidence.cue.is_empty() {
                let _ = write!(out, "; cue by: {}", evidence.cue);
            }
            let _ = write!(out, "; speaker by: {}", evidence.resolution);
            if !evidence.candidates.is_empty() {
                let _ = write!(out, "; weighed: {}", evidence.candidates.join(", "));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out
}
