//! The nouns: what is read, found and given back. No I/O, no async, no Discord, no Tantivy, no serde.

pub mod answer;
pub mod change;
pub mod document;
pub mod inquiry;
pub mod origins;
pub mod place;
pub mod plan;
pub mod profile;
pub mod quotation;
pub mod span;
pub mod verdict;
