//! What speaks for and against a sentence. Every figure lies between 0 and 1 and does not depend on the size of
//! the corpus, so that one set of weights serves all.

use std::sync::LazyLock;

use super::answer_kind;
use super::matches::{Hit, Matches, PreparedQuery, WeightedTerm};
use super::token::{Token, Traits, number};
use crate::model::document::BlockKind;
use crate::search::question::{Question, Wants};

/// Declares the features once: the struct, their names in order, and the weights that the configuration names.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What speaks for and against a sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct Features { $($(#[$doc])* pub $name: f32,)* }

        /// What each feature counts; those that are not named count nothing.
        #[derive(Debug, Clone, Copy, PartialEq, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Weights { $($(#[$doc])* pub $name: f32,)* }

        impl Features {
            /// Every feature with its name, in a fixed order.
            #[must_use]
            pub fn named(&self) -> Vec<(&'static str, f32)> {
                vec![$((stringify!($name), self.$name),)*]
            }

            /// What every feature adds to the sum, with its name, in a fixed order.
            #[must_use]
            pub fn shares(&self, weights: &Weights) -> Vec<(&'static str, f32)> {
                vec![$((stringify!($name), self.$name * weights.$name),)*]
            }

            /// The weighted sum.
            #[must_use]
            pub fn sum(&self, weights: &Weights) -> f32 {
                0.0 $(+ self.$name * weights.$name)*
            }
        }
    };
}

features! {
    /// Share of the question that the sentence has.
    sentence,
    /// … that it has in the very form asked for.
    exact,
    /// … that it has together with its neighbours.
    near,
    /// … that its paragraph has.
    paragraph,
    /// … that the article has, as far as it was found.
    article,
    /// … that the title has.
    title,
    /// Share of the question's words, each counted alike.
    count,
    /// Whether the sentence has all of them.
    all,
    /// Share of the rarest word that the sentence has.
    rarest,
    /// … that the paragraph has.
    rarest_paragraph,
    /// BM25 of the sentence, against the most that the question could get.
    bm25,
    /// Share of the question that is a name or a number and missing in the sentence.
    particulars_missing,
    /// … in the paragraph.
    particulars_missing_paragraph,
    /// … in the article.
    particulars_missing_article,
    /// Whether a word that picks one thing of a row is missing in the paragraph.
    pick_missing,
    /// Whether a number is missing and the sentence has another.
    other_number,
    /// Whether a name is missing and the sentence has another.
    other_name,
    /// Share of the question that no article has.
    unknown,
    /// Share of neighbouring words of the question that are close in the sentence.
    pairs,
    /// Share of the question's words that follow each other in the sentence as they do in the question.
    phrases,
    /// The longest stretch of the question that stands in the sentence word for word.
    run,
    /// Share of the question in the best window of twelve words.
    window,
    /// Share of words that stand in the question's order.
    order,
    /// Whether the last word of the question that counts is there.
    last,
    /// Whether the first is.
    first,
    /// Whether the question wants a person and the sentence has another name.
    person,
    /// … a number and has one.
    number,
    /// … a time and has one.
    time,
    /// … a place and has one.
    place,
    /// … a reason and has a word that gives one.
    reason,
    /// … something said and has words of saying.
    speech,
    /// … and it has none of what is wanted.
    kind_missing,
    /// How close what is wanted stands to the question's words.
    kind_near,
    /// Share of the sentence's words that are new against the question.
    new,
    /// How many new words that count the sentence has, up to twenty.
    news,
    /// The question asks for what is not so, and the sentence states what is; or the other way round.
    negation_asked,
    /// The sentence states what is not so, and the question does not ask for that.
    negation_found,
    /// Whether the sentence has the opposite of a word asked for.
    opposite,
    /// Words over the usual, in hundreds.
    length,
    /// Whether it has fewer than eight words.
    short,
    /// Whether it is a caption.
    caption,
    /// Whether it is a headline or standfirst.
    headline,
    /// Whether it starts with a pronoun.
    pronoun,
    /// Whether it is a question itself.
    question,
    /// Whether it is the first of its paragraph.
    opening,
    /// One over the number of words that count: in a short question each word decides.
    brief,
    /// Whether the sentence encoder has compared the sentence with the question; the weights are others then.
    encoded,
    /// How alike the sentence and the question are to it, from -1 to 1.
    meaning,
    /// How far the sentence falls behind the one that is most alike.
    meaning_behind,
    /// Whether the question asks in what way, and close behind a word of it the sentence has one that tells that: "by", "through".
    manner,
    /// Whether a figure is asked for (an age, a price, how many of something) and the sentence has none of that kind; it is seen for
    /// the best sentences alone.
    figure_missing,
    /// How far the next sentence falls behind; for the first alone.
    margin,
}

/// A sentence with what stands around it.
#[derive(Debug)]
pub struct Surroundings<'s> {
    /// Words of the sentence.
    pub tokens: &'s [Token],
    /// Words of the question in the sentence.
    pub hits: &'s [Hit],
    /// … in the sentence with those before and after it.
    pub near: &'s Matches,
    /// … in its paragraph.
    pub paragraph: &'s Matches,
    /// … in its article.
    pub article: &'s Matches,
    /// … in the title.
    pub title: &'s Matches,
    /// What its block is for.
    pub kind: BlockKind,
    /// Whether it is the first of its block.
    pub is_opening: bool,
    /// Whether it ends with a question mark.
    pub is_question: bool,
}

/// Words of the question are close in a sentence if at most this many positions lie between them.
const CLOSE: usize = 4;

/// Words of a window for [`Features::window`].
const WINDOW: usize = 12;

/// Length in words up to which a sentence is not marked down: the mean of English news is some 25.
const USUAL_LENGTH: usize = 25;

/// A sentence of fewer words is short.
const SHORT: usize = 8;

/// BM25's saturation and length norm, as usual.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Reads the features of one sentence.
#[must_use]
pub fn read(question: &Question, asked: &PreparedQuery, around: &Surroundings<'_>) -> Features {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let own = Matches::of(asked, around.hits);
    let new: Vec<bool> =
        around.tokens.iter().map(|token| !asked.said.contains(token.word.stem)).collect();
    let wanted = answer_kind::places(question.wants, around.tokens, &new);
    let missing = |pick: fn(&WeightedTerm) -> bool| {
        (0..asked.terms.len()).any(|at| pick(&asked.terms[at]) && own.share(at) <= 0.0)
    };
    let has_new = |pick: fn(&Token) -> bool| {
        around.tokens.iter().zip(&new).any(|(token, new)| *new && pick(token))
    };
    let counts = |(token, new): &(&Token, &bool)| **new && !token.is(Traits::STOPWORD);
    let news = around.tokens.iter().zip(&new).filter(counts).count();
    let wants = |kind| is(question.wants == kind && !wanted.is_empty());
    let is_negated = around.tokens.iter().any(|token| token.is(Traits::NEGATION));
    Features {
        other_number: is(missing(|term| term.query.term.is_number())
            && has_new(|token| token.is(Traits::DIGITS))),
        other_name: is(missing(|term| term.query.term.is_name) && has_new(|token| token.is_name)),
        person: wants(Wants::Person),
        number: wants(Wants::Number),
        time: wants(Wants::Time),
        place: wants(Wants::Place),
        reason: wants(Wants::Reason),
        speech: wants(Wants::Speech),
        kind_missing: is(answer_kind::is_checked(question.wants) && wanted.is_empty()),
        kind_near: nearness(&wanted, around.hits),
        new: new.iter().filter(|new| **new).count() as f32 / new.len().max(1) as f32,
        news: news.min(20) as f32 / 20.0,
        negation_asked: is(question.is_negated && !is_negated),
        negation_found: is(!question.is_negated && is_negated),
        opposite: is(has_opposite(asked, &own, around.tokens)),
        length: around.tokens.len().saturating_sub(USUAL_LENGTH) as f32 / 100.0,
        short: is(around.tokens.len() < SHORT),
        caption: is(around.kind == BlockKind::Caption),
        headline: is(matches!(around.kind, BlockKind::Headline | BlockKind::Standfirst)),
        pronoun: is(around.tokens.first().is_some_and(|first| first.is(Traits::PRONOUN))),
        question: is(around.is_question),
        opening: is(around.is_opening),
        manner: is(question.asks_manner && tells_manner(around)),
        ..shared(asked, around, &own)
    }
}

/// What the sentence and what stands around it share with the question.
fn shared(asked: &PreparedQuery, around: &Surroundings<'_>, own: &Matches) -> Features {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let paragraph = own.or(around.paragraph);
    let article = paragraph.or(around.article).or(around.title);
    let of_terms = |count: usize| count as f32 / asked.terms.len().max(1) as f32;
    let found = |number: usize| own.share(number) > 0.0;
    let rarest = (0..asked.terms.len())
        .max_by(|&one, &other| asked.terms[one].weight().total_cmp(&asked.terms[other].weight()));
    let exact: Vec<_> = around.hits.iter().copied().filter(|hit| hit.share >= 1.0).collect();
    let particular = |term: &WeightedTerm| term.query.is_particular();
    let (phrases, run) = phrases(asked, around.tokens);
    Features {
        sentence: own.coverage(asked),
        exact: Matches::of(asked, &exact).coverage(asked),
        near: own.or(around.near).coverage(asked),
        paragraph: paragraph.coverage(asked),
        article: article.coverage(asked),
        title: around.title.coverage(asked),
        count: of_terms((0..asked.terms.len()).filter(|&at| found(at)).count()),
        all: is((0..asked.terms.len()).all(found)),
        rarest: rarest.map_or(0.0, |at| own.share(at)),
        rarest_paragraph: rarest.map_or(0.0, |at| paragraph.share(at)),
        bm25: bm25(asked, around.hits, around.tokens.len()),
        particulars_missing: own.missing(asked, particular),
        particulars_missing_paragraph: paragraph.missing(asked, particular),
        particulars_missing_article: article.missing(asked, particular),
        pick_missing: is(paragraph.missing(asked, |term| term.query.picks) > 0.0),
        unknown: Matches::none(asked).missing(asked, |term| !term.is_known),
        pairs: pairs(asked, around.hits),
        phrases,
        run,
        window: window(asked, around.hits),
        order: order(around.hits),
        last: is(!asked.terms.is_empty() && found(asked.terms.len() - 1)),
        first: is(!asked.terms.is_empty() && found(0)),
        brief: 1.0 / asked.terms.len().max(1) as f32,
        ..Features::default()
    }
}

/// BM25 over the words of one sentence, against the most that it could be.
fn bm25(asked: &PreparedQuery, hits: &[Hit], length: usize) -> f32 {
    let mut counts = vec![0.0_f32; asked.terms.len()];
    for hit in hits {
        counts[hit.term] += hit.share;
    }
    let norm = K1 * (1.0 - B + B * length as f32 / USUAL_LENGTH as f32);
    let sum: f32 =
        asked.terms.iter().zip(&counts).map(|(term, tf)| term.weight() * tf / (tf + norm)).sum();
    if asked.total() > 0.0 { sum / asked.total() } else { 0.0 }
}

/// The share of pairs of words that follow each other in the question and are close in the sentence.
fn pairs(asked: &PreparedQuery, hits: &[Hit]) -> f32 {
    let (mut all, mut close) = (0.0, 0.0);
    for at in 1..asked.terms.len() {
        let weight = asked.terms[at - 1].weight() + asked.terms[at].weight();
        all += weight;
        let ones = hits.iter().filter(|hit| hit.term == at - 1);
        let near = ones.flat_map(|one| {
            hits.iter()
                .filter(move |other| other.term == at && one.at.abs_diff(other.at) <= CLOSE)
                .map(move |other| one.share * other.share)
        });
        close += weight * near.fold(0.0, f32::max);
    }
    if all > 0.0 { close / all } else { 0.0 }
}

/// The share of pairs of neighbouring words, stopwords too, that stand side by side in both, and the share of
/// the question that its longest stretch in the sentence makes up.
fn phrases(asked: &PreparedQuery, sentence: &[Token]) -> (f32, f32) {
    let question = &asked.words;
    let mut together = vec![false; question.len()];
    let mut longest = 0;
    // Length of the common stretch that ends at each word of the question and the word before in the sentence.
    let mut before = vec![0_usize; question.len() + 1];
    let mut is_clear = true;
    for token in sentence {
        if !asked.said.contains(token.word.stem) {
            if !is_clear {
                before.fill(0);
                is_clear = true;
            }
            continue;
        }
        is_clear = false;
        for (at, word) in question.iter().enumerate().rev() {
            before[at + 1] = if word.word.stem == token.word.stem { before[at] + 1 } else { 0 };
            together[at] |= before[at + 1] > 1;
            longest = longest.max(before[at + 1]);
        }
    }
    let pairs = question.len().saturating_sub(1).max(1) as f32;
    let found = together.iter().filter(|found| **found).count() as f32;
    let run = if longest > 1 { longest as f32 / question.len() as f32 } else { 0.0 };
    (found / pairs, run)
}

/// The most of the question that stands in any twelve words in a row.
fn window(asked: &PreparedQuery, hits: &[Hit]) -> f32 {
    let mut best = 0.0_f32;
    let mut inside = Matches::none(asked);
    for (first, start) in hits.iter().enumerate() {
        inside.clear();
        hits[first..]
            .iter()
            .take_while(|hit| hit.at < start.at + WINDOW)
            .for_each(|hit| inside.hit(hit));
        best = best.max(inside.coverage(asked));
    }
    best
}

/// The share of neighbouring hits that stand in the question's order.
fn order(hits: &[Hit]) -> f32 {
    let steps = hits.windows(2).filter(|pair| pair[0].term != pair[1].term);
    let (all, right) = steps.fold((0.0, 0.0), |(all, right), pair| {
        (all + 1.0, right + if pair[0].term < pair[1].term { 1.0 } else { 0.0 })
    });
    if all > 0.0 { right / all } else { 0.0 }
}

/// Whether a word that tells in what way stands close behind a word of the question.
fn tells_manner(around: &Surroundings<'_>) -> bool {
    let tells = |at: usize| {
        around
            .tokens
            .get(at)
            .is_some_and(|token| token.is(Traits::REASON) || MANNERS.contains(&token.word.word))
    };
    around.hits.iter().any(|hit| (hit.at + 1..hit.at + MANNER_REACH).any(tells))
}

/// Words that tell in what way something came about.
static MANNERS: LazyLock<Vec<u64>> =
    LazyLock::new(|| ["by", "through", "via", "after", "using", "thanks"].map(number).to_vec());

/// How many words behind a word of the question they may stand.
const MANNER_REACH: usize = 9;

/// How close the nearest wanted thing stands to a word of the question: 1 side by side, falling with distance.
fn nearness(wanted: &[usize], hits: &[Hit]) -> f32 {
    let distances = wanted.iter().flat_map(|at| hits.iter().map(move |hit| hit.at.abs_diff(*at)));
    let distance = distances.filter(|distance| *distance > 0).min();
    distance.map_or(0.0, |distance| 1.0 / (1.0 + distance.saturating_sub(1) as f32 / 4.0))
}

fn has_opposite(asked: &PreparedQuery, own: &Matches, sentence: &[Token]) -> bool {
    asked.opposites.iter().enumerate().any(|(at, (words, stems))| {
        own.share(at) < 0.9
            && !(words.is_empty() && stems.is_empty())
            && sentence
                .iter()
                .any(|token| words.contains(token.word.word) || stems.contains(token.word.stem))
    })
}
