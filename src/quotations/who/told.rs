//! The sentences that say who somebody is: "Ada Lind, the mayor of Halden, …", "Mayor Ada Lind", "Lind is the mayor".

use std::cmp::Reverse;
use std::collections::BTreeSet;

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
    let folded = |range: std::ops::Range<usize>| -> BTreeSet<String> {
        words[range].iter().map(|word| word.folded.clone()).collect()
    };
    let is_office = |at: &usize| {
        let word = &words[*at].folded;
        is_role(word) || offices::is_title(word) && !is_courtesy(word)
    };
    let between = |at: usize| text.get(words[at - 1].end..words[at].start).unwrap_or_default();
    let word = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    // Words that no mark parts, from a place on.
    let run = |from: usize| {
        let more = (from + 1..words.len()).take_while(|&at| {
            !between(at).contains([',', ';', ':', '.', '(', ')', '—', '–', '“', '"'])
        });
        from..more.last().map_or(from + 1, |last| last + 1)
    };
    // "Mr Marsh, Prime Minister Ada Lind and …": the office is that of whoever is named behind it.
    let is_anothers = |office: usize| {
        let last = (office..words.len()).take_while(|at| is_office(at)).last().unwrap_or(office);
        words.get(last + 1).is_some_and(|next| next.is_name && between(last + 1) == " ")
    };
    let is_possessive = |at: usize| {
        let written = text.get(words[at].start..words[at].end).unwrap_or_default();
        written.ends_with("'s") || written.ends_with("’s") || written.ends_with("s’")
    };
    let office =
        |run: std::ops::Range<usize>| run.take(HEAD).find(|at| is_office(at) && !is_anothers(*at));
    let is_determiner =
        |at: usize| matches!(word(at), "the" | "a" | "an" | "his" | "her" | "its" | "their");
    let (from, to) = (mention.from, mention.to);
    if to < words.len() && between(to).trim() == "," {
        let is_age = word(to).chars().all(|c| c.is_ascii_digit());
        let first = if is_age && to + 1 < words.len() { to + 1 } else { to };
        let run = run(first);
        if office(run.clone()).is_some() {
            // "Ada Lind, 45, the mayor of Halden, …", "Ada Lind, Halden's mayor, …"
            let is_told = is_determiner(first)
                || is_office(&first)
                || run.clone().take(HEAD).any(is_possessive);
            if is_told {
                return Some((4, folded(run)));
            }
            // "Ada Lind, who is the mayor of Halden, …"
            if word(first) == "who" && matches!(word(first + 1), "is" | "was" | "has" | "leads") {
                return Some((3, folded(run)));
            }
        }
    }
    // "Ada Lind is the mayor of Halden."
    let is_copula = |at: usize| matches!(word(at), "is" | "was" | "became" | "remains");
    if to + 1 < words.len() && between(to) == " " && is_copula(to) && is_determiner(to + 1) {
        let run = run(to + 1);
        if office(run.clone()).is_some() {
            return Some((3, folded(run)));
        }
    }
    if from == 0 {
        return None;
    }
    // "The mayor of Halden, Ada Lind, …", "Halden's mayor, Ada Lind, …"
    if between(from).trim() == "," {
        let first = (0..from)
            .rev()
            .take_while(|&at| at + 1 == from || between(at + 1).trim().is_empty())
            .last()?;
        let is_told = is_determiner(first) || is_possessive(first);
        let run = first..from;
        return (is_told && office(run.clone()).is_some()).then(|| (4, folded(run)));
    }
    // "Mayor Ada Lind", "French President Ada Lind".
    let is_title = |at: &usize| {
        between(at + 1) == " "
            && (is_office(at) || offices::is_title(word(*at)) || words[*at].is_name)
    };
    let first = (0..from).rev().take_while(is_title).last()?;
    let is_told = (first..from).rev().take(2).any(|at| is_office(&at));
    is_told.then(|| (2, folded(first..from)))
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
