use proptest::prelude::*;
use serde_json::{Value, json};
use twilight_model::channel::message::{Component, Embed as TwilightEmbed};

use crate::answer::{Answer, Note, Outcome, Passage};
use crate::document::{Block, BlockKind, Document, Metadata, Parts, Sentence};
use crate::engine::Reply;
use crate::inquiry::Inquiry;
use crate::place::Place;
use crate::plan::{Piece, Plan, Reason};
use crate::render::discord::escape::tests::shown;
use crate::render::discord::{Message, Paging, Press, context, related, reply, sources, units};
use crate::span::{RawSpan, TextSpan};
use crate::verdict::{Comparison, Figure, Figures};

/// A document of one sentence.
fn document(name: &str, text: &str, kind: BlockKind, metadata: Metadata) -> Document {
    let raw = RawSpan::new(0, text.len());
    let span = TextSpan::new(0, text.len());
    Document::new(Parts {
        name: name.to_owned(),
        digest: [0; 32],
        text: text.to_owned(),
        plan: Plan::new([Piece { raw, replacement: None }]),
        blocks: vec![Block { kind, span }],
        sentences: vec![Sentence { span, block: 0 }],
        metadata,
    })
    .expect("one sentence covers its block")
}

fn answered(documents: &[Document], speakers: &[&str]) -> Message {
    answer(QUESTION, &found(documents, speakers))
}

const QUESTION: &str = "What did they say?";

fn answer(question: &str, answer: &Answer<'_>) -> Message {
    page(question, answer, 0)
}

fn page(question: &str, answer: &Answer<'_>, number: usize) -> Message {
    reply(&ask(question), &Reply::Answer(answer.clone()), number, &|_, _| false)
}

fn ask(question: &str) -> Inquiry {
    Inquiry::Ask(question.to_owned())
}

fn found<'c>(documents: &'c [Document], speakers: &[&str]) -> Answer<'c> {
    let passages = documents
        .iter()
        .map(|document| {
            let others = documents.iter().filter(|other| other.name() != document.name()).collect();
            Passage::sentence(document, 0)
                .expect("there is a sentence")
                .with_speakers(speakers.iter().map(|&name| name.to_owned()).collect(), None)
                .with_also_in(others)
        })
        .collect();
    Answer { outcome: Outcome::Answered, confidence: 1.0, passages, note: None }
}

/// The quotations that a reader sees, each as its stretches, and the lines below them.
fn read(message: &Message) -> Vec<(String, String)> {
    let mut read = vec![];
    let mut quote = String::new();
    for embed in &message.embeds {
        let mut rest = embed.description.as_str();
        while !rest.is_empty() {
            let end = rest
                .match_indices('\n')
                .map(|(at, _)| at)
                .find(|&at| !rest[at..].starts_with("\n> ") || !rest.starts_with("> "));
            let (block, next) = rest.split_at(end.unwrap_or(rest.len()));
            rest = next.trim_start_matches('\n');
            match block.strip_prefix("> ") {
                Some(words) => {
                    let words = words.strip_prefix("### ").unwrap_or(words);
                    let words = words.replace("\n> ", "\n").replace("\r> ", "\r");
                    quote.push_str(&shown(&words).expect("no markup in a quotation"));
                }
                None if block.starts_with("— ") => {
                    read.push((std::mem::take(&mut quote), block.to_owned()));
                }
                None => assert!(block.starts_with("-# "), "{block:?}"),
            }
        }
    }
    read
}

/// Checks a message against Discord's limits as another library knows them, and those that it does not know.
fn check_limits(message: &Message) -> Value {
    let payload = serde_json::to_value(message).expect("a payload");
    let mut total = 0;
    let mut embeds = vec![];
    for embed in payload["embeds"].as_array().into_iter().flatten() {
        let mut embed = embed.clone();
        // The library reads what Discord sends; what it takes may leave these out.
        embed["type"] = json!("rich");
        embed["fields"] = embed.get("fields").cloned().unwrap_or(json!([]));
        for field in embed["fields"].as_array_mut().expect("fields") {
            field["inline"] = json!(false);
        }
        let embed: TwilightEmbed = serde_json::from_value(embed).expect("an embed");
        let texts = [
            embed.author.as_ref().map(|author| &author.name),
            embed.description.as_ref(),
            embed.footer.as_ref().map(|footer| &footer.text),
        ];
        let fields = embed.fields.iter().flat_map(|field| [&field.name, &field.value]);
        let texts: Vec<_> = texts.into_iter().flatten().chain(fields).collect();
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "Discord refuses empty texts");
        total += texts.iter().map(|text| units(text)).sum::<usize>();
        embeds.push(embed);
    }
    assert!(total <= 6000, "{total} units in all embeds");
    assert!(!embeds.is_empty(), "Discord refuses empty messages");
    twilight_validate::message::embeds(&embeds).expect("within the limits");
    let components = payload.get("components").cloned().unwrap_or(json!([]));
    let components: Vec<Component> = serde_json::from_value(components).expect("components");
    twilight_validate::message::components(&components, false).expect("within the limits");
    assert_eq!(payload["allowed_mentions"], json!({"parse": [], "replied_user": false}));
    payload
}

#[test]
fn quotation_first_then_who_and_where() {
    let metadata = Metadata {
        title: Some("Leaders meet in Paris".into()),
        publisher: Some("AP".into()),
        date: Some("6 January 2026".into()),
        url: Some("https://example.org/paris".into()),
        ..Metadata::default()
    };
    let documents = [
        document(
            "a.txt",
            "“The *army* will have 800,000 soldiers,” he said.",
            BlockKind::Body,
            metadata,
        ),
        document("b.txt", "An army of 800,000.", BlockKind::Caption, Metadata::default()),
    ];
    let payload = check_limits(&answered(&documents, &["Volodymyr Zelensky"]));
    assert_eq!(
        payload["embeds"],
        json!([{
            "author": {"name": "What did they say?"},
            "description": "> ### “The \\*army\\* will have 800,000 soldiers,” he said.\n\
                — **Volodymyr Zelensky**, AP [1] · also in [2]\n\n\
                > An army of 800,000.\n\
                — **Volodymyr Zelensky** [2] · also in [1] · `caption`",
            "fields": [{
                "name": "Sources",
                "value": "[1] AP, Leaders meet in Paris, 6 January 2026 · [read](https://example.org/paris)\n\
                    [2] “An army of 800,000.…” (b.txt)",
            }],
            "footer": {"text": "Quoted word for word from the articles"},
            "color": 0x27_4B_7A,
        }])
    );
    assert_eq!(payload.get("flags"), None, "an answer is for all");
    assert_eq!(
        payload["components"],
        json!([
            {"type": 1, "components": [{
                "type": 2, "style": 2, "label": "Show context",
                "custom_id": "context:000000000000",
            }]},
            {"type": 1, "components": [
                {"type": 2, "style": 2, "label": "Helpful", "custom_id": "helpful:yes"},
                {"type": 2, "style": 2, "label": "Not helpful", "custom_id": "helpful:no"},
            ]},
        ])
    );
}

#[test]
fn what_does_not_fit_is_counted() {
    let make = |number: usize, length: usize| -> Vec<_> {
        let text = "wörd ".repeat(length / 5);
        let text = text.trim_end();
        (0..number)
            .map(|n| document(&format!("{n}.txt"), text, BlockKind::Body, Metadata::default()))
            .collect()
    };
    let footer = |message: &Message| message.embeds.last().unwrap().footer.clone().unwrap().text;
    let below =
        |message: &Message| message.embeds.iter().any(|e| e.description.contains("goes on for"));

    let message = answered(&make(3, 100), &[]);
    check_limits(&message);
    assert_eq!(footer(&message), "Quoted word for word from the articles");

    let message = answered(&make(10, 100), &[]);
    check_limits(&message);
    assert_eq!(
        footer(&message),
        "Quoted word for word from the articles · 7 more passages not shown"
    );

    let message = answered(&make(3, 3000), &[]);
    check_limits(&message);
    assert_eq!(read(&message).len(), 1);
    assert_eq!(
        footer(&message),
        "Quoted word for word from the articles · 2 more passages not shown"
    );

    // One sentence as long as an embed, and one longer than any message.
    let message = answered(&make(1, 4500), &[]);
    check_limits(&message);
    assert!(!below(&message) && message.embeds.len() == 2);
    let message = answered(&make(1, 9000), &[]);
    check_limits(&message);
    let shown = read(&message)[0].0.chars().count();
    let left = 8999 - shown;
    let note = format!("-# The sentence goes on for {left} more characters on the next page.");
    assert!(message.embeds.iter().any(|embed| embed.description.contains(&note)), "{note}");
}

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
        let message = reply(&inquiry, &answer, 0, &|_, _| false);
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
    let outcome = Outcome::NotFound(crate::answer::Refusal::Apart);
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
    let comparison = Comparison { documents, wordings, figures, draft, final_text };
    let compared = Reply::Comparison(comparison);
    let inquiry = Inquiry::Compare("countries".to_owned());
    let mut seen = vec![];
    for number in 0.. {
        let message = reply(&inquiry, &compared, number, &|_, _| false);
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
        let message = sources(&|number| documents.get(number), documents.len(), from);
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
        let message = context(&passages, &places(passages.len()), 0);
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
        let message = context(passages, &places(passages.len() + missing), 0);
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
        let message = context(&passages, &places(5), number);
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

#[test]
fn how_the_question_was_read_is_said() {
    let documents = [document("a.txt", "He left.", BlockKind::Body, Metadata::default())];
    let mut answer = found(&documents, &[]);
    let footer = |answer: &Answer<'_>| {
        let message = page(QUESTION, answer, 0);
        check_limits(&message);
        message.embeds[0].footer.clone().unwrap().text
    };
    answer.note = Some(Note::Pronoun("he".into()));
    assert_eq!(
        footer(&answer),
        "Quoted word for word from the articles · Note: the question does not say who ‘he’ is, so this is \
         what fits best."
    );
    answer.note = Some(Note::OneWord("w".repeat(9000)));
    assert!(footer(&answer).ends_with("www…"));
}

#[test]
fn mended_words_are_marked() {
    let text = "It’s here.";
    let raw = RawSpan::new(0, 3);
    let parts = Parts {
        name: "a.txt".into(),
        digest: [0; 32],
        text: text.into(),
        plan: Plan::new([
            Piece { raw: RawSpan::new(0, 2), replacement: None },
            Piece { raw, replacement: Some(("’s here.".into(), Reason::Mojibake)) },
        ]),
        blocks: vec![Block { kind: BlockKind::Body, span: TextSpan::new(0, text.len()) }],
        sentences: vec![Sentence { span: TextSpan::new(0, text.len()), block: 0 }],
        metadata: Metadata::default(),
    };
    let documents = [Document::new(parts).unwrap()];
    let message = answered(&documents, &[]);
    assert_eq!(read(&message)[0].1, "— [1] · `repaired`");
}

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
    ) {
        let metadata = Metadata { title, url, ..Metadata::default() };
        let documents: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| document(&format!("{n}.txt"), text, BlockKind::Body, metadata.clone()))
            .collect();
        let mut message = answered(&documents, &[&speaker]);
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

        let refusal = crate::answer::Refusal::Unmentioned(texts);
        let passages = vec![];
        let outcome = Outcome::NotFound(refusal);
        let refused = Answer { outcome, confidence: 0.0, passages, note: None };
        let message = answer(&question, &refused);
        check_limits(&message);
        prop_assert!(message.private && message.components.is_empty());
        let near = Answer { passages: found(&documents, &[]).passages, ..refused };
        check_limits(&answer(&question, &near));
        let message = related(&ask(&question), &near, 0);
        check_limits(&message);
        prop_assert!(message.private);
        check_limits(&crate::render::discord::help());
        check_limits(&crate::render::discord::notice(&question));
        check_limits(&sources(&|number| documents.get(number), documents.len(), 0));
        check_limits(&crate::render::discord::source(&documents[0], 1, &[&speaker, "A"]));
        check_limits(&crate::render::discord::nobody(&question, Some(&[&speaker, "A", "B"])));
        check_limits(&crate::render::discord::about(documents.len()));
    }
}
