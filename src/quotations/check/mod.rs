//! Holds asked words against words that stand somewhere: exact, nearly, or something else said.
//!
//! Pure functions over rows of words. A word is a number here, given by whoever keeps the words.

pub mod align;
pub mod changes;
pub mod contiguous;
pub mod likeness;

/// A word of a document in a row of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Number of the word.
    pub word: u32,
    /// First byte in the document's clean text.
    pub start: u32,
    /// Byte just past the word in the document's clean text.
    pub end: u32,
    /// Number of the document's sentence in which it stands.
    pub sentence: u32,
    /// Whether it stands in quote marks.
    pub is_quoted: bool,
    /// Whether an editor put it in.
    pub is_editorial: bool,
    /// Whether it is written like a name.
    pub is_name: bool,
}

/// An asked word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The word, folded.
    pub text: String,
    /// Numbers of the words that it stands for, best first: itself, or what it may be a slip for. None if it is neither.
    pub words: Vec<u32>,
    /// Whether it is written like a name.
    pub is_name: bool,
    /// Whether an ellipsis stands before it.
    pub follows_gap: bool,
    /// First byte in the asked text.
    pub start: usize,
    /// Byte just past the word in the asked text.
    pub end: usize,
}

impl Slot {
    /// Whether the word with this number is meant.
    #[must_use]
    pub fn fits(&self, word: u32) -> bool {
        self.words.contains(&word)
    }
}
