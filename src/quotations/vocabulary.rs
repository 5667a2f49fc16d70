//! The words of the corpus by number, and in which rows each stands.

use std::collections::HashMap;

use crate::english::dates;
use crate::english::geography;
use crate::english::lists::LISTS;
use crate::english::typing;
use crate::english::words::Word;
use crate::quotations::check::Slot;

/// All words of the corpus.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Entry>,
    stems: HashMap<Box<str>, u32>,
}

#[derive(Debug)]
struct Entry {
    text: Box<str>,
    letters: u32,
    stem: u32,
    is_small: bool,
    as_name: u32,
    as_word: u32,
}

impl Vocabulary {
    /// The number of a word of a document, a fresh one if need be.
    pub(super) fn learn(&mut self, word: &Word) -> u32 {
        let number = match self.numbers.get(word.folded.as_str()) {
            Some(number) => *number,
            None => self.add(&word.folded),
        };
        let entry = &mut self.words[number as usize];
        if word.is_name {
            entry.as_name += 1;
        } else {
            entry.as_word += 1;
        }
        number
    }

    fn add(&mut self, folded: &str) -> u32 {
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let stem = *self.stems.entry(LISTS.stem(folded).into()).or_insert(next);
        self.numbers.insert(folded.into(), number);
        self.words.push(Entry {
            text: folded.into(),
            letters: typing::letters(folded),
            stem,
            is_small: LISTS.is_small(folded),
            as_name: 0,
            as_word: 0,
        });
        number
    }

    pub(super) fn text(&self, word: u32) -> &str {
        self.words.get(word as usize).map_or("", |entry| &entry.text)
    }

    pub(super) fn stem(&self, word: u32) -> u32 {
        self.words[word as usize].stem
    }

    /// The number of a stem, if a word of the corpus has it.
    pub(super) fn stem_of(&self, folded: &str) -> Option<u32> {
        self.stems.get(LISTS.stem(folded).as_str()).copied()
    }

    /// The number of a stem.
    pub(super) fn stem_number(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }

    pub(super) fn is_small(&self, word: u32) -> bool {
        self.words[word as usize].is_small
    }

    /// Whether the articles write the word as a name more often than not.
    pub(super) fn is_name(&self, folded: &str, is_written_so: bool) -> bool {
        let known = self.numbers.get(folded).map(|&number| &self.words[number as usize]);
        geography::is_country(folded)
            || known.map_or(is_written_so, |entry| {
                entry.as_name > entry.as_word || (is_written_so && entry.as_name > 0)
            })
    }

    /// The words with those joined that a hyphen at the end of a line has cut in two, if an article has the whole word.
    pub(super) fn rejoined(&self, text: &str, words: Vec<Word>) -> Vec<Word> {
        let mut joined: Vec<Word> = Vec::with_capacity(words.len());
        for word in words {
            if let Some(last) = joined.last_mut()
                && let Some(between) = text.get(last.end..word.start)
                && between.starts_with(['-', '‐', '\u{ad}'])
                && between.contains('\n')
                && between.chars().skip(1).all(char::is_whitespace)
            {
                let whole = format!("{}{}", last.folded, word.folded);
                if self.numbers.contains_key(whole.as_str()) {
                    last.folded = whole;
                    last.end = word.end;
                    continue;
                }
            }
            joined.push(word);
        }
        joined
    }

    /// The asked words with the words of the corpus that they stand for.
    pub(super) fn read(&self, asked: Vec<Word>) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::with_capacity(asked.len());
        let mut slips = Vec::new();
        let mut follows_gap = false;
        for word in asked {
            follows_gap |= word.follows_gap;
            if word.is_editorial {
                // "[…]" has no words; "[the president]" stands for some that the speaker did not say.
                continue;
            }
            let readings = dates::readings(&word.folded);
            let forms = std::iter::once(&word.folded).chain(&readings);
            let known: Vec<u32> =
                forms.filter_map(|form| self.numbers.get(form.as_str())).copied().collect();
            if known.is_empty() {
                slips.push(slots.len());
            }
            slots.push(Slot {
                words: known,
                is_name: word.is_name,
                follows_gap: follows_gap && !slots.is_empty(),
                start: word.start,
                end: word.end,
                text: word.folded,
            });
            follows_gap = false;
        }
        // Many words that no article has are no slips, but other words.
        if slips.len() <= 1 + slots.len() / 4 {
            for at in slips {
                slots[at].words = self.meant(&slots[at].text);
            }
        }
        slots
    }

    /// The words for which a word that no article has may be a slip, the nearest first.
    fn meant(&self, typed: &str) -> Vec<u32> {
        /// A slip for more words than these is none.
        const MOST: usize = 8;
        let letters = typing::letters(typed);
        let mut meant: Vec<(usize, u32)> = (0..)
            .zip(&self.words)
            .filter(|(_, entry)| {
                (entry.letters ^ letters).count_ones() <= 4
                    && entry.text.len().abs_diff(typed.len()) <= 2
                    && typing::is_slip(typed, &entry.text)
            })
            .map(|(number, entry)| (strsim::damerau_levenshtein(typed, &entry.text), number))
            .collect();
        meant.sort_unstable();
        meant.truncate(MOST);
        meant.into_iter().map(|(_, number)| number).collect()
    }
}

/// In which rows each word stands.
#[derive(Debug, Default)]
pub(super) struct Postings {
    rows: Vec<Vec<u32>>,
    count: usize,
}

impl Postings {
    /// Adds a row with its words. Rows must come in order.
    pub(super) fn add(&mut self, row: u32, words: impl Iterator<Item = u32>) {
        self.count += 1;
        for word in words {
            let word = word as usize;
            if self.rows.len() <= word {
                self.rows.resize_with(word + 1, Vec::new);
            }
            if self.rows[word].last() != Some(&row) {
                self.rows[word].push(row);
            }
        }
    }

    /// The rows in which a word stands, in order.
    pub(super) fn of(&self, word: u32) -> &[u32] {
        self.rows.get(word as usize).map_or(&[], Vec::as_slice)
    }

    /// How rare the word is: the logarithm of rows per row that has it, at least a little above nothing.
    pub(super) fn rarity(&self, word: u32) -> f32 {
        let with = self.of(word).len() as f32;
        (1.0 + self.count as f32 / (with + 0.5)).ln()
    }

    /// The rows that have one of the words of each slot, in order.
    pub(super) fn all_of(&self, slots: &[Slot]) -> Vec<u32> {
        /// More lists than these hardly narrow the rows down.
        const LISTS_READ: usize = 5;
        let length =
            |slot: &&Slot| slot.words.iter().map(|&word| self.of(word).len()).sum::<usize>();
        let mut order: Vec<&Slot> = slots.iter().collect();
        order.sort_by_key(length);
        order.dedup_by(|one, other| one.words == other.words);
        let Some((rarest, others)) = order.split_first() else { return vec![] };
        let mut rows: Vec<u32> =
            rarest.words.iter().flat_map(|&word| self.of(word)).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        for slot in others.iter().take(LISTS_READ) {
            // Both are in order, so each list is read through once.
            let mut lists: Vec<&[u32]> = slot.words.iter().map(|&word| self.of(word)).collect();
            rows.retain(|row| {
                lists.iter_mut().any(|list| {
                    while list.first().is_some_and(|first| first < row) {
                        *list = &list[skip(list, *row)..];
                    }
                    list.first() == Some(row)
                })
            });
        }
        rows
    }
}

/// How many rows at the start of a list come before `row`, at least one: in steps that double.
fn skip(list: &[u32], row: u32) -> usize {
    let mut step = 1;
    while list.get(step).is_some_and(|&there| there < row) {
        step *= 2;
    }
    // At the step before it was still too early.
    let from = step / 2;
    let to = (step + 1).min(list.len());
    (from + list[from..to].partition_point(|&there| there < row)).max(1)
}
