//! The elements of a page as a tree, each with its place in the page. Built as a browser builds it where that matters
//! for the text: end tags that may be left out, tables, elements that were closed in the wrong order.

use super::super::CleanError;
use super::super::borders::{Border, Part};
use super::super::tags::{Tag, find_end, find_end_tag};
use super::elements::{self, UNKNOWN};

/// Elements nested deeper than this are read as if their tags were not there.
const DEEPEST: usize = 256;

/// More elements and stretches of text than this are refused: no page of an article has so many.
const MOST_NODES: usize = 400_000;

/// An element, or a stretch of text.
#[derive(Debug)]
pub(super) struct Node<'p> {
    /// Empty for text.
    pub(super) name: &'static str,
    pub(super) attributes: &'p str,
    /// Where its start tag or text begins.
    pub(super) start: usize,
    /// Where its content begins.
    pub(super) inner: usize,
    /// Where its content ends.
    pub(super) close: usize,
    /// Just past its end tag.
    pub(super) end: usize,
    pub(super) parent: usize,
    /// The node after the last one inside of it.
    pub(super) next: usize,
}

impl Node<'_> {
    pub(super) fn is_text(&self) -> bool {
        self.name.is_empty()
    }
}

/// All nodes in the order of the page; the first is the page itself.
#[derive(Debug)]
pub(super) struct Tree<'p> {
    pub(super) page: &'p str,
    pub(super) nodes: Vec<Node<'p>>,
}

impl<'p> Tree<'p> {
    /// Reads the page.
    ///
    /// # Errors
    /// If it has too many elements.
    pub(super) fn read(page: &'p str) -> Result<Self, CleanError> {
        let mut builder = Builder::new(page);
        let mut at = 0;
        while at < page.len() {
            let Some(found) = page.get(at..).and_then(|rest| rest.find('<')) else {
                builder.text(at, page.len());
                break;
            };
            let Some(tag) = Tag::read(page, at + found) else {
                // The sign is text.
                builder.text(at, at + found + 1);
                at += found + 1;
                continue;
            };
            builder.text(at, at + found);
            at = builder.tag(at + found, &tag);
            if builder.nodes.len() > MOST_NODES {
                return Err(CleanError::TooManyElements);
            }
        }
        Ok(builder.finish())
    }

    /// The nodes around a node, from its parent up to the page.
    pub(super) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let above = |node: &usize| (*node > 0).then(|| self.nodes[*node].parent);
        std::iter::successors(above(&node), above)
    }

    /// Where elements begin and end out of which no sentence leads, in order.
    pub(super) fn borders(&self) -> Vec<Border> {
        let mut borders = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            while let Some(last) = open.pop_if(|last| self.nodes[*last].next <= index) {
                let last = &self.nodes[last];
                borders.extend(part(last.name).map(|part| Border {
                    at: last.close,
                    part,
                    opens: false,
                }));
            }
            if let Some(part) = part(node.name) {
                borders.push(Border { at: node.start, part, opens: true });
                open.push(index);
            }
        }
        while let Some(last) = open.pop() {
            let last = &self.nodes[last];
            borders.extend(part(last.name).map(|part| Border {
                at: last.close,
                part,
                opens: false,
            }));
        }
        borders
    }

    /// The elements and texts right below a node.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[node].next;
        let first = (node + 1 < end).then_some(node + 1);
        std::iter::successors(first, move |child| {
            let next = self.nodes[*child].next;
            (next < end).then_some(next)
        })
    }
}

/// Whether an element is one out of which no sentence leads.
fn part(name: &str) -> Option<Part> {
    match name {
        "li" => Some(Part::Item),
        "figcaption" | "caption" => Some(Part::Caption),
        "td" | "th" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" => {
            Some(Part::Other)
        }
        _ => None,
    }
}

struct Builder<'p> {
    page: &'p str,
    nodes: Vec<Node<'p>>,
    /// Elements that are open, the page first.
    open: Vec<usize>,
    /// Elements too deep to be kept that are open.
    deep: usize,
}

impl<'p> Builder<'p> {
    fn new(page: &'p str) -> Self {
        let root = Node {
            name: "html",
            attributes: "",
            start: 0,
            inner: 0,
            close: page.len(),
            end: page.len(),
            parent: 0,
            next: 0,
        };
        Self { page, nodes: vec![root], open: vec![0], deep: 0 }
    }

    fn finish(mut self) -> Tree<'p> {
        self.pop_to(0, self.page.len(), self.page.len());
        self.nodes[0].next = self.nodes.len();
        Tree { page: self.page, nodes: self.nodes }
    }

    fn name(&self, open: usize) -> &'static str {
        self.nodes[self.open[open]].name
    }

    fn push(&mut self, name: &'static str, attributes: &'p str, start: usize, inner: usize) {
        let parent = self.open.last().copied().unwrap_or(0);
        let next = self.nodes.len() + 1;
        let node = Node { name, attributes, start, inner, close: inner, end: inner, parent, next };
        self.nodes.push(node);
    }

    fn text(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let blank = self.page.get(start..end).is_none_or(|text| text.trim().is_empty());
        if !blank && self.open.iter().take(2).any(|node| self.nodes[*node].name == "head") {
            self.close("head", start, start);
        }
        match self.nodes.last_mut() {
            // A sign that began no tag stands between two stretches.
            Some(last) if last.is_text() && last.end == start => {
                (last.close, last.end) = (end, end);
            }
            _ => {
                self.push("", "", start, start);
                if let Some(last) = self.nodes.last_mut() {
                    (last.close, last.end) = (end, end);
                }
            }
        }
    }

    /// Takes in a tag, and an element in which no tags are read as a whole. Gives back where the page goes on.
    fn tag(&mut self, at: usize, tag: &Tag<'p>) -> usize {
        if tag.name.is_empty() {
            return tag.end;
        }
        let name = elements::known(tag.name);
        if tag.closes {
            if name == UNKNOWN {
                self.close_unknown(tag.name, at, tag.end);
            } else {
                self.close(name, at, tag.end);
            }
            return tag.end;
        }
        if matches!(name, "html" | "body") {
            // The attributes say nothing about the text.
            if name == "body" {
                self.close("head", at, at);
            }
            return tag.end;
        }
        self.close_implied(name, at);
        let in_whole = match name {
            "svg" => find_end(self.page, tag.end, "svg"),
            name if elements::is_raw(name) => {
                Some(find_end_tag(self.page, tag.end, name).unwrap_or(self.page.len()))
            }
            _ => None,
        };
        let closed = tag.closed && matches!(name, "svg" | UNKNOWN | "iframe");
        if self.open.len() >= DEEPEST && !elements::is_void(name) && in_whole.is_none() {
            self.deep += usize::from(!closed);
            return tag.end;
        }
        self.push(name, tag.attributes, at, tag.end);
        let node = self.nodes.len() - 1;
        match in_whole {
            Some(end) if !closed => {
                let inside = self.page.get(tag.end..end).unwrap_or_default();
                let close = tag.end + inside.rfind("</").unwrap_or(inside.len());
                (self.nodes[node].close, self.nodes[node].end) = (close, end);
                return end;
            }
            _ if closed || elements::is_void(name) || in_whole.is_some() => {}
            _ => self.open.push(node),
        }
        tag.end
    }

    /// Ends the elements that end without an end tag where this one begins.
    fn close_implied(&mut self, name: &'static str, at: usize) {
        const IN_HEAD: [&str; 9] =
            ["title", "meta", "link", "script", "style", "base", "noscript", "template", "head"];
        if !IN_HEAD.contains(&name) {
            self.close("head", at, at);
        }
        match name {
            "li" => self.close_within(&["li"], &["ul", "ol", "menu", "dir"], at),
            "dt" | "dd" => self.close_within(&["dt", "dd"], &["dl"], at),
            "option" | "optgroup" => self.close_within(&["option"], &["select"], at),
            "td" | "th" => self.close_within(&["td", "th"], &["tr", "table"], at),
            "tr" => self.close_within(&["tr"], &["table"], at),
            "tbody" | "thead" | "tfoot" => {
                self.close_within(&["tbody", "thead", "tfoot"], &["table"], at);
            }
            "a" => self.close_within(&["a"], &["td", "th", "table", "li"], at),
            _ => {}
        }
        let last = self.open.len() - 1;
        if elements::heading(name).is_some() && elements::heading(self.name(last)).is_some() {
            self.pop_to(last, at, at);
        }
        if elements::is_block(name) && !matches!(name, "link" | "meta" | "input" | "noscript") {
            self.close_within(&["p"], &["td", "th", "table", "button", "caption", "object"], at);
        }
    }

    /// Ends the innermost of these elements, unless one of the bounds stands in between.
    fn close_within(&mut self, names: &[&str], bounds: &[&str], at: usize) {
        for open in (1..self.open.len()).rev() {
            let name = self.name(open);
            if names.contains(&name) {
                self.pop_to(open, at, at);
                return;
            }
            if bounds.contains(&name) {
                return;
            }
        }
    }

    /// An end tag: it ends the innermost element of its name that is in reach.
    fn close(&mut self, name: &'static str, at: usize, end: usize) {
        if self.deep > 0 {
            self.deep -= 1;
            return;
        }
        let is_table = matches!(name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th");
        let is_inline = !elements::is_block(name);
        for open in (1..self.open.len()).rev() {
            let other = self.name(open);
            let fits = other == name
                || elements::heading(name).is_some() && elements::heading(other).is_some();
            if fits {
                self.pop_to(open, at, end);
                return;
            }
            let bound = matches!(other, "table" | "td" | "th" | "caption") && !is_table
                || other == "table"
                || is_inline && elements::is_block(other);
            if bound {
                return;
            }
        }
    }

    /// The end tag of an element that nobody knows: names are compared as they are written.
    fn close_unknown(&mut self, name: &str, at: usize, end: usize) {
        for open in (1..self.open.len()).rev() {
            let node = &self.nodes[self.open[open]];
            if matches!(node.name, "table" | "td" | "th") {
                return;
            }
            let written = self.page.get(node.start + 1..node.start + 1 + name.len());
            if node.name == UNKNOWN && written.is_some_and(|it| it.eq_ignore_ascii_case(name)) {
                self.pop_to(open, at, end);
                return;
            }
        }
    }

    /// Ends this open element and all that are open inside of it.
    fn pop_to(&mut self, open: usize, at: usize, end: usize) {
        let next = self.nodes.len();
        for (index, node) in self.open.iter().enumerate().skip(open.max(1)) {
            let node = &mut self.nodes[*node];
            node.close = at;
            node.end = if index == open { end } else { at };
            node.next = next;
        }
        self.open.truncate(open.max(1));
    }
}
