//! What each element and each text of a page is, by the names, roles and classes around it.

use super::super::attributes::value;
use super::super::furniture;
use super::super::tags::is_hidden;
use super::elements::{self, UNKNOWN};
use super::names;
use super::tree::Tree;

/// Nobody sees it.
pub(super) const UNSEEN: u16 = 1;
/// It is no part of the article.
pub(super) const NOISE: u16 = 1 << 1;
/// In a link.
pub(super) const LINK: u16 = 1 << 2;
/// In a button or another control.
pub(super) const CONTROL: u16 = 1 << 3;
/// It makes a paragraph of its own.
pub(super) const BLOCK: u16 = 1 << 4;
/// An empty element that ends a paragraph.
pub(super) const BREAK: u16 = 1 << 5;
/// Under a picture.
pub(super) const CAPTION: u16 = 1 << 6;
/// In a quotation set apart.
pub(super) const QUOTE: u16 = 1 << 7;
/// In an item of a list.
pub(super) const ITEM: u16 = 1 << 8;
/// In a cell of a table.
pub(super) const CELL: u16 = 1 << 9;
/// In a post of another platform.
pub(super) const POST: u16 = 1 << 10;
/// White space counts.
pub(super) const PREFORMATTED: u16 = 1 << 11;
/// In the head of an article or a page.
pub(super) const HEADER: u16 = 1 << 12;

/// In a line that says who wrote the article, or when.
pub(super) const BYLINE: u16 = 1 << 13;

/// Marks that hold for all that is inside.
const INHERITED: u16 = UNSEEN
    | NOISE
    | LINK
    | CONTROL
    | CAPTION
    | QUOTE
    | ITEM
    | CELL
    | POST
    | PREFORMATTED
    | HEADER
    | BYLINE;

/// The marks of all nodes.
#[derive(Debug)]
pub(super) struct Marks(Vec<u16>);

impl Marks {
    pub(super) fn has(&self, node: usize, mark: u16) -> bool {
        self.0.get(node).is_some_and(|marks| marks & mark != 0)
    }

    /// Marks a node and all inside of it.
    pub(super) fn add(&mut self, tree: &Tree<'_>, node: usize, mark: u16) {
        let end = tree.nodes[node].next;
        if let Some(inside) = self.0.get_mut(node..end) {
            inside.iter_mut().for_each(|marks| *marks |= mark);
        }
    }
}

/// The marks that stand on the elements themselves.
pub(super) fn marks(tree: &Tree<'_>) -> Marks {
    let mut marks = Marks(Vec::with_capacity(tree.nodes.len()));
    for (index, node) in tree.nodes.iter().enumerate() {
        let around = if index == 0 { 0 } else { marks.0[node.parent] & INHERITED };
        let own = if node.is_text() { 0 } else { own(tree, index, around) };
        marks.0.push(around | own);
    }
    set_blocks(tree, &mut marks);
    marks
}

/// Elements that nobody knows make a paragraph of their own if they hold one.
fn set_blocks(tree: &Tree<'_>, marks: &mut Marks) {
    for index in (1..tree.nodes.len()).rev() {
        let node = &tree.nodes[index];
        let holds = matches!(node.name, UNKNOWN | "a" | "span" | "font" | "picture")
            && tree
                .children(index)
                .any(|child| marks.has(child, BLOCK) && !marks.has(child, UNSEEN));
        if holds {
            marks.0[index] |= BLOCK;
        }
    }
}

fn own(tree: &Tree<'_>, index: usize, around: u16) -> u16 {
    let node = &tree.nodes[index];
    let mut own = match node.name {
        // Without an address it is an anchor, and what it holds is text.
        "a" if node.attributes.contains("href") || node.attributes.contains("class") => LINK,
        "button" => CONTROL,
        "figcaption" | "caption" => CAPTION,
        "blockquote" => QUOTE,
        "li" | "dd" | "dt" => ITEM,
        "td" | "th" => CELL,
        "pre" => PREFORMATTED,
        "header" | "hgroup" => HEADER,
        _ => 0,
    };
    if elements::is_block(node.name) {
        own |= BLOCK;
    }
    let shadow = node.name == "template" && node.attributes.contains("shadowroot");
    let unseen = elements::is_unseen(node.name) && !shadow && !is_unscripted_body(tree, index);
    if unseen || is_hidden(node.attributes) {
        return own | UNSEEN;
    }
    if around & UNSEEN != 0 || node.attributes.is_empty() {
        return own;
    }
    let role = value(node.attributes, "role").unwrap_or_default();
    if role == "button" && node.name != "a" {
        own |= CONTROL;
    }
    let named = names::kinds(node.attributes);
    if named.unseen {
        own |= UNSEEN;
    }
    if named.caption && !matches!(node.name, "figure" | "article" | "main") {
        own |= CAPTION;
    }
    if named.post && matches!(node.name, "blockquote" | "div" | "figure" | "section" | "article") {
        own |= POST;
    }
    if named.byline && !named.body || node.name == "time" {
        own |= BYLINE;
    }
    if named.breaks && node.end - node.inner <= "</span>".len() {
        own |= BREAK;
    }
    own
}

/// Whether it is a body that only a reader without scripts sees, as some sites have it: `noscript` with paragraphs, alone with scripts
/// in an element that is the article's body.
fn is_unscripted_body(tree: &Tree<'_>, index: usize) -> bool {
    let node = &tree.nodes[index];
    if node.name != "noscript" || !names::kinds(tree.nodes[node.parent].attributes).body {
        return false;
    }
    let is_alone = tree.children(node.parent).filter(|child| *child != index).all(|child| {
        let other = &tree.nodes[child];
        let words = tree.page.get(other.start..other.end).unwrap_or_default();
        matches!(other.name, "script" | "style") || other.is_text() && words.trim().is_empty()
    });
    is_alone && tree.nodes[index..node.next].iter().any(|inside| inside.name == "p")
}

/// Whether the words of a control belong to the sentence around them.
pub(super) fn is_said(words: &str) -> bool {
    !furniture::is_navigation(words)
}
