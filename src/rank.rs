//! How well a sentence answers a question: features that do not depend on the size of the corpus, and the
//! weights that make one figure of them.

use crate::document::BlockKind;
use crate::lexicon::Term;
use crate::question::{QueryTerm, Wants};

/// A word of the question with what the index knows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedTerm {
    /// The word.
    pub query: QueryTerm,
    /// Inverse document frequency over sentences ([`idf`]).
    pub idf: f32,
    /// Whether any sentence has it.
    pub is_known: bool,
}

impl WeightedTerm {
    /// What the word counts in this question.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.idf * self.query.weight
    }
}

/// Inverse document frequency as in BM25 (Robertson and Spärck Jones, with the `1 +` that keeps it positive).
#[must_use]
pub fn idf(frequency: u64, sentences: u64) -> f32 {
    let (frequency, sentences) = (frequency as f32, sentences.max(frequency) as f32);
    (1.0 + (sentences - frequency + 0.5) / (frequency + 0.5)).ln()
}

/// Which words of the question some text has, each with how exactly: 1 for the same word, a little less for
/// one with another ending, 0 for none.
#[derive(Debug, Clone, PartialEq)]
pub struct Matches(Vec<f32>);

/// What a word counts that has the stem asked for, but another ending.
const OTHER_ENDING: f32 = 0.9;

impl Matches {
    /// Looks for the words of a question in some text.
    pub fn find<'t>(question: &[WeightedTerm], text: impl IntoIterator<Item = &'t Term>) -> Self {
        let mut found = vec![0.0_f32; question.len()];
        for term in text {
            for (found, asked) in found.iter_mut().zip(question) {
                if term.stem == asked.query.term.stem {
                    let is_exact = term.word == asked.query.term.word;
                    *found = found.max(if is_exact { 1.0 } else { OTHER_ENDING });
                }
            }
        }
        Self(found)
    }

    /// What this text or the other has.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, other)| one.max(*other)).collect())
    }

    /// The share of the question that is found, weighed by rarity: 0 to 1.
    #[must_use]
    pub fn coverage(&self, question: &[WeightedTerm]) -> f32 {
        let all: f32 = question.iter().map(WeightedTerm::weight).sum();
        let found: f32 =
            question.iter().zip(&self.0).map(|(term, found)| term.weight() * found).sum();
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// The share of the names and numbers of the question that is found, weighed by rarity; `None` if it
    /// has none.
    #[must_use]
    pub fn name_coverage(&self, question: &[WeightedTerm]) -> Option<f32> {
        let is_name = |term: &WeightedTerm| term.query.term.is_name || term.query.term.is_number();
        let names: Vec<_> =
            question.iter().zip(&self.0).filter(|(term, _)| is_name(term)).collect();
        let all: f32 = names.iter().map(|(term, _)| term.weight()).sum();
        let found: f32 = names.iter().map(|(term, found)| term.weight() * **found).sum();
        (all > 0.0).then(|| found / all)
    }
}

/// What speaks for a sentence. All but `length` lie between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features {
    /// Coverage of the question by the sentence.
    pub sentence: f32,
    /// Coverage by the sentence with its paragraph.
    pub paragraph: f32,
    /// Coverage by all candidates of the document.
    pub article: f32,
    /// Coverage of the question's names and numbers by the sentence with its paragraph; 1 if it has none.
    pub names: f32,
    /// Share of neighbouring words of the question that stand close to each other in the sentence.
    pub proximity: f32,
    /// Whether the sentence has the kind of thing that is asked for.
    pub kind_of_answer: f32,
    /// How many words the sentence has over the usual, in hundreds.
    pub length: f32,
    /// Whether it is a caption.
    pub caption: f32,
    /// Whether it is a headline or standfirst.
    pub headline: f32,
}

/// Words of the question are close in a sentence if at most this many positions lie between them.
const CLOSE: usize = 4;

/// Length in words up to which a sentence is not marked down: the mean of English news is some 25.
const USUAL_LENGTH: usize = 25;

impl Features {
    /// Reads the features of one sentence.
    #[must_use]
    pub fn read(
        question: &[WeightedTerm],
        wants: Wants,
        sentence: &[Term],
        kind: BlockKind,
        paragraph: &Matches,
        article: &Matches,
    ) -> Self {
        let own = Matches::find(question, sentence);
        let with_paragraph = own.or(paragraph);
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        Self {
            sentence: own.coverage(question),
            paragraph: with_paragraph.coverage(question),
            article: with_paragraph.or(article).coverage(question),
            names: with_paragraph.name_coverage(question).unwrap_or(1.0),
            proximity: proximity(question, sentence),
            kind_of_answer: is(has_answer_of_kind(wants, question, sentence)),
            length: sentence.len().saturating_sub(USUAL_LENGTH) as f32 / 100.0,
            caption: is(kind == BlockKind::Caption),
            headline: is(matches!(kind, BlockKind::Headline | BlockKind::Standfirst)),
        }
    }

    /// The figure by which sentences are ordered, best highest.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.sentence
            + 0.30 * self.paragraph
            + 0.10 * self.article
            + 0.20 * self.proximity
            + 0.10 * self.kind_of_answer
            - 0.20 * self.length
            - 0.10 * self.caption
            - 0.08 * self.headline
    }

    /// How sure it is that the sentence answers the question: 0 to 1, comparable between corpora.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        let covered = 0.60 * self.sentence + 0.25 * self.paragraph + 0.15 * self.names;
        covered.clamp(0.0, 1.0)
    }
}

/// The share of pairs of words that follow each other in the question and are close in the sentence.
fn proximity(question: &[WeightedTerm], sentence: &[Term]) -> f32 {
    let places = |asked: &WeightedTerm| -> Vec<usize> {
        let is_asked =
            |(at, term): (usize, &Term)| (term.stem == asked.query.term.stem).then_some(at);
        sentence.iter().enumerate().filter_map(is_asked).collect()
    };
    let places: Vec<_> = question.iter().map(places).collect();
    let (mut all, mut close) = (0.0, 0.0);
    for (at, pair) in question.windows(2).enumerate() {
        let weight = pair[0].weight() + pair[1].weight();
        all += weight;
        let is_close =
            |one: &usize| places[at + 1].iter().any(|other| one.abs_diff(*other) <= CLOSE);
        if places[at].iter().any(is_close) {
            close += weight;
        }
    }
    if all > 0.0 { close / all } else { 0.0 }
}

/// Whether the sentence has a thing of the kind asked for that the question has not named itself.
fn has_answer_of_kind(wants: Wants, question: &[WeightedTerm], sentence: &[Term]) -> bool {
    let is_new = |term: &&Term| question.iter().all(|asked| asked.query.term.stem != term.stem);
    let mut new = sentence.iter().filter(is_new);
    match wants {
        Wants::Person | Wants::Place => new.any(|term| term.is_name),
        Wants::Number => new.any(|term| term.is_number() || NUMBERS.contains(&term.stem.as_str())),
        Wants::Time => new.any(|term| is_time(term)),
        Wants::Reason => new.any(|term| REASONS.contains(&term.word.as_str())),
        Wants::Speech => sentence.iter().any(|term| term.is_weak()),
        Wants::Thing => false,
    }
}

/// Stems of number words.
const NUMBERS: [&str; 26] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelv", "twenti", "thirti", "forti", "fifti", "hundr", "thousand", "million", "billion",
    "trillion", "dozen", "sever", "half", "third", "fifth",
];

const REASONS: [&str; 9] =
    ["because", "since", "after", "due", "cause", "reason", "therefore", "amid", "owing"];

/// Stems of days, months and words of time.
const TIMES: [&str; 28] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "januari",
    "februari",
    "march",
    "april",
    "june",
    "juli",
    "august",
    "septemb",
    "octob",
    "novemb",
    "decemb",
    "yesterday",
    "today",
    "tomorrow",
    "week",
    "month",
    "year",
    "centuri",
    "decad",
    "weekend",
    "earli",
];

fn is_time(term: &Term) -> bool {
    let is_year = term.word.len() == 4 && term.word.bytes().all(|b| b.is_ascii_digit());
    is_year || TIMES.contains(&term.stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;
    use crate::question::understand;

    fn weighted(question: &str) -> Vec<WeightedTerm> {
        let known = |query| WeightedTerm { query, idf: 1.0, is_known: true };
        understand(question).terms.into_iter().map(known).collect()
    }

    fn features(question: &str, sentence: &str) -> Features {
        let (asked, terms) = (weighted(question), lexicon::terms(sentence));
        let nothing = Matches::find(&asked, []);
        let wants = understand(question).wants;
        Features::read(&asked, wants, &terms, BlockKind::Body, &nothing, &nothing)
    }

    #[test]
    fn rarer_is_worth_more() {
        assert!(idf(1, 100) > idf(50, 100));
        assert!(idf(100, 100) > 0.0);
        assert!(idf(0, 0) > 0.0);
    }

    #[test]
    fn the_sentence_that_answers_scores_higher() {
        let check = |question: &str, better: &str, worse: &str| {
            let (better, worse) = (features(question, better), features(question, worse));
            assert!(better.score() > worse.score(), "{question}: {better:?} and {worse:?}");
        };
        check("Who led the delegation?", "Rubio led the delegation.", "The delegation arrived.");
        check("How many troops go to Kyiv?", "5,000 troops go to Kyiv.", "The troops go to Kyiv.");
        check(
            "Will French troops go?",
            "French troops will go.",
            "French ships and then other troops of many lands go.",
        );
        check(
            "When did they sign the treaty?",
            "They signed the treaty on Monday.",
            "They signed the treaty.",
        );
        check(
            "the size of the army",
            "The size of the army is secret.",
            "The sizes of its armies are secret.",
        );
    }

    #[test]
    fn features_stay_in_bounds() {
        let found = features("troops in Kyiv", "Troops and troops in Kyiv, Kyiv and Kyiv.");
        assert_eq!((found.sentence, found.names, found.proximity), (1.0, 1.0, 1.0));
        let none = features("troops in Kyiv", "");
        assert_eq!((none.sentence, none.names, none.score()), (0.0, 0.0, 0.0));
    }
}
