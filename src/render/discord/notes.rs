//! Short messages: refusals, notices, the list of articles, and what this bot is.

use std::ops::Deref;

use super::escape::{escape, units};
use super::fit::{self, AUTHOR, DESCRIPTION};
use super::message::{Author, Button, Embed, Footer, Meaning, Message, Row};
use super::press::Press;
use super::{GREY, INK};
use crate::answer::{Refusal, label};
use crate::document::Document;
use crate::verdict::sha256;

/// Units of text in something to choose.
const CHOICE: usize = 100;
/// Units of text in the name of an article.
const LABEL: usize = 240;
/// Characters in the address of an article. Longer ones are left out, for they would crowd out the words.
const ADDRESS: usize = 400;
/// Words of a question repeated in a refusal. The others are counted.
const WORDS: usize = 5;
/// Units of text in one of them.
const WORD: usize = 60;
/// Speakers named for an article. The others are counted.
const SPEAKERS: usize = 20;

/// Why there is no answer, and what to do.
pub(super) fn refusal(question: &str, refusal: &Refusal) -> Message {
    let (reason, advice) = match refusal {
        Refusal::Unmentioned(words) => {
            let few = words.iter().take(WORDS).map(|word| fit::label(word, WORD)).collect();
            let mut reason = Refusal::Unmentioned(few).to_string();
            if words.len() > WORDS {
                reason.push_str(&format!(", nor {} other words", words.len() - WORDS));
            }
            (reason, "Try other words; `/sources` lists the articles.")
        }
        Refusal::Apart => (refusal.to_string(), "Ask for less at once, or in other words."),
        Refusal::Empty | Refusal::OnlyCommonWords => (refusal.to_string(), ""),
    };
    refused(question, "No answer", &reason, advice)
}

/// Nobody is quoted like that; who may be meant instead, unless whoever is asked about is known.
#[must_use]
pub fn nobody(line: &str, meant: Option<&[&str]>) -> Message {
    let Some(meant) = meant else {
        let reason = "nothing is quoted on this";
        return refused(line, "Not found", reason, "Leave the topic out to see more.").private();
    };
    let meant: Vec<_> = meant
        .iter()
        .take(WORDS)
        .map(|name| format!("**{}**", escape(&fit::label(name, WORD))))
        .collect();
    let advice = match meant.split_last() {
        Some((last, [])) => format!("Did you mean {last}?"),
        Some((last, others)) => format!("Did you mean {} or {last}?", others.join(", ")),
        None => "Type a few letters of a name and choose from the list.".to_owned(),
    };
    refused(line, "Not found", "nobody of this name is quoted", &advice).private()
}

/// No article speaks of a topic.
pub(super) fn no_topic(line: &str) -> Message {
    let advice = "Try other words; `/sources` lists the articles.";
    refused(line, "Not found", "no article speaks of it", advice).private()
}

/// A refusal to answer `line`; `advice` is shown with its markup.
fn refused(line: &str, title: &str, reason: &str, advice: &str) -> Message {
    let author = fit::label(line, AUTHOR);
    let embed = Embed {
        author: (!author.is_empty()).then_some(Author { name: author }),
        description: format!("**{title}**: {}.\n{advice}", escape(reason)).trim_end().to_owned(),
        color: Some(GREY),
        ..Embed::default()
    };
    Message { embeds: vec![embed], meaning: Meaning::Refusal, ..Message::default() }
}

/// A line from the program itself, seen only by the person who asked. `text` is shown as it is.
#[must_use]
pub fn notice(text: &str) -> Message {
    let embed = Embed {
        description: escape(&fit::label(text, DESCRIPTION / 4)),
        color: Some(GREY),
        ..Embed::default()
    };
    Message { embeds: vec![embed], ..Message::default() }.private()
}

/// The articles that answers are taken from, `total` in all: as many as fit of those from the number `from` on,
/// counted from 0. Only those are read, and those that fit before them.
#[must_use]
pub fn sources<D: Deref<Target = Document>>(
    document: &dyn Fn(usize) -> Option<D>,
    total: usize,
    from: usize,
) -> Message {
    let from = if from < total { from } else { 0 };
    // A document that cannot be read has no line; the number says that it is missing.
    let line = |number: usize| {
        document(number).map(|document| source_line(number + 1, &document)).unwrap_or_default()
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
pub fn source(document: &Document, quotations: usize, speakers: &[&str]) -> Message {
    let metadata = document.metadata();
    let address = metadata.url.as_deref().and_then(address);
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    let mut who: Vec<_> =
        speakers.iter().take(SPEAKERS).map(|name| escape(&fit::label(name, WORD))).collect();
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

/// How to ask.
#[must_use]
pub fn help() -> Message {
    let description = "**Ask** with `/ask`, by mentioning me in a channel, or in a direct message. In the menu \
        of a message, *Apps → Ask about this* asks what the message says.\n\
        **Check words**: `/whosaid` says whether somebody is quoted with them; *Apps → Check quotes* does so \
        for every quotation in a message, as does mentioning me in a reply to it.\n\
        **Look around**: `/quotes` lists what somebody is quoted with, `/compare` sets the articles side by \
        side, `/sources` lists them.\n\
        Each quotation has a number; the list of sources says where it stands, *Show context* shows the \
        paragraphs around it. Every command has a `private` option: then the reply is for you alone.";
    let embed = Embed { description: description.to_owned(), color: Some(INK), ..Embed::default() };
    Message { embeds: vec![embed], ..Message::default() }
}

/// What this bot is and what it does with what it is told.
#[must_use]
pub fn about(articles: usize) -> Message {
    let articles = match articles {
        1 => "1 article".to_owned(),
        number => format!("{number} articles"),
    };
    let description = format!(
        "I have read {articles} and answer questions with sentences that stand in them, word for word, each \
         with its source. I write nothing about the event myself; where the articles don’t say, I say so.\n\n\
         **Ask** with `/ask`, by mentioning me, or in a direct message; `/help` shows what else there is.\n\
         **Privacy**: nothing that you write is stored.\n\
         **Rights**: the articles belong to their publishers."
    );
    let embed = Embed {
        author: Some(Author { name: format!("verbatim {}", env!("CARGO_PKG_VERSION")) }),
        description,
        color: Some(INK),
        ..Embed::default()
    };
    Message { embeds: vec![embed], ..Message::default() }
}

/// An article in a list of sources: its number, what is known of it, and where it can be read.
pub(super) fn source_line(number: usize, document: &Document) -> String {
    let name = escape(&fit::label(&label(document), LABEL));
    match document.metadata().url.as_deref().and_then(address) {
        Some(address) => format!("[{number}] {name} · [read]({address})"),
        None => format!("[{number}] {name}"),
    }
}

/// An address that can stand in a link: web addresses only, with everything that could end the link early
/// written as its bytes.
fn address(url: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let mut address = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(byte.into()),
            _ if b"-._~:/?#@!$&+,;=%".contains(&byte) => address.push(byte.into()),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    (address.len() <= ADDRESS).then_some(address)
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
            assert_eq!(address(url).as_deref(), expected, "of {url:?}");
        }
        assert_eq!(address(&format!("https://example.org/{}", "a".repeat(ADDRESS))), None);
    }

    #[test]
    fn refusals_say_why_and_what_to_do() {
        // (refusal, what a reader sees)
        let many = (1..=9).map(|n| format!("word{n}")).collect();
        let cases = [
            (
                Refusal::Unmentioned(vec!["Leyen".into()]),
                "**No answer**: no article mentions ‘Leyen’.\nTry other words; `/sources` lists the articles.",
            ),
            (
                Refusal::Unmentioned(many),
                "**No answer**: no article mentions ‘word1’, ‘word2’, ‘word3’, ‘word4’ or ‘word5’, nor 4 \
                 other words.\nTry other words; `/sources` lists the articles.",
            ),
            (
                Refusal::Unmentioned(vec!["*@everyone*".into()]),
                "**No answer**: no article mentions ‘\\*\\@everyone\\*’.\nTry other words; `/sources` lists \
                 the articles.",
            ),
            (Refusal::Empty, "**No answer**: the question is empty: ask it in words."),
        ];
        for (why, expected) in cases {
            let message = refusal("why?", &why);
            assert_eq!(message.embeds[0].description, expected);
        }
    }
}
