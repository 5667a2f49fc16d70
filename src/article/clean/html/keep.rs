//! Which paragraphs of a page are the article's, and what each is by its markup.

use super::super::markup::Markup;
use super::elements;
use super::marks::{self, Marks};
use super::names;
use super::paragraphs::Paragraph;
use super::tree::Tree;

/// A paragraph that is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// Its place among the paragraphs.
    pub(super) paragraph: usize,
    pub(super) markup: Markup,
}

impl Kept {
    pub(super) fn is_text(&self) -> bool {
        self.markup == Markup::Text
    }
}

/// The paragraphs of the article, in order.
pub(super) fn kept(
    tree: &Tree<'_>,
    marks: &Marks,
    paragraphs: &[Paragraph],
    inside: &[bool],
    headline: Option<usize>,
) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    // Nothing of the body has come yet.
    let mut above = headline.is_some();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if headline == Some(index) {
            kept.push(Kept { paragraph: index, markup: Markup::Headline });
            continue;
        }
        if !inside[index] || marks.has(paragraph.holder, marks::NOISE) {
            continue;
        }
        let markup = markup(tree, marks, paragraph, above);
        above &= markup != Markup::Text;
        let fits = match markup {
            Markup::Headline => false,
            Markup::Byline => paragraph.link_density() < 1.0,
            Markup::Heading | Markup::Caption => paragraph.link_density() < 0.8,
            Markup::Standfirst => paragraph.link_density() < 0.5,
            Markup::Text => {
                is_text(tree, marks, paragraph) || is_rest(tree, marks, paragraphs, index)
            }
        };
        if fits {
            kept.push(Kept { paragraph: index, markup });
        }
    }
    drop_repeated_quotes(tree, marks, paragraphs, &mut kept);
    drop_empty_headings(tree, paragraphs, &mut kept);
    kept
}

/// `above`: it stands between the headline and the body.
fn markup(tree: &Tree<'_>, marks: &Marks, paragraph: &Paragraph, above: bool) -> Markup {
    if marks.has(paragraph.holder, marks::CAPTION) {
        return Markup::Caption;
    }
    if marks.has(paragraph.holder, marks::BYLINE) && !paragraph.is_prose() && paragraph.count() < 30
    {
        return Markup::Byline;
    }
    let around = || std::iter::once(paragraph.holder).chain(tree.ancestors(paragraph.holder));
    let heading = around().take(2).any(|node| elements::heading(tree.nodes[node].name).is_some());
    if above && paragraph.length <= LONGEST_STANDFIRST && paragraph.count() >= 4 {
        let named =
            around().take(3).any(|node| names::kinds(tree.nodes[node].attributes).standfirst);
        if named || heading {
            return Markup::Standfirst;
        }
    }
    if heading {
        return Markup::Heading;
    }
    Markup::Text
}

/// Whether a paragraph inside of the article is text of it.
fn is_text(tree: &Tree<'_>, marks: &Marks, paragraph: &Paragraph) -> bool {
    let density = paragraph.link_density();
    let words = paragraph.count();
    if paragraph.pressed * 2 > paragraph.length {
        return false;
    }
    if is_signature(marks, paragraph) {
        return true;
    }
    let holder = tree.nodes[paragraph.holder].name;
    let sentence = paragraph.ends_sentence();
    if marks.has(paragraph.holder, marks::CELL) {
        return density < 0.5;
    }
    match holder {
        "p" | "blockquote" | "pre" => density < 0.5 || sentence && density < 0.9,
        "li" | "dd" | "dt" => is_item(tree, paragraph, density),
        _ if marks.has(paragraph.holder, marks::ITEM) => is_item(tree, paragraph, density),
        _ => {
            density < 0.33 && (words >= 3 && sentence || words >= 10)
                || sentence && words > 8 && density < 0.7
        }
    }
}

/// Whether a line of a post or of a quotation set apart names who says it: `— Ann Lee (@annlee) January 5, 2026`.
fn is_signature(marks: &Marks, paragraph: &Paragraph) -> bool {
    /// In words.
    const LONGEST: usize = 16;
    let apart = marks.has(paragraph.holder, marks::POST | marks::QUOTE);
    apart && paragraph.words.starts_with(['—', '–', '―']) && paragraph.count() <= LONGEST
}

/// Whether a paragraph is what is left of one that another element cuts in two.
fn is_rest(tree: &Tree<'_>, marks: &Marks, paragraphs: &[Paragraph], index: usize) -> bool {
    /// No further is looked, in paragraphs.
    const REACH: usize = 2;
    let paragraph = &paragraphs[index];
    let beside = paragraphs.iter().take(index + REACH + 1).skip(index.saturating_sub(REACH));
    paragraph.count() > 2
        && paragraph.link_density() < 0.33
        && beside
            .filter(|other| other.holder == paragraph.holder)
            .any(|other| other.texts[0] != paragraph.texts[0] && is_text(tree, marks, other))
}

fn is_item(tree: &Tree<'_>, paragraph: &Paragraph, density: f64) -> bool {
    let _ = tree;
    density < 0.5 || paragraph.ends_sentence() && density < 0.8
}

/// Quotations set apart that repeat words of the text: they would be served a second time, as the article's own words.
fn drop_repeated_quotes(
    tree: &Tree<'_>,
    marks: &Marks,
    paragraphs: &[Paragraph],
    kept: &mut Vec<Kept>,
) {
    /// Fewer words may well be said twice.
    const LEAST: usize = 4;
    let is_apart = |one: &Kept| {
        let paragraph = &paragraphs[one.paragraph];
        let around = std::iter::once(paragraph.holder).chain(tree.ancestors(paragraph.holder));
        one.markup == Markup::Text
            && paragraph.count() >= LEAST
            && (marks.has(paragraph.holder, marks::QUOTE)
                || around.take(3).any(|node| {
                    let node = &tree.nodes[node];
                    node.name == "aside" || names::kinds(node.attributes).pull_quote
                }))
    };
    let (apart, rest): (Vec<Kept>, Vec<Kept>) = kept.iter().copied().partition(is_apart);
    if apart.is_empty() {
        return;
    }
    let texts: Vec<_> = rest.iter().map(|one| squeeze(&paragraphs[one.paragraph].words)).collect();
    let repeats = |one: &Kept| {
        let words = squeeze(&paragraphs[one.paragraph].words);
        texts.iter().any(|text| text.contains(&words))
    };
    let repeated: Vec<_> =
        apart.iter().filter(|one| repeats(one)).map(|one| one.paragraph).collect();
    kept.retain(|one| !repeated.contains(&one.paragraph));
}

/// Headings behind which nothing follows but another one of their rank, or the end.
fn drop_empty_headings(tree: &Tree<'_>, paragraphs: &[Paragraph], kept: &mut Vec<Kept>) {
    let level = |kept: &Kept| {
        let holder = paragraphs[kept.paragraph].holder;
        std::iter::once(holder)
            .chain(tree.ancestors(holder))
            .take(2)
            .find_map(|node| elements::heading(tree.nodes[node].name))
    };
    let mut next: Option<Kept> = None;
    let mut left = Vec::with_capacity(kept.len());
    for this in kept.drain(..).rev() {
        let empty = this.markup == Markup::Heading
            && next
                .is_none_or(|next| next.markup == Markup::Heading && level(&next) <= level(&this));
        if !empty {
            left.push(this);
            next = Some(this);
        }
    }
    left.reverse();
    *kept = left;
}

/// The paragraph that is the headline: the heading with the words of the title, or the first great one.
pub(super) fn headline(
    tree: &Tree<'_>,
    marks: &Marks,
    paragraphs: &[Paragraph],
    titles: &[String],
) -> Option<usize> {
    let squeezed: Vec<_> =
        titles.iter().map(|title| squeeze(title)).filter(|title| title.len() > 3).collect();
    let level = |paragraph: &Paragraph| {
        std::iter::once(paragraph.holder)
            .chain(tree.ancestors(paragraph.holder))
            .take(4)
            .find_map(|node| elements::heading(tree.nodes[node].name))
    };
    let mut best: Option<(u32, usize)> = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.length > LONGEST || marks.has(paragraph.holder, marks::CAPTION) {
            continue;
        }
        let words = squeeze(&paragraph.words);
        if words.is_empty() {
            continue;
        }
        let equal = squeezed.contains(&words);
        let within = words.len() > 8
            && squeezed.iter().any(|title| {
                title.contains(&words) && words.len() * 2 >= title.len()
                    || words.contains(title.as_str()) && title.len() * 2 > words.len()
            });
        let named = itemprop(tree, paragraph.holder);
        let rank = match level(paragraph) {
            Some(1) => 30,
            Some(2) => 12,
            Some(_) => 6,
            None => 0,
        };
        let rank =
            rank + if equal {
                60
            } else if within {
                35
            } else {
                0
            } + if named { 10 } else { 0 };
        let linked = if paragraph.link_density() > 0.5 && !equal { 15 } else { 0 };
        let rank = u32::saturating_sub(rank, linked);
        let enough = rank >= 30;
        if enough && best.is_none_or(|(so_far, _)| rank > so_far) {
            best = Some((rank, index));
        }
    }
    best.map(|(_, index)| index)
}

fn itemprop(tree: &Tree<'_>, holder: usize) -> bool {
    std::iter::once(holder).chain(tree.ancestors(holder)).take(2).any(|node| {
        let attributes = tree.nodes[node].attributes;
        super::super::attributes::value(attributes, "itemprop")
            .is_some_and(|value| value.contains("headline"))
    })
}

/// No standfirst is longer. In characters.
const LONGEST_STANDFIRST: usize = 500;

/// No headline is longer. In characters.
const LONGEST: usize = 300;

/// Letters and digits alone, for comparing titles.
pub(super) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
