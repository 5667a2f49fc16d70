//! Answers questions about a news event with sentences that stand in the articles, word for word.
//!
//! The modules in the order in which data flows; imports run from the bottom of this list to its top,
//! and a test (`tests/rooms.rs`) fails on one that runs back.

pub mod config;

// Nouns: no I/O, no async, no Discord, no Tantivy.
pub mod span;
pub mod plan;
pub mod document;
pub mod quotation;
pub mod answer;
pub mod place;
pub mod verdict;
pub mod inquiry;

// Stages: functions over the nouns; no I/O.
pub mod clean;
pub mod segment;
pub mod attribute;
pub mod lexicon;
pub mod related;
pub mod question;
pub mod rank;
pub mod check;
pub mod offices;

// Stores: what is kept and how it is found.
pub mod corpus;
pub mod index;
pub mod quotations;

// All of it behind a few calls.
pub mod engine;

// Answers turned into what is shown; pure functions.
pub mod render;

// Edges.
pub mod ops;
pub mod discord;
pub mod logging;
pub mod chat;
pub mod cli;
