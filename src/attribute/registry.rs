//! The speakers of a whole corpus: one voice for everybody, whatever the documents call them.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::quotation::{Quotation, Speaker, SpeakerKind};

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
        // Full names first: an initial or a surname alone joins the only bearer there is.
        let mut order: Vec<Bearer<'_>> =
            counts.iter().map(|(key, &count)| Bearer::new(key, count)).collect();
        order.sort_by_key(|bearer| {
            let words = std::cmp::Reverse(bearer.words.len());
            (bearer.given.rank(), words, std::cmp::Reverse(bearer.count))
        });
        let mut groups: Vec<Vec<Bearer<'_>>> = Vec::new();
        let mut persons = Persons::default();
        let mut bodies: HashMap<Vec<String>, usize> = HashMap::new();
        for bearer in order {
            let known = match bearer.speaker().kind {
                SpeakerKind::Person => persons.find(&bearer),
                SpeakerKind::Body => bodies.get(&bearer.words).copied(),
                SpeakerKind::Unnamed | SpeakerKind::Text => None,
            };
            let group = known.unwrap_or_else(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            match bearer.speaker().kind {
                SpeakerKind::Person => persons.add(&bearer, group),
                SpeakerKind::Body => {
                    bodies.insert(bearer.words.clone(), group);
                }
                SpeakerKind::Unnamed | SpeakerKind::Text => {}
            }
            groups[group].push(bearer);
        }
        let mut speakers = Self::default();
        for group in groups {
            for bearer in &group {
                speakers.voice_of.insert(bearer.key.clone(), speakers.voices.len());
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

/// A name with what its words are, looked at once.
struct Bearer<'k> {
    key: &'k Identity,
    count: usize,
    words: Vec<String>,
    /// The surname in one spelling; none for a name without words.
    surname: Option<String>,
    given: Given,
}

impl<'k> Bearer<'k> {
    fn new(key: &'k Identity, count: usize) -> Self {
        let name = &key.1.name;
        let words = words(name);
        let surname = words.last().map(|last| spelling(last));
        let given = Given::of(name, &words);
        Self { key, count, words, surname, given }
    }

    fn speaker(&self) -> &'k Speaker {
        &self.key.1
    }
}

/// What stands in front of a surname.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Given {
    /// A name in one spelling.
    Name(String),
    /// More than one initial: "J.D.", "JD".
    Initials(String),
    /// "J."
    Initial(char),
    Missing,
}

impl Given {
    fn of(name: &str, words: &[String]) -> Self {
        let Some((first, rest)) = words.split_last().and_then(|(_, given)| given.split_first())
        else {
            return Self::Missing;
        };
        let letter = |word: &str| {
            let mut chars = word.chars();
            chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none())
        };
        let Some(initial) = letter(first) else {
            return match are_capitals(name) {
                true => Self::Initials(first.clone()),
                false => Self::Name(spelling(first)),
            };
        };
        let more: String = rest.iter().map_while(|word| letter(word)).collect();
        match more.is_empty() {
            true => Self::Initial(initial),
            false => Self::Initials(format!("{initial}{more}")),
        }
    }

    /// The surer a given name is, the lower its rank.
    fn rank(&self) -> usize {
        match self {
            Self::Name(_) => 0,
            Self::Initials(_) => 1,
            Self::Initial(_) => 2,
            Self::Missing => 3,
        }
    }
}

/// Whether the first word of a name is initials without stops: "JD Vance", but not "AL DENT".
fn are_capitals(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_uppercase())
        && words.last().is_some_and(|last| last.chars().any(char::is_lowercase))
}

/// How the bearers of a surname are asked for.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Asked {
    /// All of them.
    Surname,
    /// Those with this given name.
    Name(String),
    /// Those with a given name that begins with this letter.
    NameWith(char),
    /// Those with these initials.
    Initials(String),
    /// Those with a given name or initials that begin with this letter.
    With(char),
}

/// Who bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearers {
    One(usize),
    Several,
}

impl Bearers {
    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Several }
    }
}

/// The persons by their names: what asks is one look-up, however many bear one surname.
#[derive(Default)]
struct Persons(HashMap<String, HashMap<Asked, Bearers>>);

impl Persons {
    /// The only person that the name may stand for: given names are equal, initials of each other, or missing.
    fn find(&self, bearer: &Bearer<'_>) -> Option<usize> {
        let bearers = self.0.get(bearer.surname.as_ref()?)?;
        let asked = match &bearer.given {
            Given::Name(name) => vec![Asked::Name(name.clone())],
            Given::Initials(letters) => {
                let first = letters.chars().next().map(Asked::NameWith);
                first.into_iter().chain([Asked::Initials(letters.clone())]).collect()
            }
            Given::Initial(letter) => vec![Asked::With(*letter)],
            Given::Missing => vec![Asked::Surname],
        };
        match asked.iter().filter_map(|asked| bearers.get(asked).copied()).reduce(Bearers::and)? {
            Bearers::One(group) => Some(group),
            Bearers::Several => None,
        }
    }

    fn add(&mut self, bearer: &Bearer<'_>, group: usize) {
        let Some(surname) = &bearer.surname else { return };
        let mut answers = vec![Asked::Surname];
        match &bearer.given {
            Given::Name(name) => {
                answers.push(Asked::Name(name.clone()));
                for letter in name.chars().take(1) {
                    answers.extend([Asked::NameWith(letter), Asked::With(letter)]);
                }
            }
            Given::Initials(letters) => {
                answers.push(Asked::Initials(letters.clone()));
                answers.extend(letters.chars().take(1).map(Asked::With));
            }
            Given::Initial(letter) => answers.push(Asked::With(*letter)),
            Given::Missing => {}
        }
        let bearers = self.0.entry(surname.clone()).or_default();
        for answer in answers {
            let one = Bearers::One(group);
            bearers.entry(answer).and_modify(|known| *known = known.and(one)).or_insert(one);
        }
    }
}

/// Named speakers are the same in every document, others only in their own.
fn identity(document: usize, speaker: &Speaker) -> Identity {
    let named = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Body);
    ((!named).then_some(document), speaker.clone())
}

fn voice(group: &[Bearer<'_>]) -> Option<Voice> {
    let best = group.iter().max_by_key(|bearer| {
        let name = &bearer.speaker().name;
        (bearer.words.len() > 1, bearer.count, name.len(), name)
    })?;
    let mut aliases: Vec<String> =
        group.iter().map(|bearer| bearer.speaker().name.clone()).collect();
    aliases.sort();
    aliases.dedup();
    let quotations = group.iter().map(|bearer| bearer.count).sum();
    Some(Voice {
        name: best.speaker().name.clone(),
        kind: best.speaker().kind,
        aliases,
        quotations,
    })
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
    // "777" is not "7".
    letters.retain(|c| last.replace(c) != Some(c) || c.is_numeric());
    letters
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

    /// The voices of persons who go by these names, each in a document of its own.
    fn voices(names: impl IntoIterator<Item = String>) -> Speakers {
        let persons: Vec<_> =
            names.into_iter().map(|name| Speaker { name, kind: SpeakerKind::Person }).collect();
        Speakers::gather_speakers(persons.iter().enumerate())
    }

    #[test]
    fn only_initials_stand_for_a_given_name() {
        let cases: [(&[&str], usize); 14] = [
            (&["Al Dent", "Alice Dent"], 2),
            (&["Ed Sorley", "Edith Sorley"], 2),
            (&["Jo Rowe", "Joan Rowe", "Rowe"], 3),
            (&["A. Dent", "Alice Dent"], 1),
            (&["A Dent", "Al Dent", "Alice Dent"], 3),
            (&["J.D. Vance", "James David Vance", "Vance"], 1),
            (&["JD Vance", "J.D. Vance", "J. D. Vance"], 1),
            (&["J.B. Vance", "J.D. Vance"], 2),
            (&["J. Vance", "J.D. Vance"], 1),
            (&["AL DENT", "Al Dent", "Alice Dent"], 2),
            (&["Chris Lee", "Christine Lee", "C. Wood"], 3),
            (&["Dent", "Alice Dent"], 1),
            (&["Person7 Smith", "Person777 Smith", "Person77 Smith"], 3),
            (&["Mohammed Aziz", "Mohamed Aziz"], 1),
        ];
        for (names, count) in cases {
            let speakers = voices(names.iter().map(|name| (*name).to_owned()));
            assert_eq!(speakers.voices().len(), count, "{names:?}: {:?}", speakers.voices());
        }
    }

    #[test]
    fn everybody_with_one_surname_has_a_voice() {
        let many = 20_000;
        let full = (0..many).map(|number| format!("Person{number} Smith"));
        let speakers = voices(full.chain(["Smith".to_owned(), "P. Smith".to_owned()]));
        assert_eq!(speakers.voices().len(), many + 2);
    }
}
