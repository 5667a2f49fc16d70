//! The paragraphs of a page: stretches of text with nothing between them that ends a paragraph.

use super::super::entities;
use super::elements;
use super::marks::{self, Marks};
use super::tree::Tree;

/// A paragraph of the page.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Its texts, by their nodes.
    pub(super) texts: Vec<usize>,
    /// The element that makes a paragraph of it.
    pub(super) holder: usize,
    /// Its words, without line breaks and runs of blanks.
    pub(super) words: String,
    /// Characters.
    pub(super) length: usize,
    /// Characters in links.
    pub(super) linked: usize,
    /// Characters in controls.
    pub(super) pressed: usize,
}

impl Paragraph {
    /// The share of the characters that stand in links.
    pub(super) fn link_density(&self) -> f64 {
        share(self.linked, self.length)
    }

    /// Whether it is long enough and has few enough links to be running text.
    pub(super) fn is_prose(&self) -> bool {
        /// In characters.
        const SHORTEST: usize = 80;
        self.length >= SHORTEST && self.link_density() < 0.4
    }

    /// How many words it has.
    pub(super) fn count(&self) -> usize {
        self.words.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).count()
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        let bare = self.words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '“', ' ']);
        bare.ends_with(['.', '!', '?', '…', ':', '。'])
    }
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "lengths of pages are far below 2^52")]
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// All paragraphs that a reader sees, in order.
pub(super) fn paragraphs(tree: &Tree<'_>, marks: &Marks) -> Vec<Paragraph> {
    let mut reader = Reader { tree, found: Vec::new(), open: None, breaks: 0 };
    let mut around: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tree.nodes.len() {
        while around.last().is_some_and(|open| tree.nodes[*open].next <= at) {
            let left = around.pop().unwrap_or(0);
            reader.border(left, marks);
        }
        let node = &tree.nodes[at];
        if marks.has(at, marks::UNSEEN) {
            if !node.is_text() && elements::is_block(node.name) {
                reader.border(at, marks);
            }
            at = node.next;
            continue;
        }
        if node.is_text() {
            let holder = around.iter().rev().copied().find(|open| marks.has(*open, marks::BLOCK));
            reader.text(at, holder.unwrap_or(0), marks);
        } else {
            reader.border(at, marks);
            around.push(at);
        }
        at += 1;
    }
    reader.end();
    reader.found
}

struct Reader<'t, 'p> {
    tree: &'t Tree<'p>,
    found: Vec<Paragraph>,
    open: Option<Paragraph>,
    /// Line breaks since the last words.
    breaks: usize,
}

impl Reader<'_, '_> {
    /// Passes the start or the end of an element.
    fn border(&mut self, node: usize, marks: &Marks) {
        if marks.has(node, marks::BLOCK) || marks.has(node, marks::BREAK) {
            self.end();
        } else if self.tree.nodes[node].name == "br" {
            // Its start and its end are both seen.
            self.breaks += 1;
            if self.breaks > 2 {
                self.end();
            }
        }
    }

    fn text(&mut self, node: usize, holder: usize, marks: &Marks) {
        let range = self.tree.nodes[node].start..self.tree.nodes[node].end;
        let written = self.tree.page.get(range).unwrap_or_default();
        if written.trim().is_empty() {
            if let Some(open) = &mut self.open {
                open.texts.push(node);
                if !open.words.ends_with(' ') {
                    open.words.push(' ');
                }
            }
            return;
        }
        let open = self.open.get_or_insert_with(|| Paragraph {
            texts: Vec::new(),
            holder,
            words: String::new(),
            length: 0,
            linked: 0,
            pressed: 0,
        });
        if self.breaks > 0 && !open.words.is_empty() && !open.words.ends_with(' ') {
            open.words.push(' ');
        }
        self.breaks = 0;
        let length = take(&mut open.words, written);
        open.texts.push(node);
        open.length += length;
        if marks.has(node, marks::LINK) {
            open.linked += length;
        }
        if marks.has(node, marks::CONTROL) {
            open.pressed += length;
        }
    }

    fn end(&mut self) {
        self.breaks = 0;
        if let Some(mut paragraph) = self.open.take() {
            paragraph.words.truncate(paragraph.words.trim_end().len());
            if paragraph.words.chars().any(char::is_alphanumeric) {
                self.found.push(paragraph);
            }
        }
    }
}

/// Adds words as they are shown; gives back how many characters were added.
fn take(words: &mut String, written: &str) -> usize {
    let before = words.len();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        if c == '&' {
            let (length, made) = entities::reference(rest);
            match made {
                Some(made) if made.trim().is_empty() => push_blank(words),
                Some(made) => words.push_str(&made),
                None => words.push(c),
            }
            rest = rest.get(length.max(1)..).unwrap_or_default();
        } else {
            if c.is_whitespace() {
                push_blank(words);
            } else if c != '\u{AD}' && c != '\u{200B}' {
                words.push(c);
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    words.get(before..).unwrap_or_default().chars().count()
}

fn push_blank(words: &mut String) {
    if !words.is_empty() && !words.ends_with(' ') {
        words.push(' ');
    }
}
