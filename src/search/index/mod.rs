//! The Tantivy index: finds the stretches of text that share most with a question. No other room names Tantivy.

mod build;
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

use crate::model::document::Document;
use crate::model::quotation::Quotation;
use build::{Builder, in_order, prepare};
pub use generation::{OpenError, Opened, open};
pub use sheet::Sheet;
pub use store::Store;
pub use units::{Unit, units};
use words::Learner;

/// Why the index cannot be built or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Tantivy.
    #[error("the index failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// A file of the index.
    #[error("the index failed: {0}")]
    Io(#[from] std::io::Error),
    /// A file of the index was changed by something else.
    #[error("the index is damaged: remove the folder that `index.dir` names, it is built again")]
    Damaged,
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
}

/// Indexes these documents in memory.
///
/// # Errors
/// If Tantivy fails, which in memory it has no reason to.
pub fn build(documents: Vec<Document>) -> Result<Built, IndexError> {
    let mut builder = Builder::new(tantivy::directory::RamDirectory::create(), Learner::default())?;
    let make = |at: usize| prepare(&documents[at]);
    let (mut rows, mut quotations) = (vec![], vec![]);
    in_order(documents.len(), make, |mut prepared| {
        builder.add(&mut prepared)?;
        rows.push(prepared.rows);
        quotations.push(prepared.quotations);
        Ok::<_, IndexError>(())
    })?;
    let (index, learned) = builder.finish()?;
    let index = Index::over(&index)?;
    Ok(Built { index, store: Store::new(documents, rows, learned.words), quotations })
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
    (unit.document as u64) << 32 | (unit.first as u64 & 0xff_ffff) << 8 | unit.count as u64 & 0xff
}

fn unpack(id: u64) -> Unit {
    Unit {
        document: (id >> 32) as usize,
        first: (id >> 8 & 0xff_ffff) as usize,
        count: (id & 0xff) as usize,
    }
}
