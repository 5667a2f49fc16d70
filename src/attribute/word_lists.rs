//! The files of `config/attribution/` and how their words become the table.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::attribute::classes::{Class, Entry, Frames, Polarity, VerbForm};
use crate::english::inflection::{conjugate, plural};
use crate::english::names;
use crate::english::negations::NEGATIONS;
use crate::english::sentences;
use crate::english::value_words::VALUE_WORDS;

/// A multiplicative hash: the table is fixed, so nobody can choose words that collide, and every word is looked up.
#[derive(Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

pub(crate) type Words = HashMap<String, Entry, BuildHasherDefault<WordHasher>>;

pub(crate) static TABLE: LazyLock<Words> = LazyLock::new(|| {
    let mut table = Table::default();
    table.words(&parse(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/config/attribution/words.toml"
    ))));
    table.people(&parse(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/config/attribution/people.toml"
    ))));
    table.names(&parse(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/config/attribution/names.toml"
    ))));
    table.cues(&parse(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/config/attribution/cues.toml"
    ))));
    table.0
});

/// A test parses every file, so that a mistake in one cannot reach a user.
#[expect(clippy::expect_used, reason = "the files are part of the program and parsed by a test")]
fn parse<'a, T: Deserialize<'a>>(file: &'a str) -> T {
    toml::from_str(file).expect("an embedded word list is valid TOML of its form")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordLists {
    determiners: String,
    possessives: String,
    subjects: String,
    pronouns: String,
    objects: String,
    coordinators: String,
    subordinators: String,
    relatives: String,
    questions: String,
    prepositions: String,
    be: String,
    have: String,
    #[serde(rename = "do")]
    does: String,
    modals: String,
    adverbs: String,
    times: String,
    time_adjectives: String,
    finite: String,
    plain: String,
    shares: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gendered {
    male: String,
    female: String,
    either: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    words: String,
    generic: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Venues {
    words: String,
    services: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    titles: Gendered,
    roles: Gendered,
    groups: Groups,
    texts: List,
    crowds: List,
    venues: Venues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    male: String,
    female: String,
    peoples: String,
    bodies: String,
    places: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    clause: String,
    thought: String,
    guarded: String,
    finding: String,
    that: String,
    question: String,
    infinitive: String,
    directive: String,
    addressee: String,
    naming: String,
    evaluation: String,
    quoting: String,
    appeal: String,
    denials: String,
    refusals: String,
    nouns: String,
    homographs: String,
    comments: String,
    /// Of no matter for articles.
    #[serde(rename = "asking")]
    _asking: IgnoredAny,
    irregular: HashMap<String, [String; 4]>,
    variants: HashMap<String, Vec<String>>,
}

#[derive(Default)]
struct Table(Words);

impl Table {
    fn add(&mut self, words: &str, class: Class) {
        for word in words.split_whitespace() {
            let entry = self.0.entry(word.to_owned()).or_default();
            entry.class = entry.class.with(class);
        }
    }

    fn words(&mut self, words: &WordLists) {
        use Class as C;
        let [be, have, does, modals] = [&words.be, &words.have, &words.does, &words.modals]
            .map(|list| NEGATIONS.with_contractions(list));
        let negations: Vec<&str> = NEGATIONS.adverbs().chain(["n't", "without"]).collect();
        let negations = negations.join(" ");
        let lists: [(&str, Class); 22] = [
            (&words.determiners, C::DETERMINER),
            (&words.possessives, C::POSSESSIVE.with(C::DETERMINER)),
            (&words.subjects, C::SUBJECT),
            (&words.pronouns, C::PRONOUN),
            (&words.objects, C::OBJECT),
            (&words.coordinators, C::COORDINATOR),
            (&words.subordinators, C::SUBORDINATOR),
            (&words.relatives, C::RELATIVE),
            (&words.questions, C::QUESTION),
            (&words.prepositions, C::PREPOSITION),
            (&be, C::BE.with(C::AUXILIARY)),
            (&have, C::HAVE.with(C::AUXILIARY)),
            (&does, C::DO.with(C::AUXILIARY)),
            (&modals, C::MODAL.with(C::AUXILIARY)),
            (&negations, C::NEGATION),
            (&words.adverbs, C::ADVERB),
            (&words.times, C::TIME),
            (&words.time_adjectives, C::TIME_ADJECTIVE),
            (&words.finite, C::FINITE),
            (&words.plain, C::PLAIN),
            (&words.shares, C::SHARE),
            ("that", C::THAT),
        ];
        for (list, class) in lists {
            self.add(list, class);
        }
        let numbers = &VALUE_WORDS.small_numbers()[2..=10];
        numbers.iter().for_each(|number| self.add(number, C::DETERMINER.with(C::SUBJECT)));
        for (names, class) in [(VALUE_WORDS.weekdays(), C::DAY), (VALUE_WORDS.months(), C::MONTH)] {
            names.iter().flatten().for_each(|name| self.add(name, class.with(C::TIME)));
        }
        for (word, class) in
            [("to", C::TO), ("of", C::OF), ("and", C::AND), ("by", C::BY), ("as", C::AS)]
        {
            self.add(word, class);
        }
        for (word, never_last) in sentences::abbreviations() {
            let class = if never_last { C::BEFORE_NAME } else { C::default() };
            self.add(&word, class.with(C::ABBREVIATION));
        }
        for particle in names::particles() {
            self.add(particle, C::PARTICLE);
        }
        self.add("according per", C::ACCORDING);
        self.add("he him his himself", C::MALE);
        self.add("she her herself", C::FEMALE);
        self.add("they them their these those we us", C::PLURAL);
    }

    fn people(&mut self, people: &People) {
        let gendered = [(&people.titles, Class::TITLE), (&people.roles, Class::ROLE)];
        for (lists, class) in gendered {
            self.add(&lists.male, class.with(Class::MALE));
            self.add(&lists.female, class.with(Class::FEMALE));
            self.add(&lists.either, class);
            if class == Class::ROLE {
                for (list, gender) in [
                    (&lists.male, Class::MALE),
                    (&lists.female, Class::FEMALE),
                    (&lists.either, class),
                ] {
                    self.add(&plurals(list), class.with(gender).with(Class::PLURAL));
                }
            }
        }
        for (list, class) in
            [(&people.groups.words, Class::GROUP), (&people.texts.words, Class::TEXT)]
        {
            self.add(list, class);
            self.add(&plurals(list), class.with(Class::PLURAL));
        }
        self.add(&people.groups.generic, Class::GENERIC);
        self.add(&people.crowds.words, Class::CROWD.with(Class::PLURAL));
        self.add(&people.venues.words, Class::VENUE);
        self.add(&people.venues.services, Class::SERVICE);
    }

    fn names(&mut self, names: &Names) {
        self.add(&names.male, Class::GIVEN.with(Class::MALE));
        self.add(&names.female, Class::GIVEN.with(Class::FEMALE));
        self.add(&names.peoples, Class::PEOPLE);
        self.add(&names.bodies, Class::BODY);
        self.add(&names.places, Class::BODY.with(Class::PLACE));
    }

    fn cues(&mut self, cues: &Cues) {
        use Frames as F;
        let lists = [
            (&cues.clause, F::CLAUSE),
            (&cues.thought, F::THOUGHT),
            (&cues.guarded, F::GUARDED),
            (&cues.finding, F::FINDING),
            (&cues.that, F::THAT),
            (&cues.question, F::QUESTION),
            (&cues.infinitive, F::INFINITIVE),
            (&cues.directive, F::DIRECTIVE),
            (&cues.addressee, F::ADDRESSEE),
            (&cues.naming, F::NAMING),
            (&cues.evaluation, F::EVALUATION),
            (&cues.quoting, F::QUOTING),
            (&cues.appeal, F::APPEAL),
        ];
        let mut verbs: HashMap<&str, Frames> = HashMap::new();
        for (list, frame) in lists {
            for verb in list.split_whitespace() {
                let frames = verbs.entry(verb).or_default();
                *frames = frames.with(frame);
            }
        }
        for (verb, frames) in verbs {
            self.cue_verb(cues, verb, frames);
        }
        self.polarities(&cues.denials, Polarity::DENIAL);
        self.polarities(&cues.refusals, Polarity::REFUSAL);
        self.add(&cues.nouns, Class::CUE_NOUN);
        self.add(&plurals(&cues.nouns), Class::CUE_NOUN.with(Class::PLURAL));
        self.add(&cues.homographs, Class::HOMOGRAPH);
        self.add(&plurals(&cues.homographs), Class::HOMOGRAPH);
        self.add(&cues.comments, Class::COMMENT);
    }

    /// All forms of a verb that reports.
    fn cue_verb(&mut self, cues: &Cues, verb: &str, frames: Frames) {
        let forms = cues.irregular.get(verb).cloned().unwrap_or_else(|| conjugate(verb));
        self.verb(verb, frames, VerbForm::BASE);
        let [third, past, participle, gerund] = &forms;
        for (word, form) in [
            (third, VerbForm::THIRD),
            (past, VerbForm::PAST),
            (participle, VerbForm::PARTICIPLE),
            (gerund, VerbForm::GERUND),
        ] {
            self.verb(word, frames, form);
        }
        for word in cues.variants.get(verb).into_iter().flatten() {
            let gerund = word.ends_with("ing");
            let form = VerbForm::PAST.with(VerbForm::PARTICIPLE);
            self.verb(word, frames, if gerund { VerbForm::GERUND } else { form });
        }
    }

    fn polarities(&mut self, words: &str, polarity: Polarity) {
        for word in words.split_whitespace() {
            for form in conjugate(word).iter().map(String::as_str).chain([word]) {
                let entry = self.0.entry(form.to_owned()).or_default();
                entry.polarity = entry.polarity.with(polarity);
            }
        }
    }

    fn verb(&mut self, word: &str, frames: Frames, form: VerbForm) {
        let entry = self.0.entry(word.to_owned()).or_default();
        entry.frames = entry.frames.with(frames);
        entry.form = entry.form.with(form);
    }
}

fn plurals(list: &str) -> String {
    list.split_whitespace().filter(|word| word.is_ascii()).map(plural).collect::<Vec<_>>().join(" ")
}
