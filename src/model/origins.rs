//! Where what is known of an article was read.

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
    /// The entry of a feed.
    Feed,
    /// The head of a mail.
    Mail,
    /// The properties of an office text or of a book.
    Properties,
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
            Self::Feed => formatter.write_str("feed"),
            Self::Mail => formatter.write_str("mail"),
            Self::Properties => formatter.write_str("properties"),
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
    /// These, with `other`'s wherever one is missing here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            publisher: self.publisher.or(other.publisher),
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            url: self.url.or(other.url),
        }
    }

    /// All of them with the names of the values.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, Source)> {
        let all = [
            ("title", self.title),
            ("publisher", self.publisher),
            ("author", self.author),
            ("date", self.date),
            ("url", self.url),
        ];
        all.into_iter().filter_map(|(name, source)| Some((name, source?)))
    }
}

/// A smaller share of a text is told, in percent.
pub const LEAST_SERVED: usize = 80;

/// The share of a text in percent, if it is less than `least`.
#[must_use]
pub fn below(part: usize, whole: usize, least: usize) -> Option<u8> {
    let percent = part * 100 / whole.max(1);
    (whole > 0 && percent < least).then(|| u8::try_from(percent).unwrap_or(u8::MAX))
}

/// How many letters and digits a text has.
#[must_use]
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Why the text of an article may not be all of it, or not the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The data of the page hold a text of the article of which only this share, in percent, is served.
    UnlikeData(u8),
    /// Of the running text that the page shows only this share, in percent, is served.
    Short(u8),
    /// Of what the page shows from the first to the last word that is served only this share, in percent, is served.
    Gaps(u8),
    /// The headline that the page shows is another one than it states.
    UnlikeTitle,
    /// The page says that reading it costs something.
    Paid,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnlikeData(percent) => write!(
                formatter,
                "only {percent} % of the text that the page gives as its article is served: compare it with the page"
            ),
            Self::Short(percent) => write!(
                formatter,
                "only {percent} % of the running text of the page is served: compare it with the page"
            ),
            Self::Gaps(percent) => write!(
                formatter,
                "only {percent} % of what stands between its first and last words in the page is served: compare it with the page"
            ),
            Self::UnlikeTitle => formatter.write_str(
                "its headline is not the title that the page states: compare it with the page",
            ),
            Self::Paid => formatter.write_str(
                "the page says that it is not free to read: its text may be cut short, save it where you can read all of it",
            ),
        }
    }
}
