//! Places and names that were written down, found again.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::engine::Engine;
use crate::model::answer::{Held, Passage, label};
use crate::model::document::Document;
use crate::model::place::Place;
use crate::model::span::TextSpan;
use crate::model::verdict::Group;

/// Documents that are looked through for what was typed.
const LOOKED_AT: usize = 2000;

/// A document as somebody chooses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is called.
    pub label: String,
    /// The name of its file.
    pub name: String,
    number: usize,
    /// What it is called, in small letters.
    small: String,
}

impl Named {
    fn of(number: usize, document: &Document) -> Self {
        let label = label(document);
        Self { small: label.to_lowercase(), label, name: document.name().to_owned(), number }
    }
}

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

    /// The documents that may be meant by what was typed: the one of this name, else those with it in what they
    /// are called, at most `limit`. Of many documents only the first are looked at, and they are read but once.
    #[must_use]
    pub fn named(&self, typed: &str, limit: usize) -> Vec<Named> {
        if let Some((number, document)) = self.of_name(typed) {
            return vec![Named::of(number, &document)];
        }
        let labels = self.labels.get_or_init(|| {
            let read = |number| Some(Named::of(number, &*self.document(number).ok()?));
            (0..self.len().min(LOOKED_AT)).filter_map(read).collect()
        });
        let wanted = typed.to_lowercase();
        let fits = labels.iter().filter(|named| named.small.contains(&wanted));
        fits.take(limit).cloned().collect()
    }

    /// The document that is meant by what was typed, if one is.
    #[must_use]
    pub fn meant(&self, typed: &str) -> Option<Held<'_>> {
        self.document(self.named(typed, 1).first()?.number).ok()
    }

    /// The document of exactly this name, and its number. Documents are sorted by name, so few are read.
    fn of_name(&self, name: &str) -> Option<(usize, Held<'_>)> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let document = self.document(middle).ok()?;
            match document.name().cmp(name) {
                Ordering::Equal => return Some((middle, document)),
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    fn number_of(&self, place: Place) -> Option<usize> {
        let numbers = self.numbers.get_or_init(|| {
            let key = |number| Some((Place::key(self.document(number).ok()?.digest()), number));
            (0..self.len()).filter_map(key).collect::<HashMap<_, _>>()
        });
        numbers.get(&place.digest()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::corpus::{Corpus, Folder, Limits};
    use crate::config::AnswerConfig;

    #[test]
    fn any_document_is_found_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let count = LOOKED_AT + 50;
        for n in 0..count {
            let text = format!("The bridge number {n} opened on Monday, the mayor said.");
            std::fs::write(folder.path().join(format!("{n:05}.txt")), text).unwrap();
        }
        let limits = Limits { max_file_bytes: 1000, max_files: count };
        let corpus = Corpus::load(folder.path(), &limits).unwrap();
        let config = AnswerConfig { passages: 5, min_confidence: 0.5 };
        let kept = tempfile::tempdir().unwrap();
        let listed = Folder::list(folder.path(), &limits).unwrap();
        let on_disk = Engine::open(kept.path(), &listed, config, &mut |_, _| {}).unwrap();
        for engine in [Engine::new(corpus, config).unwrap(), on_disk] {
            for n in [0, 1, 1025, LOOKED_AT, count - 1] {
                let name = format!("{n:05}.txt");
                assert_eq!(engine.meant(&name).unwrap().name(), name);
                let named = engine.named(&name, 9);
                assert_eq!(named.len(), 1);
                assert_eq!(named[0].name, name);
            }
            assert!(engine.named("BRIDGE Number 17 ", 99).iter().all(|one| one.number == 17));
            assert_eq!(engine.named("bridge", 25).len(), 25);
            assert_eq!(engine.named("tunnel", 25), vec![]);
            assert!(engine.meant("99999.txt").is_none() && engine.meant("").is_some());
        }
    }
}
