//! What a page states about its article as data: schema.org in JSON-LD.

use std::collections::HashMap;

use serde_json::Value;

use super::super::attributes::value;
use super::tree::Tree;

/// What the data say about the article.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) name: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
    /// It says that reading it costs something.
    pub(super) is_paid: bool,
    /// The text itself.
    pub(super) body: Option<String>,
}

/// Reads the data; of several articles the one that says most about itself, the first of equals.
pub(super) fn read(tree: &Tree<'_>) -> Article {
    let mut values = Vec::new();
    for node in tree.nodes.iter().filter(|node| node.name == "script") {
        let kind = value(node.attributes, "type").unwrap_or_default();
        if kind.trim().to_ascii_lowercase().starts_with("application/ld+json") {
            let inside = tree.page.get(node.inner..node.end).unwrap_or_default();
            values.extend(parse(inside));
        }
    }
    let mut found = Found::default();
    for value in &values {
        found.collect(value, 0);
    }
    let articles = found.articles.iter().map(|object| found.article(object));
    let known = |article: &Article| {
        [&article.headline, &article.author, &article.date, &article.body]
            .iter()
            .filter(|value| value.is_some())
            .count()
    };
    articles
        .fold(None, |best: Option<Article>, next| match best {
            Some(best) if known(&best) >= known(&next) => Some(best),
            _ => Some(next),
        })
        .unwrap_or_default()
}

/// The value of a script; pages often have line breaks inside of strings, which JSON forbids.
fn parse(inside: &str) -> Option<Value> {
    let end = inside.rfind("</").unwrap_or(inside.len());
    let mut text = inside.get(..end)?.trim();
    for (begin, end) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ] {
        text = text.strip_prefix(begin).unwrap_or(text);
        text = text.strip_suffix(end).unwrap_or(text).trim();
    }
    let text = text.trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let even: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&even).ok()
    })
}

#[derive(Default)]
struct Found<'v> {
    articles: Vec<&'v serde_json::Map<String, Value>>,
    /// Objects by their `@id`.
    named: HashMap<&'v str, &'v serde_json::Map<String, Value>>,
}

impl<'v> Found<'v> {
    fn collect(&mut self, value: &'v Value, depth: usize) {
        /// Data nested deeper say nothing about the page's article.
        const DEEPEST: usize = 5;
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, depth + 1)),
            Value::Object(object) => {
                if let Some(Value::String(id)) = object.get("@id")
                    && object.len() > 1
                {
                    self.named.insert(id, object);
                }
                if is_article(object) {
                    self.articles.push(object);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "publisher", "author"] {
                    if let Some(value @ (Value::Object(_) | Value::Array(_))) = object.get(key) {
                        self.collect(value, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn article(&self, object: &'v serde_json::Map<String, Value>) -> Article {
        let text = |key: &str| object.get(key).and_then(|value| self.name(value));
        let page = object.get("mainEntityOfPage").and_then(|page| match page {
            Value::String(url) => Some(url.clone()),
            Value::Object(page) => {
                let url = page.get("@id").or_else(|| page.get("url"))?;
                url.as_str().map(str::to_owned)
            }
            _ => None,
        });
        let is_url = |url: &String| url.starts_with("http");
        Article {
            headline: text("headline"),
            name: text("name"),
            author: object
                .get("author")
                .and_then(|author| self.names(author))
                .or_else(|| object.get("creator").and_then(|author| self.names(author))),
            publisher: text("publisher"),
            date: text("datePublished").or_else(|| text("dateCreated")),
            url: text("url").filter(is_url).or(page.filter(is_url)),
            is_paid: object.get("isAccessibleForFree").is_some_and(|free| match free {
                Value::Bool(free) => !free,
                Value::String(free) => free.eq_ignore_ascii_case("false"),
                _ => false,
            }),
            body: text("articleBody"),
        }
    }

    /// The names of one or several persons.
    fn names(&self, value: &'v Value) -> Option<String> {
        match value {
            Value::Array(values) => {
                let mut names: Vec<String> = Vec::new();
                for name in values.iter().filter_map(|value| self.name(value)) {
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                (!names.is_empty()).then(|| names.join(", "))
            }
            value => self.name(value),
        }
    }

    /// A text, or the name of a thing.
    fn name(&self, value: &'v Value) -> Option<String> {
        match value {
            Value::String(text) => {
                let text = html_escape::decode_html_entities(text);
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            }
            Value::Array(values) => self.name(values.first()?),
            Value::Object(object) => match object.get("name") {
                Some(name @ (Value::String(_) | Value::Array(_))) => {
                    let name = match name {
                        Value::Array(names) => names.first()?,
                        name => name,
                    };
                    name.as_str()
                        .map(|name| html_escape::decode_html_entities(name).trim().to_owned())
                }
                _ => {
                    let id = object.get("@id")?.as_str()?;
                    let named = self.named.get(id)?.get("name")?.as_str()?;
                    Some(named.trim().to_owned())
                }
            },
            _ => None,
        }
    }
}

fn is_article(object: &serde_json::Map<String, Value>) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article")
                || matches!(
                    kind,
                    "BlogPosting"
                        | "LiveBlogPosting"
                        | "SocialMediaPosting"
                        | "Report"
                        | "APIReference"
                        | "DiscussionForumPosting"
                        | "Review"
                )
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}
