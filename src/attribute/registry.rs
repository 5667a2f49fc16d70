//! The speakers of a whole corpus: one voice for everybody, whatever the documents call them.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::quotation::{Quotation, Speaker, SpeakerKind};

/// Somebody who speaks in a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The name that most quotations use, the longest among equals.
    pub name: String,
    /// What kind of thing speaks.
    pub kind: SpeakerKind,
    /// All names in the corpus, in alphabetical order.
    pub aliases: Vec<String>,
    /// How many quotations the voice has.
    pub quotations: usize,
}

/// A speaker, and the document for one who is known in it alone.
type Identity = (Option<usize>, Speaker);

/// Who speaks in a corpus. Names are merged across documents; unnamed sources and texts stay with their document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    voices: Vec<Voice>,
    voice_of: BTreeMap<Identity, usize>,
}

impl Speakers {
    /// Gathers the speakers of quotations, each with the number of its document.
    #[must_use]
    pub fn gather<'q>(quotations: impl IntoIterator<Item = (usize, &'q Quotation)>) -> Self {
        let speaker =
            |(at, quotation): (usize, &'q Quotation)| quotation.speaker().map(|one| (at, one));
        Self::gather_speakers(quotations.into_iter().filter_map(speaker))
    }

    /// Gathers speakers, one for each quotation, each with the number of its document.
    #[must_use]
    pub fn gather_speakers<'s>(speakers: impl IntoIterator<Item = (usize, &'s Speaker)>) -> Self {
        let mut counts: BTreeMap<Identity, usize> = BTreeMap::new();
        for (document, speaker) in speakers {
            *counts.entry(identity(document, speaker)).or_default() += 1;
        }
        let mut groups: Vec<Vec<(&Identity, usize)>> = Vec::new();
        let mut persons: HashMap<String, Vec<usize>> = HashMap::new();
        let mut bodies: HashMap<Vec<String>, usize> = HashMap::new();
        // Full names first: a surname alone joins the only bearer there is.
        let mut order: Vec<_> = counts.iter().collect();
        order.sort_by_key(|((_, speaker), count)| {
            (std::cmp::Reverse(words(&speaker.name).len()), std::cmp::Reverse(**count))
        });
        for (key, &count) in order {
            let words = words(&key.1.name);
            let known = match key.1.kind {
                SpeakerKind::Person => words.last().and_then(|last| {
                    let bearers = persons.get(&spelling(last))?;
                    let mut same = bearers.iter().copied().filter(|&group| {
                        groups[group]
                            .iter()
                            .any(|((_, other), _)| may_be_same(&words, &self::words(&other.name)))
                    });
                    let first = same.next()?;
                    same.next().is_none().then_some(first)
                }),
                SpeakerKind::Body => bodies.get(&words).copied(),
                SpeakerKind::Unnamed | SpeakerKind::Text => None,
            };
            let group = known.unwrap_or_else(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            match (key.1.kind, words.last()) {
                (SpeakerKind::Person, Some(last)) if known.is_none() => {
                    persons.entry(spelling(last)).or_default().push(group);
                }
                (SpeakerKind::Body, _) => {
                    bodies.insert(words, group);
                }
                _ => {}
            }
            groups[group].push((key, count));
        }
        let mut speakers = Self::default();
        for group in groups {
            for (key, _) in &group {
                speakers.voice_of.insert((*key).clone(), speakers.voices.len());
            }
            speakers.voices.extend(voice(&group));
        }
        speakers
    }

    /// Everybody who speaks, full names first.
    #[must_use]
    pub fn voices(&self) -> &[Voice] {
        &self.voices
    }

    /// Who speaks in a quotation of the document with this number.
    #[must_use]
    pub fn of(&self, document: usize, quotation: &Quotation) -> Option<&Voice> {
        self.of_speaker(document, quotation.speaker()?)
    }

    /// The voice of a speaker in the document with this number.
    #[must_use]
    pub fn of_speaker(&self, document: usize, speaker: &Speaker) -> Option<&Voice> {
        self.voices.get(*self.voice_of.get(&identity(document, speaker))?)
    }

    /// The voices that go by `name`: in full, by surname, or in another spelling.
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<&Voice> {
        let wanted: Vec<String> = words(name).iter().map(|word| spelling(word)).collect();
        let bears = |voice: &&Voice| {
            voice.aliases.iter().any(|alias| {
                let alias: Vec<String> = words(alias).iter().map(|word| spelling(word)).collect();
                !wanted.is_empty() && wanted.iter().all(|word| alias.contains(word))
            })
        };
        self.voices.iter().filter(bears).collect()
    }
}

/// Named speakers are the same in every document, others only in their own.
fn identity(document: usize, speaker: &Speaker) -> Identity {
    let named = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Body);
    ((!named).then_some(document), speaker.clone())
}

fn voice(group: &[(&Identity, usize)]) -> Option<Voice> {
    let ((_, best), _) = group.iter().max_by_key(|((_, speaker), count)| {
        (words(&speaker.name).len() > 1, *count, speaker.name.len(), &speaker.name)
    })?;
    let mut aliases: Vec<String> =
        group.iter().map(|((_, speaker), _)| speaker.name.clone()).collect();
    aliases.sort();
    aliases.dedup();
    let quotations = group.iter().map(|(_, count)| count).sum();
    Some(Voice { name: best.name.clone(), kind: best.kind, aliases, quotations })
}

/// The words of a name in lower case, without accents and without the article.
fn words(name: &str) -> Vec<String> {
    let folded: String =
        name.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
        .filter(|word| !word.is_empty() && *word != "the")
        .map(str::to_owned)
        .collect()
}

/// One spelling for the transliterations of a name: Zelensky, Zelenskyy, Zelenskiy, Zelenskij.
fn spelling(word: &str) -> String {
    let stem = ["iy", "yi", "yy", "ii", "ij", "yj", "i", "j"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    let word = match stem {
        Some(stem) if stem.len() > 3 => format!("{stem}y"),
        _ => word.to_owned(),
    };
    let mut letters =
        word.replace("kh", "h").replace("tch", "ch").replace("tsch", "ch").replace('-', "");
    let mut last = None;
    letters.retain(|c| last.replace(c) != Some(c));
    letters
}

/// Whether two names with the same surname may be one: given names are equal, initials of each other, or missing.
fn may_be_same(one: &[String], other: &[String]) -> bool {
    let (Some((last, given)), Some((other_last, other_given))) =
        (one.split_last(), other.split_last())
    else {
        return false;
    };
    if spelling(last) != spelling(other_last) {
        return false;
    }
    given.first().zip(other_given.first()).is_none_or(|(a, b)| {
        spelling(a) == spelling(b)
            || a.len().min(b.len()) <= 2 && a.chars().next() == b.chars().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::attribute;

    #[test]
    fn one_voice_for_everybody() {
        let texts = [
            "President Volodymyr Zelensky spoke. \"We wait,\" Mr Zelensky said. \"No,\" said an aide.",
            "\"We wait,\" Volodymyr Zelenskyy said. \"Yes,\" said an aide. \"Oui,\" said Macron.",
            "French President Emmanuel Macron agreed. \"Of course,\" Mr Macron said.",
            "\"I cook,\" said Ann Fisher. \"I clean,\" said Carl Fisher.",
        ];
        let quotations: Vec<_> = texts.iter().map(|text| attribute(text)).collect();
        let numbered = || {
            quotations.iter().enumerate().flat_map(|(document, found)| {
                found.iter().map(move |quotation| (document, quotation))
            })
        };
        let speakers = Speakers::gather(numbered());
        let names = |name: &str| {
            speakers.find(name).iter().map(|voice| voice.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("Zelenskiy").len(), 1, "{:?}", speakers.voices());
        assert_eq!(names("macron"), ["Emmanuel Macron"]);
        assert_eq!(names("Fisher").len(), 2, "two people with one surname stay apart");
        assert_eq!(names("an aide").len(), 2, "unnamed sources stay with their document");
        assert!(names("Trump").is_empty());
        assert!(numbered().all(|(document, quotation)| speakers.of(document, quotation).is_some()));
    }
}
