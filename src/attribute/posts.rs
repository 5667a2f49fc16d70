//! Posts of other platforms as pages embed and texts copy them: the words, and on the line below `— Ann Lee (@annlee) January 5, 2026`.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::{Reading, Sentence};
use crate::attribute::tokens::Kind;
use crate::english::value_words::VALUE_WORDS;
use crate::model::span::TextSpan;

/// The rule for a post.
pub(crate) const RULE: &str = "post";
/// How many units a name may have that people choose for themselves.
const LONGEST_NAME: usize = 10;
/// How many units the day and the time may have: "January 5, 2026 at 4:11 PM".
const LONGEST_DATE: usize = 12;

/// Gives the paragraph above the line to whoever the line names, if it is the last line of a post. Whether it is.
pub(crate) fn sign(line: &Annotated<'_>, reports: &mut Vec<Report>) -> bool {
    let Some((phrase, paragraph)) = name(line).zip(line.paragraph.checked_sub(1)) else {
        return false;
    };
    let reading = line.reading;
    let first = (0..line.index)
        .rev()
        .take_while(|&index| reading.sentence(index).paragraph == paragraph)
        .last();
    let Some(first) = first else { return false };
    let is_inside = |report: &Report| report.sentence >= first;
    // Whom the post itself quotes is quoted still.
    if reports.iter().any(|report| is_inside(report) && matches!(report.source, Source::Phrase(_)))
    {
        return false;
    }
    let opening = reading.sentence(first);
    let source = Source::phrase(line, phrase);
    let Some(mut post) = Report::new(&opening, 0..opening.len(), None, None, source, RULE) else {
        return false;
    };
    post.parts = vec![opening.span(0, opening.len().saturating_sub(1))];
    for index in first + 1..line.index {
        post.extend_to(&reading.sentence(index));
    }
    let Some(words) = post.parts.first().and_then(|part| without_links(reading.text, part)) else {
        return false;
    };
    post.parts = vec![words];
    reports.retain(|report| !is_inside(report));
    reports.push(post);
    true
}

/// The account in which a post stands.
pub(crate) fn venue(reading: &Reading<'_>, report: &Report) -> Option<TextSpan> {
    if report.rule != RULE {
        return None;
    }
    let line = reading.sentence(report.last_sentence + 1);
    let handle = (0..line.len()).find(|&unit| line.text(unit).starts_with('@'))?;
    Some(line.span(handle, handle))
}

/// The name in `— Ann Lee (@annlee) January 5, 2026`, with nothing behind it.
fn name(line: &Sentence<'_>) -> Option<Phrase> {
    if !line.is(0, Kind::Dash) {
        return None;
    }
    let open = (2..LONGEST_NAME + 2).find(|&unit| line.is(unit, Kind::Open))?;
    let close = open + 2;
    let is_handle = line.text(open + 1).starts_with('@') && line.is(close, Kind::Close);
    let date = close + 1..line.len();
    let is_month =
        |unit: usize| VALUE_WORDS.is_month(&line.text(unit).trim_end_matches('.').to_lowercase());
    let is_dated = (2..=LONGEST_DATE).contains(&date.len())
        && date.clone().take(2).any(is_month)
        && date.clone().any(|unit| line.is(unit, Kind::Number));
    (is_handle && is_dated).then_some(Phrase { first: 1, last: open - 1 })
}

/// The words without addresses at their end.
fn without_links(text: &str, part: &TextSpan) -> Option<TextSpan> {
    let mut words = text.get(part.range())?.trim_end();
    loop {
        let last = words.split_whitespace().next_back()?;
        let is_link = ["http://", "https://", "pic.twitter.com/", "pic.x.com/", "t.co/"]
            .iter()
            .any(|start| last.starts_with(start));
        if !is_link {
            return Some(TextSpan::new(part.start(), part.start() + words.len()));
        }
        words = words.strip_suffix(last)?.trim_end();
    }
}

#[cfg(test)]
mod tests {
    use crate::attribute::attribute;
    use crate::model::quotation::Form;

    #[test]
    fn posts_belong_to_their_authors() {
        for (text, content, speaker, venue) in [
            (
                "The mayor was angry.\n\nI will not sell a pier. It belongs to all of us. pic.twitter.com/x1\n\n— Ann Moor (@annmoor) January 5, 2026",
                "I will not sell a pier. It belongs to all of us.",
                "Ann Moor",
                "@annmoor",
            ),
            (
                "Nobody has repaired it in twenty years\n\n— Tom Reed (@tomreed.bsky.social) January 5, 2026 at 4:11 PM",
                "Nobody has repaired it in twenty years",
                "Tom Reed",
                "@tomreed.bsky.social",
            ),
            (
                "Shut until May! https://t.co/abc\n– Ada Quill (@ada_q) 5 January 2026",
                "Shut until May!",
                "Ada Quill",
                "@ada_q",
            ),
        ] {
            let found = attribute(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let post = &found[0];
            assert_eq!(post.form(), Form::Direct, "{text}");
            assert_eq!(&text[post.span().range()], content);
            assert_eq!(
                post.speaker().map(|speaker| speaker.name.as_str()),
                Some(speaker),
                "{text}"
            );
            assert_eq!(post.venue().map(|venue| &text[venue.range()]), Some(venue), "{text}");
        }
    }

    #[test]
    fn other_lines_below_a_paragraph_name_nobody() {
        for text in [
            "The pier is shut until May.\n\n— Ann Moor in Reedham",
            "The pier is shut until May.\n\n— Ann Moor (@annmoor)",
            "The pier is shut until May.\n\n— Follow Ann Moor (@annmoor) on X for more",
            "The pier is shut until May.\n\nAnn Moor (@annmoor) January 5, 2026",
            "— Ann Moor (@annmoor) January 5, 2026",
        ] {
            assert!(attribute(text).is_empty(), "{text}: {:?}", attribute(text));
        }
        // Whom the post quotes is no one else.
        let text =
            "\"We will not sell it,\" Tom Reed told me.\n\n— Ann Moor (@annmoor) January 5, 2026";
        let found = attribute(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].speaker().map(|speaker| speaker.name.as_str()), Some("Tom Reed"));
    }
}
