//! Where reported content begins behind its cue, and how it is joined to it.

use crate::attribute::addressee::{behind_addressee, that_behind_addressee};
use crate::attribute::adjuncts::{behind_adjunct, behind_time};
use crate::attribute::annotation::Annotated;
use crate::attribute::cue::{Cue, Joint, Shape};
use crate::attribute::endings::end;
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::phrases::has_clause;
use crate::attribute::tokens::Kind;

/// How far behind the cue its content may begin.
const REACH: usize = 30;

/// How far behind a noun its "that" may stand.
const NOUN_REACH: usize = 12;

/// First unit of the content behind the cue, and how it is joined; none if nothing is reported there.
pub(crate) fn begin(sentence: &Annotated<'_>, cue: &Cue) -> Option<(usize, Joint)> {
    match cue.shape {
        Shape::According(_) => return None,
        Shape::Noun(_) => {
            let that = (cue.at + 1..sentence.len().min(cue.at + NOUN_REACH))
                .find(|&unit| sentence.has(unit, Class::THAT))?;
            return Some((that, Joint::Clause));
        }
        Shape::Headline(_) => {
            let first = cue.at + 1 + usize::from(sentence.has(cue.at + 1, Class::THAT));
            return (first + 2 < sentence.len()).then_some((first, Joint::Clause));
        }
        _ => {}
    }
    if let Some(content) = appeal(sentence, cue) {
        return Some(content);
    }
    let first = if cue.has_source_behind() { cue.end() + 1 } else { cue.at + 1 };
    if cue.frames.has(Frames::ADDRESSEE)
        && let Some(that) = that_behind_addressee(sentence, first)
    {
        return Some((that, Joint::Clause));
    }
    let limit = sentence.len().min(first + REACH);
    let mut search = Search { sentence, cue, frames: cue.frames, limit, addressed: false };
    let mut at = first;
    while at < limit {
        match search.step(at) {
            Step::Skip(next) => at = next,
            Step::Content(first, joint) => return Some((first, joint)),
            Step::Nothing => return None,
        }
    }
    None
}

/// "called on the council to act", "called for the bridge to be closed", `called for "calm"`: what is asked for, behind
/// its preposition.
fn appeal(sentence: &Annotated<'_>, cue: &Cue) -> Option<(usize, Joint)> {
    if !cue.frames.has(Frames::APPEAL) || !cue.leads_to_content() {
        return None;
    }
    let preposition = (cue.at + 1..cue.at + 4)
        .take_while(|&unit| sentence.is_word(unit))
        .find(|&unit| sentence.has(unit, Class::PREPOSITION))?;
    let first = preposition + 1;
    let inside = (first..sentence.len().min(first + APPEAL_REACH))
        .take_while(|&unit| !sentence.is_finite(unit) && !is_end(sentence, unit));
    if !sentence.is_any(preposition, &["for", "on", "upon", "to", "with"]) {
        return None;
    }
    for unit in inside {
        if sentence.is_quoted(unit) {
            return Some((first, Joint::Object));
        }
        if unit > first && opens_infinitive(sentence, unit) {
            return Some((first, Joint::Infinitive));
        }
    }
    None
}

/// How far behind an appeal its infinitive or its words in quote marks may stand, in units.
const APPEAL_REACH: usize = 12;

fn is_end(sentence: &Annotated<'_>, unit: usize) -> bool {
    matches!(sentence.kind(unit), Some(Kind::Stop | Kind::Semicolon | Kind::Colon | Kind::Dash))
}

/// Whether "to" and a verb stand here, be it in quote marks.
fn opens_infinitive(sentence: &Annotated<'_>, at: usize) -> bool {
    if !sentence.has(at, Class::TO) {
        return false;
    }
    let phrase = Class::DETERMINER
        .with(Class::CAPITAL)
        .with(Class::POSSESSIVE)
        .with(Class::OBJECT)
        .with(Class::PLURAL);
    sentence.is_quoted(at + 1) && !sentence.quoted_capital(at + 1)
        || sentence.is_word(at + 1) && !sentence.has(at + 1, phrase)
}

/// What the search finds at a unit.
enum Step {
    Content(usize, Joint),
    /// Words between the cue and its content, up to this unit.
    Skip(usize),
    /// What stands here is no content, and nothing behind it is.
    Nothing,
}

impl Step {
    fn content_if(holds: bool, first: usize, joint: Joint) -> Self {
        if holds { Self::Content(first, joint) } else { Self::Nothing }
    }
}

/// A search for content from the cue to the right.
struct Search<'a> {
    sentence: &'a Annotated<'a>,
    cue: &'a Cue,
    frames: Frames,
    limit: usize,
    /// Whether the one who is told was passed.
    addressed: bool,
}

impl Search<'_> {
    fn step(&mut self, at: usize) -> Step {
        self.mark(at)
            .or_else(|| self.opener(at))
            .or_else(|| self.to(at))
            .or_else(|| self.adjunct(at))
            .or_else(|| self.addressee(at))
            .unwrap_or_else(|| match clause_at(self.sentence, at, self.frames) {
                true => Step::Content(at, Joint::Clause),
                false => self.object(at),
            })
    }

    /// Quote marks, colons and commas; behind an inverted subject nothing else leads to content.
    fn mark(&self, at: usize) -> Option<Step> {
        let sentence = self.sentence;
        if sentence.is_quoted(at) {
            return Some(Step::content_if(!self.is_name(at), at, Joint::Quoted));
        }
        match sentence.kind(at) {
            Some(Kind::Colon) => {
                Some(Step::content_if(at + 1 < sentence.len(), at + 1, Joint::Colon))
            }
            Some(Kind::Comma) => Some(self.comma(at)),
            Some(Kind::Word | Kind::Number) if !self.cue.has_source_behind() => None,
            _ => Some(Step::Nothing),
        }
    }

    /// "a print called 'Cowboys'" names, it does not report; "what he called 'the old model'" does.
    fn is_name(&self, at: usize) -> bool {
        let names = self.frames.has(Frames::NAMING) && !self.frames.has(Frames::CLAUSE);
        let free = self.cue.source().is_some_and(|phrase| {
            phrase.first > at
                || phrase.first > 0 && self.sentence.has(phrase.first - 1, Class::QUESTION)
        });
        names && !free && self.cue.leads_to_content()
    }

    fn comma(&self, at: usize) -> Step {
        let sentence = self.sentence;
        if sentence.is_quoted(at + 1) {
            return Step::Content(at + 1, Joint::Quoted);
        }
        // `"You can drink it," she says, so "keep calm."`
        let linked = sentence.is_any(at + 1, &["and", "but", "so"]) && sentence.is_quoted(at + 2);
        if linked && sentence.kind(at + 3).is_none_or(|kind| kind == Kind::Stop) {
            return Step::Content(at + 2, Joint::Quoted);
        }
        // "said, with some heat, that": a parenthesis before "that".
        let close = (at + 1..self.limit).find(|&unit| sentence.is(unit, Kind::Comma));
        match close {
            Some(close)
                if sentence.has(close + 1, Class::THAT)
                    && reports(self.frames)
                    && self.cue.leads_to_content() =>
            {
                Step::Content(close + 1, Joint::Clause)
            }
            _ => Step::Nothing,
        }
    }

    /// "that", "whether"
    fn opener(&self, at: usize) -> Option<Step> {
        let sentence = self.sentence;
        let reporting = reports(self.frames) || self.frames.has(Frames::THAT);
        // Right behind the cue "that" needs no verb that is known: "urged that the council act".
        let phrase =
            Class::DETERMINER.with(Class::PRONOUN).with(Class::CAPITAL).with(Class::PLURAL);
        let behind_particle = at == self.cue.at + 2 && sentence.is_text(at - 1, "out");
        let direct = (at == self.cue.at + 1 || behind_particle)
            && sentence.len() > at + 4
            && sentence.has(at + 1, phrase);
        if sentence.has(at, Class::THAT)
            && reporting
            && (direct
                || has_clause(sentence, at + 1, sentence.len())
                || has_plural_verb(sentence, at + 1))
        {
            return Some(Step::Content(at, Joint::Clause));
        }
        (self.frames.has(Frames::QUESTION) && sentence.has(at, Class::QUESTION))
            .then_some(Step::Content(at, Joint::Question))
    }

    /// "to leave", "to reporters"
    fn to(&self, at: usize) -> Option<Step> {
        let sentence = self.sentence;
        let wanted = if self.addressed { Frames::DIRECTIVE } else { Frames::INFINITIVE };
        let takes = self.frames.has(wanted);
        // "vowed never to return"
        let negated = sentence.has(at, Class::NEGATION) && opens_infinitive(sentence, at + 1);
        if takes && (negated || opens_infinitive(sentence, at) && !self.leaves_to_verb(at)) {
            return Some(Step::Content(at, Joint::Infinitive));
        }
        if !sentence.has(at, Class::TO) {
            return None;
        }
        Some(behind_adjunct(sentence, at, self.limit).map_or(Step::Nothing, Step::Skip))
    }

    /// "declined to say whether": the verb of saying behind "to" has the content.
    fn leaves_to_verb(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let says = sentence.token(at + 1).is_some_and(|token| token.frames.has(Frames::CLAUSE));
        let opener = Class::THAT.with(Class::QUESTION).with(Class::PRONOUN);
        says && (sentence.has(at + 2, opener) || sentence.is_quoted(at + 2))
    }

    /// "on Monday", "in a statement", "later"
    fn adjunct(&self, at: usize) -> Option<Step> {
        let sentence = self.sentence;
        if let Some(next) = behind_time(sentence, at) {
            return Some(Step::Skip(next));
        }
        if sentence.has(at, Class::PREPOSITION) && !sentence.has(at, Class::CAPITAL) {
            if self.frames.has(Frames::CLAUSE) && fronts_clause(sentence, at, self.frames) {
                return Some(Step::Content(at, Joint::Clause));
            }
            // "declined to comment on whether"
            if self.frames.has(Frames::QUESTION) && sentence.has(at + 1, Class::QUESTION) {
                return Some(Step::Skip(at + 1));
            }
            let next = behind_adjunct(sentence, at, self.limit);
            return Some(next.map_or_else(|| self.object(at), Step::Skip));
        }
        let adverb = sentence.has(at, Class::ADVERB)
            && !sentence.has(at, Class::DETERMINER.with(Class::PRONOUN).with(Class::SUBJECT));
        adverb.then_some(Step::Skip(at + 1))
    }

    /// The one who is told.
    fn addressee(&mut self, at: usize) -> Option<Step> {
        if self.addressed || !self.frames.has(Frames::ADDRESSEE) {
            return None;
        }
        let next = behind_addressee(self.sentence, at, self.frames)?;
        self.addressed = true;
        Some(Step::Skip(next))
    }

    /// An object that is named or judged, if words in quote marks stand in it.
    fn object(&self, at: usize) -> Step {
        let sentence = self.sentence;
        if !self.cue.leads_to_content() || !self.frames.has(Frames::NAMING.with(Frames::EVALUATION))
        {
            return Step::Nothing;
        }
        let end = end(sentence, self.cue, at, Joint::Object, &[]);
        let plain = |unit: &usize| !sentence.is(*unit, Kind::Comma) && !sentence.is_finite(*unit);
        let quoted = (at..end).take_while(plain).any(|unit| sentence.is_quoted(unit));
        Step::content_if(quoted, at, Joint::Object)
    }
}

fn reports(frames: Frames) -> bool {
    frames.has(Frames::CLAUSE.with(Frames::THAT).with(Frames::INFINITIVE))
}

/// "that high prices raise the risk": behind a plural, a word that no list knows and an object.
fn has_plural_verb(sentence: &Annotated<'_>, first: usize) -> bool {
    (first + 1..sentence.len().min(first + PLURAL_REACH))
        .take_while(|&unit| sentence.is_word(unit))
        .any(|unit| {
            let unknown = sentence
                .token(unit)
                .is_some_and(|token| token.class.is_empty() && token.form.is_empty());
            let before = sentence.text(unit - 1);
            unknown
                && before.ends_with('s')
                && !before.ends_with("ss")
                && sentence.is_nominal(unit - 1)
                && sentence.has(unit + 1, Class::DETERMINER.with(Class::OBJECT))
        })
}

/// How far behind "that" a verb behind a plural is looked for, in units.
const PLURAL_REACH: usize = 10;

/// Whether a clause without "that" begins at the unit.
fn clause_at(sentence: &Annotated<'_>, at: usize, frames: Frames) -> bool {
    if !frames.has(Frames::CLAUSE) {
        return false;
    }
    let opener = Class::DETERMINER
        .with(Class::PRONOUN)
        .with(Class::SUBJECT)
        .with(Class::SUBORDINATOR)
        .with(Class::CAPITAL);
    // What stands behind "say" is a clause even if its verb is none that is known.
    let plain = Frames::GUARDED.with(Frames::EVALUATION).with(Frames::ADDRESSEE);
    let certain = !frames.has(plain) && sentence.len() > at + 3;
    // "said elected mayors would", "said rising prices would"
    let adjective = certain
        && sentence.has(at, Class::ED.with(Class::ING))
        && sentence.is_nominal(at + 1)
        && !sentence.has(at + 1, Class::OBJECT);
    // "said being here meant a lot"
    let gerund = certain
        && (sentence.is_any(at, &["being", "having"])
            || sentence.token(at).is_some_and(|token| token.form.has(VerbForm::GERUND)));
    (sentence.is_nominal(at) || adjective || gerund || sentence.has(at, opener))
        && (certain || has_clause(sentence, at, clause_limit(sentence, at)))
}

/// How far the verb of a clause may stand: not behind a comma, unless that opens an aside, so that "acknowledged her
/// defeat, her campaign sent" has none.
fn clause_limit(sentence: &Annotated<'_>, at: usize) -> usize {
    let comma = |from: usize| {
        (from..sentence.len().min(from + REACH)).find(|&unit| sentence.is(unit, Kind::Comma))
    };
    let Some(open) = comma(at) else { return sentence.len() };
    match comma(open + 1) {
        Some(close)
            if sentence.is_finite(close + 1)
                || sentence.has(close + 1, Class::ADVERB) && sentence.is_finite(close + 2) =>
        {
            sentence.len()
        }
        _ => open,
    }
}

/// "said in the event of war the army would": an adjunct that belongs to the clause, with a comma behind it.
fn fronts_clause(sentence: &Annotated<'_>, at: usize, frames: Frames) -> bool {
    if frames.has(Frames::GUARDED) {
        return false;
    }
    let mark = (at + 1..sentence.len().min(at + 12)).find(|&unit| {
        !matches!(sentence.kind(unit), Some(Kind::Word | Kind::Number | Kind::Possessive))
    });
    mark.is_some_and(|mark| {
        sentence.is(mark, Kind::Comma)
            && !(at + 1..mark).any(|unit| sentence.is_finite(unit))
            && clause_at(sentence, mark + 1, frames)
            && !sentence.has(mark + 1, Class::THAT.with(Class::COMMENT))
    })
}
