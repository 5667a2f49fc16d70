//! The quotations that come nearest to some words, before they are held against them word by word.

use std::collections::HashSet;

use crate::quotations::Quotations;
use crate::quotations::check::Slot;

impl Quotations {
    /// The quotations that share the most of some words, rare ones counting for more; at most `most`, best first.
    pub(super) fn alike(
        &self,
        slots: &[Slot],
        is_eligible: impl Fn(usize) -> bool,
        most: usize,
    ) -> Vec<usize> {
        let mut scores = vec![0.0_f32; self.reported.len()];
        let mut touched: Vec<usize> = Vec::new();
        let mut seen = HashSet::new();
        for slot in slots {
            for &word in slot.words.iter().filter(|&&word| seen.insert(word)) {
                let rows = self.said.of(word);
                // A word of every other quotation tells none apart, unless there are few.
                if rows.len() > FEW
                    && rows.len() * 8 > self.reported.len()
                    && self.vocabulary.is_small(word)
                {
                    continue;
                }
                let rarity = self.said.rarity(word);
                for &row in rows {
                    let row = row as usize;
                    if scores[row] == 0.0 {
                        touched.push(row);
                    }
                    scores[row] += rarity;
                }
            }
        }
        touched.retain(|&row| is_eligible(row));
        let order = |one: &usize, other: &usize| {
            scores[*other].total_cmp(&scores[*one]).then(one.cmp(other))
        };
        if touched.len() > most {
            touched.select_nth_unstable_by(most, order);
            touched.truncate(most);
        }
        touched.sort_by(order);
        touched
    }
}

/// So many rows are read for any word.
const FEW: usize = 2000;
