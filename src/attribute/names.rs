//! Names as they stand: sequences of capitals, their titles split off, and the roles beside them.

use std::ops::RangeInclusive;

use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};
use crate::english::dictionary;
use crate::english::names::{PersonName, is_addition, is_particle};

/// A capitalised sequence: titles, then the name proper.
pub(crate) struct Name {
    pub(crate) whole: usize,
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The name proper in words that can be compared.
    pub(crate) proper: PersonName,
    /// How many words the name has as it is written, without "Jr." and the like.
    pub(crate) length: usize,
    /// Whether its first word is known as a given name.
    pub(crate) given: bool,
    pub(crate) quoted: bool,
    /// Whether it has the capital of the start of a sentence.
    pub(crate) opens: bool,
    /// A common word with the capital of its sentence: a name only if somebody else's full name ends with it.
    pub(crate) doubtful: bool,
    /// Whether it is the name of a body that more than capitals make: "Bank of England".
    pub(crate) compound: bool,
}

impl Name {
    fn titles<'r>(&self, reading: &'r Reading<'_>) -> &'r [Token] {
        reading.tokens.get(self.whole..self.first).unwrap_or_default()
    }

    pub(crate) fn titled(&self, reading: &Reading<'_>) -> bool {
        self.titles(reading).iter().any(|token| token.has(Class::TITLE.with(Class::ROLE)))
    }

    /// The gender that the title shows.
    pub(crate) fn gender(&self, reading: &Reading<'_>) -> Class {
        let genders = self.titles(reading).iter().map(|token| gender_of(token.class));
        genders.into_iter().find(|gender| !gender.is_empty()).unwrap_or_default()
    }
}

/// Longer sequences of capitals are headlines.
const LONGEST_NAME: usize = 9;
/// How many tokens a nickname inside of a name may have, its marks included.
const LONGEST_NICKNAME: usize = 6;

pub(crate) fn names(reading: &Reading<'_>) -> Vec<Name> {
    let tokens = &reading.tokens;
    let mut names = Vec::new();
    let mut quoted = reading.quoted.iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        if !is_name_word(tokens, at) {
            at += 1;
            continue;
        }
        if is_order(reading, at) && is_name_word(tokens, at + 1) {
            at += 1;
        }
        let start = at - particles_before(tokens, at);
        at = end_of_words(tokens, at);
        while quoted.peek().is_some_and(|quoted| quoted.last < start) {
            quoted.next();
        }
        // A nickname inside of the name: Billy "The Kid" Marsh.
        let nickname = quoted.peek().filter(|quoted| {
            quoted.first == at
                && quoted.last < at + LONGEST_NICKNAME
                && is_name_word(tokens, quoted.last + 1)
        });
        let is_named = |first: usize, last: usize| {
            has(tokens, at - 1, Class::GIVEN)
                || (first + 1..=last).all(|inner| {
                    tokens.get(inner).is_some_and(|token| {
                        token.has(Class::CAPITAL) || matches!(token.kind, Kind::Mark(_))
                    })
                })
        };
        if let Some(nickname) = nickname.filter(|it| is_named(it.first, it.last)) {
            at = nickname.last + 2;
        }
        let inside = quoted.peek().is_some_and(|quoted| quoted.first <= start);
        names.extend(name(reading, start, at - 1, inside));
    }
    names
}

/// Whether the word at the start of a sentence tells the reader to do something: "Imagine Pike saying".
pub(crate) fn is_order(reading: &Reading<'_>, at: usize) -> bool {
    const ORDERS: [&str; 6] = ["Imagine", "Picture", "Suppose", "Remember", "Recall", "Consider"];
    let before = at.checked_sub(1).and_then(|before| reading.tokens.get(before));
    let opens = before.is_none_or(|token| matches!(token.kind, Kind::Stop | Kind::Break));
    opens && reading.tokens.get(at).is_some_and(|token| ORDERS.contains(&reading.word(token)))
}

/// Whether the token is there and has one of the classes.
fn has(tokens: &[Token], at: usize, class: Class) -> bool {
    tokens.get(at).is_some_and(|token| token.has(class))
}

/// Just past the capitals that begin with a name word, up to three particles between them.
fn end_of_words(tokens: &[Token], start: usize) -> usize {
    let particle = |at: usize| has(tokens, at, Class::PARTICLE) && !has(tokens, at, Class::CAPITAL);
    let mut at = start + 1;
    while at < start + LONGEST_NAME {
        let particles = (at..at + 3).take_while(|&at| particle(at)).count();
        if !is_name_word(tokens, at + particles) {
            break;
        }
        at += particles + 1;
    }
    at
}

/// How many small particles open the name whose first capital is at `at`: `said van der Heide`. A van and a bin are
/// things as well, so that something must ask for a name there: a cue, a title, or the start of a sentence.
fn particles_before(tokens: &[Token], at: usize) -> usize {
    let opens = |at: &usize| {
        let joins = Class::TIME.with(Class::AND);
        tokens.get(*at).is_some_and(|token| {
            token.is_word()
                && token.class.without(joins.with(Class::PLACE)) == Class::PARTICLE
                && token.class.has(Class::PARTICLE)
        })
    };
    let count = (at.saturating_sub(3)..at).rev().take_while(opens).count();
    let before = (at - count).checked_sub(1).and_then(|before| tokens.get(before));
    let asked = before.is_none_or(|token| {
        !token.is_word() && !matches!(token.kind, Kind::Number | Kind::Possessive)
            || !token.frames.is_empty() && !token.form.is_empty()
            || token.has(Class::TITLE.with(Class::AND))
            || count > 1 && token.has(Class::PREPOSITION)
    });
    if asked { count } else { 0 }
}

/// Whether the token may be a word of a name: a capital of no closed class.
pub(crate) fn is_name_word(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.is_word() && token.has(Class::CAPITAL))
    else {
        return false;
    };
    // "J.", but not "No", which is short for a number.
    let initial = token.has(Class::ABBREVIATION)
        && token.has(Class::ALL_CAPITALS)
        && token.end() - token.start() == 2;
    let closed = Class::DETERMINER
        .with(Class::PRONOUN)
        .with(Class::SUBORDINATOR)
        .with(Class::COORDINATOR)
        .with(Class::PREPOSITION)
        .with(Class::AUXILIARY)
        .with(Class::QUESTION)
        .with(Class::SUBJECT)
        .with(Class::OBJECT)
        .with(Class::NEGATION)
        .with(Class::COMMON)
        .with(Class::ACCORDING);
    // The World Health Organization is written like a pronoun; all around it is not in capitals.
    let acronym = token.has(Class::RELATIVE)
        && token.has(Class::ALL_CAPITALS)
        && token.end() - token.start() == 3
        && !has(tokens, at + 1, Class::ALL_CAPITALS);
    // "the US Geological Survey": the country is written like a pronoun, and opens the name of a body.
    let titled = Class::TITLE.with(Class::ROLE).with(Class::GIVEN).with(Class::PEOPLE);
    let country = token.has(Class::PLACE)
        && token.has(Class::ALL_CAPITALS)
        && has(tokens, at + 1, Class::CAPITAL)
        && !has(tokens, at + 1, titled.with(Class::ALL_CAPITALS));
    if token.has(closed) && !initial && !acronym && !country && !token.has(Class::GIVEN) {
        return false;
    }
    if token.has(Class::TIME.with(Class::ADVERB)) {
        let behind_given = at.checked_sub(1).is_some_and(|before| {
            has(tokens, before, Class::GIVEN.with(Class::TITLE))
                && has(tokens, before, Class::CAPITAL)
        });
        return behind_given || token.has(Class::GIVEN) && !token.has(Class::MONTH);
    }
    true
}

/// Splits titles off: "French President Emmanuel Macron" is the name Emmanuel Macron.
pub(crate) fn name(reading: &Reading<'_>, whole: usize, last: usize, quoted: bool) -> Option<Name> {
    let is_addition =
        |at: usize| reading.tokens.get(at).is_some_and(|token| is_addition(reading.word(token)));
    let surname = (whole..=last).rev().find(|&at| at == whole || !is_addition(at))?;
    let body = has(&reading.tokens, last, Class::BODY.with(Class::GROUP));
    // "the Chief Executive": a title.
    let executive = reading.tokens.get(last).is_some_and(|it| reading.word(it) == "Executive");
    if executive && whole < last && has(&reading.tokens, last - 1, Class::TITLE) {
        return None;
    }
    let mut first = match behind_titles(reading, whole, surname).filter(|_| !body) {
        Some(Titles::Before(first)) => first,
        Some(Titles::Alone) => return title_alone(reading, whole, surname, last, quoted),
        Some(Titles::Last) => {
            let named = !has(&reading.tokens, surname, Class::TITLE);
            return make(reading, whole, whole, last, quoted).filter(|_| named);
        }
        None => whole,
    };
    // The first word of a sentence is a capital by its place: keep it only if it is no verb and no common word.
    let opens = first == whole && opens_sentence(&reading.tokens, first);
    let mut whole = whole;
    let governed = first == whole && is_governed(reading, whole);
    if (opens || governed) && is_unknown_role(reading, first, last, opens) && !body {
        first += 1;
        if governed {
            whole = first;
        }
    }
    if let Some(person) = behind_place(&reading.tokens, first, surname) {
        (whole, first) = (person, person);
    }
    let is_common = |at: usize| reading.tokens.get(at).is_some_and(is_common);
    if opens && first < last && is_common(first) {
        first += 1;
    }
    let doubtful = opens && first == last && is_common(first);
    Some(Name { doubtful, ..make(reading, whole.min(first), first, last, quoted)? })
}

/// Where the titles among the words of a name stand.
enum Titles {
    /// In front of it, which begins here: "Prime Minister Eva Stern".
    Before(usize),
    /// All of its words are titles: "the President".
    Alone,
    /// Behind other words: "Health Secretary".
    Last,
}

fn behind_titles(reading: &Reading<'_>, whole: usize, surname: usize) -> Option<Titles> {
    let is_title = |at: usize| is_title(&reading.tokens, at, whole..=surname);
    // A title inside of a nickname is none: Anna "Old Man" Varga.
    let marked = |at: &usize| {
        reading.tokens.get(*at).is_some_and(|token| matches!(token.kind, Kind::Mark(_)))
    };
    let titles = whole..(whole..=surname).find(marked).unwrap_or(surname + 1);
    let behind = titles.rev().find(|&at| is_title(at))?;
    Some(match () {
        () if behind < surname => Titles::Before(behind + 1),
        () if (whole..=surname).all(is_title) => Titles::Alone,
        () => Titles::Last,
    })
}

/// A title alone ("the President") is a name only where somebody bears it ("Justin King … King said").
fn title_alone(
    reading: &Reading<'_>,
    whole: usize,
    surname: usize,
    last: usize,
    quoted: bool,
) -> Option<Name> {
    let named = whole == surname
        && !has(&reading.tokens, surname, Class::PLURAL)
        && !whole
            .checked_sub(1)
            .is_some_and(|before| has(&reading.tokens, before, Class::DETERMINER));
    let name = make(reading, whole, whole, last, quoted).filter(|_| named)?;
    Some(Name { doubtful: true, ..name })
}

/// A role that no list knows: "Pianist Eva Stern".
fn is_unknown_role(reading: &Reading<'_>, first: usize, last: usize, opens: bool) -> bool {
    last >= first + 2
        && !has(&reading.tokens, first, Class::GIVEN)
        && (has(&reading.tokens, first + 1, Class::GIVEN)
            || opens && reading.tokens.get(first).is_some_and(|it| is_doer(reading.word(it))))
}

/// "the Minister for Fisheries Eva Stern"
fn is_governed(reading: &Reading<'_>, first: usize) -> bool {
    let governs = |at: Option<usize>| {
        at.and_then(|at| reading.tokens.get(at))
            .is_some_and(|token| token.has(Class::OF) || reading.word(token) == "for")
    };
    let before = first.checked_sub(1);
    let article = before.filter(|&at| has(&reading.tokens, at, Class::DETERMINER));
    governs(before) || governs(article.and_then(|at| at.checked_sub(1)))
}

/// "Skater", "Machinist": a common noun for whoever does something, by its ending.
fn is_doer(word: &str) -> bool {
    let word = word.to_lowercase();
    let of_verb = || {
        let stem = word.strip_suffix("er").or_else(|| word.strip_suffix("or"))?;
        let is_verb = |stem: &str| dictionary::is_word(stem);
        let single = stem.get(..stem.len().saturating_sub(1)).unwrap_or_default();
        Some(is_verb(stem) || is_verb(&format!("{stem}e")) || is_verb(single))
    };
    let is_ending = ["ist", "eer", "woman", "man", "ian"].iter().any(|end| word.ends_with(end));
    word.len() > 4
        && dictionary::is_word(&word)
        && !dictionary::is_name(&word)
        && (is_ending || of_verb().unwrap_or(false))
}

/// Where the person begins in "the ambassador to China Paula Weiss": behind places and bodies, at a given name.
fn behind_place(tokens: &[Token], first: usize, last: usize) -> Option<usize> {
    let has = |at: usize, class: Class| tokens.get(at).is_some_and(|token| token.has(class));
    let place = Class::BODY.with(Class::GROUP).with(Class::PLAIN);
    // "the Budget Committee Paula Weiss"
    let behind_body = (first..last.saturating_sub(1)).find(|&at| {
        has(at, Class::BODY.with(Class::GROUP))
            && has(at + 1, Class::GIVEN)
            && !has(at, Class::GIVEN)
    });
    if let Some(body) = behind_body {
        return (!has(last, Class::BODY.with(Class::GROUP))).then_some(body + 1);
    }
    let person = (first..last).find(|&at| !has(at, place) || has(at, Class::GIVEN))?;
    let named = has(person, Class::GIVEN) && !has(first, Class::GIVEN);
    let governed = first.checked_sub(1).is_some_and(|before| {
        has(before, Class::TO)
            || has(before, Class::DETERMINER) && before > 0 && has(before - 1, Class::TO)
    });
    let is_body = has(last, Class::BODY.with(Class::GROUP).with(Class::TEXT).with(Class::PLURAL));
    (person > first && person < last && !is_body && (named || governed)).then_some(person)
}

/// Whether the word at the token is a title, a role or a people in front of a name. Given names that are titles as well
/// ("Dean Kamen", "Major Garrett") open a name unless one stands behind, and behind a given name stands a surname
/// ("Justin King", "Robert Dane").
fn is_title(tokens: &[Token], at: usize, name: RangeInclusive<usize>) -> bool {
    let title = Class::TITLE.with(Class::ROLE).with(Class::PEOPLE);
    let has = |at: usize, class: Class| {
        name.contains(&at) && tokens.get(at).is_some_and(|token| token.has(class))
    };
    let given = has(at, Class::GIVEN) && !has(at + 1, Class::GIVEN);
    let surname =
        at == *name.end() && at.checked_sub(1).is_some_and(|before| has(before, Class::GIVEN));
    // "Will Baker Price": between a given name and a surname stands another name.
    let inner = at.checked_sub(1).is_some_and(|before| {
        has(before, Class::GIVEN) && !has(before, title) && has(at + 1, Class::CAPITAL)
    });
    has(at, title) && !given && !surname && !inner
}

fn is_common(token: &Token) -> bool {
    let known = Class::FINITE
        .with(Class::ADVERB)
        .with(Class::ROLE)
        .with(Class::CROWD)
        .with(Class::TEXT)
        .with(Class::GROUP)
        .with(Class::VENUE);
    !token.has(Class::GIVEN) && (token.has(known) || !token.frames.is_empty())
}

fn opens_sentence(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|before| {
        matches!(before.kind, Kind::Stop | Kind::Break | Kind::Mark(_) | Kind::Colon)
    })
}

/// The number of a king without the stop that ends his sentence: "King Olav V."
pub(crate) fn without_stop(word: &str) -> &str {
    if matches!(word, "I." | "V." | "X.") { word.trim_end_matches('.') } else { word }
}

/// `None` where nothing but a nickname is left: a name has at least one word.
fn make(
    reading: &Reading<'_>,
    whole: usize,
    first: usize,
    last: usize,
    quoted: bool,
) -> Option<Name> {
    let mut marked = false;
    let proper = reading.tokens.get(first..=last).unwrap_or_default().iter().filter(|token| {
        marked ^= matches!(token.kind, Kind::Mark(_));
        !marked && token.is_word()
    });
    let mut words: Vec<&str> = proper.map(|token| reading.word(token)).collect();
    if let Some(word) = words.last_mut().filter(|_| whole < first) {
        *word = without_stop(word);
    }
    // "Priya Raman MD.": the stop is the sentence's.
    if let Some(word) = words.last_mut()
        && let Some(bare) = word.strip_suffix('.')
        && is_addition(bare)
        && bare.len() > 1
        && bare.chars().all(char::is_uppercase)
    {
        *word = bare;
    }
    let additions = words.iter().skip(1).rev().take_while(|word| is_addition(word)).count();
    let small = |word: &&&str| word.starts_with(char::is_lowercase) && is_particle(word);
    // A body's name is one token of several words.
    let inner: usize = words.iter().map(|word| word.split_whitespace().count() - 1).sum();
    let particles = words.iter().take_while(small).count().min(words.len().saturating_sub(1));
    (!words.is_empty()).then(|| Name {
        whole,
        first,
        last,
        proper: PersonName::parse(&words.join(" ")),
        length: (words.len() + inner).saturating_sub(additions + particles),
        given: reading.tokens.get(first).is_some_and(|token| token.has(Class::GIVEN)),
        quoted,
        opens: opens_sentence(&reading.tokens, whole),
        doubtful: false,
        compound: inner > 0,
    })
}
