mod pages;
mod words;

use proptest::prelude::*;
use serde_json::{Value, json};
use twilight_model::channel::message::{Component, Embed as TwilightEmbed};

use crate::engine::Reply;
use crate::model::answer::{Answer, Note, Outcome, Passage};
use crate::model::document::{Block, BlockKind, Document, Metadata, Parts, Sentence};
use crate::model::inquiry::Inquiry;
use crate::model::place::Place;
use crate::model::plan::{Piece, Plan, Reason};
use crate::model::span::{RawSpan, TextSpan};
use crate::model::verdict::{Comparison, Figure, Figures};
use crate::render::discord::escape::tests::shown;
use crate::render::discord::{Message, Paging, Press, context, related, reply, sources, units};
use crate::render::reading_room::ReadingRoom;

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

fn answer_of(question: &str, given: &Answer<'_>) -> Message {
    answer(question, given)
}

fn page(question: &str, answer: &Answer<'_>, number: usize) -> Message {
    reply(
        &ask(question),
        &Reply::Answer(answer.clone()),
        number,
        &|_, _| false,
        ReadingRoom::default(),
    )
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
    Answer { outcome: Outcome::Answered, confidence: 1.0, passages, related: vec![], note: None }
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
                    quote.push_str(&shown(&without_bold(&words)).expect("no markup but bold"));
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

/// The words without the marks that make some of them bold. A mark that the words themselves have is escaped.
fn without_bold(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '*' if rest.starts_with("**") => {
                rest = &rest[2..];
                continue;
            }
            other => other.len_utf8(),
        };
        plain.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    plain
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
fn the_answer_itself_is_bold_in_words_that_are_not_large() {
    let text = "The *ferry*, built in 1998: it sank.";
    let documents = [document("a.txt", text, BlockKind::Body, Metadata::default())];
    let passage = |marked: Option<std::ops::Range<usize>>| {
        let mut answer = found(&documents, &[]);
        answer.passages =
            answer.passages.into_iter().map(|one| one.with_highlight(marked.clone())).collect();
        check_limits(&answer_of(QUESTION, &answer))["embeds"][0]["description"].clone()
    };
    let check = |marked: Option<&str>, expected: &str| {
        let range = marked.and_then(|words| text.find(words).map(|at| at..at + words.len()));
        let shown = passage(range);
        let first = shown.as_str().unwrap_or_default().lines().next().unwrap_or_default();
        assert_eq!(first, expected);
    };
    check(Some("1998"), "> The \\*ferry\\*, built in **1998**: it sank.");
    check(Some(" *ferry*"), "> The **\\*ferry\\***, built in 1998: it sank.");
    check(Some("it sank."), "> The \\*ferry\\*, built in 1998: **it sank.**");
    check(Some(" "), "> The \\*ferry\\*, built in 1998: it sank.");
    check(None, "> ### The \\*ferry\\*, built in 1998: it sank.");
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
                "value": "[1] AP, Leaders meet in Paris, 6 January 2026 · [read](https://example.org/paris#:~:text=%E2%80%9CThe%20%2Aarmy%2A%20will%20have%20800%2C000%20soldiers%2C%E2%80%9D%20he%20said.)\n\
                    [2] “An army of 800,000.…” (b.txt)",
            }],
            "footer": {"text": "Sentences as they stand in the articles"},
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
                {"type": 2, "style": 2, "label": "Delete", "custom_id": "delete:answer"},
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
    assert_eq!(footer(&message), "Sentences as they stand in the articles");

    let message = answered(&make(10, 100), &[]);
    check_limits(&message);
    assert_eq!(
        footer(&message),
        "Sentences as they stand in the articles · 7 more passages not shown"
    );

    let message = answered(&make(3, 3000), &[]);
    check_limits(&message);
    assert_eq!(read(&message).len(), 1);
    assert_eq!(
        footer(&message),
        "Sentences as they stand in the articles · 2 more passages not shown"
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
        "Sentences as they stand in the articles · Note: the question does not say who ‘he’ is, so this is \
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
