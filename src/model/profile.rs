//! Who somebody is, in the words of the articles.

use crate::model::answer::Passage;
use crate::model::document::Document;
use crate::model::verdict::Quoted;

/// What the documents tell of somebody.
#[derive(Debug, Clone)]
pub struct Profile<'c> {
    /// The fullest name that the documents have; what was typed where they have none.
    pub name: String,
    /// Other names under which they are quoted.
    pub aliases: Vec<&'c str>,
    /// Sentences that tell the office, or the relation to others; where none does, sentences that name them.
    pub told: Vec<Passage<'c>>,
    /// Whether the sentences tell an office or a relation.
    pub is_described: bool,
    /// How many quotations there are.
    pub quotations: usize,
    /// The documents in which they are quoted, each with how often.
    pub quoted_in: Vec<(&'c Document, usize)>,
    /// The quotations that tell most.
    pub best: Vec<Quoted<'c>>,
    /// Whom the name may mean, where it means nobody or several.
    pub nearest: Vec<&'c str>,
}

impl Profile<'_> {
    /// Whether no document names them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.told.is_empty() && self.quotations == 0
    }

    /// How often they are quoted, as a phrase.
    #[must_use]
    pub fn count(&self) -> String {
        let count = |number: usize, one: &str| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {one}s"),
        };
        match self.quotations {
            0 => "named, but not quoted".to_owned(),
            number => format!(
                "{} in {}",
                count(number, "quotation"),
                count(self.quoted_in.len(), "article")
            ),
        }
    }
}
