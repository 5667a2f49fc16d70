//! Names of bodies that are more than capitals in a row: "the Office for National Statistics", "the Musicians' Union",
//! "Marks & Spencer", "Reporters Without Borders", "the Mail on Sunday". Each becomes one word, so that no later step
//! sees its middle.

use crate::attribute::classes::{Class, VerbForm};
use crate::attribute::kinds::{is_paper, is_people};
use crate::attribute::names::is_name_word;
use crate::attribute::tokens::{Kind, Mark, Token};

/// How many capitals in a row stand in front of and behind what joins a name.
const LONGEST_RUN: usize = 5;

/// What is called after one place: behind "and" stands another body.
const PLACED: [&str; 5] = ["Bank", "University", "College", "Church", "Club"];

/// What is told apart by a number: "Channel 4".
const NUMBERED: [&str; 3] = ["Channel", "Radio", "Studio"];

/// Joins the tokens of every such name into one.
pub(crate) fn join(text: &str, tokens: &mut Vec<Token>) {
    let mut kept = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = Words { text, tokens }.end_of_body(at).unwrap_or(at);
        let Some(&first) = tokens.get(at) else { break };
        let joined = match tokens.get(end).filter(|_| end > at) {
            Some(last) => first.joined_to(last, Class::CAPITAL.with(Class::BODY)),
            None => first,
        };
        if let Some(place) = tokens.get_mut(kept) {
            *place = joined;
        }
        kept += 1;
        at = end + 1;
    }
    tokens.truncate(kept);
}

struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Words<'_> {
    fn has(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.has(class))
    }

    fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .and_then(|token| self.text.get(token.span().range()))
            .unwrap_or_default()
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn is_capital(&self, at: usize) -> bool {
        is_name_word(self.tokens, at)
    }

    /// Whether a body's name ends with the word: "Bank", "Union".
    fn is_head(&self, at: usize) -> bool {
        self.is_capital(at) && self.has(at, Class::BODY.with(Class::GROUP))
    }

    /// Whether the token is the first of a person's name: a given name or a title in front of one.
    fn opens_person(&self, at: usize) -> bool {
        let given = |at: usize| self.has(at, Class::GIVEN) && self.is_capital(at + 1);
        let role = self.has(at, Class::TITLE.with(Class::ROLE)) && !self.has(at, Class::PLURAL);
        given(at) || role && given(at + 1)
    }

    /// Last token of the body's name that begins with the token, if more than capitals belongs to it.
    fn end_of_body(&self, first: usize) -> Option<usize> {
        let day = self.is(first, &["Sunday", "Saturday"])
            && is_paper(self.word(first + 1))
            && first.checked_sub(1).is_some_and(|before| self.owns_paper(before));
        // "Number 10", the house of a prime minister
        let house = self.is(first, &["Number", "No", "No."]) && self.is(first + 1, &["10", "11"]);
        if day || house {
            return Some(first + 1);
        }
        if !self.is_capital(first) || first.checked_sub(1).is_some_and(|it| self.is_capital(it)) {
            return None;
        }
        let mut end = None;
        let mut run = self.end_of_run(first, LONGEST_RUN);
        while let Some(next) = self
            .joint(first, run)
            .or_else(|| end.is_some().then(|| self.further_complement(run)).flatten())
        {
            end = Some(next);
            run = next;
        }
        end
    }

    /// "the Sunday Times", "London's Sunday Times".
    fn owns_paper(&self, before: usize) -> bool {
        self.has(before, Class::DETERMINER)
            || self.tokens.get(before).is_some_and(|token| token.kind == Kind::Possessive)
    }

    /// Last token of the capitals that begin with the token, in front of a person and of a verb.
    fn end_of_run(&self, first: usize, longest: usize) -> usize {
        let finite = VerbForm::PAST.with(VerbForm::THIRD);
        let belongs = |at: &usize| {
            let verb = self
                .tokens
                .get(*at)
                .is_some_and(|token| token.form.has(finite) && !token.frames.is_empty());
            self.is_capital(*at) && !verb && !self.opens_person(*at)
        };
        let more = (first + 1..first + longest).take_while(belongs).count();
        first + more
    }

    /// Where the name goes on behind its run of capitals.
    fn joint(&self, first: usize, run: usize) -> Option<usize> {
        self.complement(first, run)
            .or_else(|| self.owner(first, run))
            .or_else(|| self.ampersand(first, run))
            .or_else(|| self.without(run))
            .or_else(|| {
                let paper = self.is(run, &["Mail", "Independent"])
                    && self.is(run + 1, &["on"])
                    && self.is(run + 2, &["Sunday"])
                    && first.checked_sub(1).is_some_and(|before| self.owns_paper(before));
                paper.then_some(run + 2)
            })
            .or_else(|| {
                let numbered = self.is(run, &NUMBERED)
                    && self.tokens.get(run + 1).is_some_and(|it| it.kind == Kind::Number);
                numbered.then_some(run + 1)
            })
    }

    /// "Bank of England", "Office for National Statistics", "Department for Work and Pensions".
    fn complement(&self, first: usize, head: usize) -> Option<usize> {
        // "Secretary of State for Health" is a title.
        let titled = head > first && self.has(head - 1, Class::TITLE.with(Class::ROLE));
        let title = self.word(head) == "State" || titled && self.word(head) == "Executive";
        if title || !self.is_head(head) || !self.is(head + 1, &["of", "for"]) {
            return None;
        }
        let mut tail = head + 2;
        if self.is(tail, &["the"]) {
            tail += 1;
        }
        if !self.is_capital(tail) || self.opens_person(tail) {
            return None;
        }
        // Behind a place the name is over: "the Bank of England Governor".
        let longest = if self.has(tail, Class::PLACE) { 1 } else { LONGEST_RUN };
        let end = self.end_of_run(tail, longest);
        let other = Class::PLACE
            .with(Class::BODY)
            .with(Class::GROUP)
            .with(Class::GIVEN)
            .with(Class::PEOPLE);
        let pair = end + 2;
        let paired = !self.is(head, &PLACED)
            && !(tail..=end).any(|at| self.has(at, other))
            && self.has(end + 1, Class::AND)
            && self.is_capital(pair)
            && !self.has(pair, other.with(Class::TITLE).with(Class::ALL_CAPITALS));
        Some(if paired { self.end_of_run(pair, LONGEST_RUN) } else { end })
    }

    /// "Society for the Care of Swifts": what goes on behind a complement.
    fn further_complement(&self, end: usize) -> Option<usize> {
        let tail = end + 2;
        let goes_on = self.is(end + 1, &["of", "to"])
            && !self.has(end, Class::PLACE.with(Class::PEOPLE))
            && self.is_capital(tail)
            && !self.has(tail, Class::PLACE)
            && !self.opens_person(tail);
        goes_on.then(|| self.end_of_run(tail, LONGEST_RUN))
    }

    /// "Musicians' Union", "British Bankers' Association", "Women's Institute".
    fn owner(&self, first: usize, owner: usize) -> Option<usize> {
        let (word, mark) = (self.tokens.get(owner)?, self.tokens.get(owner + 1)?);
        let attached = mark.start() == word.end();
        let plural =
            matches!(mark.kind, Kind::Mark(Mark::Single | Mark::SingleClose) | Kind::Possessive)
                && mark.end() - mark.start() <= '’'.len_utf8()
                && self.word(owner).ends_with('s')
                && !self.has(owner, Class::PLACE.with(Class::GIVEN).with(Class::PEOPLE));
        let people = mark.kind == Kind::Possessive && is_people(self.word(owner));
        let introduced = owner > first
            || self.has(owner, Class::PLURAL)
            || first.checked_sub(1).is_some_and(|before| self.has(before, Class::DETERMINER));
        if !attached || !(plural && introduced || people) || !self.is_capital(owner + 2) {
            return None;
        }
        let end = self.end_of_run(owner + 2, LONGEST_RUN);
        self.is_head(end).then_some(end)
    }

    /// "Marks & Spencer", "Standard & Poor's".
    fn ampersand(&self, first: usize, run: usize) -> Option<usize> {
        let person = Class::TITLE.with(Class::ROLE);
        if self.word(run + 1) != "&"
            || !self.is_capital(run + 2)
            || (first..=run).any(|at| self.has(at, person) && !self.is_head(at))
        {
            return None;
        }
        let end = self.end_of_run(run + 2, LONGEST_RUN);
        let end = (run + 2..=end).find(|&at| self.has(at + 1, person)).unwrap_or(end);
        let owner = self.tokens.get(end + 1).is_some_and(|token| token.kind == Kind::Possessive);
        let whole = self
            .tokens
            .get(end + 2)
            .is_none_or(|next| !next.is_word() || next.has(Class::AUXILIARY) || is_cue(next));
        Some(if owner && whole { end + 1 } else { end })
    }

    /// "Reporters Without Borders", "Campaign Against Arms Trade".
    fn without(&self, run: usize) -> Option<usize> {
        let joined = self.is(run + 1, &["Without", "without", "Against"])
            && self.is_capital(run + 2)
            && (self.has(run, Class::PLURAL) || self.is(run, &["Campaign", "Rock", "Action"]));
        joined.then(|| self.end_of_run(run + 2, LONGEST_RUN))
    }
}

fn is_cue(token: &Token) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    token.form.has(finite) && !token.frames.is_empty()
}
