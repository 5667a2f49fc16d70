//! Whether the clause around a cue tells that its words were said: not "it is not true that Pike said", "might say",
//! "was told to say", "nobody said".

use std::ops::Range;

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::cue::{Cue, Shape};
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::subjects::verb_group;
use crate::attribute::tokens::Kind;
use crate::english::scope::{Sentence, Telling};
use crate::model::change::Change;

/// What takes back that words in quote marks were said; nothing where the clause tells that they were.
pub(crate) fn taken_back(
    sentence: &Annotated<'_>,
    cue: &Cue,
    content: &Range<usize>,
) -> Option<Change> {
    if !content.clone().any(|unit| sentence.is_quoted(unit)) {
        return None;
    }
    if cue.source().is_some_and(|phrase| is_nobody(sentence, &phrase)) {
        return Some(Change::Negation);
    }
    if is_asked(sentence) {
        return Some(Change::Question);
    }
    let group = verb_group(sentence, cue.at);
    let gerund = sentence.token(cue.at).is_some_and(|token| token.form.has(VerbForm::GERUND));
    let is_finite = !group.infinitive && (!gerund || group.progressive);
    let subject = match cue.shape {
        Shape::Verb(phrase) | Shape::Comment(phrase) if is_finite && phrase.last < group.first => {
            Some(phrase)
        }
        _ => None,
    };
    let start = start(sentence, cue, content, is_finite, subject);
    let mut words = Row::default();
    let (mut subject_at, mut group_at) = (None, None);
    for unit in start..=cue.at {
        let is_inside = subject.is_some_and(|phrase| unit >= phrase.first && unit < group.first);
        if is_inside {
            // What stands inside of the subject, or between it and its verb, says nothing of the verb.
            if subject_at.is_none() {
                subject_at = Some(words.words.len());
                words.push("Somebody");
            }
            continue;
        }
        if unit == group.first {
            group_at = Some(words.words.len());
        }
        words.add(sentence, unit);
    }
    let row = words.sentence();
    let telling = Telling {
        sentence: &row,
        subject: subject_at,
        group: group_at.unwrap_or(0).min(row.len().saturating_sub(1)),
        is_finite,
    };
    telling.taken_back().or_else(|| behind(sentence, cue, group.first))
}

/// Whether nobody speaks: "nobody", "no minister", "neither Pike nor Lee", "not even Pike".
pub(crate) fn is_nobody(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    let first = phrase.first;
    let none = sentence.is_any(first, &["nobody", "none", "neither", "noone"]);
    // "No 10", "the No Labels party"
    let no = sentence.is_any(first, &["no", "not"])
        && first < phrase.last
        && !sentence.is(first + 1, Kind::Number)
        && !sentence
            .is_any(first + 1, &["doubt", "wonder", "surprise", "question", "less", "sooner"])
        && (first == 0 || !sentence.has(first, Class::CAPITAL));
    let before = |back: usize, words: &[&str]| {
        first.checked_sub(back).is_some_and(|unit| sentence.is_any(unit, words))
    };
    let not_even = before(2, &["not"]) && before(1, &["even", "one", "a"])
        || before(1, &["no"]) && sentence.is_any(first, &["one"]);
    let neither = || {
        let nor =
            before(1, &["nor"]) || (first..=phrase.last).any(|unit| sentence.is_text(unit, "nor"));
        nor && (0..first).any(|unit| sentence.is_text(unit, "neither"))
    };
    none || no || not_even || before(1, &["neither"]) || neither()
}

/// What takes back the words in front of "is what Pike should have said", whose "is" stands at `from`.
pub(crate) fn by_cleft(sentence: &Annotated<'_>, from: usize) -> Option<Change> {
    let verb = (from + 1..sentence.len())
        .take_while(|&unit| !sentence.is(unit, Kind::Comma))
        .filter(|&unit| sentence.token(unit).is_some_and(|token| !token.frames.is_empty()))
        .last()?;
    let group = verb_group(sentence, verb);
    let mut words = Row::default();
    for unit in group.first..=verb {
        words.add(sentence, unit);
    }
    let row = words.sentence();
    let is_finite = !group.infinitive;
    let telling = Telling { sentence: &row, subject: None, group: 0, is_finite };
    telling.taken_back().or(group.negated.then_some(Change::Negation)).or_else(|| {
        let wanted = ["wanted", "wants", "hoped", "meant", "expected", "told", "asked", "supposed"];
        let hangs =
            group.infinitive && (from..group.first).any(|unit| sentence.is_any(unit, &wanted));
        hangs.then_some(Change::Doubt)
    })
}

/// Where what may govern the verb begins: behind the content, a stop, and a comma in front of the subject.
fn start(
    sentence: &Annotated<'_>,
    cue: &Cue,
    content: &Range<usize>,
    is_finite: bool,
    subject: Option<Phrase>,
) -> usize {
    let group = verb_group(sentence, cue.at).first;
    let own = subject.map_or(group, |phrase| phrase.first);
    let stops = |unit: &usize| {
        sentence.is_quoted(*unit)
            || matches!(sentence.kind(*unit), Some(Kind::Colon | Kind::Semicolon | Kind::Stop))
    };
    let behind = (0..own).rev().find(stops).map_or(0, |stop| stop + 1);
    let behind = if content.end <= own { behind.max(content.end) } else { behind };
    let is_apart = |unit: usize| {
        unit > 0 && matches!(sentence.kind(unit - 1), Some(Kind::Comma | Kind::Dash | Kind::Close))
    };
    let has_own_frame = match cue.shape {
        Shape::Relative(_) | Shape::Relayed(_) => true,
        // "did not go but said": the second verb is told by itself.
        _ if is_finite => subject.is_some() && !is_apart(own),
        _ => !is_apart(group),
    };
    if has_own_frame { behind } else { own.max(behind) }
}

/// What takes the words back behind the verb: "would say if asked", "said, allegedly,".
fn behind(sentence: &Annotated<'_>, cue: &Cue, group: usize) -> Option<Change> {
    const NEAR: usize = 3;
    let rest = cue.end() + 1..sentence.len();
    let outside = rest.clone().take_while(|&unit| !sentence.is_quoted(unit));
    let is_open = (group..cue.at).any(|unit| sentence.is_text(unit, "would"))
        && outside.clone().any(|unit| sentence.is_any(unit, &["if", "unless"]));
    if is_open {
        return Some(Change::Condition);
    }
    let allegedly = ["allegedly", "reportedly", "supposedly", "purportedly"];
    outside.take(NEAR).any(|unit| sentence.is_any(unit, &allegedly)).then_some(Change::Attribution)
}

/// "Did Pike say “…”?"
fn is_asked(sentence: &Annotated<'_>) -> bool {
    let last = sentence.len().saturating_sub(1);
    sentence.has(0, Class::AUXILIARY)
        && sentence.is(last, Kind::Stop)
        && sentence.is_text(last, "?")
}

/// Words with what stands in front of each.
#[derive(Default)]
struct Row {
    words: Vec<(String, String)>,
    between: String,
}

impl Row {
    fn push(&mut self, word: &str) {
        self.words.push((std::mem::take(&mut self.between), word.to_owned()));
    }

    fn add(&mut self, sentence: &Annotated<'_>, unit: usize) {
        let text = sentence.text(unit);
        let hangs = self.between.is_empty() && text.starts_with(['\'', '’']) || text == "n't";
        match sentence.kind(unit) {
            Some(Kind::Word | Kind::Number | Kind::Possessive | Kind::Other) => {
                match self.words.last_mut().filter(|_| hangs) {
                    Some((_, last)) => last.push_str(text),
                    None => self.push(text),
                }
            }
            Some(_) => self.between.push_str(text),
            None => self.between.push(','),
        }
    }

    fn sentence(&self) -> Sentence {
        Sentence::new(
            self.words.iter().map(|(between, word)| (between.as_str(), word.as_str())),
            "",
        )
    }
}
