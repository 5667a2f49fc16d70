//! A page of HTML: which of its text is the article is decided by its elements, and what is kept keeps its place in the file.

mod apart;
mod choose;
mod doubts;
mod elements;
mod json_ld;
mod keep;
mod marks;
mod names;
mod paragraphs;
mod pieces;
mod stated;
mod teasers;
mod titles;
mod tree;
mod write;

use super::CleanError;
use super::characters;
use super::draft::Draft;
use crate::model::document::Metadata;
use crate::model::origins::Doubt;
use stated::Head;
use tree::Tree;

/// Drops the markup and all that is not the article, and gives back what the page states about it, and how many letters and
/// digits of it could be served.
pub(super) fn strip(draft: &mut Draft) -> Result<(Metadata, usize), CleanError> {
    let page = draft.text().to_owned();
    let tree = Tree::read(&page)?;
    let mut marks = marks::marks(&tree);
    let paragraphs = paragraphs::paragraphs(&tree, &marks);
    let head = Head::read(&tree);
    let titles = head.titles();
    let headline = keep::headline(&tree, &marks, &paragraphs, &titles);
    let at = headline.map(|headline| paragraphs[headline].texts[0]);
    apart::mark(&tree, &mut marks, &paragraphs, at);
    let inside = choose::inside(&tree, &marks, &paragraphs, headline);
    let mut kept = keep::kept(&tree, &marks, &paragraphs, &inside, headline);
    if !kept.iter().any(keep::Kept::is_text) {
        // What looked like the article holds none of its text: all of the page that is no noise.
        kept = keep::kept(&tree, &marks, &paragraphs, &vec![true; paragraphs.len()], headline);
    }
    if kept.is_empty() {
        return Err(CleanError::NoArticle);
    }
    let (edits, places) = write::edits(&tree, &marks, &paragraphs, &kept);
    let mut stated = stated::metadata(&tree, &marks, &head, &paragraphs, headline);
    stated.doubt = doubts::doubt(&marks, &head.data, &paragraphs, &kept);
    let shown = headline.map(|headline| paragraphs[headline].words.as_str());
    if stated.doubt.is_none() && doubts::unlike_title(shown, &titles) {
        stated.doubt = Some(Doubt::UnlikeTitle);
    }
    let letters = doubts::letters(&marks, &paragraphs, &kept);
    draft.mark(tree.borders());
    draft.mark_up(places);
    draft.edit(edits);
    characters::tidy(draft);
    Ok((stated, letters))
}

/// Drops the markup of HTML that is an article as a whole: nothing is chosen out of it, and it has no head that states anything.
pub(super) fn strip_whole(draft: &mut Draft) -> Result<Metadata, CleanError> {
    let page = draft.text().to_owned();
    let tree = Tree::read(&page)?;
    let marks = marks::marks(&tree);
    let paragraphs = paragraphs::paragraphs(&tree, &marks);
    let kept = keep::kept(&tree, &marks, &paragraphs, &vec![true; paragraphs.len()], None);
    if kept.is_empty() {
        return Err(CleanError::NoArticle);
    }
    let (edits, places) = write::edits(&tree, &marks, &paragraphs, &kept);
    draft.mark(tree.borders());
    draft.mark_up(places);
    draft.edit(edits);
    characters::tidy(draft);
    Ok(Metadata::default())
}

#[cfg(test)]
mod tests;
