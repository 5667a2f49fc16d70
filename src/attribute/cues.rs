//! Finds the words that report, and the words that name who is reported: subjects, inverted subjects, "according to".

use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::parenthesis::{
    open_bracket, phrase_before_dashes, phrase_before_parenthesis,
};
use crate::attribute::phrases::{
    Phrase, can_speak, is_finite, is_nominal, phrase_left, phrase_right,
};
use crate::attribute::sentences::Sentence;
use crate::attribute::subjects::{
    agrees, before_relative, inverted_subject, is_clausal, is_contracted, verb_group,
};
use crate::attribute::tokens::Kind;

/// What kind of word reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// A verb with its subject in front.
    Verb,
    /// A verb with its subject behind: "said Starmer".
    Inverted,
    /// "according to".
    According,
    /// A noun: "the minister's claim that".
    Noun,
}

/// Where the words are that name the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Here.
    Phrase(Phrase),
    /// The subject of the verb before, or of the clause: "…, adding that".
    Shared,
    /// Nowhere: a passive.
    Untold,
}

/// A word that reports, in its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) kind: CueKind,
    /// First unit of the verb group, adverbs and auxiliaries included.
    pub(crate) group: usize,
    /// The unit of the word itself.
    pub(crate) at: usize,
    /// Last unit of the cue and of a subject behind it.
    pub(crate) end: usize,
    pub(crate) frames: Frames,
    pub(crate) form: VerbForm,
    pub(crate) subject: Subject,
    pub(crate) negated: bool,
    /// "as Comey noted"
    pub(crate) comment: bool,
    /// "who said"
    pub(crate) relative: bool,
    /// "Sanders Says He Will Run"
    pub(crate) headline: bool,
}

impl Cue {
    /// First unit of subject and verb, whichever comes first.
    pub(crate) fn start(&self) -> usize {
        match self.subject {
            Subject::Phrase(phrase) if phrase.first < self.group => {
                phrase.first - usize::from(self.comment)
            }
            _ => self.group,
        }
    }
}

/// All cues of the sentence that stand outside of quote marks, in order.
pub(crate) fn find(sentence: &Sentence<'_>) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let candidate = sentence.token(at).is_some_and(|token| {
            let class = Class::ED.with(Class::CUE_NOUN).with(Class::ACCORDING);
            !token.frames.is_empty() || token.has(class)
        });
        if !candidate {
            at += 1;
            continue;
        }
        let cue = according(sentence, at)
            .or_else(|| relayed(sentence, at))
            .or_else(|| verb(sentence, at))
            .or_else(|| noun(sentence, at));
        at = match cue {
            Some(cue) => {
                cues.push(cue);
                at.max(if cue.kind == CueKind::Noun { at } else { cue.at }) + 1
            }
            None => at + 1,
        };
    }
    cues
}

fn according(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    if !sentence.has(at, Class::ACCORDING) {
        return None;
    }
    let according = sentence.is_text(at, "according") && sentence.has(at + 1, Class::TO);
    let per = sentence.is_text(at, "per") && at > 0 && sentence.is(at - 1, Kind::Comma);
    let last = if according { at + 1 } else { at };
    if !according && !per {
        return None;
    }
    let phrase = source_behind(sentence, last + 1)?;
    Some(Cue {
        kind: CueKind::According,
        group: at,
        at,
        end: phrase.last,
        frames: Frames::CLAUSE,
        form: VerbForm::default(),
        subject: Subject::Phrase(phrase),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    })
}

/// Verbs of those who pass on what others said.
const RELAYS: [&str; 7] = ["quotes", "quoted", "quote", "cites", "cited", "quoting", "citing"];

/// "Reuters quotes the draft as saying": the source is who is quoted, not who quotes.
fn relayed(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    if !token.form.has(VerbForm::GERUND) || at < 3 || !sentence.has(at - 1, Class::AS) {
        return None;
    }
    let phrase = phrase_left(sentence, at - 2)?;
    let verb = phrase.first.checked_sub(1)?;
    let relays = |unit: usize| RELAYS.iter().any(|word| sentence.is_text(unit, word));
    // "was quoted as saying" has its source in front of the verb.
    let (source, group) = if relays(verb) {
        (phrase, phrase_left(sentence, verb.checked_sub(1)?).map_or(verb, |relay| relay.first))
    } else if relays(at - 2) {
        let group = verb_group(sentence, at - 2);
        let source = phrase_left(sentence, group.first.checked_sub(1)?)?;
        (source, source.first)
    } else {
        return None;
    };
    Some(Cue {
        kind: CueKind::Verb,
        group,
        at,
        end: at,
        frames: token.frames,
        form: token.form,
        subject: Subject::Phrase(source),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    })
}

/// The phrase behind "according to", with the place or body that "in" and "at" add.
fn source_behind(sentence: &Sentence<'_>, first: usize) -> Option<Phrase> {
    phrase_right(sentence, first)
}

pub(crate) fn verb(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    if token.frames.is_empty() || !token.is_word() || token.has(Class::CAPITAL) && at > 0 {
        return headline(sentence, at).or_else(|| unknown_verb(sentence, at));
    }
    let relay = (at + 2..sentence.len().min(at + 10))
        .any(|unit| sentence.has(unit, Class::AS) && sentence.is_text(unit + 1, "saying"));
    if relay && RELAYS.iter().any(|word| sentence.is_text(at, word)) {
        return None;
    }
    let cue = |kind, group, end, subject, negated, comment| Cue {
        kind,
        group,
        at,
        end,
        frames: token.frames,
        form: token.form,
        subject,
        negated,
        comment,
        relative: false,
        headline: false,
    };
    if let Some(phrase) = inverted_subject(sentence, at) {
        let comment = at > 0 && sentence.has(at - 1, Class::AS);
        return Some(cue(
            CueKind::Inverted,
            at,
            phrase.last,
            Subject::Phrase(phrase),
            false,
            comment,
        ));
    }
    let group = verb_group(sentence, at);
    let modified = group.first < at;
    // "the said man", "its report", "a claim", "of concern": no verb.
    let before = group.first.checked_sub(1);
    if let Some(before) = before {
        let nounlike = sentence.has(before, Class::DETERMINER)
            && !sentence.has(before, Class::SUBJECT)
            || sentence.has(before, Class::POSSESSIVE)
            || sentence.is(before, Kind::Possessive)
                && !(group.first == at
                    && token.form.has(VerbForm::GERUND.with(VerbForm::PARTICIPLE))
                    && is_contracted(sentence, before));
        if nounlike && !modified {
            return None;
        }
    }
    if group.passive && !token.form.has(VerbForm::GERUND) {
        return passive(
            sentence,
            at,
            cue(CueKind::Verb, group.first, at, Subject::Untold, group.negated, false),
        );
    }
    let gerund = token.form.has(VerbForm::GERUND) && !group.progressive;
    if gerund {
        // "Writing on Telegram, Ann Lee said": the main verb reports.
        let content = sentence.has(at + 1, Class::THAT) || sentence.is_quoted(at + 1);
        if at == 0 && !content {
            return None;
        }
        let introduced = before.is_none_or(|before| {
            matches!(sentence.kind(before), Some(Kind::Comma | Kind::Dash | Kind::Close))
                || sentence.is_quoted(before)
                || sentence.has(
                    before,
                    Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::COORDINATOR),
                )
                || is_nominal(sentence, before)
        });
        return introduced
            .then(|| cue(CueKind::Verb, group.first, at, Subject::Shared, group.negated, false));
    }
    if token.form == VerbForm::PARTICIPLE && !modified {
        return None;
    }
    if group.infinitive {
        return Some(cue(CueKind::Verb, group.first, at, Subject::Shared, group.negated, false));
    }
    let before = before?;
    let mut comment = false;
    let mut relative = false;
    let subject = match sentence.kind(before) {
        None => {
            // A quotation right in front: an inverted subject was looked for already.
            return shared_behind_quote(sentence, before).then(|| {
                cue(CueKind::Verb, group.first, at, Subject::Shared, group.negated, false)
            });
        }
        Some(Kind::Comma) => match phrase_before_parenthesis(sentence, before) {
            Some(phrase) => Subject::Phrase(phrase),
            // A comma too many: "Lydia Lowe for the Food Agency, says".
            None => {
                let phrase = phrase_left(sentence, before.checked_sub(1)?)?;
                if phrase.first > 0 || !can_speak(sentence, &phrase) {
                    return None;
                }
                Subject::Phrase(phrase)
            }
        },
        Some(Kind::Dash) => Subject::Phrase(phrase_before_dashes(sentence, before)?),
        Some(Kind::Close) => {
            let end = open_bracket(sentence, before)?.checked_sub(1)?;
            Subject::Phrase(phrase_left(sentence, end)?)
        }
        _ if sentence.has(before, Class::AND)
            || sentence.is_text(before, "but")
            || sentence.is_text(before, "then") =>
        {
            Subject::Shared
        }
        _ if sentence.has(before, Class::RELATIVE) && !sentence.has(before, Class::CAPITAL) => {
            let end = before.checked_sub(1)?;
            let end = if sentence.is(end, Kind::Comma) { end.checked_sub(1)? } else { end };
            relative = true;
            // The pronoun belongs to the source, which begins with the words it stands for.
            Subject::Phrase(Phrase { first: phrase_left(sentence, end)?.first, last: before })
        }
        _ => {
            let phrase = match (
                before_relative(sentence, before, group.first),
                phrase_left(sentence, before),
            ) {
                (Some(whole), Some(near))
                    if is_clausal(sentence, at) || !can_speak(sentence, &near) =>
                {
                    whole
                }
                (Some(whole), None) => whole,
                (_, near) => near?,
            };
            comment = phrase.first > 0 && sentence.has(phrase.first - 1, Class::AS);
            Subject::Phrase(phrase)
        }
    };
    if let Subject::Phrase(phrase) = subject
        && !agrees(sentence, at, &phrase, modified)
    {
        return None;
    }
    let nobody = matches!(subject, Subject::Phrase(phrase) if ["nobody", "none", "neither"].iter().any(|word| sentence.is_text(phrase.first, word)));
    let cue = cue(CueKind::Verb, group.first, at, subject, group.negated || nobody, comment);
    Some(Cue { relative, ..cue })
}

/// "Sanders Says He Will Run": in a headline the verb has a capital, and everything in front of it is its subject.
fn headline(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let reports = token.frames.has(Frames::CLAUSE) && !token.frames.has(Frames::GUARDED);
    let fits =
        reports && token.form.has(finite) && token.has(Class::CAPITAL) && (1..=6).contains(&at);
    let subject = || {
        (0..at)
            .all(|unit| sentence.has(unit, Class::CAPITAL) && !sentence.has(unit, Class::AUXILIARY))
    };
    if !fits || !subject() || !sentence.is_title_case() {
        return None;
    }
    Some(Cue {
        kind: CueKind::Verb,
        group: at,
        at,
        end: at,
        frames: token.frames,
        form: token.form,
        subject: Subject::Phrase(Phrase { first: 0, last: at - 1 }),
        negated: false,
        comment: false,
        relative: false,
        headline: true,
    })
}

/// A verb that no list knows, between a rounded-off quotation and a person: `"Nonsense," harrumphed Hal Burke`.
fn unknown_verb(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    let token = sentence.token(at)?;
    if !token.is_word() || !token.has(Class::ED) {
        return None;
    }
    let cue = |kind, end, subject| Cue {
        kind,
        group: at,
        at,
        end,
        frames: Frames::QUOTING,
        form: VerbForm::PAST,
        subject: Subject::Phrase(subject),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    };
    if at > 0 && sentence.is_rounded_off(at - 1) {
        let phrase = phrase_right(sentence, at + 1)?;
        return is_person_like(sentence, &phrase)
            .then(|| cue(CueKind::Inverted, phrase.last, phrase));
    }
    let phrase = phrase_left(sentence, at.checked_sub(1)?)?;
    let quoted = phrase.first > 0 && sentence.is_rounded_off(phrase.first - 1);
    let ends =
        matches!(sentence.kind(at + 1), Some(Kind::Stop | Kind::Comma)) || at + 1 == sentence.len();
    let person = is_person_like(sentence, &phrase) || sentence.has(phrase.last, Class::PRONOUN);
    (quoted && ends && person).then(|| cue(CueKind::Verb, at, phrase))
}

fn is_person_like(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    (phrase.first..=phrase.last).any(|unit| sentence.has(unit, Class::CAPITAL.with(Class::ROLE)))
}

/// `"Quote," she laughed and added`: a verb right behind the quotation whose subject came before it.
fn shared_behind_quote(sentence: &Sentence<'_>, quoted: usize) -> bool {
    quoted > 0 && sentence.is_quoted(quoted) && sentence.is_rounded_off(quoted)
}

/// "was told by X that", "is called by Y": the source stands behind "by"; otherwise nobody says who spoke.
pub(crate) fn passive(sentence: &Sentence<'_>, at: usize, cue: Cue) -> Option<Cue> {
    if sentence.has(at + 1, Class::BY) {
        let phrase = phrase_right(sentence, at + 2)?;
        return Some(Cue {
            kind: CueKind::Inverted,
            end: phrase.last,
            subject: Subject::Phrase(phrase),
            ..cue
        });
    }
    let quoted_by = sentence.is_quoted(at + 1) && sentence.has(at + 2, Class::BY);
    if quoted_by {
        let phrase = phrase_right(sentence, at + 3)?;
        return Some(Cue { subject: Subject::Phrase(phrase), ..cue });
    }
    let quoted = sentence.is_quoted(at + 1)
        || sentence.is(at + 1, Kind::Comma) && sentence.is_quoted(at + 2);
    quoted.then_some(cue)
}

/// "the minister's claim that", "a statement saying" is left to the verb.
pub(crate) fn noun(sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
    if !sentence.has(at, Class::CUE_NOUN) || at == 0 || sentence.has(at, Class::CAPITAL) {
        return None;
    }
    let reports = (at + 1..sentence.len().min(at + 9))
        .take_while(|&unit| sentence.is_word(unit) && !is_finite(sentence, unit))
        .any(|unit| sentence.has(unit, Class::THAT));
    if !reports {
        return None;
    }
    let noun = at;
    let modified = at > 1
        && sentence.is_word(at - 1)
        && (sentence.has(at - 2, Class::POSSESSIVE) || sentence.is(at - 2, Kind::Possessive));
    let at = if modified && !sentence.has(at - 1, Class::POSSESSIVE) { at - 1 } else { at };
    let possessive =
        sentence.has(at - 1, Class::POSSESSIVE) || sentence.is(at - 1, Kind::Possessive);
    let owner = match (possessive, sentence.is(at - 1, Kind::Possessive)) {
        (true, true) => phrase_left(sentence, at.checked_sub(2)?)?,
        (true, false) => Phrase { first: at - 1, last: at - 1 },
        (false, _) if sentence.has(noun + 1, Class::BY) => phrase_right(sentence, noun + 2)?,
        _ => return None,
    };
    let at = noun;
    Some(Cue {
        kind: CueKind::Noun,
        group: at,
        at,
        end: at,
        frames: Frames::THAT,
        form: VerbForm::default(),
        subject: Subject::Phrase(owner),
        negated: false,
        comment: false,
        relative: false,
        headline: false,
    })
}
