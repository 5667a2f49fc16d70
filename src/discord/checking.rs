//! The quotations in somebody's message, each checked.

use super::inquiries::{asked, one_line, room};
use super::request::{About, Shown};
use crate::attribute;
use crate::engine::Engine;
use crate::model::inquiry::Inquiry;
use crate::model::span::TextSpan;
use crate::model::verdict::Verdict;
use crate::render::discord::{self as render, Message};
use crate::search::index::IndexError;

/// Words in quote marks that are taken for a quotation; fewer are a title or a word that somebody doubts.
const WORDS: usize = 3;
/// Quotations of one message that are checked. The others are counted.
const CHECKED: usize = 40;

/// Words that a message says somebody has said.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    words: String,
    speaker: Option<String>,
}

/// What is replied to a message with quotations in it, chosen from its menu.
pub(super) fn message(engine: &Engine, shown: &Shown) -> Result<Message, IndexError> {
    let text = unescaped(&shown.words);
    if text.trim().is_empty() {
        return Ok(render::notice(&unread(&shown.unread)));
    }
    let claims = claims(&text);
    if claims.is_empty() {
        return without_marks(engine, &text, &shown.unread);
    }
    checked(engine, &claims)
}

/// What is replied to somebody who asks of another message whether it is so, or who said it. Words that nobody is quoted with
/// are looked for in what the articles say.
pub(super) fn of_reply(engine: &Engine, about: &About) -> Result<Message, IndexError> {
    let text = unescaped(&about.shown.words);
    if text.trim().is_empty() {
        return Ok(render::notice(&unread(&about.shown.unread)));
    }
    let claims = claims(&text);
    match claims.split_first() {
        // Of the bot's own messages, the first quotation is what the answer rests on.
        Some((first, _)) if about.is_own => {
            let words = Inquiry::Whosaid { words: first.words.clone(), speaker: None };
            asked(engine, &words)
        }
        Some(_) => checked(engine, &claims),
        None => {
            let words = one_line(&text);
            let whosaid = Inquiry::Whosaid { words: words.clone(), speaker: None };
            let is_quoted =
                !words.ends_with('?') && engine.whosaid(&words, None)?.verdict != Verdict::NotFound;
            asked(engine, &if is_quoted { whosaid } else { Inquiry::Ask(words) })
        }
    }
}

fn checked(engine: &Engine, claims: &[Claim]) -> Result<Message, IndexError> {
    if let [Claim { words, speaker }] = claims {
        let (words, speaker) = (words.clone(), speaker.clone());
        return asked(engine, &Inquiry::Whosaid { words, speaker });
    }
    let check = |claim: &Claim| {
        let check = engine.whosaid(&claim.words, claim.speaker.as_deref())?;
        Ok((claim.words.clone(), check))
    };
    let checks: Result<Vec<_>, IndexError> = claims.iter().take(CHECKED).map(check).collect();
    Ok(render::checks(&checks?, claims.len().saturating_sub(CHECKED), room(engine)))
}

/// A message without quote marks is a question, or words itself.
fn without_marks(engine: &Engine, text: &str, left: &[&str]) -> Result<Message, IndexError> {
    let words = one_line(text);
    if words.ends_with('?') {
        return asked(engine, &Inquiry::Ask(words));
    }
    if engine.whosaid(&words, None)?.verdict == Verdict::NotFound {
        let besides = match left {
            [] => String::new(),
            left => format!(" I can’t read {} in it.", listed(left)),
        };
        return Ok(render::notice(&format!(
            "There is no quotation in the text of that message.{besides} Words without quote marks can be checked with \
             /whosaid."
        )));
    }
    asked(engine, &Inquiry::Whosaid { words, speaker: None })
}

/// Why nothing was checked.
fn unread(left: &[&str]) -> String {
    match left {
        [] => "I can’t read that message: Discord does not show it to me, or it has no words. In its menu, Apps → \
               Check quotes may do, and /whosaid checks words."
            .to_owned(),
        left => format!(
            "I can’t read {}, and there is no other text in that message. /whosaid checks words that you type.",
            listed(left)
        ),
    }
}

fn listed(things: &[&str]) -> String {
    match things.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The text as people see it: without the backslashes, bold marks and heading marks with which it is written.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (quote, line) = line.strip_prefix("> ").map_or(("", line), |rest| ("> ", rest));
        let line = ["### ", "## ", "# ", "-# "]
            .iter()
            .fold(line, |line, mark| line.strip_prefix(mark).unwrap_or(line));
        plain.push_str(quote);
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            match (character, characters.peek()) {
                ('\\', Some(next)) if next.is_ascii_punctuation() => {
                    plain.extend(characters.next());
                }
                ('*', Some('*')) => drop(characters.next()),
                _ => plain.push(character),
            }
        }
    }
    plain
}

/// The claims of a message in their order: words in quote marks, and block quotes (`> words`) with the name below
/// them (`— name`).
fn claims(text: &str) -> Vec<Claim> {
    let (blocks, rest) = block_quotes(text);
    let mut claims: Vec<(usize, Claim)> = blocks;
    for quotation in attribute::attribute(&rest) {
        let fragments: Vec<&str> = quotation
            .fragments()
            .iter()
            .filter_map(|span| rest.get(TextSpan::range(span)))
            .collect();
        let claim = Claim {
            words: one_line(&fragments.join(" … ")).trim_end_matches(',').to_owned(),
            speaker: quotation.speaker().map(|speaker| speaker.name.clone()),
        };
        claims.push((quotation.span().start(), claim));
    }
    claims.retain(|(_, claim)| claim.words.split_whitespace().count() >= WORDS);
    claims.sort_by_key(|(at, _)| *at);
    let mut claims: Vec<Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
    claims.dedup();
    claims
}

/// The block quotes of a message with their places, and the message with blanks in their stead.
fn block_quotes(text: &str) -> (Vec<(usize, Claim)>, String) {
    let mut quotes: Vec<(usize, Claim)> = vec![];
    let mut rest = String::with_capacity(text.len());
    let (mut at, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let quoted = line.trim_start().strip_prefix("> ").map(str::trim);
        match (quoted, quotes.last_mut()) {
            (Some(words), Some((_, claim))) if is_open => {
                claim.words = one_line(&format!("{} {words}", claim.words));
            }
            (Some(words), _) => quotes.push((at, Claim { words: one_line(words), speaker: None })),
            (None, Some((_, claim))) if is_open => claim.speaker = signed(line),
            (None, _) => {}
        }
        is_open = quoted.is_some();
        if is_open {
            rest.extend(line.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        } else {
            rest.push_str(line);
        }
        at += line.len();
    }
    // The marks around a block quote are not part of the words.
    for (_, claim) in &mut quotes {
        claim.words = claim.words.trim_matches(['"', '“', '”', '«', '»', ' ']).to_owned();
    }
    (quotes, rest)
}

/// The name behind a dash: "— Name, office".
fn signed(line: &str) -> Option<String> {
    let name = line.trim().strip_prefix(['—', '–', '-', '~'])?;
    let name = name.split([',', '(', '[', '·']).next()?.trim().trim_matches('*');
    (!name.is_empty() && name.split_whitespace().count() <= 5).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_discord_are_not_words() {
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text), expected);
        check("> ### It rose by 5\\*\n— Ada", "> It rose by 5*\n— Ada");
        check("> It **rose** by 5\n-# not all", "> It rose by 5\nnot all");
        check("a \\b c\\", "a \\b c\\");
    }

    #[test]
    fn claims_of_a_message() {
        let check = |text: &str, expected: &[(&str, Option<&str>)]| {
            let found = claims(text);
            let found: Vec<_> = found
                .iter()
                .map(|claim| (claim.words.as_str(), claim.speaker.as_deref()))
                .collect();
            assert_eq!(found, expected, "in {text:?}");
        };
        check("no quotation at all", &[]);
        check("He is a \"friend\".", &[]);
        check(
            "“We will not give up,” Anna Smith said.",
            &[("We will not give up", Some("Anna Smith"))],
        );
        check(
            "Anna Smith said: “We will not give up.” And John Brown said: “You should, and you will.”",
            &[
                ("We will not give up.", Some("Anna Smith")),
                ("You should, and you will.", Some("John Brown")),
            ],
        );
        check(
            "> We will not\n> give up\n— Anna Smith, minister\nlol",
            &[("We will not give up", Some("Anna Smith"))],
        );
        check("> “We will not give up”\nreally?", &[("We will not give up", None)]);
        check(
            "> one two three\n> four\n\n> five six seven\n- Bob",
            &[("one two three four", None), ("five six seven", Some("Bob"))],
        );
    }
}
