//! Answers questions about a news event with sentences that stand in the articles, word for word.
//!
//! The modules in the order in which data flows; imports run from the bottom of this list to its top,
//! and a test (`tests/modules.rs`) fails on one that runs back.

pub mod config;
pub mod model;
pub mod english;
pub mod article;
pub mod attribute;
pub mod search;
pub mod quotations;
pub mod engine;
pub mod render;
pub mod ops;
pub mod fetch;
pub mod intake;
pub mod discord;
pub mod web;
pub mod logging;
pub mod chat;
pub mod cli;
