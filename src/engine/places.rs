//! Places that were written down, found again.

use std::collections::HashMap;

use crate::answer::{Held, Passage, label};
use crate::document::Document;
use crate::engine::Engine;
use crate::place::Place;
use crate::span::TextSpan;
use crate::verdict::Group;

/// Documents that are looked through for a name while somebody types it.
const LOOKED_AT: usize = 2000;

impl Engine {
    /// The sentence at a place; `None` where its article is no longer served.
    #[must_use]
    pub fn sentence_at(&self, place: Place) -> Option<Passage<'_>> {
        let document = self.document(self.number_of(place)?).ok()?;
        let after = document.sentences().partition_point(|one| one.span.start() <= place.start());
        Passage::sentence(document, after.checked_sub(1)?)
    }

    /// The utterances reported in the sentence at a place, each as all documents report it; `None` where its
    /// article is no longer served.
    #[must_use]
    pub fn wordings_at(&self, place: Place) -> Option<Vec<Group<'_>>> {
        let number = self.number_of(place)?;
        let sentence = self.sentence_at(place)?.span();
        Some(self.quotations().groups_in(self.quoted_documents(), number, sentence))
    }

    /// Whether what is quoted in a stretch of a document is reported by others as well. Where that would take
    /// reading all documents first: no.
    #[must_use]
    pub fn has_wordings(&self, document: &Document, span: TextSpan) -> bool {
        let Some(reading) = self.reading.get() else { return false };
        let number = self.number_of(Place::of(document, span));
        number.is_some_and(|number| reading.quotations().is_shared(number, span))
    }

    /// The documents one by one, in the order of their names.
    pub fn served(&self) -> impl Iterator<Item = Held<'_>> {
        (0..self.len()).filter_map(|number| self.document(number).ok())
    }

    /// The documents that may be meant by what was typed: the one of this name, else those with it in what they
    /// are called. Of many documents only the first are looked at.
    pub fn named(&self, typed: &str) -> impl Iterator<Item = Held<'_>> {
        let wanted = typed.to_lowercase();
        let exact = self.served().take(LOOKED_AT).find(|document| document.name() == typed);
        let others = exact.is_none().then(|| {
            let fits = move |document: &Held<'_>| label(document).to_lowercase().contains(&wanted);
            self.served().take(LOOKED_AT).filter(fits)
        });
        exact.into_iter().chain(others.into_iter().flatten())
    }

    fn number_of(&self, place: Place) -> Option<usize> {
        let numbers = self.numbers.get_or_init(|| {
            let key = |number| Some((Place::key(self.document(number).ok()?.digest()), number));
            (0..self.len()).filter_map(key).collect::<HashMap<_, _>>()
        });
        numbers.get(&place.digest()).copied()
    }
}
