//! Short messages: refusals, notices, and what this bot is.

use super::escape::escape;
use super::fit::{self, AUTHOR, DESCRIPTION};
use super::message::{Author, Embed, Meaning, Message};
use super::{GREY, INK};
use crate::model::answer::Refusal;

/// Words of a question repeated in a refusal. The others are counted.
const WORDS: usize = 5;
/// Units of text in one of them.
const WORD: usize = 60;

/// Why there is no answer, and what to do.
pub(super) fn refusal(question: &str, refusal: &Refusal) -> Message {
    let (reason, advice) = match refusal {
        Refusal::Unmentioned(words) => {
            let few = words.iter().take(WORDS).map(|word| fit::label(word, WORD)).collect();
            let mut reason = Refusal::Unmentioned(few).to_string();
            if words.len() > WORDS {
                reason.push_str(&format!(", nor {} other words", words.len() - WORDS));
            }
            (reason, "Try other words; `/sources` lists the articles.")
        }
        Refusal::Apart => (refusal.to_string(), "Ask for less at once, or in other words."),
        Refusal::NotQuoted(_) => {
            (refusal.to_string(), "/quotes with the name lists all that is quoted.")
        }
        Refusal::Untold(named, asked) => {
            let few = named.iter().take(WORDS).map(|word| fit::label(word, WORD)).collect();
            (Refusal::Untold(few, fit::label(asked, WORD)).to_string(), "")
        }
        Refusal::Empty | Refusal::OnlyCommonWords | Refusal::Unquoted => (refusal.to_string(), ""),
    };
    refused(question, "No answer", &reason, advice)
}

/// Nobody is quoted like that; who may be meant instead, unless whoever is asked about is known.
#[must_use]
pub fn nobody(line: &str, meant: Option<&[&str]>) -> Message {
    let Some(meant) = meant else {
        let reason = "nothing is quoted on this";
        return refused(line, "Not found", reason, "Leave the topic out to see more.").private();
    };
    let meant: Vec<_> = meant
        .iter()
        .take(WORDS)
        .map(|name| format!("**{}**", escape(&fit::label(name, WORD))))
        .collect();
    let advice = match meant.split_last() {
        Some((last, [])) => format!("Did you mean {last}?"),
        Some((last, others)) => format!("Did you mean {} or {last}?", others.join(", ")),
        None => "Type a few letters of a name and choose from the list.".to_owned(),
    };
    refused(line, "Not found", "nobody of this name is quoted", &advice).private()
}

/// No article tells who somebody is.
pub(super) fn unknown(line: &str, reason: &str) -> Message {
    let reason = fit::label(reason, DESCRIPTION / 4);
    let reason = reason.trim_end_matches('.');
    refused(line, "Not found", reason, "Type a few letters of a name and choose from the list.")
        .private()
}

/// No article speaks of a topic.
pub(super) fn no_topic(line: &str) -> Message {
    let advice = "Try other words; `/sources` lists the articles.";
    refused(line, "Not found", "no article speaks of it", advice).private()
}

/// A refusal to answer `line`; `advice` is shown with its markup.
fn refused(line: &str, title: &str, reason: &str, advice: &str) -> Message {
    let author = fit::label(line, AUTHOR);
    let embed = Embed {
        author: (!author.is_empty()).then_some(Author { name: author }),
        description: format!("**{title}**: {}.\n{advice}", escape(reason)).trim_end().to_owned(),
        color: Some(GREY),
        ..Embed::default()
    };
    Message { embeds: vec![embed], meaning: Meaning::Refusal, ..Message::default() }
}

/// A line from the program itself, seen only by the person who asked. `text` is shown as it is.
#[must_use]
pub fn notice(text: &str) -> Message {
    let embed = Embed {
        description: escape(&fit::label(text, DESCRIPTION / 4)),
        color: Some(GREY),
        ..Embed::default()
    };
    Message { embeds: vec![embed], ..Message::default() }.private()
}

/// How to ask.
#[must_use]
pub fn help() -> Message {
    let description = "**Ask** with `/ask`, by mentioning me in a channel, or in a direct message. In the menu \
        of a message, *Apps → Ask about this* asks what the message says.\n\
        **Check words**: `/whosaid` says whether somebody is quoted with them; *Apps → Check quotes* does so \
        for every quotation in a message, as does mentioning me in a reply to it.\n\
        **Look around**: `/who` says who somebody is, `/quotes` lists what somebody is quoted with, `/compare` sets the articles side by \
        side, `/summary` tells what they tell, `/sources` lists them.\n\
        Each quotation has a number; the list of sources says where it stands, *Show context* shows the \
        paragraphs around it. Every command has a `private` option: then the reply is for you alone.";
    let embed = Embed { description: description.to_owned(), color: Some(INK), ..Embed::default() };
    Message { embeds: vec![embed], ..Message::default() }
}

/// What this bot is and what it does with what it is told.
#[must_use]
pub fn about(articles: usize) -> Message {
    let articles = match articles {
        1 => "1 article".to_owned(),
        number => format!("{number} articles"),
    };
    let description = format!(
        "I have read {articles} and answer questions with sentences that stand in them, word for word, each \
         with its source. I write nothing about the event myself; where the articles don’t say, I say so.\n\n\
         **Ask** with `/ask`, by mentioning me, or in a direct message; `/help` shows what else there is.\n\
         **Privacy**: nothing that you write is stored.\n\
         **Rights**: the articles belong to their publishers."
    );
    let embed = Embed {
        author: Some(Author { name: format!("verbatim {}", env!("CARGO_PKG_VERSION")) }),
        description,
        color: Some(INK),
        ..Embed::default()
    };
    Message { embeds: vec![embed], ..Message::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_say_why_and_what_to_do() {
        // (refusal, what a reader sees)
        let many = (1..=9).map(|n| format!("word{n}")).collect();
        let cases = [
            (
                Refusal::Unmentioned(vec!["Leyen".into()]),
                "**No answer**: no article mentions ‘Leyen’.\nTry other words; `/sources` lists the articles.",
            ),
            (
                Refusal::Unmentioned(many),
                "**No answer**: no article mentions ‘word1’, ‘word2’, ‘word3’, ‘word4’ or ‘word5’, nor 4 \
                 other words.\nTry other words; `/sources` lists the articles.",
            ),
            (
                Refusal::Unmentioned(vec!["*@everyone*".into()]),
                "**No answer**: no article mentions ‘\\*\\@everyone\\*’.\nTry other words; `/sources` lists \
                 the articles.",
            ),
            (Refusal::Empty, "**No answer**: the question is empty: ask it in words."),
        ];
        for (why, expected) in cases {
            let message = refusal("why?", &why);
            assert_eq!(message.embeds[0].description, expected);
        }
    }
}
