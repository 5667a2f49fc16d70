//! Citations to be copied: Markdown for a text, CSL-JSON for a reference manager (citationstyles.org).

use serde::Serialize;

use crate::model::answer::label;
use crate::model::document::Document;
use crate::model::span::RawSpan;
use crate::model::verdict::{Found, sha256};
use crate::render::fragment;
use crate::render::verdict::how;

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A block quote with its source below.
    Markdown,
    /// A list of items in CSL-JSON.
    Csl,
}

/// Citations of the places, in their order.
#[must_use]
pub fn citations(found: &[Found<'_>], format: Format) -> String {
    match format {
        Format::Markdown => found.iter().map(markdown).collect::<Vec<_>>().join("\n"),
        Format::Csl => csl(found),
    }
}

/// A block quote with who spoke, where, and what a reader needs to check it.
#[must_use]
pub fn markdown(found: &Found<'_>) -> String {
    let document = found.document();
    let quote: String = escaped(&found.shown()).lines().map(|line| format!("> {line}\n")).collect();
    let who = match found {
        Found::Quotation(quoted) => how(quoted),
        Found::Reporter(_) => "the reporter's words".to_owned(),
    };
    let source = match target(found) {
        Some(url) => format!("[{}](<{url}>)", escaped(&label(document))),
        None => escaped(&label(document)),
    };
    format!(
        "{quote}>\n> — {}, {source}\n> `{}`, bytes {}, SHA-256 `{}`\n",
        escaped(&who),
        document.name(),
        bytes(found),
        sha256(document)
    )
}

/// The address of the words themselves.
fn target(found: &Found<'_>) -> Option<String> {
    let span = match found {
        Found::Quotation(quoted) => *quoted.spans().first()?,
        Found::Reporter(passage) => passage.span(),
    };
    fragment::link(found.document(), span)
}

/// Marks that Markdown would read are written so that they show as themselves.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An item of CSL-JSON 1.0.
#[derive(Serialize)]
struct Item<'f> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: Option<&'f str>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    publisher: Option<&'f str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'f>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Raw<'f>>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    note: String,
}

#[derive(Serialize)]
struct Name<'f> {
    literal: &'f str,
}

#[derive(Serialize)]
struct Raw<'f> {
    raw: &'f str,
}

#[expect(clippy::expect_used, reason = "the form has only string keys and values")]
fn csl(found: &[Found<'_>]) -> String {
    let items: Vec<Item<'_>> = found.iter().map(item).collect();
    serde_json::to_string_pretty(&items).expect("a form is always JSON") + "\n"
}

fn item<'f>(found: &'f Found<'f>) -> Item<'f> {
    let document: &'f Document = found.document();
    let metadata = document.metadata();
    let who = found.speaker().map_or_else(String::new, |name| format!("{name}: "));
    Item {
        id: format!("{}#{}", document.name(), bytes(found)),
        kind: "article-newspaper",
        title: metadata.title.as_deref(),
        publisher: metadata.publisher.as_deref(),
        author: metadata.author.as_deref().map(|literal| Name { literal }).into_iter().collect(),
        issued: metadata.date.as_deref().map(|raw| Raw { raw }),
        url: target(found).or_else(|| metadata.url.clone()),
        note: format!(
            "{who}“{}”; bytes {}; SHA-256 {}",
            found.shown(),
            bytes(found),
            sha256(document)
        ),
    }
}

fn bytes(found: &Found<'_>) -> String {
    let spans: Vec<RawSpan> = match found {
        Found::Quotation(quoted) => quoted.raw_spans(),
        Found::Reporter(passage) => vec![passage.citation().raw_span()],
    };
    spans.iter().map(|raw| format!("{}-{}", raw.start(), raw.end())).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_escaped() {
        assert_eq!(escaped("a *b* [c](d) <e>"), "a \\*b\\* \\[c\\](d) \\<e\\>");
    }
}
