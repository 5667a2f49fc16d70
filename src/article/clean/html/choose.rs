//! Which elements hold the article: the one with the most running text and few links, and what belongs to it.
//!
//! The scores are those of Readability (Arc90, Mozilla): each paragraph counts for the elements around it, less for those
//! farther out.

use super::apart::Prose;
use super::marks::{self, Marks};
use super::names;
use super::paragraphs::{Paragraph, share};
use super::pieces::Pieces;
use super::teasers;
use super::tree::Tree;

/// Which paragraphs stand where the article does.
pub(super) fn inside(
    tree: &Tree<'_>,
    marks: &Marks,
    paragraphs: &[Paragraph],
    headline: Option<usize>,
) -> Vec<bool> {
    let seen: Vec<bool> =
        paragraphs.iter().map(|paragraph| !marks.has(paragraph.holder, marks::NOISE)).collect();
    let teasers = teasers::find(tree, paragraphs, &seen, headline);
    let counted =
        || paragraphs.iter().enumerate().filter(|(index, _)| seen[*index] && !teasers[*index]);
    let prose = Prose::of(tree, counted().map(|(_, paragraph)| paragraph));
    let scores = scores(tree, marks, paragraphs, &teasers);
    let Some(best) = best(tree, &prose, &scores, paragraphs, headline) else {
        // A page without running text: all of it that is no noise.
        return seen;
    };
    let mut roots = vec![best];
    match article(tree, &prose, best) {
        Some(article) => roots = vec![article],
        None => join_siblings(tree, marks, &scores, paragraphs, &mut roots),
    }
    let is_in = |paragraph: &Paragraph| {
        roots.iter().any(|root| (*root..tree.nodes[*root].next).contains(&paragraph.texts[0]))
    };
    let mut inside: Vec<bool> = paragraphs.iter().map(is_in).collect();
    let prose: Vec<bool> = (0..paragraphs.len())
        .map(|index| seen[index] && !teasers[index] && paragraphs[index].is_prose())
        .collect();
    let pieces = Pieces { tree, paragraphs, seen: &seen, prose: &prose, headline };
    pieces.drop_before_headline(&mut inside);
    pieces.join_alike(&mut inside);
    pieces.join_adjacent(&mut inside);
    pieces.drop_before_headline(&mut inside);
    pieces.fill(&mut inside);
    for (inside, teaser) in inside.iter_mut().zip(&teasers) {
        *inside &= !teaser;
    }
    inside
}

/// The element with the highest score; where the headline is known, of those near it unless they have far less text.
fn best(
    tree: &Tree<'_>,
    prose: &Prose,
    scores: &[f64],
    paragraphs: &[Paragraph],
    headline: Option<usize>,
) -> Option<usize> {
    /// What stands below the headline is the article if it has this share of the text that scores best elsewhere.
    const SHARE: usize = 6;
    let best_of = |nodes: std::ops::Range<usize>| {
        nodes
            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))
            .filter(|best| scores[*best] > 0.0)
    };
    let best = best_of(0..tree.nodes.len())?;
    let headline = headline.map(|headline| paragraphs[headline].texts[0]);
    let Some(section) = headline.and_then(|headline| section(tree, prose, headline)) else {
        return Some(best);
    };
    let range = section..tree.nodes[section].next;
    let within = |node: usize| prose.inside(node, tree.nodes[node].next);
    let apart = !range.contains(&best) && !(best..tree.nodes[best].next).contains(&section);
    if apart && within(section) * SHARE >= within(best) {
        return best_of(range).or(Some(best));
    }
    Some(best)
}

/// The smallest element around the headline that has running text behind it.
fn section(tree: &Tree<'_>, prose: &Prose, headline: usize) -> Option<usize> {
    /// In characters.
    const LEAST: usize = 80;
    tree.ancestors(headline).find(|node| prose.inside(headline, tree.nodes[*node].next) >= LEAST)
}

/// Adds what stands beside the best element and has nearly as much running text.
fn join_siblings(
    tree: &Tree<'_>,
    marks: &Marks,
    scores: &[f64],
    paragraphs: &[Paragraph],
    roots: &mut Vec<usize>,
) {
    let Some(best) = roots.first().copied() else { return };
    let Some(parent) = tree.ancestors(best).next() else { return };
    let least = scores[best] * 0.2;
    for child in
        tree.children(parent).filter(|child| *child != best && !marks.has(*child, marks::NOISE))
    {
        if scores[child] >= least || is_paragraph(tree, paragraphs, child) {
            roots.push(child);
        }
    }
}

/// A paragraph beside the best element.
fn is_paragraph(tree: &Tree<'_>, paragraphs: &[Paragraph], node: usize) -> bool {
    let inside = node..tree.nodes[node].next;
    matches!(tree.nodes[node].name, "p" | "blockquote" | "ul" | "ol" | "h2" | "h3" | "h4")
        && paragraphs
            .iter()
            .any(|paragraph| inside.contains(&paragraph.texts[0]) && paragraph.link_density() < 0.5)
}

/// The element around the best one that is the article by its name, if it holds no other ones.
fn article(tree: &Tree<'_>, prose: &Prose, best: usize) -> Option<usize> {
    let own = prose.inside(best, tree.nodes[best].next).max(1);
    let around = std::iter::once(best).chain(tree.ancestors(best));
    let named: Vec<_> = around
        .filter(|node| {
            let element = &tree.nodes[*node];
            matches!(element.name, "article" | "main")
                || super::super::attributes::value(element.attributes, "role")
                    .is_some_and(|role| matches!(role, "main" | "article"))
                || names::kinds(element.attributes).body
        })
        .collect();
    // The outermost that is not much more than the best one.
    named.into_iter().rev().find(|node| prose.inside(*node, tree.nodes[*node].next) * 2 <= own * 3)
}

fn scores(tree: &Tree<'_>, marks: &Marks, paragraphs: &[Paragraph], teasers: &[bool]) -> Vec<f64> {
    let mut scores = vec![0.0; tree.nodes.len()];
    let mut length = vec![(0_usize, 0_usize); tree.nodes.len()];
    let mut touched = vec![false; tree.nodes.len()];
    let mut before = None;
    for (paragraph, teaser) in paragraphs.iter().zip(teasers) {
        let holder = paragraph.holder;
        let beside = before.replace(holder) == Some(holder);
        for node in std::iter::once(holder).chain(tree.ancestors(holder)) {
            length[node].0 += paragraph.length;
            length[node].1 += paragraph.linked;
        }
        if *teaser
            || paragraph.length < SHORTEST
            || marks.has(holder, marks::NOISE)
            || marks.has(holder, marks::CAPTION)
        {
            continue;
        }
        let commas = paragraph.words.matches([',', '、', '，']).count().min(50);
        let long = share(paragraph.length, 100).min(3.0);
        let score = (1.0 + share(commas, 1) + long) * (1.0 - paragraph.link_density());
        let above = usize::from(!beside);
        for (level, node) in std::iter::once(holder)
            .chain(tree.ancestors(holder))
            .skip(above)
            .take(LEVELS)
            .enumerate()
        {
            let part = match level {
                0 => 1.0,
                1 => 2.0,
                level => share(level, 1) * 3.0,
            };
            touched[node] = true;
            scores[node] += score / part;
        }
    }
    for (node, score) in scores.iter_mut().enumerate().filter(|(node, _)| touched[*node]) {
        let element = &tree.nodes[node];
        let by_name = match element.name {
            "div" | "article" | "section" | "main" => 5.0,
            "pre" | "td" | "blockquote" => 3.0,
            "ol" | "ul" | "dl" | "form" | "li" | "address" | "dd" | "dt" => -3.0,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => -5.0,
            _ => 0.0,
        };
        let named = names::kinds(element.attributes);
        let by_class = if named.noise || named.comments {
            0.5
        } else if named.body {
            1.6
        } else if named.likely {
            1.2
        } else {
            1.0
        };
        *score = (*score + by_name) * by_class * (1.0 - share(length[node].1, length[node].0));
    }
    scores
}

/// Shorter paragraphs do not count. In characters.
const SHORTEST: usize = 25;

/// For so many elements around it a paragraph counts.
const LEVELS: usize = 6;
