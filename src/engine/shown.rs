//! What of an answer is shown, and how: what answers by itself, nothing torn, the answer itself marked.

use super::Engine;
use super::candidates::Candidate;
use crate::english::{dates, lexicon};
use crate::model::answer::{Answer, Note, Outcome, Passage};
use crate::search::answer_span::{self, Weighed};
use crate::search::index::IndexError;
use crate::search::question::{Question, Wants};
use crate::search::rank::{self, Features, PreparedQuery};
use crate::search::whole;

/// The most passages of an answer: what does not stand among the first three is hardly read.
const SHOWN: usize = 3;

/// A passage that has this share of what the best one has of the question is likely to answer, too, and one that is this
/// sure beside it. On 76 questions about three news events 109 of the 136 passages answered that were shown so; with .5 and
/// .35 they were 116 of 161.
const AS_MUCH: f32 = 0.7;
const AS_SURE: f32 = 0.6;
/// … and whose score falls no further behind the best one's. On 95 questions about six news events .69 of the passages answered that
/// were shown so, and .66 without this; the same questions had an answer among them.
const NO_FURTHER: f32 = 0.25;

/// The passages that are likely to answer by themselves, and those that only come near, both best first.
pub(super) fn split<'c>(
    passages: Vec<Passage<'c>>,
    features: &[Features],
) -> (Vec<Passage<'c>>, Vec<Passage<'c>>) {
    let Some(best) = features.first() else { return (passages, vec![]) };
    let answers = |one: &Features| {
        one.sentence >= AS_MUCH * best.sentence
            && one.kind_missing <= best.kind_missing
            && rank::confidence(one) >= AS_SURE * rank::confidence(best)
            && rank::score(one) >= rank::score(best) - NO_FURTHER
    };
    let (mut shown, mut related) = (vec![], vec![]);
    for (at, (passage, features)) in passages.into_iter().zip(features).enumerate() {
        let is_shown = at == 0 || shown.len() < SHOWN && answers(features);
        if is_shown { shown.push(passage) } else { related.push(passage) }
    }
    (shown, related)
}

/// The passage with the sentences without which it would be torn, where there is room for them.
fn whole(passage: Passage<'_>) -> Passage<'_> {
    let document = passage.document();
    let first =
        document.sentences().partition_point(|one| one.span.end() <= passage.span().start());
    let behind =
        document.sentences().partition_point(|one| one.span.start() < passage.span().end());
    if first >= behind {
        return passage;
    }
    let is_told = !passage.speakers().is_empty();
    let stretch = whole::stretch(document, first..=behind - 1, is_told);
    passage.with_sentences(stretch).unwrap_or(passage)
}

impl Engine {
    /// The answer as it is shown: nothing torn, and the words marked in its passages that answer the question. What is
    /// no answer stays as it is.
    pub(super) fn finished<'c>(
        &'c self,
        question: &Question,
        asked: &PreparedQuery,
        answer: Answer<'c>,
    ) -> Result<Answer<'c>, IndexError> {
        if answer.outcome != Outcome::Answered {
            return Ok(answer);
        }
        let finish = |passage: Passage<'c>| {
            let found = answer_span::find(question, asked, passage.text());
            let start = passage.span().start();
            let whole = whole(passage);
            let before = start - whole.span().start();
            let whole = if before > 0 { self.speaking(whole)? } else { whole };
            let found = found.map(|range| before + range.start..before + range.end);
            Ok(whole.with_highlight(found))
        };
        let finish_all = |passages: Vec<Passage<'c>>| -> Result<Vec<Passage<'c>>, IndexError> {
            passages.into_iter().map(finish).collect()
        };
        let passages = without_parts(finish_all(answer.passages)?);
        let mut related = finish_all(answer.related)?;
        related.retain(|one| !passages.iter().any(|shown| holds(shown, one)));
        let day = || passages.first().filter(|_| question.wants == Wants::Time).and_then(day_told);
        let note = answer.note.clone().or_else(day);
        Ok(Answer { passages, related, note, ..answer })
    }

    /// A passage with those who are quoted in it, after its words have changed.
    fn speaking<'c>(&'c self, passage: Passage<'c>) -> Result<Passage<'c>, IndexError> {
        let number = self.number_of_name(passage.document().name())?;
        self.with_speakers(number.ok_or(IndexError::Damaged)?, passage)
    }

    /// The best sentences for a question, however sure it is that they answer, for measuring: best first, `limit` at most.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn candidates(&self, question: &str, limit: usize) -> Result<Vec<Passage<'_>>, IndexError> {
        let (understood, asked) = self.understand(question)?;
        if asked.terms.is_empty() {
            return Ok(vec![]);
        }
        let ranked = self.rank(&understood, &asked)?;
        let passage = |candidate: &Candidate| {
            let document = self.store.document(candidate.document)?;
            Passage::sentence(document, candidate.sentence).ok_or(IndexError::Damaged)
        };
        ranked.candidates.iter().take(limit).map(passage).collect()
    }

    /// The stretches of the first passages that could be the answer, for the fitting of the weights: the text of each
    /// passage with what speaks for its stretches.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn weigh_spans(&self, question: &str) -> Result<Vec<(String, Vec<Weighed>)>, IndexError> {
        let (understood, asked) = self.understand(question)?;
        let answer = self.answer(&understood, &asked)?;
        let weigh = |passage: &Passage<'_>| {
            let text = passage.text();
            (text.to_owned(), answer_span::weigh(&understood, &asked, text))
        };
        Ok(answer.passages.iter().take(1).map(weigh).collect())
    }
}

/// The day that the marked words of a passage, else the passage, tell by its distance from the date of the article.
fn day_told(passage: &Passage<'_>) -> Option<Note> {
    let published = dates::day(passage.document().metadata().date.as_deref()?)?;
    let start = passage.span().start();
    let marked = passage.highlight().map(|span| span.start() - start..span.end() - start);
    let within = marked.unwrap_or(0..passage.text().len());
    let (word, day) = lexicon::relative_day(passage.text(), within, published)?;
    let (day, published) = (dates::written_out(day), dates::written_out(published));
    Some(Note::Day { word: word.to_owned(), day, published })
}

/// Whether all words of the one stand in the other.
fn holds(whole: &Passage<'_>, part: &Passage<'_>) -> bool {
    whole.document().name() == part.document().name() && whole.span().contains(&part.span())
}

/// The passages without those that stand in another one.
fn without_parts(passages: Vec<Passage<'_>>) -> Vec<Passage<'_>> {
    let mut kept: Vec<Passage<'_>> = vec![];
    for passage in passages {
        if kept.iter().any(|there| holds(there, &passage)) {
            continue;
        }
        // A wider stretch that comes later takes the place of its part.
        match kept.iter().position(|there| holds(&passage, there)) {
            Some(place) => {
                let marked = kept[place].clone();
                kept[place] = passage.with_marks_of(&marked);
            }
            None => kept.push(passage),
        }
    }
    kept
}
