//! Who stands beside the name that a report has as its source: a second name, others without one, or nobody who speaks.

use std::ops::Range;

use crate::attribute::coreference::Resolver;
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::people::Mention;
use crate::attribute::reports::Report;
use crate::attribute::tokens::{Kind, Token};

/// How many tokens a role or a bracket between two names may have.
const LONGEST_ASIDE: usize = 12;

impl Resolver<'_> {
    /// The tokens of the source with a name that an aside parts from it: "Jo Pike, the report's author, and Bo Lee, its
    /// editor, said", "Varga (l.) and Hale (r.):".
    pub(crate) fn all_named(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.first_of_two(tokens).unwrap_or(tokens.start);
        start..self.end_of_second(tokens).unwrap_or(tokens.end)
    }

    fn has(&self, at: usize, class: Class) -> bool {
        self.token(at).is_some_and(|token| token.is_word() && token.has(class))
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        self.token(at).is_some_and(|token| token.kind == kind)
    }

    fn first_of_two(&self, tokens: &Range<usize>) -> Option<usize> {
        let second = self.people.mentions_in(tokens).next()?;
        let and = tokens.start.checked_sub(1).filter(|&at| self.has(at, Class::AND))?;
        let close = and.checked_sub(1).filter(|&at| self.is(at, Kind::Comma))?;
        if second.whole != tokens.start {
            return None;
        }
        let aside = close.saturating_sub(LONGEST_ASIDE)..close;
        let open = aside.rev().find(|&at| self.is(at, Kind::Comma))?;
        let role = self.reading.tokens.get(open + 1..close)?;
        let first = self.before(open).next().map(|(mention, _)| mention)?;
        let opens = first.whole.checked_sub(1).and_then(|at| self.token(at)).is_none_or(|token| {
            matches!(token.kind, Kind::Stop | Kind::Break | Kind::Mark(_) | Kind::Comma)
        });
        let verb = |token: &Token| {
            token.is_word()
                && (token.has(Class::AUXILIARY.with(Class::FINITE).with(Class::PRONOUN))
                    || !token.frames.is_empty() && token.form.has(VerbForm::PAST))
        };
        let named = first.last + 1 == open && opens && !role.iter().any(verb);
        let apposed =
            role.iter().any(|token| token.has(Class::ROLE)) || self.is(tokens.end, Kind::Comma);
        (named && apposed).then_some(first.whole)
    }

    fn end_of_second(&self, tokens: &Range<usize>) -> Option<usize> {
        let first = self.people.mentions_in(tokens).last()?;
        if first.last + 1 != tokens.end || !self.is(tokens.end, Kind::Open) {
            return None;
        }
        let aside = tokens.end..tokens.end + LONGEST_ASIDE;
        let close = aside.into_iter().find(|&at| self.is(at, Kind::Close))?;
        let behind = self.people.mentions.partition_point(|mention| mention.first <= close);
        let second = self
            .people
            .mentions
            .get(behind)
            .filter(|mention| mention.whole == close + 2 && self.has(close + 1, Class::AND))?;
        let open = self.is(second.last + 1, Kind::Open) || self.is(second.last + 1, Kind::Colon);
        open.then_some(second.last + 1)
    }

    /// Whether others without a name speak with the one who is named: "Anna Varga and other council members".
    pub(crate) fn has_company(&self, mention: &Mention, tokens: &Range<usize>) -> bool {
        let behind = self.reading.tokens.get(mention.last + 1..tokens.end).unwrap_or_default();
        let others = Class::PLURAL.with(Class::CROWD);
        match behind.split_first() {
            Some((and, rest)) => {
                and.is_word()
                    && and.has(Class::AND)
                    && !rest.iter().any(|token| token.has(Class::CAPITAL))
                    && rest.last().is_some_and(|token| {
                        token.has(others) || self.reading.word(token).ends_with('s')
                    })
            }
            None => false,
        }
    }

    /// Whether the name is that of somebody who is told, not of the one who tells: "Hale told: ‘Quit now’", "Hale urged to
    /// say ‘sorry’".
    pub(crate) fn is_told(&self, tokens: &Range<usize>, report: &Report) -> bool {
        let Some(cue) = report.cue else { return false };
        let at = self.reading.tokens.partition_point(|token| token.start() < cue.start());
        let Some(token) = self.token(at) else { return false };
        let alone = self.token(at + 1).is_none_or(|next| {
            matches!(next.kind, Kind::Stop | Kind::Break | Kind::Colon | Kind::Comma)
        });
        if self.reading.word(token) == "told" {
            return alone && tokens.end == at && !self.has(at.saturating_sub(1), Class::PRONOUN);
        }
        // Denied, it is what the name did not say.
        if report.denied.is_some() {
            return false;
        }
        let Some(urged) = at.checked_sub(2).filter(|_| self.has(at - 1, Class::TO)) else {
            return false;
        };
        self.token(urged).is_some_and(|verb| {
            verb.frames.has(Frames::DIRECTIVE)
                && verb.form.has(VerbForm::PARTICIPLE)
                && !verb.has(Class::HOMOGRAPH.with(Class::CAPITAL))
        }) && tokens.end <= urged
    }
}
