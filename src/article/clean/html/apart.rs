//! Parts of a page that are no article: navigation, dialogs, other stories, comments of readers, newsletters, who the
//! author is. They are told by their elements, roles and names, never where they hold the article itself.

use super::super::attributes::value;
use super::marks::{self, Marks};
use super::names;
use super::paragraphs::Paragraph;
use super::tree::Tree;

/// How sure it is that an element is no part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// Its name or element says so, and the like may hold an article on some page.
    May,
    /// Whatever is in it.
    Sure,
}

/// Marks them.
pub(super) fn mark(
    tree: &Tree<'_>,
    marks: &mut Marks,
    paragraphs: &[Paragraph],
    headline: Option<usize>,
) {
    let prose = Prose::of(tree, paragraphs);
    let mut at = 1;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        if node.is_text() || marks.has(at, marks::UNSEEN) {
            at = node.next;
            continue;
        }
        let holds_headline = headline.is_some_and(|headline| (at..node.next).contains(&headline));
        let holds_post = (at..node.next).any(|inside| marks.has(inside, marks::POST));
        let apart = match doubt(tree, marks, at) {
            None => false,
            _ if holds_headline => false,
            Some(Doubt::May) if holds_post && !marks.has(at, marks::POST) => false,
            Some(Doubt::Sure) => prose.inside(at, node.next) < prose.all || prose.all == 0,
            Some(Doubt::May) => prose.inside(at, node.next) * 100 <= prose.all * MOST_PERCENT,
        };
        if apart {
            marks.add(tree, at, marks::NOISE);
            at = node.next;
        } else {
            at += 1;
        }
    }
}

/// What is no article by its name alone has no more than this share of the page's running text, in percent.
const MOST_PERCENT: usize = 40;

fn doubt(tree: &Tree<'_>, marks: &Marks, at: usize) -> Option<Doubt> {
    let node = &tree.nodes[at];
    let quoted = marks.has(at, marks::QUOTE) || marks.has(at, marks::POST);
    let by_element = match node.name {
        "nav" | "dialog" | "menu" => Some(Doubt::Sure),
        "aside" | "form" | "fieldset" | "footer" if !quoted => Some(Doubt::May),
        _ => None,
    };
    if node.attributes.is_empty() {
        return by_element;
    }
    let by_role = match value(node.attributes, "role").unwrap_or_default() {
        "dialog" | "alertdialog" | "navigation" | "search" | "menu" | "menubar" | "toolbar" => {
            Some(Doubt::Sure)
        }
        "banner" | "contentinfo" | "complementary" | "form" | "alert" => Some(Doubt::May),
        _ => None,
    };
    let named = names::kinds(node.attributes);
    let by_name = if named.pull_quote || (named.caption && !named.noise) || named.body || named.post
    {
        None
    } else if named.comments {
        Some(Doubt::Sure)
    } else if named.noise && !marks.has(at, marks::LINK) {
        Some(Doubt::May)
    } else {
        None
    };
    let by_element = if named.pull_quote { None } else { by_element };
    by_element.max(by_role).max(by_name)
}

/// How many characters of running text stand before each node.
pub(super) struct Prose {
    before: Vec<usize>,
    pub(super) all: usize,
}

impl Prose {
    pub(super) fn of<'a>(
        tree: &Tree<'_>,
        paragraphs: impl IntoIterator<Item = &'a Paragraph>,
    ) -> Self {
        let mut before = vec![0; tree.nodes.len() + 1];
        for paragraph in paragraphs.into_iter().filter(|paragraph| paragraph.is_prose()) {
            if let Some(first) = paragraph.texts.first() {
                before[first + 1] += paragraph.length;
            }
        }
        let mut all = 0;
        for before in &mut before {
            all += *before;
            *before = all;
        }
        Self { before, all }
    }

    /// Between two nodes, the second not counted in.
    pub(super) fn inside(&self, start: usize, end: usize) -> usize {
        let at = |node: usize| self.before.get(node).copied().unwrap_or(self.all);
        at(end) - at(start)
    }
}
