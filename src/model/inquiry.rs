//! What can be asked of the articles, as a value and as the one line of text in which it is typed.
//!
//! The line stands on every reply in Discord, so that a button can ask again without anything being stored.

use std::fmt;

/// Something asked of the articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inquiry {
    /// A question in plain words. It may turn out to be one of the others: `who said "…"`.
    Ask(String),
    /// Whether somebody is quoted with these words.
    Whosaid {
        /// The words.
        words: String,
        /// By whom, if that is asked.
        speaker: Option<String>,
    },
    /// What is quoted.
    Quotes {
        /// Of whom; of anybody if it is not said.
        speaker: Option<String>,
        /// On what; on anything if it is not said.
        topic: Option<String>,
    },
    /// A topic side by side.
    Compare(String),
    /// Who somebody is.
    Who(String),
    /// What the articles tell, or what they tell of a topic.
    Summary(Option<String>),
}

/// Marks around words that somebody may have said.
const MARKS: &[char] = &['"', '“', '”'];

impl Inquiry {
    /// Reads a line as it is typed: `/whosaid "WORDS" SPEAKER`, `/quotes SPEAKER about TOPIC`, `/compare TOPIC`,
    /// `/summary TOPIC`, `/who NAME`, `/ask QUESTION`, or a question alone. `None` for any other word behind a slash.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match command {
            "/ask" => Some(Self::Ask(rest.to_owned())),
            "/whosaid" => Some(Self::whosaid(rest)),
            "/quotes" => Some(Self::quotes(rest)),
            "/compare" => Some(Self::Compare(rest.to_owned())),
            "/who" => Some(Self::Who(rest.to_owned())),
            "/summary" => Some(Self::Summary(given(rest))),
            other if other.starts_with('/') => None,
            _ => Some(Self::Ask(line.to_owned())),
        }
    }

    /// Words in quote marks, and who is asked about behind them; without marks all is words.
    fn whosaid(rest: &str) -> Self {
        let quoted = rest.strip_prefix(MARKS).and_then(|inner| inner.rsplit_once(MARKS));
        let (words, speaker) = quoted.unwrap_or((rest, ""));
        Self::Whosaid { words: words.trim().to_owned(), speaker: given(speaker) }
    }

    /// A speaker, and the topic behind "about".
    fn quotes(rest: &str) -> Self {
        let (speaker, topic) = match rest.strip_prefix("about ") {
            Some(topic) => ("", topic),
            None => rest.split_once(" about ").unwrap_or((rest, "")),
        };
        Self::Quotes { speaker: given(speaker), topic: given(topic) }
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

impl fmt::Display for Inquiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(question) if question.starts_with('/') => write!(f, "/ask {question}"),
            Self::Ask(question) => f.write_str(question),
            Self::Whosaid { words, speaker: None } => write!(f, "/whosaid “{words}”"),
            Self::Whosaid { words, speaker: Some(speaker) } => {
                write!(f, "/whosaid “{words}” {speaker}")
            }
            Self::Quotes { speaker, topic } => {
                f.write_str("/quotes")?;
                speaker.iter().try_for_each(|speaker| write!(f, " {speaker}"))?;
                topic.iter().try_for_each(|topic| write!(f, " about {topic}"))
            }
            Self::Compare(topic) => write!(f, "/compare {topic}"),
            Self::Who(name) => write!(f, "/who {name}"),
            Self::Summary(topic) => {
                f.write_str("/summary")?;
                topic.iter().try_for_each(|topic| write!(f, " {topic}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whosaid(words: &str, speaker: Option<&str>) -> Inquiry {
        Inquiry::Whosaid { words: words.into(), speaker: speaker.map(str::to_owned) }
    }

    fn quotes(speaker: Option<&str>, topic: Option<&str>) -> Inquiry {
        Inquiry::Quotes { speaker: speaker.map(str::to_owned), topic: topic.map(str::to_owned) }
    }

    #[test]
    fn lines_are_read() {
        let check = |line: &str, expected: Inquiry| {
            assert_eq!(Inquiry::read(line), Some(expected), "{line:?}");
        };
        check("Who led it?", Inquiry::Ask("Who led it?".into()));
        check("  /ask  Who led it? ", Inquiry::Ask("Who led it?".into()));
        check("/ask", Inquiry::Ask(String::new()));
        check("", Inquiry::Ask(String::new()));
        check("/whosaid we will win", whosaid("we will win", None));
        check("/whosaid \"we will win\" Macron", whosaid("we will win", Some("Macron")));
        check("/whosaid “we” will”", whosaid("we” will", None));
        check("/quotes Macron about peace", quotes(Some("Macron"), Some("peace")));
        check("/quotes about peace", quotes(None, Some("peace")));
        check("/quotes", quotes(None, None));
        check("/compare peace", Inquiry::Compare("peace".into()));
        check("/who Ada Lind", Inquiry::Who("Ada Lind".into()));
        check("/summary", Inquiry::Summary(None));
        check("/summary the ferry ", Inquiry::Summary(Some("the ferry".into())));
        assert_eq!(Inquiry::read("/sources"), None);
        assert_eq!(Inquiry::read("/whosaidit yes"), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let all = [
            Inquiry::Ask("Who led it?".into()),
            Inquiry::Ask("/whosaid?".into()),
            whosaid("we will “win” it", None),
            whosaid("we will win", Some("Emmanuel Macron")),
            quotes(None, None),
            quotes(Some("Keir Starmer"), None),
            quotes(None, Some("military hubs")),
            quotes(Some("Keir Starmer"), Some("talk about peace")),
            Inquiry::Compare("20% of Ukraine".into()),
            Inquiry::Who("Ada Lind".into()),
            Inquiry::Summary(None),
            Inquiry::Summary(Some("the ferry".into())),
        ];
        for inquiry in all {
            assert_eq!(Inquiry::read(&inquiry.to_string()), Some(inquiry.clone()), "{inquiry}");
        }
    }
}
