//! A topic side by side by document: passages, wordings, figures, draft and final text. Lists, never verdicts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::english::figures::{self, figures};
use crate::english::lists::LISTS;
use crate::model::answer::Passage;
use crate::model::document::{BlockKind, Document, DocumentNumber};
use crate::model::quotation::Standing;
use crate::model::span::TextSpan;
use crate::model::verdict::{Comparison, Figure, Figures};
use crate::quotations::Quotations;
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
}

/// A figure on its way into a list.
struct Counted<'c> {
    read: figures::Figure,
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
        Comparison {
            documents: self.passages(&scored),
            wordings: self.groups_among(&rows),
            figures: self.figures(&scored, &stems),
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
                let sentence = chunk.first().map_or(0, |token| token.sentence as usize);
                if sentence < self.documents[row.document.index()].sentences().len() {
                    let score = if all > 0.0 { share / all } else { 0.0 };
                    scored.push(Scored { document: row.document, sentence, score });
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

    fn sentence(&self, one: &Scored) -> Option<Passage<'_>> {
        let passage = Passage::sentence(&self.documents[one.document.index()], one.sentence)?;
        Some(self.with_speakers(one.document, passage))
    }

    /// The figures that two documents or more give for the same thing, if one of them is on the topic.
    fn figures<'c>(&'c self, scored: &[Scored], topic: &[(Option<u32>, f32)]) -> Vec<Figures<'c>> {
        let asks_for = |thing: &str| {
            let stem = self.vocabulary.stem_number(thing);
            stem.is_some() && topic.iter().any(|(asked, _)| *asked == stem)
        };
        let mut lists: Vec<Vec<Counted<'c>>> = Vec::new();
        for one in scored {
            let Some(passage) = self.sentence(one) else { continue };
            let mut before: Option<usize> = None;
            for read in figures(passage.text()) {
                let at = passage.span().start();
                let written = TextSpan::new(at + read.range.start, at + read.range.end);
                let is_on_topic = one.score >= FIGURES_ON_TOPIC || asks_for(&read.thing);
                let figure = Figure { passage: passage.clone(), written, value: read.value };
                let place = lists
                    .iter()
                    .position(|list| list.iter().any(|there| there.read.counts_the_same(&read)));
                let is_included = read.is_included;
                let counted = Counted { read, figure, is_on_topic, document: one.document };
                let place = match (place, before.filter(|_| is_included)) {
                    // "35 countries, including 27 leaders": who counts the ones counts the others.
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
                };
                lists[place].push(counted);
                before = Some(place);
            }
        }
        lists.into_iter().filter_map(|list| listed(&self.documents, list)).collect()
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

/// A list of figures, equal values together; none unless two documents give one and one is on the topic.
fn listed<'c>(documents: &[Document], list: Vec<Counted<'c>>) -> Option<Figures<'c>> {
    let first = list.first()?;
    let is_shared = list.iter().any(|one| one.document != first.document);
    if !is_shared || !list.iter().any(|one| one.is_on_topic) {
        return None;
    }
    let thing = documents[first.document.index()].slice(first.figure.written).to_owned();
    let thing = thing.trim_start_matches(|c: char| !c.is_alphabetic());
    let thing = if thing.is_empty() { first.read.thing.clone() } else { thing.to_owned() };
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
