//! From a question to the sentences that answer it: what is asked, the index, the ranking.

pub mod answer_span;
pub mod encoder;
pub mod index;
pub mod measure;
pub mod question;
pub mod rank;
pub mod summary;
pub mod whole;
