//! Sentences of a paragraph.

use crate::document::{Block, Sentence};
use crate::span::TextSpan;

/// The sentences of the stretch `span` of `text`, in order, without white space at their edges.
#[must_use]
pub fn sentences(text: &str, span: TextSpan) -> Vec<TextSpan> {
    let Some(words) = text.get(span.range()) else { return vec![] };
    sentencex::get_sentence_boundaries("en", words)
        .into_iter()
        .filter_map(|sentence| {
            let kept = words.get(sentence.start_byte..sentence.end_byte)?;
            let start = span.start() + sentence.start_byte + kept.len() - kept.trim_start().len();
            let kept = kept.trim();
            (!kept.is_empty()).then(|| TextSpan::new(start, start + kept.len()))
        })
        .collect()
}

/// The sentences of all served blocks.
#[must_use]
pub fn sentences_of_blocks(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let served = blocks.iter().enumerate().filter(|(_, block)| block.kind.is_served());
    served
        .flat_map(|(index, block)| {
            sentences(text, block.span).into_iter().map(move |span| Sentence { span, block: index })
        })
        .collect()
}
