//! The names of a text by their words and by their first letters.

use std::collections::HashMap;

use crate::english::names::{PersonName, is_particle};

/// How many letters stand for a name without brackets: two are shared by too many.
pub(super) const FEWEST_LETTERS: usize = 3;

/// Who bears a word as surname, as given name, or in between.
#[derive(Default)]
pub(crate) struct NameIndex {
    surnames: HashMap<String, Vec<usize>>,
    givens: HashMap<String, Vec<usize>>,
    inner: HashMap<String, Vec<usize>>,
    /// By the first letters of all words.
    initials: HashMap<String, Vec<usize>>,
}

impl NameIndex {
    pub(crate) fn add(&mut self, name: &PersonName, entity: usize) {
        // "U.S. Army" is not the USA.
        let whole = name.words().iter().all(|word| word.chars().count() > 1);
        let letters = initials(name);
        if whole && letters.len() >= FEWEST_LETTERS {
            self.initials.entry(letters).or_default().push(entity);
        }
        let mut words = name.words().iter();
        if let Some(surname) = words.next_back() {
            self.surnames.entry(surname.clone()).or_default().push(entity);
        }
        if let Some(given) = words.next() {
            self.givens.entry(given.clone()).or_default().push(entity);
        }
        for word in words.filter(|word| word.len() > 2 && !is_particle(word)) {
            self.inner.entry(word.clone()).or_default().push(entity);
        }
    }

    pub(crate) fn has_surname(&self, name: &PersonName) -> bool {
        !self.by_surname(name).is_empty()
    }

    pub(crate) fn by_surname(&self, name: &PersonName) -> &[usize] {
        bearers(&self.surnames, name.words().last())
    }

    pub(crate) fn by_given(&self, name: &PersonName) -> &[usize] {
        bearers(&self.givens, name.words().first())
    }

    /// Whose words begin with these letters.
    pub(crate) fn by_initials(&self, letters: &String) -> &[usize] {
        bearers(&self.initials, Some(letters))
    }

    pub(crate) fn by_inner(&self, name: &PersonName) -> &[usize] {
        bearers(&self.inner, name.words().first())
    }
}

/// The first letters of the words, without those that stand small between them: "ONS".
pub(crate) fn initials(name: &PersonName) -> String {
    let small = ["of", "for", "and", "on", "without", "against"];
    let words = name.words().iter().filter(|word| !small.contains(&word.as_str()));
    words.filter_map(|word| word.chars().next()).collect()
}

fn bearers<'m>(map: &'m HashMap<String, Vec<usize>>, word: Option<&String>) -> &'m [usize] {
    word.and_then(|word| map.get(word)).map_or(&[], Vec::as_slice)
}
