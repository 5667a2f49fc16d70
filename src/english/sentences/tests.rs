use super::*;

/// The sentences, with `|` between them.
fn check(marked: &str) {
    let text = marked.replace('|', "");
    let found: Vec<_> = sentences(&text, TextSpan::new(0, text.len()))
        .into_iter()
        .map(|span| &text[span.range()])
        .collect();
    let wanted: Vec<_> = marked.split('|').map(str::trim).collect();
    assert_eq!(found, wanted);
}

#[test]
fn stops_that_end_sentences() {
    for marked in [
        "He left.| She stayed.",
        "He left!| She stayed?| They slept.",
        "“We determined what forces are needed.| We determined how.”| He left.",
        "\"These are not just words.| There is concrete content,\" he said.",
        "The meeting was “a milestone.”| “This does not mean peace,” he said.",
        "It was agreed (see the plan.)| The talks went on.",
        "It fell by 3.5 per cent in 2014.| In 2022 it rose.",
        "He lives in the U.S.| He came in 2014.",
        "He works for Acme Inc.| The firm is old.",
        "They met at 5 p.m.| Then they ate.",
        "“Why now?”| The question stayed open.",
        "He said no.| Then he left.",
        "He waited …| Nothing came.",
        "It had 35 members.| 27 of them came.",
        "日本語です。|次の文です。",
        "The law was passed.| 'We are glad,' he said.",
        "We chose plan B.| The others did not.",
        "Nobody is older than I.| He knows it.",
        "The mill burned on Sunday.¹| Nobody died.²³| It was old.",
        "They owe it to you and I.| Lund paid.",
        "The crown went to Edvard I.| She was his aunt.",
        "Ask Berg and co.| They know.",
        "She moved to the U.K.| Did you know?",
        "The shop shut at 6 p.m.| Mr. Lund locked it.",
        "Write to ida.lund@mill.example.| She reads it.",
        "The form is at https://www.mill.example/a/form.html.| Fill it in.",
        "See www.mill.example.| It is new.",
        "We never said that....| She left the mill.",
        "It ends with four dots . . . .| It goes on.",
        "He wrote that “the mill will stand . . . .”| It burned.",
        "The habit was weak . . . and old.| . . . The rule was kept. . . .",
        "They left.|Nobody came back.|The mill was shut.",
        "The mill burned on Monday.|Mr. Lund paid 1,000.|That is a lot.",
        "»The mill is old.| We like it.«| Lund wrote it.",
        "„The mill is old.“| Lund wrote it.",
        "He took plan B.| The rest could wait.",
        "1.) Mend the mill.| 2.) Sell the bread.",
        "1) Mend the mill| 2) Sell the bread",
        "1. Mend the mill| 2. Sell the bread| 3. Sleep",
        "a. the mill| b. the bread| c. the oven",
        "The plan: 1. Mend the mill.| 2. Sell the bread.",
        "• the mill| • the bread",
        "It stands at N°. 1026.253.| That is far.",
    ] {
        check(marked);
    }
}

#[test]
fn stops_that_do_not() {
    for marked in [
        "U.S. envoy Steve Witkoff said the U.S. “strongly stands behind” guarantees.",
        "NATO’s top commander, U.S. Gen. Alexus G. Grynkewich, took part.",
        "Mr. Macron met Mrs. Meloni and Dr. J. R. Smith on Jan. 6, 2026.",
        "“Why?” he asked.",
        "“Why now?” Macron asked.",
        "“Never!” Prime Minister Keir Starmer told reporters.",
        "He lives at No. 10 and reads pp. 3 to 5, e.g. at 9 a.m. daily.",
        "Yahoo! was sold.",
        "It costs $3.50 at example.com today.",
        "1. Sign the deal.",
        "He said (It was late. Nobody came.) that all was well.",
        "He paused ... and went on.",
        "Apple Inc. Chief Executive Tim Cook came.",
        "The U.S.-led talks went on.",
        "Have you met Ida I. Lund today?",
        "Ida I. Lund spoke, and Per I. Berg listened.",
        "At 5 a.m. Mr. Lund went to the mill.",
        "No one could show that at 7 p.m. The miller lied.",
        "Nobody knew whether on Friday at 7 p.m. The miller was there.",
        "It is not true that in the U.S. The mills are old.",
        "They left the mill at 7 p.m.| The miller lied.",
        "He said that he left at 7 p.m.| The miller lied.",
        "Lund knew that they met in the U.S.| The miller lied.",
        "They met at 5 p.m. Monday in the mill.",
        "The mill . . . was shut . . . for years.",
        "We said . . . The mill is safe.",
        "“The mill stays . . . until June,” Lund said.",
        "He told us ... Lund did not.",
        "“No mill [...] is safe [...]” (Lund 55).",
        "“The mill stays.” Lund said.",
        "See Fig. A and Eq. 5 for it.",
        "U.S. Under Secretary Ida Lund came.",
        "U.S. No. 1 Ida Lund won.",
        "Yahoo! Mail was down.",
        "Go to Mill.Com today.",
        "Ph.D. Students came.",
        "That is Lund Jr.'s mill.",
        "He said, “I ... I do not know.”",
        "Lund et al. (2019) found it.",
        "The mill – it opened at 5 p.m. – was full.",
        "In 2 years and 3 months it fell.",
        "It grew by a factor of 2 in 1990 and 1991.",
        "",
    ] {
        if marked.is_empty() {
            assert!(sentences("", TextSpan::new(0, 0)).is_empty());
        } else {
            check(marked);
        }
    }
}

#[test]
fn line_breaks() {
    use LineBreak::{Ends, Inside, Open};
    for (line, next, wanted) in [
        ("The jury saw no sign that", "Lund lied.", Inside),
        ("The jury did not", "The Lantern", Inside),
        ("The mill burned.", "It was old.", Ends),
        ("The mill burned.", "and then fell.", Inside),
        ("The mill of Mr.", "Lund burned.", Inside),
        ("He lived in the U.S.", "Senate for years.", Inside),
        ("A long wait", "The news came.", Ends),
        ("A long wait", "Lund came.", Open),
        ("He said “the mill", "The Lantern", Inside),
        ("He said", "“The mill burns.”", Inside),
        ("A long wait", "“The mill burns.”", Open),
        ("A long wait", "12 mills burned.", Open),
    ] {
        assert_eq!(line_break(line, next), wanted, "{line} / {next}");
    }
}
