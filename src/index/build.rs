//! Builds an index: articles are read and prepared by all cores and added in the order of their names, so that
//! the same articles always give the same index.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use tantivy::TantivyDocument;
use tantivy::directory::Directory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::schema::{IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};

use super::units::{Unit, units};
use super::words::{self, Learner};
use super::{Fields, IndexError};
use crate::attribute;
use crate::document::Document;
use crate::lexicon::{self, Term};
use crate::quotation::Quotation;
use crate::rank::Word;

/// Tantivy's first guess at the memory that it needs, in bytes: the least that it allows.
const WRITER_MEMORY: usize = 15_000_000;

/// Articles that one core takes at a time.
const BATCH: usize = 64;

/// An index on its way.
pub(super) struct Builder {
    writer: SingleSegmentIndexWriter,
    fields: Fields,
    words: Learner,
    documents: usize,
}

/// What is indexed of a document.
pub(super) struct Prepared {
    /// Units with their stems.
    units: Vec<(Unit, String)>,
    words: String,
    names: String,
    /// The words of the title and the sentences, with numbers of its own till it is added.
    pub(super) rows: Vec<u8>,
    vocabulary: Vec<Word>,
    pub(super) quotations: Vec<Quotation>,
}

impl Builder {
    pub(super) fn new(directory: impl Into<Box<dyn Directory>>) -> Result<Self, IndexError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::builder().schema(schema);
        let writer = index.single_segment_index_writer(directory, WRITER_MEMORY)?;
        Ok(Self { writer, fields, words: Learner::default(), documents: 0 })
    }

    /// Adds a document and returns its number.
    pub(super) fn add(&mut self, prepared: &mut Prepared) -> Result<usize, IndexError> {
        let number = self.documents;
        self.words.renumber(&mut prepared.rows, &prepared.vocabulary);
        for (unit, stems) in &prepared.units {
            let mut entry = TantivyDocument::new();
            entry.add_text(self.fields.stem, stems);
            entry.add_u64(self.fields.id, super::pack(&Unit { document: number, ..*unit }));
            self.writer.add_document(entry)?;
        }
        let mut entry = TantivyDocument::new();
        entry.add_text(self.fields.word, &prepared.words);
        entry.add_text(self.fields.name, &prepared.names);
        self.writer.add_document(entry)?;
        self.documents += 1;
        Ok(number)
    }

    /// The index, and the words of all documents as bytes.
    pub(super) fn finish(self) -> Result<(tantivy::Index, Vec<u8>), IndexError> {
        Ok((self.writer.finalize()?, self.words.bytes))
    }
}

/// What is indexed of a document.
pub(super) fn prepare(document: &Document) -> Prepared {
    let sentences = document.sentences();
    let title = lexicon::terms(document.metadata().title.as_deref().unwrap_or_default());
    let terms: Vec<_> =
        sentences.iter().map(|sentence| lexicon::terms(document.slice(sentence.span))).collect();
    let all: Vec<&[Term]> =
        std::iter::once(&*title).chain(terms.iter().map(Vec::as_slice)).collect();
    let (rows, vocabulary) = words::rows(all.iter().copied());
    let units = units(0, sentences).into_iter().map(|unit| {
        let stems = terms[unit.sentences()].iter().flatten().map(Term::stem);
        (unit, join(stems))
    });
    let distinct = |pick: fn(&&Term) -> bool| {
        let words: BTreeSet<&str> = terms.iter().flatten().filter(pick).map(Term::word).collect();
        join(words.into_iter())
    };
    Prepared {
        units: units.collect(),
        words: distinct(|term| !term.is_stopword()),
        names: distinct(|term| term.is_name),
        rows,
        vocabulary,
        quotations: attribute::attribute_served(document),
    }
}

/// Words with a space between them; a word never has one in it.
fn join<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// Gives each result of `make`, which runs on all cores, to `take` in the order of the numbers below `count`.
pub(super) fn in_order<T: Send, E>(
    count: usize,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<(usize, Vec<T>)>(cores);
        for _ in 0..cores {
            let (sender, next, make) = (sender.clone(), &next, &make);
            scope.spawn(move || {
                loop {
                    let start = next.fetch_add(BATCH, Ordering::Relaxed);
                    if start >= count {
                        break;
                    }
                    let made = (start..(start + BATCH).min(count)).map(make).collect();
                    // Nobody listens any more after a mistake.
                    if sender.send((start, made)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (start, made) in receiver {
            waiting.insert(start, made);
            while let Some(made) = waiting.remove(&expected) {
                made.into_iter().try_for_each(&mut take)?;
                expected += BATCH;
            }
        }
        Ok(())
    })
}

/// The fields, and how they are cut: at spaces.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |option| {
        let indexing = TextFieldIndexing::default().set_index_option(option);
        TextOptions::default().set_indexing_options(indexing.set_tokenizer("whitespace"))
    };
    let fields = Fields {
        stem: schema.add_text_field("stem", text(IndexRecordOption::WithFreqs)),
        id: schema.add_u64_field("id", NumericOptions::default().set_fast()),
        word: schema.add_text_field("word", text(IndexRecordOption::Basic)),
        name: schema.add_text_field("name", text(IndexRecordOption::Basic)),
    };
    (schema.build(), fields)
}

/// Writes a file and waits until it is on the disk.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut file = std::fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for count in [0, 1, BATCH, BATCH + 1, 10 * BATCH] {
            let mut taken = vec![];
            let done = in_order(
                count,
                |at| at,
                |at| {
                    taken.push(at);
                    Ok::<(), ()>(())
                },
            );
            assert_eq!(done, Ok(()));
            assert_eq!(taken, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_mistake_ends_it() {
        let stop_at = |at| if at == 100 { Err(at) } else { Ok(()) };
        assert_eq!(in_order(100_000, |at| at, stop_at), Err(100));
    }
}
