//! The word lists of `config/attribution/`, parsed once into one table: word -> classes and cue frames.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use serde::Deserialize;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u64);

macro_rules! bits {
    ($kind:ident: $($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl $kind { $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)* }
    };
}

bits! { Class:
    DETERMINER = 0;
    POSSESSIVE = 1;
    /// May stand alone as the subject of a clause.
    SUBJECT = 2;
    PRONOUN = 3;
    OBJECT = 4;
    COORDINATOR = 5;
    SUBORDINATOR = 6;
    RELATIVE = 7;
    QUESTION = 8;
    PREPOSITION = 9;
    BE = 10;
    HAVE = 11;
    DO = 12;
    MODAL = 13;
    NEGATION = 14;
    ADVERB = 15;
    DAY = 16;
    MONTH = 17;
    TIME = 18;
    TIME_ADJECTIVE = 19;
    FINITE = 20;
    /// Looks like a verb form but is none.
    PLAIN = 21;
    PARTICLE = 22;
    TITLE = 23;
    ROLE = 24;
    GROUP = 25;
    TEXT = 26;
    CROWD = 27;
    VENUE = 28;
    SERVICE = 29;
    GIVEN = 30;
    PEOPLE = 31;
    BODY = 32;
    MALE = 33;
    FEMALE = 34;
    CUE_NOUN = 35;
    /// The -ing form that opens a comment on what was said: "adding".
    COMMENT = 36;
    PLURAL = 37;
    /// An unknown word in -ed.
    ED = 38;
    /// An unknown word in -ing.
    ING = 39;
    /// The word has the shape of a proper name: a capital first.
    CAPITAL = 40;
    ALL_CAPITALS = 41;
    /// A word written with a stop: "Mr.", "U.S.".
    ABBREVIATION = 42;
    /// An abbreviation that stands before a name, so that no sentence ends behind it.
    BEFORE_NAME = 43;
    /// A cue that is a noun as well: "claims".
    HOMOGRAPH = 44;
    AUXILIARY = 45;
    THAT = 46;
    TO = 47;
    OF = 48;
    AND = 49;
    BY = 50;
    AS = 51;
    /// Stands for a body named before: "the company".
    GENERIC = 52;
    PLACE = 53;
    /// "according", "per": cues that are no verbs.
    ACCORDING = 54;
}

/// The constructions that a cue verb opens; see `config/attribution/cues.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Frames(u32);

bits! { Frames:
    CLAUSE = 0;
    GUARDED = 1;
    THAT = 2;
    QUESTION = 3;
    INFINITIVE = 4;
    DIRECTIVE = 5;
    ADDRESSEE = 6;
    NAMING = 7;
    EVALUATION = 8;
    QUOTING = 9;
    THOUGHT = 10;
    FINDING = 11;
}

/// The forms of a verb that one spelling may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct VerbForm(u8);

bits! { VerbForm:
    BASE = 0;
    THIRD = 1;
    PAST = 2;
    PARTICIPLE = 3;
    GERUND = 4;
}

macro_rules! set_operations {
    ($($kind:ident)*) => { $(impl $kind {
        /// Whether the two sets share a member.
        pub(crate) fn has(self, other: Self) -> bool { self.0 & other.0 != 0 }
        /// The members of both.
        pub(crate) const fn with(self, other: Self) -> Self { Self(self.0 | other.0) }
        /// Whether the set has no member.
        pub(crate) fn is_empty(self) -> bool { self.0 == 0 }
    })* };
}
set_operations! { Class Frames VerbForm }

/// What the word lists say of one spelling.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Entry {
    /// Its word classes.
    pub(crate) class: Class,
    /// The frames it opens if it is a form of a cue verb.
    pub(crate) frames: Frames,
    /// Which forms of the verb it may be.
    pub(crate) form: VerbForm,
}

/// The entry of a word in lower case with straight apostrophes; empty for an unknown word.
pub(crate) fn look_up(word: &str) -> Entry {
    TABLE.get(word).copied().unwrap_or_default()
}

/// The gender that a given name most often goes with, as a class; empty if unknown or either.
pub(crate) fn gender_of(class: Class) -> Class {
    match (class.has(Class::MALE), class.has(Class::FEMALE)) {
        (true, false) => Class::MALE,
        (false, true) => Class::FEMALE,
        _ => Class::default(),
    }
}

/// A multiplicative hash: the table is fixed, so nobody can choose words that collide, and every word is looked up.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
        for chunk in bytes.chunks(8) {
            let mut word = [0_u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

type Words = HashMap<String, Entry, BuildHasherDefault<WordHasher>>;

static TABLE: LazyLock<Words> = LazyLock::new(|| {
    let mut table = Table::default();
    table.words(&parse(include_str!("../../config/attribution/words.toml")));
    table.people(&parse(include_str!("../../config/attribution/people.toml")));
    table.names(&parse(include_str!("../../config/attribution/names.toml")));
    table.cues(&parse(include_str!("../../config/attribution/cues.toml")));
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
    negations: String,
    adverbs: String,
    days: String,
    months: String,
    times: String,
    time_adjectives: String,
    abbreviations: String,
    before_names: String,
    finite: String,
    plain: String,
    particles: String,
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
    nouns: String,
    homographs: String,
    comments: String,
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
        let lists: [(&str, Class); 26] = [
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
            (&words.be, C::BE.with(C::AUXILIARY)),
            (&words.have, C::HAVE.with(C::AUXILIARY)),
            (&words.does, C::DO.with(C::AUXILIARY)),
            (&words.modals, C::MODAL.with(C::AUXILIARY)),
            (&words.negations, C::NEGATION),
            (&words.adverbs, C::ADVERB),
            (&words.days, C::DAY.with(C::TIME)),
            (&words.months, C::MONTH.with(C::TIME)),
            (&words.times, C::TIME),
            (&words.time_adjectives, C::TIME_ADJECTIVE),
            (&words.abbreviations, C::ABBREVIATION),
            (&words.before_names, C::BEFORE_NAME),
            (&words.finite, C::FINITE),
            (&words.plain, C::PLAIN),
            (&words.particles, C::PARTICLE),
            ("that", C::THAT),
        ];
        for (list, class) in lists {
            self.add(list, class);
        }
        for (word, class) in
            [("to", C::TO), ("of", C::OF), ("and", C::AND), ("by", C::BY), ("as", C::AS)]
        {
            self.add(word, class);
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
        ];
        let mut verbs: HashMap<&str, Frames> = HashMap::new();
        for (list, frame) in lists {
            for verb in list.split_whitespace() {
                let frames = verbs.entry(verb).or_default();
                *frames = frames.with(frame);
            }
        }
        for (verb, frames) in verbs {
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
        self.add(&cues.nouns, Class::CUE_NOUN);
        self.add(&plurals(&cues.nouns), Class::CUE_NOUN.with(Class::PLURAL));
        self.add(&cues.homographs, Class::HOMOGRAPH);
        self.add(&plurals(&cues.homographs), Class::HOMOGRAPH);
        self.add(&cues.comments, Class::COMMENT);
    }

    fn verb(&mut self, word: &str, frames: Frames, form: VerbForm) {
        let entry = self.0.entry(word.to_owned()).or_default();
        entry.frames = entry.frames.with(frames);
        entry.form = entry.form.with(form);
    }
}

/// Third person, past, participle and -ing form of a regular verb.
fn conjugate(verb: &str) -> [String; 4] {
    let third = plural(verb);
    let vowel_before_y = verb.len() > 1 && "aeiou".contains(&verb[verb.len() - 2..verb.len() - 1]);
    let past = match verb {
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ if verb.ends_with('y') && !vowel_before_y => format!("{}ied", &verb[..verb.len() - 1]),
        _ => format!("{verb}ed"),
    };
    let silent = verb.ends_with('e') && !verb.ends_with("ee");
    let gerund = format!("{}ing", if silent { &verb[..verb.len() - 1] } else { verb });
    [third, past.clone(), past, gerund]
}

/// The regular plural of a noun, which is the third person of a verb as well.
fn plural(word: &str) -> String {
    let vowel_before_y = word.len() > 1 && "aeiou".contains(&word[word.len() - 2..word.len() - 1]);
    match word {
        _ if word.ends_with("sh") || word.ends_with("ch") || word.ends_with(['s', 'x', 'z']) => {
            format!("{word}es")
        }
        _ if word.ends_with('y') && !vowel_before_y => format!("{}ies", &word[..word.len() - 1]),
        _ if word.ends_with("man") => format!("{}men", &word[..word.len() - 3]),
        _ => format!("{word}s"),
    }
}

fn plurals(list: &str) -> String {
    list.split_whitespace().filter(|word| word.is_ascii()).map(plural).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_forms() {
        for (word, form) in [
            ("said", VerbForm::PAST),
            ("replied", VerbForm::PAST),
            ("arguing", VerbForm::GERUND),
            ("announces", VerbForm::THIRD),
            ("confessed", VerbForm::PARTICIPLE),
            ("agreeing", VerbForm::GERUND),
        ] {
            assert!(look_up(word).form.has(form), "{word} should be {form:?}");
        }
    }

    #[test]
    fn classes() {
        for (word, class) in [
            ("spokesmen", Class::PLURAL),
            ("she", Class::FEMALE),
            ("companies", Class::GROUP),
            ("volodymyr", Class::GIVEN),
            ("claim", Class::CUE_NOUN),
        ] {
            assert!(look_up(word).class.has(class), "{word} should be in {class:?}");
        }
        assert!(look_up("zyzzyva").class.is_empty());
    }
}
