//! What a search looks at of a document: read from its bytes only where it looks.

use super::codec::{self, Reader};
use super::words::{Rows, Vocabulary};
use crate::model::document::{BlockKind, Document, Sentence};
use crate::search::rank::Token;

/// What a search looks at of a document.
#[derive(Clone, Copy)]
pub struct SearchView<'d> {
    text: &'d str,
    layout: Layout<'d>,
    rows: Rows<'d>,
    vocabulary: &'d Vocabulary,
}

/// Where the blocks and sentences are told.
#[derive(Clone, Copy)]
enum Layout<'d> {
    Memory(&'d Document),
    /// As `record.rs` writes them.
    Bytes {
        blocks: &'d [u8],
        sentences: &'d [u8],
    },
}

impl<'d> SearchView<'d> {
    /// The sheet of a document in memory.
    pub(super) fn of(
        document: &'d Document,
        rows: &'d [u8],
        vocabulary: &'d Vocabulary,
    ) -> Option<Self> {
        let (text, layout) = (document.text(), Layout::Memory(document));
        Some(Self { text, layout, rows: Rows::new(rows)?, vocabulary })
    }

    /// The sheet of a document that was written as bytes; `None` if they are none.
    pub(super) fn read(bytes: &'d [u8], vocabulary: &'d Vocabulary) -> Option<Self> {
        let parts = super::record::sheet(bytes)?;
        let layout = Layout::Bytes { blocks: parts.blocks, sentences: parts.sentences };
        Some(Self { text: parts.text, layout, rows: Rows::new(parts.rows)?, vocabulary })
    }

    /// How many sentences there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.layout {
            Layout::Memory(document) => document.sentences().len(),
            Layout::Bytes { sentences, .. } => sentences.len() / codec::SENTENCE,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A sentence, if there is one of this number.
    #[must_use]
    pub fn sentence(&self, at: usize) -> Option<Sentence> {
        match self.layout {
            Layout::Memory(document) => document.sentences().get(at).copied(),
            Layout::Bytes { sentences, .. } => {
                let from = at.checked_mul(codec::SENTENCE)?;
                Reader::new(sentences.get(from..)?).sentence()
            }
        }
    }

    /// What a block is for, if there is one of this number.
    #[must_use]
    pub fn kind(&self, block: usize) -> Option<BlockKind> {
        match self.layout {
            Layout::Memory(document) => document.blocks().get(block).map(|block| block.kind),
            Layout::Bytes { blocks, .. } => {
                let from = block.checked_mul(codec::BLOCK)?;
                Reader::new(blocks.get(from..)?).block().map(|block| block.kind)
            }
        }
    }

    /// The words of a sentence as they stand.
    #[must_use]
    pub fn slice(&self, sentence: &Sentence) -> &'d str {
        self.text.get(sentence.span.range()).unwrap_or_default()
    }

    /// Adds the words of the title to `tokens`; `None` if they are damaged.
    #[must_use]
    pub fn read_title(&self, tokens: &mut Vec<Token>) -> Option<()> {
        self.rows.read(0, self.vocabulary, tokens)
    }

    /// Adds the words of a sentence to `tokens`; `None` if they are damaged or there is no such sentence.
    #[must_use]
    pub fn read_sentence(&self, at: usize, tokens: &mut Vec<Token>) -> Option<()> {
        self.rows.read(at.checked_add(1)?, self.vocabulary, tokens)
    }
}
