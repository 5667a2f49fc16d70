//! What the engine knows of quotations: `whosaid` and `quotes`.

use crate::answer::Passage;
use crate::engine::Engine;
use crate::quotations::{Quotations, Wanted};
use crate::verdict::{Check, Page};

impl Engine {
    /// The quotations of the corpus and who speaks in them.
    #[must_use]
    pub fn quotations(&self) -> &Quotations {
        &self.quotations
    }

    /// Whether somebody, or the one who is named, is quoted with these words.
    #[must_use]
    pub fn whosaid(&self, words: &str, speaker: Option<&str>) -> Check<'_> {
        self.quotations.whosaid(self.documents(), words, speaker)
    }

    /// What is quoted, of one speaker or of all, on one topic or on all.
    #[must_use]
    pub fn quotes(&self, wanted: &Wanted<'_>) -> Page<'_> {
        self.quotations.list(self.documents(), wanted)
    }

    /// A passage with those who are quoted in it.
    pub(super) fn with_speakers<'c>(&self, document: usize, passage: Passage<'c>) -> Passage<'c> {
        let speakers = self.quotations.speakers_in(document, passage.span());
        passage.with_speakers(speakers)
    }
}
