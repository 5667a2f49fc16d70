//! The reading room as JSON: the articles, one of them with all that is to be marked in it, who speaks, and the places
//! where quotations stand.

mod address;
mod article;
mod lists;

pub use address::{address, read_passage};
pub use article::article;
pub use lists::{articles, check, places, quotes, speakers};
