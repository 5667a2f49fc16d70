//! A topic side by side by document: passages, wordings, figures, draft and final text. Lists, never verdicts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::english::figures::{self, figures};
use crate::english::lexicon::fold;
use crate::english::lists::LISTS;
use crate::english::{dates, numbers, tolls};
use crate::model::answer::Passage;
use crate::model::document::{BlockKind, Document, DocumentNumber};
use crate::model::quotation::Standing;
use crate::model::span::TextSpan;
use crate::model::verdict::{Comparison, Figure, Figures};
use crate::quotations::Quotations;
use crate::quotations::check::Token;
use crate::quotations::list::ON_TOPIC;

/// How many passages of a document are shown.
const PASSAGES: usize = 3;

/// A sentence that speaks of this share of the topic's words, by weight, has a say about its figures.
const FIGURES_ON_TOPIC: f32 = 0.3;

/// A sentence with its share of the topic's words.
struct Scored {
    document: DocumentNumber,
    sentence: usize,
    score: f32,
    /// The stems of its words that say something, the topic's left out; sorted.
    around: Vec<u32>,
}

/// A figure on its way into a list.
struct Counted<'c> {
    figure: Figure<'c>,
    /// Whether its sentence is on the topic, or it counts what the topic names.
    is_on_topic: bool,
    document: DocumentNumber,
}

impl Quotations {
    /// What the documents say of a topic, side by side.
    #[must_use]
    pub fn compare<'c>(&'c self, topic: &str) -> Comparison<'c> {
        let stems = self.topic(topic);
        let scored = self.scored(&stems);
        let rows: Vec<usize> = (0..self.reported.len())
            .filter(|&row| self.relevance(row, &stems) >= ON_TOPIC)
            .collect();
        let (figures, asks_for_figures) = self.figures(topic, &scored, &stems);
        Comparison {
            asks_for_figures,
            documents: self.passages(&scored),
            wordings: self.groups_among(&rows),
            figures,
            draft: self.standing(&scored, Standing::Draft),
            final_text: self.standing(&scored, Standing::Final),
        }
    }

    /// All sentences with their share of the topic's words, in order.
    fn scored(&self, topic: &[(Option<u32>, f32)]) -> Vec<Scored> {
        let all: f32 = topic.iter().map(|(_, weight)| weight).sum();
        let mut scored = Vec::new();
        for row in &self.rows[self.reported.len()..] {
            for chunk in
                self.tokens[row.tokens.clone()].chunk_by(|one, next| one.sentence == next.sentence)
            {
                let stems = self.stems_of(chunk);
                let has = |stem: &Option<u32>| {
                    stem.is_some_and(|stem| stems.binary_search(&stem).is_ok())
                };
                let share: f32 =
                    topic.iter().filter(|(stem, _)| has(stem)).map(|(_, weight)| weight).sum();
                let says = |token: &&Token| !self.vocabulary.is_small(token.word);
                let mut around: Vec<u32> = chunk
                    .iter()
                    .filter(says)
                    .map(|token| self.vocabulary.stem(token.word))
                    .filter(|stem| topic.iter().all(|(asked, _)| *asked != Some(*stem)))
                    .collect();
                around.sort_unstable();
                around.dedup();
                let sentence = chunk.first().map_or(0, |token| token.sentence as usize);
                if sentence < self.documents[row.document.index()].sentences().len() {
                    let score = if all > 0.0 { share / all } else { 0.0 };
                    scored.push(Scored { document: row.document, sentence, score, around });
                }
            }
        }
        scored
    }

    /// The best passages of each document, best first; a sentence that stands in a document twice is shown once.
    fn passages<'c>(&'c self, scored: &[Scored]) -> Vec<Vec<Passage<'c>>> {
        let mut sides = Vec::new();
        for chunk in scored.chunk_by(|one, next| one.document == next.document) {
            let mut chunk: Vec<&Scored> =
                chunk.iter().filter(|one| one.score >= ON_TOPIC).collect();
            // Of equals, running text before captions and headlines.
            let key = |one: &Scored| {
                let document = &self.documents[one.document.index()];
                let block = document.sentences().get(one.sentence).map(|sentence| sentence.block);
                let kind = block.and_then(|block| Some(document.blocks().get(block)?.kind));
                (kind != Some(BlockKind::Body), one.sentence)
            };
            chunk.sort_by(|one, other| {
                other.score.total_cmp(&one.score).then_with(|| key(one).cmp(&key(other)))
            });
            let mut passages: Vec<Passage<'c>> = Vec::new();
            for passage in chunk.into_iter().filter_map(|one| self.sentence(one)) {
                if passages.len() < PASSAGES
                    && passages.iter().all(|there| there.text() != passage.text())
                {
                    passages.push(passage);
                }
            }
            if !passages.is_empty() {
                sides.push(passages);
            }
        }
        sides
    }

    fn text(&self, one: &Scored) -> &str {
        let document = &self.documents[one.document.index()];
        document.sentences().get(one.sentence).map_or("", |sentence| document.slice(sentence.span))
    }

    fn sentence(&self, one: &Scored) -> Option<Passage<'_>> {
        let passage = Passage::sentence(&self.documents[one.document.index()], one.sentence)?;
        Some(self.with_speakers(one.document, passage))
    }

    /// The figures that two documents or more give for the same thing, if one of them is on the topic; and whether the
    /// topic asks for them.
    fn figures<'c>(
        &'c self,
        topic: &str,
        scored: &[Scored],
        stems: &[(Option<u32>, f32)],
    ) -> (Vec<Figures<'c>>, bool) {
        let fates = tolls::asked(topic);
        let lists = self.tolls(scored, &fates);
        // Who asks for those killed does not ask for what else is counted.
        if !fates.is_empty() && !lists.is_empty() {
            return (lists, true);
        }
        let counts = self.counts(scored, stems);
        let asked: Vec<_> = counts.iter().filter(|(is_asked, _)| *is_asked).cloned().collect();
        if !asked.is_empty() {
            return (asked.into_iter().map(|(_, list)| list).collect(), true);
        }
        (lists.into_iter().chain(counts.into_iter().map(|(_, list)| list)).collect(), false)
    }

    /// The figures for what became of people. An article counts in steps ("two in Halden, six in all"), so the largest of
    /// its figures is taken.
    fn tolls<'c>(&'c self, scored: &[Scored], fates: &[&str]) -> Vec<Figures<'c>> {
        let mut lists: BTreeMap<(&str, Option<String>), Vec<Counted<'c>>> = BTreeMap::new();
        let mut called: BTreeMap<String, String> = BTreeMap::new();
        for one in scored {
            let tolls = tolls::tolls(self.text(one));
            if tolls.is_empty()
                || tolls::is_of_earlier_times(self.text(one), self.told_in(one.document))
            {
                continue;
            }
            let Some(passage) = self.sentence(one) else { continue };
            for toll in tolls {
                let at = passage.span().start();
                let written = TextSpan::new(at + toll.range.start, at + toll.range.end);
                let is_on_topic =
                    fates.contains(&toll.fate) || fates.is_empty() && one.score >= FIGURES_ON_TOPIC;
                let figure = Figure { passage: passage.clone(), written, value: toll.value };
                let whom = toll.whom.map(|(word, stem)| {
                    called.entry(stem.clone()).or_insert(word);
                    stem
                });
                let list = lists.entry((toll.fate, whom)).or_default();
                let counted = Counted { figure, is_on_topic, document: one.document };
                match list.iter_mut().find(|there| there.document == one.document) {
                    Some(there) if there.figure.value < toll.value => *there = counted,
                    Some(_) => {}
                    None => list.push(counted),
                }
            }
        }
        let list = |((fate, whom), list): ((&str, Option<String>), Vec<Counted<'c>>)| {
            let whom = whom.and_then(|stem| called.get(&stem).cloned());
            listed(list, format!("{} {fate}", whom.as_deref().unwrap_or("people")))
        };
        // Those of people in general come first: they are the whole.
        let mut found: Vec<_> = lists.into_iter().collect();
        found.sort_by_key(|((_, whom), _)| whom.is_some());
        found.into_iter().filter_map(list).collect()
    }

    /// The year of a document; of one that does not tell it, that of the newest.
    fn told_in(&self, document: DocumentNumber) -> Option<u32> {
        let year = |document: &Document| {
            dates::day(document.metadata().date.as_deref()?).map(|(year, ..)| year)
        };
        year(&self.documents[document.index()])
            .or_else(|| self.documents.iter().filter_map(year).max())
    }

    /// The figures for things that are counted. They are for one thing only where what is around them speaks of one.
    fn counts<'c>(
        &'c self,
        scored: &[Scored],
        topic: &[(Option<u32>, f32)],
    ) -> Vec<(bool, Figures<'c>)> {
        let asks_for = |thing: &str| {
            let stem = self.vocabulary.stem_number(thing);
            stem.is_some() && topic.iter().any(|(asked, _)| *asked == stem)
        };
        let mut lists: Lists<'_, 'c> = Vec::new();
        for one in scored {
            self.add_figures(one, asks_for, &mut lists);
        }
        let list = |list: Vec<(figures::Figure, &Scored, Counted<'c>)>| {
            let (read, ..) = list.first()?;
            let thing = called(&list[0].2.figure, read);
            let is_asked = asks_for(&read.thing);
            let list = listed(list.into_iter().map(|(.., counted)| counted).collect(), thing)?;
            Some((is_asked, list))
        };
        lists.into_iter().filter_map(list).collect()
    }

    /// Adds the figures of one sentence to the lists of those that are of one thing.
    fn add_figures<'s, 'c>(
        &'c self,
        one: &'s Scored,
        asks_for: impl Fn(&str) -> bool,
        lists: &mut Lists<'s, 'c>,
    ) {
        let found = figures(self.text(one));
        let Some(passage) = self.sentence(one).filter(|_| !found.is_empty()) else { return };
        let mut before: Option<usize> = None;
        let of_people = tolls::tolls(passage.text());
        for read in found {
            // Those who were arrested are not all who marched.
            let overlaps = |toll: &tolls::Toll| {
                toll.range.start < read.range.end && read.range.start < toll.range.end
            };
            // Earlier quakes had other strengths.
            let is_earlier = || {
                read.thing == figures::MAGNITUDE
                    && tolls::is_of_earlier_times(passage.text(), self.told_in(one.document))
            };
            if of_people.iter().any(overlaps) || is_earlier() {
                continue;
            }
            let at = passage.span().start();
            let written = TextSpan::new(at + read.range.start, at + read.range.end);
            let is_on_topic = one.score >= FIGURES_ON_TOPIC || asks_for(&read.thing);
            let figure = Figure { passage: passage.clone(), written, value: read.value };
            let place = lists.iter().position(|list| {
                list.iter().any(|(there, around, _)| {
                    there.counts_the_same(&read) && speak_of_one(around, one, &read)
                })
            });
            // An article tells the strength of its own quake first.
            let is_told =
                |at: usize| lists[at].iter().any(|(.., there)| there.document == one.document);
            if read.thing == figures::MAGNITUDE && place.is_some_and(is_told) {
                continue;
            }
            let place = put_together(lists, place, before.filter(|_| read.is_included));
            let counted = Counted { figure, is_on_topic, document: one.document };
            lists[place].push((read, one, counted));
            before = Some(place);
        }
    }

    /// The sentences on the topic that speak of a draft, or of the text that came of it.
    fn standing<'c>(&'c self, scored: &[Scored], standing: Standing) -> Vec<Passage<'c>> {
        const ON_TOPIC_OF_A_TEXT: f32 = 0.2;
        let mut passages: Vec<Passage<'c>> = Vec::new();
        for one in scored.iter().filter(|one| one.score >= ON_TOPIC_OF_A_TEXT) {
            let Some(passage) = self.sentence(one) else { continue };
            let has = |words: &[String]| {
                crate::english::words::words(passage.text())
                    .iter()
                    .any(|word| words.contains(&word.folded))
            };
            let is_quoted = |standing: Standing| {
                let rows =
                    (0..self.reported.len()).filter(|&row| self.rows[row].document == one.document);
                let mut there = rows.map(|row| &self.reported[row]);
                there.any(|reported| {
                    reported.quotation.standing() == Some(standing)
                        && reported.spans.iter().any(|span| span.overlaps(&passage.span()))
                })
            };
            let is_draft = has(&LISTS.draft_words) || is_quoted(Standing::Draft);
            let fits = match standing {
                Standing::Draft => is_draft,
                Standing::Final => {
                    !is_draft && (has(&LISTS.final_words) || is_quoted(Standing::Final))
                }
            };
            if fits && passages.iter().all(|there| there.text() != passage.text()) {
                passages.push(passage);
            }
        }
        passages
    }
}

/// Words that two sentences must share, besides those of the topic, to give figures for one thing.
const IN_COMMON: usize = 2;

/// Whether two sentences speak of one thing: they share more than the topic and the noun that is counted. A share has
/// said of what it is one, and a quake has one strength.
fn speak_of_one(one: &Scored, other: &Scored, read: &figures::Figure) -> bool {
    if !read.of.is_empty() || read.thing == figures::MAGNITUDE {
        return true;
    }
    let shared = one.around.iter().filter(|stem| other.around.binary_search(stem).is_ok()).count();
    shared > IN_COMMON
}

/// What is counted, in the words of a figure: without the number and the words that belong to it.
fn called(figure: &Figure<'_>, read: &figures::Figure) -> String {
    let written = figure.passage.document().slice(figure.written);
    let words: Vec<&str> = written.split_whitespace().collect();
    let last_number = words.iter().rposition(|word| {
        word.contains(|c: char| c.is_ascii_digit()) || numbers::value(&fold(word)).is_some()
    });
    let thing = words[last_number.map_or(0, |at| at + 1)..].join(" ");
    match (thing.is_empty(), read.thing == figures::MAGNITUDE) {
        (_, true) => "magnitude".to_owned(),
        (true, false) => read.thing.clone(),
        (false, false) => thing,
    }
}

/// A list of figures, equal values together; none unless two documents give one and one is on the topic.
fn listed<'c>(list: Vec<Counted<'c>>, thing: String) -> Option<Figures<'c>> {
    let first = list.first()?;
    let is_shared = list.iter().any(|one| one.document != first.document);
    if !is_shared || !list.iter().any(|one| one.is_on_topic) {
        return None;
    }
    let mut values: BTreeMap<Value, Vec<Figure<'c>>> = BTreeMap::new();
    for one in list {
        let equal = values.entry(Value(one.figure.value)).or_default();
        let name = one.figure.passage.document().name();
        // An article that says a number again gives no other.
        if equal.iter().all(|there| there.passage.document().name() != name) {
            equal.push(one.figure);
        }
    }
    Some(Figures { thing, values: values.into_values().collect() })
}

/// A value in its order.
#[derive(PartialEq)]
struct Value(f64);

impl Eq for Value {}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Figures of one thing, each with the sentence in which it stands.
type Lists<'s, 'c> = Vec<Vec<(figures::Figure, &'s Scored, Counted<'c>)>>;

/// The list for a figure: that of its own thing, or of what it is included in ("35 countries, including 27 leaders": who
/// counts the ones counts the others), or a new one.
fn put_together(lists: &mut Lists<'_, '_>, own: Option<usize>, whole: Option<usize>) -> usize {
    match (own, whole) {
        (Some(place), Some(whole)) if place != whole => {
            let moved = std::mem::take(&mut lists[place]);
            lists[whole].extend(moved);
            whole
        }
        (Some(place), _) => place,
        (None, Some(whole)) => whole,
        (None, None) => {
            lists.push(vec![]);
            lists.len() - 1
        }
    }
}
