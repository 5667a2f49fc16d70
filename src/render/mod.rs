//! Answers turned into what is shown: pure functions from values to text or payloads.

pub mod discord;
pub mod citation;
mod code_points;
pub mod fragment;
pub mod json;
pub mod outline;
pub mod quotation_map;
pub mod quotations;
pub mod reading;
pub mod reading_room;
pub mod terminal;
pub mod verdict;

use crate::model::answer::Passage;
use crate::model::document::BlockKind;

/// What a reader should know of a passage besides its words, each as a short phrase.
#[must_use]
pub fn notes(passage: &Passage<'_>) -> Vec<&'static str> {
    let kind = passage.kind();
    let kind = (kind != BlockKind::Body).then(|| kind.label());
    let repaired = passage.is_repaired().then_some("repaired");
    kind.into_iter().chain(repaired).collect()
}
