//! The Tantivy index of all sentences. No other room names Tantivy.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocAddress, IndexReader, Searcher, TantivyDocument};

use crate::document::Document;
use crate::lexicon::{self, Term};

/// Why the index cannot be built or read.
#[derive(Debug, thiserror::Error)]
#[error("the index failed: {0}")]
pub struct IndexError(#[from] tantivy::TantivyError);

/// A sentence: the document's place in the list that was indexed, and the sentence's in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SentenceId {
    /// Index of the document.
    pub document: usize,
    /// Index into [`Document::sentences`].
    pub sentence: usize,
}

/// All sentences of some documents, ready to be searched.
pub struct Index {
    reader: IndexReader,
    fields: Fields,
}

/// What is indexed of each sentence.
#[derive(Clone, Copy)]
struct Fields {
    /// Stems of the sentence.
    stem: Field,
    /// Its words with their endings.
    exact: Field,
    /// Stems of the sentences before and after it in its paragraph.
    context: Field,
    /// Stems of the document's title.
    title: Field,
    /// The sentence's [`SentenceId`], both halves in one number.
    id: Field,
}

/// How much a word found in a field adds, against one found in the sentence itself.
const EXACT: f32 = 0.2;
const CONTEXT: f32 = 0.35;
const TITLE: f32 = 0.15;

/// Memory that the writer may use, in bytes: the least that Tantivy allows for one thread.
const WRITER_MEMORY: usize = 15_000_000;

impl Index {
    /// Indexes the sentences of these documents in memory.
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
        for (number, document) in documents.iter().enumerate() {
            for entry in entries(number, document, fields) {
                writer.add_document(entry)?;
            }
        }
        let index = writer.finalize()?;
        let reader =
            index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, fields })
    }

    /// How many sentences are indexed.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether there is nothing to search.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many sentences have a stem.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn frequency(&self, stem: &str) -> Result<u64, IndexError> {
        Ok(self
            .reader
            .searcher()
            .doc_freq(&tantivy::Term::from_field_text(self.fields.stem, stem))?)
    }

    /// The sentences that share most with these weighted stems and words, best first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(
        &self,
        terms: &[(&Term, f32)],
        limit: usize,
    ) -> Result<Vec<SentenceId>, IndexError> {
        let clause = |field, text: &str, boost: f32| -> (Occur, Box<dyn Query>) {
            let term = tantivy::Term::from_field_text(field, text);
            let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, Box::new(BoostQuery::new(query, boost)))
        };
        let fields = self.fields;
        let clauses = terms.iter().flat_map(|(term, weight)| {
            [
                clause(fields.stem, &term.stem, *weight),
                clause(fields.exact, &term.word, EXACT * weight),
                clause(fields.context, &term.stem, CONTEXT * weight),
                clause(fields.title, &term.stem, TITLE * weight),
            ]
        });
        let query = BooleanQuery::new(clauses.collect());
        let searcher = self.reader.searcher();
        let found = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        found.into_iter().map(|(_, address)| sentence_id(&searcher, address)).collect()
    }

    /// The word of the index that is nearest to one that the index does not have: within one edit, or two
    /// for a word of eight letters or more; of several the one in most sentences.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn nearest_word(&self, word: &str) -> Result<Option<String>, IndexError> {
        let letters = word.chars().count();
        if letters < SHORTEST_CORRECTED || word.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(None);
        }
        for distance in 1..=if letters < LONG_WORD { 1 } else { 2 } {
            let nearest =
                self.words_within(word, distance)?.into_iter().max_by_key(|(other, frequency)| {
                    let same_start = other.chars().next() == word.chars().next();
                    (same_start, *frequency, std::cmp::Reverse(other.clone()))
                });
            if let Some((nearest, _)) = nearest {
                return Ok(Some(nearest));
            }
        }
        Ok(None)
    }

    fn words_within(&self, word: &str, distance: u8) -> Result<BTreeMap<String, u32>, IndexError> {
        let term = tantivy::Term::from_field_text(self.fields.exact, word);
        let query = FuzzyTermQuery::new(term, distance, true);
        let mut found = BTreeMap::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.exact)?;
            let mut stream = inverted
                .terms()
                .search(query.automaton()?)
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
            while let Some((key, info)) = stream.next() {
                if let Ok(word) = std::str::from_utf8(key) {
                    *found.entry(word.to_owned()).or_default() += info.doc_freq;
                }
            }
        }
        Ok(found)
    }
}

/// A shorter word has too many neighbours to be corrected.
const SHORTEST_CORRECTED: usize = 4;

/// From this many letters on two edits are forgiven.
const LONG_WORD: usize = 8;

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |option| {
        let indexing = TextFieldIndexing::default().set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let number = NumericOptions::default().set_fast();
    let fields = Fields {
        stem: schema.add_text_field("stem", text(IndexRecordOption::WithFreqs)),
        exact: schema.add_text_field("exact", text(IndexRecordOption::WithFreqs)),
        context: schema.add_text_field("context", text(IndexRecordOption::WithFreqs)),
        title: schema.add_text_field("title", text(IndexRecordOption::WithFreqs)),
        id: schema.add_u64_field("id", number),
    };
    (schema.build(), fields)
}

/// What is indexed of a document, a sentence at a time.
fn entries(
    number: usize,
    document: &Document,
    fields: Fields,
) -> impl Iterator<Item = TantivyDocument> {
    let title = lexicon::terms(document.metadata().title.as_deref().unwrap_or_default());
    let sentences = document.sentences();
    let terms: Vec<_> =
        sentences.iter().map(|sentence| lexicon::terms(document.slice(sentence.span))).collect();
    (0..sentences.len()).map(move |at| {
        let near = at.saturating_sub(1)..(at + 2).min(sentences.len());
        let is_near = |&other: &usize| other != at && sentences[other].block == sentences[at].block;
        let context = near.filter(is_near).flat_map(|other| terms[other].iter());
        let mut entry = TantivyDocument::new();
        entry.add_pre_tokenized_text(fields.stem, tokens(terms[at].iter().map(|term| &term.stem)));
        entry.add_pre_tokenized_text(fields.exact, tokens(terms[at].iter().map(|term| &term.word)));
        entry.add_pre_tokenized_text(fields.context, tokens(context.map(|term| &term.stem)));
        entry.add_pre_tokenized_text(fields.title, tokens(title.iter().map(|term| &term.stem)));
        entry.add_u64(fields.id, (number as u64) << 32 | at as u64);
        entry
    })
}

fn tokens<'t>(words: impl Iterator<Item = &'t String>) -> PreTokenizedString {
    let token = |(position, word): (usize, &String)| Token {
        position,
        text: word.clone(),
        ..Token::default()
    };
    PreTokenizedString { text: String::new(), tokens: words.enumerate().map(token).collect() }
}

fn sentence_id(searcher: &Searcher, address: DocAddress) -> Result<SentenceId, IndexError> {
    let ids = searcher.segment_reader(address.segment_ord).fast_fields().u64("id")?;
    let id = ids.first(address.doc_id).unwrap_or_default();
    Ok(SentenceId { document: (id >> 32) as usize, sentence: (id & u64::from(u32::MAX)) as usize })
}
