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
use super::words::{self, Learner, Rows, Spelling, Spellings};
use super::{Fields, IndexError};
use crate::attribute;
use crate::english::dates;
use crate::english::lexicon::{self, Term};
use crate::model::document::{Document, DocumentNumber};
use crate::model::quotation::Quotation;

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
#[derive(Default)]
pub(super) struct Prepared {
    /// Units with their stems.
    units: Vec<(Unit, String)>,
    words: String,
    names: String,
    /// The words of the title and the sentences, by their numbers in the vocabulary below till it is added.
    pub(super) rows: Vec<u8>,
    /// Empty if the rows have the index's numbers.
    vocabulary: Vec<Term>,
    pub(super) quotations: Vec<Quotation>,
}

impl Builder {
    /// An empty index that goes on with the words of an older one.
    pub(super) fn new(
        directory: impl Into<Box<dyn Directory>>,
        words: Learner,
    ) -> Result<Self, IndexError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::builder().schema(schema);
        let writer = index.single_segment_index_writer(directory, WRITER_MEMORY)?;
        Ok(Self { writer, fields, words, documents: 0 })
    }

    /// Adds a document and returns its number.
    pub(super) fn add(&mut self, prepared: &mut Prepared) -> Result<DocumentNumber, IndexError> {
        let number = DocumentNumber::new(self.documents);
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

    /// The index, and the words of all documents.
    pub(super) fn finish(self) -> Result<(tantivy::Index, Learner), IndexError> {
        Ok((self.writer.finalize()?, self.words))
    }
}

/// Reads what is indexed of a document from its text.
pub(super) fn prepare(document: &Document) -> Prepared {
    let sentences = document.sentences().iter().map(|sentence| document.slice(sentence.span));
    let title = document.metadata().title.as_deref().unwrap_or_default();
    let published = document.metadata().date.as_deref().and_then(dates::day);
    let terms: Vec<_> = std::iter::once(title)
        .chain(sentences)
        .map(|text| lexicon::terms_of(text, published))
        .collect();
    let (rows, vocabulary) = words::rows(terms.iter().map(Vec::as_slice));
    let spelling = |number: usize| vocabulary.get(number).map(Spelling::of);
    let prepared = from_rows(document, &rows, spelling).unwrap_or_default();
    Prepared { rows, quotations: attribute::attribute_served(document), vocabulary, ..prepared }
}

/// Takes over what an older index knows of a document; `None` if that is damaged.
pub(super) fn take_over(
    document: &Document,
    rows: &[u8],
    quotations: Vec<Quotation>,
    spellings: &Spellings,
) -> Option<Prepared> {
    let prepared = from_rows(document, rows, |number| spellings.spelling(number))?;
    Some(Prepared { rows: rows.to_vec(), quotations, ..prepared })
}

fn from_rows<'w>(
    document: &Document,
    rows: &[u8],
    spelling: impl Fn(usize) -> Option<Spelling<'w>>,
) -> Option<Prepared> {
    let rows = Rows::new(rows)?;
    let mut prepared = Prepared::default();
    let mut distinct = BTreeSet::new();
    for unit in units(DocumentNumber::new(0), document.sentences()) {
        let mut stems = String::new();
        for row in unit.sentences() {
            // The first row is the title.
            for (number, is_name) in rows.row(row + 1)? {
                append(&mut stems, spelling(number)?.stem);
                distinct.insert((number, is_name));
            }
        }
        prepared.units.push((unit, stems));
    }
    let distinct: Option<BTreeSet<_>> = distinct
        .into_iter()
        .map(|(number, is_name)| spelling(number).map(|one| (one.word, is_name, one.is_stopword)))
        .collect();
    let mut last = "";
    for (word, is_name, is_stopword) in distinct? {
        if !is_stopword && word != last {
            append(&mut prepared.words, word);
        }
        if is_name {
            append(&mut prepared.names, word);
        }
        last = word;
    }
    Some(prepared)
}

/// Appends a word behind a space; a word never has one in it.
fn append(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
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
