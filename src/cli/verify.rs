//! Checks a saved answer against the files: every citation must name a document that is there, with the same bytes,
//! and the words must be the ones that stand at its range.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::engine::Engine;
use crate::model::answer::Passage;
use crate::model::document::{Document, DocumentNumber};
use crate::model::span::RawSpan;
use crate::model::verdict::{Quoted, sha256};
use crate::quotations::Quotations;
use crate::render::json;
use crate::search::index::IndexError;

/// What a check of a saved answer found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verification {
    /// How many citations were checked.
    pub citations: usize,
    /// What differs, each with its place in the JSON.
    pub differences: Vec<String>,
}

/// What a check found, as one line.
#[must_use]
pub fn verification(found: &Verification) -> String {
    json::line(found)
}

/// The articles and their quotations, each read once, whatever the number of citations.
pub struct Articles<'e> {
    quotations: &'e Quotations,
    /// The quotations of each article, by its name.
    quoted: BTreeMap<&'e str, Vec<Quoted<'e>>>,
}

impl<'e> Articles<'e> {
    /// Reads them.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn of(engine: &'e Engine) -> Result<Self, IndexError> {
        let quotations = engine.quotations()?;
        let mut quoted: BTreeMap<&str, Vec<Quoted<'e>>> = BTreeMap::new();
        for one in quotations.all() {
            quoted.entry(one.document().name()).or_default().push(one);
        }
        Ok(Self { quotations, quoted })
    }

    /// The article of this name with its number: they are sorted by name.
    fn named(&self, name: &str) -> Option<(usize, &'e Document)> {
        let documents = self.quotations.documents();
        let number = documents.binary_search_by(|one| one.name().cmp(name)).ok()?;
        Some((number, &documents[number]))
    }
}

/// Checks all citations of a saved answer: of `ask`, `whosaid`, `quotes` or `compare`.
#[must_use]
pub fn verify(articles: &Articles<'_>, saved: &Value) -> Verification {
    let mut verification = Verification::default();
    walk(articles, saved, "", &mut verification);
    // Who is said to have spoken is who speaks in the first match.
    let first = saved.pointer("/matches/0/speaker").unwrap_or(&Value::Null);
    let is_found =
        saved.get("verdict").and_then(Value::as_str).is_some_and(|verdict| verdict != "not_found");
    if is_found && saved.get("speaker").unwrap_or(&Value::Null) != first {
        verification
            .differences
            .push("the answer: its speaker is not that of its first match".to_owned());
    }
    verification
}

fn walk(articles: &Articles<'_>, value: &Value, path: &str, verification: &mut Verification) {
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(articles, item, &format!("{path}[{number}]"), verification);
            }
        }
        Value::Object(object) => {
            if object.contains_key("raw_bytes") {
                verification.citations += 1;
                let path = if path.is_empty() { "the answer" } else { path };
                let found = check(articles, object)
                    .into_iter()
                    .map(|difference| format!("{path}: {difference}"));
                verification.differences.extend(found);
            }
            // Candidates are told for measuring, not cited.
            for (key, item) in object.iter().filter(|(key, _)| *key != "candidates") {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(articles, item, &path, verification);
            }
        }
        _ => {}
    }
}

/// What differs in one citation.
fn check(articles: &Articles<'_>, saved: &Map<String, Value>) -> Vec<String> {
    let Some(name) = saved.get("document").and_then(Value::as_str) else {
        return vec!["it names no document".to_owned()];
    };
    let Some((number, document)) = articles.named(name) else {
        return vec![format!("the document {name} is not there")];
    };
    let mut differences = Vec::new();
    match saved.get("sha256").and_then(Value::as_str) {
        Some(digest) if digest == sha256(document) => {}
        Some(_) => differences.push(format!("the file {name} has changed: its SHA-256 is another")),
        None => differences.push("it has no SHA-256".to_owned()),
    }
    let Some(ranges) = saved.get("raw_bytes").and_then(ranges) else {
        differences.push("raw_bytes is no range".to_owned());
        return differences;
    };
    let parts: Vec<&str> = match saved.get("parts").and_then(Value::as_array) {
        Some(parts) => parts.iter().filter_map(Value::as_str).collect(),
        None => ["text", "content"]
            .iter()
            .find_map(|key| saved.get(*key).and_then(Value::as_str))
            .into_iter()
            .collect(),
    };
    if parts.is_empty() {
        differences.push("it has no words".to_owned());
    } else if !stands(document, &parts, &ranges) {
        differences.push(format!("the words at bytes {} of {name} are others", shown(&ranges)));
    }
    differences
        .extend(known(articles, DocumentNumber::new(number), saved, &ranges).unwrap_or_default());
    differences
}

/// Whether the words stand at the ranges: each part at its own, or all joined by spaces.
fn stands(document: &Document, parts: &[&str], ranges: &[RawSpan]) -> bool {
    if parts.len() == ranges.len() {
        return parts.iter().zip(ranges).all(|(part, range)| stands_at(document, part, *range));
    }
    let [joined] = parts else { return false };
    // A wording is saved whole; its pieces are what lies between the spaces that join the ranges.
    let mut rest = *joined;
    for (number, range) in ranges.iter().enumerate() {
        let end = if number + 1 == ranges.len() {
            Some(rest.len())
        } else {
            rest.match_indices(' ')
                .map(|(at, _)| at)
                .find(|&at| stands_at(document, &rest[..at], *range))
        };
        match end {
            Some(end) if stands_at(document, &rest[..end], *range) => {
                rest = rest[end..].trim_start_matches(' ');
            }
            _ => return false,
        }
    }
    rest.is_empty()
}

fn stands_at(document: &Document, words: &str, range: RawSpan) -> bool {
    !words.is_empty()
        && document
            .text()
            .match_indices(words)
            .any(|(at, _)| document.raw_span((at..at + words.len()).into()) == range)
}

/// What differs in what else is said of a quotation or a passage, as it would be said today.
fn known(
    articles: &Articles<'_>,
    number: DocumentNumber,
    saved: &Map<String, Value>,
    ranges: &[RawSpan],
) -> Option<Vec<String>> {
    let document = articles.quotations.documents().get(number.index())?;
    let today = if saved.get("form").is_some_and(Value::is_string) {
        let all = articles.quoted.get(document.name()).map_or(&[][..], Vec::as_slice);
        match all.iter().find(|one| one.raw_spans() == ranges) {
            Some(quoted) => json::quotation(quoted),
            None => {
                return Some(vec![format!(
                    "no quotation stands at bytes {} of {}",
                    shown(ranges),
                    document.name()
                )]);
            }
        }
    } else if saved.contains_key("speakers") {
        let sentences = 0..document.sentences().len();
        let mut passages = sentences.filter_map(|sentence| Passage::sentence(document, sentence));
        let passage = passages.find(|one| ranges == [one.citation().raw_span()])?;
        let passage = articles.quotations.with_speakers(number, passage);
        let mut form = json::passage_value(&passage);
        // Where else the words stand, what in them answers, and what is shown with them depends on the question.
        for key in ["also_in", "highlight", "whole"] {
            form.as_object_mut()?.remove(key);
        }
        form
    } else {
        return None;
    };
    let differs = today
        .as_object()?
        .iter()
        .filter(|(key, value)| saved.get(*key).is_some_and(|there| there != *value));
    Some(differs.map(|(key, _)| format!("{key} differs from what the files give")).collect())
}

/// One range or several.
fn ranges(value: &Value) -> Option<Vec<RawSpan>> {
    let range = |value: &Value| match value.as_array()?.as_slice() {
        [start, end] => {
            let (start, end) =
                (usize::try_from(start.as_u64()?).ok()?, usize::try_from(end.as_u64()?).ok()?);
            (start < end).then(|| RawSpan::new(start, end))
        }
        _ => None,
    };
    match range(value) {
        Some(one) => Some(vec![one]),
        None => value
            .as_array()?
            .iter()
            .map(range)
            .collect::<Option<Vec<_>>>()
            .filter(|ranges| !ranges.is_empty()),
    }
}

fn shown(ranges: &[RawSpan]) -> String {
    ranges
        .iter()
        .map(|range| format!("{}–{}", range.start(), range.end()))
        .collect::<Vec<_>>()
        .join(", ")
}
