//! Words of the nastiest kind.

use super::*;

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Words of the nastiest kind: markup, mentions, links, direction marks, emoji, code fences, long stretches.
fn nasty() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        "\\PC{1,12}",
        "[-+#>*_~`|:<@\\[\\]\\\\().0-9a \n\r]{1,24}",
        prop::sample::select(vec![
            "@everyone",
            "<@123>",
            "<#5>",
            "<:e:9>",
            "https://a.b/c_d",
            "```",
            "||",
            "\u{202e}",
            "\u{200b}",
            "\u{2060}",
            "👩‍👩‍👧‍👦",
            "# ",
            "-# ",
            "> ",
            "1. ",
            "[a](b)",
            ":smile:",
            "e\u{301}",
        ])
        .prop_map(str::to_owned),
    ];
    (prop::collection::vec(scrap, 1..24), 1_usize..400).prop_map(|(scraps, times)| {
        let text = scraps.concat();
        let times = times.min(9000 / text.len().max(1)).max(1);
        let text = text.repeat(times);
        let text = text.trim();
        if text.is_empty() { "x".to_owned() } else { text.to_owned() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_words_keep_the_limits_and_stay_the_same(
        texts in prop::collection::vec(nasty(), 1..5),
        speaker in nasty(),
        title in prop::option::of(nasty()),
        url in prop::option::of("https://[a-z]{1,9}/\\PC{0,500}"),
        question in nasty(),
        marked in (0_usize..400, 1_usize..400),
    ) {
        let metadata = Metadata { title, url, ..Metadata::default() };
        let documents: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| document(&format!("{n}.txt"), text, BlockKind::Body, metadata.clone()))
            .collect();
        let mut found_answer = found(&documents, &[&speaker]);
        for passage in &mut found_answer.passages {
            let at = |place: usize| passage.text().char_indices().nth(place).map(|(at, _)| at);
            let range = at(marked.0).zip(at(marked.0 + marked.1)).map(|(start, end)| start..end);
            *passage = passage.clone().with_highlight(range);
        }
        let mut message = answer(QUESTION, &found_answer);
        check_limits(&message);
        let read = read(&message);
        prop_assert!(!read.is_empty());
        for (index, ((quote, _), text)) in read.iter().zip(&texts).enumerate() {
            let (quote, text) = (squeezed(quote), squeezed(text));
            let whole = quote == text;
            let begun = index == 0 && text.starts_with(&quote) && quote.len() > 500;
            prop_assert!(whole || begun, "{quote:?} is not {text:?}");
        }
        let footer = message.embeds.pop().and_then(|embed| embed.footer).expect("a footer").text;
        let missing = texts.len() - read.len();
        prop_assert_eq!(footer.contains(&format!("{missing} more passage")), missing > 0);

        let refusal = crate::model::answer::Refusal::Unmentioned(texts);
        let passages = vec![];
        let outcome = Outcome::NotFound(refusal);
        let refused = Answer { outcome, confidence: 0.0, passages, related: vec![], note: None };
        let message = answer(&question, &refused);
        check_limits(&message);
        prop_assert!(message.private && message.components.is_empty());
        let near = Answer { passages: found(&documents, &[]).passages, ..refused };
        check_limits(&answer(&question, &near));
        let message = related(&ask(&question), &near, 0, ReadingRoom::default());
        check_limits(&message);
        prop_assert!(message.private);
        check_limits(&crate::render::discord::help());
        check_limits(&crate::render::discord::notice(&question));
        check_limits(&sources(&|number| documents.get(number), documents.len(), 0, ReadingRoom::default()));
        check_limits(&crate::render::discord::source(
            &documents[0],
            1,
            &[&speaker, "A"],
            ReadingRoom::default()
        ));
        check_limits(&crate::render::discord::nobody(&question, Some(&[&speaker, "A", "B"])));
        check_limits(&crate::render::discord::about(documents.len()));
    }
}
