//! Questions that go on from the one before: "and France?", "why?", "what did he say?" become whole questions, by its words alone.

use crate::engine::Engine;
use crate::english::lexicon::{self, Term};
use crate::english::related;
use crate::model::inquiry::Inquiry;
use crate::search::index::IndexError;

/// Beginnings that only link a question to the one before.
const LINKS: [&str; 9] = [
    "and what about",
    "and how about",
    "what about",
    "how about",
    "and",
    "but",
    "also",
    "ok",
    "so",
];

/// How many words may name what stands in the place of another: "and the Faroe Islands?"
const MOST_NAMED: usize = 5;

/// Lines that ask for whoever said what was just shown.
const WHO_SAID: [&str; 8] = [
    "who said that",
    "who said this",
    "who said it",
    "who says that",
    "who says so",
    "who said so",
    "says who",
    "who says this",
];

impl Engine {
    /// What a line asks that follows an earlier one, as an inquiry of its own.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn follow_up(&self, before: &str, said: &str) -> Result<Inquiry, IndexError> {
        let Some(Inquiry::Ask(before)) = Inquiry::read(before) else {
            return Ok(Inquiry::Ask(said.to_owned()));
        };
        if WHO_SAID.contains(&&*bare(said).to_lowercase())
            && let Some(first) = self.ask(&before)?.passages.first()
        {
            return Ok(Inquiry::Whosaid { words: first.text().to_owned(), speaker: None });
        }
        Ok(Inquiry::Ask(completed(&before, said).unwrap_or_else(|| said.to_owned())))
    }
}

/// The whole question that a line is short for; `None` where it is whole by itself.
#[must_use]
pub(super) fn completed(before: &str, said: &str) -> Option<String> {
    let before = before.trim();
    let (rest, is_linked) = without_link(bare(said));
    let words = lexicon::terms(rest);
    if before.is_empty() || words.is_empty() {
        return None;
    }
    if words.iter().any(asks) && words.iter().all(|term| asks(term) || goes_with(term)) {
        return Some(format!("{rest}? ({before})"));
    }
    let earlier = lexicon::terms(before);
    if is_linked
        && words.len() <= MOST_NAMED
        && !words.iter().any(|term| asks(term) || is_helper(term))
        && words.iter().any(|term| !term.is_stopword())
    {
        return Some(exchanged(before, &earlier, rest, &words));
    }
    for_pronoun(before, &earlier, rest, &words)
}

/// Whether a word asks by itself.
fn asks(term: &Term) -> bool {
    matches!(term.word(), "why" | "when" | "where" | "who" | "how" | "what" | "which" | "whom")
}

/// Whether a word may stand beside one that asks, with nothing else: "how long?", "why not?", "since when?".
fn goes_with(term: &Term) -> bool {
    let size = matches!(term.word(), "many" | "much" | "long" | "far" | "old" | "often");
    let preposition = matches!(term.word(), "since" | "until" | "from" | "by" | "for" | "with");
    size || preposition || matches!(term.word(), "not" | "exactly" | "one" | "ones")
}

/// The line without what links it, and whether something did.
fn without_link(said: &str) -> (&str, bool) {
    let link = LINKS.iter().find_map(|link| {
        let start = said.get(..link.len()).filter(|start| start.eq_ignore_ascii_case(link))?;
        let rest = &said[start.len()..];
        rest.starts_with([' ', ',']).then(|| rest.trim_start_matches([' ', ',']))
    });
    link.map_or((said, false), |rest| (rest, true))
}

fn is_helper(term: &Term) -> bool {
    crate::english::negations::NEGATIONS.is_auxiliary(term.word())
}

/// The earlier question with a name of the same kind exchanged; where it has none, behind the new words.
fn exchanged(before: &str, earlier: &[Term], rest: &str, words: &[Term]) -> String {
    let is_place = |term: &Term| related::is_place(term.stem());
    let is_for_place = words.iter().any(is_place);
    let names: Vec<&Term> = earlier
        .iter()
        .filter(|term| if is_for_place { is_place(term) } else { term.is_name && !is_place(term) })
        .collect();
    let Some(last) = names.last() else { return format!("{rest}? ({before})") };
    // A name of several words is exchanged as a whole.
    let mut start = last.start;
    for name in names.iter().rev().skip(1) {
        if before[name.end..start].trim().is_empty() {
            start = name.start;
        }
    }
    format!("{}{rest}{}", &before[..start], &before[last.end..])
}

/// The line with the name of the earlier question in the place of "he", "she" or "they".
fn for_pronoun(before: &str, earlier: &[Term], rest: &str, words: &[Term]) -> Option<String> {
    let stands_for_person = |term: &&Term| {
        matches!(term.word(), "he" | "she" | "him" | "they" | "them" | "his" | "their")
    };
    if words.iter().any(|term| term.is_name) {
        return None;
    }
    let pronoun = words.iter().find(stands_for_person)?;
    let is_person = |term: &&Term| {
        let is_many = matches!(pronoun.word(), "they" | "them" | "their");
        term.is_name && (is_many || !related::is_place(term.stem()))
    };
    let names: Vec<&Term> = earlier.iter().filter(is_person).collect();
    let (first, last) = (names.first()?, names.last()?);
    // Of two names nobody knows which is meant.
    let is_one = names.windows(2).all(|pair| before[pair[0].end..pair[1].start].trim().is_empty());
    let mark = if matches!(pronoun.word(), "his" | "their") { "’s" } else { "" };
    is_one.then(|| {
        let name = &before[first.start..last.end];
        format!("{}{name}{mark}{}?", &rest[..pronoun.start], &rest[pronoun.end..])
    })
}

/// Without white space and marks at the edges.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '!' | '.' | ',' | '…'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_questions_are_completed_by_the_one_before() {
        let check = |before: &str, said: &str, expected: Option<&str>| {
            assert_eq!(completed(before, said).as_deref(), expected, "{before} {said}");
        };
        check("Will Norway send boats?", "and Denmark?", Some("Will Denmark send boats?"));
        check("will norway send boats", "what about denmark", Some("will denmark send boats"));
        check("What did Ada Lindqvist say?", "and Tom Okafor?", Some("What did Tom Okafor say?"));
        check(
            "When does the pier open?",
            "and the harbour?",
            Some("the harbour? (When does the pier open?)"),
        );
        check("Is the pier closed?", "why?", Some("why? (Is the pier closed?)"));
        check("Is the pier closed?", "since when", Some("since when? (Is the pier closed?)"));
        check("Who closed it?", "but why not?", Some("why not? (Who closed it?)"));
        check("Who is Ada Lindqvist?", "what did she say?", Some("what did Ada Lindqvist say?"));
        check("Who is Ada Lindqvist?", "when did they meet?", Some("when did Ada Lindqvist meet?"));
        check("Who is Tom Okafor?", "how old is he", Some("how old is Tom Okafor?"));
        check("Who is Tom Okafor?", "where is his office?", Some("where is Tom Okafor’s office?"));
        check("Did Okafor meet Lindqvist?", "what did he say?", None);
        check("Is the pier closed?", "who built the harbour?", None);
        check("Is the pier closed?", "and who built it?", None);
        check("Is the pier closed?", "", None);
        check("", "why?", None);
        check("Is it?", "??", None);
    }
}
