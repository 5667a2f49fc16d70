//! The stretch of a row of words that is most like the asked words, and the differences between the two.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::verdict::Op;
use crate::quotations::check::{Slot, Token};

/// A run of words that are in both, or in one alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What became of the words.
    pub op: Op,
    /// The words in the row of tokens; empty for added words.
    pub tokens: Range<usize>,
    /// The words in the asked words; empty for missing words.
    pub asked: Range<usize>,
}

/// How asked words and a stretch of tokens go together.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The stretch of tokens.
    pub window: Range<usize>,
    /// The differences, in order.
    pub runs: Vec<Run>,
    /// Weight of what both have, twice, over the weight of both: from 0 to 1 (Dice's measure).
    pub similarity: f32,
    /// The same without regard to order.
    pub likeness: f32,
}

/// Longest rows that are aligned; the rest of longer ones is left out, so that time stays bounded.
const MOST_ASKED: usize = 200;
const MOST_TOKENS: usize = 2000;

/// Aligns asked words with the stretch of `tokens` that is most like them. `weight` says how much a word counts.
#[must_use]
pub fn align(
    tokens: &[Token],
    asked: &[Slot],
    weight: impl Fn(&Slot) -> f32,
    weigh_token: impl Fn(&Token) -> f32,
) -> Option<Alignment> {
    let tokens = &tokens[..tokens.len().min(MOST_TOKENS)];
    let asked = &asked[..asked.len().min(MOST_ASKED)];
    let weights: Vec<f32> = asked.iter().map(weight).collect();
    let window = window(tokens, asked, &weights)?;
    let first = runs(tokens, asked, window.clone());
    let (window, runs) = widened(tokens, asked, window, first);
    let (mut same, mut missing, mut added) = (0.0, 0.0, 0.0);
    for run in &runs {
        match run.op {
            Op::Same => same += weights[run.asked.clone()].iter().sum::<f32>(),
            Op::Missing => {
                missing += tokens[run.tokens.clone()].iter().map(&weigh_token).sum::<f32>();
            }
            Op::Added => added += weights[run.asked.clone()].iter().sum::<f32>(),
        }
    }
    let shared = shared(tokens, asked, &weights, window.clone());
    let both = same * 2.0 + missing + added;
    let dice = |same: f32| if both > 0.0 { 2.0 * same / both } else { 0.0 };
    Some(Alignment { window, runs, similarity: dice(same), likeness: dice(shared).min(1.0) })
}

/// The window with the words beside it that others were asked for: "we will not" for "we won't".
fn widened(
    tokens: &[Token],
    asked: &[Slot],
    window: Range<usize>,
    first: Vec<Run>,
) -> (Range<usize>, Vec<Run>) {
    let added =
        |run: Option<&Run>| run.filter(|run| run.op == Op::Added).map_or(0, |run| run.asked.len());
    let (before, after) = (added(first.first()), added(first.last()));
    let narrow = |count: usize| if count == 0 || count > MOST_BESIDE { 0 } else { count + 1 };
    let wide = |count: usize| if narrow(count) == 0 { 0 } else { count + MOST_LEFT_OUT };
    let same = |runs: &[Run]| -> usize {
        let same = runs.iter().filter(|run| run.op == Op::Same);
        same.map(|run| run.asked.len()).sum()
    };
    let tried = [
        (narrow(before), narrow(after)),
        (wide(before), narrow(after)),
        (narrow(before), wide(after)),
        (wide(before), wide(after)),
    ];
    let mut best = (window.clone(), first);
    for (number, (before, after)) in tried.into_iter().enumerate() {
        let around = window.start.saturating_sub(before)..(window.end + after).min(tokens.len());
        if around == window {
            continue;
        }
        let wider = trimmed(runs(tokens, asked, around));
        // The nearest counts, unless more of the words stand farther away.
        if number == 0 || same(&wider) > same(&best.1) {
            let there = || wider.iter().filter(|run| run.op != Op::Added).map(|run| &run.tokens);
            let start = there().map(|tokens| tokens.start).min().unwrap_or(window.start);
            let end = there().map(|tokens| tokens.end).max().unwrap_or(window.end);
            best = (start..end, wider);
        }
    }
    best
}

/// Without the words at both ends that nothing was asked for in place of.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    if runs.len() > 1 && runs[0].op == Op::Missing && runs[1].op == Op::Same {
        runs.remove(0);
    }
    if let [.., before, last] = runs.as_slice()
        && last.op == Op::Missing
        && before.op == Op::Same
    {
        runs.pop();
    }
    runs
}

/// So many words may have been left out between two that were asked for.
const MOST_LEFT_OUT: usize = 6;

/// More words than these before or after a window stand for none beside it.
const MOST_BESIDE: usize = 4;

/// Weight of the asked words that stand in the window, each as often as it stands there.
fn shared(tokens: &[Token], asked: &[Slot], weights: &[f32], window: Range<usize>) -> f32 {
    let mut left: Vec<u32> =
        tokens[window].iter().filter(|token| !token.is_editorial).map(|token| token.word).collect();
    let mut sum = 0.0;
    for (slot, weight) in asked.iter().zip(weights) {
        if let Some(at) = left.iter().position(|&word| slot.fits(word)) {
            left.swap_remove(at);
            sum += weight;
        }
    }
    sum
}

/// The best local alignment's stretch (Smith and Waterman 1981), widened to the words in another order beside it.
fn window(tokens: &[Token], asked: &[Slot], weights: &[f32]) -> Option<Range<usize>> {
    const GAP: f32 = 0.35;
    // One row of the table at a time: score and start of the best alignment that ends at each token.
    let mut row: Vec<(f32, usize)> = vec![(0.0, 0); tokens.len() + 1];
    let mut best = (0.0, 0..0);
    for (slot, weight) in asked.iter().zip(weights) {
        let mut diagonal = row[0];
        for (at, token) in tokens.iter().enumerate() {
            let above = row[at + 1];
            let left = row[at];
            let fits = !token.is_editorial && slot.fits(token.word);
            let start = if diagonal.0 > 0.0 { diagonal.1 } else { at };
            let through = if fits { diagonal.0 + weight } else { diagonal.0 - GAP };
            let down = above.0 - GAP * weight.min(1.0);
            let along = left.0 - if token.is_editorial { 0.0 } else { GAP };
            let cell = if through >= down && through >= along {
                (through, start)
            } else if down >= along {
                (down, above.1)
            } else {
                (along, left.1)
            };
            diagonal = above;
            row[at + 1] = if cell.0 > 0.0 { cell } else { (0.0, at + 1) };
            if fits && row[at + 1].0 > best.0 {
                best = (row[at + 1].0, row[at + 1].1..at + 1);
            }
        }
    }
    (best.0 > 0.0).then(|| reordered(tokens, asked, weights, best.1))
}

/// The window of as many words as were asked that holds most of them, if it holds clearly more than `window`.
fn reordered(
    tokens: &[Token],
    asked: &[Slot],
    weights: &[f32],
    window: Range<usize>,
) -> Range<usize> {
    const CLEARLY_MORE: f32 = 1.2;
    const NEARLY_ALL: f32 = 0.85;
    let length = asked.len().min(tokens.len());
    let here = shared(tokens, asked, weights, window.clone());
    let total: f32 = weights.iter().sum();
    // Most windows need no search: they hold nearly all already, or the whole row does not.
    let most = shared(tokens, asked, weights, 0..tokens.len());
    if here * CLEARLY_MORE > most || most < total * NEARLY_ALL {
        return window;
    }
    let from = window.end.saturating_sub(length * 2);
    let to = (window.start + length).min(tokens.len() - length);
    let best = (from..=to.max(from))
        .filter(|start| start + length <= tokens.len())
        .map(|start| (shared(tokens, asked, weights, start..start + length), start..start + length))
        .fold((0.0, window.clone()), |best, next| if next.0 > best.0 { next } else { best });
    if best.0 >= here * CLEARLY_MORE && best.0 >= total * NEARLY_ALL { best.1 } else { window }
}

/// The word diff (Myers 1986) of the asked words and a stretch of tokens.
fn runs(tokens: &[Token], asked: &[Slot], window: Range<usize>) -> Vec<Run> {
    let places: Vec<usize> = window.filter(|&at| !tokens[at].is_editorial).collect();
    let there: Vec<i64> = places.iter().map(|&at| i64::from(tokens[at].word)).collect();
    let here: Vec<i64> = (0_i64..)
        .zip(asked)
        .map(|(number, slot)| {
            let fitting =
                there.iter().find(|&&word| u32::try_from(word).is_ok_and(|word| slot.fits(word)));
            // A word that stands nowhere in the stretch is like no other.
            fitting.copied().unwrap_or(-1 - number)
        })
        .collect();
    let range = |from: usize, count: usize| {
        if count == 0 { 0..0 } else { places[from]..places[from + count - 1] + 1 }
    };
    let mut runs = Vec::new();
    let mut push =
        |op, tokens: Range<usize>, asked: Range<usize>| runs.push(Run { op, tokens, asked });
    for op in capture_diff_slices(Algorithm::Myers, &there, &here) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                push(Op::Same, range(old_index, len), new_index..new_index + len);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                push(Op::Missing, range(old_index, old_len), 0..0);
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                push(Op::Added, 0..0, new_index..new_index + new_len);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                push(Op::Missing, range(old_index, old_len), 0..0);
                push(Op::Added, 0..0, new_index..new_index + new_len);
            }
        }
    }
    runs
}
