//! What a paragraph is by the markup of the page that it comes from.

/// What a paragraph is by its elements and their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// The headline of the article.
    Headline,
    /// The summary below it.
    Standfirst,
    /// A heading inside of the article.
    Heading,
    /// The words under a picture.
    Caption,
    /// Who wrote the article, or when.
    Byline,
    /// A paragraph.
    Text,
}
