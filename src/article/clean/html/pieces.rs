//! The body of an article may be cut into pieces by what stands in between: they are put together again.

use std::collections::HashMap;

use super::elements;
use super::paragraphs::Paragraph;
use super::tree::Tree;

/// The paragraphs of a page while the pieces are being looked for.
pub(super) struct Pieces<'a, 'p> {
    pub(super) tree: &'a Tree<'p>,
    pub(super) paragraphs: &'a [Paragraph],
    /// Which are no noise.
    pub(super) seen: &'a [bool],
    /// Which are running text that leads to no other story.
    pub(super) prose: &'a [bool],
    pub(super) headline: Option<usize>,
}

/// What the elements around a paragraph are called.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Shape<'t> {
    depth: usize,
    names: [&'static str; 4],
    class: &'t str,
    around: &'t str,
}

impl Pieces<'_, '_> {
    /// Adds paragraphs of the same shape as those that are inside.
    pub(super) fn join_alike(&self, inside: &mut [bool]) {
        let mut shapes = HashMap::new();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if inside[index] && self.prose[index] {
                *shapes.entry(self.shape(paragraph)).or_insert(0) += 1;
            }
        }
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if !inside[index] && self.prose[index] && shapes.contains_key(&self.shape(paragraph)) {
                inside[index] = true;
            }
        }
    }

    fn shape(&self, paragraph: &Paragraph) -> Shape<'_> {
        let holder = &self.tree.nodes[paragraph.holder];
        let class = |node: usize| {
            super::super::attributes::value(self.tree.nodes[node].attributes, "class")
                .unwrap_or_default()
        };
        let mut names = [holder.name; 4];
        for (name, node) in names.iter_mut().skip(1).zip(self.tree.ancestors(paragraph.holder)) {
            *name = self.tree.nodes[node].name;
        }
        Shape {
            depth: self.tree.ancestors(paragraph.holder).count(),
            names,
            class: class(paragraph.holder),
            around: class(holder.parent),
        }
    }

    /// Adds running text that follows on what is inside, or stands before it, with next to nothing in between.
    pub(super) fn join_adjacent(&self, inside: &mut [bool]) {
        let Some((first, last)) = ends(inside) else { return };
        let behind = self.adjacent(last + 1..self.paragraphs.len(), last, true);
        // What stands between the headline and the body may be pictures and lists of links.
        let known = self.headline.filter(|headline| *headline < first);
        let start = known.map_or(0, |headline| headline + 1);
        let before = self.adjacent((start..first).rev(), first, known.is_none());
        for index in behind.into_iter().chain(before) {
            inside[index] = true;
        }
    }

    /// The running text near `edge`, up to a title or, where `limited`, to links.
    fn adjacent(
        &self,
        walk: impl Iterator<Item = usize>,
        edge: usize,
        limited: bool,
    ) -> Vec<usize> {
        /// So many links may stand in between.
        const MOST_LINKS: usize = 2;
        let mut found = Vec::new();
        let mut links = 0;
        for index in walk {
            if self.is_title(index) || self.prose[index] && !self.is_near(index, edge) {
                break;
            }
            if self.prose[index] {
                found.push(index);
                links = 0;
            } else if self.seen[index] && self.paragraphs[index].link_density() > 0.5 {
                links += 1;
                if limited && links > MOST_LINKS {
                    break;
                }
            }
        }
        found
    }

    /// Whether a box that is not the whole page holds both, few elements out.
    fn is_near(&self, index: usize, other: usize) -> bool {
        /// In elements.
        const LEVELS: usize = 9;
        /// A paragraph with no more elements around it stands in a page without boxes.
        const BARE: usize = 4;
        let start = self.paragraphs[index].texts[0];
        let around = || self.tree.ancestors(self.paragraphs[other].texts[0]);
        let is_bare = around().count() <= BARE;
        let holds = |node: usize| (node..self.tree.nodes[node].next).contains(&start);
        around().take(LEVELS).any(|node| (node > 0 || is_bare) && holds(node))
    }

    /// Nothing in front of the headline belongs to the article, unless most of the article stands there.
    pub(super) fn drop_before_headline(&self, inside: &mut [bool]) {
        let Some(headline) = self.headline else { return };
        let length = |range: std::ops::Range<usize>, inside: &[bool]| {
            range
                .filter(|index| inside[*index] && self.prose[*index])
                .map(|index| self.paragraphs[index].length)
                .sum::<usize>()
        };
        if length(0..headline, inside) < 4 * length(headline..inside.len(), inside) {
            inside[..headline].fill(false);
        }
    }

    /// A great heading that is not the article's.
    fn is_title(&self, index: usize) -> bool {
        self.headline != Some(index)
            && self.seen[index]
            && elements::heading(self.tree.nodes[self.paragraphs[index].holder].name) == Some(1)
    }

    /// What stands between the pieces belongs to them.
    pub(super) fn fill(&self, inside: &mut [bool]) {
        let Some((first, last)) = ends(inside) else { return };
        for (inside, seen) in inside.iter_mut().zip(self.seen).take(last + 1).skip(first) {
            *inside |= *seen;
        }
    }
}

fn ends(inside: &[bool]) -> Option<(usize, usize)> {
    Some((inside.iter().position(|inside| *inside)?, inside.iter().rposition(|inside| *inside)?))
}
