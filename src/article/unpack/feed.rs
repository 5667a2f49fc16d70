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
    let feed = feed_rs::parser::parse(raw).map_err(|error| damaged(&error))?;
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

/// A page that a feed names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The address of the page.
    pub url: String,
    /// When it was published, in seconds since 1970, where the feed says so.
    pub published: Option<i64>,
}

/// The pages that a feed names, in its order; `base` is where the feed itself was.
///
/// # Errors
/// If it is no feed, or names no page.
pub fn named_pages(raw: &[u8], base: &str) -> Result<Vec<Named>, UnpackError> {
    let parser = feed_rs::parser::Builder::new().base_uri(Some(base)).build();
    let feed = parser.parse(raw).map_err(|error| damaged(&error))?;
    let named = |entry: &Entry| {
        let published = entry.published.or(entry.updated).map(|date| date.timestamp());
        address(entry).map(|url| Named { url: url.to_owned(), published })
    };
    let named: Vec<_> = feed.entries.iter().filter_map(named).collect();
    if named.is_empty() && !feed.entries.is_empty() {
        return Err(UnpackError::NoText("none of its entries names a page"));
    }
    Ok(named)
}

fn damaged(error: &feed_rs::parser::ParseFeedError) -> UnpackError {
    UnpackError::Damaged { what: "RSS or Atom feed", why: error.to_string() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_a_feed_names() {
        let check = |feed: &str, wanted: &[(&str, Option<i64>)]| {
            let named = named_pages(feed.as_bytes(), "https://news.example/feeds/all.xml").unwrap();
            let named: Vec<_> = named.iter().map(|one| (one.url.as_str(), one.published)).collect();
            assert_eq!(named, wanted, "{feed}");
        };
        check(
            "<rss version='2.0'><channel><title>A</title><item><link>https://news.example/b?x=1&amp;y=2</link>\
             <pubDate>Thu, 01 Jan 1970 00:01:00 GMT</pubDate></item><item><title>No page</title></item></channel></rss>",
            &[("https://news.example/b?x=1&y=2", Some(60))],
        );
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><entry><title>B</title>\
             <link rel='enclosure' href='https://news.example/b.mp3'/><link href='/b'/></entry></feed>",
            &[("https://news.example/b", None)],
        );
        check("<rss version='2.0'><channel><title>A</title></channel></rss>", &[]);
        for bad in [
            "",
            "<html><body>Not found</body></html>",
            "<rss version='2.0'><channel><item><title>B</title></item></channel></rss>",
            "{}",
        ] {
            assert!(named_pages(bad.as_bytes(), "https://news.example/").is_err(), "{bad}");
        }
    }
}
