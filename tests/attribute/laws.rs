//! Laws that hold for any text.

use proptest::prelude::*;
use verbatim::attribute::attribute;

/// Pieces that meet often in news and seldom in random strings.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "“",
            "”",
            "'",
            "‘",
            "’",
            "''",
            "``",
            "«",
            "»",
            ",",
            ".",
            "?",
            "!",
            ":",
            ";",
            " — ",
            "--",
            "(",
            ")",
            "[",
            "]",
            "…",
            "\n",
            "\n\n",
            "said",
            "told",
            "says",
            "according to",
            "adding",
            "called",
            "asked",
            "who",
            "that",
            "and",
            "but",
            "as",
            "he",
            "she",
            "they",
            "it",
            "I",
            "Mr.",
            "Ann Lee",
            "Keir Starmer",
            "the minister",
            "a spokesman for",
            "Trump's",
            "U.S.",
            "on Monday",
            "in a statement",
            "SMITH:",
            "é",
            "🎈",
            "prices rose",
            "was",
            "did not",
            "to leave",
            "whether",
            "the report",
            "statement",
            "24",
            "24-year-old",
            "\u{301}",
            "\r\n",
            "\u{a0}",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z]{1,8}",
        any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec((piece, prop::bool::weighted(0.7)), 0..60).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, blank)| if blank { piece + " " } else { piece }).collect()
    })
}

fn check(text: &str) {
    let quotations = attribute(text);
    let mut start = 0;
    for quotation in &quotations {
        let span = quotation.span();
        assert!(span.start() >= start, "quotations stand in the order of the text");
        start = span.start();
        let mut end = span.start();
        for part in quotation.parts() {
            assert!(
                part.start() >= end && part.end() <= span.end() && !part.is_empty(),
                "parts are ordered and inside"
            );
            assert!(text.get(part.range()).is_some(), "parts stand on character boundaries");
            end = part.end();
        }
        for fragment in quotation.fragments() {
            assert!(
                quotation.parts().iter().any(|part| part.contains(fragment)),
                "fragments stand inside of parts"
            );
            assert!(text.get(fragment.range()).is_some());
        }
        for span in [quotation.cue(), quotation.source(), quotation.venue()].into_iter().flatten() {
            assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()));
        }
        assert!(quotation.speaker().is_none_or(|speaker| !speaker.name.is_empty()));
    }
    assert_eq!(quotations, attribute(text), "the same text gives the same quotations");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_news(text in newsy()) {
        check(&text);
    }
}

/// Texts that would be slow if a step looked further than its window.
#[test]
fn endless_texts() {
    const SIZE: usize = 200_000;
    for piece in [
        "\"",
        "“",
        "'",
        "' a",
        "a ",
        "Ann Lee said ",
        "Smith, ",
        "said that ",
        "“a",
        "and she said ",
        "(",
        "Mr. ",
        ": ",
        "\n\n",
        "\n\n“a ",
    ] {
        let text = piece.repeat(SIZE / piece.len());
        check(&text);
    }
    let names: String = (0..10_000)
        .map(|number| {
            format!("\"No,\" said Ann Smith{}. She left. ", char::from(b'a' + (number % 26) as u8))
        })
        .collect();
    check(&names);
}
