//! What a button on a message asks for, in the id that Discord gives back when it is pressed.
//!
//! With the question, which stands on the message, that is all that is needed: a button works after a restart
//! and in another copy of the bot.

use std::fmt;

/// What a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Another page of the answer; pages count from 0.
    Page(usize),
    /// The paragraphs in which the passages of a page stand.
    Context(usize),
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(number) => write!(f, "page:{number}"),
            Self::Context(number) => write!(f, "context:{number}"),
        }
    }
}

impl Press {
    /// Reads the id of a button; `None` if it is none of this version's.
    #[must_use]
    pub fn read(custom_id: &str) -> Option<Self> {
        let (kind, number) = custom_id.split_once(':')?;
        let number = number.parse().ok()?;
        match kind {
            "page" => Some(Self::Page(number)),
            "context" => Some(Self::Context(number)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for press in [Press::Page(0), Press::Page(usize::MAX), Press::Context(3)] {
            assert_eq!(Press::read(&press.to_string()), Some(press));
            assert!(press.to_string().len() <= 100, "Discord takes no longer id");
        }
        for custom_id in ["", "page", "page:", "page:-1", "page:x", "next:1", "context:1:2"] {
            assert_eq!(Press::read(custom_id), None, "{custom_id:?}");
        }
    }
}
