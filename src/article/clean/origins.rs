//! Where what is known of an article was read.

use crate::model::document::Metadata;

/// One place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// schema.org data of the page.
    Data,
    /// `<meta>` with this name.
    Meta(&'static str),
    /// `<link rel="canonical">`.
    Canonical,
    /// `<title>`.
    TitleElement,
    /// The heading of the page.
    Heading,
    /// An element that names the author.
    Byline,
    /// `<time datetime>` and the like.
    Time,
    /// The note of the browser that saved the page.
    SavedFrom,
    /// The head of the file.
    FrontMatter,
    /// The words of the text.
    Text,
    /// `sources.toml`.
    SourcesFile,
}

impl std::fmt::Display for Source {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Data => formatter.write_str("JSON-LD"),
            Self::Meta(key) => write!(formatter, "meta {key}"),
            Self::Canonical => formatter.write_str("link canonical"),
            Self::TitleElement => formatter.write_str("title element"),
            Self::Heading => formatter.write_str("heading"),
            Self::Byline => formatter.write_str("byline"),
            Self::Time => formatter.write_str("time element"),
            Self::SavedFrom => formatter.write_str("saved from"),
            Self::FrontMatter => formatter.write_str("front matter"),
            Self::Text => formatter.write_str("text"),
            Self::SourcesFile => formatter.write_str("sources.toml"),
        }
    }
}

/// Where each value was read; none where there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origins {
    /// Of the headline.
    pub title: Option<Source>,
    /// Of who published it.
    pub publisher: Option<Source>,
    /// Of who wrote it.
    pub author: Option<Source>,
    /// Of when it was published.
    pub date: Option<Source>,
    /// Of where it can be read.
    pub url: Option<Source>,
}

impl Origins {
    /// These, and `source` for each value of `metadata` that is not stated elsewhere.
    #[must_use]
    pub fn with(self, metadata: &Metadata, source: Source) -> Self {
        let read = |known: Option<Source>, value: &Option<String>| {
            known.or(value.is_some().then_some(source))
        };
        Self {
            title: read(self.title, &metadata.title),
            publisher: read(self.publisher, &metadata.publisher),
            author: read(self.author, &metadata.author),
            date: read(self.date, &metadata.date),
            url: read(self.url, &metadata.url),
        }
    }
}
