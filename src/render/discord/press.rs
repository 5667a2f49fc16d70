//! What a button on a message asks for, in the id that Discord gives back when it is pressed.
//!
//! With what was asked, which stands on the message, that is all that is needed: a button works after a restart
//! and in another copy of the bot.

use std::fmt;

use crate::model::place::Place;

/// Discord takes no longer id.
const ID: usize = 100;
/// Room is kept for the numbers of so many pages of what stands around places.
const PAGES: usize = 99_999;

/// What a button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// A page of what was asked for; pages count from 0.
    Page(Paging, usize),
    /// The articles from this number on, from 0.
    Sources(usize),
    /// The paragraphs around these places, as a message of its own; or a page of that message.
    Context(Option<usize>, Vec<Place>),
    /// How others report what is quoted at these places, as a message of its own; or a page of that message.
    Wordings(Option<usize>, Vec<Place>),
    /// All quotations of whoever was asked about, as a message of its own.
    Quotations,
    /// What comes near to an answer, as a message of its own.
    Beside,
    /// The quotations as a picture, as a message of its own.
    Map,
    /// Whether the reply helps.
    Helpful(bool),
    /// That the message be removed.
    Delete,
}

/// What has pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// What was found.
    Found,
    /// What comes near to a question that is not answered.
    Related,
}

impl Press {
    /// The paragraphs around as many of these places as an id can hold.
    #[must_use]
    pub fn context(places: Vec<Place>) -> Self {
        fitting(places, |places| Self::Context(None, places))
    }

    /// The wordings at as many of these places as an id can hold.
    #[must_use]
    pub fn wordings(places: Vec<Place>) -> Self {
        fitting(places, |places| Self::Wordings(None, places))
    }

    /// The same, with this page of what it asks for; without pages: itself.
    #[must_use]
    pub fn turned_to(&self, number: usize) -> Self {
        match self {
            Self::Page(paging, _) => Self::Page(*paging, number),
            Self::Sources(_) => Self::Sources(number),
            Self::Context(_, places) => Self::Context(Some(number), places.clone()),
            Self::Wordings(_, places) => Self::Wordings(Some(number), places.clone()),
            Self::Quotations => Self::Quotations,
            Self::Beside => Self::Beside,
            Self::Map => Self::Map,
            Self::Helpful(helpful) => Self::Helpful(*helpful),
            Self::Delete => Self::Delete,
        }
    }

    /// Whether the message on which it stands becomes what it asks for.
    #[must_use]
    pub fn is_turning(&self) -> bool {
        match self {
            Self::Page(..) | Self::Sources(_) => true,
            Self::Context(page, _) | Self::Wordings(page, _) => page.is_some(),
            Self::Quotations | Self::Beside | Self::Map | Self::Helpful(_) | Self::Delete => false,
        }
    }

    /// The id of its button, if Discord takes one so long.
    pub(super) fn id(&self) -> Option<String> {
        Some(self.to_string()).filter(|id| id.len() <= ID)
    }

    /// Reads the id of a button; `None` if it is none of this version's.
    #[must_use]
    pub fn read(custom_id: &str) -> Option<Self> {
        let (kind, rest) = custom_id.split_once(':')?;
        let number = || rest.parse().ok();
        let (kind, page) = match kind.split_once('/') {
            Some((kind @ ("context" | "wordings"), page)) => (kind, Some(page.parse().ok()?)),
            _ => (kind, None),
        };
        let places =
            || rest.split(',').map(|place| place.parse().ok()).collect::<Option<Vec<Place>>>();
        match (kind, rest) {
            ("page", _) => Some(Self::Page(Paging::Found, number()?)),
            ("related", "beside") => Some(Self::Beside),
            ("related", _) => Some(Self::Page(Paging::Related, number()?)),
            ("sources", _) => Some(Self::Sources(number()?)),
            ("context", _) => Some(Self::Context(page, places()?)),
            ("wordings", _) => Some(Self::Wordings(page, places()?)),
            ("quotations", "all") => Some(Self::Quotations),
            ("quotations", "map") => Some(Self::Map),
            ("helpful", "yes") => Some(Self::Helpful(true)),
            ("helpful", "no") => Some(Self::Helpful(false)),
            ("delete", "answer") => Some(Self::Delete),
            _ => None,
        }
    }
}

fn fitting(mut places: Vec<Place>, press: fn(Vec<Place>) -> Press) -> Press {
    places.dedup();
    while press(places.clone()).turned_to(PAGES).id().is_none() {
        places.pop();
    }
    press(places)
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(Paging::Found, number) => write!(f, "page:{number}"),
            Self::Page(Paging::Related, number) => write!(f, "related:{number}"),
            Self::Sources(from) => write!(f, "sources:{from}"),
            Self::Context(page, places) => write!(f, "context{}:{}", of(*page), joined(places)),
            Self::Wordings(page, places) => write!(f, "wordings{}:{}", of(*page), joined(places)),
            Self::Quotations => f.write_str("quotations:all"),
            Self::Beside => f.write_str("related:beside"),
            Self::Map => f.write_str("quotations:map"),
            Self::Helpful(true) => f.write_str("helpful:yes"),
            Self::Helpful(false) => f.write_str("helpful:no"),
            Self::Delete => f.write_str("delete:answer"),
        }
    }
}

/// The number of a page, if there is one.
fn of(page: Option<usize>) -> String {
    page.map(|page| format!("/{page}")).unwrap_or_default()
}

fn joined(places: &[Place]) -> String {
    places.iter().map(Place::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let places: Vec<Place> =
            ["2f00a2c4XyZ1w", "000000000000"].map(|place| place.parse().unwrap()).to_vec();
        let all = [
            Press::Page(Paging::Found, 0),
            Press::Page(Paging::Found, usize::MAX),
            Press::Page(Paging::Related, 3),
            Press::Sources(40),
            Press::Context(None, places.clone()),
            Press::Context(Some(0), places.clone()),
            Press::Wordings(None, places.clone()),
            Press::Wordings(Some(99), places),
            Press::Quotations,
            Press::Beside,
            Press::Map,
            Press::Helpful(true),
            Press::Helpful(false),
            Press::Delete,
        ];
        for press in all {
            assert!(press.to_string().len() <= ID);
            assert_eq!(Press::read(&press.to_string()), Some(press));
        }
        let nothing = [
            "",
            "page",
            "page:",
            "page:-1",
            "page:x",
            "next:1",
            "context:1:2",
            "context:",
            "context/:2f00a2c4XyZ1w",
            "context/x:2f00a2c4XyZ1w",
            "page/1:2",
            "sources:",
            "wordings:1f",
            "helpful:maybe",
            "context:2f00a2c4XyZ1w,",
        ];
        for custom_id in nothing {
            assert_eq!(Press::read(custom_id), None, "{custom_id:?}");
        }
    }

    #[test]
    fn no_id_is_too_long() {
        // The last byte of a file of 900 MB.
        let places =
            |count| (0..count).map(|n| format!("2f00a2c4XyZ{}", 90_000 + n).parse().unwrap());
        let press = Press::context(places(5).collect());
        assert_eq!(press, Press::Context(None, places(5).collect()), "five places fit");
        let many = Press::wordings(places(40).collect());
        assert_eq!(many, Press::Wordings(None, places(5).collect()), "with the number of a page");
        assert!(many.turned_to(PAGES).id().is_some() && many.turned_to(usize::MAX).id().is_none());
    }
}
