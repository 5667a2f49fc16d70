//! What a button on a message asks for, in the id that Discord gives back when it is pressed.
//!
//! With what was asked, which stands on the message, that is all that is needed: a button works after a restart
//! and in another copy of the bot.

use std::fmt;

use crate::place::Place;

/// Discord takes no longer id.
const ID: usize = 100;

/// What a button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// A page of what was asked for; pages count from 0.
    Page(Paging, usize),
    /// The paragraphs around these places.
    Context(Vec<Place>),
    /// How others report what is quoted at these places.
    Wordings(Vec<Place>),
    /// Whether the reply helps.
    Helpful(bool),
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
        fitting(places, Self::Context)
    }

    /// The wordings at as many of these places as an id can hold.
    #[must_use]
    pub fn wordings(places: Vec<Place>) -> Self {
        fitting(places, Self::Wordings)
    }

    /// Reads the id of a button; `None` if it is none of this version's.
    #[must_use]
    pub fn read(custom_id: &str) -> Option<Self> {
        let (kind, rest) = custom_id.split_once(':')?;
        let number = || rest.parse().ok();
        let places =
            || rest.split(',').map(|place| place.parse().ok()).collect::<Option<Vec<Place>>>();
        match (kind, rest) {
            ("page", _) => Some(Self::Page(Paging::Found, number()?)),
            ("related", _) => Some(Self::Page(Paging::Related, number()?)),
            ("context", _) => Some(Self::Context(places()?)),
            ("wordings", _) => Some(Self::Wordings(places()?)),
            ("helpful", "yes") => Some(Self::Helpful(true)),
            ("helpful", "no") => Some(Self::Helpful(false)),
            _ => None,
        }
    }
}

fn fitting(mut places: Vec<Place>, press: fn(Vec<Place>) -> Press) -> Press {
    places.dedup();
    while press(places.clone()).to_string().len() > ID {
        places.pop();
    }
    press(places)
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(Paging::Found, number) => write!(f, "page:{number}"),
            Self::Page(Paging::Related, number) => write!(f, "related:{number}"),
            Self::Context(places) => write!(f, "context:{}", joined(places)),
            Self::Wordings(places) => write!(f, "wordings:{}", joined(places)),
            Self::Helpful(true) => f.write_str("helpful:yes"),
            Self::Helpful(false) => f.write_str("helpful:no"),
        }
    }
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
            Press::Context(places.clone()),
            Press::Wordings(places),
            Press::Helpful(true),
            Press::Helpful(false),
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
        assert_eq!(press, Press::Context(places(5).collect()), "five places of a long text fit");
        assert!(Press::wordings(places(40).collect()).to_string().len() <= ID);
    }
}
