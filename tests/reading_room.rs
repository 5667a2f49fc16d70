//! An article as the reading room shows it: nothing is missing, and each mark stands where it belongs.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use serde_json::Value;
use verbatim::article::corpus::{Corpus, Limits};
use verbatim::model::document::DocumentNumber;
use verbatim::model::span::RawSpan;
use verbatim::quotations::Quotations;
use verbatim::render::reading::article;

/// Paragraphs that are given of one article.
const PARAGRAPHS: usize = 2000;

fn corpus(files: &[(&str, &[u8])]) -> Quotations {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let corpus = Corpus::load(folder.path(), &Limits::default()).unwrap();
    Quotations::of(corpus.into_documents().into())
}

fn read(quotations: &Quotations, at: usize, raw: Option<&[u8]>, passage: &[RawSpan]) -> Value {
    let document = &quotations.documents()[at];
    let own: Vec<_> =
        quotations.all().filter(|one| one.document().name() == document.name()).collect();
    serde_json::from_str(&article(document, &own, raw, passage)).unwrap()
}

fn words(paragraph: &Value, span: &Value) -> String {
    let text: Vec<char> = paragraph["text"].as_str().unwrap().chars().collect();
    let [from, to] = [0, 1].map(|at| span[at].as_u64().unwrap() as usize);
    assert!(from <= to && to <= text.len(), "{span} of {}", text.len());
    text[from..to].iter().collect()
}

/// Every mark lies within its paragraph, and the paragraphs together are the clean text.
fn check_laws(quotations: &Quotations, at: usize, read: &Value) {
    let document = &quotations.documents()[at];
    let mut rest = document.text();
    for paragraph in read["paragraphs"].as_array().unwrap() {
        let text = paragraph["text"].as_str().unwrap();
        rest = rest.trim_start().strip_prefix(text).expect("the paragraphs in their order");
        let mut end = 0;
        for sentence in paragraph["sentences"].as_array().unwrap() {
            assert!(!words(paragraph, &sentence["span"]).is_empty());
            assert!(sentence["span"][0].as_u64().unwrap() >= end, "sentences in order");
            end = sentence["span"][1].as_u64().unwrap();
        }
        for quoted in paragraph["quoted"].as_array().unwrap() {
            assert!(!words(paragraph, &quoted["span"]).is_empty());
            let quotation = &read["quotations"][quoted["quotation"].as_u64().unwrap() as usize];
            let speaker = &quotation["speaker"];
            assert!(
                speaker.is_null()
                    || !read["speakers"][speaker.as_u64().unwrap() as usize].is_null()
            );
        }
        for repair in paragraph["repairs"].as_array().unwrap() {
            words(paragraph, &repair["span"]);
        }
        for span in paragraph["passage"].as_array().unwrap() {
            words(paragraph, span);
        }
    }
    assert_eq!(rest.trim(), "", "{}", document.name());
}

#[test]
fn the_seeds_are_read_as_they_are_served() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let corpus = Corpus::load(&folder, &Limits::default()).unwrap();
    let quotations = Quotations::of(corpus.into_documents().into());
    for at in 0..quotations.documents().len() {
        let document = &quotations.documents()[at];
        let raw = std::fs::read(folder.join(document.name())).unwrap();
        let whole = read(&quotations, at, Some(&raw), &[]);
        check_laws(&quotations, at, &whole);
        // Every sentence is found again by its address.
        for sentence in document.sentences() {
            let cited = document.raw_span(sentence.span);
            let shown = read(&quotations, at, None, &[cited]);
            let marked: Vec<String> = shown["paragraphs"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|paragraph| {
                    let spans = paragraph["passage"].as_array().unwrap();
                    spans.iter().map(|span| words(paragraph, span)).collect::<Vec<_>>()
                })
                .collect();
            assert_eq!(marked, [document.slice(sentence.span)], "{}", document.name());
        }
        let number = DocumentNumber::new(at);
        assert_eq!(
            whole["quotations"].as_array().unwrap().len(),
            quotations.of_document(number).count()
        );
    }
}

#[test]
fn repairs_say_what_stood_in_the_file() {
    let broken =
        "The pier, â€œold and rottenâ€\u{9d}, was closed.\n\nIt isnâ€™t safe, Ada Lind said.\n";
    let quotations = corpus(&[("a.txt", broken.as_bytes())]);
    let shown = read(&quotations, 0, Some(broken.as_bytes()), &[]);
    check_laws(&quotations, 0, &shown);
    let repairs: Vec<(String, String)> = shown["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|paragraph| {
            let repairs = paragraph["repairs"].as_array().unwrap();
            let shown = |repair: &Value| {
                (words(paragraph, &repair["span"]), repair["was"].as_str().unwrap().to_owned())
            };
            repairs.iter().map(shown).collect::<Vec<_>>()
        })
        .collect();
    assert!(repairs.contains(&("“".to_owned(), "â€œ".to_owned())), "{repairs:?}");
    assert!(repairs.contains(&("’".to_owned(), "â€™".to_owned())), "{repairs:?}");
    let unread = read(&quotations, 0, None, &[]);
    assert!(unread["paragraphs"][0]["repairs"][0]["was"].is_null());
}

#[test]
fn any_range_of_bytes_is_a_passage() {
    let text = "Café news\n\n\"We rebuild the pier,\" Ada Lind said. It rained — all day.\n\n\"No,\" said Per Holm.\n";
    let quotations = corpus(&[("a.txt", text.as_bytes())]);
    let end = text.len() + 9;
    for from in (0..end).step_by(3) {
        for to in (from + 1..end).step_by(5) {
            let shown = read(&quotations, 0, None, &[RawSpan::new(from, to)]);
            check_laws(&quotations, 0, &shown);
        }
    }
    let far = read(&quotations, 0, None, &[RawSpan::new(9999, 99_999)]);
    assert!(
        far["paragraphs"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["passage"] == serde_json::json!([]))
    );
}

#[test]
fn long_articles_are_given_around_the_passage() {
    let text: String = (0..PARAGRAPHS * 2)
        .map(|at| format!("The boat number {at} left the old harbour.\n\n"))
        .collect();
    let quotations = corpus(&[("a.txt", text.as_bytes())]);
    let document = &quotations.documents()[0];
    let last = document.sentences().last().unwrap();
    let shown = read(&quotations, 0, None, &[document.raw_span(last.span)]);
    assert_eq!(shown["paragraphs"].as_array().unwrap().len(), PARAGRAPHS);
    assert_eq!(shown["left_out"], serde_json::json!([document.blocks().len() - PARAGRAPHS, 0]));
    let shown = read(&quotations, 0, None, &[]);
    assert_eq!(shown["left_out"][0], 0);
}
