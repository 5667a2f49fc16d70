//! What does not fit into one message.

use super::*;

#[test]
fn a_long_sentence_goes_on_page_by_page() {
    let text = "wörd ".repeat(4000);
    let long = document("a.txt", text.trim_end(), BlockKind::Body, Metadata::default());
    let short = document("b.txt", "The end.", BlockKind::Body, Metadata::default());
    let documents = [long, short];
    let answer = found(&documents, &[]);
    let mut seen: Vec<String> = vec![];
    for number in 0.. {
        let message = page(QUESTION, &answer, number);
        let payload = check_limits(&message);
        let first = &message.embeds[0].description;
        assert_eq!(first.starts_with("-# The sentence of the page before"), number > 0);
        seen.extend(read(&message).into_iter().map(|(quote, _)| quote));
        if !payload["components"].to_string().contains("Show more") {
            break;
        }
    }
    assert!(seen.len() > 3, "several pages");
    assert_eq!(seen.pop().as_deref(), Some("The end."));
    assert_eq!(seen.concat(), text.trim_end(), "all of it, and nothing twice");
}

#[test]
fn pages_are_turned_only_where_the_line_says_what_was_asked() {
    let documents: Vec<_> = (0..7)
        .map(|n| document(&format!("{n}.txt"), "Words.", BlockKind::Body, Metadata::default()))
        .collect();
    let answer = Reply::Answer(found(&documents, &[]));
    let check = |inquiry: Inquiry, otherwise: Option<&str>| {
        let message = reply(&inquiry, &answer, 0, &|_, _| false, ReadingRoom::default());
        let payload = check_limits(&message);
        let is_turned = payload["components"].to_string().contains("page:1");
        assert_eq!(is_turned, otherwise.is_none(), "{inquiry:?}");
        let footer = message.embeds.last().unwrap().footer.clone().unwrap().text;
        let end = otherwise.map_or("not shown".to_owned(), |how| format!("not shown: {how}"));
        assert!(footer.ends_with(&end), "{footer}");
    };
    let whosaid = |words: &str, speaker: &str| Inquiry::Whosaid {
        words: words.to_owned(),
        speaker: Some(speaker.to_owned()),
    };
    let quotes = |speaker: &str, topic: Option<&str>| Inquiry::Quotes {
        speaker: Some(speaker.to_owned()),
        topic: topic.map(str::to_owned),
    };
    let other = Some("ask in other words to see them");
    check(ask(QUESTION), None);
    check(ask("/quotes Macron"), None);
    check(whosaid("we “will” win", "Macron"), None);
    check(whosaid("we will win", "“The Rock” Johnson"), other);
    check(quotes("Macron", Some("talk about peace")), None);
    check(quotes("The man about town", None), other);
    check(quotes("about us", None), other);
    check(ask(&"who ".repeat(100)), Some("ask in fewer words to see them"));
}

#[test]
fn what_comes_near_is_told_of_where_no_button_can_lead_there() {
    let documents = [document("a.txt", "Words.", BlockKind::Body, Metadata::default())];
    let outcome = Outcome::NotFound(crate::model::answer::Refusal::Apart);
    let refused = Answer { outcome, ..found(&documents, &[]) };
    let shown = |question: &str| check_limits(&answer(question, &refused)).to_string();
    assert!(shown(QUESTION).contains("related:0") && !shown(QUESTION).contains("fewer words"));
    let long = shown(&"who ".repeat(100));
    assert!(!long.contains("related:0") && long.contains("ask in fewer words to see it"));
}

#[test]
fn many_figures_go_on_page_by_page() {
    let documents: Vec<_> = (0..150)
        .map(|n| {
            let text = format!("{n} countries came.");
            let title = Some("title ".repeat(20));
            let metadata = Metadata { title, ..Metadata::default() };
            document(&format!("{n}.txt"), &text, BlockKind::Body, metadata)
        })
        .collect();
    let figure = |document| {
        let passage = Passage::sentence(document, 0).expect("there is a sentence");
        let written = TextSpan::new(0, passage.text().len() - " came.".len());
        vec![Figure { passage, written, value: 0.0 }]
    };
    let values = documents.iter().map(figure).collect();
    let figures = vec![Figures { thing: "countries".to_owned(), values }];
    let (documents, wordings, draft, final_text) = (vec![], vec![], vec![], vec![]);
    let asks_for_figures = false;
    let comparison =
        Comparison { documents, wordings, figures, asks_for_figures, draft, final_text };
    let compared = Reply::Comparison(comparison);
    let inquiry = Inquiry::Compare("countries".to_owned());
    let mut seen = vec![];
    for number in 0.. {
        let message = reply(&inquiry, &compared, number, &|_, _| false, ReadingRoom::default());
        let buttons = check_limits(&message)["components"].to_string();
        let lines = message.embeds.iter().flat_map(|embed| embed.description.lines());
        seen.extend(lines.filter(|line| line.starts_with("- ")).map(str::to_owned));
        if !buttons.contains("Show more") {
            assert!(number > 1, "several pages");
            break;
        }
    }
    assert_eq!(seen.len(), 150);
    for (n, line) in seen.iter().enumerate() {
        assert!(line.starts_with(&format!("- {n} countries [")), "{line}");
    }
}

#[test]
fn articles_are_listed_page_by_page() {
    let documents: Vec<_> = (0..60)
        .map(|n| {
            let title = Some(format!("{n} {}", "title ".repeat(n % 31)));
            let metadata = Metadata { title, ..Metadata::default() };
            document(&format!("{n}.txt"), "Words.", BlockKind::Body, metadata)
        })
        .collect();
    let page = |from| {
        let message =
            sources(&|number| documents.get(number), documents.len(), from, ReadingRoom::default());
        let payload = check_limits(&message);
        let buttons = payload["components"][0]["components"].as_array().cloned();
        let turn = |label: &str| {
            let mut buttons = buttons.iter().flatten();
            let button = buttons.find(|button| button["label"] == label)?;
            match Press::read(button["custom_id"].as_str()?) {
                Some(Press::Sources(from)) => Some(from),
                other => panic!("{other:?}"),
            }
        };
        (message.embeds[0].clone(), turn("Go back"), turn("Show more"))
    };
    let (mut from, mut listed) = (0, vec![]);
    loop {
        let (embed, back, more) = page(from);
        let lines: Vec<_> = embed.description.lines().map(str::to_owned).collect();
        let footer = embed.footer.map(|footer| footer.text).unwrap_or_default();
        assert_eq!(footer.contains(&format!("{from} articles before")), from > 0, "{footer}");
        assert_eq!(footer.contains("not shown"), more.is_some(), "{footer}");
        assert_eq!(back.is_some(), from > 0);
        if let Some(back) = back {
            let (before, _, more) = page(back);
            assert!(before.description.lines().count() >= from - back);
            assert!(more.is_some_and(|more| more >= from), "nothing is skipped");
        }
        listed.extend(lines);
        let Some(more) = more else { break };
        from = more;
    }
    assert!(from > 0, "several pages");
    for (n, line) in listed.iter().enumerate() {
        assert!(line.starts_with(&format!("[{}] {n}", n + 1)), "{line}");
    }
    assert_eq!(listed.len(), 60);
    assert_eq!(page(60).0, page(0).0, "past the end: from the beginning");
    assert_eq!(page(usize::MAX).0, page(0).0);
}

#[test]
fn buttons_lead_to_every_passage() {
    let documents: Vec<_> = (0..7)
        .map(|n| {
            document(
                &format!("{n}.txt"),
                &format!("Words {n}."),
                BlockKind::Body,
                Metadata::default(),
            )
        })
        .collect();
    let answer = found(&documents, &[]);
    let mut seen = vec![];
    let found_page = |number| Press::Page(Paging::Found, number);
    let mut next = Some(0);
    while let Some(number) = next {
        let message = page(QUESTION, &answer, number);
        let payload = check_limits(&message);
        seen.extend(read(&message).into_iter().map(|(quote, _)| quote));
        let buttons = payload["components"][0]["components"].as_array().unwrap().clone();
        let labelled = |label: &str| {
            let button = buttons.iter().find(|button| button["label"] == label);
            button.map(|button| Press::read(button["custom_id"].as_str().unwrap()).unwrap())
        };
        assert!(matches!(labelled("Show context"), Some(Press::Context(None, _))));
        assert_eq!(labelled("Go back"), number.checked_sub(1).map(found_page));
        next = labelled("Show more").map(|press| match press {
            Press::Page(Paging::Found, next) => next,
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(seen, (0..7).map(|n| format!("Words {n}.")).collect::<Vec<_>>());
    assert_eq!(
        page(QUESTION, &answer, 99),
        page(QUESTION, &answer, 2),
        "past the end: the last page"
    );
    let endless = "who ".repeat(100);
    let payload = check_limits(&page(&endless, &answer, 0));
    let buttons = payload["components"].to_string();
    assert!(!buttons.contains("page:"), "not all of it stands on the message: {buttons}");
    assert!(buttons.contains("context:"), "what is shown can be looked at");
}

#[test]
fn context_is_the_paragraph_and_its_neighbours() {
    // Each line is a paragraph of one sentence.
    let lines = [
        ("A headline", BlockKind::Headline),
        ("First.", BlockKind::Body),
        ("Second.", BlockKind::Body),
        ("Third.", BlockKind::Body),
        ("Fourth.", BlockKind::Body),
        ("A picture.", BlockKind::Caption),
    ];
    let text = lines.map(|(line, _)| line).join("\n\n");
    let span = |line: &str| {
        let start = text.find(line).unwrap();
        TextSpan::new(start, start + line.len())
    };
    let blocks = lines.map(|(line, kind)| Block { kind, span: span(line) }).to_vec();
    let sentences = lines.iter().enumerate();
    let parts = Parts {
        name: "a.txt".into(),
        digest: [0; 32],
        text: text.clone(),
        plan: Plan::new([Piece { raw: RawSpan::new(0, text.len()), replacement: None }]),
        blocks,
        sentences: sentences
            .map(|(block, (line, _))| Sentence { span: span(line), block })
            .collect(),
        metadata: Metadata::default(),
    };
    let documents = [Document::new(parts).unwrap()];
    let check = |numbers: &[usize], expected: &[&str]| {
        let passages = numbers
            .iter()
            .map(|&n| Passage::sentence(&documents[0], n).unwrap())
            .collect::<Vec<_>>();
        let message = context(&passages, &places(passages.len()), 0, ReadingRoom::default());
        check_limits(&message);
        assert!(message.private);
        let quotes: Vec<_> = read(&message).into_iter().map(|(quote, _)| quote).collect();
        assert_eq!(quotes, expected, "of {numbers:?}");
    };
    check(&[1], &["First.\n\nSecond."]);
    check(&[2], &["First.\n\nSecond.\n\nThird."]);
    check(&[4], &["Third.\n\nFourth."]);
    check(&[0], &["A headline"]);
    check(&[5, 4], &["A picture.", "Third.\n\nFourth."]);
    check(&[3, 1], &["First.\n\nSecond.\n\nThird.\n\nFourth."]);
    check(&[2, 2], &["First.\n\nSecond.\n\nThird."]);
    let shown = |passages: &[Passage<'_>], missing| {
        let message =
            context(passages, &places(passages.len() + missing), 0, ReadingRoom::default());
        check_limits(&message);
        assert!(message.private && message.components.is_empty());
        serde_json::to_string(&message).unwrap()
    };
    let passage = Passage::sentence(&documents[0], 1).unwrap();
    let one = shown(&[passage], 1);
    assert!(one.contains("1 place that this button shows is no longer served"));
    assert!(one.contains("a.txt bytes 12–27 · SHA-256 0000"), "what it takes to check: {one}");
    assert!(shown(&[], 1).contains("is no longer served"));
}

fn places(count: usize) -> Vec<Place> {
    (0..count).map(|n| format!("00000000000{n}").parse().unwrap()).collect()
}

#[test]
fn a_long_context_has_pages() {
    let documents: Vec<_> = (0..5)
        .map(|n| {
            let text = format!("{n} {}", "word ".repeat(500));
            document(&format!("{n}.txt"), text.trim_end(), BlockKind::Body, Metadata::default())
        })
        .collect();
    let passages: Vec<_> =
        documents.iter().map(|document| Passage::sentence(document, 0).unwrap()).collect();
    let mut seen = vec![];
    for number in 0.. {
        let message = context(&passages, &places(5), number, ReadingRoom::default());
        assert!(message.private);
        let buttons = check_limits(&message)["components"].to_string();
        seen.extend(read(&message).into_iter().map(|(quote, _)| quote));
        let next = Press::Context(Some(number + 1), places(5)).to_string();
        assert_eq!(buttons.contains("Go back"), number > 0);
        assert!(!buttons.contains("Show context"), "it is the context");
        if !buttons.contains(&next) {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.iter().zip(&documents).all(|(seen, document)| seen == document.text()));
}
