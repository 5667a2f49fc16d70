//! What a line in plain words asks for: a question, a check of words, a list, a comparison (also of a draft with its final text), a
//! summary.

mod summary;

use std::ops::Range;

use crate::english::negations::NEGATIONS;
use crate::english::saying;
use crate::model::inquiry::Inquiry;

/// Reads a line of words. What is not clearly one of the other calls is a question.
#[must_use]
pub fn route(text: &str) -> Inquiry {
    let text = text.trim();
    let lower = text.to_lowercase();
    // Lower case may be longer than what it was made from; then no place in one is a place in the other.
    if lower.len() != text.len() {
        return Inquiry::Ask(text.to_owned());
    }
    let line = Line { text, lower: &lower };
    line.who_said()
        .or_else(|| line.did_say())
        .or_else(|| line.according_to_whom())
        .or_else(|| line.what_did_say())
        .or_else(|| line.compare())
        .or_else(|| line.draft())
        .or_else(|| summary::asked(text).map(Inquiry::Summary))
        .unwrap_or_else(|| Inquiry::Ask(text.to_owned()))
}

/// A line with its lower case; places in one are places in the other.
struct Line<'l> {
    text: &'l str,
    lower: &'l str,
}

impl Line<'_> {
    /// `who said "…"`, `who said that …`, `who called it "…"`; a question like "who said it?" stays one.
    fn who_said(&self) -> Option<Inquiry> {
        let starts = [
            "who said ",
            "who was it that said ",
            "who has said ",
            "whosaid ",
            "who told ",
            "who wrote ",
            "who claimed ",
            "who called ",
        ];
        let rest =
            starts.iter().find_map(|start| self.lower.starts_with(start).then_some(start.len()))?;
        let words = match self.quoted(0) {
            Some(quoted) => self.text[quoted].to_owned(),
            // Without quote marks only a whole clause is taken for words: "who said that Paris could send troops".
            None if self.lower.starts_with("who said ") => {
                let words = bare(&self.text[rest..]);
                (words.split_whitespace().count() >= 4).then(|| words.to_owned())?
            }
            None => return None,
        };
        Some(Inquiry::Whosaid { words, speaker: None })
    }

    /// `did X say "…"`, `did X really say that …`, `has X said "…"`.
    fn did_say(&self) -> Option<Inquiry> {
        let starts = ["did ", "has ", "have ", "was it ", "is it true that "];
        let start =
            starts.iter().find_map(|start| self.lower.starts_with(start).then_some(start.len()))?;
        let quoted = self.quoted(0);
        let end = quoted.as_ref().map_or(self.text.len(), |quoted| quoted.start);
        let verb = self.verb(start..end)?;
        let speaker = speaker(&self.text[start..verb.start])?;
        let words = match quoted {
            Some(quoted) => self.text[quoted].to_owned(),
            None => {
                let rest = self.text.get(verb.end..)?.trim();
                let rest = rest.strip_prefix("that ").unwrap_or(rest);
                // "Did he say anything about Greenland?" asks what, not whether.
                let asks = [
                    "anything",
                    "something",
                    "why",
                    "how",
                    "what",
                    "if",
                    "whether",
                    "about",
                    "more",
                ];
                if asks.iter().any(|word| rest.to_lowercase().starts_with(word)) {
                    return None;
                }
                let words = bare(rest);
                (words.split_whitespace().count() >= 2).then(|| words.to_owned())?
            }
        };
        Some(Inquiry::Whosaid { words, speaker: Some(speaker) })
    }

    /// `according to whom …`.
    fn according_to_whom(&self) -> Option<Inquiry> {
        let at = ["according to whom", "according to who", "in whose words"]
            .iter()
            .find_map(|phrase| Some((self.lower.find(phrase)?, phrase.len())))?;
        let words = match self.quoted(0) {
            Some(quoted) => self.text[quoted].to_owned(),
            None => {
                let (before, after) = (&self.text[..at.0], &self.text[at.0 + at.1..]);
                let rest = if bare(after).is_empty() { before } else { after };
                let rest = bare(rest);
                // "Is the deal dead": the verb stands in front for the question's sake.
                let helper = rest
                    .find(' ')
                    .filter(|end| NEGATIONS.is_auxiliary(&rest[..*end].to_lowercase()));
                helper.map_or(rest, |end| &rest[end + 1..]).to_owned()
            }
        };
        (!words.is_empty()).then_some(Inquiry::Whosaid { words, speaker: None })
    }

    /// `what did X say about …`, `what has X said on …`.
    fn what_did_say(&self) -> Option<Inquiry> {
        let starts = ["what did ", "what does ", "what has ", "what have ", "what else did "];
        let start =
            starts.iter().find_map(|start| self.lower.starts_with(start).then_some(start.len()))?;
        let verb = self.verb(start..self.text.len())?;
        let speaker = speaker(&self.text[start..verb.start])?;
        let rest = self.lower.get(verb.end..)?;
        // "What did X say of Y", but "What did X say to the members of Y about Z".
        let at_once =
            ["about ", "on ", "regarding ", "concerning ", "of "].iter().find_map(|word| {
                rest.trim_start()
                    .starts_with(word)
                    .then(|| rest.len() - rest.trim_start().len() + word.len())
            });
        let from = at_once.or_else(|| Some(rest.find(" about ")? + " about ".len()));
        let topic = from.map(|from| bare(&self.text[verb.end + from..]).to_owned());
        let topic = topic.filter(|topic| !topic.is_empty());
        // Without a topic it is all that somebody says; anything else is a question: "What did X write to Y?"
        let is_all =
            matches!(&self.lower[verb], "say" | "said" | "say?" | "said?") && bare(rest).is_empty();
        (topic.is_some() || is_all).then_some(Inquiry::Quotes { speaker: Some(speaker), topic })
    }

    /// `compare …`.
    fn compare(&self) -> Option<Inquiry> {
        let rest =
            self.text.get("compare ".len()..).filter(|_| self.lower.starts_with("compare "))?;
        let topic = bare(rest);
        (!topic.is_empty()).then(|| Inquiry::Compare(topic.to_owned()))
    }

    /// `what was dropped from the draft`, `how does the draft differ from the final statement`.
    fn draft(&self) -> Option<Inquiry> {
        let has = |words: &[&str]| words.iter().any(|word| self.lower.contains(word));
        let differs = has(&[
            "dropped",
            "removed",
            "left out",
            "missing from",
            "changed",
            "watered down",
            "cut from",
            "differ",
            "taken out",
            "deleted",
        ]);
        (has(&["draft"]) && differs && has(&["what", "how", "which", "compare", "was "]))
            .then(|| Inquiry::Compare(bare(self.text).to_owned()))
    }

    /// The longest stretch inside quote marks at or after a place.
    fn quoted(&self, from: usize) -> Option<Range<usize>> {
        let pairs = [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»'), ('‘', '’')];
        let stretch = |(open, close): &(char, char)| {
            let start = self.text[from..].find(*open)? + from + open.len_utf8();
            let end = self.text[start..].rfind(*close)? + start;
            (!self.text[start..end].trim().is_empty()).then_some(start..end)
        };
        pairs.iter().filter_map(stretch).max_by_key(Range::len)
    }

    /// The first verb of saying inside of a range: from its first letter to just past it.
    fn verb(&self, range: Range<usize>) -> Option<Range<usize>> {
        let mut at = range.start;
        for word in self.lower.get(range)?.split_inclusive(char::is_whitespace) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if saying::asks(bare) {
                let end = at + word.trim_end().len();
                return Some(at..end);
            }
            at += word.len();
        }
        None
    }
}

/// A speaker's name: without "really", "ever"; nobody for a pronoun.
fn speaker(text: &str) -> Option<String> {
    let fillers = [
        "really", "ever", "actually", "also", "indeed", "in", "fact", "just", "once", "who", "have",
    ];
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !fillers.contains(&word.to_lowercase().as_str()))
        .collect();
    let name = words.join(" ");
    let pronouns = [
        "he", "she", "they", "it", "anyone", "anybody", "somebody", "someone", "you", "we", "i", "",
    ];
    (!pronouns.contains(&name.to_lowercase().as_str())).then_some(name)
}

/// Without white space and marks at the edges.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '?' | '!' | '.' | ',' | ':' | ';' | '"' | '“' | '”')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_reach_the_right_call() {
        let who = |words: &str, speaker: Option<&str>| Inquiry::Whosaid {
            words: words.to_owned(),
            speaker: speaker.map(str::to_owned),
        };
        let quotes = |speaker: &str, topic: Option<&str>| Inquiry::Quotes {
            speaker: Some(speaker.to_owned()),
            topic: topic.map(str::to_owned),
        };
        let check = |text: &str, expected: Inquiry| assert_eq!(route(text), expected, "{text}");
        check("Who said \"we will win\"?", who("we will win", None));
        check("who said “a big milestone”", who("a big milestone", None));
        check("Who said that Paris could send troops?", who("that Paris could send troops", None));
        check("Did Macron say \"never\"?", who("never", Some("Macron")));
        check(
            "Did President Macron really say that Paris could deploy troops?",
            who("Paris could deploy troops", Some("President Macron")),
        );
        check("Has Boris Johnson ever said “let's go”?", who("let's go", Some("Boris Johnson")));
        check(
            "According to whom is the deal 90 percent ready?",
            who("the deal 90 percent ready", None),
        );
        check(
            "What did Keir Starmer say about military hubs?",
            quotes("Keir Starmer", Some("military hubs")),
        );
        check("What did Tusk say?", quotes("Tusk", None));
        check(
            "What did Tusk say to the leaders of Europe about the meeting?",
            quotes("Tusk", Some("the meeting")),
        );
        check("What has Tusk said on the size of it?", quotes("Tusk", Some("the size of it")));
        check("Compare the size of the force", Inquiry::Compare("the size of the force".into()));
        check(
            "What was dropped from the draft?",
            Inquiry::Compare("What was dropped from the draft".into()),
        );
        check("tl;dr", Inquiry::Summary(None));
        check("Summarize the summit", Inquiry::Summary(Some("the summit".into())));
        for question in [
            "Who said so?",
            "Did he say why?",
            "Did Macron say anything about Greenland?",
            "Who led the talks?",
            "",
            "What is a draft?",
            "İ?",
            "What did he say?",
            "What did Merz write to lawmakers?",
            "What did Tusk promise?",
            "What did Tusk say in Warsaw?",
        ] {
            check(question, Inquiry::Ask(question.to_owned()));
        }
    }
}
