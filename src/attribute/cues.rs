//! Finds the words that report, and the words that name who is reported: an ordered table of rules, tried on every
//! word that may be a cue.

use crate::attribute::annotation::Annotated;
use crate::attribute::candidate::Candidate;
use crate::attribute::cue::Cue;
use crate::attribute::{verb_cues, word_cues};

/// A rule that finds a cue at the candidate, or none.
type Rule = fn(&Annotated<'_>, &Candidate) -> Option<Cue>;

/// The rules with their names; the first that finds a cue at a word decides.
const RULES: [(&str, Rule); 20] = [
    ("according to", word_cues::according),
    ("relayed words", word_cues::relayed),
    ("words passed on", word_cues::passed_on),
    ("verb of a headline", word_cues::headline),
    ("unknown verb", word_cues::unknown_verb),
    ("subject behind", verb_cues::inverted),
    ("passive", verb_cues::passive),
    ("asked or told", verb_cues::asked),
    ("participle with its subject", verb_cues::absolute),
    ("participle", verb_cues::participle),
    ("infinitive", verb_cues::infinitive),
    ("verb behind a quotation", verb_cues::behind_quotation),
    ("subject before an aside", verb_cues::behind_aside),
    ("verb in a row", verb_cues::in_series),
    ("subject before dashes", verb_cues::behind_dashes),
    ("subject before a bracket", verb_cues::behind_bracket),
    ("second verb", verb_cues::second_verb),
    ("relative clause", verb_cues::relative),
    ("subject in front", verb_cues::subject_in_front),
    ("noun", word_cues::noun),
];

/// All cues of the sentence that stand outside of quote marks, in order.
pub(crate) fn find(sentence: &Annotated<'_>) -> Vec<Cue> {
    (0..sentence.len())
        .filter_map(|at| Candidate::at(sentence, at))
        .filter_map(|candidate| {
            RULES
                .iter()
                .find_map(|(rule, find)| find(sentence, &candidate).map(|cue| Cue { rule, ..cue }))
        })
        .collect()
}
