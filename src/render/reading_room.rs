//! Links to where words stand for articles that have no address of their own: the reading room of the page.

use super::{fragment, reading};
use crate::model::document::Document;
use crate::model::span::TextSpan;

/// Where the reading room is, if there is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadingRoom<'a>(Option<&'a str>);

impl<'a> ReadingRoom<'a> {
    /// The reading room of the page at this address, without a slash at its end.
    #[must_use]
    pub fn at(address: Option<&'a str>) -> Self {
        Self(address)
    }

    /// The address of an article there, with the words at `span` as its target; none without a reading room, and none where
    /// the article has an address of its own.
    #[must_use]
    pub fn link(&self, document: &Document, span: Option<TextSpan>) -> Option<String> {
        let has_own = document.metadata().url.as_deref().and_then(fragment::address).is_some();
        let room = self.0.filter(|_| !has_own)?;
        let passage: Vec<_> = span.map(|span| document.raw_span(span)).into_iter().collect();
        fragment::address(&format!("{room}/{}", reading::address(document, &passage)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::document::{Block, BlockKind, Metadata, Parts, Sentence};
    use crate::model::plan::{Piece, Plan};
    use crate::model::span::RawSpan;

    fn document(url: Option<&str>) -> Document {
        let span = TextSpan::new(0, 10);
        Document::new(Parts {
            name: "a b.txt".to_owned(),
            digest: [0; 32],
            text: "They said.".to_owned(),
            plan: Plan::new([Piece { raw: RawSpan::new(0, 10), replacement: None }]),
            blocks: vec![Block { span, kind: BlockKind::Body }],
            sentences: vec![Sentence { span, block: 0 }],
            metadata: Metadata { url: url.map(str::to_owned), ..Metadata::default() },
        })
        .expect("one sentence covers its block")
    }

    #[test]
    fn only_articles_without_an_address_are_read_here() {
        let (own, elsewhere) = (document(None), document(Some("https://example.org/a")));
        let room = ReadingRoom::at(Some("https://news.example/r"));
        let span = TextSpan::new(5, 9);
        let whole = "https://news.example/r/#document=a%20b.txt";
        assert_eq!(room.link(&own, None).as_deref(), Some(whole));
        assert_eq!(room.link(&own, Some(span)), Some(format!("{whole}&passage=5-9")));
        assert_eq!(room.link(&elsewhere, Some(span)), None);
        assert_eq!(ReadingRoom::default().link(&own, Some(span)), None);
    }
}
