//! The Tantivy index: finds the stretches of text that share most with a question. No other room names Tantivy.

mod build;
mod checksums;
mod directory;
mod codec;
mod generation;
mod record;
mod reported;
mod sheet;
mod spelling;
mod store;
mod units;
mod voices;
mod words;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, IndexReader};

use crate::article::corpus::{SkipReason, Skipped, caught, skipped};
use crate::model::document::{Document, DocumentNumber};
use crate::model::quotation::Quotation;
use crate::search::encoder::EncoderError;
use build::{Builder, Prepared, in_order, prepare};
pub use generation::{OpenError, Opened, discard, open};
pub use sheet::SearchView;
pub use spelling::Edits;
pub use store::Store;
pub use units::{Unit, units};
use words::Learner;

/// Why the index cannot be built or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Tantivy.
    #[error("the index failed: {0}")]
    Tantivy(tantivy::TantivyError),
    /// A file of the index.
    #[error("the index failed: {0}")]
    Io(#[from] std::io::Error),
    /// A file of the index was changed by something else.
    #[error(
        "the index is damaged: delete the folder that `index.dir` names and it will be rebuilt"
    )]
    Damaged,
    /// The sentence encoder.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError::{DataCorruption, IoError, OpenReadError};
        use tantivy::directory::error::OpenReadError::{FileDoesNotExist, IoError as Unreadable};
        // Where a block does not have its checksum, Tantivy passes on that the data are invalid.
        let is_damage = match &error {
            IoError(error) => error.kind() == std::io::ErrorKind::InvalidData,
            OpenReadError(Unreadable { io_error, .. }) => {
                io_error.kind() == std::io::ErrorKind::InvalidData
            }
            OpenReadError(FileDoesNotExist(_)) | DataCorruption(_) => true,
            _ => false,
        };
        if is_damage { Self::Damaged } else { Self::Tantivy(error) }
    }
}

/// All units of some documents, ready to be searched.
pub struct Index {
    reader: IndexReader,
    fields: Fields,
    units: u64,
}

/// What is indexed. A unit has `stem` and `id`, a document has `word` and `name`.
#[derive(Clone, Copy)]
struct Fields {
    /// Stems of a unit's sentences.
    stem: Field,
    /// A unit's document, first sentence and number of sentences in one number ([`pack`]).
    id: Field,
    /// Words of a document with their endings, for the correction of typing errors.
    word: Field,
    /// Those that are written like names.
    name: Field,
}

/// Documents that were read, indexed in memory, with their quotations.
pub struct Built {
    /// The index.
    pub index: Index,
    /// The documents.
    pub store: Store,
    /// The quotations of each document.
    pub quotations: Vec<Vec<Quotation>>,
    /// Documents that could not be indexed.
    pub skipped: Vec<Skipped>,
}

/// Indexes these documents in memory.
///
/// # Errors
/// If Tantivy fails, which in memory it has no reason to.
pub fn build(documents: Vec<Document>) -> Result<Built, IndexError> {
    build_with(documents, prepare)
}

fn build_with(
    mut documents: Vec<Document>,
    prepare: impl Fn(&Document) -> Prepared + Sync,
) -> Result<Built, IndexError> {
    let mut builder = Builder::new(tantivy::directory::RamDirectory::create(), Learner::default())?;
    let make = |at: usize| (at, caught(|| prepare(&documents[at])));
    let (mut rows, mut quotations, mut broken) = (vec![], vec![], vec![]);
    in_order(documents.len(), make, |(at, prepared)| {
        match prepared {
            Ok(mut prepared) => {
                builder.add(&mut prepared)?;
                rows.push(prepared.rows);
                quotations.push(prepared.quotations);
            }
            Err(reason) => broken.push((at, SkipReason::Broken(reason))),
        }
        Ok::<_, IndexError>(())
    })?;
    let skipped = take_out(&mut documents, broken);
    let (index, learned) = builder.finish()?;
    let index = Index::over(&index)?;
    Ok(Built {
        index,
        store: Store::new(documents.into(), rows, learned.words),
        quotations,
        skipped,
    })
}

/// Takes documents of these numbers, which are sorted, out and notes why.
fn take_out(documents: &mut Vec<Document>, broken: Vec<(usize, SkipReason)>) -> Vec<Skipped> {
    let mut numbers = 0..;
    let names: Vec<String> =
        broken.iter().map(|(at, _)| documents[*at].name().to_owned()).collect();
    documents.retain(|_| {
        let number = numbers.next().unwrap_or_default();
        broken.binary_search_by_key(&number, |(at, _)| *at).is_err()
    });
    names.iter().zip(broken).map(|(name, (_, reason))| skipped(name, reason)).collect()
}

/// The documents that could not be indexed, each with the reason.
#[must_use]
pub fn unfit(documents: &[Document]) -> Vec<Skipped> {
    let mut unfit = vec![];
    let make = |at: usize| (at, caught(|| prepare(&documents[at])).err());
    let found = in_order(documents.len(), make, |(at, reason)| {
        unfit
            .extend(reason.map(|reason| skipped(documents[at].name(), SkipReason::Broken(reason))));
        Ok::<_, std::convert::Infallible>(())
    });
    match found {
        Ok(()) => unfit,
    }
}

impl Index {
    /// Reads an index that was built before.
    fn over(index: &tantivy::Index) -> Result<Self, IndexError> {
        let (_, fields) = build::schema();
        let reader: IndexReader =
            index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        // Only units have an id; each document has one entry more.
        let mut units = 0;
        for segment in reader.searcher().segment_readers() {
            let ids = segment.fast_fields().u64("id")?;
            units += u64::from(ids.values.num_vals());
        }
        Ok(Self { reader, fields, units })
    }

    /// How many units are indexed.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.units
    }

    /// How many units have a stem.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn frequency(&self, stem: &str) -> Result<u64, IndexError> {
        let term = tantivy::Term::from_field_text(self.fields.stem, stem);
        Ok(self.reader.searcher().doc_freq(&term)?)
    }

    /// The units that share most with these weighted stems, best first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, stems: &[(&str, f32)], limit: usize) -> Result<Vec<Unit>, IndexError> {
        let clauses = stems.iter().map(|(stem, weight)| -> (Occur, Box<dyn Query>) {
            let term = tantivy::Term::from_field_text(self.fields.stem, stem);
            let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, Box::new(BoostQuery::new(query, *weight)))
        });
        let query = BooleanQuery::new(clauses.collect());
        let searcher = self.reader.searcher();
        let found = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        let ids: Result<Vec<_>, _> =
            searcher.segment_readers().iter().map(|one| one.fast_fields().u64("id")).collect();
        let ids = ids?;
        let id = |address: &DocAddress| ids[address.segment_ord as usize].first(address.doc_id);
        Ok(found.iter().filter_map(|(_, address)| id(address)).map(unpack).collect())
    }
}

/// 32 bits for the document, 24 for the first sentence, 8 for how many.
fn pack(unit: &Unit) -> u64 {
    (unit.document.index() as u64) << 32
        | (unit.first as u64 & 0xff_ffff) << 8
        | unit.count as u64 & 0xff
}

fn unpack(id: u64) -> Unit {
    Unit {
        document: DocumentNumber::new((id >> 32) as usize),
        first: (id >> 8 & 0xff_ffff) as usize,
        count: (id & 0xff) as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::corpus::{Corpus, Limits};

    #[test]
    fn a_document_that_breaks_a_stage_is_skipped() {
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let seeds = Corpus::load(seeds.as_ref(), &Limits::default()).unwrap();
        let names: Vec<_> = seeds.documents().iter().map(|one| one.name().to_owned()).collect();
        for broken in 0..names.len() {
            let breaks = |document: &Document| {
                assert_ne!(document.name(), names[broken], "a broken stage");
                prepare(document)
            };
            let built = build_with(seeds.documents().to_vec(), breaks).unwrap();
            let served: Vec<_> =
                built.store.in_memory().unwrap().iter().map(Document::name).collect();
            let expected: Vec<_> = names.iter().filter(|name| **name != names[broken]).collect();
            assert_eq!(served, expected);
            assert_eq!(built.quotations.len(), expected.len());
            assert_eq!(built.skipped.len(), 1);
            assert_eq!(built.skipped[0].name, names[broken]);
            assert!(built.skipped[0].reason.to_string().contains("a broken stage"));
        }
        assert_eq!(unfit(seeds.documents()), vec![]);
    }
}
