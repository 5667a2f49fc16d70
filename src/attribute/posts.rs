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
    // What is not read, as a sub-heading, may stand in between.
    let between =
        post.parts.first().and_then(|part| reading.text.get(part.end()..line.span(0, 0).start()));
    if between.is_none_or(|between| between.contains(char::is_alphanumeric)) {
        return false;
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
    use crate::article::clean::{Format, clean};
    use crate::attribute::{attribute, quotations, tokens};
    use crate::model::document::BlockKind;
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
                "The owner answered.\n\n\"Nobody has repaired the pier.\"\n\n— Tom Reed (@tomreed) January 5, 2026",
                "\"Nobody has repaired the pier.\"",
                "Tom Reed",
                "@tomreed",
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

    #[test]
    fn posts_in_a_page_belong_to_their_authors() {
        let page = "<html><head><title>Council splits over pier</title></head><body><article><h1>Council splits over pier</h1><p>The council of Reedham split on Monday over whether the old pier should be sold, and two of its members left.</p><p>The mayor later explained her vote in a post.</p><blockquote class=twitter-tweet><p>A pier belongs to all of us <a href=https://t.co/x>pic.twitter.com/x</a></p>&mdash; Ann Moor (@annmoor) <a href=https://x.com/annmoor/status/1>January 5, 2026</a></blockquote><p>The owner of the ferry company, which wants to buy the pier, disagreed with her in another post.</p><blockquote class=bluesky-embed><p>Nobody has repaired it.</p>&mdash; Tom Reed (<a href=https://bsky.app/x>@tom.example</a>) <a href=https://bsky.app/x/1>January 5, 2026 at 4:11 PM</a></blockquote></article></body></html>";
        let page = clean(page.as_bytes(), Format::Html).unwrap();
        let body = page.blocks.iter().filter(|block| block.kind == BlockKind::Body);
        let read = tokens::tokenize_paragraphs(&page.text, body.map(|block| block.span));
        let found = quotations(&page.text, read);
        let found: Vec<_> = found
            .iter()
            .map(|one| (&page.text[one.span().range()], one.speaker().map(|one| one.name.as_str())))
            .collect();
        let wanted = [
            ("A pier belongs to all of us", Some("Ann Moor")),
            ("Nobody has repaired it.", Some("Tom Reed")),
        ];
        assert_eq!(found, wanted, "{}", page.text);
        // A sub-heading in between is not read.
        let text = "The mayor was angry.\n\nNot for sale\n\n— Ann Moor (@annmoor) January 5, 2026";
        let parts = [(0, 20), (36, text.len())];
        let spans = parts.map(|(start, end)| crate::model::span::TextSpan::new(start, end));
        let found = quotations(text, tokens::tokenize_paragraphs(text, spans.into_iter()));
        assert!(found.is_empty(), "{found:?}");
    }
}
