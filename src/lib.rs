//! Answers questions about a news event with sentences that stand in the articles, word for word.
//!
//! The modules in the order in which data flows; imports run from the bottom of this list to its top,
//! and a test (`tests/rooms.rs`) fails on one that runs back.

pub mod config;

// Nouns: no I/O, no async, no Discord, no Tantivy.
pub mod span;
pub mod plan;
pub mod document;
pub mod answer;

// Answer -> what a reader sees; pure.
pub mod render;
