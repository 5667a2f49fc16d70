//! What a sentence must have to answer a question of its kind: the words of whoever is asked about, the time, the figure.

use super::chosen::Chosen;
use super::figure::Figure;
use super::near;
use crate::english::dates;
use crate::english::lexicon::{self, Term};
use crate::english::related;
use crate::english::value_words::VALUE_WORDS;
use crate::model::answer::{Passage, Refusal};
use crate::search::question::{Question, Wants};
use crate::search::rank::{self, PreparedQuery};

/// The sentences that can answer a question of this kind, in their order; and why none can, where none is left.
pub(super) fn fitting<'c>(
    question: &Question,
    asked: &PreparedQuery,
    chosen: Vec<Chosen<'c>>,
) -> (Vec<Chosen<'c>>, Option<Refusal>) {
    let fits = |one: &Chosen<'_>| {
        speaks(question, asked, &one.passage) && !is_of_another_year(question, one.passage.text())
    };
    if !chosen.iter().any(fits) {
        let speaker = question.speaker.as_ref().filter(|_| question.wants == Wants::Speech);
        let refusal = match speaker {
            Some(name) if chosen.iter().all(|one| !speaks(question, asked, &one.passage)) => {
                Refusal::NotQuoted(name.clone())
            }
            _ => Refusal::Apart,
        };
        let refusal = (!chosen.is_empty()).then_some(refusal);
        return (chosen, refusal);
    }
    let mut fitting: Vec<Chosen<'c>> = chosen.into_iter().filter(fits).collect();
    // "Who is not coming" is not answered by who comes, where the articles say who stays away.
    let is_negated = |one: &Chosen<'c>| {
        let terms = lexicon::terms(one.passage.text());
        terms.iter().any(|term| related::is_negation(term.word()))
    };
    let asks_who = matches!(question.wants, Wants::Person | Wants::Place);
    if question.is_negated && asks_who && fitting.iter().any(is_negated) {
        fitting.retain(is_negated);
        if let [only] = &mut fitting[..] {
            only.features.margin = 1.0;
        }
    }
    figure_first(&mut fitting);
    near::name_first(question, asked, &mut fitting);
    (fitting, None)
}

/// From this share of the first sentence's part of the question on, a sentence that has the figure asked for stands in front
/// of one that lacks it.
const AS_MUCH: f32 = 0.7;

/// Where the first sentence lacks the figure that is asked for, the best of the next ones that has it comes first.
fn figure_first(fitting: &mut [Chosen<'_>]) {
    let Some(first) = fitting.first().map(|one| one.features) else { return };
    let tells = |one: &Chosen<'_>| {
        let features = &one.features;
        features.figure_missing == 0.0
            && features.kind_missing <= first.kind_missing
            && features.sentence >= AS_MUCH * first.sentence
    };
    if first.figure_missing > 0.0
        && let Some(place) = fitting.iter().take(READ + 1).position(tells)
    {
        fitting[..=place].rotate_right(1);
    }
}

/// Whether whoever is asked about speaks in the passage; always where the question asks for nobody's words.
fn speaks(question: &Question, asked: &PreparedQuery, passage: &Passage<'_>) -> bool {
    let Some(name) = question.speaker.as_ref().filter(|_| question.wants == Wants::Speech) else {
        return true;
    };
    // A name with a typo is asked for as it was corrected.
    let term = asked.terms.iter().find(|term| term.query.written == *name);
    let stem = term.map_or_else(|| lexicon::stem(name), |term| term.query.term.stem().to_owned());
    let is_named =
        |speaker: &String| lexicon::terms(speaker).iter().any(|word| word.stem() == stem);
    passage.speakers().iter().any(is_named)
}

/// Whether a day of the week or "this week" is asked for, and the sentence tells of a year instead: "In 2004 a flood killed nine".
fn is_of_another_year(question: &Question, text: &str) -> bool {
    let is_weekday = |term: &Term| VALUE_WORDS.is_weekday(term.word());
    let is_recent = |pair: &[Term]| {
        let is_stretch = matches!(pair[1].stem(), "week" | "weekend" | "month" | "year" | "morn");
        is_stretch && matches!(pair[0].word(), "this" | "last")
    };
    let is_day = |term: &Term| {
        is_weekday(term) || matches!(term.word(), "today" | "yesterday" | "tonight" | "now")
    };
    if !question.words.iter().any(is_day) && !question.words.windows(2).any(is_recent) {
        return false;
    }
    let terms = lexicon::terms(text);
    let is_year = |term: &Term| {
        const YEARS: std::ops::Range<u32> = 1000..2100;
        let word = term.word();
        word.len() == 4
            && word.parse().is_ok_and(|year| YEARS.contains(&year))
            && question.words.iter().all(|asked| asked.word() != word)
    };
    let tells_day = terms.iter().any(|term| is_weekday(term) || dates::is_day(term.word()));
    let is_long = |term: &Term| matches!(term.stem(), "centuri" | "decad");
    !tells_day && terms.iter().any(|term| is_year(term) || is_long(term))
}

/// Sentences that are read for a figure.
const READ: usize = 3;

/// Whether a figure of a kind is asked for, and none of the first sentences has one.
pub(super) fn lacks_figure(
    question: &Question,
    asked: &PreparedQuery,
    passages: &[Passage<'_>],
) -> bool {
    Figure::asked(question, asked).is_some_and(|figure| {
        figure.is_measured()
            && !passages.iter().take(READ).any(|passage| figure.is_told(passage.text()))
    })
}

/// Whether it is asked how many there are of something, the first sentence speaks of it, and none of the first ones has a number
/// beside it: "some 12 percent of the voters".
pub(super) fn lacks_count(
    question: &Question,
    asked: &PreparedQuery,
    passages: &[Passage<'_>],
) -> bool {
    let Some(figure) = Figure::asked(question, asked).filter(|one| !one.is_measured()) else {
        return false;
    };
    passages.first().is_some_and(|first| figure.is_of(first.text()))
        && !passages.iter().take(READ).any(|passage| figure.is_told(passage.text()))
}

/// That the articles speak of whoever or whatever is named, but none says "how old".
pub(super) fn no_figure(question: &Question, asked: &PreparedQuery) -> Option<Refusal> {
    let how = question.words.iter().position(|term| term.word() == "how")?;
    let figure = &question.text[question.words[how].start..question.words.get(how + 1)?.end];
    let is_named = |term: &&rank::WeightedTerm| term.query.term.is_name && term.is_known;
    let named: Vec<String> =
        asked.terms.iter().filter(is_named).map(|term| term.query.written.clone()).collect();
    (!named.is_empty()).then(|| Refusal::Untold(named, figure.to_lowercase()))
}
