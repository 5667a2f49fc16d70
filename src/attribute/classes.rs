//! What the word lists say of a word: its classes, the frames of a cue verb, the forms of a verb.

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
    /// A word of no list that has the capital of its sentence and is no name: "Sales fell".
    COMMON = 55;
    /// Counts the people behind its "of": "a handful of voters".
    SHARE = 62;
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
    APPEAL = 12;
}

/// Words that turn what is reported into its opposite; see `config/attribution/cues.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Polarity(u8);

bits! { Polarity:
    /// What it reports is not so.
    DENIAL = 0;
    /// The verb behind it does not happen.
    REFUSAL = 1;
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
        pub(crate) fn has(self, other: Self) -> bool { !Self(self.0 & other.0).is_empty() }
        /// The members of both.
        pub(crate) const fn with(self, other: Self) -> Self { Self(self.0 | other.0) }
        /// Whether the set has no member.
        pub(crate) fn is_empty(self) -> bool { self.0 == 0 }
    })* };
}
set_operations! { Class Frames VerbForm Polarity }

impl Class {
    /// The members that are not in the other set.
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What the word lists say of one spelling.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Entry {
    /// Its word classes.
    pub(crate) class: Class,
    /// The frames it opens if it is a form of a cue verb.
    pub(crate) frames: Frames,
    /// Which forms of the verb it may be.
    pub(crate) form: VerbForm,
    /// Whether it denies.
    pub(crate) polarity: Polarity,
}

/// The gender that a given name most often goes with, as a class; empty if unknown or either.
pub(crate) fn gender_of(class: Class) -> Class {
    match (class.has(Class::MALE), class.has(Class::FEMALE)) {
        (true, false) => Class::MALE,
        (false, true) => Class::FEMALE,
        _ => Class::default(),
    }
}
