//! What a message to the bot wants: an answer, a check of the message that it replies to, or no more than a word.

use std::sync::LazyLock;

use serde::Deserialize;

use super::request::About;
use crate::english::lexicon::{self, Term};
use crate::model::inquiry::Inquiry;

/// What is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spoken<'m> {
    /// How to ask.
    Help,
    /// Nothing: it thanks.
    Thanks,
    /// What the bot is.
    About,
    /// The articles, or the one of this name.
    Sources(&'m str),
    /// Something of the articles.
    Inquiry(Inquiry),
    /// Whether what the other message says is so.
    Check(&'m About),
    /// A command that there is not.
    Unknown(&'m str),
}

/// The lists of `config/spoken.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    help: Vec<String>,
    thanks: Vec<String>,
    r#true: Vec<String>,
    proof: Vec<String>,
    filler: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/spoken.toml"));
    #[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
    toml::from_str(text).expect("config/spoken.toml")
});

/// Reads the words of a message, which may reply to another.
pub(super) fn read<'m>(line: &'m str, about: Option<&'m About>) -> Spoken<'m> {
    if let Some(about) = about
        && (asks_to_check(line) || line.is_empty() && !about.is_own)
    {
        return Spoken::Check(about);
    }
    let words = words(line).collect::<Vec<_>>().join(" ");
    let is_one_of = |list: &[String]| list.contains(&words);
    if words.is_empty() || is_one_of(&LISTS.help) {
        return Spoken::Help;
    }
    if is_one_of(&LISTS.thanks) {
        return Spoken::Thanks;
    }
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    match (command, Inquiry::read(line)) {
        ("/help", _) => Spoken::Help,
        ("/about", _) => Spoken::About,
        ("/sources", _) => Spoken::Sources(rest),
        (_, Some(inquiry)) => Spoken::Inquiry(inquiry),
        (command, None) => Spoken::Unknown(command),
    }
}

fn asks_to_check(line: &str) -> bool {
    /// Longer ones have something of their own to say.
    const LONGEST: usize = 10;
    let words: Vec<String> = words(line).take(LONGEST + 1).collect();
    let is_check = |word: &String| LISTS.r#true.contains(word) || LISTS.proof.contains(word);
    let is_filler = |word: &String| {
        LISTS.filler.contains(word) || lexicon::terms(word).iter().all(Term::is_stopword)
    };
    words.len() <= LONGEST
        && words.iter().any(is_check)
        && words.iter().all(|word| is_check(word) || is_filler(word))
}

/// Words in small letters without marks: "what's" is "whats".
fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter_map(|word| {
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        (!word.is_empty()).then(|| word.to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::super::request::Shown;
    use super::*;

    fn ask(question: &str) -> Spoken<'_> {
        Spoken::Inquiry(Inquiry::Ask(question.to_owned()))
    }

    #[test]
    fn lines_alone() {
        let check =
            |line: &str, expected: Spoken<'_>| assert_eq!(read(line, None), expected, "{line:?}");
        for line in ["", "help", "Help!", "/help", "?", "Hello :)", "what can you do?"] {
            check(line, Spoken::Help);
        }
        for line in ["thank you", "Thanks!", "Thank you so much!!", "ty", "good bot"] {
            check(line, Spoken::Thanks);
        }
        check("/sources", Spoken::Sources(""));
        check("/sources 2", Spoken::Sources("2"));
        check("/about", Spoken::About);
        check("/frobnicate now", Spoken::Unknown("/frobnicate"));
        check("/ask Who led it?", ask("Who led it?"));
        check("/compare peace", Spoken::Inquiry(Inquiry::Compare("peace".to_owned())));
        for line in [
            "Who led it?",
            "is this true?",
            "help for Ukraine",
            "what did they thank him for?",
            "source?",
        ] {
            check(line, ask(line));
        }
    }

    #[test]
    fn replies_to_a_message() {
        let about = |is_own| About {
            shown: Shown { words: "“We will go on,” he said.".to_owned(), ..Shown::default() },
            is_own,
            line: String::new(),
        };
        let (other, own) = (about(false), about(true));
        for line in [
            "is this true?",
            "source?",
            "Really??",
            "did he really say that",
            "what's your source for this",
            "who said that?",
            "can you check this pls",
            "fake!",
        ] {
            assert_eq!(read(line, Some(&other)), Spoken::Check(&other), "{line:?}");
            assert_eq!(read(line, Some(&own)), Spoken::Check(&own), "{line:?}");
        }
        assert_eq!(read("", Some(&other)), Spoken::Check(&other));
        assert_eq!(read("", Some(&own)), Spoken::Help);
        for line in [
            "what did Macron say about troops?",
            "is the ferry really true to its name",
            "who leads the mission?",
            "when was this signed?",
        ] {
            assert_eq!(read(line, Some(&other)), ask(line), "{line:?}");
        }
        assert_eq!(read("thanks", Some(&own)), Spoken::Thanks);
    }
}
