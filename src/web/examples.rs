//! What can be asked of the articles at hand: made from them, and tried before it is offered.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::model::inquiry::Inquiry;
use crate::model::quotation::Form;
use crate::model::verdict::{Quoted, Verdict};
use crate::search::index::IndexError;

/// Names, topics and quotations that are tried for one example. Each takes a few milliseconds.
const TRIED: usize = 12;
/// Words of a quotation that are easy to read in a button.
const WORDS: std::ops::RangeInclusive<usize> = 5..=14;

/// Questions of general knowledge. The first that these articles do not answer shows what is said then.
const ELSEWHERE: [&str; 3] =
    ["Who wrote Don Quixote?", "How high is Mount Kilimanjaro?", "Which colour has a flamingo?"];

/// Examples, made once for the articles as they are.
#[derive(Default)]
pub(super) struct Examples(Mutex<Option<(Arc<Engine>, Vec<Value>)>>);

impl Examples {
    /// The examples for these articles. It may take a second; whoever comes meanwhile waits.
    pub(super) fn of(&self, engine: &Arc<Engine>) -> Vec<Value> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, examples)) = made.as_ref()
            && Arc::ptr_eq(known, engine)
        {
            return examples.clone();
        }
        let examples = of(engine).unwrap_or_else(|error| {
            tracing::error!("{error}");
            vec![]
        });
        *made = Some((Arc::clone(engine), examples.clone()));
        examples
    }
}

/// Examples for the start, one of each kind that the articles give.
///
/// # Errors
/// If the index on disk is damaged.
fn of(engine: &Engine) -> Result<Vec<Value>, IndexError> {
    let quoted: Vec<Quoted<'_>> = engine.all_quotations()?.collect();
    let speakers = most_quoted(&quoted);
    let topics = engine.topics("", TRIED)?;
    let examples = [
        question(engine, &speakers, &topics)?,
        found(engine, &Inquiry::Ask("What happened?".to_owned()))?.map(|words| message(&words)),
        whosaid(engine, &quoted)?,
        turned_round(engine, &quoted)?,
        somebody_else(engine, &quoted, &speakers)?,
        comparison(engine, &topics)?,
        speakers.first().map(|name| command("quotes", &[("speaker", name)])),
        speakers.get(1).map(|name| command("who", &[("name", name)])),
        elsewhere(engine)?,
    ];
    Ok(examples.into_iter().flatten().collect())
}

/// Something that is written to the bot.
fn message(words: &str) -> Value {
    json!({"label": words, "words": words})
}

/// A slash command with its options.
fn command(name: &str, options: &[(&str, &str)]) -> Value {
    let shown: Vec<_> =
        options.iter().map(|(option, value)| format!("{option}: {value}")).collect();
    let options: Vec<_> = options
        .iter()
        .map(|(option, value)| json!({"name": option, "type": 3, "value": value}))
        .collect();
    json!({"label": format!("/{name} {}", shown.join(" ")), "command": name, "options": options})
}

/// The words of an inquiry, if it is answered.
fn found(engine: &Engine, inquiry: &Inquiry) -> Result<Option<String>, IndexError> {
    let is_found = engine.reply(inquiry)?.is_found();
    Ok(is_found.then(|| inquiry.to_string()))
}

/// Persons, those who are quoted most often first; of equals the one who is quoted first.
fn most_quoted<'c>(quoted: &[Quoted<'c>]) -> Vec<&'c str> {
    let mut counts: Vec<(&str, usize)> = vec![];
    for name in quoted.iter().filter_map(Quoted::speaker) {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(name, _)| name).take(TRIED).collect()
}

/// What one of those who are quoted most said about something that the articles speak of.
fn question(
    engine: &Engine,
    speakers: &[&str],
    topics: &[&str],
) -> Result<Option<Value>, IndexError> {
    let Some(speaker) = speakers.first() else { return Ok(None) };
    for topic in
        topics.iter().filter(|topic| !speaker.contains(**topic) && !topic.contains(speaker))
    {
        let question = format!("What did {speaker} say about {topic}?");
        if let Some(words) = found(engine, &Inquiry::Ask(question))? {
            return Ok(Some(message(&words)));
        }
    }
    Ok(None)
}

/// Whole utterances in quote marks that are short enough, with who says them.
fn short<'c>(quoted: &'c [Quoted<'c>]) -> impl Iterator<Item = (&'c str, &'c str)> {
    let direct = quoted.iter().filter(|quoted| quoted.quotation().form() == Form::Direct);
    let whole = direct.filter_map(|quoted| {
        let words = quoted.fragments().next()?.trim_end_matches([',', '.']);
        Some((words, quoted.speaker()?))
    });
    whole.filter(|(words, _)| WORDS.contains(&words.split_whitespace().count()))
}

fn checked(words: &str, speaker: Option<&str>) -> Value {
    let speaker = speaker.map(|speaker| ("speaker", speaker));
    let options: Vec<_> = [Some(("quote", words)), speaker].into_iter().flatten().collect();
    command("whosaid", &options)
}

/// Words that stand so in an article.
fn whosaid(engine: &Engine, quoted: &[Quoted<'_>]) -> Result<Option<Value>, IndexError> {
    for (words, _) in short(quoted).take(TRIED) {
        if engine.whosaid(words, None)?.verdict == Verdict::Verbatim {
            return Ok(Some(checked(words, None)));
        }
    }
    Ok(None)
}

/// Words from which a “not” was left out.
fn turned_round(engine: &Engine, quoted: &[Quoted<'_>]) -> Result<Option<Value>, IndexError> {
    let negated = short(quoted).filter(|(words, _)| words.contains(" not "));
    for (words, _) in negated.take(TRIED) {
        let words = words.replacen(" not ", " ", 1);
        if engine.whosaid(&words, None)?.verdict == Verdict::Altered {
            return Ok(Some(checked(&words, None)));
        }
    }
    Ok(None)
}

/// Words that somebody else said.
fn somebody_else(
    engine: &Engine,
    quoted: &[Quoted<'_>],
    speakers: &[&str],
) -> Result<Option<Value>, IndexError> {
    for (words, speaker) in short(quoted).skip(1).take(TRIED) {
        let Some(other) = speakers.iter().find(|other| **other != speaker) else { continue };
        if engine.whosaid(words, Some(other))?.verdict == Verdict::OtherSpeaker {
            return Ok(Some(checked(words, Some(other))));
        }
    }
    Ok(None)
}

fn comparison(engine: &Engine, topics: &[&str]) -> Result<Option<Value>, IndexError> {
    for topic in topics {
        if !engine.compare(topic)?.is_empty() {
            return Ok(Some(command("compare", &[("topic", topic)])));
        }
    }
    Ok(None)
}

fn elsewhere(engine: &Engine) -> Result<Option<Value>, IndexError> {
    for question in ELSEWHERE {
        if found(engine, &Inquiry::Ask(question.to_owned()))?.is_none() {
            return Ok(Some(message(question)));
        }
    }
    Ok(None)
}
