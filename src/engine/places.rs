//! Places and names that were written down, found again.

use std::cmp::Ordering;

use crate::engine::{Engine, once};
use crate::model::answer::{DocumentRef, Passage, label};
use crate::model::document::{Document, DocumentNumber};
use crate::model::place::Place;
use crate::model::span::TextSpan;
use crate::model::verdict::Group;
use crate::search::index::IndexError;

/// Documents that are looked through for what was typed.
const LOOKED_AT: usize = 2000;

/// A document as somebody chooses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is called.
    pub label: String,
    /// The name of its file.
    pub name: String,
    number: DocumentNumber,
    /// What it is called, in small letters.
    small: String,
}

impl Named {
    fn of(number: DocumentNumber, document: &Document) -> Self {
        let label = label(document);
        Self { small: label.to_lowercase(), label, name: document.name().to_owned(), number }
    }
}

impl Engine {
    /// The sentence at a place; `None` where its article is no longer served.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn sentence_at(&self, place: Place) -> Result<Option<Passage<'_>>, IndexError> {
        let Some(number) = self.number_of(place)? else { return Ok(None) };
        let document = self.document(number)?;
        let after = document.sentences().partition_point(|one| one.span.start() <= place.start());
        Ok(after.checked_sub(1).and_then(|sentence| Passage::sentence(document, sentence)))
    }

    /// The utterances reported in the sentence at a place, each as all documents report it; `None` where its
    /// article is no longer served.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn wordings_at(&self, place: Place) -> Result<Option<Vec<Group<'_>>>, IndexError> {
        let (Some(number), Some(sentence)) = (self.number_of(place)?, self.sentence_at(place)?)
        else {
            return Ok(None);
        };
        Ok(Some(self.quotations()?.groups_in(number, sentence.span())))
    }

    /// Whether what is quoted in a stretch of a document is reported by others as well. Where that would take
    /// reading all documents first: no.
    #[must_use]
    pub fn has_wordings(&self, document: &Document, span: TextSpan) -> bool {
        let Some(quotations) = self.quotations.get() else { return false };
        // Only a damaged index has no numbers; whoever asks it for more is told so.
        let number = self.number_of(Place::of(document, span)).ok().flatten();
        number.is_some_and(|number| quotations.is_shared(number, span))
    }

    /// The documents that may be meant by what was typed: the one of this name, else those with it in what they
    /// are called, at most `limit`. Of many documents only the first are looked at, and they are read but once.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn named(&self, typed: &str, limit: usize) -> Result<Vec<Named>, IndexError> {
        if let Some((number, document)) = self.of_name(typed)? {
            return Ok(vec![Named::of(number, &document)]);
        }
        let labels = once(&self.labels, || {
            let read = |number| Ok(Named::of(number, &*self.document(number)?));
            DocumentNumber::first(self.len().min(LOOKED_AT)).map(read).collect()
        })?;
        let wanted = typed.to_lowercase();
        let fits = labels.iter().filter(|named| named.small.contains(&wanted));
        Ok(fits.take(limit).cloned().collect())
    }

    /// The document that is meant by what was typed, if one is.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn meant(&self, typed: &str) -> Result<Option<DocumentRef<'_>>, IndexError> {
        let named = self.named(typed, 1)?;
        named.first().map(|named| self.document(named.number)).transpose()
    }

    /// The number of the document of exactly this name.
    ///
    /// # Errors
    /// If the index on disk is damaged.
    pub fn number_of_name(&self, name: &str) -> Result<Option<DocumentNumber>, IndexError> {
        Ok(self.of_name(name)?.map(|(number, _)| number))
    }

    /// The document of exactly this name, and its number. Documents are sorted by name, so few are read.
    fn of_name(&self, name: &str) -> Result<Option<(DocumentNumber, DocumentRef<'_>)>, IndexError> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let number = DocumentNumber::new(middle);
            let document = self.document(number)?;
            match document.name().cmp(name) {
                Ordering::Equal => return Ok(Some((number, document))),
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
            }
        }
        Ok(None)
    }

    fn number_of(&self, place: Place) -> Result<Option<DocumentNumber>, IndexError> {
        let numbers = once(&self.numbers, || {
            let key = |number| Ok((Place::key(self.document(number)?.digest()), number));
            DocumentNumber::first(self.len()).map(key).collect()
        })?;
        Ok(numbers.get(&place.digest()).copied())
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
        let config = AnswerConfig { passages: 5, min_confidence: 0.5, encoder: false };
        let kept = tempfile::tempdir().unwrap();
        let listed = Folder::list(folder.path(), &limits).unwrap();
        let on_disk = Engine::open(kept.path(), &listed, config, &mut |_, _| {}).unwrap();
        for engine in [Engine::new(corpus, config).unwrap(), on_disk] {
            for n in [0, 1, 1025, LOOKED_AT, count - 1] {
                let name = format!("{n:05}.txt");
                assert_eq!(engine.meant(&name).unwrap().unwrap().name(), name);
                let named = engine.named(&name, 9).unwrap();
                assert_eq!(named.len(), 1);
                assert_eq!(named[0].name, name);
            }
            assert!(
                engine
                    .named("BRIDGE Number 17 ", 99)
                    .unwrap()
                    .iter()
                    .all(|one| one.number.index() == 17)
            );
            assert_eq!(engine.named("bridge", 25).unwrap().len(), 25);
            assert_eq!(engine.named("tunnel", 25).unwrap(), vec![]);
            assert!(engine.meant("99999.txt").unwrap().is_none());
            assert!(engine.meant("").unwrap().is_some());
        }
    }
}
