//! The speakers of a whole corpus: one voice for everybody, whatever the documents call them.

use crate::model::document::DocumentNumber;
use std::collections::{BTreeMap, HashMap};

use crate::english::names::PersonName;
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
type Identity = (Option<DocumentNumber>, Speaker);

/// Who speaks in a corpus. Names are merged across documents; unnamed sources and texts stay with their document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    voices: Vec<Voice>,
    voice_of: BTreeMap<Identity, usize>,
}

impl Speakers {
    /// Gathers the speakers of quotations, each with the number of its document.
    #[must_use]
    pub fn gather<'q>(
        quotations: impl IntoIterator<Item = (DocumentNumber, &'q Quotation)>,
    ) -> Self {
        let speaker = |(at, quotation): (DocumentNumber, &'q Quotation)| {
            quotation.speaker().map(|one| (at, one))
        };
        Self::gather_speakers(quotations.into_iter().filter_map(speaker))
    }

    /// Gathers speakers, one for each quotation, each with the number of its document.
    #[must_use]
    pub fn gather_speakers<'s>(
        speakers: impl IntoIterator<Item = (DocumentNumber, &'s Speaker)>,
    ) -> Self {
        let mut counts: BTreeMap<Identity, usize> = BTreeMap::new();
        for (document, speaker) in speakers {
            *counts.entry(identity(document, speaker)).or_default() += 1;
        }
        // Full names first: an initial or a surname alone joins the only bearer there is.
        let mut order: Vec<Bearer<'_>> =
            counts.iter().map(|(key, &count)| Bearer::new(key, count)).collect();
        order.sort_by_key(|bearer| {
            let words = std::cmp::Reverse(bearer.name.words().len());
            (bearer.given.rank(), words, std::cmp::Reverse(bearer.count))
        });
        let mut groups: Vec<Vec<Bearer<'_>>> = Vec::new();
        let mut persons = Persons::default();
        let mut bodies: HashMap<PersonName, usize> = HashMap::new();
        for bearer in order {
            let known = match bearer.kind() {
                SpeakerKind::Person => persons.find(&bearer),
                SpeakerKind::Body => bodies.get(&bearer.name).copied(),
                SpeakerKind::Unnamed | SpeakerKind::Text => None,
            };
            let group = known.unwrap_or_else(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            match bearer.kind() {
                SpeakerKind::Person => persons.add(&bearer, group),
                SpeakerKind::Body => {
                    bodies.insert(bearer.name.clone(), group);
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
    pub fn of(&self, document: DocumentNumber, quotation: &Quotation) -> Option<&Voice> {
        self.of_speaker(document, quotation.speaker()?)
    }

    /// The voice of a speaker in the document with this number.
    #[must_use]
    pub fn of_speaker(&self, document: DocumentNumber, speaker: &Speaker) -> Option<&Voice> {
        self.voices.get(*self.voice_of.get(&identity(document, speaker))?)
    }
}

/// A name with what its words are, looked at once.
struct Bearer<'k> {
    key: &'k Identity,
    count: usize,
    /// The name in one spelling; that of a body as it stands.
    name: PersonName,
    given: Given,
}

impl<'k> Bearer<'k> {
    fn new(key: &'k Identity, count: usize) -> Self {
        let name = PersonName::parse(&key.1.name);
        let name = if key.1.kind == SpeakerKind::Body { name } else { name.spelled() };
        let given = Given::of(&name);
        Self { key, count, name, given }
    }

    fn speaker(&self) -> &'k Speaker {
        &self.key.1
    }

    /// Several persons who speak as one are kept apart from each of them, like a body.
    fn kind(&self) -> SpeakerKind {
        let speaker = self.speaker();
        let joint = speaker.kind == SpeakerKind::Person && speaker.name.contains(" and ");
        if joint { SpeakerKind::Body } else { speaker.kind }
    }

    fn generation(&self) -> Option<String> {
        self.name.generation().map(str::to_owned)
    }
}

/// What stands in front of a surname.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Given {
    Name(String),
    /// More than one initial: "J.D.", "JD".
    Initials(String),
    /// "J."
    Initial(char),
    Missing,
}

impl Given {
    fn of(name: &PersonName) -> Self {
        let Some((_, before)) = name.words().split_last() else { return Self::Missing };
        let letter = |word: &String| {
            let mut chars = word.chars();
            chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none())
        };
        let letters: String = before.iter().map_while(letter).collect();
        match (before.first(), letters.chars().next()) {
            (None, _) => Self::Missing,
            (Some(given), None) => Self::Name(given.clone()),
            (Some(_), Some(initial)) if letters.chars().nth(1).is_none() => Self::Initial(initial),
            (Some(_), Some(_)) => Self::Initials(letters),
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

/// How the bearers of a surname are asked for.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Asked {
    /// All of them, of whatever generation.
    Anybody,
    /// All of one generation.
    Surname,
    /// Those with this given name.
    Name(String),
    /// Those with a given name that begins with this letter.
    NameWith(char),
    /// Those with these initials.
    Initials(String),
    /// Those with a given name or initials that begin with this letter.
    With(char),
    /// Those whose name ends with these words.
    Ending(Vec<String>),
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

/// The persons of a surname by how they are asked for and by what tells father and son apart.
type Family = HashMap<(Asked, Option<String>), Bearers>;

/// The persons by their surnames: what asks is one look-up, however many bear one surname.
#[derive(Default)]
struct Persons(HashMap<String, Family>);

impl Persons {
    /// The only person that the name may stand for: given names are equal, initials of each other, or missing, or the
    /// name is the end of a longer one.
    fn find(&self, bearer: &Bearer<'_>) -> Option<usize> {
        let family = self.0.get(bearer.name.surname()?)?;
        let generation = bearer.generation();
        let known = |asked: Asked| family.get(&(asked, generation.clone())).copied();
        let ending = || known(Asked::Ending(bearer.name.words().to_vec()));
        let found = match &bearer.given {
            Given::Name(name) => known(Asked::Name(name.clone())).or_else(ending),
            Given::Initials(letters) => {
                let first = letters.chars().next().and_then(|first| known(Asked::NameWith(first)));
                let all = known(Asked::Initials(letters.clone()));
                first.into_iter().chain(all).reduce(Bearers::and)
            }
            Given::Initial(letter) => known(Asked::With(*letter)),
            Given::Missing => {
                known(Asked::Surname).or_else(|| family.get(&(Asked::Anybody, None)).copied())
            }
        };
        match found? {
            Bearers::One(group) => Some(group),
            Bearers::Several => None,
        }
    }

    fn add(&mut self, bearer: &Bearer<'_>, group: usize) {
        let Some(surname) = bearer.name.surname() else { return };
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
        let words = bearer.name.words();
        let ends = 1..words.len().saturating_sub(1);
        answers.extend(ends.filter_map(|from| Some(Asked::Ending(words.get(from..)?.to_vec()))));
        let generation = bearer.generation();
        let answers = answers.into_iter().map(|answer| (answer, generation.clone()));
        let family = self.0.entry(surname.to_owned()).or_default();
        for answer in answers.chain([(Asked::Anybody, None)]) {
            let one = Bearers::One(group);
            family.entry(answer).and_modify(|known| *known = known.and(one)).or_insert(one);
        }
    }
}

/// Named speakers are the same in every document, others only in their own.
fn identity(document: DocumentNumber, speaker: &Speaker) -> Identity {
    let named = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Body);
    ((!named).then_some(document), speaker.clone())
}

fn voice(group: &[Bearer<'_>]) -> Option<Voice> {
    let best = group.iter().max_by_key(|bearer| {
        let name = &bearer.speaker().name;
        (bearer.name.words().len() > 1, bearer.count, name.len(), name)
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
                found.iter().map(move |quotation| (DocumentNumber::new(document), quotation))
            })
        };
        let speakers = Speakers::gather(numbered());
        let names = |part: &str| {
            let voices = speakers.voices().iter().filter(|voice| voice.name.contains(part));
            voices.map(|voice| voice.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("Zelensk").len(), 1, "{:?}", speakers.voices());
        assert_eq!(names("Macron"), ["Emmanuel Macron"]);
        assert_eq!(names("Fisher").len(), 2, "two people with one surname stay apart");
        assert_eq!(names("an aide").len(), 2, "unnamed sources stay with their document");
        assert!(names("Trump").is_empty());
        assert!(numbered().all(|(document, quotation)| speakers.of(document, quotation).is_some()));
    }

    /// The voices of persons who go by these names, each in a document of its own.
    fn voices(names: impl IntoIterator<Item = String>) -> Speakers {
        let persons: Vec<_> =
            names.into_iter().map(|name| Speaker { name, kind: SpeakerKind::Person }).collect();
        Speakers::gather_speakers(DocumentNumber::first(persons.len()).zip(&persons))
    }

    #[test]
    fn only_initials_stand_for_a_given_name() {
        let cases: [(&[&str], usize); 25] = [
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
            (&["Joost van der Meer", "van der Meer", "Van der Meer", "Meer"], 1),
            (&["Omar al-Hadi", "Al-Hadi", "Hadi"], 1),
            (&["Luz Rojas Peña", "Rojas Pena"], 1),
            (&["Luz Rojas Peña", "Eva Rojas Peña", "Rojas Peña"], 3),
            (&["Luz Rojas Peña", "Luz Rojas"], 2),
            (&["Edmund Roe Jr.", "Edmund Roe, Jr.", "Roe"], 1),
            (&["Edmund Roe Jr.", "Edmund Roe", "Roe"], 2),
            (&["Edmund Roe Jr.", "Edmund Roe Sr."], 2),
            (&["Luz Peña and Edmund Roe", "Edmund Roe", "Luz Peña"], 3),
            (&["Nuala O'Dowd", "Nuala O’Dowd", "O’Dowd"], 1),
            (&["J. R. Marlow", "J.R. Marlow", "JR Marlow", "John Marlow"], 1),
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
