//! A feed of RSS or Atom: each entry with its text is an article.

use feed_rs::model::{Entry, Feed};

use super::{Budget, Member, UnpackError, Unpacked};
use crate::article::clean::Format;
use crate::model::document::Metadata;
use crate::model::origins::Source;

/// Longer names of entries are cut, in bytes.
const LONGEST_NAME: usize = 200;

/// The entries that have a text.
pub(super) fn feed(raw: &[u8], budget: &mut Budget) -> Result<Unpacked, UnpackError> {
    let feed = feed_rs::parser::parse(raw).map_err(|error| UnpackError::Damaged {
        what: "RSS or Atom feed",
        why: error.to_string(),
    })?;
    let mut unpacked = Unpacked::default();
    for (number, entry) in feed.entries.iter().enumerate() {
        let Some(text) = text(entry) else { continue };
        let bytes = text.as_bytes().to_vec();
        budget.count(&bytes)?;
        // Many feeds write HTML where only text is allowed.
        let is_marked = text.contains("</") || text.contains("/>") || text.contains("<br");
        let format = if is_marked { Format::Fragment } else { Format::Text };
        let metadata = stated(&feed, entry);
        let member = Member::new(name(entry, number), bytes, format);
        unpacked.members.push(Member { metadata, is_stated_first: true, ..member });
    }
    if unpacked.members.is_empty() {
        return Err(UnpackError::NoText(
            "its entries only name their pages; save the pages, or name the feed's address in `corpus.feeds`",
        ));
    }
    Ok(unpacked)
}

/// The longer of an entry's texts.
fn text(entry: &Entry) -> Option<&str> {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let texts = [content, summary].into_iter().flatten();
    texts.max_by_key(|text| text.len()).filter(|text| text.chars().any(char::is_alphabetic))
}

/// What an entry is called: its address or its id, which stay when others come before it.
fn name(entry: &Entry, number: usize) -> String {
    let id = address(entry).or_else(|| Some(entry.id.trim()).filter(|id| !id.is_empty()));
    let mut name = id.map_or_else(|| (number + 1).to_string(), str::to_owned);
    name.retain(|c| !c.is_control());
    name.truncate(name.floor_char_boundary(LONGEST_NAME));
    name
}

fn address(entry: &Entry) -> Option<&str> {
    let is_page = |rel: Option<&str>| rel.is_none_or(|rel| rel == "alternate");
    let mut links = entry.links.iter().filter(|link| is_page(link.rel.as_deref()));
    links.find(|link| link.href.starts_with("http")).map(|link| link.href.as_str())
}

fn stated(feed: &Feed, entry: &Entry) -> Metadata {
    let words = |text: &str| Some(html_escape::decode_html_entities(text.trim()).into_owned());
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let names: Vec<_> = entry.authors.iter().filter_map(|one| one.name.as_deref()).collect();
    Metadata {
        title: some(entry.title.as_ref().and_then(|title| words(&title.content))),
        publisher: some(feed.title.as_ref().and_then(|title| words(&title.content))),
        author: some(Some(names.join(", ").trim().to_owned())),
        date: entry.published.or(entry.updated).map(|date| date.to_rfc3339()),
        url: address(entry).map(str::to_owned),
        ..Metadata::default()
    }
    .read_from(Source::Feed)
}
