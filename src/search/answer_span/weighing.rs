//! What speaks for a stretch of a passage as the answer, and what each of these counts for each kind of question.

use std::sync::LazyLock;

use super::asked::{Asked, Kind, Role};
use super::marked::Marked;
use super::pieces::{Piece, Shape};
use crate::attribute::{Class, WordKind};
use crate::english::data;
use crate::search::rank::PreparedQuery;

/// Declares the signs once: the struct, their names in order, and the weights that the configuration names.
macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What speaks for and against a stretch of words. Each lies between 0 and 1, but `length`.
        #[derive(Debug, Clone, Copy, PartialEq, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Signs { $($(#[$doc])* pub $name: f32,)* }

        impl Signs {
            /// Every sign with its name, in a fixed order.
            #[must_use]
            pub fn named(&self) -> Vec<(&'static str, f32)> {
                vec![$((stringify!($name), self.$name),)*]
            }

            /// The sum, each with its weight.
            #[must_use]
            pub fn sum(&self, weights: &Self) -> f32 {
                0.0 $(+ self.$name * weights.$name)*
            }
        }
    };
}

signs! {
    /// It is a number alone.
    number,
    /// … a number with what it counts or how exact it is.
    amount,
    /// … a time.
    time,
    /// … a name.
    name,
    /// … a noun phrase.
    noun,
    /// … noun phrases linked by prepositions.
    chain,
    /// … a list.
    list,
    /// … a noun phrase with the preposition in front.
    prepositional,
    /// … "to do something".
    infinitive,
    /// … "doing something".
    gerund,
    /// … a verb with what follows.
    predicate,
    /// … a clause with the word that subordinates it.
    subordinate,
    /// … a clause.
    clause,
    /// … all that stands in a pair of quote marks.
    quoted,
    /// Share of its words that count and are new.
    new,
    /// Whether it has no new word.
    nothing_new,
    /// Share of the question that it repeats.
    repeats,
    /// Whether its first word is one of the question's.
    starts_asked,
    /// Whether its last is.
    ends_asked,
    /// Whether it has a number.
    has_number,
    /// … a time.
    has_time,
    /// … a country or a capital.
    has_place,
    /// … a name that is neither.
    has_name,
    /// … an office or an occupation.
    has_role,
    /// … a finite verb.
    has_verb,
    /// Share of its words with a capital.
    capitals,
    /// Logarithm of its words.
    length,
    /// Whether it has more than twelve words.
    long,
    /// Whether it begins with an article or the like.
    determiner,
    /// Whether it is one small word.
    small,
    /// Closeness of a word of the question in front of it.
    near_left,
    /// … behind it.
    near_right,
    /// Closeness of the question's last word in front of it.
    last_left,
    /// … behind it.
    last_right,
    /// Whether the verb in front of it is one of the question's.
    verb_left,
    /// … behind it.
    verb_right,
    /// Share of the question in the eight words on either side.
    around,
    /// Share of the question between the commas around it.
    clause_around,
    /// "by" in front of it.
    after_by,
    /// "in", "at" or "on" in front of it.
    after_in,
    /// "of" in front of it.
    after_of,
    /// "to" or "for" in front of it.
    after_to,
    /// "from" in front of it.
    after_from,
    /// "with" in front of it.
    after_with,
    /// "as", "called" or "named" in front of it.
    after_as,
    /// "because", "due to" and the like in front of it or at its beginning.
    after_because,
    /// A verb in front of it.
    after_verb,
    /// A form of "to be" in front of it.
    after_be,
    /// A comma in front of it.
    after_comma,
    /// A bracket in front of it.
    after_bracket,
    /// A finite verb behind it.
    before_verb,
    /// The passage begins with it.
    first,
    /// A mark or the end behind it.
    before_mark,
    /// "of" behind it: it is not the whole of its phrase.
    before_of,
    /// The question word is the subject, and a verb of the question follows.
    subject,
    /// … and it stands behind that verb.
    not_subject,
    /// The question word is the object, and a verb of the question stands in front.
    object,
    /// … and the verb follows.
    not_object,
    /// The noun behind the question word stands in it.
    focus_inside,
    /// … is its last word.
    focus_last,
    /// … stands close in front of it.
    focus_left,
    /// … close behind it.
    focus_right,
    /// … right in front of it.
    focus_before,
    /// … right behind it.
    focus_next,
    /// A number in it has the unit that is asked for.
    unit,
    /// Share of the question in the twelve words in front of it, up to a mark that ends a sentence.
    left,
    /// … behind it.
    right,
    /// A form of "to be" stands in front, and so much of the question before that.
    after_be_left,
    /// … behind it, and so much of the question after that.
    before_be_right,
    /// The word in front of it is one of the question's.
    asked_before,
    /// The word behind it is.
    asked_next,
    /// "such as", "including", "like", "namely" in front of it.
    after_such,
    /// "by" in front of it, and the question word is the subject.
    agent,
    /// It has a single word that counts.
    single,
    /// It begins with a small letter and has no capital.
    lower,
    /// The sentence ends with it.
    end,
    /// Part of a name: a name with "of" goes on in front of it or behind it.
    name_cut,
    /// The preposition at the end of the question stands in front of it.
    preposition,
    /// A word of its phrase stands in front of it or behind it: it is cut out of its phrase.
    cut,
}

/// The weights of `config/highlight.toml`, a table for each kind of question.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    person: Signs,
    number: Signs,
    time: Signs,
    place: Signs,
    reason: Signs,
    speech: Signs,
    manner: Signs,
    thing: Signs,
}

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| data("highlight.toml", include_str!("../../../config/highlight.toml")));

/// How good an answer a stretch is to a question of this kind: only comparable within one passage.
pub(super) fn score(kind: Kind, signs: &Signs) -> f32 {
    signs.sum(match kind {
        Kind::Person => &WEIGHTS.person,
        Kind::Number => &WEIGHTS.number,
        Kind::Time => &WEIGHTS.time,
        Kind::Place => &WEIGHTS.place,
        Kind::Reason => &WEIGHTS.reason,
        Kind::Speech => &WEIGHTS.speech,
        Kind::Manner => &WEIGHTS.manner,
        Kind::Thing => &WEIGHTS.thing,
    })
}

/// A passage with the question, for the weighing of its pieces.
pub(super) struct Passage<'p> {
    pub(super) words: &'p [Marked],
    pub(super) asked: &'p Asked,
    pub(super) query: &'p PreparedQuery,
}

/// Words on either side that are close.
const AROUND: usize = 8;
/// Words on one side.
const SIDE: usize = 12;

impl Passage<'_> {
    /// What speaks for and against a piece.
    pub(super) fn signs(&self, piece: Piece) -> Signs {
        let words = self.words;
        let Piece { first, last, shape } = piece;
        let inside = &words[first..=last];
        let share = |pick: &dyn Fn(&Marked) -> bool| {
            inside.iter().filter(|word| pick(word)).count() as f32 / inside.len() as f32
        };
        let any = |pick: &dyn Fn(&Marked) -> bool| is(inside.iter().any(pick));
        let counting = inside.iter().filter(|word| word.counts).count();
        let news = inside.iter().filter(|word| word.is_news).count();
        let before = first.checked_sub(1).map(|at| &words[at]);
        let after = words.get(last + 1);
        let mut signs = Signs {
            new: news as f32 / counting.max(1) as f32,
            nothing_new: is(news == 0),
            repeats: self.coverage(first, last),
            starts_asked: is(!words[first].hits.is_empty()),
            ends_asked: is(!words[last].hits.is_empty()),
            has_number: any(&|word| word.is_number),
            has_time: any(&|word| word.is_time),
            has_place: any(&|word| word.is_place),
            has_name: any(&|word| word.is_name && !word.is_place && !word.is_time && word.is_news),
            has_role: any(&|word| word.word.has(Class::ROLE)),
            has_verb: any(&|word| word.word.is_finite),
            capitals: share(&|word| word.word.has(Class::CAPITAL)),
            length: (inside.len() as f32).ln(),
            long: is(inside.len() > 12),
            determiner: is(words[first].word.has(Class::DETERMINER)),
            small: is(counting == 0),
            around: self.coverage_but(first.saturating_sub(AROUND), last + AROUND, first, last),
            first: is(first == 0),
            cut: is(is_cut(words, first, last)),
            ..Signs::default()
        };
        set_shape(&mut signs, shape);
        if let Some(before) = before {
            set_before(&mut signs, before, &words[first]);
        }
        signs.before_verb = is(after.is_some_and(|word| word.word.is_finite));
        signs.before_mark = is(after.is_none_or(|word| !word.word.is_spoken()));
        signs.before_of = is(after.is_some_and(|word| word.word.has(Class::OF)));
        let (from, to) = self.clause(first, last);
        signs.clause_around = self.coverage_but(from, to, first, last);
        signs.left = self.coverage_but(first.saturating_sub(SIDE), first, first, last);
        signs.right = self.coverage_but(last, last + SIDE, first, last);
        let is_be = |word: Option<&Marked>| word.is_some_and(|word| word.word.has(Class::BE));
        signs.after_be_left = if is_be(before) { signs.left } else { 0.0 };
        signs.before_be_right = if is_be(after) { signs.right } else { 0.0 };
        signs.asked_before = is(before.is_some_and(|word| !word.hits.is_empty()));
        signs.asked_next = is(after.is_some_and(|word| !word.hits.is_empty()));
        signs.agent = if self.asked.role == Role::Subject { signs.after_by } else { 0.0 };
        signs.single = is(counting == 1);
        signs.lower = is(signs.capitals == 0.0);
        signs.end = is(after.is_none_or(|word| word.word.kind == WordKind::Stop));
        signs.name_cut = is(is_name_cut(words, first, last));
        signs.unit = any(&|word| word.is_measured);
        self.set_near(&mut signs, first, last);
        self.set_focus(&mut signs, first, last);
        signs
    }

    /// The share of the question that stands in a stretch.
    fn coverage(&self, first: usize, last: usize) -> f32 {
        self.coverage_but(first, last, usize::MAX, 0)
    }

    /// … without what stands from `but_first` to `but_last`.
    fn coverage_but(&self, first: usize, last: usize, but_first: usize, but_last: usize) -> f32 {
        let mut found = vec![false; self.query.terms.len()];
        let end = last.min(self.words.len().saturating_sub(1));
        for at in first..=end {
            if at < but_first || at > but_last {
                self.words[at].hits.iter().for_each(|&hit| found[hit] = true);
            }
        }
        let terms = self.query.terms.iter().zip(&found);
        let sum: f32 = terms.filter(|(_, found)| **found).map(|(term, _)| term.weight()).sum();
        if self.query.total() > 0.0 { sum / self.query.total() } else { 0.0 }
    }

    /// From the mark in front of a stretch to the mark behind it.
    fn clause(&self, first: usize, last: usize) -> (usize, usize) {
        let is_mark = |at: &usize| {
            !self.words[*at].word.is_spoken()
                && !matches!(self.words[*at].word.kind, WordKind::Possessive | WordKind::Other)
        };
        let from = (0..first.saturating_sub(1)).rev().find(is_mark).unwrap_or(0);
        let to = (last + 2..self.words.len()).find(is_mark).unwrap_or(self.words.len());
        (from, to)
    }

    fn set_near(&self, signs: &mut Signs, first: usize, last: usize) {
        let words = self.words;
        let closeness = |gap: usize| 1.0 / (1.0 + gap as f32 / 3.0);
        let in_front = |pick: &dyn Fn(&Marked) -> bool| {
            (0..first).rev().find(|&at| pick(&words[at])).map(|at| first - at - 1)
        };
        let behind = |pick: &dyn Fn(&Marked) -> bool| {
            (last + 1..words.len()).find(|&at| pick(&words[at])).map(|at| at - last - 1)
        };
        let value = |gap: Option<usize>| gap.map_or(0.0, closeness);
        let last_term = self.query.terms.len().checked_sub(1);
        let is_hit = |word: &Marked| !word.hits.is_empty();
        let is_last = |word: &Marked| last_term.is_some_and(|term| word.hits.contains(&term));
        let is_verb = |word: &Marked| {
            is_hit(word)
                && !word.word.has(Class::CAPITAL)
                && (word.word.is_finite
                    || word.word.has(Class::ED.with(Class::ING))
                    || !word.word.form.is_empty())
        };
        signs.near_left = value(in_front(&is_hit));
        signs.near_right = value(behind(&is_hit));
        signs.last_left = value(in_front(&is_last));
        signs.last_right = value(behind(&is_last));
        signs.verb_left = value(in_front(&is_verb));
        signs.verb_right = value(behind(&is_verb));
        match self.asked.role {
            Role::Subject => {
                (signs.subject, signs.not_subject) = (signs.verb_right, signs.verb_left);
            }
            Role::Object => (signs.object, signs.not_object) = (signs.verb_left, signs.verb_right),
            Role::Open => {}
        }
        if let (Some(preposition), Some(before)) = (&self.asked.preposition, first.checked_sub(1)) {
            signs.preposition =
                is(words[before].stem == *preposition || words[first].stem == *preposition);
        }
    }

    fn set_focus(&self, signs: &mut Signs, first: usize, last: usize) {
        let is_focus = |word: &Marked| self.asked.focus.contains(&word.stem);
        let any = |from: usize, to: usize| {
            is(self
                .words
                .get(from..to.min(self.words.len()))
                .is_some_and(|words| words.iter().any(is_focus)))
        };
        signs.focus_inside = any(first, last + 1);
        signs.focus_last = any(last, last + 1);
        signs.focus_left = any(first.saturating_sub(4), first);
        signs.focus_right = any(last + 1, last + 4);
        signs.focus_before = any(first.saturating_sub(1), first);
        signs.focus_next = any(last + 1, last + 2);
    }
}

fn is(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

fn set_shape(signs: &mut Signs, shape: Shape) {
    let sign = match shape {
        Shape::Number => &mut signs.number,
        Shape::Amount => &mut signs.amount,
        Shape::Time => &mut signs.time,
        Shape::Name => &mut signs.name,
        Shape::Noun => &mut signs.noun,
        Shape::Chain => &mut signs.chain,
        Shape::List => &mut signs.list,
        Shape::Prepositional => &mut signs.prepositional,
        Shape::Infinitive => &mut signs.infinitive,
        Shape::Gerund => &mut signs.gerund,
        Shape::Predicate => &mut signs.predicate,
        Shape::Subordinate => &mut signs.subordinate,
        Shape::Clause => &mut signs.clause,
        Shape::Quoted => &mut signs.quoted,
    };
    *sign = 1.0;
}

/// What the word in front of a piece, or the piece's own first word, says of it.
fn set_before(signs: &mut Signs, before: &Marked, first: &Marked) {
    let stem = before.stem.as_str();
    signs.after_by = is(stem == "by");
    signs.after_in = is(matches!(stem, "in" | "at" | "on"));
    signs.after_of = is(stem == "of");
    signs.after_to = is(matches!(stem, "to" | "for"));
    signs.after_from = is(stem == "from");
    signs.after_with = is(stem == "with");
    signs.after_such = is(matches!(stem, "as" | "includ" | "like" | "name" | "call"));
    signs.after_as = is(matches!(stem, "as" | "call" | "name"));
    signs.after_because = is(before.is_reason || first.is_reason);
    signs.after_be = is(before.word.has(Class::BE));
    signs.after_verb = is(before.word.is_finite && !before.word.has(Class::BE));
    signs.after_comma = is(before.word.kind == WordKind::Comma);
    signs.after_bracket = is(before.word.kind == WordKind::Open);
}

/// Whether "of" joins a stretch to more of a name: "Court" or "Justice" of "the Court of Justice".
fn is_name_cut(words: &[Marked], first: usize, last: usize) -> bool {
    let is_capital = |at: usize| words.get(at).is_some_and(|word| word.word.has(Class::CAPITAL));
    let is_of = |at: usize| {
        words.get(at).is_some_and(|word| word.word.has(Class::OF.with(Class::DETERMINER)))
    };
    let in_front = |at: usize| (at.saturating_sub(2)..at).rev().take_while(|&at| is_of(at)).last();
    let joins_left = is_capital(first)
        && in_front(first)
            .is_some_and(|of| words[of].word.has(Class::OF) && of > 0 && is_capital(of - 1));
    let joins_right = is_capital(last)
        && words.get(last + 1).is_some_and(|word| word.word.has(Class::OF))
        && (is_capital(last + 2) || is_capital(last + 3));
    joins_left || joins_right
}

/// Whether a stretch begins or ends in the middle of a name or of a noun phrase.
fn is_cut(words: &[Marked], first: usize, last: usize) -> bool {
    let are_one = |one: usize, other: usize| {
        let (Some(one), Some(other)) = (words.get(one), words.get(other)) else { return false };
        let is_inner = |word: &Marked| {
            word.word.is_spoken()
                && word.word.is_nominal
                && !word
                    .word
                    .has(Class::DETERMINER.with(Class::PREPOSITION).with(Class::COORDINATOR))
        };
        is_inner(one) && is_inner(other) && one.word.sentence == other.word.sentence
    };
    first.checked_sub(1).is_some_and(|before| are_one(before, first)) || are_one(last, last + 1)
}
