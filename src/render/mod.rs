//! Answers turned into what a reader sees: pure functions, one room for each place where they are shown.

pub mod discord;
