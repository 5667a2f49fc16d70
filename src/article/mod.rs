//! From the bytes of a file to a document, and the folder that holds the files.

pub mod clean;
pub mod unpack;
pub mod corpus;
