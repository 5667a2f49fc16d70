//! Laws that hold for any text.

use proptest::prelude::*;
use verbatim::attribute::attribute;

/// Pieces that meet often in news and seldom in random strings.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    // quote marks of all families
    "\"", "“", "”", "'", "‘", "’", "''", "``", "«", "»", "‹", "›", "„", "‟", "‚", "‛", "`", "´", "「", "」", "『", "』",
    "〝", "〟", "＂", ",,", "<<", ">>",
    // other marks
    ",", ".", "?", "!", ":", ";", " — ", "--", "–", "(", ")", "[", "]", "{", "}", "…", "...", ". . .", "/", "@",
    "#", "*", "**", "_", "> ", "|", "&", "\u{2022}", "†", "¹", "²", "[3]", "[00:12]", "(1)", "5'10\"",
    // breaks and blanks
    "\n", "\n\n", "\r\n", "\r", "\u{a0}", "\u{2028}", "\u{200b}", "\t",
    // cues and small words
    "said", "told", "says", "SAID", "according to", "adding", "called", "asked", "who", "that", "and", "but", "as",
    "the", "a", "he", "she", "they", "it", "I", "We", "by", "of", "is what", "known as", "in a statement",
    "on Monday", "'s", "’s", "n't", "No", "was", "did not", "to leave", "whether", "the report", "statement",
    "including", "not", "never", "Nobody",
    // names, roles and titles
    "Mr.", "Ann", "Ann Lee", "Keir Starmer", "Old Man", "Man", "President", "Dean", "King", "Jr.", "III", "J.R.",
    "de la", "van", "Al-", "O'", "Council", "Mayor", "the minister", "a spokesman for", "Trump's", "U.S.", "French",
    "Sir", "May", "Monday", "@annlee", "SMITH:", "Q:", "A.", "Q&A", "SEN. RAY COLE (D-Ohio):", "Ann Lee (mayor):",
    // odd letters
    "é", "🎈", "\u{301}", "e\u{301}\u{323}", "\u{fffd}", "\u{fffd}\u{fffd}", "中文", "日本。", "ß", "İ", "ǅ", "ﬁ", "Ꮳ",
    "\u{ad}", "\u{202e}", "\u{feff}", "\u{1f468}\u{200d}\u{1f469}",
    // numbers
    "24", "24-year-old", "1,000", "3.5", "’90s", "$", "€84m", "prices rose",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[a-zA-Z]{1,8}",
        1 => any::<char>().prop_map(|c| c.to_string()),
    ]
}

/// Pieces, most of them with a blank behind.
fn newsy() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), prop::bool::weighted(0.7)), 0..60).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, blank)| if blank { piece + " " } else { piece }).collect()
    })
}

/// Sentences in the usual order, whose places are filled with any pieces: only these reach the rules that want a name, a
/// nickname, a verb and a quotation in a row.
fn sentences() -> impl Strategy<Value = String> {
    let words = || prop::collection::vec(piece(), 1..4).prop_map(|pieces| pieces.join(" "));
    let marks = || {
        prop::sample::select(vec![
            ("“", "”"),
            ("\"", "\""),
            ("'", "'"),
            ("‘", "’"),
            ("«", "»"),
            ("»", "«"),
            ("„", "“"),
            ("”", "”"),
            ("「", "」"),
            ("“", ""),
            ("", "”"),
            ("(", ")"),
            ("[", "]"),
            ("**", "**"),
            ("—", "—"),
        ])
    };
    let marked = move || {
        (marks(), words()).prop_map(|((open, close), words)| open.to_owned() + &words + close)
    };
    let name = move || {
        let given = prop::sample::select(vec![
            "Ann",
            "Anna",
            "Mayor Joe",
            "President",
            "@ann",
            "Sen. Ray",
            "The",
            "J.R.",
            "BILL",
            "",
        ]);
        let surname = prop::sample::select(vec![
            "Lee",
            "Novak",
            "King",
            "Dean",
            "Jr.",
            "al-Shamaa",
            "O’Brien",
            "COLE",
            "Council",
            "",
        ]);
        (given, prop::option::of(marked()), surname).prop_map(|(given, nickname, surname)| {
            match nickname {
                Some(nickname) => format!("{given} {nickname} {surname}"),
                None => format!("{given} {surname}"),
            }
        })
    };
    let verb = || {
        prop::sample::select(vec![
            "said", "SAID", "told", "asked", "says", "called", "is what", "wrote:", "denied", ":",
            "—",
        ])
    };
    let sentence = (name(), verb(), marked(), words(), marked(), 0..7_u8).prop_map(
        |(name, verb, quoted, words, more, order)| match order {
            0 => format!("{quoted} {verb} {name}. {more} "),
            1 => format!("{quoted} {name} {verb}, {more}. "),
            2 => format!("{name} {verb} {quoted} {words}.\n"),
            3 => format!("{name}: {words}\n\n"),
            4 => format!("{quoted}{more}\n— {name}\n"),
            5 => format!("{name}, {words}, {verb} {quoted}, {more}. "),
            _ => format!("{name} {more} {words} {verb} that {words}. "),
        },
    );
    prop::collection::vec(sentence, 1..6).prop_map(|sentences| sentences.concat())
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
            let at = quotation.parts().partition_point(|part| part.end() < fragment.end());
            assert!(
                quotation.parts().get(at).is_some_and(|part| part.contains(fragment)),
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

    #[test]
    fn any_sentences(text in sentences()) {
        check(&text);
    }
}

/// Texts that would be slow if a step looked further than its window.
#[test]
fn endless_texts() {
    const SIZE: usize = 100_000;
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
        "»a",
        "”a ",
        "‚a ‘ ",
        "「a",
        "[1]",
        "*",
        "@a ",
        "@a: ",
        "Q: a\n",
        "— Ann Lee\n",
        "ANN LEE SAID ",
        "“A.” ",
        "“A.” “B,” Ann Lee said. ",
        "Ann “Old Man” Lee ",
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
