//! Sentences that only come near: they speak of whoever is asked about, and lack the name or the deed that is asked for.

use std::ops::Range;

use super::chosen::Chosen;
use crate::english::dictionary::{self, Kind};
use crate::english::lexicon::{self, Term};
use crate::english::negations::NEGATIONS;
use crate::model::answer::{Passage, Refusal};
use crate::search::question::{self, Question, Wants};
use crate::search::rank::{Features, Hit, PreparedQuery, Token, Traits, WeightedTerm};

/// How many passages are read for what is asked.
const READ: usize = 3;

/// Why passages that speak of what is asked about are no answer.
pub(super) fn refusal(
    question: &Question,
    asked: &PreparedQuery,
    best: &Features,
    passages: &[Passage<'_>],
) -> Option<Refusal> {
    let read = &passages[..passages.len().min(READ)];
    let texts: Vec<Text> = read.iter().map(|passage| Text::of(asked, passage.text())).collect();
    let (first, first_text) = (read.first()?, texts.first()?);
    if is_of_another(question, asked, best, first) {
        return Some(Refusal::Apart);
    }
    if let Some(run) = bearer(&question.words) {
        let bearer = places_of(asked, &question.words[run.clone()]);
        let is_told = texts.iter().any(|text| text.has_all(&bearer));
        let is_named = || {
            let mut read = texts.iter().zip(read);
            read.any(|(text, passage)| {
                text.name_near(asked, &bearer) <= CLOSE
                    && is_joined(question, asked, (text, &bearer), passage)
            })
        };
        let is_missing = if is_told { !is_named() } else { is_unlike(best, ANOTHER) };
        if is_missing {
            let what = if question.words[0].word().starts_with("who") {
                "who that is"
            } else {
                "the name"
            };
            return Some(untold(question, asked, question.words[run.start].start, what.to_owned()));
        }
    }
    if let Some((deed, who)) = deed(question, asked)
        && (is_unlike(best, ANOTHER_DEED)
            || !asked.terms[deed].is_known && question.counted.is_none())
        && !texts.iter().any(|text| text.has(deed))
    {
        let term = &asked.terms[deed].query;
        if !asked.terms[deed].is_known {
            return Some(Refusal::Unmentioned(vec![term.written.clone()]));
        }
        return Some(untold(question, asked, term.term.end, format!("{who} {}", term.written)));
    }
    if question.wants != Wants::Whether {
        return None;
    }
    let is_told_of_another = first_text.tells_of_the_doer(asked)
        || is_unlike(best, HARDLY_ALIKE) && is_hardly_told(asked, first_text);
    is_told_of_another.then_some(Refusal::Apart)
}

/// That the articles speak of what the question names from this place on, but do not say what is asked of it.
fn untold(question: &Question, asked: &PreparedQuery, from: usize, what: String) -> Refusal {
    let counts = |term: &&WeightedTerm| term.query.term.start >= from && term.query.weight >= 1.0;
    let mut terms = asked.terms.iter().filter(counts).take(NAMED).map(|term| &term.query.term);
    let first = terms.next();
    let last = terms.last().or(first);
    let named = first.zip(last).and_then(|(first, last)| question.text.get(first.start..last.end));
    named.map_or(Refusal::Apart, |named| Refusal::Untold(vec![named.to_owned()], what))
}

/// So many words of the question are said back.
const NAMED: usize = 4;

/// Whether the best sentence lacks, with all its paragraph and the beginning of its article, whoever is asked about, and what is
/// wanted besides: "why did Lind win" is not answered by who else won. Nor is it by one that the sentence encoder finds unlike the
/// question. Of 850 right answers to questions of the development sets none is lost by this.
fn is_of_another(
    question: &Question,
    asked: &PreparedQuery,
    best: &Features,
    passage: &Passage<'_>,
) -> bool {
    /// A first name or a small number may be missing.
    const MUCH: f32 = 0.1;
    if best.particulars_missing_paragraph <= MUCH {
        return false;
    }
    let likeness = match question.wants {
        Wants::Place | Wants::Thing | Wants::Speech => ALIKE,
        _ => TO_CONFIRM_ALIKE,
    };
    let is_missing =
        |at: usize| asked.terms[at].query.is_particular() && !begins_with(asked, passage, at);
    best.kind_missing > 0.0
        || best.figure_missing > 0.0
        || is_unlike(best, likeness)
            && (0..asked.terms.len())
                .any(|at| is_missing(at) && !Text::of(asked, passage.text()).has(at))
}

/// A sentence that is less like the question than this, to the sentence encoder, tells something else.
pub(super) const ALIKE: f32 = 0.5;
/// What asks to be confirmed hangs on each word.
pub(super) const TO_CONFIRM_ALIKE: f32 = 0.6;

/// Whether there is a verb of the question that only words tell which hardly stand for it: "gone" for "die".
fn is_hardly_told(asked: &PreparedQuery, text: &Text) -> bool {
    const HARDLY: f32 = 0.5;
    let is_verb = |term: &WeightedTerm| {
        term.query.weight >= 1.0 && dictionary::kind(term.query.term.word()) == Some(Kind::Verb)
    };
    let best = |at: usize| {
        let hits = text.hits.iter().filter(|hit| hit.term == at);
        hits.map(|hit| hit.share).fold(0.0, f32::max)
    };
    (0..asked.terms.len()).any(|at| is_verb(&asked.terms[at]) && best(at) < HARDLY)
}

/// Whether the sentence encoder finds the best sentence less like the question than this.
pub(super) fn is_unlike(best: &Features, likeness: f32) -> bool {
    best.encoded > 0.0 && best.meaning < likeness
}

/// A sentence that is less like the question than this and lacks its verb tells of another deed.
const ANOTHER_DEED: f32 = 0.55;

/// … or whose verb hardly tells the deed.
const HARDLY_ALIKE: f32 = 0.6;

/// A word that counts less against the one asked for names another office: "captain" for "president".
const HELD: f32 = 0.5;

/// So many words may lie between a name and whoever or whatever bears it.
const CLOSE: usize = 6;

/// A sentence that is less like the question than this and lacks whoever is to be named tells of somebody else.
const ANOTHER: f32 = 0.6;

/// Puts a passage that has a name right beside whoever or whatever is to be named in front of those that have none there.
pub(super) fn name_first(question: &Question, asked: &PreparedQuery, chosen: &mut [Chosen<'_>]) {
    let Some(run) = bearer(&question.words) else { return };
    let bearer = places_of(asked, &question.words[run]);
    let Some(first) = chosen.first().map(|one| one.features) else { return };
    let tells = |one: &Chosen<'_>| {
        one.features.sentence >= AS_MUCH * first.sentence
            && Text::of(asked, one.passage.text()).name_near(asked, &bearer) <= BESIDE
    };
    if !bearer.is_empty()
        && let Some(place) = chosen.iter().take(READ).position(tells)
    {
        chosen[..=place].rotate_right(1);
    }
}

/// From this share of the first sentence's part of the question on, a sentence may take its place.
const AS_MUCH: f32 = 0.7;
/// "The ferry Solvei", "Solvei, the new ferry".
const BESIDE: usize = 2;

/// The words for whoever or whatever is to be named, by their places: "pilot boat" in "what is the name of the pilot boat", "owner" in
/// "who is the owner of it". "Who is Ada Lind" asks for what she is, "what names did he give" for words, and "what is the process
/// called" for what may be no name.
fn bearer(words: &[Term]) -> Option<Range<usize>> {
    let is_what = |term: &Term| matches!(term.word(), "what" | "whats" | "which" | "wat");
    let first = words.first()?;
    let run = |from: usize| {
        let length = words.get(from..)?.iter().take_while(|term| !term.is_stopword()).count();
        (length > 0).then_some(from..from + length)
    };
    let run_before = |end: usize| {
        let length = words[..end].iter().rev().take_while(|term| !term.is_stopword()).count();
        (length > 0).then_some(end - length..end)
    };
    let name = words.iter().enumerate().position(|(at, term)| {
        let before = at.checked_sub(1).map(|before| &words[before]);
        matches!(term.word(), "name" | "names")
            && before.is_some_and(|before| !is_what(before))
            && words[..at].iter().any(is_what)
            && words.get(at + 1).is_none_or(Term::is_stopword)
    });
    if let Some(name) = name {
        return match words.get(name + 1) {
            Some(of) if of.word() == "of" => {
                run((name + 2..words.len()).find(|&at| !words[at].is_stopword())?)
            }
            Some(_) => None,
            None => run_before(name),
        };
    }
    let behind = match first.word() {
        "whos" => 1,
        "who" if words.get(1).is_some_and(|next| matches!(next.word(), "is" | "was" | "s")) => 2,
        _ => return None,
    };
    words.get(behind).filter(|word| matches!(word.word(), "the" | "their" | "its"))?;
    run(behind + 1)
}

/// The places of words among those that count, as far as they do and an article has them.
fn places_of(asked: &PreparedQuery, words: &[Term]) -> Vec<usize> {
    let places = words.iter().filter_map(|word| place_of(asked, word));
    places.filter(|&at| asked.terms[at].is_known).collect()
}

/// Whether a passage speaks of the holder of an office where the question says: "the mayor of Toledo" is no mayor of whom an
/// article speaks that tells of Toledo elsewhere. Where an article is about the place, its title or its beginning says so.
fn is_joined(
    question: &Question,
    asked: &PreparedQuery,
    (text, bearer): (&Text, &[usize]),
    passage: &Passage<'_>,
) -> bool {
    let words = &question.words;
    let of = words.iter().rposition(|term| matches!(term.word(), "of" | "for" | "in"));
    let place = of.and_then(|of| words.get(of + 1..)).and_then(|behind| {
        let name = behind.iter().find(|term| !term.is_stopword())?;
        place_of(asked, name).filter(|&at| asked.terms[at].query.term.is_name)
    });
    place.is_none_or(|place| {
        text.has(place) || !text.is_of_another(bearer) && begins_with(asked, passage, place)
    })
}

/// Whether the article of a passage has a word of the question in its title or at its beginning.
fn begins_with(asked: &PreparedQuery, passage: &Passage<'_>, term: usize) -> bool {
    let document = passage.document();
    let has = |text: &str| Text::of(asked, text).has(term);
    let opening = document.sentences().iter().take(OPENING);
    document.metadata().title.as_deref().is_some_and(has)
        || opening.map(|sentence| document.slice(sentence.span)).any(has)
}

/// So many sentences at the beginning of an article say what it is about: its headline, its standfirst, its first sentence.
const OPENING: usize = 3;

/// The place of a word among those that count.
fn place_of(asked: &PreparedQuery, word: &Term) -> Option<usize> {
    let is_it =
        |term: &WeightedTerm| (term.query.term.start..term.query.term.end).contains(&word.start);
    asked.terms.iter().position(is_it)
}

/// The verb right behind "who" or what is counted, by its place among the words that count, and what it is told of: "who signed the
/// deal", "who has been arrested", "how many people drowned", "how many houses were burned".
fn deed(question: &Question, asked: &PreparedQuery) -> Option<(usize, &'static str)> {
    let words = &question.words;
    let is_helper = |term: &Term| NEGATIONS.is_auxiliary(term.word());
    let (from, who) = match words.first()?.word() {
        "who" => (1, "who"),
        "how" if words.get(1).is_some_and(|next| next.word() == "many") => {
            let noun = words[2..].iter().take_while(|term| !term.is_stopword());
            let noun = noun.clone().position(|term| question::is_plural(term.word()));
            (2 + noun? + 1, "how many")
        }
        _ => return None,
    };
    let verb =
        (from..words.len()).find(|&at| !is_helper(&words[at]) && !words[at].is_stopword())?;
    // "Who did the mayor meet", "who is on the board", "how many of them left".
    let asks_object = |term: &Term| matches!(term.word(), "did" | "does" | "do");
    if words[from..verb].iter().any(|term| !is_helper(term) || asks_object(term)) {
        return None;
    }
    let start = words[verb].start;
    let is_verb = |term: &WeightedTerm| {
        let is_it = term.query.term.start == start && term.query.weight > 0.0;
        is_it && !term.query.term.is_name && !term.query.term.is_weak()
    };
    asked.terms.iter().position(is_verb).map(|at| (at, who))
}

/// The words of a passage with those of the question in it.
struct Text {
    tokens: Vec<Token>,
    words: Vec<Term>,
    hits: Vec<Hit>,
}

impl Text {
    fn of(asked: &PreparedQuery, text: &str) -> Self {
        let words = lexicon::terms(text);
        let tokens: Vec<Token> = words.iter().map(Token::of).collect();
        let hits = asked.hits(&tokens);
        Self { tokens, words, hits }
    }

    /// Whether it has this word of the question, or one that stands for it.
    fn has(&self, term: usize) -> bool {
        self.hits.iter().any(|hit| hit.term == term)
    }

    /// Whether it has all of these.
    fn has_all(&self, terms: &[usize]) -> bool {
        terms.iter().all(|&term| self.has(term))
    }

    /// Whether it says itself of what somebody is the holder of the office: "the president of the federation".
    fn is_of_another(&self, bearer: &[usize]) -> bool {
        let is_of = |hit: &Hit| {
            let next = self.words.get(hit.at + 1);
            next.is_some_and(|next| matches!(next.word(), "of" | "for"))
        };
        self.hits.iter().any(|hit| bearer.last() == Some(&hit.term) && is_of(hit))
    }

    /// How many words lie between a name that the question has not said and whoever bears it: the last of these words, where all of
    /// them are there; or else any word of the question.
    fn name_near(&self, asked: &PreparedQuery, bearer: &[usize]) -> usize {
        let head = bearer.last();
        let counts = |hit: &&Hit| head.is_none_or(|head| hit.term == *head && hit.share >= HELD);
        let is_new_name = |token: &Token| {
            token.is_name
                && !token.is(Traits::TIME)
                && !token.is(Traits::DIGITS)
                && !token.is(Traits::PLACE)
                && !asked.has_said(token)
        };
        if !self.has_all(bearer) {
            return usize::MAX;
        }
        let says_name =
            |word: &Term| matches!(word.word(), "called" | "named" | "dubbed" | "known");
        let names = (0..self.tokens.len())
            .filter(|&at| is_new_name(&self.tokens[at]) || says_name(&self.words[at]));
        let distances = names
            .flat_map(|at| self.hits.iter().filter(counts).map(move |hit| hit.at.abs_diff(at)));
        distances.min().unwrap_or(usize::MAX)
    }

    /// Whether all that tells of dying is that whoever is asked about killed: "the hunter who killed a bear".
    fn tells_of_the_doer(&self, asked: &PreparedQuery) -> bool {
        let is_dying = |term: &WeightedTerm| matches!(term.query.term.stem(), "die" | "dead");
        let Some(dying) = asked.terms.iter().position(is_dying) else { return false };
        let is_deed = |hit: &Hit| {
            let is_adjective = matches!(self.words[hit.at].word(), "deadly" | "fatal" | "lethal");
            let before = self.words[..hit.at].iter().rev();
            // "Who has killed", but "was killed".
            let mut before = before
                .skip_while(|word| matches!(word.word(), "who" | "that" | "which" | "has" | "had"));
            let subject = before.next().map(|word| word.start);
            let is_subject =
                |other: &Hit| other.term != dying && Some(self.words[other.at].start) == subject;
            is_adjective || self.words[hit.at].stem() == "kill" && self.hits.iter().any(is_subject)
        };
        let mut told = self.hits.iter().filter(|hit| hit.term == dying).peekable();
        told.peek().is_some() && told.all(is_deed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_to_be_named_is_seen() {
        let check = |text: &str, expected: &str| {
            let words = lexicon::terms(text);
            let run = bearer(&words).unwrap_or_default();
            let found: Vec<&str> = words[run].iter().map(Term::word).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        };
        check("What is the name of the ship?", "ship");
        check("whats the tow truck name", "tow truck");
        check("what is the process called", "");
        check("what is another name for a bin", "");
        check("whos the bus driver of the school", "bus driver");
        check("Who was the owner that sold it?", "owner");
        check("whats his name", "");
        check("what names did she call him", "");
        check("Who is Ada Lind?", "");
        check("What did they name as the reason?", "");
        check("who called the police", "");
        check("", "");
    }
}
