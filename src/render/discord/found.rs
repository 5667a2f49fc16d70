//! The message that shows passages with their sources.

use std::ops::Range;

use super::escape::{escape, units};
use super::fit::{self, AUTHOR, DESCRIPTION, FIELD, MESSAGE, end_within, quoted, stretches};
use super::message::{Author, Button, Embed, Field, Footer, Message, Row};
use super::notes::source_line;
use super::press::Press;
use crate::answer::{Answer, Passage};
use crate::document::Document;
use crate::render::notes;

/// Passages on one page: what is read at a glance.
const PASSAGES: usize = 3;
/// Further documents named for one passage. The others are counted.
const ALSO_IN: usize = 4;
/// Speakers named for one passage. The others are counted.
const SPEAKERS: usize = 3;
/// Units of text in a speaker's name.
const NAME: usize = 80;
/// Units of text in the note on how a question was read.
const NOTE: usize = 240;
/// Units kept free for the small line at the bottom and for the note on a passage that is too long.
const RESERVE: usize = NOTE + 300;
/// Units of one stretch of a passage, so that it fits into an embed together with the line below it.
const STRETCH: usize = DESCRIPTION - 1024;

/// The page with this number, from 0, of the passages that answer a question, best first. Past the last page:
/// the last.
pub(super) fn page(question: &str, answer: &Answer<'_>, number: usize) -> Message {
    let passages = &answer.passages;
    let pages = pages(question, passages);
    let number = number.min(pages.len().saturating_sub(1));
    let mut message = message(question, passages, pages.get(number).cloned().unwrap_or(0..0));
    // The buttons read the question again from the message, so they need all of it.
    if !question.is_empty() && fit::label(question, usize::MAX) == fit::label(question, AUTHOR) {
        let mut buttons =
            vec![Button::secondary("Show context", Press::Context(number).to_string())];
        if number > 0 {
            buttons.push(Button::secondary("Go back", Press::Page(number - 1).to_string()));
        }
        if number + 1 < pages.len() {
            buttons.push(Button::primary("Show more", Press::Page(number + 1).to_string()));
        }
        message.components.push(Row::new(buttons));
    }
    let footer = message.embeds.last_mut().and_then(|embed| embed.footer.as_mut());
    if let Some((footer, note)) = footer.zip(answer.note.as_ref()) {
        footer.text.push_str(" · ");
        footer.text.push_str(&fit::label(&format!("Note: {note}."), NOTE));
    }
    message
}

/// The paragraphs in which the passages of a page stand.
pub(super) fn context(question: &str, passages: &[Passage<'_>], number: usize) -> Message {
    let pages = pages(question, passages);
    let shown = pages.get(number).or(pages.last()).cloned().unwrap_or(0..0);
    let mut paragraphs: Vec<Passage<'_>> = vec![];
    for paragraph in passages[shown].iter().map(Passage::with_neighbours) {
        let joined = paragraphs
            .iter()
            .enumerate()
            .find_map(|(at, other)| other.joined(&paragraph).map(|joined| (at, joined)));
        match joined {
            Some((at, joined)) => paragraphs[at] = joined,
            None => paragraphs.push(paragraph),
        }
    }
    message("", &paragraphs, 0..paragraphs.len())
}

/// Which passages stand on which page.
fn pages(question: &str, passages: &[Passage<'_>]) -> Vec<Range<usize>> {
    let mut pages = vec![];
    let mut from = 0;
    while from < passages.len() {
        let rest = &passages[from..passages.len().min(from + PASSAGES)];
        let (_, shown) = fill(question, rest);
        pages.push(from..from + shown);
        from += shown;
    }
    pages
}

/// The message that shows these of all passages.
fn message(question: &str, passages: &[Passage<'_>], shown: Range<usize>) -> Message {
    let (page, fitting) = fill(question, &passages[shown.clone()]);
    let not_shown = passages.len() - shown.start - fitting;
    let author = fit::label(question, AUTHOR);
    let mut embeds = page.embeds();
    if let Some(first) = embeds.first_mut() {
        first.author = (!author.is_empty()).then_some(Author { name: author });
    }
    if let Some(last) = embeds.last_mut() {
        last.footer = Some(Footer { text: bottom_line(shown.start, not_shown) });
    }
    Message { embeds, ..Message::default() }
}

/// A page with as many of the passages as fit, and how many those are: one at least.
fn fill<'c>(question: &str, passages: &'c [Passage<'_>]) -> (Page<'c>, usize) {
    let author = fit::label(question, AUTHOR);
    let mut page = Page { left: MESSAGE - RESERVE - units(&author), ..Page::default() };
    let mut shown = 0;
    for passage in passages {
        if !page.add(passage, shown == 0) {
            break;
        }
        shown += 1;
    }
    (page, shown)
}

fn bottom_line(before: usize, not_shown: usize) -> String {
    let mut line = "Quoted word for word from the articles".to_owned();
    let passages = |number| if number == 1 { "passage" } else { "passages" };
    if before > 0 {
        line.push_str(&format!(" · {before} {} before", passages(before)));
    }
    if not_shown > 0 {
        line.push_str(&format!(" · {not_shown} more {} not shown", passages(not_shown)));
    }
    line
}

/// What is going to stand in the message, and how much more can.
#[derive(Default)]
struct Page<'c> {
    /// Units of text that are left.
    left: usize,
    /// Each passage as its stretches and the lines below them.
    passages: Vec<Vec<String>>,
    /// The documents cited so far; their numbers count from one.
    sources: Vec<&'c Document>,
    /// A line for each of them.
    source_lines: Vec<String>,
}

impl<'c> Page<'c> {
    /// Puts a passage on the page, if it fits. One that must be shown and is too long for any message is
    /// begun, and the page says how much of it is missing.
    fn add(&mut self, passage: &'c Passage<'_>, must: bool) -> bool {
        let mut sources = self.sources.clone();
        let number = cite(&mut sources, passage.document());
        let mut also_in: Vec<_> =
            passage.also_in().iter().take(ALSO_IN).map(|other| cite(&mut sources, other)).collect();
        let mut lines = self.lines_for(&sources);
        let mut below = line_below(passage, number, &also_in);
        let text = passage.text();
        let quotes: Vec<_> = stretches(text, STRETCH).into_iter().map(quoted).collect();
        let quotes_cost: usize = quotes.iter().map(|quote| units(quote) + SEPARATOR).sum();
        let cost = |below: &str, lines: &[String]| {
            units(below) + SEPARATOR + lines.iter().map(|line| source_cost(line)).sum::<usize>()
        };
        if quotes_cost + cost(&below, &lines) <= self.left {
            let blocks = quotes.into_iter().chain([below]).collect();
            self.accept(blocks, sources, lines, quotes_cost);
            return true;
        }
        if !must {
            return false;
        }
        // The passage alone is more than a message: its other documents give way first, then its end.
        sources.truncate(self.sources.len());
        cite(&mut sources, passage.document());
        also_in.clear();
        lines = self.lines_for(&sources);
        below = line_below(passage, number, &also_in);
        let room = self.left.saturating_sub(cost(&below, &lines));
        let mut blocks = vec![];
        let (mut end, mut used) = (0, 0);
        while end < text.len() {
            let limit = STRETCH.min(room.saturating_sub(used + SEPARATOR));
            if limit < SHORTEST {
                break;
            }
            let stretch = &text[end..][..end_within(&text[end..], limit)];
            let quote = quoted(stretch);
            used += units(&quote) + SEPARATOR;
            end += stretch.len();
            blocks.push(quote);
        }
        if end < text.len() {
            let missing = text[end..].chars().count();
            blocks.push(format!("-# The sentence goes on for {missing} more characters."));
        }
        blocks.push(below);
        self.accept(blocks, sources, lines, used);
        true
    }

    fn lines_for(&self, sources: &[&Document]) -> Vec<String> {
        let new = sources.iter().enumerate().skip(self.sources.len());
        new.map(|(index, document)| source_line(index + 1, document)).collect()
    }

    fn accept(
        &mut self,
        blocks: Vec<String>,
        sources: Vec<&'c Document>,
        lines: Vec<String>,
        quotes_cost: usize,
    ) {
        let below = blocks.last().map_or(0, |line| units(line) + SEPARATOR);
        let lines_cost: usize = lines.iter().map(|line| source_cost(line)).sum();
        self.left = self.left.saturating_sub(quotes_cost + below + lines_cost);
        self.passages.push(blocks);
        self.sources = sources;
        self.source_lines.extend(lines);
    }

    /// The page as embeds: a new one wherever the description is full, the sources at the end of the last.
    fn embeds(self) -> Vec<Embed> {
        let mut embeds: Vec<Embed> = vec![];
        for blocks in self.passages {
            for (index, block) in blocks.into_iter().enumerate() {
                let separator = if index == 0 { "\n\n" } else { "\n" };
                match embeds.last_mut() {
                    Some(Embed { description, .. })
                        if units(description) + separator.len() + units(&block) <= DESCRIPTION =>
                    {
                        description.push_str(separator);
                        description.push_str(&block);
                    }
                    _ => embeds.push(Embed {
                        description: block,
                        color: Some(super::INK),
                        ..Embed::default()
                    }),
                }
            }
        }
        if let Some(last) = embeds.last_mut() {
            last.fields = source_fields(self.source_lines);
        }
        embeds
    }
}

/// Most units between two blocks.
const SEPARATOR: usize = 2;
/// A stretch shorter than this is not worth beginning.
const SHORTEST: usize = 64;
/// Heading of the list of sources.
const SOURCES: &str = "Sources";
/// Heading of its continuation, where one field cannot hold it.
const MORE_SOURCES: &str = "Sources, continued";

/// Most units that a source takes: its line, and the heading of a field of its own.
fn source_cost(line: &str) -> usize {
    units(line) + MORE_SOURCES.len() + 1
}

fn source_fields(lines: Vec<String>) -> Vec<Field> {
    let mut fields: Vec<Field> = vec![];
    for line in lines {
        match fields.last_mut() {
            Some(field) if units(&field.value) + 1 + units(&line) <= FIELD => {
                field.value.push('\n');
                field.value.push_str(&line);
            }
            last => {
                let name = if last.is_none() { SOURCES } else { MORE_SOURCES };
                fields.push(Field { name: name.to_owned(), value: line });
            }
        }
    }
    fields
}

/// The number of a document in the list of sources, which is put there if it was not yet.
fn cite<'c>(sources: &mut Vec<&'c Document>, document: &'c Document) -> usize {
    match sources.iter().position(|known| known.name() == document.name()) {
        Some(index) => index + 1,
        None => {
            sources.push(document);
            sources.len()
        }
    }
}

/// The line below a passage: who is quoted, where it stands, and what a reader should know about it.
fn line_below(passage: &Passage<'_>, number: usize, also_in: &[usize]) -> String {
    let speakers = passage.speakers();
    let mut names: Vec<_> = speakers
        .iter()
        .take(SPEAKERS)
        .map(|name| format!("**{}**", escape(&fit::label(name, NAME))))
        .collect();
    if speakers.len() > SPEAKERS {
        names.push(format!("{} others", speakers.len() - SPEAKERS));
    }
    let publisher = passage.document().metadata().publisher.as_deref();
    names.extend(publisher.map(|publisher| escape(&fit::label(publisher, NAME))));
    let mut line = format!("— {}", names.join(", "));
    if !names.is_empty() {
        line.push(' ');
    }
    line.push_str(&format!("[{number}]"));
    if !also_in.is_empty() {
        let numbers: Vec<_> = also_in.iter().map(|number| format!("[{number}]")).collect();
        line.push_str(&format!(" · also in {}", numbers.join(", ")));
        let others = passage.also_in().len().saturating_sub(ALSO_IN);
        if others > 0 {
            line.push_str(&format!(" and {others} others"));
        }
    } else if !passage.also_in().is_empty() {
        line.push_str(&format!(" · also in {} others", passage.also_in().len()));
    }
    for note in notes(passage) {
        line.push_str(&format!(" · {note}"));
    }
    line
}

#[cfg(test)]
mod tests;
