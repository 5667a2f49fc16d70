//! What stands in one message: entries with numbered sources, as many as fit.

use std::borrow::Cow;
use std::ops::Range;

use super::escape::{escape, units};
use super::fit::{self, DESCRIPTION, FIELD, MESSAGE, end_within, quoted, quoted_marked, stretches};
use super::message::{Embed, Field};
use super::sources::{address, source_line};
use crate::model::document::Document;
use crate::model::span::TextSpan;
use crate::render::reading_room::ReadingRoom;

/// Further documents named for one entry. The others are counted.
const ALSO_IN: usize = 4;
/// Units of text in a publisher's name.
const NAME: usize = 80;
/// Units of one stretch of words, so that it fits into an embed together with the lines around it.
const STRETCH: usize = DESCRIPTION - 1024;
/// Words of at most so many units are shown large where they come first.
const LARGE: usize = 280;

/// Something to be shown: words of an article, figures of several, or a line alone.
#[derive(Debug, Default)]
pub(super) struct Entry<'c> {
    /// A line above, with markup; none if it is empty.
    pub(super) heading: String,
    /// What stands in the articles.
    pub(super) body: Option<Body<'c>>,
}

/// What stands in the articles.
#[derive(Debug)]
pub(super) enum Body<'c> {
    /// Words of one document.
    Words(Words<'c>),
    /// Short words that give figures, each with its document; those that say the same number together.
    Figures(Vec<Vec<(&'c str, &'c Document)>>),
}

/// Words of a document and what is told about them.
#[derive(Debug)]
pub(super) struct Words<'c> {
    /// The words.
    pub(super) text: Cow<'c, str>,
    /// The bytes of the words that are bold; empty where none are.
    pub(super) bold: Range<usize>,
    /// Where they stand.
    pub(super) document: &'c Document,
    /// And where in it they begin.
    pub(super) span: TextSpan,
    /// Who says them, with markup.
    pub(super) who: Vec<String>,
    /// Other documents in which they stand.
    pub(super) also_in: Vec<&'c Document>,
    /// What a reader should know, with markup, each a short phrase.
    pub(super) notes: Vec<String>,
    /// A line below all that, with markup; none if it is empty.
    pub(super) below: String,
}

impl Entry<'_> {
    /// What is left of it behind so many bytes of its words, or so many figures, which stand on the page before.
    pub(super) fn after(self, shown: usize) -> Self {
        match self.body {
            Some(Body::Figures(mut values)) => {
                values.drain(..shown.min(values.len()));
                Self { body: Some(Body::Figures(values)), ..self }
            }
            Some(Body::Words(words)) if shown > 0 => {
                let text = words.text.get(shown..).unwrap_or_default().to_owned();
                let heading = "-# The sentence of the page before goes on:".to_owned();
                let words = Words { text: Cow::Owned(text), bold: 0..0, ..words };
                Self { heading, body: Some(Body::Words(words)) }
            }
            body => Self { body, ..self },
        }
    }

    /// How many characters stand behind so many bytes of its words.
    pub(super) fn characters_after(&self, bytes: usize) -> usize {
        match &self.body {
            Some(Body::Words(words)) => words.text.get(bytes..).unwrap_or_default().chars().count(),
            _ => 0,
        }
    }
}

/// How much of an entry stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// All of it.
    Whole,
    /// So many bytes of its words, or so many of its figures.
    Begun(usize),
    /// Nothing.
    Nothing,
}

/// What is going to stand in the message, and how much more can.
#[derive(Debug)]
pub(super) struct Page<'c> {
    /// Units of text that are left.
    left: usize,
    /// The line above all and each entry, as their blocks.
    entries: Vec<Vec<String>>,
    /// Whether words that come first are shown large, where they are short.
    is_first_large: bool,
    /// What was cited so far; the numbers count from one.
    sources: Vec<Source<'c>>,
    /// A line for each of them.
    source_lines: Vec<String>,
    /// Where articles can be read that have no address.
    room: ReadingRoom<'c>,
}

/// An entry as it would stand on a page.
struct Laid<'c> {
    blocks: Vec<String>,
    sources: Vec<Source<'c>>,
    lines: Vec<String>,
}

/// A document, and the words in it that were cited first, to which its link leads.
#[derive(Debug, Clone, Copy)]
struct Source<'c> {
    document: &'c Document,
    words: Option<TextSpan>,
}

impl<'c> Page<'c> {
    /// A page with a line above all, unless that is empty; `taken` units are needed for something else.
    pub(super) fn new(
        above: &str,
        is_first_large: bool,
        taken: usize,
        room: ReadingRoom<'c>,
    ) -> Self {
        let left = MESSAGE.saturating_sub(taken + block_cost(above));
        let entries = if above.is_empty() { vec![] } else { vec![vec![above.to_owned()]] };
        Self { left, entries, is_first_large, sources: vec![], source_lines: vec![], room }
    }

    /// Puts an entry on the page, if it fits. One that must be shown and is too long for any message is begun.
    pub(super) fn add(&mut self, entry: &Entry<'c>, must: bool) -> Fit {
        let is_large = self.is_first_large && self.sources.is_empty();
        // Words of so many bytes need not be laid out to know that they do not fit.
        let can_fit = match &entry.body {
            Some(Body::Words(words)) => words.text.len() <= BYTES * self.left,
            _ => true,
        };
        let laid = can_fit.then(|| self.lay(entry, ALSO_IN, is_large));
        match (laid, &entry.body) {
            (Some(laid), _) if cost(&laid) <= self.left => self.accept(laid),
            _ if !must => return Fit::Nothing,
            (_, Some(Body::Words(words))) => {
                let (laid, end) = self.begun(entry, words);
                self.accept(laid);
                if end < words.text.len() {
                    return Fit::Begun(end);
                }
            }
            (_, Some(Body::Figures(values))) => {
                let (laid, count) = self.some_of(entry, values);
                self.accept(laid);
                if count < values.len() {
                    return Fit::Begun(count);
                }
            }
            (laid, None) => laid.into_iter().for_each(|laid| self.accept(laid)),
        }
        Fit::Whole
    }

    /// Says below the last entry that its words go on.
    pub(super) fn goes_on(&mut self, missing: usize, is_on_next: bool) {
        let place = if is_on_next { " on the next page" } else { "" };
        let line = format!("-# The sentence goes on for {missing} more characters{place}.");
        self.entries.last_mut().into_iter().for_each(|blocks| blocks.push(line.clone()));
    }

    fn lay(&self, entry: &Entry<'c>, also_in: usize, is_large: bool) -> Laid<'c> {
        let mut sources = self.sources.clone();
        let mut blocks = vec![];
        if !entry.heading.is_empty() {
            blocks.push(entry.heading.clone());
        }
        match &entry.body {
            Some(Body::Words(words)) => {
                blocks.extend(quotes(&words.text, &words.bold, is_large));
                blocks.extend(below(words, &mut sources, also_in, self.room));
            }
            Some(Body::Figures(values)) => {
                blocks.extend(values.iter().map(|equal| figures_line(equal, &mut sources)));
            }
            None => {}
        }
        let lines = self.lines_for(&sources);
        Laid { blocks, sources, lines }
    }

    /// An entry whose words are more than a message, and how many bytes of them stand in it: its other documents
    /// and the line below it give way first, then its end.
    fn begun(&self, entry: &Entry<'c>, words: &Words<'c>) -> (Laid<'c>, usize) {
        let short = Words {
            text: Cow::Borrowed(""),
            bold: 0..0,
            who: words.who.clone(),
            also_in: words.also_in.clone(),
            notes: words.notes.clone(),
            below: String::new(),
            ..*words
        };
        let short = Entry { heading: entry.heading.clone(), body: Some(Body::Words(short)) };
        let mut laid = self.lay(&short, 0, false);
        let below = laid.blocks.pop();
        let text = words.text.as_ref();
        let room = self.left.saturating_sub(cost(&laid) + below.as_deref().map_or(0, block_cost));
        let (mut end, mut used) = (0, 0);
        while end < text.len() {
            let limit = STRETCH.min(room.saturating_sub(used + SEPARATOR));
            if limit < SHORTEST && end > 0 {
                break;
            }
            let limit = limit.max(SHORTEST);
            let stretch = &text[end..][..end_within(&text[end..], limit)];
            let quote = quoted(stretch);
            used += block_cost(&quote);
            end += stretch.len();
            laid.blocks.push(quote);
        }
        laid.blocks.extend(below);
        (laid, end)
    }

    /// As many figures as fit, and how many those are; the others are counted.
    fn some_of(
        &self,
        entry: &Entry<'c>,
        values: &[Vec<(&'c str, &'c Document)>],
    ) -> (Laid<'c>, usize) {
        let fitting = (1..values.len()).rev().find_map(|count| {
            let body = Some(Body::Figures(values[..count].to_vec()));
            let entry = Entry { heading: entry.heading.clone(), body };
            let mut laid = self.lay(&entry, 0, false);
            laid.blocks.push(format!("-# and {} other figures", values.len() - count));
            (cost(&laid) <= self.left).then_some((laid, count))
        });
        fitting.unwrap_or_else(|| {
            let laid = Laid {
                blocks: vec!["-# A figure in too many articles to be shown".to_owned()],
                sources: self.sources.clone(),
                lines: vec![],
            };
            (laid, 1)
        })
    }

    fn lines_for(&self, sources: &[Source<'_>]) -> Vec<String> {
        let new = sources.iter().enumerate().skip(self.sources.len());
        new.map(|(index, source)| source_line(index + 1, source.document, source.words)).collect()
    }

    fn accept(&mut self, laid: Laid<'c>) {
        self.left = self.left.saturating_sub(cost(&laid));
        self.entries.push(laid.blocks);
        self.sources = laid.sources;
        self.source_lines.extend(laid.lines);
    }

    /// The page as embeds: a new one wherever the description is full, the sources at the end of the last.
    pub(super) fn embeds(self) -> Vec<Embed> {
        let mut embeds: Vec<Embed> = vec![];
        for blocks in self.entries {
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
/// Most bytes of a text for each of its units.
const BYTES: usize = 3;
/// Heading of the list of sources.
const SOURCES: &str = "Sources";
/// Heading of its continuation, where one field cannot hold it.
const MORE_SOURCES: &str = "Sources, continued";

fn cost(laid: &Laid<'_>) -> usize {
    let blocks: usize = laid.blocks.iter().map(|block| block_cost(block)).sum();
    // A source takes its line, and at most the heading of a field of its own.
    blocks + laid.lines.iter().map(|line| units(line) + MORE_SOURCES.len() + 1).sum::<usize>()
}

fn block_cost(block: &str) -> usize {
    units(block) + SEPARATOR
}

/// The words as block quotes; large where they come first and are short.
fn quotes(words: &str, bold: &Range<usize>, is_large: bool) -> Vec<String> {
    // All of a heading is bold: a part of it would not stand out.
    let is_large = is_large && bold.is_empty();
    let is_one_line = !words.chars().any(super::escape::is_line_break);
    // A heading may lose a number sign at its end.
    if is_large && is_one_line && units(words) <= LARGE && !words.trim_end().ends_with('#') {
        return vec![format!("> ### {}", escape(words.trim()))];
    }
    let mut start = 0;
    let quote = |stretch: &str| {
        let inside = |byte: usize| byte.saturating_sub(start).min(stretch.len());
        let bold = inside(bold.start)..inside(bold.end);
        start += stretch.len();
        quoted_marked(stretch, &bold)
    };
    stretches(words, STRETCH).into_iter().map(quote).collect()
}

/// The lines below words: who says them, where they stand, and what a reader should know.
fn below<'c>(
    words: &Words<'c>,
    sources: &mut Vec<Source<'c>>,
    limit: usize,
    room: ReadingRoom<'_>,
) -> impl Iterator<Item = String> {
    let number = cite(sources, words.document, Some(words.span));
    let also_in: Vec<_> =
        words.also_in.iter().take(limit).map(|other| cite(sources, other, None)).collect();
    let metadata = words.document.metadata();
    // Which article it is must not only be a number.
    let name = |called: &String| escape(&fit::label(called, NAME));
    let title = || metadata.title.as_ref().map(|title| format!("*{}*", name(title)));
    let called = metadata.publisher.as_ref().map(name).or_else(title);
    let names: Vec<_> = words.who.iter().cloned().chain(called).collect();
    let mut line = format!("— {}", names.join(", "));
    if !names.is_empty() {
        line.push(' ');
    }
    line.push_str(&format!("[{number}]"));
    let others = words.also_in.len() - also_in.len();
    if !also_in.is_empty() {
        let numbers: Vec<_> = also_in.iter().map(|number| format!("[{number}]")).collect();
        line.push_str(&format!(" · also in {}", numbers.join(", ")));
        if others > 0 {
            line.push_str(&format!(" and {others} others"));
        }
    } else if others > 0 {
        line.push_str(&format!(" · also in {others} others"));
    }
    for note in &words.notes {
        line.push_str(&format!(" · {note}"));
    }
    if let Some(address) = room.link(words.document, Some(words.span)).and_then(address) {
        line.push_str(&format!(" · [read]({address})"));
    }
    [line, words.below.clone()].into_iter().filter(|line| !line.is_empty())
}

/// One number in all the words that give it, each with its source: `- around 20% [1] = about a fifth [2]`.
fn figures_line<'c>(equal: &[(&'c str, &'c Document)], sources: &mut Vec<Source<'c>>) -> String {
    let shown = equal.iter().map(|(words, document)| {
        let number = cite(sources, document, None);
        format!("{} [{number}]", escape(&fit::label(words, NAME)))
    });
    format!("- {}", shown.collect::<Vec<_>>().join(" = "))
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
fn cite<'c>(
    sources: &mut Vec<Source<'c>>,
    document: &'c Document,
    words: Option<TextSpan>,
) -> usize {
    match sources.iter().position(|known| known.document.name() == document.name()) {
        Some(index) => index + 1,
        None => {
            sources.push(Source { document, words });
            sources.len()
        }
    }
}
