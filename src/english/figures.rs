//! Figures in a sentence: what number is given for what.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::lists::LISTS;
use crate::english::numbers;
use crate::english::value_words::{Part, VALUE_WORDS};
use crate::english::words::{Word, words};

/// A number that a sentence gives for something.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number; of a share the percentage.
    pub value: f64,
    /// Bytes of the sentence: the number with the words that belong to it ("around 30 countries").
    pub range: Range<usize>,
    /// What is counted: the stem of the noun, "percent" for a share.
    pub thing: String,
    /// Of which kind: the stems of the words between the number and the noun.
    pub kind: Vec<String>,
    /// Of what it is a share: stems, in order.
    pub of: Vec<String>,
    /// Whether the figure before says of what this one is a part: "35 countries, including 27 leaders".
    pub is_included: bool,
}

/// What numbers count (`config/figures.toml`).
struct Data {
    /// Stems of nouns that may stand for anything.
    vague: HashSet<String>,
    /// Plurals that do not end with an "s".
    plurals: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vague: Vec<String>,
    plurals: HashSet<String>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    let File { vague, plurals } = crate::english::data(
        "figures.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/figures.toml")),
    );
    Data { vague: vague.iter().map(|word| LISTS.stem(word)).collect(), plurals }
});

/// Whether what is counted may be anything: hours, others, ways.
pub(crate) fn is_vague(stem: &str) -> bool {
    DATA.vague.contains(stem)
}

/// The stem that stands for the strength of an earthquake, which has no noun behind its number.
pub(crate) const MAGNITUDE: &str = "magnitud";

impl Figure {
    /// Whether the two count the same thing.
    #[must_use]
    pub fn counts_the_same(&self, other: &Self) -> bool {
        /// "Ukraine" and "Ukrainian" share as many letters.
        const SAME_START: usize = 5;
        let is_alike = |one: &String, other: &String| {
            one == other
                || one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() >= SAME_START
        };
        // Shares of nothing in particular may be of anything.
        let is_bare = |figure: &Self| figure.of.is_empty() && figure.thing == "percent";
        self.thing == other.thing
            && !is_vague(&self.thing)
            // "Registered voters" are not all voters, but who says "voters" may mean them.
            && (self.kind.is_empty() || other.kind.is_empty() || self.kind == other.kind)
            && (self.of.is_empty() == other.of.is_empty())
            && !is_bare(self)
            && (self.of.is_empty()
                || self.of.iter().any(|one| other.of.iter().any(|there| is_alike(one, there))))
    }
}

/// The figures of a sentence, in order. Dates, years and numbers in names are none.
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
    let words = words(text);
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match figure(text, &words, at) {
            Some((mut figure, next)) => {
                figure.is_included = found.last().is_some_and(|before| {
                    let between =
                        text.get(before.range.end..figure.range.start).unwrap_or_default();
                    between.trim_end().ends_with("including")
                });
                found.push(figure);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Words before a number that belong to it.
const HEDGES: [&str; 14] = [
    "around",
    "about",
    "some",
    "nearly",
    "almost",
    "over",
    "approximately",
    "roughly",
    "than",
    "more",
    "fewer",
    "less",
    "least",
    "at",
];

fn figure(text: &str, words: &[Word], at: usize) -> Option<(Figure, usize)> {
    if let Some(share) = share(text, words, at) {
        return Some(share);
    }
    let mut value =
        numbers::value(&words[at].folded).filter(|_| !words[at].folded.contains('/'))?;
    let mut next = at + 1;
    // "Two dozen".
    while let Some(word) = words.get(next).filter(|word| is_next_to(text, &words[next - 1], word))
        && let Some(multiplier) =
            numbers::value(&word.folded).filter(|_| word.folded.starts_with(char::is_alphabetic))
    {
        value *= multiplier;
        next += 1;
    }
    let before = at.checked_sub(1).map(|before| &words[before]);
    let is_date = before.is_some_and(|word| is_month(&word.folded))
        || words.get(next).is_some_and(|word| is_month(&word.folded));
    if let Some(magnitude) = magnitude(text, words, at, next, value) {
        return Some(magnitude);
    }
    let is_in_name = before.is_some_and(|word| {
        word.is_name && is_next_to(text, word, &words[at]) && !is_month(&word.folded)
    });
    if is_date || is_in_name {
        return None;
    }
    let start = hedged(words, at);
    if words.get(next).is_some_and(|word| word.folded == "percent") {
        let (of, end) = shared_of(text, words, next);
        return Some((figure_of(value, words[start].start..end, "percent", of), next + 1));
    }
    let (kind, thing, end) = thing(text, words, next)?;
    let figure = figure_of(value, words[start].start..end, &thing, vec![]);
    Some((Figure { kind, ..figure }, next))
}

/// "A 6.1-magnitude quake", "of magnitude 6.1", "a magnitude of 6.1".
fn magnitude(
    text: &str,
    words: &[Word],
    at: usize,
    next: usize,
    value: f64,
) -> Option<(Figure, usize)> {
    let is = |at: usize| words.get(at).is_some_and(|word| word.folded == "magnitude");
    let range = if is(next) && is_next_to(text, &words[next - 1], &words[next]) {
        words[at].start..words[next].end
    } else {
        let behind_of = usize::from(at > 0 && words[at - 1].folded == "of");
        let first = at.checked_sub(1 + behind_of).filter(|&first| is(first))?;
        words[first].start..words[next - 1].end
    };
    Some((figure_of(value, range, MAGNITUDE, vec![]), next))
}

fn figure_of(value: f64, range: Range<usize>, thing: &str, of: Vec<String>) -> Figure {
    Figure { value, range, thing: thing.to_owned(), kind: vec![], of, is_included: false }
}

/// "A fifth of …", "two thirds of …".
fn share(text: &str, words: &[Word], at: usize) -> Option<(Figure, usize)> {
    let (percent, unit) = if words[at].folded == "a" {
        let (Part::Share(parts) | Part::Ordinal(parts @ 3..)) =
            VALUE_WORDS.part(&words.get(at + 1)?.folded)
        else {
            return None;
        };
        (100.0 / f64::from(parts), at + 1)
    } else {
        (100.0 * numbers::value(&words[at].folded).filter(|_| words[at].folded.contains('/'))?, at)
    };
    // Only "of" makes a share: "a third country" is none.
    words.get(unit + 1).filter(|word| word.folded == "of")?;
    let (of, end) = shared_of(text, words, unit);
    let start = hedged(words, at);
    Some((figure_of(percent, words[start].start..end, "percent", of), unit + 1))
}

/// Where the words before a number that belong to it start.
pub(crate) fn hedged(words: &[Word], at: usize) -> usize {
    const MOST: usize = 2;
    let hedges = words[..at]
        .iter()
        .rev()
        .take(MOST)
        .take_while(|word| HEDGES.contains(&word.folded.as_str()));
    at - hedges.count()
}

/// What a share is of, behind its unit at `unit`: the stems of two words, and where they end.
fn shared_of(text: &str, words: &[Word], unit: usize) -> (Vec<String>, usize) {
    const MOST: usize = 2;
    let mut end = words[unit].end;
    let mut of = Vec::new();
    if words.get(unit + 1).is_some_and(|word| word.folded == "of") {
        for (at, word) in words.iter().enumerate().skip(unit + 2) {
            let is_small = LISTS.is_small(&word.folded);
            if of.len() == MOST
                || !is_next_to(text, &words[at - 1], word)
                || (is_small && !of.is_empty())
            {
                break;
            }
            end = word.end;
            if !is_small {
                of.push(LISTS.stem(&word.folded));
            }
        }
    }
    (of, end)
}

/// The noun behind a number, a plural in a run that no small word and no mark ends: the stems before it, its own, and
/// where it ends. A name is no noun ("13 England", "Six Nations").
fn thing(text: &str, words: &[Word], from: usize) -> Option<(Vec<String>, String, usize)> {
    const MOST: usize = 3;
    // "15,000 to 20,000 troops": the first number counts what the second does.
    let from = match words.get(from..from + 2) {
        Some([to, other])
            if matches!(to.folded.as_str(), "to" | "or" | "and")
                && numbers::value(&other.folded).is_some() =>
        {
            from + 2
        }
        _ => from,
    };
    let mut kind = vec![];
    for (at, word) in words.iter().enumerate().skip(from).take(MOST) {
        let follows = at == 0 || is_next_to(text, &words[at - 1], word);
        if !follows || LISTS.is_small(&word.folded) || numbers::value(&word.folded).is_some() {
            break;
        }
        // Sums of money are paid for all kinds of things.
        if VALUE_WORDS.is_currency(&word.folded) {
            return None;
        }
        if is_plural(&word.folded) {
            // What follows a plural says something of it.
            return (!word.is_name).then(|| (kind, LISTS.stem(&word.folded), word.end));
        }
        kind.push(LISTS.stem(&word.folded));
    }
    None
}

pub(crate) fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") || DATA.plurals.contains(word)
}

/// Whether only white space or a hyphen stands between two words.
pub(crate) fn is_next_to(text: &str, one: &Word, other: &Word) -> bool {
    one.end <= other.start
        && text[one.end..other.start].chars().all(|c| c.is_whitespace() || c == '-')
}

fn is_month(word: &str) -> bool {
    VALUE_WORDS.is_month(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read() {
        let check = |text: &str, expected: &[(f64, &str, &str)]| {
            let found: Vec<_> = figures(text)
                .into_iter()
                .map(|one| (one.value, text[one.range].to_owned(), one.thing))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(value, written, thing)| (*value, (*written).to_owned(), (*thing).to_owned()))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "35 countries, including 27 heads of state",
            &[(35.0, "35 countries", "countri"), (27.0, "27 heads", "head")],
        );
        check(
            "Leaders from around 30 countries gather.",
            &[(30.0, "around 30 countries", "countri")],
        );
        check("It occupies around 20% of Ukraine.", &[(20.0, "around 20% of Ukraine", "percent")]);
        check(
            "about a fifth of Ukrainian territory",
            &[(20.0, "about a fifth of Ukrainian territory", "percent")],
        );
        check("an army of 800,000 troops", &[(800_000.0, "800,000 troops", "troop")]);
        check(
            "15,000 to 20,000 troops",
            &[(15_000.0, "15,000 to 20,000 troops", "troop"), (20_000.0, "20,000 troops", "troop")],
        );
        check("two million people", &[(2e6, "two million people", "peopl")]);
        check("half a million people", &[(500_000.0, "half a million people", "peopl")]);
        check("two thirds of voters", &[(100.0 * (2.0 / 3.0), "two thirds of voters", "percent")]);
        check("two dozen ships and 3 million euros", &[(24.0, "two dozen ships", "ship")]);
        check("on January 6, 2026", &[]);
        check("Article 5 of the treaty", &[]);
        check("a third country", &[]);
        check("a 6.1-magnitude quake", &[(6.1, "6.1-magnitude", "magnitud")]);
        check("a quake of magnitude 6.1", &[(6.1, "magnitude 6.1", "magnitud")]);
        check("in the Six Nations, 13 England players", &[(13.0, "13 England players", "player")]);
        check("beat 13 England", &[]);
        check("a 35 nation coalition", &[]);
    }

    #[test]
    fn shares_of_one_thing_are_the_same() {
        let one = |text: &str| figures(text).remove(0);
        assert!(one("20% of Ukraine").counts_the_same(&one("a fifth of Ukrainian territory")));
        assert!(!one("20% of Ukraine").counts_the_same(&one("20% of voters")));
        assert!(!one("90 percent ready").counts_the_same(&one("20% of voters")));
        assert!(one("41 voters").counts_the_same(&one("22 registered voters")));
        assert!(!one("41 absent voters").counts_the_same(&one("22 registered voters")));
        assert!(!one("two hours").counts_the_same(&one("48 hours")));
        assert!(figures("35 countries, including 27 leaders")[1].is_included);
    }
}
