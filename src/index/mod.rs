//! The Tantivy index: finds the stretches of text that share most with a question. No other room names Tantivy.

mod spelling;
mod units;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexReader, TantivyDocument};

use crate::document::Document;
use crate::lexicon::{self, Term};
pub use units::{Unit, units};

/// Why the index cannot be built or read.
#[derive(Debug, thiserror::Error)]
#[error("the index failed: {0}")]
pub struct IndexError(#[from] tantivy::TantivyError);

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

/// Memory that the writer may use, in bytes: the least that Tantivy allows for one thread.
const WRITER_MEMORY: usize = 15_000_000;

impl Index {
    /// Indexes these documents in memory.
    ///
    /// # Errors
    /// If Tantivy fails, which in memory it has no reason to.
    pub fn build(documents: &[Document]) -> Result<Self, IndexError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::builder().schema(schema);
        let mut writer = index.single_segment_index_writer(
            tantivy::directory::RamDirectory::create(),
            WRITER_MEMORY,
        )?;
        let mut units = 0;
        for (number, document) in documents.iter().enumerate() {
            for entry in entries(number, document, fields, &mut units) {
                writer.add_document(entry)?;
            }
        }
        let index = writer.finalize()?;
        let reader =
            index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
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
        let mut units = Vec::with_capacity(found.len());
        for (_, address) in found {
            let ids = searcher.segment_reader(address.segment_ord).fast_fields().u64("id")?;
            units.push(unpack(ids.first(address.doc_id).unwrap_or_default()));
        }
        Ok(units)
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |option| {
        let indexing = TextFieldIndexing::default().set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        stem: schema.add_text_field("stem", text(IndexRecordOption::WithFreqs)),
        id: schema.add_u64_field("id", NumericOptions::default().set_fast()),
        word: schema.add_text_field("word", text(IndexRecordOption::Basic)),
        name: schema.add_text_field("name", text(IndexRecordOption::Basic)),
    };
    (schema.build(), fields)
}

/// What is indexed of a document.
fn entries(
    number: usize,
    document: &Document,
    fields: Fields,
    count: &mut u64,
) -> Vec<TantivyDocument> {
    let sentences = document.sentences();
    let terms: Vec<_> =
        sentences.iter().map(|sentence| lexicon::terms(document.slice(sentence.span))).collect();
    let mut entries = Vec::new();
    for unit in units(number, sentences) {
        let stems = terms[unit.sentences()].iter().flatten().map(Term::stem);
        let mut entry = TantivyDocument::new();
        entry.add_pre_tokenized_text(fields.stem, tokens(stems));
        entry.add_u64(fields.id, pack(&unit));
        entries.push(entry);
        *count += 1;
    }
    let distinct = |pick: fn(&&Term) -> bool| -> std::collections::BTreeSet<&str> {
        terms.iter().flatten().filter(pick).map(Term::word).collect()
    };
    let mut entry = TantivyDocument::new();
    let words = distinct(|term| !term.is_stopword());
    entry.add_pre_tokenized_text(fields.word, tokens(words.into_iter()));
    let names = distinct(|term| term.is_name);
    entry.add_pre_tokenized_text(fields.name, tokens(names.into_iter()));
    entries.push(entry);
    entries
}

fn tokens<'t>(words: impl Iterator<Item = &'t str>) -> PreTokenizedString {
    let token = |(position, word): (usize, &str)| Token {
        position,
        text: word.to_owned(),
        ..Token::default()
    };
    PreTokenizedString { text: String::new(), tokens: words.enumerate().map(token).collect() }
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
