//! The articles: a list of them page by page, one of them, and their lines among sources.

use std::ops::Deref;

use super::INK;
use super::escape::{escape, units};
use super::fit::{self, DESCRIPTION};
use super::message::{Author, Button, Embed, Footer, Message, Row};
use super::press::Press;
use crate::model::answer::label;
use crate::model::document::Document;
use crate::model::span::TextSpan;
use crate::model::verdict::sha256;
use crate::render::fragment;
use crate::render::reading_room::ReadingRoom;

/// Units of text in something to choose.
const CHOICE: usize = 100;
/// Units of text in the name of an article.
const LABEL: usize = 240;
/// Characters in the address of an article. Longer ones are left out, for they would crowd out the words.
const ADDRESS: usize = 400;
/// Speakers named for an article. The others are counted.
const SPEAKERS: usize = 20;
/// Units of text in the name of one.
const NAME: usize = 60;

/// The articles that answers are taken from, `total` in all: as many as fit of those from the number `from` on,
/// counted from 0. Only those are read, and those that fit before them.
#[must_use]
pub fn sources<D: Deref<Target = Document>>(
    document: &dyn Fn(usize) -> Option<D>,
    total: usize,
    from: usize,
    room: ReadingRoom<'_>,
) -> Message {
    let from = if from < total { from } else { 0 };
    // A document that cannot be read has no line; the number says that it is missing.
    let line = |number: usize| {
        let line = |document: D| {
            let here = room.link(&document, None).and_then(address);
            let here = here.map_or_else(String::new, |here| format!(" · [read]({here})"));
            source_line(number + 1, &document, None) + &here
        };
        document(number).map(line).unwrap_or_default()
    };
    let shown = fitting((from..total).map(line));
    let before = fitting((0..from).rev().map(line)).len();
    let not_shown = total - from - shown.len();
    let lines: Vec<_> = shown.into_iter().filter(|line| !line.is_empty()).collect();
    let called = |number| if number == 1 { "article" } else { "articles" };
    let footer = [(from, "before"), (not_shown, "not shown")].map(|(number, which)| {
        let more = if which == "before" { "" } else { "more " };
        (number > 0).then(|| format!("{number} {more}{} {which}", called(number)))
    });
    let footer = footer.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let embed = Embed {
        author: Some(Author { name: "Articles that answers are taken from".to_owned() }),
        description: lines.join("\n"),
        footer: (!footer.is_empty()).then_some(Footer { text: footer }),
        color: Some(INK),
        ..Embed::default()
    };
    let turn = |from: usize| Press::Sources(from).to_string();
    let back = (from > 0).then(|| Button::secondary("Go back", turn(from - before)));
    let more = (not_shown > 0).then(|| Button::primary("Show more", turn(total - not_shown)));
    let buttons: Vec<_> = back.into_iter().chain(more).collect();
    let components = if buttons.is_empty() { vec![] } else { vec![Row::new(buttons)] };
    Message { embeds: vec![embed], components, ..Message::default() }
}

/// The first of the lines, as many as fit into an embed; one at least, if there is one.
fn fitting(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut left = DESCRIPTION;
    let mut is_first = true;
    let fits = |line: &String| {
        let still_left = left.checked_sub(units(line) + 1);
        left = still_left.unwrap_or_default();
        std::mem::take(&mut is_first) || still_left.is_some()
    };
    lines.take_while(fits).collect()
}

/// What an article is called where somebody chooses one.
#[must_use]
pub fn choice(label: &str) -> String {
    fit::label(label, CHOICE)
}

/// What is known of one article: where it can be read, how much of it is served, and who is quoted in it.
#[must_use]
pub fn source(
    document: &Document,
    quotations: usize,
    speakers: &[&str],
    room: ReadingRoom<'_>,
) -> Message {
    let metadata = document.metadata();
    let address = metadata
        .url
        .as_deref()
        .and_then(link)
        .or_else(|| room.link(document, None).and_then(address));
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    let mut who: Vec<_> =
        speakers.iter().take(SPEAKERS).map(|name| escape(&fit::label(name, NAME))).collect();
    if speakers.len() > SPEAKERS {
        who.push(count(speakers.len() - SPEAKERS, "other"));
    }
    let lines = [
        Some(format!("**{}**", escape(&fit::label(&label(document), LABEL)))),
        metadata
            .author
            .as_deref()
            .map(|author| format!("by {}", escape(&fit::label(author, LABEL)))),
        address.map(|address| format!("[read it]({address})")),
        Some(format!(
            "{}, {}",
            count(document.sentences().len(), "sentence"),
            count(quotations, "quotation")
        )),
        (!who.is_empty()).then(|| format!("quoting {}", who.join(", "))),
        Some(format!(
            "-# {} · SHA-256 {}",
            escape(&fit::label(document.name(), LABEL)),
            sha256(document)
        )),
    ];
    let description = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let embed = Embed { description, color: Some(INK), ..Embed::default() };
    Message { embeds: vec![embed], ..Message::default() }
}

/// An article in a list of sources: its number, what is known of it, and where it can be read, or these words of it.
pub(super) fn source_line(number: usize, document: &Document, words: Option<TextSpan>) -> String {
    let name = escape(&fit::label(&label(document), LABEL));
    let to_words = words.and_then(|words| fragment::link(document, words));
    let to_words = to_words.filter(|address| address.len() <= ADDRESS);
    match to_words.or_else(|| document.metadata().url.as_deref().and_then(link)) {
        Some(address) => format!("[{number}] {name} · [read]({address})"),
        None => format!("[{number}] {name}"),
    }
}

/// An address that can stand in a link and is not too long for one.
fn link(url: &str) -> Option<String> {
    fragment::address(url).and_then(address)
}

/// An address that is not too long for a link.
pub(super) fn address(address: String) -> Option<String> {
    Some(address).filter(|address| address.len() <= ADDRESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        // (what is known, what the link says)
        let cases = [
            ("https://example.org/a?b=c#d", Some("https://example.org/a?b=c#d")),
            ("HTTP://example.org", Some("HTTP://example.org")),
            ("https://example.org/a (b)", Some("https://example.org/a%20%28b%29")),
            ("https://example.org/é>*", Some("https://example.org/%C3%A9%3E%2A")),
            ("javascript:alert(1)", None),
            ("example.org", None),
            ("", None),
        ];
        for (url, expected) in cases {
            assert_eq!(link(url).as_deref(), expected, "of {url:?}");
        }
        assert_eq!(link(&format!("https://example.org/{}", "a".repeat(ADDRESS))), None);
    }
}
