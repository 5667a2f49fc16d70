//! Running text that leads to another story: a paragraph beside a linked title, alone in its box.

use super::elements;
use super::paragraphs::Paragraph;
use super::tree::Tree;

/// Which paragraphs are such.
pub(super) fn find(
    tree: &Tree<'_>,
    paragraphs: &[Paragraph],
    seen: &[bool],
    headline: Option<usize>,
) -> Vec<bool> {
    (0..paragraphs.len())
        .map(|index| seen[index] && is_teaser(tree, paragraphs, index, headline))
        .collect()
}

fn is_teaser(
    tree: &Tree<'_>,
    paragraphs: &[Paragraph],
    index: usize,
    headline: Option<usize>,
) -> bool {
    /// Boxes are not larger, in elements around the paragraph.
    const LEVELS: usize = 4;
    /// Longer texts lead nowhere. In characters.
    const LONGEST: usize = 500;
    let paragraph = &paragraphs[index];
    if paragraph.length > LONGEST || !paragraph.is_prose() {
        return false;
    }
    let holder = paragraph.holder;
    for node in std::iter::once(holder).chain(tree.ancestors(holder)).take(LEVELS) {
        let range = node..tree.nodes[node].next;
        let is_in = |other: &&Paragraph| range.contains(&other.texts[0]);
        let before = paragraphs[..index].iter().rev().take_while(is_in);
        let behind = paragraphs[index + 1..].iter().take_while(is_in);
        let others: Vec<_> = before.chain(behind).take(8).collect();
        if others.is_empty() {
            continue;
        }
        if headline.is_some_and(|headline| range.contains(&paragraphs[headline].texts[0])) {
            return false;
        }
        let alone = !others.iter().any(|other| other.is_prose());
        let title = others.iter().any(|other| {
            other.link_density() > 0.9
                && other.length > 8
                && std::iter::once(other.holder)
                    .chain(tree.ancestors(other.holder))
                    .take(3)
                    .any(|node| elements::heading(tree.nodes[node].name).is_some())
        });
        return alone && title;
    }
    false
}
