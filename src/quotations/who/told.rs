//! The sentences that say who somebody is: "Ada Lind, the mayor of Halden, …", "Mayor Ada Lind", "Lind is the mayor".

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::attribute::{is_given_name, is_role};
use crate::english::lexicon::fold;
use crate::english::names::{PersonName, spelling};
use crate::english::offices;
use crate::english::words::{Word, words};
use crate::model::answer::Passage;
use crate::model::document::{BlockKind, DocumentNumber};
use crate::quotations::Quotations;
use crate::search::rank::is_pronoun;
use crate::search::summary::is_whole;

/// Sentences that are shown.
const SHOWN: usize = 3;
/// Sentences that name somebody, where none says who that is.
const NAMING: usize = 2;
/// Paragraphs that are read for a name: who somebody is, is said where the name comes first.
const READ: usize = 2000;

/// What is told of somebody.
pub(super) struct Told<'c> {
    /// The sentences.
    pub(super) passages: Vec<Passage<'c>>,
    /// Whether they tell an office or a relation.
    pub(super) is_described: bool,
    /// The only full name that stands there.
    pub(super) name: Option<String>,
}

/// A sentence that says who somebody is.
struct Description {
    document: DocumentNumber,
    sentence: usize,
    /// How plainly it says it.
    plainness: i32,
    /// The words that say it.
    words: BTreeSet<String>,
}

impl Quotations {
    /// The sentences that tell an office or a relation of whoever has these names, the plainest first, each telling
    /// something else; where there are none, some that name them.
    pub(super) fn told(&self, names: &[PersonName], is_quoted: bool) -> Told<'_> {
        let mut called: BTreeSet<String> = BTreeSet::new();
        let mut found: Vec<Description> = vec![];
        let mut naming: Vec<(bool, bool, DocumentNumber, usize)> = vec![];
        for (document, sentence) in self.sentences_with(names) {
            let Some(passage) = Passage::sentence(&self.documents[document.index()], sentence)
            else {
                continue;
            };
            let text = passage.text();
            let is_body = matches!(passage.kind(), BlockKind::Body | BlockKind::Standfirst);
            // Half a quotation, or a sentence on somebody who is not named in it, says less.
            let first = text.split_whitespace().next().map(fold).unwrap_or_default();
            if !is_whole(text) {
                continue;
            }
            let leans = is_pronoun(&first);
            let words = words(text);
            for mention in mentions(text, &words, names) {
                let is_full = mention.to - mention.from > 1;
                naming.push((!is_body || leans, !is_full, document, sentence));
                if is_full {
                    called.insert(
                        text[words[mention.from].start..words[mention.to - 1].end].to_owned(),
                    );
                }
                if let Some((plainness, told)) = described(text, &words, &mention) {
                    let plainness = plainness * 4 + i32::from(is_full) * 2 + i32::from(is_body)
                        - i32::from(leans) * 6;
                    found.push(Description { document, sentence, plainness, words: told });
                }
            }
        }
        found.sort_by_key(|one| (Reverse(one.plainness), one.document, one.sentence));
        let mut shown: Vec<(DocumentNumber, usize)> = vec![];
        let mut known: BTreeSet<String> = BTreeSet::new();
        for one in found {
            let is_new = one.words.iter().any(|word| !known.contains(word));
            if shown.len() < SHOWN && is_new && !shown.contains(&(one.document, one.sentence)) {
                shown.push((one.document, one.sentence));
                known.extend(one.words);
            }
        }
        let is_described = !shown.is_empty();
        if !is_described && !is_quoted {
            naming.sort_unstable();
            naming.dedup();
            let places = naming.iter().map(|(.., document, sentence)| (*document, *sentence));
            shown = places.take(NAMING).collect();
        }
        let passage = |(document, sentence): (DocumentNumber, usize)| {
            let passage = Passage::sentence(&self.documents[document.index()], sentence)?;
            Some(self.with_speakers(document, passage))
        };
        let passages = shown.into_iter().filter_map(passage).collect();
        let name = called.pop_first().filter(|_| called.is_empty());
        Told { passages, is_described, name }
    }

    /// The sentences with the last word of one of the names, in order.
    fn sentences_with(&self, names: &[PersonName]) -> BTreeSet<(DocumentNumber, usize)> {
        let mut found = BTreeSet::new();
        let surnames: BTreeSet<&str> = names.iter().filter_map(PersonName::surname).collect();
        let numbers: BTreeSet<u32> = surnames
            .iter()
            .flat_map(|surname| self.read(surname).into_iter().flat_map(|slot| slot.words))
            .collect();
        for &number in &numbers {
            for &row in self.written.of(number).iter().take(READ) {
                let row = row as usize;
                let sentences = self.tokens(row).iter().filter(|token| token.word == number);
                let document = self.rows[row].document;
                found.extend(sentences.map(|token| (document, token.sentence as usize)));
            }
        }
        found
    }
}

/// A name in a sentence, by its words.
struct Mention {
    from: usize,
    to: usize,
}

/// Where one of the names stands; not where the last name stands behind somebody else's first name.
fn mentions(text: &str, words: &[Word], names: &[PersonName]) -> Vec<Mention> {
    let spelled: Vec<PersonName> = names.iter().map(PersonName::spelled).collect();
    let mut found = vec![];
    for (at, word) in words.iter().enumerate() {
        let written = spelling(&word.folded);
        let is_capital = text[word.start..].starts_with(char::is_uppercase);
        if !is_capital || spelled.iter().all(|name| name.surname() != Some(written.as_str())) {
            continue;
        }
        let is_given = |at: usize| {
            let before = spelling(&words[at].folded);
            spelled.iter().any(|name| {
                name.words().split_last().is_some_and(|(_, given)| given.contains(&before))
            })
        };
        let joined = |at: usize| text.get(words[at].end..words[at + 1].start) == Some(" ");
        let mut from = at;
        while from > 0 && joined(from - 1) && is_given(from - 1) {
            from -= 1;
        }
        let is_first_name = |at: usize| {
            let before = &words[at];
            // A capital at the start of a sentence makes no name.
            (before.is_name || is_given_name(&before.folded))
                && !offices::is_title(&before.folded)
                && !is_role(&before.folded)
                && !offices::is_of_country(&before.folded)
        };
        let is_behind_name = |from: usize| from > 0 && joined(from - 1) && is_first_name(from - 1);
        if spelled.iter().all(|name| name.words().len() == 1) {
            // A last name alone was typed: any first name may stand in front of it.
            while is_behind_name(from) && at - from < FIRST_NAMES {
                from -= 1;
            }
        } else if from == at && is_behind_name(from) {
            // "Eva Lind" is not Ada Lind.
            continue;
        }
        found.push(Mention { from, to: at + 1 });
    }
    found
}

/// First names that may stand in front of a last name.
const FIRST_NAMES: usize = 2;

/// How plainly the words around a name say who that is, and the words that say it.
fn described(text: &str, words: &[Word], mention: &Mention) -> Option<(i32, BTreeSet<String>)> {
    let around = Around { text, words };
    let (from, to) = (mention.from, mention.to);
    let behind = around.behind(to).or_else(|| around.predicate(to));
    let (rank, told) = behind.or_else(|| around.in_front(from))?;
    Some((rank, words[told].iter().map(|word| word.folded.clone()).collect()))
}

/// The words around a name.
struct Around<'t> {
    text: &'t str,
    words: &'t [Word],
}

impl Around<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.folded.as_str())
    }

    /// What stands in front of a word: a blank, a comma.
    fn between(&self, at: usize) -> &str {
        self.text.get(self.words[at - 1].end..self.words[at].start).unwrap_or_default()
    }

    /// Words that no mark parts, from a place on.
    fn run(&self, from: usize) -> Range<usize> {
        let is_apart = |at: usize| {
            self.between(at).contains([',', ';', ':', '.', '(', ')', '—', '–', '“', '"'])
        };
        from..(from + 1..self.words.len()).find(|&at| is_apart(at)).unwrap_or(self.words.len())
    }

    fn is_office(&self, at: usize) -> bool {
        let word = self.word(at);
        is_role(word) || offices::is_title(word) && !is_courtesy(word)
    }

    /// "Mr Marsh, Prime Minister Ada Lind and …": the office is that of whoever is named behind it.
    fn is_anothers(&self, office: usize) -> bool {
        let next =
            (office + 1..self.words.len()).find(|&at| !self.is_office(at)).unwrap_or(usize::MAX);
        self.words.get(next).is_some_and(|word| word.is_name && self.between(next) == " ")
    }

    fn has_office(&self, run: Range<usize>) -> bool {
        run.take(HEAD).any(|at| self.is_office(at) && !self.is_anothers(at))
    }

    fn is_possessive(&self, at: usize) -> bool {
        let written = self.text.get(self.words[at].start..self.words[at].end).unwrap_or_default();
        written.ends_with("'s") || written.ends_with("’s") || written.ends_with("s’")
    }

    fn is_determiner(&self, at: usize) -> bool {
        matches!(self.word(at), "the" | "a" | "an" | "his" | "her" | "its" | "their")
    }

    /// "Ada Lind, 45, the mayor of Halden, …", "Ada Lind, Halden's mayor, …", "Ada Lind, who is the mayor of Halden, …"
    fn behind(&self, to: usize) -> Option<(i32, Range<usize>)> {
        if to >= self.words.len() || self.between(to).trim() != "," {
            return None;
        }
        let is_age = self.word(to).chars().all(|c| c.is_ascii_digit());
        let first = if is_age && to + 1 < self.words.len() { to + 1 } else { to };
        let run = self.run(first);
        if !self.has_office(run.clone()) {
            return None;
        }
        let is_told = self.is_determiner(first)
            || self.is_office(first)
            || run.clone().take(HEAD).any(|at| self.is_possessive(at));
        let is_relative = self.word(first) == "who"
            && matches!(self.word(first + 1), "is" | "was" | "has" | "leads");
        is_told.then_some(4).or(is_relative.then_some(3)).map(|rank| (rank, run))
    }

    /// "Ada Lind is the mayor of Halden."
    fn predicate(&self, to: usize) -> Option<(i32, Range<usize>)> {
        let is_copula = matches!(self.word(to), "is" | "was" | "became" | "remains");
        if !is_copula || !self.is_determiner(to + 1) || self.between(to) != " " {
            return None;
        }
        let run = self.run(to + 1);
        self.has_office(run.clone()).then_some((3, run))
    }

    /// "The mayor of Halden, Ada Lind, …", "Halden's mayor, Ada Lind, …", "Mayor Ada Lind", "French President Ada Lind"
    fn in_front(&self, from: usize) -> Option<(i32, Range<usize>)> {
        if from == 0 {
            return None;
        }
        if self.between(from).trim() == "," {
            let first = (0..from)
                .rev()
                .take_while(|&at| at + 1 == from || self.between(at + 1).trim().is_empty())
                .last()?;
            let is_told = self.is_determiner(first) || self.is_possessive(first);
            return (is_told && self.has_office(first..from)).then_some((4, first..from));
        }
        let is_title = |at: &usize| {
            self.between(at + 1) == " "
                && (self.is_office(*at)
                    || offices::is_title(self.word(*at))
                    || self.words[*at].is_name)
        };
        let first = (0..from).rev().take_while(is_title).last()?;
        let is_told = (first..from).rev().take(2).any(|at| self.is_office(at));
        is_told.then_some((2, first..from))
    }
}

/// Words behind a name in which its office must stand.
const HEAD: usize = 6;

/// "Mr" says nothing of who somebody is.
fn is_courtesy(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "sir"
            | "lord"
            | "lady"
            | "dame"
            | "madame"
            | "monsieur"
            | "first"
            | "former"
            | "acting"
            | "foreign"
            | "prime"
    )
}
