//! Lists of the reading room: articles, speakers, quotations, sentences, and the check of asked words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use super::address::address;
use crate::model::answer::{Passage, label};
use crate::model::document::Document;
use crate::model::verdict::{Check, Found, Page, Quoted};
use crate::render::{fragment, json, verdict};

/// A document as somebody chooses it.
#[derive(Serialize)]
struct ListedForm<'a> {
    document: &'a str,
    label: String,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<String>,
    address: String,
}

/// Some of the articles, of `total` in all; `from` come before them.
pub fn articles<'d>(
    documents: impl IntoIterator<Item = &'d Document>,
    from: usize,
    total: usize,
) -> String {
    let listed = |document: &'d Document| {
        let metadata = document.metadata();
        ListedForm {
            document: document.name(),
            label: label(document),
            title: metadata.title.as_deref(),
            publisher: metadata.publisher.as_deref(),
            date: metadata.date.as_deref(),
            url: metadata.url.as_deref().and_then(fragment::address),
            address: address(document, &[]),
        }
    };
    let articles: Vec<_> = documents.into_iter().map(listed).collect();
    json::line(&json!({ "from": from, "total": total, "articles": articles }))
}

/// The speakers whose name has what was typed, those who are quoted most first, at most `limit` of them.
pub fn speakers<'c>(
    quotations: impl Iterator<Item = Quoted<'c>>,
    typed: &str,
    limit: usize,
) -> String {
    let typed = typed.trim().to_lowercase();
    let mut counted: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for quoted in quotations {
        if let Some(name) = quoted.speaker() {
            let (count, documents) = counted.entry(name).or_default();
            *count += 1;
            documents.insert(quoted.document().name());
        }
    }
    counted.retain(|name, _| name.to_lowercase().contains(&typed));
    let total = counted.len();
    let mut ranked: Vec<_> = counted.into_iter().collect();
    ranked.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let speakers = ranked.into_iter().take(limit).map(|(name, (quotations, documents))| {
        json!({ "name": name, "quotations": quotations, "articles": documents.len() })
    });
    json::line(&json!({ "total": total, "speakers": speakers.collect::<Vec<_>>() }))
}

/// A page of quotations, each with where it stands.
#[must_use]
pub fn quotes(page: &Page<'_>) -> String {
    let quotations: Vec<Value> = page.quotations.iter().map(quotation).collect();
    json::line(&json!({
        "page": page.page,
        "pages": page.pages,
        "total": page.total,
        "quotations": quotations,
    }))
}

fn quotation(quoted: &Quoted<'_>) -> Value {
    let document = quoted.document();
    json!({
        "words": quoted.shown(),
        "speaker": quoted.speaker().or(quoted.source()),
        "form": quoted.quotation().form().as_str(),
        "how": verdict::form(quoted.quotation().form()),
        "denied": quoted.quotation().is_denied(),
        "document": document.name(),
        "label": label(document),
        "address": address(document, &quoted.raw_spans()),
    })
}

/// The sentences at places that were written down, each with where it stands; null where its article is gone.
#[must_use]
pub fn places(sentences: &[Option<Passage<'_>>]) -> String {
    let place = |passage: &Option<Passage<'_>>| {
        passage.as_ref().map(|passage| {
            let document = passage.document();
            let raw = passage.citation().raw_span();
            json!({
                "document": document.name(),
                "passage": format!("{}-{}", raw.start(), raw.end()),
                "address": address(document, &[raw]),
                "label": label(document),
                "words": passage.text(),
            })
        })
    };
    json::line(&sentences.iter().map(place).collect::<Vec<_>>())
}

/// The check of asked words, with where each place stands in the reading room.
#[must_use]
pub fn check(check: &Check<'_>) -> String {
    let places = check.matches.iter().map(|one| {
        let document = one.found.document();
        let raw = match &one.found {
            Found::Quotation(quoted) => quoted.raw_spans(),
            Found::Reporter(passage) => vec![passage.citation().raw_span()],
        };
        json!({
            "label": label(document),
            "address": address(document, &raw),
            "how": match &one.found {
                Found::Quotation(quoted) => verdict::how(quoted),
                Found::Reporter(_) => "the reporter’s words".to_owned(),
            },
            "changed": verdict::changed(&one.changes),
        })
    });
    let wordings = check.wordings.iter().map(|wording| quotation(&wording.quoted));
    json::line(&json!({
        "says": verdict::sentence(check),
        "check": json::verdict(check),
        "places": places.collect::<Vec<_>>(),
        "wordings": wordings.collect::<Vec<_>>(),
    }))
}
